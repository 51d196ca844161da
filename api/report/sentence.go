package report

import (
	"cmp"
	"math"
	"strings"

	"touchstone/api/form"
	"touchstone/api/measure"
)

// name gives what a row is called; rows of one title are told apart by their touchpoint or
// definition.
func (w *writer) name(row *measure.Row, language string) string {
	if isComposite(row) {
		return w.touchpoint(measure.SubjectOf(row.Indicator), language)
	}
	title := w.titleOf(row, language)
	alike := w.alike[language][title]
	switch {
	case alike.rows < 2:
		return title
	case row.Touchpoint != "" && alike.at[row.Touchpoint] == 1:
		return title + " (" + w.touchpoint(row.Touchpoint, language) + ")"
	}
	return title + " (" + cmp.Or(w.text(w.request.Definitions[row.Definition.ID], language), row.Definition.ID, row.Indicator) + ")"
}

func (w *writer) titleOf(row *measure.Row, language string) string {
	return cmp.Or(w.text(row.Title, language), row.Indicator)
}

// namesakes counts the indicators of one title, in all and by touchpoint.
type namesakes struct {
	rows int
	at   map[string]int
}

// namesakes finds indicators of the same title, by language and title.
func (w *writer) namesakes() map[string]map[string]namesakes {
	found := map[string]map[string]namesakes{}
	for _, language := range languages {
		found[language] = map[string]namesakes{}
		for i := range w.rows {
			row := &w.rows[i]
			if isComposite(row) {
				continue
			}
			title := w.titleOf(row, language)
			same := found[language][title]
			if same.at == nil {
				same.at = map[string]int{}
			}
			same.rows++
			same.at[row.Touchpoint]++
			found[language][title] = same
		}
	}
	return found
}

// subject is what a sentence is about, at its start or inside it.
func (w *writer) subject(row *measure.Row, start bool, language string) string {
	name := quoted(w.name(row, language), language)
	if !isComposite(row) {
		return name
	}
	if start {
		return in(language, "The effectiveness of ", "Der Wirkungsgrad von ") + name
	}
	return in(language, "the effectiveness of ", "der Wirkungsgrad von ") + name
}

// raw is the difference of the levels shown; it can differ from the change, which may be
// paired or adjusted.
func raw(row *measure.Row) float64 {
	if row.Baseline.Estimate == nil || row.FollowUp.Estimate == nil {
		return math.NaN()
	}
	return *row.FollowUp.Estimate - *row.Baseline.Estimate
}

// unitFor gives the unit of a row with as many decimals as its sentence needs.
func unitFor(row *measure.Row) unit {
	u := unitOf(row)
	var apart [][2]float64
	if difference := raw(row); !math.IsNaN(difference) && (row.Verdict == measure.Improved || row.Verdict == measure.Worsened) {
		apart = append(apart, [2]float64{*row.Baseline.Estimate, *row.FollowUp.Estimate})
	}
	if c := row.Change; c != nil {
		apart = append(apart, [2]float64{c.Interval[0], 0}, [2]float64{c.Interval[1], 0})
		if row.RelevantDifference != nil {
			apart = append(apart, [2]float64{*row.RelevantDifference, 0})
		}
	}
	return u.telling(apart)
}

// sentence tells the finding of a row.
func (w *writer) sentence(row *measure.Row) Sentence {
	u := unitFor(row)
	s := Sentence{
		Verdict: row.Verdict, Indicator: row.Indicator, Definition: row.Definition.ID, Touchpoint: row.Touchpoint,
		Footnotes: w.footnotes(row), Picture: w.picture(row),
	}
	var say func(*measure.Row, unit, string) string
	switch row.Verdict {
	case measure.Improved, measure.Worsened:
		say = w.decided
	case measure.Unchanged:
		say = w.unchanged
	case measure.Undecided:
		say = w.undecided
	default:
		say = w.untested
	}
	s.Text = both(func(language string) string { return say(row, u, language) })
	if more := both(func(language string) string { return w.more(row, u, language) }); more[english] != "" {
		s.More = more
	}
	return s
}

