package fieldwork_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
)

var visit = fieldwork.DefinitionRef{ID: "visit", Version: 1}

func minted(words ...string) string { return strings.Join(words, "/") }

// ground gives a wave of May 2026 and some locations, on the day before it.
func ground(locations ...fieldwork.Location) fieldwork.PlanGround {
	for i := range locations {
		locations[i].Project = "p"
	}
	return fieldwork.PlanGround{
		Wave: &fieldwork.Wave{Project: "p", Name: "w", FirstDay: "2026-05-04", LastDay: "2026-05-31"}, Locations: locations, Today: "2026-05-03", Mint: minted,
		Known: func(string) bool { return false }, Roster: fieldwork.NewRoster(fieldwork.Rules{}, nil, nil, "2026-05-03"),
	}
}

// told gives the visits of a plan, a word each, then what is left.
func told(laid fieldwork.Laid) string {
	var words []string
	for _, job := range laid.Planned {
		words = append(words, strings.Trim(fmt.Sprintf("%s:%s..%s %s-%s %s %s", job.Location, job.FirstDay, job.LastDay, job.From, job.To, job.SubmitBy, job.Person), " -"))
	}
	for _, left := range laid.Left {
		words = append(words, left.Location+"!"+left.Code)
	}
	return strings.Join(words, ", ")
}

func TestPlansAreLaid(t *testing.T) {
	three, no, yes := 3, false, true
	weekdays := []fieldwork.OpenHours{{Days: []int{1, 2, 3, 4, 5}, From: "09:00", To: "18:00"}}
	morning, evening, day := fieldwork.Hours{From: "08:00", To: "12:00"}, fieldwork.Hours{From: "19:00", To: "21:00"}, fieldwork.Hours{From: "13:00", To: "17:00"}
	for _, c := range []struct {
		name  string
		given fieldwork.Plan
		on    fieldwork.PlanGround
		want  string
	}{
		{"a visit within the wave", fieldwork.Plan{Visits: 1}, ground(fieldwork.Location{Code: "a"}), "a:2026-05-04..2026-05-31"},
		{"own days", fieldwork.Plan{Visits: 1, FirstDay: "2026-05-10", LastDay: "2026-05-12", SubmitAfterDays: &three}, ground(fieldwork.Location{Code: "a"}), "a:2026-05-10..2026-05-12 - 2026-05-15"},
		{"spread over parts of the days, hours taking turns", fieldwork.Plan{Visits: 2, Spread: true, Hours: []fieldwork.Hours{morning, day}}, ground(fieldwork.Location{Code: "a"}, fieldwork.Location{Code: "b"}),
			"a:2026-05-04..2026-05-17 08:00-12:00, a:2026-05-18..2026-05-31 13:00-17:00, b:2026-05-04..2026-05-17 13:00-17:00, b:2026-05-18..2026-05-31 08:00-12:00"},
		{"spread over fewer days than visits", fieldwork.Plan{Visits: 3, Spread: true, FirstDay: "2026-05-30"}, ground(fieldwork.Location{Code: "a"}), "a:2026-05-30..2026-05-30, a:2026-05-30..2026-05-30, a:2026-05-31..2026-05-31"},
		{"on some weekdays, without holidays", fieldwork.Plan{Visits: 1, Weekdays: []int{1, 4}, ExcludedDays: []string{"2026-05-04", "2026-05-28"}}, ground(fieldwork.Location{Code: "a"}), "a:2026-05-07..2026-05-25"},
		{"only days that are left", fieldwork.Plan{Visits: 1, FirstDay: "2026-04-01", LastDay: "2026-05-10"}, ground(fieldwork.Location{Code: "a"}), "a:2026-05-03..2026-05-10"},
		{"days gone by", fieldwork.Plan{Visits: 1, FirstDay: "2026-04-01", LastDay: "2026-05-02"}, ground(fieldwork.Location{Code: "a"}), "a!windowOver"},
		{"an inactive location", fieldwork.Plan{Visits: 1}, ground(fieldwork.Location{Code: "a", Active: &fieldwork.DaySpan{Until: "2026-05-03"}}, fieldwork.Location{Code: "b", Active: &fieldwork.DaySpan{From: "2026-05-20"}}), "b:2026-05-20..2026-05-31, a!inactive"},
		{"hours when it is closed", fieldwork.Plan{Visits: 2, Hours: []fieldwork.Hours{evening, morning}}, ground(fieldwork.Location{Code: "a", OpeningHours: weekdays}), "a:2026-05-04..2026-05-29 08:00-12:00, a:2026-05-04..2026-05-29 08:00-12:00"},
		{"closed whenever it could be", fieldwork.Plan{Visits: 1, Weekdays: []int{6, 7}}, ground(fieldwork.Location{Code: "a", OpeningHours: weekdays}, fieldwork.Location{Code: "b"}), "b:2026-05-09..2026-05-31, a!closed"},
		{"named, tagged and unknown", fieldwork.Plan{Visits: 1, Locations: []string{"c", "x"}, Tags: []string{"t"}}, ground(fieldwork.Location{Code: "a", Tags: []string{"t"}}, fieldwork.Location{Code: "b"}, fieldwork.Location{Code: "c"}),
			"a:2026-05-04..2026-05-31, c:2026-05-04..2026-05-31, x!unknown"},
		{"own only", fieldwork.Plan{Visits: 1, Competitors: &no}, ground(fieldwork.Location{Code: "a", Competitor: true}, fieldwork.Location{Code: "b"}), "b:2026-05-04..2026-05-31"},
		{"competitors only", fieldwork.Plan{Visits: 1, Competitors: &yes}, ground(fieldwork.Location{Code: "a", Competitor: true}, fieldwork.Location{Code: "b"}), "a:2026-05-04..2026-05-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.given.Wave, c.given.Definition = "w", visit
			if err := c.given.Check(c.on.Wave); err != nil {
				t.Fatal(err)
			}
			if got := told(c.given.Lay(c.on)); got != c.want {
				t.Errorf("%s\nwant %s", got, c.want)
			}
		})
	}
}

