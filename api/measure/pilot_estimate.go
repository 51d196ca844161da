package measure

import (
	"math"

	"touchstone/api/measure/stats"
)

// cellsOf a pilot, in this order everywhere.
const (
	testBefore = iota
	testAfter
	controlBefore
	controlAfter
	pilotCellCount
)

// What is estimated of the cells.
var (
	differences = []float64{-1, 1, 1, -1}
	apartBefore = []float64{1, 0, -1, 0}
)

// pilotCells pools the counts of every cell; not fit says that versions declare the column so
// differently that they are not the same number.
func pilotCells(s, other *subject) (cells [2]evidence, fit bool) {
	reference := s.reference
	fit = true
	for arm, one := range []*subject{s, other} {
		before, beforeMixed := pool(reference, one.baseline)
		after, afterMixed := pool(reference, one.followUp)
		fit = fit && !beforeMixed && !afterMixed && before.comparable(after) && before.comparable(reference)
		cells[arm] = evidenceOf(reference.kind.family, before.counts, after.counts)
	}
	cells[1].origin = cells[0].origin
	return cells, fit
}

// estimate makes the difference in differences: by survey weights where there are any, with
// regard for clusters where responses have them, else of four independent samples.
func (p *pilotTrial) estimate(arms [2]evidence, n [4]int64) {
	sizes := [2][2]int64{arms[0].sizes(), arms[1].sizes()}
	dependent := arms[0].dependent() || arms[1].dependent()
	if dependent && min(sizes[0][0], sizes[0][1], sizes[1][0], sizes[1][1]) < fewClusters {
		p.method = nonePilotClusters(sizes)
		return
	}
	var t test
	switch {
	case arms[0].weighted || arms[1].weighted:
		clusters, singles := weightedCells(arms)
		t.change, p.parallel = stats.WeightedContrast(clusters, singles, differences), stats.WeightedContrast(clusters, singles, apartBefore)
		p.method = methodDifferences(sizes, n, "weighted")
	case dependent:
		clusters, singles := clusterCells(arms)
		t.change, p.parallel = stats.Contrast(clusters, singles, differences), stats.Contrast(clusters, singles, apartBefore)
		p.method = methodDifferences(sizes, n, "clusters")
	default:
		samples := [pilotCellCount]stats.Sample{
			arms[0].before.Values.Sample(), arms[0].after.Values.Sample(), arms[1].before.Values.Sample(), arms[1].after.Values.Sample(),
		}
		t.change, p.parallel = combineSamples(samples[:], differences), combineSamples(samples[:], apartBefore)
		p.method = methodDifferences(sizes, n, "")
	}
	t.change = doubled(arms[0].family, t.change)
	p.parallel = arms[0].bounded(p.parallel)
	independent := 0.0
	for _, arm := range arms {
		for _, counts := range []Counts{arm.before, arm.after} {
			sample := counts.Values.Sample()
			independent += sample.Variance / float64(sample.N)
		}
	}
	average := float64(n[0]+n[1]+n[2]+n[3]) / pilotCellCount
	variance := square(t.change.StandardError) * average
	t.variances = [2]float64{variance / 2, variance / 2}
	t.needed = func(plan stats.Plan) float64 { return plan.Wald(variance, t.change.Estimate) }
	if dependent {
		t.clusterSize = 4 * average / float64(sizes[0][0]+sizes[0][1]+sizes[1][0]+sizes[1][1])
	}
	if independent > 0 && (dependent || arms[0].weighted || arms[1].weighted) {
		t.designEffect = square(t.change.StandardError) / independent
	}
	p.change = t
	if p.tested = t.decidable(); !p.tested {
		p.change, p.method = untested(), nonePilotSpread(n)
	}
}

// doubled holds the interval of a difference of two differences to what is possible.
func doubled(family family, c stats.Change) stats.Change {
	if most := [...]float64{means: math.Inf(1), shares: 2, nets: 400}[family]; !math.IsInf(most, 1) {
		for _, interval := range []*stats.Interval{&c.Interval, &c.Interval90} {
			interval[0], interval[1] = math.Max(-most, interval[0]), math.Min(most, interval[1])
		}
	}
	return c
}

// combineSamples estimates a contrast of the means of independent samples.
func combineSamples(samples []stats.Sample, contrast []float64) stats.Change {
	components := make([]stats.Component, len(samples))
	for i, s := range samples {
		components[i] = stats.Component{Weight: contrast[i], Estimate: s.Mean, StandardError: s.StandardError(), DegreesOfFreedom: float64(s.N - 1)}
	}
	return stats.Combine(components)
}

