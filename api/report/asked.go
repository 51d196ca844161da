package report

import (
	"cmp"
	"slices"
	"strconv"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// asked tells what was asked of whom, and what was done in between.
func (w *writer) asked() Section {
	s := Section{Name: SectionAsked, Title: form.Text{english: "What was asked of whom", german: "Was wen gefragt wurde"}, Sentences: []Sentence{}}
	for i, wave := range []Wave{w.report.Baseline, w.report.FollowUp} {
		s.add(func(language string) string {
			said := w.wave(wave, language)
			if days := span(wave, language); days != "" {
				said += " (" + days + ")"
			}
			asked := w.request.Asked[i]
			said += ": " + counted(asked.Responses, language, in(language, "response", "Antwort"), in(language, "responses", "Antworten"))
			if asked.Locations > 0 {
				said += in(language, " at ", " an ") + counted(asked.Locations, language, in(language, "location", "Standort"), in(language, "locations", "Standorten"))
			}
			if titles := w.titles(asked.Definitions, language); len(titles) > 0 {
				said += in(language, " to ", " auf ") + list(titles, language)
			}
			return said + "."
		})
	}
	if len(w.request.Chosen) > 0 {
		s.add(func(language string) string {
			return in(language, "Only these responses: ", "Nur diese Antworten: ") + list(w.titles(w.request.Chosen, language), language) + "."
		})
	}
	for _, action := range slices.SortedStableFunc(slices.Values(w.request.Actions), func(a, b fieldwork.Action) int { return cmp.Compare(a.FirstDay, b.FirstDay) }) {
		if w.between(action) {
			s.add(func(language string) string { return w.action(action, language) })
		}
	}
	if len(s.Sentences) > 2 && slices.ContainsFunc(w.request.Actions, w.between) {
		s.add(func(language string) string {
			return in(language, "What changed is told here; that an action caused it is not shown by that alone.",
				"Erzählt wird, was sich verändert hat; dass eine Massnahme der Grund ist, ist damit allein nicht gezeigt.")
		})
	}
	return s
}

func (s *Section) add(say func(language string) string) {
	s.Sentences = append(s.Sentences, Sentence{Text: both(say)})
}

func (w *writer) titles(texts []form.Text, language string) []string {
	var titles []string
	for _, text := range texts {
		titles = append(titles, quoted(w.text(text, language), language))
	}
	return titles
}

// between tells whether an action was under way or done between the waves, at a touchpoint
// of the report.
func (w *writer) between(action fieldwork.Action) bool {
	if action.State != fieldwork.ActionRunning && action.State != fieldwork.ActionDone || action.FirstDay == "" {
		return false
	}
	if w.request.Touchpoint != "" && len(action.Touchpoints) > 0 && !slices.Contains(action.Touchpoints, w.request.Touchpoint) {
		return false
	}
	before, after := w.report.Baseline.FirstDay, w.report.FollowUp.LastDay
	// One that was over before the baseline ended is part of what the baseline measured.
	if ended := w.report.Baseline.LastDay; ended != "" && action.LastDay != "" && action.LastDay < ended {
		return false
	}
	return (before == "" || action.FirstDay >= before) && (after == "" || action.FirstDay <= after)
}

func (w *writer) action(action fieldwork.Action, language string) string {
	said := in(language, "Action: ", "Massnahme: ") + quoted(w.text(action.Title, language), language)
	var places []string
	for _, name := range action.Touchpoints {
		if w.request.Touchpoint == "" {
			places = append(places, quoted(w.touchpoint(name, language), language))
		}
	}
	if len(places) > 0 {
		said += in(language, " at ", " bei ") + list(places, language)
	}
	return said + ", " + span(Wave{FirstDay: action.FirstDay, LastDay: action.LastDay}, language) + "."
}

var months = map[string][]string{
	english: {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	german:  {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"},
}

// day writes a day such as 2026-05-01 in words; with less, month or year are left out.
func day(text, language string, month, year bool) string {
	if !fieldwork.IsDay(text) {
		return text
	}
	number := func(part string) int { n, _ := strconv.Atoi(part); return n } // IsDay saw to digits
	said := strconv.Itoa(number(text[8:]))
	if language == german {
		said += "."
	}
	if month {
		said += hard + months[language][number(text[5:7])-1]
	}
	if year {
		said += " " + text[:4]
	}
	return said
}

// span writes the days of a wave or action; "" when it has none.
func span(wave Wave, language string) string {
	first, last := wave.FirstDay, wave.LastDay
	switch {
	case first == "" && last == "":
		return ""
	case first == "":
		return in(language, "until ", "bis ") + day(last, language, true, true)
	case last == "":
		return in(language, "from ", "ab ") + day(first, language, true, true)
	case first == last:
		return day(first, language, true, true)
	}
	sameYear := first[:4] == last[:4]
	return day(first, language, !sameYear || first[:7] != last[:7], !sameYear) + in(language, " to ", " bis ") + day(last, language, true, true)
}
