// Package demo invents the demo project: a regional retailer with twenty stores, mystery
// visits and a customer survey before and after some changes, what employees think and what
// competitors do beside them, a pilot that is under way, actions, alerts and cases.
// It is pure and seeded: the same seed and day give the same data. Names of stores are made
// up; people are numbers.
package demo

import (
	"math"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/google/uuid"

	"touchstone/api/fieldwork"
)

// Project is the id of the demo project.
const Project = "demo"

// Seed is the seed of the data that ships.
const Seed = 1

// Data is everything of the demo project. Links carry a number as id, which whoever stores
// them replaces by a secret.
type Data struct {
	Project     fieldwork.Project
	Touchpoints []fieldwork.Touchpoint
	Locations   []fieldwork.Location
	Waves       []fieldwork.Wave
	Shoppers    []fieldwork.Person
	Reviewer    fieldwork.Person
	Assignments []fieldwork.Assignment
	Links       []fieldwork.Link
	Reports     []Report
	Photos      []Photo
	Actions     []fieldwork.Action
	Alerts      []fieldwork.Alert
	Plots       []Plot // of the cases, by alert
}

// Report is one response to be: what was sent, and where it belongs.
type Report struct {
	Submission fieldwork.Submission
	Wave       string
	Location   string
	Person     string // shopper, of visits
	Link       string // number of the link, of customers

	Review     *fieldwork.Review // of visits; nil while nobody has looked at it
	ReviewedAt fieldwork.Instant
}

// Visits and customers refer to the definitions of the library in the version they were
// written for.
var (
	visitDefinition    = fieldwork.DefinitionRef{ID: "store-visit", Version: 1}
	feedbackDefinition = fieldwork.DefinitionRef{ID: "customer-feedback", Version: 1}
	employeeDefinition = fieldwork.DefinitionRef{ID: "employee-view", Version: 1}
)

// Definitions gives the ids of the library's definitions that the data answers.
func Definitions() []string {
	return []string{visitDefinition.ID, feedbackDefinition.ID, employeeDefinition.ID}
}

// Generate invents the data; one wave is under way on the day today.
func Generate(seed uint64, today time.Time) Data {
	d := Data{Project: project, Touchpoints: touchpoints(), Locations: locations(), Waves: waves(), Shoppers: shoppers(), Reviewer: reviewer(), Photos: photos()}
	for i := range d.Waves {
		d.Links = append(d.Links, feedbackLink(d.Waves[i], i+1))
	}
	for i := range d.Waves {
		d.visits(seed, i)
		d.customers(seed, i)
		d.employees(seed, i)
		d.rivals(seed, i)
	}
	d.purchases()
	d.pilot(today)
	d.pilotCustomers(seed)
	d.Actions, d.Alerts, d.Plots = actions(today), alerts(today, d.Reviewer.ID), plots
	return d
}

// dice are the chances of one response, the same for the same seed and words.
type dice struct{ *rand.Rand }

func roll(seed uint64, words ...string) dice {
	id := derived(words...)
	var mix uint64
	for _, b := range id[:8] {
		mix = mix<<8 | uint64(b)
	}
	return dice{rand.New(rand.NewPCG(seed, mix))}
}

// chance is true with probability p.
func (d dice) chance(p float64) bool { return d.Float64() < p }

// grade gives a whole number around mean, from low to high.
func (d dice) grade(mean, spread float64, low, high int) int {
	return min(max(int(math.Round(mean+spread*d.NormFloat64())), low), high)
}

// longestWait ends the scale of waiting times in the definition, in minutes.
const longestWait = 15

// minutes gives a waiting time of about the mean, skewed as waiting is.
func (d dice) minutes(mean float64) int {
	return min(int(math.Round(mean*(0.45+0.55*d.ExpFloat64()))), longestWait)
}

// one picks an entry.
func one[T any](d dice, entries []T) T { return entries[d.IntN(len(entries))] }

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// derived gives a UUID for words.
func derived(words ...string) uuid.UUID {
	name := "touchstone-demo"
	for _, word := range words {
		name += "/" + strconv.Quote(word)
	}
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name))
}

var zone = func() *time.Location {
	zone, err := time.LoadLocation(project.TimeZone)
	if err != nil {
		return time.UTC // a system without time zones; the product brings its own
	}
	return zone
}()

// moment gives an instant on a day of the wave in the project's time zone.
func moment(wave fieldwork.Wave, day, minute int) time.Time {
	first, _ := time.ParseInLocation("2006-01-02", wave.FirstDay, zone) // waves() writes it so
	return first.AddDate(0, 0, day).Add(time.Duration(minute) * time.Minute)
}