// decided tells an improvement or the opposite.
func (w *writer) decided(row *measure.Row, u unit, language string) string {
	verb := in(language, "improved", "verbessert")
	if row.Verdict == measure.Worsened {
		verb = in(language, "worsened", "verschlechtert")
	}
	c, up := row.Change, row.Change.Estimate > 0
	levels := ""
	// Levels that moved the other way than the change would contradict the verb.
	if difference := raw(row); !math.IsNaN(difference) && (difference > 0) == up && difference != 0 {
		levels = u.fromTo(*row.Baseline.Estimate, *row.FollowUp.Estimate, language)
	} else {
		levels = in(language, "by ", "um ") + u.size(c.Estimate, language)
	}
	said := w.subject(row, true, language) + " " + in(language, verb+" "+levels, "hat sich "+levels+" "+verb)
	low, high := c.Interval[0], c.Interval[1]
	if low > 0 == up && high > 0 == up && low != 0 && high != 0 {
		near, far := min(math.Abs(low), math.Abs(high)), max(math.Abs(low), math.Abs(high))
		between := figure(near*u.factor, u.decimals, language)
		return said + "; " + in(language,
			"with 95"+hard+"% confidence between "+between+" and "+u.size(far, language)+" "+u.moved(up, language)+".",
			"mit 95"+hard+"% Sicherheit um "+between+" bis "+u.size(far, language)+" "+u.moved(up, language)+".")
	}
	return said + "; " + in(language,
		"the 95"+hard+"% interval of the change, "+u.span(c.Interval, language)+", comes from another method than the test and does not rule out zero.",
		"das 95-%-Intervall der Veränderung, "+u.span(c.Interval, language)+", stammt aus einem anderen Verfahren als der Test und schliesst null nicht aus.")
}

// unchanged tells that no change that matters took place.
func (w *writer) unchanged(row *measure.Row, u unit, language string) string {
	return w.subject(row, true, language) + in(language, " stayed practically the same", " ist praktisch gleich geblieben") + w.pair(row, u, language) +
		in(language, ": with 95"+hard+"% confidence any change is less than ", ": Mit 95"+hard+"% Sicherheit ist eine etwaige Veränderung kleiner als ") + u.size(*row.RelevantDifference, language) +
		in(language, ", the smallest difference that matters (two one-sided tests; 90"+hard+"% interval ", ", der kleinste relevante Unterschied (zwei einseitige Tests; 90-%-Intervall ") + u.span(row.Change.Interval90, language) + ")."
}

// pair gives both levels in brackets.
func (w *writer) pair(row *measure.Row, u unit, language string) string {
	if row.Baseline.Estimate == nil || row.FollowUp.Estimate == nil {
		return ""
	}
	return " (" + u.value(*row.Baseline.Estimate, language) + in(language, ", then ", ", dann ") + u.value(*row.FollowUp.Estimate, language) + ")"
}

// undecided tells what the responses leave open.
func (w *writer) undecided(row *measure.Row, u unit, language string) string {
	c := row.Change
	return in(language, "Whether ", "Ob sich ") + w.subject(row, false, language) +
		in(language, " changed cannot be told yet", " verändert hat, ist noch offen") + w.pair(row, u, language) +
		in(language, ": with 95"+hard+"% confidence the change lies between ", ": Mit 95"+hard+"% Sicherheit liegt die Veränderung zwischen ") +
		signed(c.Interval[0]*u.factor, u.decimals, language) + in(language, " and ", " und ") + dative(u.difference(c.Interval[1], language), language) + "."
}

// dative is the German case after "zwischen".
func dative(words, language string) string {
	if language == german && (strings.HasSuffix(words, hard+"Punkte") || strings.HasSuffix(words, hard+"Prozentpunkte")) {
		return words + "n"
	}
	return words
}

