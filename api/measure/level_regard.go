package measure

import (
	"math"
	"slices"

	"touchstone/api/measure/stats"
)

// regard sums up one side with the same regard for clusters and weights as the method of the
// comparison has, so that levels and change agree.
func (l *Level) regard(e *evidence, side int, kind kind, method string) {
	size, counts, within := e.sizes()[side], e.counts(side), e.dependentWithin(side)
	if e.dependent() || within {
		l.Clusters = &size
	}
	if counts.Values.N() == 0 {
		return
	}
	c, regarded := e.alone(side, method)
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

func (e *evidence) counts(side int) Counts {
	if side == 0 {
		return e.before
	}
	return e.after
}

// of gives the cluster on one side.
func (p paired) of(side int) *Part {
	if side == 0 {
		return p.before
	}
	return p.after
}

// dependentWithin tells whether some cluster has more than one response on that side.
func (e *evidence) dependentWithin(side int) bool {
	return slices.ContainsFunc(e.clusters, func(p paired) bool { return p.of(side).Values.N() > 1 })
}

// alone estimates the level of one side with regard for clusters and weights; not regarded
// says that the method counts responses as independent and equal.
func (e *evidence) alone(side int, method string) (c stats.Change, regarded bool) {
	switch {
	case method == MethodWeighted:
		clusters := make([]stats.WeightedCluster, 0, len(e.clusters))
		for _, p := range e.clusters {
			if part := p.of(side); part.Values.N() > 0 {
				clusters = append(clusters, stats.WeightedCluster{Cells: []stats.WeightedCell{e.weightedCell(part)}})
			}
		}
		c = stats.WeightedContrast(clusters, e.weightedSingles()[side:side+1], []float64{1})
	case method == MethodCluster || method == MethodNone && e.dependentWithin(side):
		c = stats.Contrast(e.cells(side, side+1), e.singles()[side:side+1], []float64{1})
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
