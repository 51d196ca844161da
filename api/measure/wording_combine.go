package measure

import (
	"fmt"
	"slices"
	"strings"

	"touchstone/api/form"
)

// Sentences on rows that several definitions feed, and on goals.

func methodCombined(used []Trial, weights map[string]float64) Method {
	lists := map[string][]string{}
	for _, part := range used {
		for _, language := range []string{"en", "de"} {
			point := map[string]string{"en": ".", "de": ","}[language]
			lists[language] = append(lists[language], fmt.Sprintf("%s %s %%", part.title.In(language, "en"), figure(100*weights[part.Row.Definition.ID], point)))
		}
	}
	return Method{Name: MethodCombined, Allowed: allowedByAll(used), Reason: form.Text{
		"en": fmt.Sprintf("Questionnaires combined by their weights (%s), each compared by its own rule and independent of the others: variances add, degrees of freedom by Welch and Satterthwaite.", strings.Join(lists["en"], ", ")),
		"de": fmt.Sprintf("Fragebögen nach ihren Gewichten zusammengefasst (%s), jeder nach seiner Regel verglichen und von den anderen unabhängig: Die Varianzen addieren sich, Freiheitsgrade nach Welch und Satterthwaite.", strings.Join(lists["de"], ", ")),
	}}
}

// allowedByAll lists the methods that may be asked for all parts of a combination: the
// combination itself first, which is by rule, then those that fit every part; ranks never do.
func allowedByAll(parts []Trial) []string {
	allowed := []string{MethodCombined}
	for _, name := range parts[0].Row.Method.Allowed {
		fits := name != MethodMannWhitney
		for _, part := range parts[1:] {
			fits = fits && slices.Contains(part.Row.Method.Allowed, name)
		}
		if fits {
			allowed = append(allowed, name)
		}
	}
	return allowed
}

func methodApart(in sides, before, after int64) Method {
	return Method{Name: MethodCombined, Reason: in.text(
		"The levels of {0} and {1} come from different questionnaires (n = %d and %d) and are compared as independent: variances add, degrees of freedom by Welch and Satterthwaite.",
		"Die Werte von {0} und {1} stammen aus verschiedenen Fragebögen (n = %d und %d) und werden als unabhängig verglichen: Die Varianzen addieren sich, Freiheitsgrade nach Welch und Satterthwaite.",
		before, after)}
}

func noneInCommon(in sides) Method {
	return none(in.text(
		"No test: no questionnaire that feeds this touchpoint can be compared in both {waves}.",
		"Kein Test: Kein Fragebogen, der zu diesem Kontaktpunkt beiträgt, lässt sich in beiden {waves} vergleichen."))
}

func noneUncertain(in sides) Method {
	return none(in.text(
		"No test: at least one questionnaire has too few values or clusters in a {wave} to tell how uncertain its level is.",
		"Kein Test: Mindestens ein Fragebogen hat in einer {wave} zu wenige Werte oder Cluster, um die Unsicherheit seines Werts anzugeben."))
}

const noteDefinitionLeftOut = "definitionLeftOut"

// codeLeftOut says that a definition is no part of a combination.
const codeLeftOut = "definitionLeftOut"

func noteLeftOut(title, reason form.Text) Note {
	text := form.Text{}
	for language, sentence := range map[string]string{"en": "%s is left out of the combination. %s", "de": "%s bleibt in der Zusammenfassung ausser Betracht. %s"} {
		text[language] = fmt.Sprintf(sentence, title.In(language, "en"), reason[language])
	}
	return Note{noteDefinitionLeftOut, text}
}

func noteGoalMet() Note {
	return Note{"goalMet", text(
		"The baseline had already met the goal, so there is no goal attainment to tell.",
		"Die Nullmessung hatte das Ziel bereits erreicht, daher gibt es keine Zielerreichung anzugeben.")}
}

func noteGoalNear() Note {
	return Note{"goalNear", text(
		"The baseline may already have been at the goal for all that is known, so goal attainment cannot be told.",
		"Nach allem, was bekannt ist, kann die Nullmessung schon am Ziel gelegen haben; die Zielerreichung lässt sich daher nicht angeben.")}
}

func noteMix(in sides, tooMany bool) Note {
	if tooMany {
		return Note{"mixTooFine", text(
			"The change at an equal mix cannot be told: there are more than %d parts.",
			"Die Veränderung bei gleicher Zusammensetzung lässt sich nicht angeben: Es sind mehr als %d Teile.", mostStrata)}
	}
	return Note{"mixUnknown", in.text(
		"The change at an equal mix cannot be told: no part has at least 2 responses (2 clusters, where responses depend on each other) that differ in both {waves}.",
		"Die Veränderung bei gleicher Zusammensetzung lässt sich nicht angeben: Kein Teil hat in beiden {waves} mindestens 2 verschiedene Antworten (2 Cluster, wo Antworten zusammenhängen).")}
}

func noteMixClusters(in sides, sizes [2]int64) Note {
	return Note{"mixFewClusters", in.text(
		"The change at an equal mix cannot be told: each {wave} needs at least %d clusters in the parts that both have (there are %d and %d).",
		"Die Veränderung bei gleicher Zusammensetzung lässt sich nicht angeben: Jede {wave} braucht in den gemeinsamen Teilen mindestens %d Cluster (es sind %d und %d).",
		fewClusters, sizes[0], sizes[1])}
}

func noteWithinLocation() Note {
	return Note{"withinLocation", text(
		"All responses are of this one location, so they count as independent of each other; what the row says is about this location alone.",
		"Alle Antworten stammen von diesem einen Standort und gelten daher als voneinander unabhängig; die Aussage betrifft nur diesen Standort.")}
}