// untested tells why there is nothing to tell.
func (w *writer) untested(row *measure.Row, u unit, language string) string {
	said := in(language, "A change of ", "Eine Veränderung ") + in(language, w.subject(row, false, language), w.genitive(row)) +
		in(language, " could not be tested", " liess sich nicht prüfen")
	switch before, after := row.Baseline.Estimate, row.FollowUp.Estimate; {
	case before != nil && after != nil:
		said += w.pair(row, u, language)
	case before != nil:
		said += in(language, " (baseline: ", " (Nullmessung: ") + u.value(*before, language) + ")"
	case after != nil:
		said += in(language, " (follow-up: ", " (Folgemessung: ") + u.value(*after, language) + ")"
	}
	reason := w.text(row.Method.Reason, language)
	for _, prefix := range []string{"No test: ", "Kein Test: "} {
		reason = strings.TrimPrefix(reason, prefix)
	}
	if reason == "" {
		return said + "."
	}
	return said + ": " + reason
}

// genitive is the German for "of" the subject.
func (w *writer) genitive(row *measure.Row) string {
	if isComposite(row) {
		return "des Wirkungsgrads von " + quoted(w.name(row, german), german)
	}
	return "von " + quoted(w.name(row, german), german)
}

// more qualifies a finding.
func (w *writer) more(row *measure.Row, u unit, language string) string {
	var said []string
	aim := ""
	if isComposite(row) || w.request.Touchpoint != "" { // of a whole project the goals of touchpoints are enough
		aim = goal(row, u, language)
	}
	for _, clause := range []string{relevance(row, u, language), w.chance(row, language), aim, needed(row, language)} {
		if clause != "" {
			said = append(said, clause)
		}
	}
	return strings.Join(said, " ")
}

// relevance tells whether a change that took place matters.
func relevance(row *measure.Row, u unit, language string) string {
	if row.RelevantDifference == nil || *row.RelevantDifference <= 0 || row.Verdict != measure.Improved && row.Verdict != measure.Worsened {
		return ""
	}
	margin := u.size(*row.RelevantDifference, language)
	switch c := row.Change; {
	case row.Relevant && c.Interval.Beyond(*row.RelevantDifference):
		return in(language, "The whole interval lies beyond the smallest difference that matters ("+margin+").",
			"Das ganze Intervall liegt jenseits des kleinsten relevanten Unterschieds ("+margin+").")
	case c.Interval90.Inside(*row.RelevantDifference):
		return in(language, "It is less than the smallest difference that matters ("+margin+").",
			"Das ist weniger als der kleinste relevante Unterschied ("+margin+").")
	}
	return in(language, "Whether it reaches the smallest difference that matters ("+margin+") is not certain.",
		"Ob das den kleinsten relevanten Unterschied ("+margin+") erreicht, ist nicht sicher.")
}

// chance explains an undecided row whose interval leaves zero out.
func (w *writer) chance(row *measure.Row, language string) string {
	c := row.Change
	if row.Verdict != measure.Undecided || c.Interval[0] <= 0 && c.Interval[1] >= 0 {
		return ""
	}
	if c.P <= measure.FalseDiscoveryRate {
		tests := count(int64(w.tests(row)), language)
		return in(language, "On its own that would count as a change; among all "+tests+" compared at once it may well be chance.",
			"Für sich allein gälte das als Veränderung; unter allen "+tests+" zugleich verglichenen kann es gut Zufall sein.")
	}
	return in(language, "The test does not confirm that the change differs from zero.", "Der Test bestätigt nicht, dass die Veränderung von null verschieden ist.")
}

// tests counts the rows that a row was corrected with.
func (w *writer) tests(row *measure.Row) int {
	n := 0
	for i := range w.rows {
		if w.rows[i].Change != nil && isComposite(&w.rows[i]) == isComposite(row) {
			n++
		}
	}
	return n
}

