package report

import (
	"cmp"
	"math"
	"slices"

	"touchstone/api/form"
	"touchstone/api/measure"
)

// mostTold is how many findings of one verdict are told in sentences; the numbers of all
// others stand in the table.
const mostTold = 12

// findings are a section per verdict. Those of improvement and worsening stand even when
// empty, because their absence is a finding.
func (w *writer) findings() []Section {
	var sections []Section
	if len(w.rows) == 0 {
		return nil
	}
	for _, part := range []struct {
		name    string
		verdict measure.Verdict
		title   form.Text
		none    form.Text
	}{
		{SectionImproved, measure.Improved, form.Text{english: "What improved", german: "Was sich verbessert hat"},
			form.Text{english: "Nothing that these responses could show.", german: "Nichts, was diese Antworten zeigen könnten."}},
		{SectionWorsened, measure.Worsened, form.Text{english: "What worsened", german: "Was sich verschlechtert hat"},
			form.Text{english: "Nothing that these responses could show.", german: "Nichts, was diese Antworten zeigen könnten."}},
		{SectionUnchanged, measure.Unchanged, form.Text{english: "What stayed the same", german: "Was gleich geblieben ist"}, nil},
		{SectionUndecided, measure.Undecided, form.Text{english: "What cannot be told yet, and what would decide it", german: "Was noch offen ist, und was es entscheiden würde"}, nil},
		{SectionUntested, measure.NoTest, form.Text{english: "What could not be tested", german: "Was sich nicht prüfen liess"}, nil},
	} {
		rows := w.with(part.verdict)
		if len(rows) == 0 && part.none == nil {
			continue
		}
		s := Section{Name: part.name, Title: part.title, Sentences: []Sentence{}}
		for _, row := range rows[:min(len(rows), mostTold)] {
			s.Sentences = append(s.Sentences, w.sentence(row))
		}
		if left := len(rows) - mostTold; left > 0 {
			s.add(func(language string) string {
				return in(language, "And "+count(int64(left), language)+" more, in the table of all numbers.", "Und "+count(int64(left), language)+" weitere, in der Tabelle aller Zahlen.")
			})
		}
		if len(rows) == 0 {
			s.Sentences = append(s.Sentences, Sentence{Text: part.none})
		}
		sections = append(sections, s)
	}
	return sections
}

// with gives the rows of a verdict: composites first, then by the size of the effect.
func (w *writer) with(verdict measure.Verdict) []*measure.Row {
	var rows []*measure.Row
	for i := range w.rows {
		if w.rows[i].Verdict == verdict {
			rows = append(rows, &w.rows[i])
		}
	}
	slices.SortStableFunc(rows, func(a, b *measure.Row) int {
		if isComposite(a) != isComposite(b) {
			return map[bool]int{true: -1, false: 1}[isComposite(a)]
		}
		return cmp.Compare(size(b), size(a))
	})
	return rows
}

// size is the change without its unit, so that rows can be put in order.
func size(row *measure.Row) float64 {
	if row.Change == nil || row.Change.Effect == nil {
		return 0
	}
	return math.Abs(row.Change.Effect.Value)
}
