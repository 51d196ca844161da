package measure

import (
	"maps"
	"math"
	"slices"

	"touchstone/api/measure/stats"
)

// StandardTraits are the traits, besides segments, whose mix may be held.
var StandardTraits = []string{TraitLocation, TraitLanguage, TraitSource, TraitTouchpoint, TraitLink, TraitGroup, TraitAccount}

// mostStrata bounds the parts of a mix.
const mostStrata = 100

// Standardised is a comparison with the follow-up brought to the baseline's mix (direct
// standardisation; Kitagawa 1955): the change within each stratum, weighing as much as the
// stratum does among the baseline's responses. The shares are taken as given. Where responses
// depend on each other the standard error is cluster-robust. Levels are at the same mix.
type Standardised struct {
	Baseline      float64        `json:"baseline"`
	FollowUp      float64        `json:"followUp"`
	Estimate      float64        `json:"estimate"`
	StandardError float64        `json:"standardError"`
	Interval      stats.Interval `json:"interval"`
	P             float64        `json:"p"`
	Strata        int            `json:"strata"`  // that both waves have
	Left          []string       `json:"left"`    // values of the others
	Covered       float64        `json:"covered"` // share of the baseline's responses in the strata that count

	degrees float64
}

// stratum is one part of the mix on both sides.
type stratum struct {
	value string
	sides [2]Counts // split by cluster
	share float64
}

// sizes gives the number of clusters on each side; a response without one is one of its own.
func (s *stratum) sizes() (sizes [2]int64) {
	for side := range sizes {
		named, single := s.clusters(side)
		sizes[side] = int64(len(named))
		if single != nil {
			sizes[side] += single.Values.N()
		}
	}
	return sizes
}

// clusters gives the parts that are clusters, by name, and the responses without one.
func (s *stratum) clusters(side int) (named []Part, single *Part) {
	parts := s.sides[side].By
	if len(parts) > 0 && parts[0].Value == "" {
		return parts[1:], &parts[0]
	}
	return parts, nil
}

// standardise brings the follow-up to the baseline's mix, with the regard for clusters and
// weights that the method of the row has; nil with the reason where it cannot.
func standardise(family family, before, after Counts, method string, in sides) (*Standardised, *Note) {
	strata, s := strataOf(before, after, method)
	if len(strata) == 0 || len(strata) > mostStrata || len(strata) == 1 && strata[0].value == "" {
		note := noteMix(in, len(strata) > mostStrata)
		return nil, &note
	}
	for i := range strata {
		s.Baseline += strata[i].share * mean(strata[i].sides[0], method)
		s.FollowUp += strata[i].share * mean(strata[i].sides[1], method)
	}
	e := evidence{family: family, origin: s.Baseline}
	var change stats.Change
	switch {
	case method == MethodWeighted:
		change = e.bounded(e.weightedMix(strata))
	case method != MethodCluster && method != MethodPaired || each(strata):
		change = independentMix(strata)
	default:
		clusters, singles, sizes := e.mixedClusters(strata)
		if min(sizes[0], sizes[1]) < fewClusters {
			note := noteMixClusters(in, sizes)
			return nil, &note
		}
		change = e.bounded(stats.Contrast(clusters, singles, mixContrast(strata)))
	}
	if limits(change.Interval) == nil || !(change.StandardError > 0) {
		note := noteMix(in, false)
		return nil, &note
	}
	s.Estimate, s.StandardError, s.Interval, s.P, s.degrees = change.Estimate, change.StandardError, change.Interval, change.P, change.DegreesOfFreedom
	return s, nil
}

// strataOf gives the strata that both sides have with enough to tell their spread, and what
// is left out. A cell needs two responses, and two clusters where clusters count, unless every
// stratum is itself one cluster.
func strataOf(before, after Counts, method string) ([]stratum, *Standardised) {
	parts := map[string][2]Part{}
	for side, counts := range []Counts{before, after} {
		for _, part := range counts.By {
			both := parts[part.Value]
			both[side] = part
			parts[part.Value] = both
		}
	}
	s := &Standardised{Left: []string{}}
	var all []stratum
	clustered := method == MethodCluster || method == MethodPaired
	single := true
	for _, value := range slices.Sorted(maps.Keys(parts)) {
		both := parts[value]
		one := stratum{value: value, sides: [2]Counts{both[0].counts(), both[1].counts()}}
		for side := range one.sides {
			one.sides[side].By = one.sides[side].parts()
		}
		all = append(all, one)
		single = single && one.oneCluster()
	}
	var strata []stratum
	var covered, whole float64
	for _, one := range all {
		weight := weightOf(one.sides[0], method)
		whole += weight
		n0, n1 := one.sides[0].Values.N(), one.sides[1].Values.N()
		sizes := one.sizes()
		if n0 < 2 || n1 < 2 || clustered && !single && min(sizes[0], sizes[1]) < 2 || !(weight > 0) {
			s.Left = append(s.Left, one.value)
			continue
		}
		one.share = weight
		covered += weight
		strata = append(strata, one)
	}
	for i := range strata {
		strata[i].share /= covered
	}
	s.Strata = len(strata)
	if whole > 0 {
		s.Covered = covered / whole
	}
	return strata, s
}

// counts reads a part as a distribution by the second trait.
func (p Part) counts() Counts {
	return Counts{Values: p.Values, Absent: p.Absent, Weights: p.Weights, By: p.Across}
}

