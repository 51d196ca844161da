package measure

import (
	"math"
	"slices"

	"touchstone/api/measure/stats"
)

// Names of methods. The first three are for independent responses, by the family of the
// indicator.
const (
	MethodWelch        = "welch"
	MethodNewcombe     = "newcombe"
	MethodAdjustedWald = "adjustedWald"
	MethodCluster      = "cluster"     // CR2 standard errors over clusters
	MethodWeighted     = "weighted"    // survey weights, linearised over clusters
	MethodPaired       = "paired"      // the same clusters in both waves
	MethodMannWhitney  = "mannWhitney" // ranks
	MethodNone         = "none"

	// MethodIndependent asks for whichever of the first three fits.
	MethodIndependent = "independent"
)

// Methods lists what may be asked for instead of the rule's choice.
var Methods = []string{MethodIndependent, MethodCluster, MethodWeighted, MethodPaired, MethodMannWhitney}

// fewClusters is below how many clusters in a wave there is no honest standard error.
const fewClusters = 4

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

// countCommon counts the clusters with values in both waves.
func (e *evidence) countCommon() int {
	count := 0
	for i := range e.clusters {
		if e.clusters[i].before.Values.N() > 0 && e.clusters[i].after.Values.N() > 0 {
			count++
		}
	}
	return count
}

// inCommon counts the responses of the clusters that both waves have.
func (e *evidence) inCommon() int64 {
	var n int64
	for _, p := range e.common() {
		n += p.before.Values.N() + p.after.Values.N()
	}
	return n
}

// applicable lists the methods that the evidence allows, the rule's choice first.
func (e *evidence) applicable() []string {
	var names []string
	sizes := e.sizes()
	enough := min(sizes[0], sizes[1]) >= fewClusters
	switch {
	case e.weighted && (enough || !e.dependent()):
		names = append(names, MethodWeighted)
	case !e.weighted && e.dependent() && e.matched() && enough:
		names = append(names, MethodPaired)
	}
	if e.dependent() && enough {
		names = append(names, MethodCluster)
	}
	if !slices.Contains(names, MethodPaired) && e.countCommon() >= fewClusters {
		names = append(names, MethodPaired)
	}
	names = append(names, e.family.independent())
	if e.family == means {
		names = append(names, MethodMannWhitney)
	}
	return names
}

// independent is the method for responses that do not depend on each other.
func (f family) independent() string {
	return [...]string{means: MethodWelch, shares: MethodNewcombe, nets: MethodAdjustedWald}[f]
}

// choose gives the method for a row: the one asked for where the evidence allows it, else
// the rule's. Fewer than 4 clusters give no test by rule, whatever else could be computed.
func (e *evidence) choose(asked string) (name string, allowed []string, granted bool) {
	allowed = e.applicable()
	if asked == MethodIndependent {
		asked = e.family.independent()
	}
	if slices.Contains(allowed, asked) {
		return asked, allowed, true
	}
	if sizes := e.sizes(); e.dependent() && min(sizes[0], sizes[1]) < fewClusters {
		return MethodNone, allowed, asked == ""
	}
	return allowed[0], allowed, asked == ""
}

// test compares by the method of that name.
func (e *evidence) test(name string) (test, Method) {
	switch name {
	case MethodCluster:
		return e.clustered()
	case MethodWeighted:
		return e.weighed()
	case MethodPaired:
		return e.pairs()
	case MethodMannWhitney:
		return e.ranked()
	}
	return testOf(e.family, e.before.Values, e.after.Values)
}

var twoWaves = []float64{-1, 1}

