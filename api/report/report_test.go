package report_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/api/export"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
	"touchstone/api/report"
)

func pointer(x float64) *float64 { return &x }

// waiting is minutes that got fewer.
func waiting() measure.Row {
	return measure.Row{
		Indicator: "wait", Role: measure.RoleIndicator, Title: form.Text{"en": "Waiting time", "de": "Wartezeit"}, Kind: "mean", Touchpoint: "counter",
		Unit: form.Text{"en": "minutes", "de": "Minuten"}, Better: "lower", RelevantDifference: pointer(1), Goal: pointer(3),
		Baseline: measure.Level{N: 1240, Estimate: pointer(6.2), Interval: &stats.Interval{5.8, 6.6}},
		FollowUp: measure.Level{N: 980, Estimate: pointer(4.1), Interval: &stats.Interval{3.7, 4.5}},
		Change:   &measure.Change{Estimate: -2.1, Interval: stats.Interval{-2.7, -1.5}, Interval90: stats.Interval{-2.6, -1.6}, P: 0.0001, Q: 0.0004},
		Method:   measure.Method{Name: measure.MethodWelch}, Verdict: measure.Improved, Relevant: true,
	}
}

// told gives the sentence and what qualifies it, with plain spaces.
func told(t *testing.T, row measure.Row, language string) (string, string) {
	t.Helper()
	finding := findingOf(t, report.Of(report.Request{Touchpoint: "counter", Comparison: &measure.Comparison{Rows: []measure.Row{row}, Touchpoints: []measure.TouchpointTitle{{Name: "counter", Title: form.Text{"en": "Counter", "de": "Schalter"}}}}}))
	plain := strings.NewReplacer("\u00a0", " ")
	return plain.Replace(finding.Text[language]), plain.Replace(finding.More[language])
}

