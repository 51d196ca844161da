package fieldwork

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Refusal is a reason why a shopper may not have an assignment.
type Refusal struct {
	Code    string `json:"code"` // one of the constants below
	Message string `json:"message"`
	Until   string `json:"until,omitempty"` // day from which the reason no longer holds, where that is known
}

// Codes of refusals.
const (
	RefusedNotOffered    = "notOffered"
	RefusedTaken         = "taken"
	RefusedWindowOver    = "windowOver"
	RefusedLockout       = "lockout"
	RefusedPerDay        = "perDay"
	RefusedLocationGap   = "locationGap"
	RefusedCertification = "certification"
	RefusedRating        = "rating"
)

// Booking is an assignment that somebody has, as far as the rules of who may have another
// go by it.
type Booking struct {
	Assignment string
	Project    string
	Location   string // code; "" for a visit of an account
	Person     string
	Days       Days
}

// Days are the days on which a visit may be, or the one on which it was.
type Days struct {
	First, Last string // "" is open
	Weekdays    []int  // ISO numbers, 1 is Monday; none: all
	Excluded    []string
}

// DaysOf gives the days of an assignment: its own or else the wave's. visited is the day on
// which the shopper was there, "" while they were not.
func DaysOf(a *Assignment, wave *Wave, visited string) Days {
	if visited != "" {
		return Days{First: visited, Last: visited}
	}
	return Days{
		First: cmp.Or(a.FirstDay, wave.FirstDay), Last: cmp.Or(a.LastDay, wave.LastDay),
		Weekdays: a.Weekdays, Excluded: a.ExcludedDays,
	}
}

// BookingOf gives the booking that an assignment is; not ok while nobody has it, when it is
// cancelled, and when its days went by without a visit.
func BookingOf(a *Assignment, wave *Wave, visited, today string) (Booking, bool) {
	state := a.CurrentState()
	days := DaysOf(a, wave, visited)
	if visited == "" {
		days = days.from(today)
	}
	if a.Person == "" || state == AssignmentPlanned || state == AssignmentCancelled || visited == "" && days.Last != "" && days.Last < today {
		return Booking{}, false
	}
	return Booking{a.ID, a.Project, a.Location, a.Person, days}, true
}

// Candidate is a shopper who would like an assignment, or is to get it.
type Candidate struct {
	Person    string
	Own       []Booking // what they have in the project
	Diary     *Diary    // of Own without the assignment asked about, made once for many; nil: made of Own
	Place     []Booking // what anybody has at the location
	Certified bool      // passed the assignment's quiz
	Rating    *float64  // mean grade, 1 to 10; nil before the first report was graded
}

// Refusals gives the reasons why a shopper may not take an assignment from the job board on
// that day (of the project's time zone), or apply for it. Whether the person it is given to
// has passed the quiz is seen when they accept it; see GiftRefusals.
func (r Rules) Refusals(job *Assignment, wave *Wave, candidate Candidate, today string) []Refusal {
	refusals := []Refusal{}
	switch {
	case job.Person != "" && job.Person != candidate.Person:
		refusals = append(refusals, Refusal{Code: RefusedTaken, Message: "Somebody else has it already."})
	case job.CurrentState() == AssignmentCancelled, job.Person == "" && (job.CurrentState() != AssignmentOffered || job.Board == ""):
		refusals = append(refusals, Refusal{Code: RefusedNotOffered, Message: "It is not on offer."})
	}
	refusals = append(refusals, r.GiftRefusals(job, wave, candidate, today)...)
	if job.Quiz != nil && !candidate.Certified {
		refusals = append(refusals, Refusal{Code: RefusedCertification, Message: "The quiz has to be passed first."})
	}
	return refusals
}

