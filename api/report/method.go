package report

import (
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// stateWords name the states of responses.
var stateWords = map[fieldwork.State]form.Text{
	fieldwork.Submitted: {english: "submitted", german: "eingereicht"},
	fieldwork.InReview:  {english: "in review", german: "in Prüfung"},
	fieldwork.Returned:  {english: "returned", german: "zurückgegeben"},
	fieldwork.Approved:  {english: "approved", german: "freigegeben"},
	fieldwork.Rejected:  {english: "rejected", german: "abgelehnt"},
	fieldwork.Excluded:  {english: "excluded", german: "ausgeschlossen"},
}

// methodWords say plainly how a test works.
var methodWords = map[string]form.Text{
	measure.MethodWelch:        {english: "means of independent responses: Welch's t test", german: "Mittelwerte unabhängiger Antworten: Welch-Test"},
	measure.MethodNewcombe:     {english: "shares of independent responses: score or Fisher's exact test, Newcombe's interval", german: "Anteile unabhängiger Antworten: Score-Test oder exakter Test nach Fisher, Newcombe-Intervall"},
	measure.MethodAdjustedWald: {english: "net promoter scores of independent responses: adjusted Wald", german: "Net Promoter Scores unabhängiger Antworten: adjustiertes Wald-Verfahren"},
	measure.MethodCluster:      {english: "responses of one location or cluster resemble each other: standard errors that take this into account (CR2, Satterthwaite)", german: "Antworten eines Standorts oder Clusters ähneln einander: Standardfehler, die das berücksichtigen (CR2, Satterthwaite)"},
	measure.MethodWeighted:     {english: "responses with survey weights: linearised standard errors", german: "Antworten mit Gewichten der Befragung: linearisierte Standardfehler"},
	measure.MethodPaired:       {english: "the same locations in both waves, compared in pairs", german: "dieselben Standorte in beiden Messwellen, paarweise verglichen"},
	measure.MethodCombined:     {english: "several questionnaires feed one touchpoint: each by its own method, then combined by weight", german: "mehrere Fragebogen speisen einen Kontaktpunkt: jeder nach seinem Verfahren, dann nach Gewicht verbunden"},
	measure.MethodMannWhitney:  {english: "ranks instead of values: Mann-Whitney test", german: "Ränge statt Werte: Mann-Whitney-Test"},
}

// method tells in plain words how the findings were come by.
func (w *writer) method() []form.Text {
	texts := []form.Text{
		both(func(language string) string {
			return in(language,
				"“Improved” and “worsened” are said only where chance is an unlikely explanation even though many numbers are compared at once (q at most 5"+hard+"% after Benjamini and Hochberg). “Practically the same” means that the 90"+hard+"% interval lies within the smallest difference that matters. Everything else is left open.",
				"Von «verbessert» und «verschlechtert» ist nur die Rede, wo Zufall auch angesichts der vielen zugleich verglichenen Zahlen eine unwahrscheinliche Erklärung ist (q höchstens 5"+hard+"% nach Benjamini und Hochberg). «Praktisch gleich» heisst, dass das 90-%-Intervall innerhalb des kleinsten relevanten Unterschieds liegt. Alles andere bleibt offen.")
		}),
		both(func(language string) string {
			return in(language,
				"Each interval on its own would hold the true value in 95 of 100 such measurements. It covers chance, not errors in asking.",
				"Jedes Intervall für sich enthielte in 95 von 100 solchen Messungen den wahren Wert. Es umfasst den Zufall, nicht Fehler beim Fragen.")
		}),
	}
	used := map[string]int64{}
	for i := range w.rows {
		if row := &w.rows[i]; row.Change != nil {
			used[row.Method.Name]++
		}
	}
	names := []string{}
	for name := range used {
		names = append(names, name)
	}
	slices.Sort(names)
	slices.SortStableFunc(names, func(a, b string) int { return int(used[b] - used[a]) })
	if len(names) > 0 {
		texts = append(texts, both(func(language string) string {
			var said []string
			for _, name := range names {
				words, known := methodWords[name]
				if !known {
					words = form.Text{english: name, german: name}
				}
				said = append(said, words[language]+" ("+counted(used[name], language, in(language, "row", "Zeile"), in(language, "rows", "Zeilen"))+")")
			}
			return in(language, "Methods, chosen by rule: ", "Verfahren, nach Regel gewählt: ") + joined(said) + "."
		}))
	}
	if slices.ContainsFunc(w.rows, func(row measure.Row) bool { return isComposite(&row) }) {
		texts = append(texts, both(func(language string) string {
			return in(language,
				"The effectiveness of a touchpoint puts each of its indicators on a scale from 0 to 100, 100 being best, and averages them within each response. The way to the goal is the change divided by the distance from the baseline to the goal.",
				"Der Wirkungsgrad eines Kontaktpunkts bringt jede seiner Kennzahlen auf eine Skala von 0 bis 100, wobei 100 das Beste ist, und mittelt sie je Antwort. Der Weg zum Ziel ist die Veränderung geteilt durch den Abstand der Nullmessung vom Ziel.")
		}))
	}
	return append(texts, both(func(language string) string {
		var states []string
		for _, state := range w.report.CountedStates {
			if words, known := stateWords[state]; known {
				states = append(states, words[language])
			}
		}
		return in(language, "Counted were responses in these states: ", "Gezählt wurden Antworten in diesen Zuständen: ") + list(states, language) + "."
	}))
}

// joined puts parts that hold commas side by side.
func joined(parts []string) string {
	text := ""
	for i, part := range parts {
		if i > 0 {
			text += "; "
		}
		text += part
	}
	return text
}
