package service

import (
	"context"
	"fmt"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// AssignmentProgress is an assignment with the response that came back for it, if any.
type AssignmentProgress struct {
	fieldwork.Assignment
	Response      string          `json:"response,omitempty"`
	ResponseState fieldwork.State `json:"responseState,omitempty"`
}

// Assignments gives one page, newest first, with progress.
func (s *Service) Assignments(ctx context.Context, member Member, page Page) (List[AssignmentProgress], error) {
	list := List[AssignmentProgress]{Items: []AssignmentProgress{}}
	found, err := s.assignments.find(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}, Descending: true, Limit: page.Limit, After: page.After})
	if err != nil {
		return list, err
	}
	done, err := s.responsesFor(ctx, found.Items)
	if err != nil {
		return list, err
	}
	list.Next = found.Next
	for _, assignment := range found.Items {
		assignment.Settle()
		progress := AssignmentProgress{Assignment: assignment}
		if response, ok := done[assignment.ID]; ok {
			progress.Response, progress.ResponseState = response.ID, response.State
		}
		list.Items = append(list.Items, progress)
	}
	return list, nil
}

// responsesFor gives the newest response of each assignment that has one.
func (s *Service) responsesFor(ctx context.Context, planned []fieldwork.Assignment) (map[string]fieldwork.Response, error) {
	return s.newestResponses(ctx, planned, func(fieldwork.Response) bool { return true })
}

// responseFor gives the newest response of an assignment; one without an id is none.
func (s *Service) responseFor(ctx context.Context, assignment fieldwork.Assignment) (fieldwork.Response, error) {
	done, err := s.responsesFor(ctx, []fieldwork.Assignment{assignment})
	return done[assignment.ID], err
}

// newestResponses gives the newest of those wanted for each assignment that has one.
func (s *Service) newestResponses(ctx context.Context, planned []fieldwork.Assignment, wanted func(fieldwork.Response) bool) (map[string]fieldwork.Response, error) {
	done := map[string]fieldwork.Response{}
	for part := range slices.Chunk(planned, 100) {
		ids := make([]any, len(part))
		for i, assignment := range part {
			ids[i] = assignment.ID
		}
		for response, err := range s.responses.all(ctx, store.Query{Index: "assignment", In: ids}) {
			if err != nil {
				return nil, err
			}
			if !wanted(response) {
				continue
			}
			if before, ok := done[response.Assignment]; !ok || before.ReceivedAt.Before(response.ReceivedAt.Time) {
				done[response.Assignment] = response
			}
		}
	}
	return done, nil
}

// Assignment gives one assignment whole, with its history.
func (s *Service) Assignment(ctx context.Context, member Member, id string) (fieldwork.Assignment, error) {
	assignment, _, err := s.assignments.get(ctx, id)
	if err == nil && assignment.Project != member.project.ID {
		err = s.assignments.unknown(id)
	}
	assignment.Settle()
	return assignment, err
}

// AddAssignment plans a visit. With an id given by the client the same assignment once more
// is success; without one it gets a new id.
func (s *Service) AddAssignment(ctx context.Context, member Member, assignment fieldwork.Assignment) (fieldwork.Assignment, error) {
	if assignment.ID == "" {
		assignment.ID = newID()
	}
	assignment.Project, assignment.CreatedAt = member.project.ID, s.instant()
	if err := s.checkAssignment(ctx, &assignment); err != nil {
		return assignment, err
	}
	if err := s.requireContact(ctx, assignment); err != nil {
		return assignment, err
	}
	if assignment.Person != "" {
		if err := s.checkShopper(ctx, assignment); err != nil {
			return assignment, err
		}
	}
	assignment.Open(fieldwork.DeskAct{ID: derivedID("opened", assignment.ID), At: assignment.CreatedAt, Person: member.person.ID})
	_, err := s.assignments.insert(ctx, assignment.ID, assignment)
	if !fault.Is(err, fault.Conflict) {
		return assignment, err
	}
	kept, _, err := s.assignments.get(ctx, assignment.ID)
	if err != nil {
		return kept, err
	}
	if kept.Project != assignment.Project || !kept.PlannedAs(&assignment) {
		return fieldwork.Assignment{}, fault.New(fault.Conflict, "assignment.conflict", "There is another assignment with this id.")
	}
	kept.Settle()
	return kept, nil
}

