package report

import (
	"slices"

	"touchstone/api/form"
	"touchstone/api/measure"
)

// Kinds of columns.
const (
	kindText    = "text"
	kindNumber  = "number"
	kindVerdict = "verdict"
)

var verdictWords = map[measure.Verdict]form.Text{
	measure.Improved:  {english: "improved", german: "besser"},
	measure.Worsened:  {english: "worsened", german: "schlechter"},
	measure.Unchanged: {english: "unchanged", german: "unverändert"},
	measure.Undecided: {english: "undecided", german: "offen"},
	measure.NoTest:    {english: "no test", german: "kein Test"},
}

// touchpoints is the table of effectiveness, with goals where there are any.
func (w *writer) touchpoints() (Section, bool) {
	s := Section{Name: SectionTouchpoints, Title: form.Text{english: "Effectiveness of the touchpoints", german: "Wirkungsgrad der Kontaktpunkte"}, Sentences: []Sentence{}}
	if w.request.Touchpoint != "" {
		s.Title = form.Text{english: "Effectiveness of the touchpoint", german: "Wirkungsgrad des Kontaktpunkts"}
	}
	var rows []*measure.Row
	goals := false
	for i := range w.rows {
		if row := &w.rows[i]; isComposite(row) {
			rows, goals = append(rows, row), goals || row.Goal != nil
		}
	}
	if len(rows) == 0 {
		return s, false
	}
	table := Table{Columns: w.columns(form.Text{english: "Touchpoint", german: "Kontaktpunkt"}), Rows: []Line{}}
	last := len(table.Columns) - 1 // the verdict stays last
	if goals {
		table.Columns = slices.Insert(table.Columns, last,
			Column{form.Text{english: "Goal", german: "Ziel"}, kindNumber}, Column{form.Text{english: "Way to the goal", german: "Weg zum Ziel"}, kindNumber})
	}
	for _, row := range rows {
		cells := w.cells(row)
		if goals {
			cells = slices.Insert(cells, last, goalCell(row), attainment(row))
		}
		table.Rows = append(table.Rows, Line{cells})
	}
	s.Table = &table
	s.add(func(language string) string {
		return in(language, "0 to 100: every indicator of a touchpoint on one scale, averaged within each response.",
			"0 bis 100: alle Kennzahlen eines Kontaktpunkts auf einer Skala, je Antwort gemittelt.")
	})
	return s, true
}

// numbers is the table of every indicator.
func (w *writer) numbers() (Section, bool) {
	s := Section{Name: SectionNumbers, Title: form.Text{english: "All numbers", german: "Alle Zahlen"}, Sentences: []Sentence{}}
	table := Table{Columns: w.columns(form.Text{english: "Indicator", german: "Kennzahl"}), Rows: []Line{}}
	for i := range w.rows {
		if !isComposite(&w.rows[i]) {
			table.Rows = append(table.Rows, Line{w.cells(&w.rows[i])})
		}
	}
	s.Table = &table
	return s, len(table.Rows) > 0
}

func (w *writer) columns(first form.Text) []Column {
	return []Column{
		{first, kindText},
		{form.Text{english: "n", german: "n"}, kindNumber},
		{form.Text{english: "Before", german: "Vorher"}, kindNumber},
		{form.Text{english: "After", german: "Nachher"}, kindNumber},
		{form.Text{english: "Change", german: "Veränderung"}, kindNumber},
		{form.Text{english: "95\u00a0% interval", german: "95-%-Intervall"}, kindNumber},
		{form.Text{english: "Verdict", german: "Urteil"}, kindVerdict},
	}
}

// none stands where there is no number.
var none = form.Text{english: "–", german: "–"}

func (w *writer) cells(row *measure.Row) []Cell {
	u := unitFor(row)
	level := func(l *measure.Level) Cell {
		if l.Estimate == nil {
			return Cell{Text: none}
		}
		return Cell{Text: both(func(language string) string { return u.number(*l.Estimate, language) })}
	}
	change, interval := Cell{Text: none}, Cell{Text: none}
	if c := row.Change; c != nil {
		change.Text = both(func(language string) string { return shortened(u, u.difference(c.Estimate, language), language) })
		interval.Text = both(func(language string) string {
			return signed(c.Interval[0]*u.factor, u.decimals, language) + in(language, " to ", " bis ") + signed(c.Interval[1]*u.factor, u.decimals, language)
		})
	}
	return []Cell{
		{Text: both(func(language string) string { return w.name(row, language) }), Footnotes: w.footnotes(row)},
		{Text: both(func(language string) string {
			return count(row.Baseline.N, language) + hard + "/ " + count(row.FollowUp.N, language)
		})},
		level(&row.Baseline), level(&row.FollowUp), change, interval,
		{Text: verdictWords[row.Verdict], Verdict: row.Verdict},
	}
}

// shortened writes units the way tables do.
func shortened(u unit, text, language string) string {
	if u.change[language] != percentagePoints[language] {
		return text
	}
	return text[:len(text)-len(percentagePoints[language])] + in(language, "pp", "PP")
}

func goalCell(row *measure.Row) Cell {
	if row.Goal == nil {
		return Cell{Text: none}
	}
	u := unitOf(row)
	return Cell{Text: both(func(language string) string { return u.number(*row.Goal, language) })}
}

// attainment is how much of the way from the baseline to the goal was gone, with its 95 %
// interval where that is told.
func attainment(row *measure.Row) Cell {
	if row.GoalAttainment == nil {
		for _, note := range row.Notes {
			if note.Code == "goalMet" {
				return Cell{Text: form.Text{english: "met before", german: "schon vorher"}}
			}
		}
		return Cell{Text: none}
	}
	return Cell{Text: both(func(language string) string { return percent(100*row.GoalAttainment.Value, 0, language) })}
}
