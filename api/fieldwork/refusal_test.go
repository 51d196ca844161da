package fieldwork_test

import (
	"strings"
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

func booking(id, location, person, first, last string) fieldwork.Booking {
	return fieldwork.Booking{Assignment: id, Project: "p", Location: location, Person: person, Days: fieldwork.Days{First: first, Last: last}}
}

func TestRefusals(t *testing.T) {
	rating := func(mean float64) *float64 { return &mean }
	open := func(change func(*fieldwork.Assignment)) fieldwork.Assignment {
		job := fieldwork.Assignment{ID: "job", Project: "p", Location: "zh", Board: fieldwork.BoardFirst, State: fieldwork.AssignmentOffered, FirstDay: "2026-03-10", LastDay: "2026-03-20"}
		if change != nil {
			change(&job)
		}
		return job
	}
	type person = fieldwork.Candidate
	own := func(bookings ...fieldwork.Booking) person { return person{Person: "me", Own: bookings} }
	place := func(bookings ...fieldwork.Booking) person { return person{Person: "me", Place: bookings} }
	lockout, gap, perDay := fieldwork.Rules{LockoutDays: 30}, fieldwork.Rules{LocationGapDays: 7}, fieldwork.Rules{PerDay: 1}
	single := func(day string) func(*fieldwork.Assignment) {
		return func(a *fieldwork.Assignment) { a.FirstDay, a.LastDay = day, day }
	}
	for _, c := range []struct {
		name  string
		rules fieldwork.Rules
		job   func(*fieldwork.Assignment)
		who   person
		today string
		want  string // codes, with ">day" where until is known
	}{
		{"nothing against it", fieldwork.Rules{}, nil, own(), "2026-03-10", ""},
		{"before the window", fieldwork.Rules{}, nil, own(), "2026-01-01", ""},
		{"on the last day", fieldwork.Rules{}, nil, own(), "2026-03-20", ""},
		{"the day after", fieldwork.Rules{}, nil, own(), "2026-03-21", "windowOver"},
		{"no weekday is left", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.Weekdays = []int{1} }, own(), "2026-03-17", "windowOver"}, // 17 March 2026 is a Tuesday
		{"the last weekday is today", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.Weekdays = []int{1} }, own(), "2026-03-16", ""},
		{"Sunday is 7", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.Weekdays, a.LastDay = []int{7}, "2026-03-15" }, own(), "2026-03-15", ""},
		{"the days left are excluded", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.ExcludedDays = []string{"2026-03-20"} }, own(), "2026-03-20", "windowOver"},
		{"a window without an end", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.LastDay = "" }, own(), "2030-01-01", ""},

		{"somebody has it", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.Person = "other" }, own(), "2026-03-10", "taken"},
		{"planned", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.State = fieldwork.AssignmentPlanned }, own(), "2026-03-10", "notOffered"},
		{"not on the board", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.Board = "" }, own(), "2026-03-10", "notOffered"},
		{"cancelled", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.State = fieldwork.AssignmentCancelled }, own(), "2026-03-10", "notOffered"},

		{"lockout: visited the day before", lockout, nil, own(booking("b", "zh", "me", "2026-03-09", "2026-03-09")), "2026-03-10", "lockout"},
		{"lockout: over before the window ends", lockout, nil, own(booking("b", "zh", "me", "2026-02-12", "2026-02-12")), "2026-03-10", "lockout>2026-03-14"},
		{"lockout: over on its last day", lockout, single("2026-03-20"), own(booking("b", "zh", "me", "2026-02-18", "2026-02-18")), "2026-03-10", ""},
		{"lockout: one day too early", lockout, single("2026-03-20"), own(booking("b", "zh", "me", "2026-02-19", "2026-02-19")), "2026-03-10", "lockout"},
		{"lockout: the window waits it out", lockout, nil, own(booking("b", "zh", "me", "2026-02-08", "2026-02-08")), "2026-01-01", ""},
		{"lockout: long ago", lockout, nil, own(booking("b", "zh", "me", "2025-03-09", "2025-03-09")), "2026-03-10", ""},
		{"lockout: another visit comes soon after", lockout, nil, own(booking("b", "zh", "me", "2026-04-18", "2026-04-20")), "2026-03-10", "lockout"},
		{"lockout: another visit comes late enough", lockout, nil, own(booking("b", "zh", "me", "2026-04-19", "2026-04-20")), "2026-03-10", ""},
		{"lockout: another location", lockout, nil, own(booking("b", "be", "me", "2026-03-09", "2026-03-09")), "2026-03-10", ""},
		{"lockout: another project", lockout, nil, own(fieldwork.Booking{Assignment: "b", Project: "q", Location: "zh", Days: fieldwork.Days{First: "2026-03-09", Last: "2026-03-09"}}), "2026-03-10", ""},
		{"lockout: the very assignment", lockout, nil, own(booking("job", "zh", "me", "2026-03-10", "2026-03-20")), "2026-03-10", ""},
		{"lockout: a visit at any time", lockout, nil, own(booking("b", "zh", "me", "", "")), "2026-03-10", "lockout"},
		{"lockout: off", fieldwork.Rules{}, nil, own(booking("b", "zh", "me", "2026-03-09", "2026-03-09")), "2026-03-10", ""},
		{"lockout: accounts have no location", lockout, func(a *fieldwork.Assignment) { a.Location, a.Account = "", "acme" }, own(booking("b", "", "me", "2026-03-09", "2026-03-09")), "2026-03-10", ""},

		{"gap: somebody else was there", gap, nil, place(booking("b", "zh", "other", "2026-03-08", "2026-03-08")), "2026-03-10", "locationGap>2026-03-15"},
		{"gap: seven days later", gap, single("2026-03-15"), place(booking("b", "zh", "other", "2026-03-08", "2026-03-08")), "2026-03-10", ""},
		{"gap: six days later", gap, single("2026-03-14"), place(booking("b", "zh", "other", "2026-03-08", "2026-03-08")), "2026-03-10", "locationGap"},
		{"gap: the later of two counts", gap, nil, place(booking("b", "zh", "x", "2026-03-08", "2026-03-08"), booking("c", "zh", "y", "2026-03-10", "2026-03-10")), "2026-03-10", "locationGap>2026-03-17"},

		{"per day: the day is free", perDay, single("2026-03-11"), own(booking("b", "be", "me", "2026-03-10", "2026-03-10")), "2026-03-10", ""},
		{"per day: the day is full", perDay, single("2026-03-10"), own(booking("b", "be", "me", "2026-03-10", "2026-03-10")), "2026-03-10", "perDay"},
		{"per day: two are allowed", fieldwork.Rules{PerDay: 2}, single("2026-03-10"), own(booking("b", "be", "me", "2026-03-10", "2026-03-10")), "2026-03-10", ""},
		{"per day: the other can move", perDay, single("2026-03-10"), own(booking("b", "be", "me", "2026-03-10", "2026-03-11")), "2026-03-10", ""},
		{"per day: both others can not", perDay, single("2026-03-10"), own(booking("b", "be", "me", "2026-03-10", "2026-03-11"), booking("c", "be", "me", "2026-03-10", "2026-03-11")), "2026-03-10", "perDay"},
		{"per day: a chain of moves", perDay, single("2026-03-10"), own(booking("b", "be", "me", "2026-03-10", "2026-03-11"), booking("c", "be", "me", "2026-03-11", "2026-03-12")), "2026-03-10", ""},
		{"per day: a long window has room", perDay, nil, own(booking("b", "be", "me", "2026-03-10", "2026-03-10")), "2026-03-10", ""},
		{"per day: another project", perDay, single("2026-03-10"), own(fieldwork.Booking{Assignment: "b", Project: "q", Days: fieldwork.Days{First: "2026-03-10", Last: "2026-03-10"}}), "2026-03-10", ""},

		{"quiz: not passed", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.Quiz = &fieldwork.Quiz{} }, own(), "2026-03-10", "certification"},
		{"quiz: passed", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.Quiz = &fieldwork.Quiz{} }, person{Person: "me", Certified: true}, "2026-03-10", ""},
		{"rating: none yet", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.MinimumRating = 7 }, own(), "2026-03-10", "rating"},
		{"rating: too low", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.MinimumRating = 7 }, person{Person: "me", Rating: rating(6.9)}, "2026-03-10", "rating"},
		{"rating: just enough", fieldwork.Rules{}, func(a *fieldwork.Assignment) { a.MinimumRating = 7 }, person{Person: "me", Rating: rating(7)}, "2026-03-10", ""},

		{"several at once", lockout, func(a *fieldwork.Assignment) { a.Person, a.MinimumRating, a.Quiz = "other", 7, &fieldwork.Quiz{} }, own(booking("b", "zh", "me", "2026-03-20", "2026-03-20")), "2026-03-21",
			"taken windowOver lockout rating certification"},
	} {
		t.Run(c.name, func(t *testing.T) {
			job := open(c.job)
			var got []string
			for _, refusal := range c.rules.Refusals(&job, &fieldwork.Wave{}, c.who, c.today) {
				code := refusal.Code
				if refusal.Until != "" {
					code += ">" + refusal.Until
				}
				if refusal.Message == "" {
					t.Errorf("%s says nothing", refusal.Code)
				}
				got = append(got, code)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("refused for %q, want %q", strings.Join(got, " "), c.want)
			}
		})
	}
}