func TestTargetsAreSharedOut(t *testing.T) {
	on := ground(fieldwork.Location{Code: "a", Tags: []string{"city"}}, fieldwork.Location{Code: "b", Tags: []string{"city"}}, fieldwork.Location{Code: "c", Tags: []string{"city"}},
		fieldwork.Location{Code: "d"}, fieldwork.Location{Code: "e", Tags: []string{"city"}, Active: &fieldwork.DaySpan{Until: "2026-01-01"}})
	on.Wave.Targets = []fieldwork.Target{{Definition: "visit", Count: 1}, {Definition: "visit", Count: 5, Tag: "city"}, {Definition: "visit", Count: 4, Location: "c"}, {Definition: "other", Count: 9}}
	plan := fieldwork.Plan{Wave: "w", Definition: visit, Targets: true}
	counts := map[string]int{}
	for _, job := range plan.Lay(on).Planned {
		counts[job.Location]++
	}
	if got := fmt.Sprint(counts); got != "map[a:3 b:2 c:4 d:1]" {
		t.Error(got)
	}
}

// Whatever is planned, planning it again adds nothing, and planning it in parts gives the
// same visits as planning it at once.
func TestPlanningTwiceIsPlanningOnce(t *testing.T) {
	roll := rand.New(rand.NewPCG(4, 2026))
	for range 300 {
		var locations []fieldwork.Location
		for i := range 1 + roll.IntN(12) {
			l := fieldwork.Location{Code: fmt.Sprintf("l%02d", i), Competitor: roll.IntN(4) == 0}
			if roll.IntN(3) == 0 {
				l.Tags = []string{"t"}
			}
			if roll.IntN(4) == 0 {
				l.OpeningHours = []fieldwork.OpenHours{{Days: []int{1 + roll.IntN(7)}, From: "10:00", To: "16:00"}}
			}
			locations = append(locations, l)
		}
		on, kept := ground(locations...), map[string]string{}
		on.Known = func(id string) bool { return kept[id] != "" }
		plan := fieldwork.Plan{Wave: "w", Definition: visit, Visits: 1 + roll.IntN(5), Spread: roll.IntN(2) == 0, Hours: []fieldwork.Hours{{From: "09:00", To: "11:00"}, {From: "15:00", To: "18:00"}}[:roll.IntN(3)]}
		once := plan.Lay(on)
		words := func(job fieldwork.Assignment) string {
			text, err := json.Marshal(job)
			if err != nil {
				t.Fatal(err)
			}
			return string(text)
		}
		for _, job := range once.Planned {
			if kept[job.ID] != "" {
				t.Fatalf("%s twice in one plan", job.ID)
			}
			kept[job.ID] = words(job)
		}
		if again := plan.Lay(on); len(again.Planned) != 0 || again.Existing != len(once.Planned) {
			t.Fatalf("again %d planned, %d existing of %d", len(again.Planned), again.Existing, len(once.Planned))
		}
		for id := range kept {
			if roll.IntN(2) == 0 {
				delete(kept, id)
			}
		}
		for _, job := range plan.Lay(on).Planned {
			kept[job.ID] = words(job)
		}
		for _, job := range once.Planned {
			if kept[job.ID] != words(job) {
				t.Fatalf("completed otherwise: %s\nat once: %s", kept[job.ID], words(job))
			}
		}
	}
}

func TestPeopleTakeTurnsWithinTheRules(t *testing.T) {
	on := ground(fieldwork.Location{Code: "a"}, fieldwork.Location{Code: "b"})
	on.Roster = fieldwork.NewRoster(fieldwork.Rules{LockoutDays: 90}, []fieldwork.Booking{{Assignment: "x", Project: "p", Location: "b", Person: "q", Days: fieldwork.Days{First: "2026-04-20", Last: "2026-04-20"}}}, nil, "2026-05-03")
	plan := fieldwork.Plan{Wave: "w", Definition: visit, Visits: 2, People: []string{"o", "q", "r"}, State: fieldwork.AssignmentOffered}
	laid := plan.Lay(on)
	var people []string
	for _, job := range laid.Planned {
		people = append(people, job.Location+job.Person+string(job.State))
	}
	if want := []string{"aooffered", "aqoffered", "broffered", "booffered"}; !slices.Equal(people, want) || len(laid.Left) > 0 {
		t.Errorf("%q, left %v, want %q", people, laid.Left, want)
	}
}

func TestAPlanAsksForARating(t *testing.T) {
	good, poor := 8.5, 4.0
	on := ground(fieldwork.Location{Code: "a"}, fieldwork.Location{Code: "b"})
	on.Roster = fieldwork.NewRoster(fieldwork.Rules{}, nil, map[string]*float64{"good": &good, "poor": &poor}, "2026-05-03")
	plan := fieldwork.Plan{Wave: "w", Definition: visit, Visits: 1, People: []string{"new", "poor", "good"}, Template: fieldwork.Template{MinimumRating: 7}}
	laid := plan.Lay(on)
	if len(laid.Left) != 0 || laid.Planned[0].Person != "good" || laid.Planned[1].Person != "good" {
		t.Errorf("%s, left %v", told(laid), laid.Left)
	}
	plan.People = []string{"new", "poor"}
	if got := told(plan.Lay(on)); got != "a:2026-05-04..2026-05-31, b:2026-05-04..2026-05-31, a!rating, b!rating" {
		t.Error(got)
	}
}
