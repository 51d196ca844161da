package measure

import (
	"math"

	"touchstone/api/measure/stats"
)

// regard sums up one wave with the same regard for clusters and weights as the method of the
// comparison has, so that levels and change agree.
func (l *Level) regard(e evidence, counts Counts, kind kind, method string) {
	one := evidenceOf(e.family, counts, Counts{})
	one.origin = e.origin
	size := one.sizes()[0]
	if e.dependent() || one.dependent() {
		l.Clusters = &size
	}
	if counts.Values.N() == 0 {
		return
	}
	c, regarded := one.alone(method)
	if !regarded {
		return
	}
	l.Adjusted = nil
	if method == MethodWeighted {
		l.Estimate = finite(c.Estimate)
		l.EffectiveN = finite(stats.NewWeighted(weightsOf(counts.Values, counts.Weights)).EffectiveN)
	}
	l.StandardError, l.Interval, l.degrees = nil, nil, c.DegreesOfFreedom
	if size >= fewClusters && c.StandardError > 0 {
		half := stats.StudentQuantile((1+Confidence)/2, c.DegreesOfFreedom) * c.StandardError
		l.StandardError, l.Interval = finite(c.StandardError), limits(kind.within(stats.Interval{c.Estimate - half, c.Estimate + half}))
	}
}

// alone estimates the level of the first wave with regard for clusters and weights; not
// regarded says that the method counts responses as independent and equal.
func (e *evidence) alone(method string) (c stats.Change, regarded bool) {
	switch {
	case method == MethodWeighted:
		clusters := make([]stats.WeightedCluster, len(e.clusters))
		for i, p := range e.clusters {
			clusters[i].Cells = []stats.WeightedCell{e.weightedCell(p.before)}
		}
		single := [][]stats.WeightedBin{nil}
		if by := e.before.By; len(by) > 0 && by[0].Value == "" {
			single[0] = shifted(weightsOf(by[0].Values, by[0].Weights), e.origin)
		}
		c = stats.WeightedContrast(clusters, single, []float64{1})
	case method == MethodCluster || method == MethodNone && e.dependent():
		clusters := make([]stats.Cluster, len(e.clusters))
		for i, p := range e.clusters {
			clusters[i].Cells = []stats.Cell{e.cell(p.before.Values)}
		}
		c = stats.Contrast(clusters, e.singles()[:1], []float64{1})
	default:
		return c, false
	}
	c.Estimate += e.origin
	return c, true
}

// within holds the interval of a level to what is possible.
func (k kind) within(i stats.Interval) stats.Interval {
	switch k.family {
	case shares:
		return stats.Interval{math.Max(0, i[0]), math.Min(1, i[1])}
	case nets:
		return stats.Interval{math.Max(-100, i[0]), math.Min(100, i[1])}
	}
	return i
}
