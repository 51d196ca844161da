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
