package measure

import (
	"cmp"
	"math"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// single is one column of one definition on one side, over all versions whose values mean the
// same number.
type single struct {
	declared
	definition string
	mixed      bool // versions with another kind or scale are left out
}

// columnOf finds a column on a side. Without a definition it is the one with the most values.
func columnOf(side Side, definitions []*form.Definition, touchpoints []fieldwork.Touchpoint, column, definition string) (best single, found bool) {
	for _, one := range singles(ComparisonRequest{FollowUp: side, Definitions: definitions, Touchpoints: touchpoints, Column: column}, definition) {
		if !found || one.counts.Values.N() > best.counts.Values.N() {
			best, found = one, true
		}
	}
	return best, found
}

// singles gives the columns of the follow-up that a request asks for; "" is every definition.
func singles(request ComparisonRequest, definition string) []single {
	subjects, _ := subjectsOf(request)
	var all []single
	for _, s := range subjects {
		if definition == "" || s.definition == definition {
			pooled, mixed := pool(s.reference, s.followUp)
			all = append(all, single{pooled, s.definition, mixed})
		}
	}
	return all
}

// method is how the level of responses like these is estimated.
func (e *evidence) method() string {
	switch {
	case e.weighted:
		return MethodWeighted
	case e.dependent():
		return MethodCluster
	}
	return e.family.independent()
}

func (s *single) level() Level {
	level := levelOf(s.kind, s.counts)
	e := evidenceOf(s.kind.family, s.counts, Counts{})
	level.regard(&e, 0, s.kind, e.method())
	return level
}

// clustered tells whether responses depend on each other.
func (s *single) clustered() bool {
	e := evidenceOf(s.kind.family, s.counts, Counts{})
	return e.dependent()
}

// clusters counts the named clusters.
func (s *single) clusters() int {
	e := evidenceOf(s.kind.family, s.counts, Counts{})
	return len(e.clusters)
}

// perCluster is how many responses a cluster has, on average; NaN without any.
func (s *single) perCluster() float64 {
	e := evidenceOf(s.kind.family, s.counts, Counts{})
	n := int64(0)
	for _, cluster := range e.clusters {
		n += cluster.before.Values.N()
	}
	return float64(n) / float64(len(e.clusters))
}

// planned names the column.
func (s *single) planned() PlannedIndicator {
	i := s.indicator
	return PlannedIndicator{
		Name: i.Name, Role: RoleOf(i.Name), Definition: s.definition, Title: titleOf(s.declared.definition, i), Kind: i.Kind, Better: cmp.Or(i.Better, higher),
		Scale: s.scale, Unit: i.Unit, Goal: i.Goal, RelevantDifference: i.RelevantDifference,
	}
}

// design takes from the values what a plan needs.
func (s *single) design(power float64) design {
	d := design{family: s.kind.family, better: cmp.Or(s.indicator.Better, higher), weighting: 1, correlation: math.NaN(), plan: stats.Plan{Alpha: FalseDiscoveryRate, Power: power}}
	switch d.family {
	case shares:
		p := proportion(s.counts.Values)
		d.share, d.variance = p.Share(), steady(p)
		if p.Count == 0 || p.Count == p.N {
			d.share = stats.Proportion{Count: p.Count + 1, N: p.N + 2}.Share()
		}
	case nets:
		r := recommendation(s.counts.Values)
		error := 100 * r.Adjusted().StandardError
		d.variance = error * error * float64(r.N()+3)
	default:
		d.variance = s.counts.Values.Sample().Variance
	}
	if s.counts.Weights != nil {
		weighted := stats.NewWeighted(s.counts.Weights)
		if weighted.EffectiveN > 0 {
			d.weighting = math.Max(1, float64(weighted.N)/weighted.EffectiveN)
		}
	}
	d.correlation = s.intraclass()
	return d
}

// intraclass is the share of the variance between clusters among the responses that belong to one.
func (s *single) intraclass() float64 {
	e := evidenceOf(s.kind.family, s.counts, Counts{})
	var cells []stats.Cell
	within := 0.0
	for _, cluster := range e.clusters {
		values := cluster.before.Values
		cells = append(cells, e.cell(values))
		if n := values.N(); n > 1 {
			within += float64(n-1) * values.Sample().Variance
		}
	}
	return stats.IntraclassCorrelation(cells, within)
}
