package measure

import (
	"math"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// MethodCombined is that of rows made of several definitions; it cannot be asked for.
const MethodCombined = "combined"

// CombinedDefinition is what one definition brings to the composite of a touchpoint.
type CombinedDefinition struct {
	ID       string    `json:"id"`
	Title    form.Text `json:"title"`
	Weight   float64   `json:"weight"` // its share of the whole, 0 where it is left out
	Baseline Level     `json:"baseline"`
	FollowUp Level     `json:"followUp"`
}

// combined puts the composites of one touchpoint together that several definitions feed. Each
// is compared by its own rule, counts as independent of the others, and weighs as the
// inventory says; those that one side lacks, or that cannot be tested, are left out and named.
func (r *ComparisonRequest) combined(trials []Trial, words sides) []Trial {
	if words.groups {
		r.voices = r.voicesOf(trials)
	}
	byColumn, order := map[string][]Trial{}, []string{}
	var whole []Trial
	for _, trial := range trials {
		column := trial.Row.Indicator
		if RoleOf(column) != RoleComposite {
			whole = append(whole, trial)
			continue
		}
		if r.weight(column, trial.Row.Definition.ID) == 0 {
			continue
		}
		if byColumn[column] == nil {
			order = append(order, column)
		}
		byColumn[column] = append(byColumn[column], trial)
	}
	list := make([]Trial, 0, len(order)+len(whole))
	for _, column := range order {
		if parts := byColumn[column]; len(parts) > 1 {
			list = append(list, r.combine(parts, words))
		} else {
			list = append(list, parts[0])
		}
	}
	return append(list, whole...)
}

// combinable gives the method asked for, by subject: ranks of several definitions cannot be
// combined, so there the rule chooses.
func (r *ComparisonRequest) combinable(subjects []*subject) func(*subject) string {
	feeding := map[string]int{}
	for _, s := range subjects {
		feeding[s.column]++
	}
	return func(s *subject) string {
		if r.Method == MethodMannWhitney && RoleOf(s.column) == RoleComposite && feeding[s.column] > 1 {
			return ""
		}
		return r.Method
	}
}

// voicesOf finds the definitions without weight that all a group says of a touchpoint comes
// from: what adds nothing to the level of the touchpoint is that group's view of it all the same.
func (r *ComparisonRequest) voicesOf(trials []Trial) map[[2]string]bool {
	weighty, voices := map[string][2]bool{}, map[[2]string]bool{}
	for _, trial := range trials {
		if column := trial.Row.Indicator; r.weight(column, trial.Row.Definition.ID) > 0 {
			there := weighty[column]
			weighty[column] = [2]bool{there[0] || trial.Row.Baseline.N > 0, there[1] || trial.Row.FollowUp.N > 0}
		}
	}
	for _, trial := range trials {
		for side, heard := range weighty[trial.Row.Indicator] {
			if !heard && trial.Row.side(side).N > 0 {
				voices[[2]string{trial.Row.Indicator, trial.Row.Definition.ID}] = true
			}
		}
	}
	return voices
}

// weight is that of a definition in the composite of a touchpoint.
func (r *ComparisonRequest) weight(column, definition string) float64 {
	if r.voices[[2]string{column, definition}] {
		return 1
	}
	touchpoint, _ := CompositeTouchpoint(column)
	at := slices.IndexFunc(r.Touchpoints, func(t fieldwork.Touchpoint) bool { return t.Name == touchpoint })
	if at >= 0 {
		if weight, said := r.Touchpoints[at].Weights[definition]; said {
			return weight
		}
	}
	return 1
}

// combine makes one trial of the parts that definitions bring, in the order of their ids.
func (r *ComparisonRequest) combine(parts []Trial, words sides) Trial {
	whole := parts[0].Row
	whole.Definition = ComparedVersions{}
	whole.Definition.Versions.Baseline, whole.Definition.Versions.FollowUp = []int{}, []int{}
	whole.Notes, whole.Verdict, whole.Definitions, whole.Standardised = []Note{}, NoTest, []CombinedDefinition{}, nil
	var used []Trial
	for _, part := range parts {
		if part.measured.sound() {
			used = append(used, part)
		}
	}
	weights := r.sharesOf(used)
	for _, part := range parts {
		id := part.Row.Definition.ID
		whole.Definitions = append(whole.Definitions, CombinedDefinition{id, part.title, weights[id], part.Row.Baseline, part.Row.FollowUp})
		if weights[id] == 0 && len(used) > 0 {
			whole.Notes = append(whole.Notes, noteLeftOut(part.title, part.Row.Method.Reason))
		}
		for _, note := range part.Row.Notes {
			if weights[id] > 0 && !slices.ContainsFunc(whole.Notes, func(n Note) bool { return n.Code == note.Code && n.Text["en"] == note.Text["en"] }) {
				whole.Notes = append(whole.Notes, note)
			}
		}
	}
	if len(used) == 0 {
		return r.apart(whole, parts, words)
	}
	whole.Baseline, whole.FollowUp = r.level(used, 0, weights), r.level(used, 1, weights)
	var components []stats.Component
	independent := 0.0
	for _, part := range used {
		w, c := weights[part.Row.Definition.ID], part.measured.change
		components = append(components, stats.Component{Weight: w, Estimate: c.Estimate, StandardError: c.StandardError, DegreesOfFreedom: c.DegreesOfFreedom})
		variance := square(w * c.StandardError)
		if part.measured.designEffect > 0 {
			variance /= part.measured.designEffect
		}
		independent += variance
	}
	t := test{change: stats.Combine(components)}
	whole.plan(&t, independent)
	whole.Method = methodCombined(used, weights)
	whole.Standardised = combineStandardised(used, weights)
	if len(used) == 1 {
		t, whole.Method = used[0].measured, used[0].Row.Method
	}
	if !t.decidable() {
		whole.Method = noneWithoutSpread(words, whole.Baseline.N, whole.FollowUp.N)
		return Trial{Row: whole, test: untested(), measured: t}
	}
	return Trial{Row: whole, test: t, measured: t}
}

// apart is what to say when no definition can be compared by itself. Groups that different
// definitions ask are compared by the levels of each side; of waves there are only levels.
func (r *ComparisonRequest) apart(whole Row, parts []Trial, words sides) Trial {
	sideParts := [2][]Trial{}
	for side := range sideParts {
		for _, part := range parts {
			if part.Row.side(side).N > 0 {
				sideParts[side] = append(sideParts[side], part)
			}
		}
	}
	weights := [2]map[string]float64{r.sharesOf(sideParts[0]), r.sharesOf(sideParts[1])}
	whole.Baseline, whole.FollowUp = r.level(sideParts[0], 0, weights[0]), r.level(sideParts[1], 1, weights[1])
	n0, n1 := whole.Baseline.N, whole.FollowUp.N
	for i, part := range whole.Definitions {
		whole.Definitions[i].Weight = max(weights[0][part.ID], weights[1][part.ID])
	}
	t := untested()
	switch {
	case n0 == 0 && n1 == 0:
		whole.Method = noneWithoutValues(words)
	case n1 == 0:
		whole.Method = noneOnly(words, 0, n0)
	case n0 == 0:
		whole.Method = noneOnly(words, 1, n1)
	case !r.ByName || overlapping(sideParts):
		whole.Method = noneInCommon(words)
	case whole.Baseline.StandardError == nil || whole.FollowUp.StandardError == nil:
		whole.Method = noneUncertain(words)
	default:
		a, b := whole.Baseline, whole.FollowUp
		t = test{change: stats.Combine([]stats.Component{
			{Weight: -1, Estimate: *a.Estimate, StandardError: *a.StandardError, DegreesOfFreedom: a.degrees},
			{Weight: 1, Estimate: *b.Estimate, StandardError: *b.StandardError, DegreesOfFreedom: b.degrees},
		})}
		whole.plan(&t, square(t.change.StandardError))
		whole.Method = methodApart(words, n0, n1)
		if !t.decidable() {
			whole.Method = noneWithoutSpread(words, n0, n1)
			return Trial{Row: whole, test: untested(), measured: t}
		}
	}
	return Trial{Row: whole, test: t, measured: t}
}

// overlapping tells whether a definition is on both sides.
func overlapping(parts [2][]Trial) bool {
	return slices.ContainsFunc(parts[0], func(a Trial) bool {
		return slices.ContainsFunc(parts[1], func(b Trial) bool { return a.Row.Definition.ID == b.Row.Definition.ID })
	})
}

// sharesOf gives the weights of definitions as shares of their sum.
func (r *ComparisonRequest) sharesOf(parts []Trial) map[string]float64 {
	shares, sum := map[string]float64{}, 0.0
	for _, part := range parts {
		sum += r.weight(part.Row.Indicator, part.Row.Definition.ID)
	}
	for _, part := range parts {
		shares[part.Row.Definition.ID] = r.weight(part.Row.Indicator, part.Row.Definition.ID) / sum
	}
	return shares
}

func (r *Row) side(side int) *Level {
	if side == 0 {
		return &r.Baseline
	}
	return &r.FollowUp
}

// level combines the levels of one side. Its distribution stays with the definitions.
func (r *ComparisonRequest) level(parts []Trial, side int, weights map[string]float64) Level {
	whole := Level{Distribution: []DistributionBin{}}
	var components []stats.Component
	clusters, clustered := map[string]bool{}, int64(0)
	for _, part := range parts {
		l := part.Row.side(side)
		whole.N, whole.Missing = whole.N+l.N, whole.Missing+l.Missing
		whole.NotApplicable, whole.NotRelevant = whole.NotApplicable+l.NotApplicable, whole.NotRelevant+l.NotRelevant
		one := stats.Component{Weight: weights[part.Row.Definition.ID], Estimate: math.NaN(), StandardError: math.NaN(), DegreesOfFreedom: l.degrees}
		if l.Estimate != nil {
			one.Estimate = *l.Estimate
		}
		if l.StandardError != nil {
			one.StandardError = *l.StandardError
		}
		components = append(components, one)
		if l.Clusters != nil {
			clustered += part.singles[side]
			for _, name := range part.clusters[side] {
				clusters[name] = true
			}
		} else {
			clustered += l.N
		}
	}
	c := stats.Combine(components)
	whole.Estimate, whole.StandardError, whole.degrees = finite(c.Estimate), finite(c.StandardError), c.DegreesOfFreedom
	whole.Interval = limits(c.Interval)
	if len(clusters) > 0 {
		size := clustered + int64(len(clusters))
		whole.Clusters = &size
	}
	return whole
}

// plan says how many responses a combined change needs: with the shares of the definitions as
// they are, its variance falls as their number grows. Independent is that variance without
// clusters and weights.
func (r *Row) plan(t *test, independent float64) {
	variance := square(t.change.StandardError)
	n := float64(r.Baseline.N+r.FollowUp.N) / 2
	t.variances = [2]float64{variance * n / 2, variance * n / 2}
	sum, estimate := variance*n, t.change.Estimate
	t.needed = func(plan stats.Plan) float64 { return plan.Wald(sum, estimate) }
	if r.Baseline.Clusters != nil && r.FollowUp.Clusters != nil {
		t.clusterSize = 2 * n / float64(*r.Baseline.Clusters+*r.FollowUp.Clusters)
		if independent > 0 {
			t.designEffect = variance / independent
		}
	}
}
