package measure

import (
	"slices"

	"touchstone/api/measure/stats"
)

// evidence is what both waves say about a row.
type evidence struct {
	family        family
	before, after Counts
	clusters      []paired // in the order of their names
	single        [2]int64 // responses without a cluster
	sized         [2]int64 // see sizes
	weighted      bool
	origin        float64 // near all values, so that sums keep their digits
	words         sides
	summed        []stats.Cell // see cells
}

// paired is one cluster in both waves; nothing stands for a wave that does not have it.
type paired struct{ before, after *Part }

var nothing = &Part{}

// name is that of the cluster.
func (p paired) name() string {
	if p.before.Value != "" {
		return p.before.Value
	}
	return p.after.Value
}

// evidenceOf joins the parts of both waves by cluster.
func evidenceOf(family family, before, after Counts) evidence {
	e := evidence{family: family, weighted: len(before.Weights)+len(after.Weights) > 0}
	for _, h := range []stats.Histogram{after.Values, before.Values} {
		if bins := h.Bins(); len(bins) > 0 {
			e.origin = bins[len(bins)/2].Value
		}
	}
	before.By, after.By = before.parts(), after.parts()
	e.before, e.after = before, after
	e.clusters = make([]paired, 0, max(len(before.By), len(after.By)))
	i, j := 0, 0
	for i < len(before.By) || j < len(after.By) {
		p := paired{nothing, nothing}
		switch {
		case j == len(after.By) || i < len(before.By) && before.By[i].Value < after.By[j].Value:
			p.before = &before.By[i]
			i++
		case i == len(before.By) || after.By[j].Value < before.By[i].Value:
			p.after = &after.By[j]
			j++
		default:
			p.before, p.after = &before.By[i], &after.By[j]
			i, j = i+1, j+1
		}
		if p.before.Value == "" && p.after.Value == "" {
			e.single = [2]int64{p.before.Values.N(), p.after.Values.N()}
		} else {
			e.clusters = append(e.clusters, p)
		}
	}
	return e
}

// parts gives the values by cluster; without a split nobody belongs to one.
func (c Counts) parts() []Part {
	if c.By != nil || c.Values.N() == 0 {
		return c.By
	}
	return []Part{{Values: c.Values, Weights: c.Weights}}
}

// dependent tells whether some cluster has more than one response.
func (e *evidence) dependent() bool {
	return slices.ContainsFunc(e.clusters, func(p paired) bool { return p.before.Values.N()+p.after.Values.N() > 1 })
}

// sizes gives the number of clusters in each wave; a response without one is one of its own.
func (e *evidence) sizes() [2]int64 {
	if e.sized == [2]int64{} {
		e.sized = e.size()
	}
	return e.sized
}

func (e *evidence) size() [2]int64 {
	sizes := e.single
	for i := range e.clusters {
		if e.clusters[i].before.Values.N() > 0 {
			sizes[0]++
		}
		if e.clusters[i].after.Values.N() > 0 {
			sizes[1]++
		}
	}
	return sizes
}

// names gives the names of the clusters with values on each side.
func (e *evidence) names() (names [2][]string) {
	for _, p := range e.clusters {
		if p.before.Values.N() > 0 {
			names[0] = append(names[0], p.before.Value)
		}
		if p.after.Values.N() > 0 {
			names[1] = append(names[1], p.after.Value)
		}
	}
	return names
}

// matched tells whether every cluster has exactly one value in each wave.
func (e *evidence) matched() bool {
	return e.single == [2]int64{} && len(e.clusters) > 0 &&
		!slices.ContainsFunc(e.clusters, func(p paired) bool { return p.before.Values.N() != 1 || p.after.Values.N() != 1 })
}

// common gives the clusters with values in both waves.
func (e *evidence) common() []paired {
	both := make([]paired, 0, len(e.clusters))
	for _, p := range e.clusters {
		if p.before.Values.N() > 0 && p.after.Values.N() > 0 {
			both = append(both, p)
		}
	}
	return both
}

// inCommon counts the responses of the clusters that both waves have.
func (e *evidence) inCommon() int64 {
	var n int64
	for _, p := range e.common() {
		n += p.before.Values.N() + p.after.Values.N()
	}
	return n
}

// cell is a cluster's size and sum in a wave, about the origin.
func (e *evidence) cell(h stats.Histogram) stats.Cell {
	if h.N() == 0 {
		return stats.Cell{}
	}
	return stats.Cell{N: h.N(), Sum: h.Sum(e.origin)}
}

// cells gives the clusters with what they have on the sides from one up to another.
func (e *evidence) cells(from, to int) []stats.Cluster {
	if e.summed == nil {
		e.summed = make([]stats.Cell, 0, 2*len(e.clusters))
		for _, p := range e.clusters {
			e.summed = append(e.summed, e.cell(p.before.Values), e.cell(p.after.Values))
		}
	}
	clusters := make([]stats.Cluster, len(e.clusters))
	for i := range clusters {
		clusters[i].Cells = e.summed[2*i+from : 2*i+to]
	}
	return clusters
}

func (e *evidence) singles() []stats.Sample {
	singles := make([]stats.Sample, 2)
	for i, by := range [][]Part{e.before.By, e.after.By} {
		if len(by) > 0 && by[0].Value == "" {
			singles[i] = by[0].Values.Sample()
			singles[i].Mean -= e.origin
		}
	}
	return singles
}

// weightedSingles gives the responses of each side without a cluster, about the origin.
func (e *evidence) weightedSingles() [][]stats.WeightedBin {
	singles := make([][]stats.WeightedBin, 2)
	for i, counts := range []Counts{e.before, e.after} {
		if len(counts.By) > 0 && counts.By[0].Value == "" {
			singles[i] = shifted(weightsOf(counts.By[0].Values, counts.By[0].Weights), e.origin)
		}
	}
	return singles
}

func (e *evidence) weightedCell(p *Part) stats.WeightedCell {
	cell := stats.WeightedCell{N: p.Values.N()}
	for _, bin := range weightsOf(p.Values, p.Weights) {
		cell.Weight += bin.Weight
		cell.Sum += bin.Weight * (bin.Value - e.origin)
	}
	return cell
}

// weightsOf gives the weights of a distribution; where there are none, every response has 1.
func weightsOf(values stats.Histogram, weights []stats.WeightedBin) []stats.WeightedBin {
	if weights != nil {
		return weights
	}
	bins := make([]stats.WeightedBin, 0, len(values.Bins()))
	for _, bin := range values.Bins() {
		bins = append(bins, stats.WeightedBin{Value: bin.Value, Count: bin.Count, Weight: float64(bin.Count), Squares: float64(bin.Count)})
	}
	return bins
}

func shifted(bins []stats.WeightedBin, origin float64) []stats.WeightedBin {
	moved := slices.Clone(bins)
	for i := range moved {
		moved[i].Value -= origin
	}
	return moved
}
