package service

import (
	"context"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
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
			if before, ok := done[response.Assignment]; !ok || before.ReceivedAt.Before(response.ReceivedAt.Time) {
				done[response.Assignment] = response
			}
		}
	}
	return done, nil
}

// AddAssignment plans a visit. With an id given by the client the same assignment once more
// is success; without one it gets a new id.
func (s *Service) AddAssignment(ctx context.Context, member Member, assignment fieldwork.Assignment) (fieldwork.Assignment, error) {
	if assignment.ID == "" {
		assignment.ID = newID()
	}
	assignment.Project, assignment.CreatedAt = member.project.ID, s.instant()
	if err := s.checkAssignment(ctx, assignment); err != nil {
		return assignment, err
	}
	if err := s.checkShopper(ctx, assignment); err != nil {
		return assignment, err
	}
	_, err := s.assignments.insert(ctx, assignment.ID, assignment)
	if !fault.Is(err, fault.Conflict) {
		return assignment, err
	}
	kept, _, err := s.assignments.get(ctx, assignment.ID)
	if err != nil {
		return kept, err
	}
	assignment.CreatedAt = kept.CreatedAt
	if !sameContent(kept, assignment) {
		return fieldwork.Assignment{}, fault.New(fault.Conflict, "assignment.conflict", "There is another assignment with this id.")
	}
	return kept, nil
}

// ChangeAssignment replaces what an assignment says. The shopper may have left the project
// meanwhile; a new one must be able to report.
func (s *Service) ChangeAssignment(ctx context.Context, member Member, assignment fieldwork.Assignment) (fieldwork.Assignment, error) {
	assignment.Project = member.project.ID
	if err := s.checkAssignment(ctx, assignment); err != nil {
		return assignment, err
	}
	changed, _, err := s.assignments.change(ctx, assignment.ID, func(kept *fieldwork.Assignment) error {
		if kept.Project != member.project.ID {
			return s.assignments.unknown(assignment.ID)
		}
		if assignment.Person != kept.Person {
			if err := s.checkShopper(ctx, assignment); err != nil {
				return err
			}
		}
		assignment.CreatedAt = kept.CreatedAt
		*kept = assignment
		return nil
	})
	return changed, err
}

func (s *Service) checkAssignment(ctx context.Context, assignment fieldwork.Assignment) error {
	if err := assignment.Check(); err != nil {
		return err
	}
	return s.requireNouns(ctx, assignment.Project, assignment.Wave, "", assignment.Location, assignment.Definition)
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

// FieldAssignment is everything a shopper's phone needs to do one assignment without network.
type FieldAssignment struct {
	Assignment fieldwork.Assignment `json:"assignment"`
	Project    FieldProject         `json:"project"`
	Location   fieldwork.Location   `json:"location"`
	Wave       TitleFace            `json:"wave"`
	Definition *form.Definition     `json:"definition"`
	Response   *Receipt             `json:"response,omitempty"`
}

// TitleFace is a name with its title.
type TitleFace struct {
	Name  string    `json:"name"`
	Title form.Text `json:"title"`
}

// FieldProject is what a shopper sees of a project.
type FieldProject struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	TimeZone string `json:"timeZone"`
}

// FieldAssignments gives the actor's assignments in every project they belong to, oldest first.
func (s *Service) FieldAssignments(ctx context.Context, actor Actor) (List[FieldAssignment], error) {
	list := List[FieldAssignment]{Items: []FieldAssignment{}}
	planned, err := s.assignments.everything(ctx, store.Query{Index: "person", Equal: []any{actor.person.ID}})
	if err != nil {
		return list, err
	}
	done, err := s.responsesFor(ctx, planned)
	if err != nil {
		return list, err
	}
	rooms := map[string]fieldwork.Project{}
	for _, assignment := range planned {
		if assignment.Cancelled || actor.person.RoleIn(assignment.Project) == "" {
			continue
		}
		project, ok := rooms[assignment.Project]
		if !ok {
			if project, _, err = s.projects.get(ctx, assignment.Project); err != nil {
				return list, err
			}
			rooms[assignment.Project] = project
		}
		item := FieldAssignment{Assignment: assignment, Project: FieldProject{project.ID, project.Title, project.TimeZone}}
		if item.Location, _, err = s.locations.get(ctx, assignment.Project+"/"+assignment.Location); err != nil {
			return list, err
		}
		wave, err := s.wave(ctx, assignment.Project, assignment.Wave)
		if err != nil {
			return list, err
		}
		item.Wave = TitleFace{wave.Name, wave.Title}
		compiled, err := s.forms.get(ctx, assignment.Project, assignment.Definition)
		if err != nil {
			return list, err
		}
		item.Definition = compiled.definition
		if response, ok := done[assignment.ID]; ok {
			receipt := receiptOf(response)
			item.Response = &receipt
		}
		list.Items = append(list.Items, item)
	}
	return list, nil
}
