package measure

import "touchstone/api/form"

func notePlanWithoutSpread(n int64) Note {
	return Note{"planWithoutSpread", text(
		"Nothing can be planned from these values: there are %d, and they do not differ. Choose a wave with more responses.",
		"Aus diesen Werten lässt sich nichts planen: Es sind %d, und sie unterscheiden sich nicht. Wählen Sie eine Messwelle mit mehr Antworten.", n)}
}

func notePlanWithoutDifference() Note {
	return Note{"planWithoutDifference", text(
		"Give the difference that matters to learn how many responses it takes; this indicator declares none.",
		"Geben Sie den relevanten Unterschied an, um zu erfahren, wie viele Antworten nötig sind; diese Kennzahl legt keinen fest.")}
}

func notePlanOutOfReach() Note {
	return Note{"planOutOfReach", text(
		"No realistic number of responses would show this difference: it is too small for the spread of the values, or not possible on the scale.",
		"Keine realistische Anzahl Antworten würde diesen Unterschied zeigen: Er ist zu klein für die Streuung der Werte oder auf der Skala nicht möglich.")}
}

func notePlanWeights(effect float64) Note {
	return Note{"planWeights", form.Text{
		"en": "Responses carry weights, which inflate the variance by the factor " + figure(effect, ".") + " (Kish); the plan assumes the same weights again.",
		"de": "Die Antworten tragen Gewichte, die die Varianz um den Faktor " + figure(effect, ",") + " erhöhen (Kish); der Plan nimmt wieder dieselben Gewichte an.",
	}}
}

func notePlanWithoutIntraclass() Note {
	return Note{"planWithoutIntraclass", text(
		"How much responses of one location resemble each other cannot be estimated from this wave; the plan counts them as independent and is therefore optimistic.",
		"Wie sehr sich Antworten eines Standorts ähneln, lässt sich aus dieser Messwelle nicht schätzen; der Plan behandelt sie als unabhängig und ist daher optimistisch.")}
}

func notePlanFewClusters(clusters int) Note {
	return Note{"planFewClusters", text(
		"The intraclass correlation rests on %d locations only and is uncertain.",
		"Die Intraklassenkorrelation beruht auf nur %d Standorten und ist unsicher.", clusters)}
}

func notePlanNegative() Note {
	return Note{"planNegative", text(
		"Responses of one location differ at least as much as those of different ones; the plan counts them as independent.",
		"Antworten eines Standorts unterscheiden sich mindestens so stark wie solche verschiedener Standorte; der Plan behandelt sie als unabhängig.")}
}
