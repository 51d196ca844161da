package measure

import (
	"cmp"
	"math"
	"slices"
)

// Directions of Indicator.Better.
const (
	higher = "higher"
	lower  = "lower"
)

// compare makes the row of a subject. Rows that are tested get their verdict later, when q
// over all rows is known; the others carry NoTest and the reason.
func (s *subject) compare(asked string, words sides) (Trial, []Warning) {
	reference := s.reference
	r := Row{
		Indicator: s.column, Role: RoleOf(s.column), Title: titleOf(reference.definition, reference.indicator),
		Kind: reference.indicator.Kind, Touchpoint: cmp.Or(s.touchpoint, touchpointOf(reference.definition, reference.indicator)),
		Better: cmp.Or(reference.indicator.Better, higher), Scale: reference.scale, Unit: reference.indicator.Unit,
		Goal: reference.indicator.Goal, RelevantDifference: reference.indicator.RelevantDifference, Notes: []Note{},
	}
	r.Definition.ID = s.definition
	r.Definition.Versions.Baseline, r.Definition.Versions.FollowUp = versionsOf(s.baseline), versionsOf(s.followUp)

	before, beforeMixed := pool(reference, s.baseline)
	after, afterMixed := pool(reference, s.followUp)
	r.Baseline, r.FollowUp = levelOf(before.kind, before.counts), levelOf(after.kind, after.counts)
	e := evidenceOf(reference.kind.family, before.counts, after.counts)
	e.words = words
	name, allowed, granted := e.choose(asked)
	levels := name
	if levels == MethodNone || !(asked != "" && granted) && (before.counts.Values.N() == 0 || after.counts.Values.N() == 0) {
		levels = e.method() // nothing is tested, but each level has its own uncertainty
	}
	r.Baseline.regard(&e, 0, before.kind, levels)
	r.FollowUp.regard(&e, 1, after.kind, levels)
	r.Notes = append(r.Notes, s.versionNotes(words)...)

	trial := Trial{title: s.reference.definition.Title, measured: untested()}
	if r.Role == RoleComposite {
		trial.clusters, trial.singles = e.names(), e.single
	}
	var t test
	n0, n1 := r.Baseline.N, r.FollowUp.N
	switch {
	case beforeMixed || afterMixed || !before.comparable(after):
		r.Method = noneRedefined()
	case n0 == 0 && n1 == 0:
		r.Method = noneWithoutValues(words)
	case n1 == 0:
		r.Method = noneOnly(words, 0, n0)
	case n0 == 0:
		r.Method = noneOnly(words, 1, n1)
	case n0 < 2 || n1 < 2:
		r.Method = noneTooFew(words, n0, n1)
	default:
		if !granted {
			r.Notes = append(r.Notes, noteMethodUnfit())
		}
		if name == MethodNone {
			r.Method = noneFewClusters(words, e.sizes())
			r.Method.Allowed = allowed
			break
		}
		t, r.Method = e.test(name)
		r.Method.Allowed, trial.measured = allowed, t
		if t.decidable() {
			s.annotate(&r, t, &e)
			if before.strata.By != nil || after.strata.By != nil {
				var note *Note
				if r.Standardised, note = standardise(reference.kind.family, before.strata, after.strata, r.Method.Name, words); note != nil {
					r.Notes = append(r.Notes, *note)
				}
			}
			trial.Row, trial.test = r, t
			return trial, s.warnings()
		}
		r.Method = noneWithoutSpread(words, n0, n1)
	}
	r.Verdict = NoTest
	trial.Row, trial.test = r, untested()
	return trial, s.warnings()
}

// annotate says what the numbers of a tested row do not take into account.
func (s *subject) annotate(r *Row, t test, e *evidence) {
	if e.dependent() && (r.Method.Name == e.family.independent() || r.Method.Name == MethodMannWhitney) {
		r.Notes = append(r.Notes, noteClusters())
	}
	if e.weighted && r.Method.Name != MethodWeighted {
		r.Notes = append(r.Notes, noteWeights())
	}
	if r.Method.Name == MethodPaired {
		if left := e.before.Values.N() + e.after.Values.N() - e.inCommon(); left > 0 {
			r.Notes = append(r.Notes, noteUnpaired(e.words, left))
		}
	}
	switch s.reference.kind.family {
	case means:
		if t.variances[0] == 0 || t.variances[1] == 0 {
			r.Notes = append(r.Notes, noteNoSpread(e.words))
		}
		if min(r.Baseline.N, r.FollowUp.N) < fewValues {
			r.Notes = append(r.Notes, noteFew(e.words))
		}
	case nets:
		if r.Method.Name != MethodAdjustedWald || r.Baseline.Adjusted == nil || r.FollowUp.Adjusted == nil {
			break
		}
		raw := *r.FollowUp.Estimate - *r.Baseline.Estimate
		if math.Abs(raw-t.change.Estimate) >= 0.05 {
			r.Notes = append(r.Notes, noteAdjusted(*r.Baseline.Adjusted, *r.FollowUp.Adjusted))
		}
	}
}

// warnings tells where versions declare the indicator differently.
func (s *subject) warnings() []Warning {
	var all []Warning
	different, reworded := []int{}, []int{}
	for _, d := range slices.Concat(s.baseline, s.followUp) {
		switch {
		case !d.comparable(s.reference):
			different = append(different, d.version())
		case !d.alike(s.reference):
			reworded = append(reworded, d.version())
		}
	}
	if len(different) > 0 {
		all = append(all, indicatorRedefined(s, distinct(different)))
	}
	if len(reworded) > 0 {
		all = append(all, indicatorReworded(s, distinct(reworded)))
	}
	return all
}

func distinct(versions []int) []int {
	slices.Sort(versions)
	return slices.Compact(versions)
}

// versionsOf lists versions, oldest first.
func versionsOf(list []declared) []int {
	versions := make([]int, 0, len(list))
	for _, d := range list {
		versions = append(versions, d.version())
	}
	return distinct(versions)
}