// What the rules go by: days of the wave where the assignment says none, the day of a visit
// once it is known, and nothing that was missed, cancelled or is nobody's.
func TestBookings(t *testing.T) {
	wave := &fieldwork.Wave{FirstDay: "2026-03-01", LastDay: "2026-03-31"}
	for _, c := range []struct {
		name           string
		given          fieldwork.Assignment
		visited, today string
		want           string
	}{
		{"the wave's days from today", fieldwork.Assignment{Person: "a"}, "", "2026-03-05", "2026-03-05 2026-03-31"},
		{"its own days", fieldwork.Assignment{Person: "a", FirstDay: "2026-03-10", LastDay: "2026-03-12"}, "", "2026-03-05", "2026-03-10 2026-03-12"},
		{"visited", fieldwork.Assignment{Person: "a"}, "2026-03-02", "2026-04-05", "2026-03-02 2026-03-02"},
		{"missed", fieldwork.Assignment{Person: "a"}, "", "2026-04-01", ""},
		{"nobody's", fieldwork.Assignment{State: fieldwork.AssignmentOffered}, "", "2026-03-05", ""},
		{"planned for somebody", fieldwork.Assignment{Person: "a", State: fieldwork.AssignmentPlanned}, "", "2026-03-05", ""},
		{"cancelled", fieldwork.Assignment{Person: "a", Cancelled: true}, "", "2026-03-05", ""},
	} {
		booking, ok := fieldwork.BookingOf(&c.given, wave, c.visited, c.today)
		got := booking.Days.First + " " + booking.Days.Last
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Days are those of the project's time zone, whatever UTC says.
func TestDayBoundaries(t *testing.T) {
	for _, c := range []struct{ zone, at, want string }{
		{"Europe/Zurich", "2026-03-09T22:59:59Z", "2026-03-09"},
		{"Europe/Zurich", "2026-03-09T23:00:00Z", "2026-03-10"},
		{"Pacific/Auckland", "2026-03-09T12:00:00Z", "2026-03-10"},
		{"America/Los_Angeles", "2026-03-10T06:59:59Z", "2026-03-09"},
		{"Europe/Zurich", "2026-03-29T22:00:00Z", "2026-03-30"}, // summer time began this day
	} {
		zone, err := time.LoadLocation(c.zone)
		if err != nil {
			t.Fatal(err)
		}
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := fieldwork.DayOf(at, zone); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.at, c.zone, got, c.want)
		}
	}
}
