package measure

import (
	"cmp"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// Side is one of the two waves.
type Side struct {
	Wave     fieldwork.Wave
	Snapshot Snapshot
}

// ComparisonRequest asks for a comparison. Definitions holds every version that a snapshot counts;
// Touchpoint, if set, leaves only its rows (and corrects for as many comparisons as those).
type ComparisonRequest struct {
	Project     fieldwork.Project
	Baseline    Side
	FollowUp    Side
	Definitions []*form.Definition
	Touchpoints []fieldwork.Touchpoint
	Touchpoint  string
	Method      string // one of Methods instead of the rule's choice, where a row allows it; "" is the rule
	At          fieldwork.Instant
}

// Compare puts two waves side by side: a row for every indicator of every definition that
// has responses in either, in the order of touchpoints, definitions and indicators.
func Compare(request ComparisonRequest) *Comparison {
	c := &Comparison{
		Project:    ProjectTitle{request.Project.ID, request.Project.Title, request.Project.Demo},
		Baseline:   request.Baseline.Wave,
		FollowUp:   request.FollowUp.Wave,
		Confidence: Confidence, FalseDiscoveryRate: FalseDiscoveryRate, ComputedAt: request.At, CountedStates: request.Project.Counted(),
		Rows: []Row{}, Warnings: []Warning{},
	}
	subjects, warnings := subjectsOf(request)
	c.Warnings = append(c.Warnings, warnings...)
	var tests []test
	for _, s := range subjects {
		row, t, warnings := s.compare(request.Method)
		c.Rows, tests, c.Warnings = append(c.Rows, row), append(tests, t), append(c.Warnings, warnings...)
	}
	p := make([]float64, len(tests))
	for i := range tests {
		p[i] = tests[i].change.P
	}
	for i, q := range stats.FalseDiscovery(p) {
		if c.Rows[i].Verdict != NoTest {
			c.Rows[i].conclude(tests[i], q)
		}
	}
	c.Touchpoints = touchpointTitles(request, c.Rows)
	sortRows(c)
	return c
}

// touchpointTitles lists the inventory that rows belong to, then touchpoints that only
// definitions name.
func touchpointTitles(request ComparisonRequest, rows []Row) []TouchpointTitle {
	used := map[string]bool{}
	for _, row := range rows {
		used[row.Touchpoint] = row.Touchpoint != ""
	}
	titles, last := []TouchpointTitle{}, 0
	inventory := slices.SortedFunc(slices.Values(request.Touchpoints), func(a, b fieldwork.Touchpoint) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Name, b.Name))
	})
	for _, touchpoint := range inventory {
		if used[touchpoint.Name] {
			titles = append(titles, TouchpointTitle{touchpoint.Name, touchpoint.Title, touchpoint.Order})
			used[touchpoint.Name] = false
		}
		last = max(last, touchpoint.Order)
	}
	for _, row := range rows {
		if used[row.Touchpoint] {
			last++
			titles = append(titles, TouchpointTitle{row.Touchpoint, form.Text{"en": row.Touchpoint, "de": row.Touchpoint}, last})
			used[row.Touchpoint] = false
		}
	}
	return titles
}

// sortRows groups rows by touchpoint; rows without one come last. Within a touchpoint the
// order of definitions and indicators stays.
func sortRows(c *Comparison) {
	rank := map[string]int{"": len(c.Touchpoints)}
	for i, touchpoint := range c.Touchpoints {
		rank[touchpoint.Name] = i
	}
	slices.SortStableFunc(c.Rows, func(a, b Row) int { return cmp.Compare(rank[a.Touchpoint], rank[b.Touchpoint]) })
}
