package measure

import (
	"fmt"
	"strings"

	"touchstone/api/form"
)

func noteNothingMeasured() Note {
	return Note{"nothingMeasured", text("The wave has no counted responses.", "Die Messwelle hat keine gezählten Antworten.")}
}

func noteNoOutcome() Note {
	return Note{"noOutcome", text(
		"The questionnaire declares no indicator that could be an outcome.",
		"Der Fragebogen legt keine Kennzahl fest, die ein Ergebnis sein könnte.")}
}

func noteNoDrivers(of string) Note {
	if of == PrioritiesTouchpoints {
		return Note{"noDrivers", text(
			"There is nothing to weigh: no touchpoint of this questionnaire has values, apart from that of the outcome.",
			"Es gibt nichts zu gewichten: Ausser dem des Ergebnisses hat kein Kontaktpunkt dieses Fragebogens Werte.")}
	}
	return Note{"noDrivers", text(
		"There is nothing to weigh: no indicator of a touchpoint has values, apart from the outcome.",
		"Es gibt nichts zu gewichten: Ausser dem Ergebnis hat keine Kennzahl eines Kontaktpunkts Werte.")}
}

func noteFewComplete(complete, outcome int64, drivers int, sparsest form.Text) Note {
	note := text(
		"No answer: only %d of %d responses with the outcome have a value in all %d drivers, and it takes more of them than there are drivers. Leave out those that few have answered, first of all",
		"Keine Antwort: Nur %d von %d Antworten mit dem Ergebnis haben bei allen %d Treibern einen Wert, und es müssen mehr sein, als es Treiber gibt. Lassen Sie jene weg, die wenige beantwortet haben, zuerst",
		complete, outcome, drivers)
	return Note{"fewComplete", named(note, sparsest)}
}

// named ends a sentence with a title.
func named(sentence, title form.Text) form.Text {
	return form.Text{
		"en": sentence["en"] + " “" + title.In("en", "de") + "”.",
		"de": sentence["de"] + " „" + title.In("de", "en") + "“.",
	}
}

func noteHalfIncomplete(complete, outcome int64, sparsest form.Text) Note {
	note := text(
		"Only %d of %d responses with the outcome have a value in every driver; the others take no part. The fewest have",
		"Nur %d von %d Antworten mit dem Ergebnis haben bei jedem Treiber einen Wert; die übrigen gehen nicht ein. Am wenigsten hat",
		complete, outcome)
	return Note{"halfIncomplete", named(note, sparsest)}
}

func noteOutcomeConstant(n int64) Note {
	return Note{"outcomeConstant", text(
		"No answer: the outcome is the same in all %d responses, so there is nothing to explain.",
		"Keine Antwort: Das Ergebnis ist in allen %d Antworten gleich, es gibt also nichts zu erklären.", n)}
}

func noteDriversConstant() Note {
	return Note{"driversConstant", text(
		"No answer: none of the drivers differs between the responses.",
		"Keine Antwort: Keiner der Treiber unterscheidet sich zwischen den Antworten.")}
}

func noteDriverConstant(titles []form.Text) Note {
	lists := map[string][]string{}
	for _, title := range titles {
		lists["en"], lists["de"] = append(lists["en"], title.In("en", "de")), append(lists["de"], title.In("de", "en"))
	}
	return Note{"driverConstant", form.Text{
		"en": fmt.Sprintf("All values are equal and explain nothing: %s.", strings.Join(lists["en"], ", ")),
		"de": fmt.Sprintf("Alle Werte sind gleich und erklären nichts: %s.", strings.Join(lists["de"], ", ")),
	}}
}

func noteDriversDependent() Note {
	return Note{"driversDependent", text(
		"Some drivers follow exactly from others; what they explain together is divided among them.",
		"Einige Treiber ergeben sich genau aus anderen; was sie zusammen erklären, ist unter ihnen aufgeteilt.")}
}

func noteNothingExplained() Note {
	return Note{"nothingExplained", text(
		"All drivers together explain no more than chance may (F test, p > 0.05): no importance can be told from that.",
		"Alle Treiber zusammen erklären nicht mehr, als der Zufall könnte (F-Test, p > 0,05): Eine Wichtigkeit lässt sich daraus nicht ablesen.")}
}

func noteDriversFew(n int64, drivers int) Note {
	return Note{"driversFew", text(
		"%d complete responses for %d drivers: importance is uncertain and R² is too high; at least %d responses per driver make it worth reading.",
		"%d vollständige Antworten für %d Treiber: Die Wichtigkeit ist unsicher und R² zu hoch; lesenswert wird sie ab %d Antworten je Treiber.", n, drivers, driversNeed)}
}

func noteVersionsLeftOut(n int64) Note {
	return Note{"versionsLeftOut", text(
		"%d responses to versions with another kind or scale are left out.",
		"%d Antworten zu Versionen mit anderer Art oder Skala bleiben ausser Betracht.", n)}
}

func noteUnstated(n int) Note {
	return Note{"unstated", text(
		"For %d of these no importance is stated in the inventory of touchpoints.",
		"Für %d davon ist im Verzeichnis der Kontaktpunkte keine Wichtigkeit angegeben.", n)}
}
