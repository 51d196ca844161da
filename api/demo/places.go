package demo

import (
	"fmt"
	"strconv"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

var made = fieldwork.At(time.Date(2025, 2, 3, 8, 0, 0, 0, time.UTC))

var project = fieldwork.Project{
	ID: Project, Title: "Demo: regional retailer", TimeZone: "Europe/Zurich", Languages: []string{"en", "de"}, Demo: true, CreatedAt: made,
	Rules: &fieldwork.Rules{ShortestSeconds: 600},
}

func touchpoints() []fieldwork.Touchpoint {
	table := []struct {
		name, en, de, goal string
		level, importance  float64
	}{
		{"entrance", "Entrance and greeting", "Eingang und Begrüßung", "Every customer is noticed within three minutes.", 85, 7},
		{"advice", "Advice", "Beratung", "Customers leave with what suits them.", 80, 9},
		{"sales-area", "Sales area", "Verkaufsfläche", "Clean, well filled, easy to find one's way.", 85, 5},
		{"checkout", "Checkout", "Kasse", "No more than two minutes of waiting, always the right price.", 80, 8},
		{"store", "The store as a whole", "Filiale insgesamt", "Customers come back and recommend us.", 75, 10},
	}
	relevant := 3.0
	list := make([]fieldwork.Touchpoint, len(table))
	for i, t := range table {
		list[i] = fieldwork.Touchpoint{
			Name: t.name, Title: form.Text{"en": t.en, "de": t.de}, Channel: "personal", Goal: t.goal, Order: 10 * (i + 1),
			GoalLevel: &t.level, RelevantDifference: &relevant, Importance: &t.importance, Owner: reviewer().ID,
			// What employees think of themselves is compared with it, but is no part of it.
			Weights: map[string]float64{employeeDefinition.ID: 0},
		}
	}
	return list
}

// quarters are the invented quarters of an invented town, by position from its centre in
// kilometres.
var quarters = []struct {
	name        string
	north, east float64
}{
	{"Altstadt", 0, 0}, {"Bahnhof", 0.6, -0.4}, {"Marktplatz", -0.3, 0.2}, {"Neustadt", 0.9, 0.8}, {"Brückenkopf", -0.8, -0.6},
	{"Hafen", -1.6, 0.4}, {"Seeufer", -2.1, 1.3}, {"Mühlequartier", 0.2, 1.9}, {"Gartenstadt", 1.8, -1.7}, {"Hochschule", 1.4, 1.5},
	{"Messe", 2.6, 0.3}, {"Stadion", 2.2, 2.4}, {"Werkquartier", -0.4, -2.3}, {"Nordring", 3.4, -0.6}, {"Südring", -3.2, -0.9},
	{"Ostring", 0.5, 3.6}, {"Westring", 0.1, -3.7}, {"Oberdorf", 4.8, 2.2}, {"Unterdorf", -4.4, 1.9}, {"Waldrand", 5.3, -2.8},
}

func locations() []fieldwork.Location {
	list := make([]fieldwork.Location, len(quarters))
	for i, q := range quarters {
		size := "large"
		if i%3 == 1 {
			size = "small"
		}
		region := "centre"
		if i >= 10 {
			region = "outskirts"
		}
		list[i] = fieldwork.Location{
			Code: fmt.Sprintf("s%02d", i+1), Title: fmt.Sprintf("%02d %s", i+1, q.name), Brand: "Demo", Tags: []string{size, region},
			Position:     &fieldwork.Position{Lat: round(47.05+q.north/111.2, 5), Lon: round(8.25+q.east/75.8, 5)},
			OpeningHours: []fieldwork.OpenHours{{Days: []int{1, 2, 3, 4, 5, 6}, From: "08:00", To: "20:00"}, {Days: []int{7}, From: "09:00", To: "19:00"}},
		}
	}
	return list
}

func round(x float64, digits int) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', digits, 64), 64) // what was just printed can be read
	return rounded
}

func waves() []fieldwork.Wave {
	return []fieldwork.Wave{
		{Name: "baseline", Title: form.Text{"en": "Baseline, spring 2025", "de": "Nullmessung, Frühling 2025"}, Kind: fieldwork.Baseline, FirstDay: "2025-03-03", LastDay: "2025-03-29", Order: 10},
		{Name: "autumn", Title: form.Text{"en": "Follow-up, autumn 2025", "de": "Folgemessung, Herbst 2025"}, Kind: fieldwork.FollowUp, FirstDay: "2025-09-01", LastDay: "2025-09-27", Order: 20},
	}
}

// shoppers have accounts that nobody can sign in to.
func shoppers() []fieldwork.Person {
	list := make([]fieldwork.Person, 6)
	for i := range list {
		language := "de"
		if i%3 == 2 {
			language = "en"
		}
		list[i] = fieldwork.Person{
			ID: derived("shopper", strconv.Itoa(i+1)).String(), Name: fmt.Sprintf("Demo shopper %d", i+1), Email: fmt.Sprintf("shopper-%d@demo.invalid", i+1),
			Language: language, Disabled: true, CreatedAt: made, Memberships: []fieldwork.Membership{{Project: Project, Role: fieldwork.Shopper}},
		}
	}
	return list
}

func feedbackLink(wave fieldwork.Wave, number int) fieldwork.Link {
	return fieldwork.Link{
		ID: strconv.Itoa(number), Title: "Receipt, " + wave.Title["en"], Definition: feedbackDefinition, Wave: wave.Name, Touchpoint: "store", CreatedAt: made,
	}
}
