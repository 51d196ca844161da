package service

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

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
		if done, err := kept.GivenBy(gift.ID, gift.Person); err != nil || done || kept.Person == gift.Person {
			return cmp.Or(err, errDone)
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
