package fieldwork

import "slices"

// Roster knows who has what in a project, so that much can be given at once within the rules.
type Roster struct {
	rules   Rules
	today   string
	own     map[string][]Booking // by person
	place   map[string][]Booking // by location code
	ratings map[string]*float64  // by person
}

// NewRoster makes a roster of what people have on a day; ratings may lack people without one.
func NewRoster(rules Rules, bookings []Booking, ratings map[string]*float64, today string) *Roster {
	r := &Roster{rules: rules, today: today, own: map[string][]Booking{}, place: map[string][]Booking{}, ratings: ratings}
	for _, booking := range bookings {
		r.add(booking)
	}
	return r
}

func (r *Roster) add(booking Booking) {
	r.own[booking.Person] = append(r.own[booking.Person], booking)
	if booking.Location != "" {
		r.place[booking.Location] = append(r.place[booking.Location], booking)
	}
}

// Refusals gives the reasons against giving an assignment to a person.
func (r *Roster) Refusals(job *Assignment, wave *Wave, person string) []Refusal {
	return r.rules.GiftRefusals(job, wave, Candidate{Person: person, Own: r.own[person], Place: r.place[job.Location], Rating: r.ratings[person]}, r.today)
}

// Give notes that a person has an assignment now.
func (r *Roster) Give(job *Assignment, wave *Wave, person string) {
	r.Take(job)
	again := *job
	again.Person = person
	r.Take(&again)
	r.add(Booking{Assignment: job.ID, Project: job.Project, Location: job.Location, Person: person, Days: DaysOf(job, wave, "").from(r.today)})
}

// Take notes that whoever has an assignment has it no more.
func (r *Roster) Take(job *Assignment) {
	theirs := func(b Booking) bool { return b.Assignment == job.ID }
	if job.Person != "" {
		r.own[job.Person] = slices.DeleteFunc(slices.Clone(r.own[job.Person]), theirs)
	}
	if slices.ContainsFunc(r.place[job.Location], theirs) {
		r.place[job.Location] = slices.DeleteFunc(slices.Clone(r.place[job.Location]), theirs)
	}
}