// ChangeAssignment replaces what an assignment says. The shopper may have left the project
// meanwhile; a new one must be able to report. seen is the newest event that who changes it
// saw: Conflict "assignment.stale" when more has happened since, such as that a shopper took
// it; "" asks for no such care.
func (s *Service) ChangeAssignment(ctx context.Context, member Member, assignment fieldwork.Assignment, seen string) (fieldwork.Assignment, error) {
	assignment.Project = member.project.ID
	if err := s.checkAssignment(ctx, &assignment); err != nil {
		return assignment, err
	}
	act := fieldwork.DeskAct{ID: newID(), At: s.instant(), Person: member.person.ID}
	changed, _, err := s.assignments.change(ctx, assignment.ID, func(kept *fieldwork.Assignment) error {
		if kept.Project != member.project.ID {
			return s.assignments.unknown(assignment.ID)
		}
		if seen != "" && seen != kept.Newest() {
			return fault.New(fault.Conflict, "assignment.stale", "Something happened to the assignment meanwhile; look at it anew.")
		}
		if assignment.Contact != kept.Contact || assignment.Account != kept.Account { // one who has left may stay
			if err := s.requireContact(ctx, assignment); err != nil {
				return err
			}
		}
		if assignment.Person != kept.Person && assignment.Person != "" {
			if err := s.checkShopper(ctx, assignment); err != nil {
				return err
			}
		}
		*kept = kept.Revise(assignment, act)
		return kept.Check()
	})
	return changed, err
}

// checkAssignment checks what an assignment says and names, and finds its arm.
func (s *Service) checkAssignment(ctx context.Context, assignment *fieldwork.Assignment) error {
	if err := assignment.Check(); err != nil {
		return err
	}
	if err := s.requireContent(ctx, *assignment); err != nil {
		return err
	}
	return s.findArm(ctx, assignment)
}

// requireContent checks that everything an assignment names is in its project; what is ""
// is not checked.
func (s *Service) requireContent(ctx context.Context, assignment fieldwork.Assignment) error {
	if err := s.requireNouns(ctx, assignment.Project, assignment.Wave, "", assignment.Location, assignment.Definition); err != nil {
		return err
	}
	problem := fault.New(fault.Invalid, "reference.unknown", "It names something that is not in this project.")
	if assignment.Quiz != nil {
		_, err := s.forms.get(ctx, assignment.Project, assignment.Quiz.Definition)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err != nil {
			problem.With(fault.Field{Path: "quiz.definition", Code: "unknown", Message: fault.Of(err).Message})
		}
	}
	if assignment.Account != "" {
		_, _, err := s.accounts.get(ctx, assignment.Project+"/"+assignment.Account)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err != nil {
			problem.With(fault.Field{Path: "account", Code: "unknown", Message: fault.Of(err).Message})
		}
	}
	for i, document := range assignment.Documents {
		_, _, err := s.files.get(ctx, fileID(assignment.Project, document.SHA256))
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err != nil {
			problem.With(fault.Field{Path: fmt.Sprintf("documents[%d].sha256", i), Code: "unknown", Message: "The file has not been sent yet."})
		}
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	return nil
}

// requireContact checks that whom an assignment says to meet is a contact of its account.
func (s *Service) requireContact(ctx context.Context, assignment fieldwork.Assignment) error {
	if assignment.Contact == "" {
		return nil
	}
	account, _, err := s.accounts.get(ctx, assignment.Project+"/"+assignment.Account)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if _, known := account.ContactOf(assignment.Contact); !known {
		return fault.New(fault.Invalid, "reference.unknown", "The account has no such contact.").With(
			fault.Field{Path: "contact", Code: "unknown", Message: "There is no contact with this id at the account."})
	}
	return nil
}

// findArm puts an assignment into the arm of the wave that its location belongs to.
func (s *Service) findArm(ctx context.Context, assignment *fieldwork.Assignment) error {
	assignment.Arm = ""
	if assignment.Location == "" {
		return nil
	}
	wave, err := s.wave(ctx, assignment.Project, assignment.Wave)
	if err != nil || len(wave.Arms) == 0 {
		return err
	}
	location, _, err := s.locations.get(ctx, assignment.Project+"/"+assignment.Location)
	if err != nil {
		return err
	}
	assignment.Arm = wave.ArmOf(&location)
	return nil
}

// checkShopper demands a person whose report will be taken.
func (s *Service) checkShopper(ctx context.Context, assignment fieldwork.Assignment) error {
	person, _, err := s.people.get(ctx, assignment.Person)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if err != nil || !auth.Report.Allows(&person, assignment.Project) {
		return fault.New(fault.Invalid, "reference.unknown", "The person is no shopper or lead of this project.").With(
			fault.Field{Path: "person", Code: "unknown", Message: "There is no shopper or lead with this id in the project."})
	}
	return nil
}
