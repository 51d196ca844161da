package demo

import (
	"fmt"
	"strconv"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// visitsPerStore is the number of mystery visits to a store in each wave.
const visitsPerStore = 4

// visitChances say how stores behave in a wave. Between the waves the staff was trained to
// greet and to offer help, and checkouts were closed to make up for it.
type visitChances struct {
	greeted, attention, advised, alternatives, addOn, farewell, tidy, recognisable float64 // probabilities
	wait, checkout                                                                 float64 // mean minutes
	knowledge, orientation, impression                                             float64 // of 4, 4 and 5
}

var visitWaves = []visitChances{
	{greeted: 0.58, attention: 0.66, advised: 0.80, alternatives: 0.55, addOn: 0.35, farewell: 0.84, tidy: 0.80, recognisable: 0.90,
		wait: 6.4, checkout: 2.2, knowledge: 3.1, orientation: 3.2, impression: 3.6},
	{greeted: 0.88, attention: 0.85, advised: 0.82, alternatives: 0.60, addOn: 0.38, farewell: 0.64, tidy: 0.76, recognisable: 0.91,
		wait: 3.3, checkout: 4.4, knowledge: 3.15, orientation: 3.25, impression: 3.75},
}

// visits adds the assignments of a wave and their reports. Two assignments stay without one.
func (d *Data) visits(seed uint64, waveIndex int) {
	wave := d.Waves[waveIndex]
	for i, store := range d.Locations {
		for n := range visitsPerStore {
			words := []string{"visit", wave.Name, store.Code, strconv.Itoa(n)}
			chances := roll(seed, words...)
			shopper := d.Shoppers[(i+n)%len(d.Shoppers)]
			assignment := fieldwork.Assignment{
				ID: derived(append(words, "assignment")...).String(), Wave: wave.Name, Definition: visitDefinition, Location: store.Code, Person: shopper.ID,
				FirstDay: wave.FirstDay, LastDay: wave.LastDay, Scenario: scenario, Briefing: briefing,
				Fee: &fieldwork.Money{Amount: 4500, Currency: "CHF"}, CreatedAt: made,
			}
			d.Assignments = append(d.Assignments, assignment)
			if waveIndex == 1 && n == 3 && i%10 == 7 {
				continue
			}
			report := d.visit(chances, visitWaves[waveIndex], wave, store, i, assignment, shopper)
			odd := fate{}
			if waveIndex == 1 {
				odd = fates[[2]int{i, n}]
			}
			d.review(&report, store.Position, odd)
			d.Reports = append(d.Reports, report)
		}
	}
}

var (
	scenario = form.Text{
		"en": "You are looking for a gift for a friend who cooks a lot. You would like to spend about 40 francs.",
		"de": "Sie suchen ein Geschenk für einen Freund, der viel kocht. Sie möchten etwa 40 Franken ausgeben.",
	}
	briefing = form.Text{
		"en": "Visit the store **between 10 am and 6 pm**. Look around for two minutes, then let yourself be advised. Buy something small and keep the receipt.",
		"de": "Besuchen Sie die Filiale **zwischen 10 und 18 Uhr**. Sehen Sie sich zwei Minuten um und lassen Sie sich dann beraten. Kaufen Sie eine Kleinigkeit und behalten Sie den Kassenbon.",
	}
)

func (d *Data) visit(chances dice, p visitChances, wave fieldwork.Wave, store fieldwork.Location, storeIndex int, assignment fieldwork.Assignment, shopper fieldwork.Person) Report {
	// A store is better or worse than others in everything, in both waves alike.
	lean := roll(0, "lean", store.Code).NormFloat64() * 0.06
	started := moment(wave, chances.IntN(26), 10*60+chances.IntN(7*60))
	submitted := started.Add(time.Duration(25+chances.IntN(60)) * time.Minute)
	answers := map[string]any{
		"visit_date": started.Format("2006-01-02"),
		"place":      map[string]any{"lat": round(store.Position.Lat+chances.NormFloat64()*0.0002, 6), "lon": round(store.Position.Lon+chances.NormFloat64()*0.0002, 6), "accuracy": float64(5 + chances.IntN(25))},
		"traffic":    one(chances, []string{"few", "some", "some", "many"}),
		"staff_seen": float64(1 + chances.IntN(6)),
	}
	submission := fieldwork.Submission{
		ID: derived("report", assignment.ID).String(), Assignment: assignment.ID, Definition: visitDefinition, Answers: answers, Language: shopper.Language,
		StartedAt: instant(started), SubmittedAt: fieldwork.At(submitted),
	}
	attach := func(question, kind string) {
		photo := d.photo(kind)
		answers[question] = photo.answer()
		submission.Attachments = append(submission.Attachments, photo.announcement(question))
	}

	answers["greeted"] = yesNo(chances.chance(p.greeted + lean))
	wait := chances.minutes(p.wait * (1 - 2*lean))
	answers["wait"] = float64(wait)
	if wait > 10 {
		attach("queue_photo", "queue")
	}
	answers["attention"] = yesNo(chances.chance(p.attention + lean))
	d.advice(chances, p, lean, answers, shopper.Language)

	answers["checkout_wait"] = float64(chances.minutes(p.checkout * (1 - 2*lean)))
	answers["price_correct"] = yesNo(chances.chance(0.98))
	receipt := chances.chance(0.96)
	answers["receipt"] = yesNo(receipt)
	if receipt {
		attach("receipt_photo", "receipt")
		answers["amount"] = float64(495+5*chances.IntN(800)) / 100
	}
	answers["farewell"] = yesNo(chances.chance(p.farewell + lean))

	if chances.chance(p.tidy + lean) {
		answers["flaws"] = []any{"none"}
	} else {
		flaws := []any{"floor", "shelves", "prices", "light", "smell"}
		chances.Shuffle(len(flaws), func(i, j int) { flaws[i], flaws[j] = flaws[j], flaws[i] })
		answers["flaws"] = flaws[:1+chances.IntN(2)]
		if chances.chance(0.4) {
			attach("flaw_photo", "shelf")
		}
	}
	answers["staff_recognisable"] = yesNo(chances.chance(p.recognisable))
	answers["orientation"] = degree(chances.grade(p.orientation+4*lean, 0.7, 1, 4))
	impression := chances.grade(p.impression+5*lean, 0.8, 1, 5)
	answers["impression"] = float64(impression)
	answers["recommend"] = float64(chances.grade(1.6*float64(impression)+1.4, 1.2, 0, 10))
	answers["story"] = story(chances, shopper.Language, impression)
	d.course(chances, answers, started, shopper.Language)
	return Report{Submission: submission, Wave: wave.Name, Location: store.Code, Person: shopper.ID}
}

// course adds when the visit was and what has to be explained.
func (d *Data) course(chances dice, answers map[string]any, started time.Time, language string) {
	entered := started.Add(-time.Duration(5+chances.IntN(10)) * time.Minute)
	answers["time_in"] = entered.Format("15:04")
	answers["time_out"] = entered.Add(time.Duration(18+chances.IntN(22)) * time.Minute).Format("15:04")
	answers["scenario_kept"] = "yes"
	answers["available"] = yesNo(chances.chance(0.93))
	if answers["greeted"] == "no" || answers["wait"].(float64) > 10 {
		answers["arrival_comment"] = one(chances, arrivalComments[language])
	}
	switch {
	case answers["price_correct"] == "no":
		answers["checkout_comment"] = one(chances, priceComments[language])
	case answers["checkout_wait"].(float64) > 10:
		answers["checkout_comment"] = one(chances, queueComments[language])
	}
}

func (d *Data) advice(chances dice, p visitChances, lean float64, answers map[string]any, language string) {
	advised := chances.chance(p.advised + lean)
	answers["advised"] = yesNo(advised)
	if !advised {
		answers["no_advice_reason"] = one(chances, []string{"nobody", "busy", "busy", "private"})
		return
	}
	needs := []any{}
	for _, need := range []string{"use", "experience", "wishes", "budget"} {
		if chances.chance(0.5 + lean) {
			needs = append(needs, need)
		}
	}
	if len(needs) == 0 {
		needs = []any{"none"}
	}
	answers["needs"] = needs
	knowledge := chances.grade(p.knowledge+4*lean, 0.8, 1, 4)
	benefits := chances.grade(p.knowledge+4*lean-0.2, 0.9, 1, 4)
	answers["knowledge"], answers["benefits"] = degree(knowledge), degree(benefits)
	answers["alternatives"] = yesNo(chances.chance(p.alternatives + lean))
	answers["add_on"] = yesNo(chances.chance(p.addOn + lean))
	if knowledge <= 2 || benefits == 1 {
		answers["advice_comment"] = one(chances, adviceComments[language])
	}
}

// degree names a value of the choice list of that name.
func degree(value int) string { return []string{"not", "partly", "mostly", "fully"}[value-1] }

func instant(t time.Time) *fieldwork.Instant {
	at := fieldwork.At(t)
	return &at
}

// story gives two sentences that fit the impression.
func story(chances dice, language string, impression int) string {
	kind := "fair"
	switch {
	case impression >= 4:
		kind = "good"
	case impression <= 2:
		kind = "poor"
	}
	return fmt.Sprint(one(chances, stories[language][kind]), " ", one(chances, endings[language][kind]))
}
