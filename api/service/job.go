package service

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// FieldJob is an assignment on the job board, with the reasons why this shopper may not have
// it. How far away it is the phone computes: the shopper's position never leaves it.
type FieldJob struct {
	Assignment AssignmentFace      `json:"assignment"`
	Project    FieldProject        `json:"project"`
	Location   LocationFace        `json:"location"`
	Wave       TitleFace           `json:"wave"`
	Definition TitleFace           `json:"definition"`
	Quiz       *FieldQuiz          `json:"quiz,omitempty"`
	Refusals   []fieldwork.Refusal `json:"refusals"`
	Applied    bool                `json:"applied"`
}

// endless comes after every day.
const endless = "~"

// FieldJobs gives what is on the job boards of the projects in which the actor reports,
// those that end first at the beginning. What is over is left out.
func (s *Service) FieldJobs(ctx context.Context, actor Actor) (List[FieldJob], error) {
	list := List[FieldJob]{Items: []FieldJob{}}
	room := s.fieldRoom(actor.person)
	for _, membership := range actor.person.Memberships {
		if !auth.Report.Allows(&actor.person, membership.Project) {
			continue
		}
		for _, board := range []string{fieldwork.BoardFirst, fieldwork.BoardApply} {
			query := store.Query{Index: "board", Equal: []any{membership.Project, board, ""}}
			for assignment, err := range s.assignments.all(ctx, query) {
				if err != nil {
					return list, err
				}
				if !assignment.OnBoard() {
					continue
				}
				job, over, err := room.job(ctx, assignment)
				if err != nil {
					return list, err
				}
				if !over {
					list.Items = append(list.Items, job)
				}
			}
		}
	}
	slices.SortStableFunc(list.Items, func(a, b FieldJob) int {
		left, right := a.Assignment, b.Assignment
		return cmp.Or(cmp.Compare(cmp.Or(left.LastDay, endless), cmp.Or(right.LastDay, endless)), cmp.Compare(left.ID, right.ID))
	})
	return list, nil
}

func (r *fieldRoom) job(ctx context.Context, assignment fieldwork.Assignment) (job FieldJob, over bool, err error) {
	project, err := r.project(ctx, assignment.Project)
	if err != nil {
		return job, false, err
	}
	wave, err := r.wave(ctx, project.ID, assignment.Wave)
	if err != nil {
		return job, false, err
	}
	refusals, err := r.refusals(ctx, project, wave, assignment)
	if err != nil {
		return job, false, err
	}
	if slices.ContainsFunc(refusals, func(f fieldwork.Refusal) bool { return f.Code == fieldwork.RefusedWindowOver }) {
		return job, true, nil
	}
	location, err := r.location(ctx, project.ID, assignment.Location)
	if err != nil {
		return job, false, err
	}
	compiled, err := r.service.forms.get(ctx, project.ID, assignment.Definition)
	if err != nil {
		return job, false, err
	}
	job = FieldJob{
		Assignment: faceOf(assignment, wave, r.person.ID),
		Project:    FieldProject{project.ID, project.Title, project.TimeZone},
		Location:   LocationFace{location.Code, location.Title, location.Address, location.Position, location.OpeningHours, location.Radius},
		Wave:       TitleFace{wave.Name, wave.Title},
		Definition: TitleFace{compiled.definition.ID, titleOf(compiled.definition)},
		Refusals:   refusals, Applied: assignment.Applied(r.person.ID),
	}
	if assignment.Quiz != nil {
		if job.Quiz, err = r.quiz(ctx, project.ID, *assignment.Quiz); err != nil {
			return job, false, err
		}
	}
	return job, false, nil
}

func titleOf(definition *form.Definition) form.Text {
	if definition.Title == nil {
		return form.Text{}
	}
	return definition.Title
}

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