func (e *evidence) clustered() (test, Method) {
	t, _ := testOf(e.family, e.before.Values, e.after.Values)
	t.change = e.bounded(stats.Contrast(e.cells(0, 2), e.singles(), twoWaves))
	e.inflate(&t)
	sizes := e.sizes()
	return t, methodCluster(e.before.Values.N(), e.after.Values.N(), sizes[0], sizes[1], t.designEffect)
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

// inflate notes by how much clusters and weights inflate the variance of the difference, and
// plans with it.
func (e *evidence) inflate(t *test) {
	independent := t.variances[0]/float64(e.before.Values.N()) + t.variances[1]/float64(e.after.Values.N())
	if !(independent > 0) || math.IsNaN(t.change.StandardError) {
		return
	}
	t.designEffect = t.change.StandardError * t.change.StandardError / independent
	t.variances[0], t.variances[1] = t.variances[0]*t.designEffect, t.variances[1]*t.designEffect
	sum, estimate := t.variances[0]+t.variances[1], t.change.Estimate
	t.needed = func(plan stats.Plan) float64 { return plan.Wald(sum, estimate) }
	sizes := e.sizes()
	t.clusterSize = float64(e.before.Values.N()+e.after.Values.N()) / float64(sizes[0]+sizes[1])
}

// bounded holds the intervals of shares and net promoter scores to what is possible.
func (e *evidence) bounded(c stats.Change) stats.Change {
	if most := [...]float64{means: math.Inf(1), shares: 1, nets: 200}[e.family]; !math.IsInf(most, 1) {
		for _, interval := range []*stats.Interval{&c.Interval, &c.Interval90} {
			interval[0], interval[1] = math.Max(-most, interval[0]), math.Min(most, interval[1])
		}
	}
	return c
}

func (e *evidence) weighed() (test, Method) {
	t, _ := testOf(e.family, e.before.Values, e.after.Values)
	clusters := make([]stats.WeightedCluster, len(e.clusters))
	for i, p := range e.clusters {
		clusters[i].Cells = []stats.WeightedCell{e.weightedCell(p.before), e.weightedCell(p.after)}
	}
	t.change, t.effect = e.bounded(stats.WeightedContrast(clusters, e.weightedSingles(), twoWaves)), nil
	e.inflate(&t)
	sizes := e.sizes()
	return t, methodWeighted(e.before.Values.N(), e.after.Values.N(), sizes[0], sizes[1], e.dependent(), t.designEffect)
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

// pairs compares the clusters that both waves have, each counting the same.
func (e *evidence) pairs() (test, Method) {
	common := e.common()
	t, _ := testOf(e.family, e.before.Values, e.after.Values)
	t.effect, t.clusterSize = nil, 1
	differences := make([]float64, len(common))
	var table stats.Pairs
	for i, p := range common {
		before, after := p.before.Values.Sample().Mean, p.after.Values.Sample().Mean
		differences[i] = after - before
		switch {
		case before > 0 && after > 0:
			table.Both++
		case before > 0:
			table.OnlyBaseline++
		case after > 0:
			table.OnlyFollowUp++
		default:
			table.Neither++
		}
	}
	exact := false
	if e.family == shares && e.matched() {
		t.change, exact = stats.McNemar(table)
	} else {
		t.change = e.bounded(stats.Paired(differences))
	}
	spread := t.change.StandardError * t.change.StandardError * float64(len(common))
	t.variances = [2]float64{spread / 2, spread / 2}
	t.needed = func(plan stats.Plan) float64 { return plan.Wald(spread, t.change.Estimate) }
	return t, methodPaired(e.words, int64(len(common)), e.family == shares && e.matched(), exact)
}

// ranked takes p from the ranks and the interval from Welch.
func (e *evidence) ranked() (test, Method) {
	t, _ := testOf(e.family, e.before.Values, e.after.Values)
	ranks := stats.MannWhitney(e.before.Values, e.after.Values)
	t.change.P, t.change.Statistic, t.change.DegreesOfFreedom = ranks.P, ranks.Statistic, math.NaN()
	t.effect = effect("cliffDelta", stats.CliffDelta(e.before.Values, e.after.Values))
	return t, methodMannWhitney(e.before.Values.N(), e.after.Values.N(), ranks.Exact)
}
