// Package report tells a comparison in sentences that a board understands, in English and
// German: what was asked of whom, what improved, worsened, stayed, cannot be told yet and
// what would decide it, with tables, the method in plain words, and everything to be kept in
// mind as footnotes. It is pure, and never claims more than the verdict allows. What it
// makes names no person or response, and no location but those it was narrowed to, so that
// it can be shown outside.
package report

import (
	"cmp"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

// Request asks for a report. Comparison holds the rows of the touchpoint alone when
// Touchpoint is set.
type Request struct {
	Comparison *measure.Comparison
	Inventory  []fieldwork.Touchpoint
	Touchpoint string
	Languages  []string           // of the project; titles that lack a language fall back to the first
	Actions    []fieldwork.Action // of the project; those between the waves are named
	Asked      [2]Asked           // baseline, follow-up
	// Definitions are titles by id, which tell indicators of the same title apart.
	Definitions map[string]form.Text
	Chosen      []form.Text // what narrows the responses, for example "language: de"
}

// Asked counts who answered in a wave.
type Asked struct {
	Responses   int64
	Locations   int64 // that responses came from; 0 when none names one
	Definitions []form.Text
}

// Report is what people read. Every text is there in English and German.
type Report struct {
	Project       measure.ProjectTitle      `json:"project"`
	Baseline      Wave                      `json:"baseline"`
	FollowUp      Wave                      `json:"followUp"`
	Touchpoint    *measure.TouchpointTitle  `json:"touchpoint"` // null: the whole project
	Touchpoints   []measure.TouchpointTitle `json:"touchpoints"`
	CountedStates []fieldwork.State         `json:"countedStates"`
	ComputedAt    fieldwork.Instant         `json:"computedAt"`
	Title         form.Text                 `json:"title"`
	Headline      form.Text                 `json:"headline"` // the finding
	Lead          form.Text                 `json:"lead"`     // what the headline leaves out
	Sections      []Section                 `json:"sections"`
	Method        []form.Text               `json:"method"`
	Footnotes     []measure.Note            `json:"footnotes"` // numbered from 1 in their order
}

// Wave is what a report tells of a wave.
type Wave struct {
	Name     string    `json:"name"`
	Title    form.Text `json:"title"`
	Kind     string    `json:"kind"`
	FirstDay string    `json:"firstDay,omitempty"`
	LastDay  string    `json:"lastDay,omitempty"`
}

// Names of sections, in their order.
const (
	SectionAsked       = "asked"
	SectionTouchpoints = "touchpoints"
	SectionImproved    = "improved"
	SectionWorsened    = "worsened"
	SectionUnchanged   = "unchanged"
	SectionUndecided   = "undecided"
	SectionUntested    = "untested"
	SectionNumbers     = "numbers"
)

// Section is a part of a report under a title of its own.
type Section struct {
	Name      string     `json:"name"`
	Title     form.Text  `json:"title"`
	Sentences []Sentence `json:"sentences"`
	Table     *Table     `json:"table,omitempty"`
}

// Sentence is one finding. More qualifies it and belongs to it: how much it matters, whether
// the goal is reached, what would decide it.
type Sentence struct {
	Text       form.Text       `json:"text"`
	More       form.Text       `json:"more,omitempty"`
	Verdict    measure.Verdict `json:"verdict,omitempty"`
	Indicator  string          `json:"indicator,omitempty"`  // column
	Definition string          `json:"definition,omitempty"` // id
	Touchpoint string          `json:"touchpoint,omitempty"` // name
	Footnotes  []int           `json:"footnotes,omitempty"`  // numbers
	Picture    *Picture        `json:"picture,omitempty"`
}

// Picture is what a small drawing of both levels needs, in the unit that is read. Values of
// one scale share it, so that positions may be compared by eye.
type Picture struct {
	Domain   stats.Interval `json:"domain"`
	Baseline *Mark          `json:"baseline"`
	FollowUp *Mark          `json:"followUp"`
	Goal     *float64       `json:"goal,omitempty"`
	Words    form.Text      `json:"words"` // all numbers, for whoever does not see the drawing
}

// Mark is a level with its 95 % interval.
type Mark struct {
	Value    float64         `json:"value"`
	Interval *stats.Interval `json:"interval"`
	Text     form.Text       `json:"text"`
}

// Table is numbers side by side, ready to read.
type Table struct {
	Columns []Column `json:"columns"`
	Rows    []Line   `json:"rows"`
}

// Line is a row of a table, a cell for each column.
type Line struct {
	Cells []Cell `json:"cells"`
}

// Column heads a table's column.
type Column struct {
	Title form.Text `json:"title"`
	Kind  string    `json:"kind"` // text, number or verdict
}

// Cell is one entry; Verdict is set in columns of verdicts.
type Cell struct {
	Text      form.Text       `json:"text"`
	Verdict   measure.Verdict `json:"verdict,omitempty"`
	Footnotes []int           `json:"footnotes,omitempty"`
}

// Of makes the report of a comparison.
func Of(request Request) *Report {
	c := request.Comparison
	r := &Report{
		Project: c.Project, Baseline: waveOf(c.Baseline), FollowUp: waveOf(c.FollowUp),
		Touchpoints: c.Touchpoints, CountedStates: c.CountedStates, ComputedAt: c.ComputedAt,
		Sections: []Section{}, Footnotes: []measure.Note{},
	}
	w := newWriter(request, r)
	r.Touchpoint = w.whole()
	w.general()
	r.Title = w.title()
	r.Headline, r.Lead = w.headline()
	r.Sections = append(r.Sections, w.asked())
	if section, any := w.touchpoints(); any {
		r.Sections = append(r.Sections, section)
	}
	r.Sections = append(r.Sections, w.findings()...)
	if section, any := w.numbers(); any {
		r.Sections = append(r.Sections, section)
	}
	r.Method = w.method()
	return r
}

// writer gathers a report.
type writer struct {
	request  Request
	report   *Report
	rows     []measure.Row // composites first
	fallback string        // language of titles that lack one
	alike    map[string]map[string]namesakes
}

func newWriter(request Request, report *Report) *writer {
	w := &writer{request: request, report: report, rows: rowsOf(request), fallback: english}
	if len(request.Languages) > 0 {
		w.fallback = request.Languages[0]
	}
	w.alike = w.namesakes()
	return w
}

// whole names the touchpoint that the report is about, whether or not it has rows; nil for
// the project.
func (w *writer) whole() *measure.TouchpointTitle {
	name := w.request.Touchpoint
	if name == "" {
		return nil
	}
	for _, touchpoint := range w.report.Touchpoints {
		if touchpoint.Name == name {
			return &touchpoint
		}
	}
	for _, touchpoint := range w.request.Inventory {
		if touchpoint.Name == name {
			return &measure.TouchpointTitle{Name: name, Title: touchpoint.Title, Order: touchpoint.Order}
		}
	}
	return &measure.TouchpointTitle{Name: name}
}

// Roles that a report tells; parts of a score are read on the desk.
var told = []string{measure.RoleComposite, measure.RoleIndicator}

// rowsOf gives the rows that are told, with the weakest verdict that their numbers bear.
func rowsOf(request Request) []measure.Row {
	rows := []measure.Row{}
	for _, row := range request.Comparison.Rows {
		if slices.Contains(told, measure.RoleOf(row.Indicator)) {
			row.Verdict = borne(&row)
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b measure.Row) int {
		return cmp.Compare(slices.Index(told, measure.RoleOf(a.Indicator)), slices.Index(told, measure.RoleOf(b.Indicator)))
	})
	return rows
}

// borne gives the verdict of a row as far as its own numbers bear it, and otherwise a weaker
// one: nothing improved or worsened above the rate of false discoveries or against the
// direction, nothing stayed without an interval within what matters.
func borne(row *measure.Row) measure.Verdict {
	c := row.Change
	if c == nil {
		return measure.NoTest
	}
	switch row.Verdict {
	case measure.Improved, measure.Worsened:
		better := (c.Estimate > 0) == (row.Better != "lower")
		if c.Q <= measure.FalseDiscoveryRate && c.Estimate != 0 && better == (row.Verdict == measure.Improved) {
			return row.Verdict
		}
	case measure.Unchanged:
		if row.RelevantDifference != nil && *row.RelevantDifference > 0 && c.Interval90.Inside(*row.RelevantDifference) {
			return row.Verdict
		}
	}
	return measure.Undecided
}

func waveOf(w fieldwork.Wave) Wave {
	return Wave{Name: w.Name, Title: w.Title, Kind: w.Kind, FirstDay: w.FirstDay, LastDay: w.LastDay}
}

// text gives a text in a language.
func (w *writer) text(t form.Text, language string) string { return t.In(language, w.fallback) }

// wave names a wave.
func (w *writer) wave(wave Wave, language string) string {
	return cmp.Or(w.text(wave.Title, language), wave.Name)
}

// touchpoint names a touchpoint.
func (w *writer) touchpoint(name, language string) string {
	for _, touchpoint := range w.report.Touchpoints {
		if touchpoint.Name == name {
			return cmp.Or(w.text(touchpoint.Title, language), name)
		}
	}
	return name
}

func isComposite(row *measure.Row) bool {
	return measure.RoleOf(row.Indicator) == measure.RoleComposite
}