// goal tells whether the follow-up surely reaches the goal, surely does not, or neither.
func goal(row *measure.Row, u unit, language string) string {
	interval := row.FollowUp.Interval
	if row.Goal == nil || interval == nil || row.Verdict == measure.NoTest {
		return ""
	}
	aim := u.value(*row.Goal, language)
	low, high := interval[0] >= *row.Goal, interval[1] <= *row.Goal
	if row.Better == "lower" {
		low, high = high, low
	}
	switch {
	case low:
		return in(language, "The goal ("+aim+") is reached.", "Das Ziel ("+aim+") ist erreicht.")
	case high:
		return in(language, "The goal ("+aim+") is not reached.", "Das Ziel ("+aim+") ist nicht erreicht.")
	}
	return in(language, "Whether the goal ("+aim+") is reached is not certain.", "Ob das Ziel ("+aim+") erreicht ist, ist nicht sicher.")
}

// needed tells what would decide an undecided row.
func needed(row *measure.Row, language string) string {
	if row.Verdict != measure.Undecided {
		return ""
	}
	if row.Needed == nil {
		return in(language, "No realistic number of responses would decide this.", "Keine realistische Anzahl Antworten würde dies entscheiden.")
	}
	n := counted(row.Needed.Responses, language, in(language, "response", "Antwort"), in(language, "responses", "Antworten"))
	places := ""
	if row.Needed.Clusters != nil {
		clusters := count(*row.Needed.Clusters, language)
		places = in(language, " (about "+clusters+" locations or clusters of the present size)", " (etwa "+clusters+" Standorte oder Cluster der jetzigen Grösse)")
	}
	if row.Needed.By == "equivalence" {
		return in(language, "To decide it would take about "+n+" in each wave"+places+"; if things stay so, they show that nothing that matters changed (80"+hard+"% power).",
			"Zur Entscheidung braucht es etwa "+n+" je Messwelle"+places+"; bleibt es dabei, zeigen sie, dass sich nichts Relevantes verändert hat (80"+hard+"% Teststärke).")
	}
	return in(language, "To decide it would take about "+n+" in each wave"+places+", if the change is as large as it looks (80"+hard+"% power).",
		"Zur Entscheidung braucht es etwa "+n+" je Messwelle"+places+", wenn die Veränderung so gross ist, wie sie aussieht (80"+hard+"% Teststärke).")
}

// picture draws both levels.
func (w *writer) picture(row *measure.Row) *Picture {
	u := unitOf(row)
	p := &Picture{Baseline: mark(&row.Baseline, u), FollowUp: mark(&row.FollowUp, u)}
	if p.Baseline == nil && p.FollowUp == nil {
		return nil
	}
	if row.Goal != nil {
		goal := *row.Goal * u.factor
		p.Goal = &goal
	}
	p.Domain = w.domain(row)
	p.Words = both(func(language string) string {
		said := w.name(row, language)
		for i, side := range []*measure.Level{&row.Baseline, &row.FollowUp} {
			wave := w.wave([]Wave{w.report.Baseline, w.report.FollowUp}[i], language)
			if side.Estimate == nil {
				continue
			}
			said += "; " + wave + ": " + u.value(*side.Estimate, language)
			if side.Interval != nil {
				said += " (" + u.between(*side.Interval, language) + ")"
			}
		}
		return said
	})
	return p
}

func mark(level *measure.Level, u unit) *Mark {
	if level.Estimate == nil {
		return nil
	}
	m := &Mark{Value: *level.Estimate * u.factor, Text: form.Text{}}
	if i := level.Interval; i != nil {
		scaled := *i
		scaled[0], scaled[1] = scaled[0]*u.factor, scaled[1]*u.factor
		m.Interval = &scaled
	}
	m.Text = both(func(language string) string { return u.number(*level.Estimate, language) })
	return m
}
