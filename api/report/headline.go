package report

import (
	"cmp"
	"strings"

	"touchstone/api/form"
	"touchstone/api/measure"
)

func (w *writer) title() form.Text {
	return both(func(language string) string {
		if t := w.report.Touchpoint; t != nil {
			return in(language, "Success report: ", "Erfolgsbericht: ") + cmp.Or(w.text(t.Title, language), t.Name)
		}
		return in(language, "Success report", "Erfolgsbericht")
	})
}

// headline gives the finding in one sentence, and what it leaves out in another.
func (w *writer) headline() (headline, lead form.Text) {
	rows, composites := w.chief()
	by := map[measure.Verdict][]*measure.Row{}
	for _, row := range rows {
		by[row.Verdict] = append(by[row.Verdict], row)
	}
	if len(rows) == 0 {
		return form.Text{english: "Nothing to compare yet", german: "Noch nichts zu vergleichen"}, form.Text{}
	}
	lead = both(func(language string) string { return rest(by, language) })
	if len(rows) == 1 && composites {
		return both(func(language string) string { return w.single(rows[0], language) }), form.Text{}
	}
	return both(func(language string) string { return w.several(rows, by, composites, language) }), lead
}

// chief gives the rows that the headline counts: the composites of touchpoints where there
// are any, else the indicators.
func (w *writer) chief() (rows []*measure.Row, composites bool) {
	for i := range w.rows {
		if isComposite(&w.rows[i]) {
			rows, composites = append(rows, &w.rows[i]), true
		}
	}
	if composites {
		return rows, true
	}
	for i := range w.rows {
		rows = append(rows, &w.rows[i])
	}
	return rows, false
}

// single is the headline of one touchpoint.
func (w *writer) single(row *measure.Row, language string) string {
	u := unitFor(row)
	start, inside := w.subject(row, true, language), w.subject(row, false, language)
	switch row.Verdict {
	case measure.Improved, measure.Worsened:
		sentence, _, _ := strings.Cut(w.decided(row, u, language), ";")
		return sentence
	case measure.Unchanged:
		return start + in(language, " stayed practically the same", " ist praktisch gleich geblieben")
	case measure.Undecided:
		return in(language, "Whether "+inside+" changed cannot be told yet", "Ob sich "+inside+" verändert hat, ist noch offen")
	}
	return in(language, "A change of "+inside+" could not be tested", "Eine Veränderung "+w.genitive(row)+" liess sich nicht prüfen")
}

// mostNamed is how many names a headline holds in all.
const mostNamed = 3

// several is the headline of many rows: how many improved and worsened, by name where few.
func (w *writer) several(rows []*measure.Row, by map[measure.Verdict][]*measure.Row, composites bool, language string) string {
	improved, worsened := by[measure.Improved], by[measure.Worsened]
	total := int64(len(rows))
	noun := in(language, "indicators", "Kennzahlen")
	if composites {
		noun = in(language, "touchpoints", "Kontaktpunkten")
	}
	if total == 1 {
		noun = in(language, "indicator", "Kennzahl")
	}
	if len(improved)+len(worsened) == 0 {
		return in(language, "No certain change in ", "Keine sichere Veränderung bei ") + count(total, language) + hard + noun
	}
	names := func(rows []*measure.Row) string {
		if len(improved)+len(worsened) > mostNamed || len(rows) == 0 {
			return ""
		}
		var words []string
		for _, row := range rows {
			words = append(words, w.name(row, language))
		}
		return " (" + strings.Join(words, ", ") + ")"
	}
	of := in(language, " of ", " von ") + count(total, language) + hard + noun
	part := func(rows []*measure.Row, en, de string) string {
		return count(int64(len(rows)), language) + hard + in(language, en, de) + names(rows)
	}
	have := func(n int) string { return map[bool]string{true: "hat sich ", false: "haben sich "}[n == 1] }
	first, second, verbs := improved, worsened, [2][2]string{{"improved", "verbessert"}, {"worsened", "verschlechtert"}}
	if len(improved) == 0 {
		first, second, verbs = worsened, nil, [2][2]string{verbs[1], verbs[0]}
	}
	said := count(int64(len(first)), language) + of + " " + in(language, verbs[0][0], have(len(first))+verbs[0][1]) + names(first)
	switch {
	case len(improved) == 0:
		return said + in(language, ", none improved for certain", ", sicher verbessert hat sich nichts")
	case len(second) == 0:
		return said + in(language, ", none worsened for certain", ", sicher verschlechtert hat sich nichts")
	}
	return said + ", " + part(second, verbs[1][0], verbs[1][1])
}

// rest counts what neither improved nor worsened.
func rest(by map[measure.Verdict][]*measure.Row, language string) string {
	var parts []string
	for _, one := range []struct {
		verdict measure.Verdict
		en, de  string
	}{{measure.Unchanged, "practically unchanged", "praktisch unverändert"}, {measure.Undecided, "undecided", "noch offen"}, {measure.NoTest, "not tested", "nicht geprüft"}} {
		if n := int64(len(by[one.verdict])); n > 0 {
			parts = append(parts, count(n, language)+hard+in(language, one.en, one.de))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return in(language, "The others: ", "Die übrigen: ") + strings.Join(parts, ", ") + "."
}
