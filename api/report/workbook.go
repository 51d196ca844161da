package report

import (
	"cmp"
	"slices"

	"touchstone/api/export"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

// Workbook gives a report and the numbers behind it as sheets in a language: what the report
// says, every row in full (shares from 0 to 1, other numbers as they are counted), how it was
// found out, and what to keep in mind.
func Workbook(request Request, language string) []export.Table {
	if language != german {
		language = english
	}
	r := Of(request)
	w := newWriter(request, r)
	say := func(en, de string) string { return in(language, en, de) }
	return []export.Table{
		{Name: say("Report", "Bericht"), Columns: []string{say("Part", "Teil"), say("Sentence", "Satz"), say("More", "Dazu"), say("Verdict", "Urteil"), say("Notes", "Anmerkungen")}, Rows: slices.Values(spoken(r, language))},
		{Name: say("Numbers", "Zahlen"), Columns: numberColumns(language), Rows: slices.Values(w.numberRows(language))},
		{Name: say("Method", "Verfahren"), Columns: []string{say("How this was found out", "Wie das herausgefunden wurde")}, Rows: slices.Values(singles(r.Method, language))},
		{Name: say("Notes", "Anmerkungen"), Columns: []string{say("Number", "Nummer"), say("To keep in mind", "Zu beachten")}, Rows: slices.Values(noted(r, language))},
	}
}

// spoken lists every sentence.
func spoken(r *Report, language string) [][]any {
	rows := [][]any{{r.Title[language], r.Headline[language], r.Lead[language]}}
	for _, section := range r.Sections {
		for _, sentence := range section.Sentences {
			rows = append(rows, []any{section.Title[language], sentence.Text[language], sentence.More[language], verdictWords[sentence.Verdict][language], listed(sentence.Footnotes)})
		}
	}
	return rows
}

func singles(texts []form.Text, language string) [][]any {
	rows := [][]any{}
	for _, text := range texts {
		rows = append(rows, []any{text[language]})
	}
	return rows
}

func noted(r *Report, language string) [][]any {
	rows := [][]any{}
	for i, note := range r.Footnotes {
		rows = append(rows, []any{i + 1, note.Text.In(language, english)})
	}
	return rows
}

func numberColumns(language string) []string {
	columns := []string{
		in(language, "Touchpoint", "Kontaktpunkt"), in(language, "Indicator", "Kennzahl"), in(language, "Name", "Name"), in(language, "Questionnaire", "Fragebogen"),
		in(language, "Kind", "Art"), in(language, "Better", "Besser"), in(language, "Unit", "Einheit"),
	}
	for _, wave := range []string{in(language, "baseline", "Nullmessung"), in(language, "follow-up", "Folgemessung")} {
		for _, what := range []string{"n", in(language, "level", "Niveau"), in(language, "from (95 %)", "von (95 %)"), in(language, "to (95 %)", "bis (95 %)"), in(language, "standard deviation", "Standardabweichung")} {
			columns = append(columns, what+", "+wave)
		}
	}
	return append(columns,
		in(language, "Change", "Veränderung"), in(language, "Change from (95 %)", "Veränderung von (95 %)"), in(language, "Change to (95 %)", "Veränderung bis (95 %)"),
		"p", "q", in(language, "Verdict", "Urteil"), in(language, "Relevant", "Relevant"), in(language, "Smallest difference that matters", "Kleinster relevanter Unterschied"),
		in(language, "Goal", "Ziel"), in(language, "Way to the goal", "Weg zum Ziel"), in(language, "Responses needed", "Nötige Antworten"), in(language, "Method", "Verfahren"), in(language, "Notes", "Anmerkungen"))
}

// numberRows lists every row with its numbers as they are.
func (w *writer) numberRows(language string) [][]any {
	rows := [][]any{}
	for i := range w.rows {
		row := &w.rows[i]
		better := in(language, "higher", "höher")
		if row.Better == "lower" {
			better = in(language, "lower", "tiefer")
		}
		line := []any{
			w.touchpoint(row.Touchpoint, language), w.name(row, language), row.Indicator, cmp.Or(row.Definition.ID, "–"), row.Kind, better, w.text(row.Unit, language),
		}
		for _, level := range []*measure.Level{&row.Baseline, &row.FollowUp} {
			low, high := ends(level.Interval)
			line = append(line, level.N, given(level.Estimate), low, high, given(level.StandardDeviation))
		}
		if c := row.Change; c != nil {
			line = append(line, c.Estimate, c.Interval[0], c.Interval[1], c.P, c.Q)
		} else {
			line = append(line, nil, nil, nil, nil, nil)
		}
		line = append(line, verdictWords[row.Verdict][language], row.Relevant && row.Verdict != measure.Undecided, given(row.RelevantDifference), given(row.Goal))
		if row.GoalAttainment != nil {
			line = append(line, row.GoalAttainment.Value)
		} else {
			line = append(line, nil)
		}
		if row.Needed != nil && row.Verdict == measure.Undecided {
			line = append(line, row.Needed.Responses)
		} else {
			line = append(line, nil)
		}
		rows = append(rows, append(line, w.text(row.Method.Reason, language), listed(w.footnotes(row))))
	}
	return rows
}

func given(number *float64) any {
	if number == nil {
		return nil
	}
	return *number
}

func ends(interval *stats.Interval) (low, high any) {
	if interval == nil {
		return nil, nil
	}
	return interval[0], interval[1]
}

// listed writes the numbers of footnotes.
func listed(numbers []int) string {
	words := make([]string, len(numbers))
	for i, number := range numbers {
		words[i] = count(int64(number), english)
	}
	return joined(words)
}
