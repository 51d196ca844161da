package demo

import (
	"strconv"
	"time"

	"touchstone/api/fieldwork"
)

// customersPerWave is the number of customers who answer in each wave.
const customersPerWave = 460

// feedbackChances say what customers feel in a wave.
type feedbackChances struct {
	satisfaction, friendliness, waiting float64 // means of 5
	found                               float64 // probability of getting what one came for
}

var feedbackWaves = []feedbackChances{
	{satisfaction: 3.85, friendliness: 4.05, waiting: 3.95, found: 0.79},
	{satisfaction: 4.15, friendliness: 4.07, waiting: 3.45, found: 0.81},
}

// pilotArms say what customers feel in the pilot: self-checkouts shorten the waiting, and not
// having them leaves it as it was.
var pilotArms = map[string]feedbackChances{
	"test":    {satisfaction: 4.3, friendliness: 4.02, waiting: 4.15, found: 0.81},
	"control": {satisfaction: 4.12, friendliness: 4.06, waiting: 3.48, found: 0.81},
}

// pilotPerWave is the number of customers who have answered in the pilot so far.
const pilotPerWave = 360

// Numbers of the links, by purpose; those of the waves before the pilot begin with 1.
const (
	pilotLink     = 3
	employeeLinks = 4 // and the next one
)

// pilotCustomers adds what customers say while the pilot is under way.
func (d *Data) pilotCustomers(seed uint64) {
	wave := d.Waves[len(d.Waves)-1]
	d.Links = append(d.Links, feedbackLink(wave, pilotLink))
	own := d.Locations[:len(quarters)]
	for n := range pilotPerWave {
		words := []string{"customer", wave.Name, strconv.Itoa(n)}
		chances := roll(seed, words...)
		store := own[chances.IntN(len(own))]
		d.customer(chances, words, wave, store, pilotArms[wave.ArmOf(&store)], pilotBegun, link(pilotLink))
	}
}

// customers adds the answers of a wave's customers; some leave questions out.
func (d *Data) customers(seed uint64, waveIndex int) {
	wave, p := d.Waves[waveIndex], feedbackWaves[waveIndex]
	for n := range customersPerWave {
		words := []string{"customer", wave.Name, strconv.Itoa(n)}
		chances := roll(seed, words...)
		store := d.Locations[chances.IntN(len(d.Locations))]
		d.customer(chances, words, wave, store, p, 27, link(waveIndex+1))
	}
}

// customer adds the answers of one, within so many days from the wave's first.
func (d *Data) customer(chances dice, words []string, wave fieldwork.Wave, store fieldwork.Location, p feedbackChances, days int, link string) {
	lean := roll(0, "lean", store.Code).NormFloat64() * 0.12
	language := one(chances, []string{"de", "de", "de", "en"})
	satisfaction := chances.grade(p.satisfaction+lean, 0.95, 1, 5)
	recommend := chances.grade(1.7*float64(satisfaction)+1.3, 1.5, 0, 10)
	answers := map[string]any{"satisfaction": float64(satisfaction), "recommend": float64(recommend)}
	if satisfaction <= 2 && chances.chance(0.6) {
		answers["disappointment"] = one(chances, disappointments[language])
	}
	reason := one(chances, []string{"buy", "buy", "buy", "advice", "collect", "return", "look"})
	if chances.chance(0.95) {
		answers["visit_reason"] = reason
	} else {
		reason = ""
	}
	if reason != "look" && chances.chance(0.95) {
		switch {
		case chances.chance(p.found):
			answers["found"] = "yes"
		default:
			answers["found"] = one(chances, []string{"partly", "no", "no", "nothing"})
		}
	}
	if chances.chance(0.94) {
		answers["friendliness"] = float64(chances.grade(p.friendliness+lean, 0.85, 1, 5))
	}
	if chances.chance(0.92) {
		answers["waiting"] = float64(chances.grade(p.waiting+lean, 0.95, 1, 5))
	}
	if satisfaction <= 2 || recommend <= 6 {
		answers["contact_wish"] = "no"
	}
	started := moment(wave, chances.IntN(days), 9*60+chances.IntN(11*60))
	d.Reports = append(d.Reports, Report{
		Wave: wave.Name, Location: store.Code, Link: link,
		Submission: fieldwork.Submission{
			ID: derived(words...).String(), Definition: feedbackDefinition, Answers: answers, Language: language,
			StartedAt: instant(started), SubmittedAt: fieldwork.At(started.Add(time.Duration(20+chances.IntN(90)) * time.Second)),
		},
	})
}
