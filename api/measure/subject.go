package measure

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// subject is one column with its counts on both sides, over all versions of the definition
// that have responses; of several definitions where the request pairs them by name.
type subject struct {
	column             string
	definition         string   // "" for several
	touchpoint         string   // that responses say; "" is what the column itself says
	reference          declared // the newest version with responses
	baseline, followUp []declared
	quiet              bool // what changed between versions is told elsewhere
}

// declared is a column as one version of a definition declares it, with its counts.
type declared struct {
	definition *form.Definition
	indicator  *form.Indicator
	kind       kind
	scale      *stats.Interval
	counts     Counts
	strata     Counts // split by the trait whose mix is held
}

func (d declared) version() int { return d.definition.Version }

// same tells whether both are of one version of one definition.
func (d declared) same(other declared) bool {
	return d.definition.ID == other.definition.ID && d.version() == other.version()
}

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
// version declares its indicators; columns that only older versions know come after.
func subjectsOf(request ComparisonRequest) ([]*subject, []Warning) {
	var all []*subject
	var warnings []Warning
	known := map[[3]string]*subject{}
	strata := [2]map[versionKey]Group{groupsByRef(request.Baseline.Strata), groupsByRef(request.FollowUp.Strata)}
	places := [2]map[versionKey]Group{groupsByRef(request.Baseline.Touchpoints), groupsByRef(request.FollowUp.Touchpoints)}
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
		for _, indicator := range request.columns(definition, before, after) {
			kind := kinds[indicator.Kind]
			d := declared{definition: definition, indicator: indicator, kind: kind, scale: kind.scale(definition, indicator)}
			add := func(touchpoint string, there [2]bool, counts, strata [2]Counts) {
				key := [3]string{definition.ID, indicator.Name, touchpoint}
				if request.ByName && RoleOf(indicator.Name) != RoleComposite {
					key[0] = ""
				}
				s := known[key]
				if s == nil {
					s = &subject{column: indicator.Name, definition: definition.ID, touchpoint: touchpoint, reference: d}
					known[key] = s
					all = append(all, s)
				}
				if s.definition != definition.ID {
					s.definition = ""
				}
				for side, list := range []*[]declared{&s.baseline, &s.followUp} {
					if there[side] {
						d.counts, d.strata = counts[side], strata[side]
						*list = append(*list, d)
					}
				}
			}
			if touchpointOf(definition, indicator) == "" && request.placed(definition, indicator.Name) {
				for touchpoint, parts := range partsOf(places[0][ref], places[1][ref], indicator.Name) {
					if request.Touchpoint == "" || request.Touchpoint == touchpoint {
						add(touchpoint, [2]bool{inBaseline, inFollowUp}, [2]Counts{parts[0].counts(), parts[1].counts()}, [2]Counts{})
					}
				}
				continue
			}
			add("", [2]bool{inBaseline, inFollowUp}, [2]Counts{before.Indicators[indicator.Name], after.Indicators[indicator.Name]},
				[2]Counts{strata[0][ref].Indicators[indicator.Name], strata[1][ref].Indicators[indicator.Name]})
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

// partsOf yields the parts of a column in two groups by their value, in its order.
func partsOf(before, after Group, column string) iter.Seq2[string, [2]Part] {
	return func(yield func(string, [2]Part) bool) {
		parts := map[string][2]Part{}
		for side, group := range []Group{before, after} {
			for _, part := range group.Indicators[column].By {
				both := parts[part.Value]
				both[side] = part
				parts[part.Value] = both
			}
		}
		for _, value := range slices.Sorted(maps.Keys(parts)) {
			if !yield(value, parts[value]) {
				return
			}
		}
	}
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
	return form.Text{definition.DefaultLanguage: SubjectOf(indicator.Name)}
}
