package measure

import (
	"fmt"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// text makes both languages with the same arguments.
func text(en, de string, args ...any) form.Text {
	return form.Text{"en": fmt.Sprintf(en, args...), "de": fmt.Sprintf(de, args...)}
}

// figure writes a number with one decimal after the language's point.
func figure(x float64, point string) string {
	return strings.Replace(strconv.FormatFloat(x, 'f', 1, 64), ".", point, 1)
}

func listed(versions []int) string {
	words := make([]string, len(versions))
	for i, version := range versions {
		words[i] = strconv.Itoa(version)
	}
	return strings.Join(words, ", ")
}

// Methods with the sentence that says which rule chose them and why.

func methodWelch(before, after int64) Method {
	return Method{Name: MethodWelch, Reason: text(
		"Welch's t test, because these are means of two independent samples (n = %d and %d) whose spread may differ.",
		"Welch-Test, weil Mittelwerte zweier unabhängiger Stichproben (n = %d und %d) verglichen werden, deren Streuung verschieden sein darf.",
		before, after)}
}

func methodNewcombe(before, after int64, exact bool) Method {
	if exact {
		return Method{Name: MethodNewcombe, Reason: text(
			"Newcombe's interval for the difference of two independent shares (n = %d and %d), with Fisher's exact test, because an expected count is below 5.",
			"Newcombe-Intervall für die Differenz zweier unabhängiger Anteile (n = %d und %d), mit dem exakten Test nach Fisher, weil eine erwartete Häufigkeit unter 5 liegt.",
			before, after)}
	}
	return Method{Name: MethodNewcombe, Reason: text(
		"Newcombe's interval and the score test for the difference of two independent shares (n = %d and %d); every expected count is at least 5.",
		"Newcombe-Intervall und Score-Test für die Differenz zweier unabhängiger Anteile (n = %d und %d); jede erwartete Häufigkeit beträgt mindestens 5.",
		before, after)}
}

func methodAdjustedWald(before, after int64) Method {
	return Method{Name: MethodAdjustedWald, Reason: text(
		"Adjusted Wald (3/4 detractor, 1 1/2 passives and 3/4 promoter added to each wave), because net promoter scores of two independent samples (n = %d and %d) are compared.",
		"Adjustiertes Wald-Verfahren (jeder Messwelle 3/4 Kritiker, 1 1/2 Passive und 3/4 Promotoren hinzugefügt), weil Net Promoter Scores zweier unabhängiger Stichproben (n = %d und %d) verglichen werden.",
		before, after)}
}

func none(reason form.Text) Method { return Method{Name: MethodNone, Reason: reason} }

func noneWithoutValues(in sides) Method {
	return none(in.text("No test: neither {wave} has a value.", "Kein Test: Keine der beiden {waves} hat einen Wert."))
}

func noneOnly(in sides, side int, n int64) Method {
	place := "{" + strconv.Itoa(side) + "}"
	return none(in.text("No test: only "+place+" has values (n = %d).", "Kein Test: Nur "+place+" hat Werte (n = %d).", n))
}

func noneTooFew(in sides, before, after int64) Method {
	return none(in.text("No test: each {wave} needs at least 2 values (n = %d and %d).", "Kein Test: Jede {wave} braucht mindestens 2 Werte (n = %d und %d).", before, after))
}

func noneWithoutSpread(in sides, before, after int64) Method {
	return none(in.text(
		"No test: all values within each {wave} are equal (n = %d and %d), so their uncertainty cannot be estimated.",
		"Kein Test: Innerhalb jeder {wave} sind alle Werte gleich (n = %d und %d), ihre Unsicherheit lässt sich daher nicht schätzen.",
		before, after))
}

func noneRedefined() Method {
	return none(text(
		"No test: versions of the questionnaire declare this indicator with another kind or scale, so the values are not the same number.",
		"Kein Test: Versionen des Fragebogens legen diese Kennzahl mit anderer Art oder Skala fest, die Werte bedeuten daher nicht dasselbe."))
}

// Notes.

func noteClusters() Note {
	return Note{"clusterIgnored", text(
		"Responses come in clusters, which this method does not regard: the interval may be too narrow, and p and the responses needed too small.",
		"Die Antworten gehören zu Gruppen (Clustern), die dieses Verfahren nicht berücksichtigt: Das Intervall kann zu schmal sein, p und die nötige Anzahl Antworten zu klein.")}
}

func noteWeights() Note {
	return Note{"weightIgnored", text(
		"Responses carry survey weights, which this method does not regard in the change: there every response counts the same.",
		"Die Antworten tragen Gewichte, die dieses Verfahren bei der Veränderung nicht berücksichtigt: Dort zählt jede Antwort gleich viel.")}
}

func noteNoSpread(in sides) Note {
	return Note{"noSpread", in.text(
		"All values of one {wave} are equal; its uncertainty counts as zero, so the interval may be too narrow.",
		"Alle Werte einer {wave} sind gleich; ihre Unsicherheit geht als null ein, das Intervall kann daher zu schmal sein.")}
}

func noteFew(in sides) Note {
	return Note{"fewValues", in.text(
		"A {wave} has fewer than %d values; the interval relies on them being roughly bell-shaped.",
		"Eine {wave} hat weniger als %d Werte; das Intervall setzt voraus, dass sie ungefähr normalverteilt sind.", fewValues)}
}

func noteAdjusted(before, after float64) Note {
	return Note{"adjustedDifference", form.Text{
		"en": fmt.Sprintf("The change is between the adjusted scores %s and %s, and so differs a little from the scores shown.", figure(before, "."), figure(after, ".")),
		"de": fmt.Sprintf("Die Veränderung bezieht sich auf die adjustierten Werte %s und %s und weicht daher leicht von den gezeigten ab.", figure(before, ","), figure(after, ",")),
	}}
}

func noteSmall() Note {
	return Note{"smallerThanRelevant", text(
		"The change is real but surely smaller than the difference that matters.",
		"Die Veränderung ist echt, aber mit Sicherheit kleiner als der relevante Unterschied.")}
}

func noteAlone() Note {
	return Note{"significantAlone", text(
		"On its own this change would count as a difference (p at most 5 %%), but among all rows compared at once it may well be chance (q above 5 %%).",
		"Für sich allein gälte diese Veränderung als Unterschied (p höchstens 5 %%), unter allen zugleich verglichenen Zeilen kann sie aber gut Zufall sein (q über 5 %%).")}
}

func noteOutOfReach() Note {
	return Note{"neededOutOfReach", text(
		"No realistic number of responses would decide this: the observed change is practically zero or lies right at the relevant difference.",
		"Keine realistische Anzahl Antworten würde dies entscheiden: Die beobachtete Veränderung ist praktisch null oder liegt genau beim relevanten Unterschied.")}
}

// Codes of notes on what changed between the versions that the waves used.
const (
	noteWordingChanged = "wordingChanged"
	noteScaleChanged   = "scaleChanged"
	noteScoringChanged = "scoringChanged"

	noteCompositionChanged = "compositionChanged" // of a composite: other indicators, or counted otherwise
)

// versionNoteCodes lists them in the order of a row's notes.
var versionNoteCodes = []string{noteWordingChanged, noteScaleChanged, noteScoringChanged, noteCompositionChanged}

// changedParts are the words for what changed.
var changedParts = map[string]form.Text{
	noteWordingChanged: {"en": "The wording", "de": "Der Wortlaut"},
	noteScaleChanged:   {"en": "The scale or the choices", "de": "Die Skala oder die Auswahl"},
	noteScoringChanged: {"en": "The points", "de": "Die Punkte"},

	noteCompositionChanged: {"en": "The composition", "de": "Die Zusammensetzung"},
}

// mostNamed is how many questions a note names.
const mostNamed = 3

func noteChanged(in sides, code string, baseline, followUp, questions []string) Note {
	named := map[string]string{"en": "", "de": ""}
	if len(questions) > 0 {
		list := strings.Join(questions[:min(len(questions), mostNamed)], ", ")
		if rest := len(questions) - mostNamed; rest > 0 {
			named["en"], named["de"] = fmt.Sprintf(" (%s and %d more)", list, rest), fmt.Sprintf(" (%s und %d weitere)", list, rest)
		} else {
			named["en"], named["de"] = " ("+list+")", " ("+list+")"
		}
	}
	before, after := strings.Join(baseline, ", "), strings.Join(followUp, ", ")
	if in.groups {
		return Note{code, form.Text{
			"en": fmt.Sprintf("%s behind this indicator %s between version %s (%s) and version %s (%s)%s: part of the difference may come from that.",
				changedParts[code]["en"], map[bool]string{true: "differ", false: "differs"}[code == noteScoringChanged || code == noteScaleChanged], before, in.names[0]["en"], after, in.names[1]["en"], named["en"]),
			"de": fmt.Sprintf("%s hinter dieser Kennzahl %s zwischen Version %s (%s) und Version %s (%s)%s: Ein Teil des Unterschieds kann daher rühren.",
				changedParts[code]["de"], map[bool]string{true: "unterscheiden sich", false: "unterscheidet sich"}[code == noteScoringChanged],
				before, in.names[0]["de"], after, in.names[1]["de"], named["de"]),
		}}
	}
	return Note{code, form.Text{
		"en": fmt.Sprintf("%s behind this indicator changed between version %s of the baseline and version %s of the follow-up%s: part of the change may come from that.",
			changedParts[code]["en"], before, after, named["en"]),
		"de": fmt.Sprintf("%s hinter dieser Kennzahl %s zwischen Version %s der Nullmessung und Version %s der Folgemessung geändert%s: Ein Teil der Veränderung kann daher rühren.",
			changedParts[code]["de"], map[bool]string{true: "haben sich", false: "hat sich"}[code == noteScoringChanged], before, after, named["de"]),
	}}
}

// Warnings.

func definitionUnknown(ref versionKey, responses int64) Warning {
	return Warning{Code: "definitionUnknown", Definition: ref.id, Text: text(
		"%d responses to %s version %d are left out, because that version is not known here.",
		"%d Antworten zu %s Version %d fehlen, weil diese Version hier nicht bekannt ist.", responses, ref.id, ref.version)}
}

// codeRedefined says that versions declare an indicator so differently that their values are
// never mixed.
const codeRedefined = "indicatorRedefined"

func indicatorRedefined(s *subject, versions []int) Warning {
	return Warning{Code: codeRedefined, Definition: s.definition, Indicator: s.reference.indicator.Name, Text: text(
		"%s: version %s of %s declares another kind or scale than version %d; their values are never mixed.",
		"%s: Version %s von %s legt eine andere Art oder Skala fest als Version %d; ihre Werte werden nie gemischt.",
		s.reference.indicator.Name, listed(versions), s.definition, s.reference.version())}
}

func indicatorReworded(s *subject, versions []int) Warning {
	return Warning{Code: "indicatorReworded", Definition: s.definition, Indicator: s.reference.indicator.Name, Text: text(
		"%s: version %s of %s takes the value from another question or by another condition than version %d; they are compared all the same.",
		"%s: Version %s von %s bildet den Wert aus einer anderen Frage oder Bedingung als Version %d; sie werden dennoch verglichen.",
		s.reference.indicator.Name, listed(versions), s.definition, s.reference.version())}
}
