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
	evidence
	share float64
}

// standardise brings the follow-up to the baseline's mix, with the regard for clusters and
// weights that the method of the row has; nil with the reason where it cannot.
func standardise(family family, before, after Counts, method string, in sides) (*Standardised, *Note) {
	strata, s := strataOf(family, before, after, method)
	if len(strata) == 0 || len(strata) > mostStrata || len(strata) == 1 && strata[0].value == "" {
		note := noteMix(in, len(strata) > mostStrata)
		return nil, &note
	}
	for i := range strata {
		middle := strata[0].origin
		strata[i].origin = middle
		s.Baseline += strata[i].share * mean(strata[i].before, method)
		s.FollowUp += strata[i].share * mean(strata[i].after, method)
	}
	var change stats.Change
	switch {
	case method == MethodWeighted:
		change = weightedMix(strata)
	case method != MethodCluster && method != MethodPaired || each(strata):
		change = independentMix(strata)
	default:
		sizes := clusterSizes(strata)
		if min(sizes[0], sizes[1]) < fewClusters {
			note := noteMixClusters(in, sizes)
			return nil, &note
		}
		change = clusteredMix(strata)
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
func strataOf(family family, before, after Counts, method string) ([]stratum, *Standardised) {
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
		one := stratum{value: value, evidence: evidenceOf(family, both[0].counts(), both[1].counts())}
		all = append(all, one)
		single = single && one.single == [2]int64{} && len(one.clusters) <= 1
	}
	var strata []stratum
	var covered, whole float64
	for _, one := range all {
		weight := weightOf(one.before, method)
		whole += weight
		n0, n1 := one.before.Values.N(), one.after.Values.N()
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

// each tells whether every stratum is one cluster, so that nothing varies between clusters
// within a stratum.
func each(strata []stratum) bool {
	return !slices.ContainsFunc(strata, func(s stratum) bool { return s.single != [2]int64{} || len(s.clusters) != 1 })
}

func independentMix(strata []stratum) stats.Change {
	list := make([]stats.Stratum, len(strata))
	for i, s := range strata {
		list[i] = stats.Stratum{Baseline: s.before.Values.Sample(), FollowUp: s.after.Values.Sample()}
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

func clusteredMix(strata []stratum) stats.Change {
	width, places := 2*len(strata), map[string]int{}
	var clusters []stats.Cluster
	singles := make([]stats.Sample, 0, width)
	for i := range strata {
		s := &strata[i]
		singles = append(singles, s.singles()...)
		for _, p := range s.clusters {
			at, known := places[p.name()]
			if !known {
				at = len(clusters)
				places[p.name()] = at
				clusters = append(clusters, stats.Cluster{Cells: make([]stats.Cell, width)})
			}
			clusters[at].Cells[2*i], clusters[at].Cells[2*i+1] = s.cell(p.before.Values), s.cell(p.after.Values)
		}
	}
	return strata[0].bounded(stats.Contrast(clusters, singles, mixContrast(strata)))
}

func weightedMix(strata []stratum) stats.Change {
	width, places := 2*len(strata), map[string]int{}
	var clusters []stats.WeightedCluster
	singles := make([][]stats.WeightedBin, 0, width)
	for i := range strata {
		s := &strata[i]
		singles = append(singles, s.weightedSingles()...)
		for _, p := range s.clusters {
			at, known := places[p.name()]
			if !known {
				at = len(clusters)
				places[p.name()] = at
				clusters = append(clusters, stats.WeightedCluster{Cells: make([]stats.WeightedCell, width)})
			}
			clusters[at].Cells[2*i], clusters[at].Cells[2*i+1] = s.weightedCell(p.before), s.weightedCell(p.after)
		}
	}
	return strata[0].bounded(stats.WeightedMix(clusters, singles, mixContrast(strata)))
}

// name is that of the cluster.
func (p paired) name() string {
	if p.before.Value != "" {
		return p.before.Value
	}
	return p.after.Value
}

// clusterSizes counts the clusters of each side over all strata.
func clusterSizes(strata []stratum) [2]int64 {
	var sizes [2]int64
	found := [2]map[string]bool{{}, {}}
	for i := range strata {
		sizes[0], sizes[1] = sizes[0]+strata[i].single[0], sizes[1]+strata[i].single[1]
		for _, p := range strata[i].clusters {
			if p.before.Values.N() > 0 {
				found[0][p.name()] = true
			}
			if p.after.Values.N() > 0 {
				found[1][p.name()] = true
			}
		}
	}
	return [2]int64{sizes[0] + int64(len(found[0])), sizes[1] + int64(len(found[1]))}
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
