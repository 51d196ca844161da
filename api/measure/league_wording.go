package measure

import (
	"fmt"

	"touchstone/api/form"
)

// MethodRanks is that of leagues; it cannot be asked for.
const MethodRanks = "ranks"

// methodLeague says how ranks were found.
func methodLeague(locations int, family family, regarded bool) Method {
	pairs := map[bool]form.Text{
		true: {"en": "t tests with Satterthwaite's degrees of freedom, with regard for clusters and weights",
			"de": "t-Tests mit Freiheitsgraden nach Satterthwaite unter Berücksichtigung von Clustern und Gewichten"},
		false: {"en": [...]string{means: "Welch's t tests", shares: "score tests, Fisher's exact test where counts are small", nets: "adjusted Wald tests"}[family],
			"de": [...]string{means: "Welch-Tests", shares: "Score-Tests, bei kleinen Häufigkeiten der exakte Test nach Fisher", nets: "adjustierte Wald-Tests"}[family]},
	}[regarded]
	if locations < 2 {
		return none(text("There is nothing to rank: a league needs two locations with enough responses.",
			"Es gibt nichts zu ordnen: Eine Rangliste braucht zwei Standorte mit genügend Antworten."))
	}
	count := locations * (locations - 1) / 2
	return Method{Name: MethodRanks, Reason: form.Text{
		"en": fmt.Sprintf("All %d pairs of locations are compared (%s), with Holm's correction over all of them: a location's best possible rank counts the locations that are surely better, its worst those that are surely worse (Mogstad, Romano, Shaikh and Wilhelm 2024). All ranks lie within with 95 %% confidence; locations whose ranks overlap are tied.", count, pairs["en"]),
		"de": fmt.Sprintf("Alle %d Paare von Standorten werden verglichen (%s), mit der Korrektur nach Holm über alle: Der beste mögliche Rang zählt die sicher besseren Standorte, der schlechteste die sicher schlechteren (Mogstad, Romano, Shaikh und Wilhelm 2024). Alle Ränge liegen mit 95 %% Sicherheit darin; Standorte, deren Ränge sich überschneiden, liegen gleichauf.", count, pairs["de"]),
	}}
}

func noteNowhere(n int64) Note {
	return Note{"withoutLocation", text(
		"%d responses belong to no location and are left out.", "%d Antworten gehören zu keinem Standort und bleiben ausser Betracht.", n)}
}

func noteLeagueNoSpread() Note {
	return Note{"noSpread", text(
		"Where a location has fewer than %d values and all are equal, its uncertainty cannot be estimated; it is told from no other.",
		"Hat ein Standort weniger als %d Werte und sind alle gleich, lässt sich seine Unsicherheit nicht schätzen; er wird von keinem anderen unterschieden.", fewValues)}
}
