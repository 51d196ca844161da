package measure

import (
	"fmt"

	"touchstone/api/form"
)

// Methods for responses that depend on each other, weigh differently or are ranked, with the
// sentence why.

// withEffect adds the design effect to a sentence in both languages.
func withEffect(sentence form.Text, designEffect float64) form.Text {
	if !(designEffect > 0) {
		return sentence
	}
	return form.Text{
		"en": fmt.Sprintf("%s Design effect: %s.", sentence["en"], figure(designEffect, ".")),
		"de": fmt.Sprintf("%s Designeffekt: %s.", sentence["de"], figure(designEffect, ",")),
	}
}

func methodCluster(before, after, clustersBefore, clustersAfter int64, designEffect float64) Method {
	return Method{Name: MethodCluster, Reason: withEffect(text(
		"Cluster-robust standard errors (CR2 with Satterthwaite's degrees of freedom), because responses of one location or cluster resemble each other: %d responses in %d clusters, then %d in %d.",
		"Cluster-robuste Standardfehler (CR2 mit Freiheitsgraden nach Satterthwaite), weil Antworten eines Standorts oder Clusters einander ähneln: %d Antworten in %d Clustern, dann %d in %d.",
		before, clustersBefore, after, clustersAfter), designEffect)}
}

func methodWeighted(before, after, clustersBefore, clustersAfter int64, clustered bool, designEffect float64) Method {
	if clustered {
		return Method{Name: MethodWeighted, Reason: withEffect(text(
			"Survey weights, linearised over clusters, because responses carry weights and belong to clusters: %d responses in %d clusters, then %d in %d.",
			"Gewichte der Befragung, linearisiert über Cluster, weil die Antworten Gewichte tragen und zu Clustern gehören: %d Antworten in %d Clustern, dann %d in %d.",
			before, clustersBefore, after, clustersAfter), designEffect)}
	}
	return Method{Name: MethodWeighted, Reason: withEffect(text(
		"Survey weights, linearised, because responses carry weights (n = %d and %d).",
		"Gewichte der Befragung, linearisiert, weil die Antworten Gewichte tragen (n = %d und %d).",
		before, after), designEffect)}
}

func methodPaired(in sides, pairs int64, shares, exact bool) Method {
	switch {
	case exact:
		return Method{Name: MethodPaired, Reason: in.text(
			"Paired shares of the same %d locations in both {waves}: McNemar's exact test, because at most 25 changed, with Newcombe's interval for pairs.",
			"Gepaarte Anteile derselben %d Standorte in beiden {waves}: exakter McNemar-Test, weil sich höchstens 25 änderten, mit Newcombe-Intervall für Paare.", pairs)}
	case shares:
		return Method{Name: MethodPaired, Reason: in.text(
			"Paired shares of the same %d locations in both {waves}: McNemar's test, with Newcombe's interval for pairs.",
			"Gepaarte Anteile derselben %d Standorte in beiden {waves}: McNemar-Test, mit Newcombe-Intervall für Paare.", pairs)}
	}
	return Method{Name: MethodPaired, Reason: in.text(
		"Paired t test of the differences of the same %d locations in both {waves}; every location counts the same.",
		"Gepaarter t-Test der Differenzen derselben %d Standorte in beiden {waves}; jeder Standort zählt gleich viel.", pairs)}
}

func methodMannWhitney(before, after int64, exact bool) Method {
	if exact {
		return Method{Name: MethodMannWhitney, Reason: text(
			"Mann-Whitney test on ranks, exact, since the values are few and untied (n = %d and %d); the interval is Welch's.",
			"Mann-Whitney-Test auf Rängen, exakt, weil es wenige Werte ohne Bindungen sind (n = %d und %d); das Intervall ist das von Welch.", before, after)}
	}
	return Method{Name: MethodMannWhitney, Reason: text(
		"Mann-Whitney test on ranks with correction for ties (n = %d and %d); the interval is Welch's.",
		"Mann-Whitney-Test auf Rängen mit Korrektur für Bindungen (n = %d und %d); das Intervall ist das von Welch.", before, after)}
}

func noneFewClusters(in sides, sizes [2]int64) Method {
	return none(in.text(
		"No test: responses depend on each other within clusters, and each {wave} needs at least %d clusters (there are %d and %d).",
		"Kein Test: Antworten hängen innerhalb von Clustern zusammen, und jede {wave} braucht mindestens %d Cluster (es sind %d und %d).",
		fewClusters, sizes[0], sizes[1]))
}

func noteMethodUnfit() Note {
	return Note{"methodUnfit", text(
		"The method that was asked for does not fit this row; the rule's choice was used.",
		"Das gewünschte Verfahren passt nicht zu dieser Zeile; verwendet wurde die Wahl der Regel.")}
}

func noteUnpaired(in sides, left int64) Note {
	return Note{"unpaired", in.text(
		"%d responses of locations that only one {wave} has are left out.",
		"%d Antworten von Standorten, die nur eine der {waves} hat, bleiben ausser Betracht.", left)}
}