// weightOf is how much a distribution weighs: its responses, or their survey weights.
func weightOf(c Counts, method string) float64 {
	if method != MethodWeighted {
		return float64(c.Values.N())
	}
	sum := 0.0
	for _, bin := range weightsOf(c.Values, c.Weights) {
		sum += bin.Weight
	}
	return sum
}

func mean(c Counts, method string) float64 {
	if method == MethodWeighted {
		return stats.NewWeighted(weightsOf(c.Values, c.Weights)).Mean
	}
	return c.Values.Sample().Mean
}

// oneCluster tells whether all responses of the stratum are of one cluster, so that nothing
// varies between clusters within it.
func (s *stratum) oneCluster() bool {
	name := ""
	for side := range s.sides {
		named, single := s.clusters(side)
		if single != nil || len(named) > 1 || len(named) == 1 && name != "" && named[0].Value != name {
			return false
		}
		if len(named) == 1 {
			name = named[0].Value
		}
	}
	return true
}

// each tells whether every stratum is one cluster.
func each(strata []stratum) bool {
	return !slices.ContainsFunc(strata, func(s stratum) bool { return !s.oneCluster() })
}

func independentMix(strata []stratum) stats.Change {
	list := make([]stats.Stratum, len(strata))
	for i, s := range strata {
		list[i] = stats.Stratum{Baseline: s.sides[0].Values.Sample(), FollowUp: s.sides[1].Values.Sample()}
	}
	return stats.Standardise(list).Change
}

// mixContrast is minus the share for the baseline's cell of each stratum, then the share for
// the follow-up's.
func mixContrast(strata []stratum) []float64 {
	contrast := make([]float64, 0, 2*len(strata))
	for _, s := range strata {
		contrast = append(contrast, -s.share, s.share)
	}
	return contrast
}

// eachCluster goes through the clusters of all strata in the order of their names; of each it
// gives the part in every cell, nil where it has none. The list is only lent.
func eachCluster(strata []stratum, visit func(cells []*Part)) {
	lists := make([][]Part, 0, 2*len(strata))
	for i := range strata {
		for side := range 2 {
			named, _ := strata[i].clusters(side)
			lists = append(lists, named)
		}
	}
	cells := make([]*Part, len(lists))
	for {
		least, found := "", false
		for _, list := range lists {
			if len(list) > 0 && (!found || list[0].Value < least) {
				least, found = list[0].Value, true
			}
		}
		if !found {
			return
		}
		for i, list := range lists {
			cells[i] = nil
			if len(list) > 0 && list[0].Value == least {
				cells[i], lists[i] = &list[0], list[1:]
			}
		}
		visit(cells)
	}
}

// mixedClusters gives every cluster with its cells in all strata, the responses without one,
// and how many clusters each side has.
func (e *evidence) mixedClusters(strata []stratum) (clusters []stats.Cluster, singles []stats.Sample, sizes [2]int64) {
	width := 2 * len(strata)
	singles = make([]stats.Sample, width)
	for i := range singles {
		if _, single := strata[i/2].clusters(i % 2); single != nil {
			singles[i] = single.Values.Sample()
			singles[i].Mean -= e.origin
			sizes[i%2] += single.Values.N()
		}
	}
	eachCluster(strata, func(parts []*Part) {
		cells, there := make([]stats.Cell, width), [2]int64{}
		for i, part := range parts {
			if part != nil {
				cells[i], there[i%2] = e.cell(part.Values), 1
			}
		}
		clusters = append(clusters, stats.Cluster{Cells: cells})
		sizes[0], sizes[1] = sizes[0]+there[0], sizes[1]+there[1]
	})
	return clusters, singles, sizes
}

func (e *evidence) weightedMix(strata []stratum) stats.Change {
	width := 2 * len(strata)
	var clusters []stats.WeightedCluster
	singles := make([][]stats.WeightedBin, width)
	for i := range singles {
		if _, single := strata[i/2].clusters(i % 2); single != nil {
			singles[i] = shifted(weightsOf(single.Values, single.Weights), e.origin)
		}
	}
	eachCluster(strata, func(parts []*Part) {
		cells := make([]stats.WeightedCell, width)
		for i, part := range parts {
			if part != nil {
				cells[i] = e.weightedCell(part)
			}
		}
		clusters = append(clusters, stats.WeightedCluster{Cells: cells})
	})
	return stats.WeightedMix(clusters, singles, mixContrast(strata))
}

// combineStandardised puts the standardised changes of several definitions together; nil when
// one of them has none.
func combineStandardised(parts []Trial, weights map[string]float64) *Standardised {
	whole := &Standardised{Left: []string{}}
	var components []stats.Component
	for _, part := range parts {
		s, w := part.Row.Standardised, weights[part.Row.Definition.ID]
		if s == nil {
			return nil
		}
		whole.Baseline, whole.FollowUp, whole.Covered = whole.Baseline+w*s.Baseline, whole.FollowUp+w*s.FollowUp, whole.Covered+w*s.Covered
		whole.Strata = max(whole.Strata, s.Strata)
		for _, value := range s.Left {
			if !slices.Contains(whole.Left, value) {
				whole.Left = append(whole.Left, value)
			}
		}
		components = append(components, stats.Component{Weight: w, Estimate: s.Estimate, StandardError: s.StandardError, DegreesOfFreedom: s.degrees})
	}
	c := stats.Combine(components)
	if math.IsNaN(c.P) {
		return nil
	}
	whole.Estimate, whole.StandardError, whole.Interval, whole.P, whole.degrees = c.Estimate, c.StandardError, c.Interval, c.P, c.DegreesOfFreedom
	return whole
}
