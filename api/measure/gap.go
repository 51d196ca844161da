package measure

import (
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Gaps puts two groups of respondents of one wave side by side, for example employees and
// customers: rows as in a comparison, Baseline being the left group and FollowUp the right.
type Gaps struct {
	Project       ProjectTitle      `json:"project"`
	Wave          fieldwork.Wave    `json:"wave"`
	Left          GroupSize         `json:"left"`
	Right         GroupSize         `json:"right"`
	Groups        []GroupSize       `json:"groups"` // that the wave has, largest first
	Touchpoints   []TouchpointTitle `json:"touchpoints"`
	Rows          []Row             `json:"rows"`
	Families      []Family          `json:"families"`
	CountedStates []fieldwork.State `json:"countedStates"`
	ComputedAt    fieldwork.Instant `json:"computedAt"`
	Warnings      []Warning         `json:"warnings"`
}

// GroupSize is a group with its counted responses.
type GroupSize struct {
	Name string `json:"name"`
	N    int64  `json:"n"`
}

// groupTitles are the words for the groups that definitions ask by their kind.
var groupTitles = map[string]form.Text{
	GroupOf("mystery"):  {"en": "mystery shoppers", "de": "Testkunden"},
	GroupOf("customer"): {"en": "customers", "de": "Kunden"},
	GroupOf("employee"): {"en": "employees", "de": "Mitarbeitende"},
	GroupOf("visit"):    {"en": "visits", "de": "Besuche"},
}

// GroupTitle names a group in sentences: one that a link was given by that name.
func GroupTitle(group string) form.Text {
	if title, known := groupTitles[group]; known {
		return title
	}
	return form.Text{"en": group, "de": group}
}

// GapsOf compares two groups by the rules of Compare. Composites pair by touchpoint, other columns
// by name where kind and scale agree, whatever definition the groups answered.
func GapsOf(request ComparisonRequest, left, right GroupSize, groups []GroupSize) *Gaps {
	request.ByName = true
	compared := Compare(request)
	return &Gaps{
		Project: compared.Project, Wave: compared.Baseline, Left: left, Right: right, Groups: groups, Touchpoints: compared.Touchpoints, Rows: compared.Rows,
		Families: compared.Families, CountedStates: compared.CountedStates, ComputedAt: compared.ComputedAt, Warnings: compared.Warnings,
	}
}

// Responses counts the responses of a snapshot.
func (s Snapshot) Responses() int64 {
	var n int64
	for _, group := range s.Groups {
		n += group.Responses
	}
	return n
}
