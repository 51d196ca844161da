package measure

import (
	"fmt"
	"strings"

	"touchstone/api/form"
)

// Sentences on pilots.

func methodDifferences(sizes [2][2]int64, n [4]int64, regard string) Method {
	switch regard {
	case "clusters":
		return Method{Name: MethodDifferences, Reason: text(
			"Difference in differences with cluster-robust standard errors (CR2, Satterthwaite's degrees of freedom), because responses of one location or cluster resemble each other: test arm %d then %d responses in %d then %d clusters, control arm %d then %d in %d then %d.",
			"Differenz der Differenzen mit cluster-robusten Standardfehlern (CR2, Freiheitsgrade nach Satterthwaite), weil Antworten eines Standorts oder Clusters einander ähneln: Testgruppe %d, dann %d Antworten in %d, dann %d Clustern, Kontrollgruppe %d, dann %d in %d, dann %d.",
			n[testBefore], n[testAfter], sizes[0][0], sizes[0][1], n[controlBefore], n[controlAfter], sizes[1][0], sizes[1][1])}
	case "weighted":
		return Method{Name: MethodDifferences, Reason: text(
			"Difference in differences with survey weights, linearised over clusters, because responses carry weights (test arm n = %d and %d, control arm n = %d and %d).",
			"Differenz der Differenzen mit den Gewichten der Befragung, linearisiert über Cluster, weil die Antworten Gewichte tragen (Testgruppe n = %d und %d, Kontrollgruppe n = %d und %d).",
			n[testBefore], n[testAfter], n[controlBefore], n[controlAfter])}
	}
	return Method{Name: MethodDifferences, Reason: text(
		"Difference in differences of four independent samples, variances adding, degrees of freedom by Welch and Satterthwaite (test arm n = %d and %d, control arm n = %d and %d).",
		"Differenz der Differenzen von vier unabhängigen Stichproben; die Varianzen addieren sich, Freiheitsgrade nach Welch und Satterthwaite (Testgruppe n = %d und %d, Kontrollgruppe n = %d und %d).",
		n[testBefore], n[testAfter], n[controlBefore], n[controlAfter])}
}

func methodDifferencesCombined(used []Trial, weights map[string]float64) Method {
	lists := map[string][]string{}
	for _, part := range used {
		for language, point := range map[string]string{"en": ".", "de": ","} {
			lists[language] = append(lists[language], fmt.Sprintf("%s %s %%", part.title.In(language, "en"), figure(100*weights[part.Row.Definition.ID], point)))
		}
	}
	return Method{Name: MethodDifferences, Reason: form.Text{
		"en": fmt.Sprintf("Differences in differences of several questionnaires combined by their weights (%s), independent of each other: variances add, degrees of freedom by Welch and Satterthwaite.", strings.Join(lists["en"], ", ")),
		"de": fmt.Sprintf("Differenzen der Differenzen mehrerer Fragebögen, nach ihren Gewichten zusammengefasst (%s) und voneinander unabhängig: Die Varianzen addieren sich, Freiheitsgrade nach Welch und Satterthwaite.", strings.Join(lists["de"], ", ")),
	}}
}

func nonePilotFew(n [4]int64) Method {
	return none(text(
		"No test: each arm needs at least 2 values in each wave (test arm n = %d and %d, control arm n = %d and %d).",
		"Kein Test: Jede Gruppe braucht in jeder Messwelle mindestens 2 Werte (Testgruppe n = %d und %d, Kontrollgruppe n = %d und %d).",
		n[testBefore], n[testAfter], n[controlBefore], n[controlAfter]))
}

func nonePilotClusters(sizes [2][2]int64) Method {
	return none(text(
		"No test: responses depend on each other within clusters, and each arm needs at least %d clusters in each wave (test arm %d and %d, control arm %d and %d).",
		"Kein Test: Antworten hängen innerhalb von Clustern zusammen, und jede Gruppe braucht in jeder Messwelle mindestens %d Cluster (Testgruppe %d und %d, Kontrollgruppe %d und %d).",
		fewClusters, sizes[0][0], sizes[0][1], sizes[1][0], sizes[1][1]))
}

func nonePilotSpread(n [4]int64) Method {
	return none(text(
		"No test: all values are equal in each wave of each arm (test arm n = %d and %d, control arm n = %d and %d), so their uncertainty cannot be estimated.",
		"Kein Test: In jeder Messwelle jeder Gruppe sind alle Werte gleich (Testgruppe n = %d und %d, Kontrollgruppe n = %d und %d), ihre Unsicherheit lässt sich daher nicht schätzen.",
		n[testBefore], n[testAfter], n[controlBefore], n[controlAfter]))
}

func noteNotParallel() Note {
	return Note{"armsDiffered", text(
		"The arms already differed in the baseline (p at most 5 %%), so they may also have developed differently without the measures taken.",
		"Die Gruppen unterschieden sich schon in der Nullmessung (p höchstens 5 %%) und hätten sich daher auch ohne die Massnahmen verschieden entwickeln können.")}
}
