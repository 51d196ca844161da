package fieldwork

import "slices"

// Roster knows who has what in a project, so that much can be given at once within the rules.
type Roster struct {
	rules   Rules
	today   string
	had     map[string]Booking   // by assignment
	own     map[string][]Booking // by person
	here    map[visited][]Booking
	place   map[string][]Booking // by location code
	ratings map[string]*float64  // by person
	diaries map[string]*Diary    // by person, made when first asked for
}

// visited is a person at a location.
type visited struct{ person, location string }

// NewRoster makes a roster of what people have on a day; ratings may lack people without one.
func NewRoster(rules Rules, bookings []Booking, ratings map[string]*float64, today string) *Roster {
	r := &Roster{
		rules: rules, today: today, had: map[string]Booking{}, own: map[string][]Booking{}, here: map[visited][]Booking{}, place: map[string][]Booking{}, ratings: ratings,
		diaries: map[string]*Diary{},
	}
	for _, booking := range bookings {
		r.add(booking)
	}
	return r
}

func (r *Roster) add(booking Booking) {
	r.had[booking.Assignment] = booking
	r.own[booking.Person] = append(r.own[booking.Person], booking)
	if booking.Location != "" {
		at := visited{booking.Person, booking.Location}
		r.here[at] = append(r.here[at], booking)
		r.place[booking.Location] = append(r.place[booking.Location], booking)
	}
}

// Rated tells whether a person has at least a rating.
func (r *Roster) Rated(person string, least float64) bool {
	return r.ratings[person] != nil && *r.ratings[person] >= least
}

// Refusals gives the reasons against giving an assignment to a person.
func (r *Roster) Refusals(job *Assignment, wave *Wave, person string) []Refusal {
	candidate := Candidate{Person: person, Rating: r.ratings[person]}
	switch {
	case r.had[job.ID].Person == person && r.rules.PerDay > 0:
		candidate.Own = r.own[person]
	case r.rules.PerDay > 0:
		candidate.Diary = r.diary(person)
		fallthrough
	case r.rules.LockoutDays > 0:
		candidate.Own = r.here[visited{person, job.Location}]
	}
	if r.rules.LocationGapDays > 0 {
		candidate.Place = r.place[job.Location]
	}
	return r.rules.GiftRefusals(job, wave, candidate, r.today)
}

func (r *Roster) diary(person string) *Diary {
	if r.diaries[person] == nil {
		r.diaries[person] = NewDiary(r.own[person], r.rules.PerDay, r.today)
	}
	return r.diaries[person]
}

// Give notes that a person has an assignment now, instead of whoever had it.
func (r *Roster) Give(job *Assignment, wave *Wave, person string) {
	if before, had := r.had[job.ID]; had {
		theirs := func(b Booking) bool { return b.Assignment == job.ID }
		at := visited{before.Person, before.Location}
		r.own[before.Person] = slices.DeleteFunc(r.own[before.Person], theirs)
		r.here[at] = slices.DeleteFunc(r.here[at], theirs)
		r.place[before.Location] = slices.DeleteFunc(r.place[before.Location], theirs)
		delete(r.diaries, before.Person)
	}
	booking := Booking{Assignment: job.ID, Project: job.Project, Location: job.Location, Person: person, Days: DaysOf(job, wave, "").from(r.today)}
	r.add(booking)
	if diary := r.diaries[person]; diary != nil {
		diary.Add(booking.Days)
	}
}