func TestSentences(t *testing.T) {
	share := func(row *measure.Row) {
		row.Kind, row.Unit, row.Better, row.RelevantDifference, row.Goal = "share", nil, "higher", pointer(0.05), nil
		row.Title = form.Text{"en": "Greeted", "de": "Begrüsst"}
		row.Baseline.Estimate, row.FollowUp.Estimate = pointer(0.5), pointer(0.88)
		row.Change = &measure.Change{Estimate: 0.38, Interval: stats.Interval{0.272, 0.488}, Interval90: stats.Interval{0.29, 0.47}, Q: 0.001}
	}
	for _, c := range []struct {
		name                   string
		change                 func(row *measure.Row)
		en, de, moreEn, moreDe string
	}{
		{"fewer minutes are better", func(*measure.Row) {},
			"“Waiting time” improved from 6.2 to 4.1 minutes; with 95 % confidence between 1.5 and 2.7 minutes shorter.",
			"«Wartezeit» hat sich von 6,2 auf 4,1 Minuten verbessert; mit 95 % Sicherheit um 1,5 bis 2,7 Minuten kürzer.",
			"The whole interval lies beyond the smallest difference that matters (1.0 minutes). The goal (3.0 minutes) is not reached.",
			"Das ganze Intervall liegt jenseits des kleinsten relevanten Unterschieds (1,0 Minuten). Das Ziel (3,0 Minuten) ist nicht erreicht."},
		{"shares in percentage points", share,
			"“Greeted” improved from 50.0% to 88.0%; with 95 % confidence between 27.2 and 48.8 percentage points higher.",
			"«Begrüsst» hat sich von 50,0 % auf 88,0 % verbessert; mit 95 % Sicherheit um 27,2 bis 48,8 Prozentpunkte höher.",
			"The whole interval lies beyond the smallest difference that matters (5.0 percentage points).",
			"Das ganze Intervall liegt jenseits des kleinsten relevanten Unterschieds (5,0 Prozentpunkte)."},
		{"durations are kept in seconds", func(row *measure.Row) {
			row.Kind, row.Unit, row.Goal, row.RelevantDifference = "duration", nil, nil, nil
			row.Baseline.Estimate, row.FollowUp.Estimate = pointer(372), pointer(246)
			row.Change = &measure.Change{Estimate: -126, Interval: stats.Interval{-162, -90}, Interval90: stats.Interval{-156, -96}, Q: 0.001}
		},
			"“Waiting time” improved from 6.2 to 4.1 minutes; with 95 % confidence between 1.5 and 2.7 minutes shorter.",
			"«Wartezeit» hat sich von 6,2 auf 4,1 Minuten verbessert; mit 95 % Sicherheit um 1,5 bis 2,7 Minuten kürzer.", "", ""},
		{"net promoter points with their sign", func(row *measure.Row) {
			row.Kind, row.Unit, row.Better, row.Goal, row.RelevantDifference = "nps", nil, "higher", nil, nil
			row.Title = form.Text{"en": "Recommendation", "de": "Weiterempfehlung"}
			row.Baseline.Estimate, row.FollowUp.Estimate = pointer(12), pointer(-16)
			row.Verdict, row.Change = measure.Worsened, &measure.Change{Estimate: -28, Interval: stats.Interval{-40, -16}, Q: 0.001}
		},
			"“Recommendation” worsened from +12.0 to −16.0 points; with 95 % confidence between 16.0 and 40.0 points lower.",
			"«Weiterempfehlung» hat sich von +12,0 auf −16,0 Punkte verschlechtert; mit 95 % Sicherheit um 16,0 bis 40,0 Punkte tiefer.", "", ""},
		{"a rating names the top of its scale", func(row *measure.Row) {
			row.Unit, row.Better, row.Scale, row.Goal = form.Text{"en": "of 5", "de": "von 5"}, "higher", &stats.Interval{1, 5}, nil
			row.Baseline.Estimate, row.FollowUp.Estimate, row.RelevantDifference, row.Relevant = pointer(3.77), pointer(4.0), pointer(0.2), false
			row.Change = &measure.Change{Estimate: 0.23, Interval: stats.Interval{0.12, 0.34}, Interval90: stats.Interval{0.14, 0.32}, Q: 0.001}
		},
			"“Waiting time” improved from 3.77 to 4.00 of 5; with 95 % confidence between 0.12 and 0.34 points higher.",
			"«Wartezeit» hat sich von 3,77 auf 4,00 von 5 verbessert; mit 95 % Sicherheit um 0,12 bis 0,34 Punkte höher.",
			"Whether it reaches the smallest difference that matters (0.20 points) is not certain.",
			"Ob das den kleinsten relevanten Unterschied (0,20 Punkte) erreicht, ist nicht sicher."},
		{"real, and surely too small to matter", func(row *measure.Row) {
			row.Goal, row.RelevantDifference, row.Relevant = nil, pointer(5), false
		},
			"“Waiting time” improved from 6.2 to 4.1 minutes; with 95 % confidence between 1.5 and 2.7 minutes shorter.",
			"«Wartezeit» hat sich von 6,2 auf 4,1 Minuten verbessert; mit 95 % Sicherheit um 1,5 bis 2,7 Minuten kürzer.",
			"It is less than the smallest difference that matters (5.0 minutes).", "Das ist weniger als der kleinste relevante Unterschied (5,0 Minuten)."},
		{"tiny changes show their digits", func(row *measure.Row) {
			row.Goal, row.RelevantDifference = nil, nil
			row.Baseline.Estimate, row.FollowUp.Estimate = pointer(4.112), pointer(4.108)
			row.Change = &measure.Change{Estimate: -0.004, Interval: stats.Interval{-0.007, -0.001}, Q: 0.03}
		},
			"“Waiting time” improved from 4.112 to 4.108 minutes; with 95 % confidence between 0.001 and 0.007 minutes shorter.",
			"«Wartezeit» hat sich von 4,112 auf 4,108 Minuten verbessert; mit 95 % Sicherheit um 0,001 bis 0,007 Minuten kürzer.", "", ""},
		{"an interval of another method than the test", func(row *measure.Row) {
			row.Goal, row.RelevantDifference, row.Change.Interval = nil, nil, stats.Interval{-4.2, 0.1}
		},
			"“Waiting time” improved from 6.2 to 4.1 minutes; the 95 % interval of the change, −4.2 to +0.1 minutes, comes from another method than the test and does not rule out zero.",
			"«Wartezeit» hat sich von 6,2 auf 4,1 Minuten verbessert; das 95-%-Intervall der Veränderung, −4,2 bis +0,1 Minuten, stammt aus einem anderen Verfahren als der Test und schliesst null nicht aus.", "", ""},
		{"levels that moved otherwise than the pairs did", func(row *measure.Row) {
			row.Goal, row.RelevantDifference, row.FollowUp.Estimate = nil, nil, pointer(6.4)
		},
			"“Waiting time” improved by 2.1 minutes; with 95 % confidence between 1.5 and 2.7 minutes shorter.",
			"«Wartezeit» hat sich um 2,1 Minuten verbessert; mit 95 % Sicherheit um 1,5 bis 2,7 Minuten kürzer.", "", ""},
		{"unchanged", func(row *measure.Row) {
			row.Goal, row.Verdict = nil, measure.Unchanged
			row.FollowUp.Estimate = pointer(6.1)
			row.Change = &measure.Change{Estimate: -0.1, Interval: stats.Interval{-0.6, 0.4}, Interval90: stats.Interval{-0.5, 0.3}, P: 0.7, Q: 0.7}
		},
			"“Waiting time” stayed practically the same (6.2 minutes, then 6.1 minutes): with 95 % confidence any change is less than 1.0 minutes, the smallest difference that matters (two one-sided tests; 90 % interval −0.5 to +0.3 minutes).",
			"«Wartezeit» ist praktisch gleich geblieben (6,2 Minuten, dann 6,1 Minuten): Mit 95 % Sicherheit ist eine etwaige Veränderung kleiner als 1,0 Minuten, der kleinste relevante Unterschied (zwei einseitige Tests; 90-%-Intervall −0,5 bis +0,3 Minuten).", "", ""},
		{"undecided, with what would decide it", func(row *measure.Row) {
			row.Goal, row.Verdict, row.Needed = nil, measure.Undecided, &measure.Needed{Responses: 1304, By: "difference"}
			row.Change = &measure.Change{Estimate: -2.1, Interval: stats.Interval{-4.3, 0.1}, Interval90: stats.Interval{-4, 0}, P: 0.07, Q: 0.2}
		},
			"Whether “Waiting time” changed cannot be told yet (6.2 minutes, then 4.1 minutes): with 95 % confidence the change lies between −4.3 and +0.1 minutes.",
			"Ob sich «Wartezeit» verändert hat, ist noch offen (6,2 Minuten, dann 4,1 Minuten): Mit 95 % Sicherheit liegt die Veränderung zwischen −4,3 und +0,1 Minuten.",
			"To decide it would take about 1,304 responses in each wave, if the change is as large as it looks (80 % power).",
			"Zur Entscheidung braucht es etwa 1.304 Antworten je Messwelle, wenn die Veränderung so gross ist, wie sie aussieht (80 % Teststärke)."},
		{"undecided only among many", func(row *measure.Row) {
			row.Goal, row.Verdict, row.Needed = nil, measure.Undecided, nil
			row.Change.P, row.Change.Q = 0.03, 0.09
		},
			"Whether “Waiting time” changed cannot be told yet (6.2 minutes, then 4.1 minutes): with 95 % confidence the change lies between −2.7 and −1.5 minutes.",
			"Ob sich «Wartezeit» verändert hat, ist noch offen (6,2 Minuten, dann 4,1 Minuten): Mit 95 % Sicherheit liegt die Veränderung zwischen −2,7 und −1,5 Minuten.",
			"On its own that would count as a change; among all 1 compared at once it may well be chance. No realistic number of responses would decide this.",
			"Für sich allein gälte das als Veränderung; unter allen 1 zugleich verglichenen kann es gut Zufall sein. Keine realistische Anzahl Antworten würde dies entscheiden."},
		{"one response is enough", func(row *measure.Row) {
			share(row)
			row.Verdict, row.Needed = measure.Undecided, &measure.Needed{Responses: 1, By: "equivalence"}
			row.Change.Q, row.Change.P, row.Change.Interval = 0.4, 0.3, stats.Interval{-0.1, 0.2}
		},
			"Whether “Greeted” changed cannot be told yet (50.0%, then 88.0%): with 95 % confidence the change lies between −10.0 and +20.0 percentage points.",
			"Ob sich «Begrüsst» verändert hat, ist noch offen (50,0 %, dann 88,0 %): Mit 95 % Sicherheit liegt die Veränderung zwischen −10,0 und +20,0 Prozentpunkten.",
			"To decide it would take about 1 response in each wave; if things stay so, they show that nothing that matters changed (80 % power).",
			"Zur Entscheidung braucht es etwa 1 Antwort je Messwelle; bleibt es dabei, zeigen sie, dass sich nichts Relevantes verändert hat (80 % Teststärke)."},
		{"nothing tested", func(row *measure.Row) {
			row.Verdict, row.Change, row.FollowUp = measure.NoTest, nil, measure.Level{}
			row.Method = measure.Method{Name: measure.MethodNone, Reason: form.Text{"en": "No test: only the baseline has values (n = 1240).", "de": "Kein Test: Nur die Nullmessung hat Werte (n = 1240)."}}
		},
			"A change of “Waiting time” could not be tested (baseline: 6.2 minutes): only the baseline has values (n = 1240).",
			"Eine Veränderung von «Wartezeit» liess sich nicht prüfen (Nullmessung: 6,2 Minuten): Nur die Nullmessung hat Werte (n = 1240).", "", ""},
		{"the effectiveness of a touchpoint", func(row *measure.Row) {
			row.Indicator, row.Role, row.Kind, row.Unit, row.Better, row.Goal, row.RelevantDifference = "touchpoint:counter", measure.RoleComposite, "score", nil, "higher", pointer(80), nil
			row.Baseline, row.FollowUp = measure.Level{N: 9, Estimate: pointer(61)}, measure.Level{N: 9, Estimate: pointer(83), Interval: &stats.Interval{81, 85}}
			row.Change = &measure.Change{Estimate: 22, Interval: stats.Interval{18, 26}, Q: 0.001}
		},
			"The effectiveness of “Counter” improved from 61.0 to 83.0 points; with 95 % confidence between 18.0 and 26.0 points higher.",
			"Der Wirkungsgrad von «Schalter» hat sich von 61,0 auf 83,0 Punkte verbessert; mit 95 % Sicherheit um 18,0 bis 26,0 Punkte höher.",
			"The goal (80.0 points) is reached.", "Das Ziel (80,0 Punkte) ist erreicht."},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := waiting()
			c.change(&row)
			for _, want := range [][3]string{{"en", c.en, c.moreEn}, {"de", c.de, c.moreDe}} {
				text, more := told(t, row, want[0])
				if text != want[1] {
					t.Errorf("got  %s\nwant %s", text, want[1])
				}
				if more != want[2] {
					t.Errorf("got  %s\nwant %s", more, want[2])
				}
			}
		})
	}
}

