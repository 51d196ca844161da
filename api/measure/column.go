package measure

import (
	"maps"
	"slices"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Roles lists every role, in the order of tables.
var Roles = []string{RoleComposite, RoleIndicator, RoleSection, RoleQuestion}

// SubjectOf gives what a column is about: the touchpoint, section or question that its name
// tells, or the indicator itself.
func SubjectOf(column string) string {
	if RoleOf(column) == RoleIndicator {
		return column
	}
	_, subject, _ := strings.Cut(column, ":")
	return subject
}

// Unplaced lists the columns of a definition, of some roles, that belong to no touchpoint by
// themselves: what they are about is for the link to say that was answered.
func Unplaced(definition *form.Definition, roles []string) []string {
	var names []string
	for _, column := range Columns(definition) {
		if slices.Contains(roles, RoleOf(column.Name)) && touchpointOf(definition, &column) == "" {
			names = append(names, column.Name)
		}
	}
	return names
}

// placed tells whether responses to the definition say what touchpoint a column is about.
func (r *ComparisonRequest) placed(definition *form.Definition, column string) bool {
	ref := fieldwork.DefinitionRef{ID: definition.ID, Version: definition.Version}
	for _, side := range []*Side{&r.Baseline, &r.FollowUp} {
		for _, group := range side.Touchpoints.Groups {
			if _, has := group.Indicators[column]; has && group.Definition == ref {
				return true
			}
		}
	}
	return false
}

// columns gives what the request compares of a version of a definition: what its responses
// are counted by, and the composites that either side's group has.
func (r *ComparisonRequest) columns(definition *form.Definition, groups ...Group) []*form.Indicator {
	var columns []*form.Indicator
	roles := r.roles()
	add := func(indicator form.Indicator) {
		if _, exists := kinds[indicator.Kind]; !exists || !slices.Contains(roles, RoleOf(indicator.Name)) || r.Column != "" && r.Column != indicator.Name {
			return
		}
		if place := touchpointOf(definition, &indicator); r.Touchpoint == "" || place == r.Touchpoint || place == "" && r.placed(definition, indicator.Name) {
			columns = append(columns, &indicator)
		}
	}
	if r.Column != "" {
		if column, known := r.column(definition, groups); known {
			add(column)
		}
		return columns
	}
	composites := map[string]bool{}
	for _, group := range groups {
		for name := range group.Indicators {
			if touchpoint, is := CompositeTouchpoint(name); is {
				composites[touchpoint] = true
			}
		}
	}
	for _, touchpoint := range slices.Sorted(maps.Keys(composites)) {
		add(r.composite(touchpoint))
	}
	for _, column := range Columns(definition) {
		add(column)
	}
	return columns
}

// column gives the one column that the request is about, as far as the definition or its
// responses have it.
func (r *ComparisonRequest) column(definition *form.Definition, groups []Group) (form.Indicator, bool) {
	if touchpoint, is := CompositeTouchpoint(r.Column); is {
		counted := slices.ContainsFunc(groups, func(g Group) bool { _, has := g.Indicators[r.Column]; return has })
		return r.composite(touchpoint), counted
	}
	if RoleOf(r.Column) != RoleIndicator {
		columns := Columns(definition)
		at := slices.IndexFunc(columns, func(i form.Indicator) bool { return i.Name == r.Column })
		if at < 0 {
			return form.Indicator{}, false
		}
		return columns[at], true
	}
	at := slices.IndexFunc(definition.Indicators, func(i form.Indicator) bool { return i.Name == r.Column })
	if at < 0 {
		return form.Indicator{}, false
	}
	return definition.Indicators[at], true
}

// roles are those asked for; composites and indicators if none is.
func (r *ComparisonRequest) roles() []string {
	switch {
	case r.Column != "":
		return []string{RoleOf(r.Column)}
	case len(r.Roles) == 0:
		return []string{RoleComposite, RoleIndicator}
	}
	return r.Roles
}

// composite describes the composite of a touchpoint with what the inventory wants of it.
func (r *ComparisonRequest) composite(touchpoint string) form.Indicator {
	indicator := CompositeColumn(touchpoint)
	indicator.Title = form.Text{"en": touchpoint, "de": touchpoint}
	if at := slices.IndexFunc(r.Touchpoints, func(t fieldwork.Touchpoint) bool { return t.Name == touchpoint }); at >= 0 {
		known := r.Touchpoints[at]
		indicator.Title, indicator.Goal, indicator.RelevantDifference = known.Title, known.GoalLevel, known.RelevantDifference
	}
	return indicator
}
