package service

import (
	"context"

	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// refusals gives the reasons why the room's person may not take an assignment or apply for it.
func (r *fieldRoom) refusals(ctx context.Context, project fieldwork.Project, wave fieldwork.Wave, assignment fieldwork.Assignment) ([]fieldwork.Refusal, error) {
	candidate, err := r.candidate(ctx, project, assignment)
	if err != nil {
		return nil, err
	}
	return project.FieldRules().Refusals(&assignment, &wave, candidate, r.service.today(project)), nil
}

// candidate gathers what the rules need to know of the room's person.
func (r *fieldRoom) candidate(ctx context.Context, project fieldwork.Project, assignment fieldwork.Assignment) (fieldwork.Candidate, error) {
	candidate := fieldwork.Candidate{Person: r.person.ID}
	rules := project.FieldRules()
	var err error
	if rules.LockoutDays > 0 || rules.PerDay > 0 {
		candidate.Own, err = remembered(r.own, project.ID, func() ([]fieldwork.Booking, error) {
			return r.bookings(ctx, project, store.Query{Index: "person", Equal: []any{r.person.ID}})
		})
		if err != nil {
			return candidate, err
		}
	}
	if rules.PerDay > 0 && assignment.Person != r.person.ID {
		// What they have not yet is none of the diary, which many can be asked about then.
		candidate.Diary, err = remembered(r.diaries, project.ID, func() (*fieldwork.Diary, error) {
			return fieldwork.NewDiary(candidate.Own, rules.PerDay, r.service.today(project)), nil
		})
		if err != nil {
			return candidate, err
		}
	}
	if rules.LocationGapDays > 0 && assignment.Location != "" {
		candidate.Place, err = remembered(r.places, project.ID+"/"+assignment.Location, func() ([]fieldwork.Booking, error) {
			return r.bookings(ctx, project, store.Query{Index: "location", Equal: []any{project.ID, assignment.Location}})
		})
		if err != nil {
			return candidate, err
		}
	}
	if assignment.MinimumRating > 0 {
		rating, err := remembered(r.ratings, project.ID, func() (Rating, error) { return r.service.rating(ctx, project.ID, r.person.ID) })
		if err != nil {
			return candidate, err
		}
		candidate.Rating = rating.Mean
	}
	if assignment.Quiz != nil {
		passed, err := r.certification(ctx, project.ID, assignment.Quiz.Definition.ID)
		if err != nil {
			return candidate, err
		}
		candidate.Certified = passed.Passed
	}
	return candidate, nil
}

// bookings gives the assignments of a query that somebody of the project has.
func (r *fieldRoom) bookings(ctx context.Context, project fieldwork.Project, query store.Query) ([]fieldwork.Booking, error) {
	had := []fieldwork.Assignment{}
	for assignment, err := range r.service.assignments.all(ctx, query) {
		if err != nil {
			return nil, err
		}
		if assignment.Project == project.ID && assignment.Person != "" {
			had = append(had, assignment)
		}
	}
	done, err := r.service.responsesFor(ctx, had)
	if err != nil {
		return nil, err
	}
	bookings := []fieldwork.Booking{}
	zone, today := zoneOf(project), r.service.today(project)
	for _, assignment := range had {
		wave, err := r.wave(ctx, project.ID, assignment.Wave)
		if err != nil {
			return nil, err
		}
		visited := ""
		if response, reported := done[assignment.ID]; reported {
			visited = fieldwork.DayOf(response.Begun().Time, zone)
		} else if assignment.CheckedInAt != nil {
			visited = fieldwork.DayOf(assignment.CheckedInAt.Time, zone)
		}
		if booking, ok := fieldwork.BookingOf(&assignment, &wave, visited, today); ok {
			bookings = append(bookings, booking)
		}
	}
	return bookings, nil
}