func TestWhatWasAskedOfWhom(t *testing.T) {
	comparison := &measure.Comparison{
		Baseline: fieldwork.Wave{Name: "before", Title: form.Text{"en": "Spring", "de": "Frühling"}, FirstDay: "2025-03-03", LastDay: "2025-03-29"},
		FollowUp: fieldwork.Wave{Name: "after", Title: form.Text{"en": "Winter", "de": "Winter"}, FirstDay: "2025-12-29", LastDay: "2026-01-10"},
		Rows:     []measure.Row{waiting()}, Touchpoints: []measure.TouchpointTitle{{Name: "counter", Title: form.Text{"en": "Counter", "de": "Schalter"}}},
	}
	action := func(id, first, last string, state fieldwork.ActionState, touchpoints ...string) fieldwork.Action {
		return fieldwork.Action{ID: id, Title: form.Text{"en": id, "de": id}, FirstDay: first, LastDay: last, State: state, Touchpoints: touchpoints}
	}
	request := report.Request{
		Comparison: comparison,
		Asked:      [2]report.Asked{{Responses: 1240, Locations: 1, Definitions: []form.Text{{"en": "Visit", "de": "Besuch"}, {"en": "Survey", "de": "Umfrage"}}}, {Responses: 1}},
		Chosen:     []form.Text{{"en": "tag: city", "de": "Merkmal: city"}},
		Actions: []fieldwork.Action{
			action("later", "2025-11-03", "", fieldwork.ActionRunning, "counter"),
			action("second till", "2025-06-03", "2025-07-01", fieldwork.ActionDone, "counter"),
			action("planned", "2025-06-03", "", fieldwork.ActionPlanned), action("over before", "2024-06-03", "2024-07-01", fieldwork.ActionDone),
			action("too late", "2026-02-01", "", fieldwork.ActionRunning), action("elsewhere", "2025-06-03", "", fieldwork.ActionRunning, "fair"),
			action("within the baseline", "2025-03-04", "2025-03-10", fieldwork.ActionDone), action("without days", "", "", fieldwork.ActionDone),
		},
	}
	sentences := func(request report.Request, language string) []string {
		var texts []string
		for _, sentence := range report.Of(request).Sections[0].Sentences {
			texts = append(texts, strings.ReplaceAll(sentence.Text[language], "\u00a0", " "))
		}
		return texts
	}
	want := []string{
		"Spring (3 to 29 March 2025): 1,240 responses at 1 location to “Visit” and “Survey”.",
		"Winter (29 December 2025 to 10 January 2026): 1 response.",
		"Only these responses: “tag: city”.",
		"Action: “second till” at “Counter”, 3 June to 1 July 2025.",
		"Action: “elsewhere” at “fair”, from 3 June 2025.",
		"Action: “later” at “Counter”, from 3 November 2025.",
		"What changed is told here; that an action caused it is not shown by that alone.",
	}
	if got := sentences(request, "en"); !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	request.Touchpoint = "counter"
	want = []string{
		"Frühling (3. bis 29. März 2025): 1.240 Antworten an 1 Standort auf «Besuch» und «Umfrage».",
		"Winter (29. Dezember 2025 bis 10. Januar 2026): 1 Antwort.",
		"Nur diese Antworten: «Merkmal: city».",
		"Massnahme: «second till», 3. Juni bis 1. Juli 2025.",
		"Massnahme: «later», ab 3. November 2025.",
		"Erzählt wird, was sich verändert hat; dass eine Massnahme der Grund ist, ist damit allein nicht gezeigt.",
	}
	if got := sentences(request, "de"); !slices.Equal(got, want) {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

func TestFootnotesAreNumberedOnceAndStandWhereTheyBelong(t *testing.T) {
	first, second := waiting(), waiting()
	second.Indicator = "other"
	note := measure.Note{Code: "wordingChanged", Text: form.Text{"en": "The wording changed.", "de": "Der Wortlaut wurde geändert."}}
	own := measure.Note{Code: "fewValues", Text: form.Text{"en": "Few values.", "de": "Wenige Werte."}}
	first.Notes, second.Notes = []measure.Note{note}, []measure.Note{{Code: "significantAlone"}, note, own}
	second.Definition.ID = "visit"
	made := report.Of(report.Request{Comparison: &measure.Comparison{
		Rows: []measure.Row{first, second},
		Warnings: []measure.Warning{
			{Code: "definitionUnknown", Text: form.Text{"en": "Some are left out.", "de": "Einige fehlen."}},
			{Code: "indicatorReworded", Definition: "visit", Indicator: "other", Text: form.Text{"en": "Taken from another question.", "de": "Aus einer anderen Frage."}},
		},
	}})
	var codes []string
	for _, footnote := range made.Footnotes {
		codes = append(codes, footnote.Code)
	}
	if want := []string{"definitionUnknown", "wordingChanged", "fewValues", "indicatorReworded"}; !slices.Equal(codes, want) {
		t.Errorf("footnotes %q, want %q", codes, want)
	}
	marks := map[string][]int{}
	for _, section := range made.Sections {
		for _, sentence := range section.Sentences {
			if sentence.Indicator != "" {
				marks[sentence.Indicator] = sentence.Footnotes
			}
		}
	}
	if !slices.Equal(marks["wait"], []int{2}) || !slices.Equal(marks["other"], []int{2, 3, 4}) {
		t.Errorf("marks %v", marks)
	}
}

func TestHeadlines(t *testing.T) {
	composite := func(name string, verdict measure.Verdict) measure.Row {
		row := waiting()
		row.Indicator, row.Role, row.Kind, row.Unit, row.Better, row.RelevantDifference = "touchpoint:"+name, measure.RoleComposite, "score", nil, "higher", nil
		row.Baseline.Estimate, row.FollowUp.Estimate = pointer(60), pointer(70)
		row.Verdict = verdict
		row.Change = &measure.Change{Estimate: 10, Interval: stats.Interval{8, 12}, Interval90: stats.Interval{8, 12}, Q: 0.01}
		if verdict == measure.Worsened {
			row.FollowUp.Estimate, row.Change.Estimate, row.Change.Interval = pointer(50), -10, stats.Interval{-12, -8}
		}
		if verdict == measure.Undecided {
			row.Change.Q = 0.5
		}
		return row
	}
	i, w, u := measure.Improved, measure.Worsened, measure.Undecided
	for _, c := range []struct {
		verdicts []measure.Verdict
		en, de   string
		lead     string
	}{
		{nil, "Nothing to compare yet", "Noch nichts zu vergleichen", ""},
		{[]measure.Verdict{i}, "The effectiveness of “A” improved from 60.0 to 70.0 points", "Der Wirkungsgrad von «A» hat sich von 60,0 auf 70,0 Punkte verbessert", ""},
		{[]measure.Verdict{u}, "Whether the effectiveness of “A” changed cannot be told yet", "Ob sich der Wirkungsgrad von «A» verändert hat, ist noch offen", ""},
		{[]measure.Verdict{i, w, u}, "1 of 3 touchpoints improved (A), 1 worsened (B)", "1 von 3 Kontaktpunkten hat sich verbessert (A), 1 verschlechtert (B)", "The others: 1 undecided."},
		{[]measure.Verdict{i, i, u}, "2 of 3 touchpoints improved (A, B), none worsened for certain", "2 von 3 Kontaktpunkten haben sich verbessert (A, B), sicher verschlechtert hat sich nichts", "The others: 1 undecided."},
		{[]measure.Verdict{w, u}, "1 of 2 touchpoints worsened (A), none improved for certain", "1 von 2 Kontaktpunkten hat sich verschlechtert (A), sicher verbessert hat sich nichts", "The others: 1 undecided."},
		{[]measure.Verdict{u, u}, "No certain change in 2 touchpoints", "Keine sichere Veränderung bei 2 Kontaktpunkten", "The others: 2 undecided."},
		{[]measure.Verdict{i, i, w, w}, "2 of 4 touchpoints improved, 2 worsened", "2 von 4 Kontaktpunkten haben sich verbessert, 2 verschlechtert", ""},
	} {
		comparison := &measure.Comparison{}
		for place, verdict := range c.verdicts {
			name := string(rune('a' + place))
			comparison.Rows = append(comparison.Rows, composite(name, verdict))
			comparison.Touchpoints = append(comparison.Touchpoints, measure.TouchpointTitle{Name: name, Title: form.Text{"en": strings.ToUpper(name)}})
		}
		made := report.Of(report.Request{Comparison: comparison})
		plain := strings.NewReplacer("\u00a0", " ")
		if got := plain.Replace(made.Headline["en"]); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
		if got := plain.Replace(made.Headline["de"]); got != c.de {
			t.Errorf("got %q, want %q", got, c.de)
		}
		if got := plain.Replace(made.Lead["en"]); got != c.lead {
			t.Errorf("got %q, want %q", got, c.lead)
		}
	}
}

func TestStatesOfSharedReports(t *testing.T) {
	withdrawn := fieldwork.At(time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC))
	for _, c := range []struct {
		name   string
		shared report.Shared
		want   report.SharedState
	}{
		{"without an end", report.Shared{}, report.Open},
		{"on its last day", report.Shared{ExpiresOn: "2026-05-01"}, report.Open},
		{"the day after", report.Shared{ExpiresOn: "2026-04-30"}, report.Expired},
		{"withdrawn and expired", report.Shared{ExpiresOn: "2026-04-30", WithdrawnAt: &withdrawn}, report.Withdrawn},
	} {
		if got := c.shared.State("2026-05-01"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTheWorkbookHoldsEveryRow(t *testing.T) {
	first, second := waiting(), waiting()
	second.Indicator, second.Change, second.Verdict, second.FollowUp = "other", nil, measure.NoTest, measure.Level{}
	request := report.Request{Comparison: &measure.Comparison{Rows: []measure.Row{first, second}}}
	for language, name := range map[string]string{"en": "Numbers", "de": "Zahlen", "fr": "Numbers"} {
		sheets := report.Workbook(request, language)
		at := slices.IndexFunc(sheets, func(sheet export.Table) bool { return sheet.Name == name })
		if at < 0 {
			t.Fatalf("%s: no sheet %q", language, name)
		}
		rows := slices.Collect(sheets[at].Rows)
		if len(rows) != 2 {
			t.Fatalf("%s: %d rows", language, len(rows))
		}
		for _, row := range rows {
			if len(row) != len(sheets[at].Columns) {
				t.Errorf("%s: %d cells below %d columns", language, len(row), len(sheets[at].Columns))
			}
		}
		if change := slices.Index(sheets[at].Columns, map[string]string{"en": "Change", "de": "Veränderung", "fr": "Change"}[language]); rows[0][change] != -2.1 || rows[1][change] != nil {
			t.Errorf("%s: changes %v and %v", language, rows[0][change], rows[1][change])
		}
	}
}

func TestRowsOfOneTitleAreToldApart(t *testing.T) {
	row := func(indicator, definition, touchpoint string) measure.Row {
		row := waiting()
		row.Indicator, row.Definition.ID, row.Touchpoint = indicator, definition, touchpoint
		return row
	}
	made := report.Of(report.Request{Definitions: map[string]form.Text{"survey": {"en": "Survey of guests"}}, Comparison: &measure.Comparison{
		Rows:        []measure.Row{row("wait", "visit", "counter"), row("wait", "survey", "counter"), row("wait", "survey", "fair")},
		Touchpoints: []measure.TouchpointTitle{{Name: "counter", Title: form.Text{"en": "Counter"}}, {Name: "fair", Title: form.Text{"en": "Trade fair"}}},
	}})
	var names []string
	for _, line := range made.Sections[len(made.Sections)-1].Table.Rows {
		names = append(names, line.Cells[0].Text["en"])
	}
	if want := []string{"Waiting time (visit)", "Waiting time (Survey of guests)", "Waiting time (Trade fair)"}; !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
}
