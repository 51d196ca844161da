package measure

import (
	"cmp"
	"maps"
	"slices"

	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// subject is one indicator of one definition with its counts in both waves, over all
// versions of the definition that have responses.
type subject struct {
	definition         string
	reference          declared // the newest version with responses
	baseline, followUp []declared
}

// declared is an indicator as one version of a definition declares it, with its counts.
type declared struct {
	definition *form.Definition
	indicator  *form.Indicator
	kind       kind
	scale      *stats.Interval
	counts     Counts
}

func (d declared) version() int { return d.definition.Version }

// comparable tells whether values of both mean the same number.
func (d declared) comparable(other declared) bool {
	if d.kind.name != other.kind.name {
		return false
	}
	if d.scale == nil || other.scale == nil {
		return d.scale == other.scale
	}
	return *d.scale == *other.scale
}

// alike tells whether both also ask the same thing in the same way.
func (d declared) alike(other declared) bool {
	return d.indicator.Of == other.indicator.Of && d.indicator.When == other.indicator.When &&
		slices.Equal(d.indicator.Values, other.indicator.Values)
}

// subjectsOf lists what there is to compare, by definition and in the order its newest
// version declares its indicators; indicators that only older versions know come after.
func subjectsOf(request ComparisonRequest) ([]*subject, []Warning) {
	var all []*subject
	var warnings []Warning
	known := map[[2]string]*subject{}
	baseline, followUp := groupsByRef(request.Baseline.Snapshot), groupsByRef(request.FollowUp.Snapshot)
	definitions := slices.SortedFunc(slices.Values(request.Definitions), func(a, b *form.Definition) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(b.Version, a.Version))
	})
	for _, definition := range definitions {
		ref := versionKey{definition.ID, definition.Version}
		before, inBaseline := baseline[ref]
		after, inFollowUp := followUp[ref]
		delete(baseline, ref)
		delete(followUp, ref)
		if !inBaseline && !inFollowUp {
			continue
		}
		for i := range definition.Indicators {
			indicator := &definition.Indicators[i]
			kind, exists := kinds[indicator.Kind]
			if !exists || request.Touchpoint != "" && touchpointOf(definition, indicator) != request.Touchpoint {
				continue
			}
			d := declared{definition: definition, indicator: indicator, kind: kind, scale: kind.scale(definition, indicator)}
			key := [2]string{definition.ID, indicator.Name}
			s := known[key]
			if s == nil {
				s = &subject{definition: definition.ID, reference: d}
				known[key] = s
				all = append(all, s)
			}
			if inBaseline {
				d.counts = before.Indicators[indicator.Name]
				s.baseline = append(s.baseline, d)
			}
			if inFollowUp {
				d.counts = after.Indicators[indicator.Name]
				s.followUp = append(s.followUp, d)
			}
		}
	}
	for _, rest := range []map[versionKey]Group{baseline, followUp} {
		for ref, group := range rest {
			warnings = append(warnings, definitionUnknown(ref, group.Responses))
		}
	}
	slices.SortFunc(warnings, func(a, b Warning) int { return cmp.Compare(a.Text["en"], b.Text["en"]) })
	return all, warnings
}

type versionKey struct {
	id      string
	version int
}

func groupsByRef(s Snapshot) map[versionKey]Group {
	groups := make(map[versionKey]Group, len(s.Groups))
	for _, g := range s.Groups {
		groups[versionKey{g.Definition.ID, g.Definition.Version}] = g
	}
	return groups
}

// touchpointOf is the indicator's touchpoint, else that of its question, else that of the
// nearest section around the question that has one.
func touchpointOf(definition *form.Definition, indicator *form.Indicator) string {
	if indicator.Touchpoint != "" {
		return indicator.Touchpoint
	}
	touchpoint, _ := touchpointIn(definition.Body, indicator.Of, "")
	return touchpoint
}

func touchpointIn(body []form.Question, name, around string) (touchpoint string, found bool) {
	for i := range body {
		here := cmp.Or(body[i].Touchpoint, around)
		if body[i].Name == name {
			return here, true
		}
		if touchpoint, found = touchpointIn(body[i].Body, name, here); found {
			return touchpoint, true
		}
	}
	return "", false
}

// titleOf is the indicator's title, else the label of what it is of, else its name.
func titleOf(definition *form.Definition, indicator *form.Indicator) form.Text {
	if len(indicator.Title) > 0 {
		return indicator.Title
	}
	if question, found := definition.Question(indicator.Of); found && len(question.Label) > 0 {
		return question.Label
	}
	return form.Text{definition.DefaultLanguage: indicator.Name}
}

// pool adds the counts of versions up whose values mean the same number as those of the
// newest, and tells whether others had to be left out. Without versions it is the reference
// without counts.
func pool(reference declared, versions []declared) (pooled declared, mixed bool) {
	if len(versions) == 0 {
		reference.counts = Counts{}
		return reference, false
	}
	pooled = versions[0] // newest first
	counts := []Counts{pooled.counts}
	for _, d := range versions[1:] {
		if !d.comparable(pooled) {
			mixed = true
			continue
		}
		counts = append(counts, d.counts)
	}
	if len(counts) > 1 {
		pooled.counts = added(counts)
	}
	return pooled, mixed
}

// added adds distributions up, part by part.
func added(all []Counts) Counts {
	var sum Counts
	var values []stats.Histogram
	var weights [][]stats.WeightedBin
	parts := map[string][]Part{}
	for _, c := range all {
		sum.Missing += c.Missing
		sum.NotApplicable += c.NotApplicable
		sum.NotRelevant += c.NotRelevant
		values, weights = append(values, c.Values), append(weights, c.Weights)
		for _, part := range c.By {
			parts[part.Value] = append(parts[part.Value], part)
		}
	}
	sum.Values, sum.Weights = addedValues(values), addedWeights(values, weights)
	for _, value := range slices.Sorted(maps.Keys(parts)) {
		values, weights = nil, nil
		for _, part := range parts[value] {
			values, weights = append(values, part.Values), append(weights, part.Weights)
		}
		sum.By = append(sum.By, Part{Value: value, Values: addedValues(values), Weights: addedWeights(values, weights)})
	}
	return sum
}

func addedValues(all []stats.Histogram) stats.Histogram {
	var bins []stats.Bin
	for _, h := range all {
		bins = append(bins, h.Bins()...)
	}
	return stats.NewHistogram(bins)
}

// addedWeights is nil while none of the distributions has weights.
func addedWeights(values []stats.Histogram, weights [][]stats.WeightedBin) []stats.WeightedBin {
	if !slices.ContainsFunc(weights, func(w []stats.WeightedBin) bool { return w != nil }) {
		return nil
	}
	var bins []stats.WeightedBin
	for i := range values {
		bins = append(bins, weightsOf(values[i], weights[i])...)
	}
	slices.SortFunc(bins, func(a, b stats.WeightedBin) int { return cmp.Compare(a.Value, b.Value) })
	var joined []stats.WeightedBin
	for _, bin := range bins {
		if last := len(joined) - 1; last >= 0 && joined[last].Value == bin.Value {
			joined[last].Count += bin.Count
			joined[last].Weight += bin.Weight
			joined[last].Squares += bin.Squares
			continue
		}
		joined = append(joined, bin)
	}
	return joined
}