// Act does what a shopper decided about an assignment, exactly once by the act's id, and
// gives the assignment as it is then. Of two who take the same job one gets Conflict
// "assignment.taken"; Invalid "assignment.refused" names the rules that stand against it.
func (s *Service) Act(ctx context.Context, actor Actor, id string, act fieldwork.Act) (FieldAssignment, error) {
	if err := act.Check(); err != nil {
		return FieldAssignment{}, err
	}
	assignment, err := s.fieldAssignment(ctx, actor, id)
	if err != nil {
		return FieldAssignment{}, err
	}
	reports, err := s.ownReports(ctx, actor, assignment)
	if err != nil {
		return FieldAssignment{}, err
	}
	response := reports[assignment.ID]
	if act.Kind == fieldwork.ActAccept {
		// The rules look at other assignments too: whoever takes two jobs at once must not
		// have both judged by what was before. (In this process; two processes that serve
		// the same shopper in the same instant may still let one visit too many through.)
		s.taking.Lock()
		defer s.taking.Unlock()
	}
	room := s.fieldRoom(actor.person)
	assignment, _, err = s.assignments.change(ctx, id, func(kept *fieldwork.Assignment) error {
		if done, err := kept.Did(act, actor.person.ID); err != nil || done {
			return cmp.Or(err, errDone)
		}
		if !visible(kept, actor.person.ID) {
			return s.assignments.unknown(id)
		}
		if err := room.mayAct(ctx, *kept, act.Kind); err != nil {
			return err
		}
		before := len(kept.Events)
		if err := kept.Perform(act, actor.person.ID, s.instant(), response.ID != ""); err != nil {
			return err
		}
		if len(kept.Events) == before {
			return errDone
		}
		return nil
	})
	if err != nil && !errors.Is(err, errDone) {
		return FieldAssignment{}, err
	}
	return room.item(ctx, assignment, response)
}

// mayAct refuses what rules stand against: taking from the job board, applying, and
// accepting without having passed the quiz.
func (r *fieldRoom) mayAct(ctx context.Context, assignment fieldwork.Assignment, kind fieldwork.ActKind) error {
	if kind != fieldwork.ActAccept && kind != fieldwork.ActApply || assignment.CurrentState() == fieldwork.AssignmentAccepted {
		return nil
	}
	if assignment.Person != "" && assignment.Person != r.person.ID {
		return nil // taken, which Perform tells
	}
	project, err := r.project(ctx, assignment.Project)
	if err != nil {
		return err
	}
	wave, err := r.wave(ctx, project.ID, assignment.Wave)
	if err != nil {
		return err
	}
	refusals, err := r.refusals(ctx, project, wave, assignment)
	if err != nil {
		return err
	}
	if assignment.Person == r.person.ID {
		// Who it was given to was the lead's to decide; only the quiz is the shopper's own.
		refusals = slices.DeleteFunc(refusals, func(f fieldwork.Refusal) bool { return f.Code != fieldwork.RefusedCertification })
	}
	if len(refusals) > 0 {
		return fieldwork.Refused(refusals...)
	}
	return nil
}

// Gift is the answer of a lead to applications: who gets the assignment.
type Gift struct {
	ID     string `json:"id" validate:"required"` // of the event, minted by the desk
	Person string `json:"person" validate:"required"`
}

// Give lets a shopper have an assignment that nobody has, within the rules; who did apply has
// accepted by that.
func (s *Service) Give(ctx context.Context, member Member, id string, gift Gift) (fieldwork.Assignment, error) {
	if !fieldwork.IsUUID(gift.ID) {
		return fieldwork.Assignment{}, fault.New(fault.Invalid, "assignment.invalid", "The id is no UUID.").With(
			fault.Field{Path: "id", Code: "format", Message: "Give a UUID in lower case."})
	}
	if err := s.checkShopper(ctx, fieldwork.Assignment{Project: member.project.ID, Person: gift.Person}); err != nil {
		return fieldwork.Assignment{}, err
	}
	person, _, err := s.people.get(ctx, gift.Person)
	if err != nil {
		return fieldwork.Assignment{}, err
	}
	s.taking.Lock()
	defer s.taking.Unlock()
	room := s.fieldRoom(person)
	assignment, _, err := s.assignments.change(ctx, id, func(kept *fieldwork.Assignment) error {
		if kept.Project != member.project.ID {
			return s.assignments.unknown(id)
		}
		if kept.Knows(gift.ID) || kept.Person == gift.Person {
			return errDone
		}
		if kept.Person == "" {
			wave, err := room.wave(ctx, kept.Project, kept.Wave)
			if err != nil {
				return err
			}
			candidate, err := room.candidate(ctx, member.project, *kept)
			if err != nil {
				return err
			}
			if refusals := member.project.FieldRules().GiftRefusals(kept, &wave, candidate, s.today(member.project)); len(refusals) > 0 {
				return fieldwork.Refused(refusals...)
			}
		}
		return kept.Give(gift.ID, gift.Person, member.person.ID, s.instant())
	})
	if err != nil && !errors.Is(err, errDone) {
		return fieldwork.Assignment{}, err
	}
	return assignment, nil
}