// GiftRefusals gives the reasons against giving an assignment to a shopper.
func (r Rules) GiftRefusals(job *Assignment, wave *Wave, candidate Candidate, today string) []Refusal {
	refusals := []Refusal{}
	days := DaysOf(job, wave, "").from(today)
	if !days.any() {
		refusals = append(refusals, Refusal{Code: RefusedWindowOver, Message: "The days on which it could be done are over."})
	}
	others := func(bookings []Booking, same func(Booking) bool) []Booking {
		var list []Booking
		for _, b := range bookings {
			if b.Assignment != job.ID && b.Project == job.Project && same(b) {
				list = append(list, b)
			}
		}
		return list
	}
	here := func(b Booking) bool { return job.Location != "" && b.Location == job.Location }
	if until, clash := clash(days, others(candidate.Own, here), r.LockoutDays); clash {
		refusals = append(refusals, Refusal{RefusedLockout, fmt.Sprintf("Visits of a location by the same shopper lie at least %d days apart.", r.LockoutDays), until})
	}
	if until, clash := clash(days, others(candidate.Place, here), r.LocationGapDays); clash {
		refusals = append(refusals, Refusal{RefusedLocationGap, fmt.Sprintf("Visits of a location lie at least %d days apart.", r.LocationGapDays), until})
	}
	if r.PerDay > 0 && days.any() {
		diary := candidate.Diary
		if diary == nil {
			diary = NewDiary(others(candidate.Own, func(Booking) bool { return true }), r.PerDay, today)
		}
		if !diary.Fits(days) {
			refusals = append(refusals, Refusal{Code: RefusedPerDay, Message: fmt.Sprintf("A shopper makes at most %d visits a day, and no day is left for this one.", r.PerDay)})
		}
	}
	if job.MinimumRating > 0 && (candidate.Rating == nil || *candidate.Rating < job.MinimumRating) {
		refusals = append(refusals, Refusal{Code: RefusedRating, Message: fmt.Sprintf("It needs a rating of at least %g.", job.MinimumRating)})
	}
	return refusals
}

// from gives the days that are left on the day today.
func (d Days) from(today string) Days {
	d.First = max(d.First, today)
	return d
}

// holds tells whether a visit may be on the day.
func (d Days) holds(day time.Time) bool {
	name := day.Format(dayFormat)
	if name < d.First || d.Last != "" && name > d.Last || slices.Contains(d.Excluded, name) {
		return false
	}
	return len(d.Weekdays) == 0 || slices.Contains(d.Weekdays, isoWeekday(day))
}

func isoWeekday(day time.Time) int { return (int(day.Weekday())+6)%7 + 1 }

// mostDaysAhead bounds how many days are looked through.
const mostDaysAhead = 800

// upTo lists the first days, at most so many.
func (d Days) upTo(most int) []string {
	var list []string
	day, err := time.Parse(dayFormat, d.First)
	for n := 0; err == nil && n < mostDaysAhead && len(list) < most; n++ {
		if name := day.Format(dayFormat); d.Last != "" && name > d.Last {
			break
		} else if d.holds(day) {
			list = append(list, name)
		}
		day = day.AddDate(0, 0, 1)
	}
	return list
}

func (d Days) any() bool { return len(d.upTo(1)) > 0 }

// clash tells whether a visit on some of the days would lie less than gap days from some
// booking's. It is strict: as long as a booking's day is not known all its days count, so
// that the gap is kept whenever the two visits are made. until is the first day from which
// it would be kept.
func clash(days Days, bookings []Booking, gap int) (until string, found bool) {
	if gap <= 0 {
		return "", false
	}
	for _, b := range bookings {
		after, before := "", ""
		if b.Days.Last != "" {
			after = soon(b.Days.Last, gap) // the first day late enough
		}
		if b.Days.First != "" {
			before = soon(b.Days.First, -gap) // the last day early enough
		}
		if after != "" && days.First >= after || before != "" && days.Last != "" && days.Last <= before {
			continue
		}
		found = true
		until = max(until, after)
	}
	if until != "" && days.Last != "" && until > days.Last {
		until = "" // it ends before
	}
	return until, found
}