// clusterCells gives every cluster with its four cells, and the responses without one. A
// cluster may be in both arms, where clusters are not locations.
func clusterCells(arms [2]evidence) ([]stats.Cluster, []stats.Sample) {
	places := map[string]int{}
	var clusters []stats.Cluster
	var singles []stats.Sample
	for arm := range arms {
		e := &arms[arm]
		singles = append(singles, e.singles()...)
		for _, p := range e.clusters {
			at, known := places[p.name()]
			if !known {
				at = len(clusters)
				places[p.name()] = at
				clusters = append(clusters, stats.Cluster{Cells: make([]stats.Cell, pilotCellCount)})
			}
			clusters[at].Cells[2*arm], clusters[at].Cells[2*arm+1] = e.cell(p.before.Values), e.cell(p.after.Values)
		}
	}
	return clusters, singles
}

func weightedCells(arms [2]evidence) ([]stats.WeightedCluster, [][]stats.WeightedBin) {
	places := map[string]int{}
	var clusters []stats.WeightedCluster
	var singles [][]stats.WeightedBin
	for arm := range arms {
		e := &arms[arm]
		singles = append(singles, e.weightedSingles()...)
		for _, p := range e.clusters {
			at, known := places[p.name()]
			if !known {
				at = len(clusters)
				places[p.name()] = at
				clusters = append(clusters, stats.WeightedCluster{Cells: make([]stats.WeightedCell, pilotCellCount)})
			}
			clusters[at].Cells[2*arm], clusters[at].Cells[2*arm+1] = e.weightedCell(p.before), e.weightedCell(p.after)
		}
	}
	return clusters, singles
}

// combined puts the composites together that several definitions feed; see
// ComparisonRequest.combined.
func (r *PilotRequest) combined(trials []pilotTrial, words sides) []pilotTrial {
	byColumn, order := map[string][]pilotTrial{}, []string{}
	var list, others []pilotTrial
	for _, trial := range trials {
		column := trial.test.Row.Indicator
		if RoleOf(column) != RoleComposite {
			others = append(others, trial)
			continue
		}
		if r.Test.weight(column, trial.definition()) == 0 {
			continue
		}
		if byColumn[column] == nil {
			order = append(order, column)
		}
		byColumn[column] = append(byColumn[column], trial)
	}
	for _, column := range order {
		if parts := byColumn[column]; len(parts) > 1 {
			list = append(list, r.combine(parts, words))
		} else {
			list = append(list, parts[0])
		}
	}
	return append(list, others...)
}

func (p *pilotTrial) definition() string {
	if id := p.test.Row.Definition.ID; id != "" {
		return id
	}
	return p.control.Row.Definition.ID
}

// combine makes one trial of those of several definitions: levels of each arm, difference in
// differences and what lay between the arms before, all by the same weights.
func (r *PilotRequest) combine(parts []pilotTrial, words sides) pilotTrial {
	var used []pilotTrial
	var test, control []Trial
	var left []Note
	for _, part := range parts {
		if part.change.sound() {
			used, test, control = append(used, part), append(test, part.test), append(control, part.control)
			continue
		}
		left = append(left, noteLeftOut(part.test.title, part.method.Reason))
	}
	if len(used) == 0 {
		parts[0].test.Row.Notes = append(parts[0].test.Row.Notes, left[1:]...)
		return parts[0]
	}
	weights := r.Test.sharesOf(test)
	whole := pilotTrial{test: used[0].test, control: used[0].control, method: used[0].method, change: used[0].change, parallel: used[0].parallel, tested: used[0].tested}
	whole.test.Row.Notes = append(whole.test.Row.Notes, left...)
	if len(used) == 1 {
		return whole
	}
	for _, arm := range []struct {
		to    *Row
		parts []Trial
	}{{&whole.test.Row, test}, {&whole.control.Row, control}} {
		arm.to.Baseline, arm.to.FollowUp = r.Test.level(arm.parts, 0, weights), r.Test.level(arm.parts, 1, weights)
		arm.to.Definition = ComparedVersions{}
		arm.to.Definition.Versions.Baseline, arm.to.Definition.Versions.FollowUp = []int{}, []int{}
	}
	var changes, befores []stats.Component
	sum := 0.0
	for _, part := range used {
		w := weights[part.definition()]
		for _, one := range []struct {
			to *[]stats.Component
			c  stats.Change
		}{{&changes, part.change.change}, {&befores, part.parallel}} {
			*one.to = append(*one.to, stats.Component{Weight: w, Estimate: one.c.Estimate, StandardError: one.c.StandardError, DegreesOfFreedom: one.c.DegreesOfFreedom})
		}
		sum += float64(part.test.Row.Baseline.N + part.test.Row.FollowUp.N + part.control.Row.Baseline.N + part.control.Row.FollowUp.N)
	}
	whole.parallel = stats.Combine(befores)
	t := untested()
	t.change = stats.Combine(changes)
	variance := square(t.change.StandardError) * sum / pilotCellCount
	t.variances = [2]float64{variance / 2, variance / 2}
	t.needed = func(plan stats.Plan) float64 { return plan.Wald(variance, t.change.Estimate) }
	whole.change, whole.tested, whole.method = t, t.decidable(), methodDifferencesCombined(test, weights)
	return whole
}
