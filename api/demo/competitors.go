package demo

import (
	"fmt"
	"strconv"

	"touchstone/api/fieldwork"
)

// boardCompetitors is how many of the competitors' outlets the pilot visits.
const boardCompetitors = 2

// outlets are those of two invented competitors, by position from the town's centre in
// kilometres.
var outlets = []struct {
	brand, code, quarter string
	north, east          float64
}{
	{"Rival", "r01", "Altstadt", 0.1, 0.2}, {"Rival", "r02", "Messe", 2.7, 0.5}, {"Rival", "r03", "Hafen", -1.5, 0.6}, {"Rival", "r04", "Westring", 0.3, -3.5},
	{"Rival", "r05", "Stadion", 2.3, 2.2}, {"Rival", "r06", "Unterdorf", -4.2, 1.8},
	{"Kontor", "k01", "Bahnhof", 0.5, -0.2}, {"Kontor", "k02", "Hochschule", 1.5, 1.4}, {"Kontor", "k03", "Südring", -3.1, -1.1}, {"Kontor", "k04", "Seeufer", -2.0, 1.2},
	{"Kontor", "k05", "Gartenstadt", 1.9, -1.6}, {"Kontor", "k06", "Oberdorf", 4.6, 2.1},
}

func competitors() []fieldwork.Location {
	list := make([]fieldwork.Location, len(outlets))
	for i, o := range outlets {
		region := "centre"
		if o.north*o.north+o.east*o.east > 4 {
			region = "outskirts"
		}
		list[i] = fieldwork.Location{
			Code: o.code, Title: o.brand + " " + o.quarter, Brand: o.brand, Competitor: true, Tags: []string{"large", region},
			Position: &fieldwork.Position{Lat: round(47.05+o.north/111.2, 5), Lon: round(8.25+o.east/75.8, 5)},
		}
	}
	return list
}

// rivalChances say how competitors behave, in both waves alike: one greets and advises better,
// the other is quicker.
var rivalChances = map[string]visitChances{
	"Rival": {greeted: 0.86, attention: 0.84, advised: 0.90, alternatives: 0.74, addOn: 0.52, farewell: 0.80, tidy: 0.88, recognisable: 0.94,
		wait: 4.2, checkout: 3.0, knowledge: 3.5, orientation: 3.4, impression: 3.95},
	"Kontor": {greeted: 0.52, attention: 0.58, advised: 0.66, alternatives: 0.40, addOn: 0.22, farewell: 0.70, tidy: 0.66, recognisable: 0.72,
		wait: 5.6, checkout: 1.4, knowledge: 2.8, orientation: 2.9, impression: 3.3},
}

// rivals adds the visits of competitors' outlets in a wave, all of them approved.
func (d *Data) rivals(seed uint64, waveIndex int) {
	wave := d.Waves[waveIndex]
	for i, outlet := range competitors() {
		for n := range visitsPerStore {
			words := []string{"rival visit", wave.Name, outlet.Code, strconv.Itoa(n)}
			shopper := d.Shoppers[(i+n)%len(d.Shoppers)]
			assignment := fieldwork.Assignment{
				ID: derived(append(words, "assignment")...).String(), Wave: wave.Name, Definition: visitDefinition, Location: outlet.Code, Person: shopper.ID,
				FirstDay: wave.FirstDay, LastDay: wave.LastDay, Scenario: scenario, Briefing: briefing,
				Fee: &fieldwork.Money{Amount: 4500, Currency: "CHF"}, CreatedAt: made,
			}
			report := d.visit(roll(seed, words...), rivalChances[outlet.Brand], wave, outlet, i, assignment, shopper)
			d.review(&report, outlet.Position, fate{})
			d.Assignments, d.Reports = append(d.Assignments, assignment), append(d.Reports, report)
		}
	}
}

// link names one of the demo's links by its number.
func link(number int) string { return fmt.Sprint(number) }
