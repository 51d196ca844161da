package service

import (
	"cmp"
	"context"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// fieldRoom gathers what the assignments of one answer have in common, so that each is read once.
type fieldRoom struct {
	service   *Service
	person    fieldwork.Person
	projects  map[string]fieldwork.Project
	waves     map[string]fieldwork.Wave
	locations map[string]fieldwork.Location
	ratings   map[string]Rating
	own       map[string][]fieldwork.Booking // by project
	diaries   map[string]*fieldwork.Diary    // by project
	places    map[string][]fieldwork.Booking // by project/location
	passed    map[string]fieldwork.Certification
}

func (s *Service) fieldRoom(person fieldwork.Person) *fieldRoom {
	return &fieldRoom{
		service: s, person: person, projects: map[string]fieldwork.Project{}, waves: map[string]fieldwork.Wave{},
		locations: map[string]fieldwork.Location{}, ratings: map[string]Rating{}, own: map[string][]fieldwork.Booking{},
		diaries: map[string]*fieldwork.Diary{}, places: map[string][]fieldwork.Booking{}, passed: map[string]fieldwork.Certification{},
	}
}

// remembered gives what is known under a key, and finds it out once.
func remembered[T any](known map[string]T, key string, find func() (T, error)) (T, error) {
	if value, ok := known[key]; ok {
		return value, nil
	}
	value, err := find()
	if err == nil {
		known[key] = value
	}
	return value, err
}

func (r *fieldRoom) project(ctx context.Context, id string) (fieldwork.Project, error) {
	return remembered(r.projects, id, func() (fieldwork.Project, error) {
		project, _, err := r.service.projects.get(ctx, id)
		return project, err
	})
}

// wave gives the wave of an assignment; visits of accounts may have none.
func (r *fieldRoom) wave(ctx context.Context, project, name string) (fieldwork.Wave, error) {
	if name == "" {
		return fieldwork.Wave{Title: form.Text{}}, nil
	}
	return remembered(r.waves, project+"/"+name, func() (fieldwork.Wave, error) { return r.service.wave(ctx, project, name) })
}

// location gives the place of an assignment; visits of accounts have none.
func (r *fieldRoom) location(ctx context.Context, project, code string) (fieldwork.Location, error) {
	if code == "" {
		return fieldwork.Location{}, nil
	}
	return remembered(r.locations, project+"/"+code, func() (fieldwork.Location, error) {
		location, _, err := r.service.locations.get(ctx, project+"/"+code)
		return location, err
	})
}

// FieldAssignments gives the actor's assignments in every project they belong to, oldest first.
func (s *Service) FieldAssignments(ctx context.Context, actor Actor) (List[FieldAssignment], error) {
	list := List[FieldAssignment]{Items: []FieldAssignment{}}
	planned, err := s.assignments.everything(ctx, store.Query{Index: "person", Equal: []any{actor.person.ID}})
	if err != nil {
		return list, err
	}
	moved, err := s.returnedAndMoved(ctx, actor)
	if err != nil {
		return list, err
	}
	planned = append(planned, moved...)
	done, err := s.ownReports(ctx, actor, planned...)
	if err != nil {
		return list, err
	}
	room := s.fieldRoom(actor.person)
	for _, assignment := range planned {
		response, reported := done[assignment.ID]
		state := assignment.CurrentState()
		hidden := !reported && (state == fieldwork.AssignmentPlanned || state == fieldwork.AssignmentCancelled)
		if hidden || actor.person.RoleIn(assignment.Project) == "" {
			continue
		}
		item, err := room.item(ctx, assignment, response)
		if err != nil {
			return list, err
		}
		list.Items = append(list.Items, item)
	}
	return list, nil
}

// returnedAndMoved gives the assignments that are somebody else's now while the report of the
// actor was returned: they alone can correct it.
func (s *Service) returnedAndMoved(ctx context.Context, actor Actor) ([]fieldwork.Assignment, error) {
	var moved []fieldwork.Assignment
	for _, membership := range actor.person.Memberships {
		query := store.Query{Index: "standing", Equal: []any{membership.Project, actor.person.ID, string(fieldwork.Returned)}}
		for response, err := range s.responses.all(ctx, query) {
			if err != nil {
				return nil, err
			}
			assignment, _, err := s.assignments.get(ctx, response.Assignment)
			if err != nil {
				return nil, err
			}
			already := slices.ContainsFunc(moved, func(a fieldwork.Assignment) bool { return a.ID == assignment.ID })
			if assignment.Person != actor.person.ID && !already {
				moved = append(moved, assignment)
			}
		}
	}
	return moved, nil
}

// item gives an assignment with everything that goes with it; a response without an id is none.
func (r *fieldRoom) item(ctx context.Context, assignment fieldwork.Assignment, response fieldwork.Response) (FieldAssignment, error) {
	var item FieldAssignment
	project, err := r.project(ctx, assignment.Project)
	if err != nil {
		return item, err
	}
	wave, err := r.wave(ctx, project.ID, assignment.Wave)
	if err != nil {
		return item, err
	}
	location, err := r.location(ctx, project.ID, assignment.Location)
	if err != nil {
		return item, err
	}
	compiled, err := r.service.forms.get(ctx, project.ID, assignment.Definition)
	if err != nil {
		return item, err
	}
	item = FieldAssignment{
		Assignment: faceOf(assignment, wave, r.person.ID),
		Project:    FieldProject{project.ID, project.Title, project.TimeZone},
		Location:   LocationFace{location.Code, location.Title, location.Address, location.Position, location.OpeningHours, location.Radius},
		Wave:       TitleFace{wave.Name, wave.Title},
		Definition: withoutTargets(compiled.definition),
		Rules:      FieldRules{Radius: cmp.Or(location.Radius, project.FieldRules().Radius)},
	}
	place, address := location.Title, location.Address
	if assignment.Account != "" {
		account, _, err := r.service.accounts.get(ctx, project.ID+"/"+assignment.Account)
		if err != nil {
			return item, err
		}
		item.Account = &FieldAccount{account.Code, account.Title, account.Address, account.Position, toMeet(account.Contacts, assignment.Contact)}
		place, address = account.Title, account.Address
	}
	if assignment.Quiz != nil {
		if item.Quiz, err = r.quiz(ctx, project.ID, *assignment.Quiz); err != nil {
			return item, err
		}
	}
	item.Calendar = r.service.calendar(assignment, wave, project, r.person, compiled.definition, place, address)
	if response.ID != "" {
		item.Response = fieldResponseOf(response)
	}
	return item, nil
}

// calendar gives the calendar file of an assignment, in the shopper's language.
func (s *Service) calendar(a fieldwork.Assignment, wave fieldwork.Wave, project fieldwork.Project, person fieldwork.Person, definition *form.Definition, place, address string) string {
	a.FirstDay, a.LastDay = cmp.Or(a.FirstDay, wave.FirstDay), cmp.Or(a.LastDay, wave.LastDay)
	title := cmp.Or(definition.Title[person.Language], definition.Title[definition.DefaultLanguage], definition.ID)
	where := place
	if address != "" {
		where += ", " + address
	}
	return fieldwork.CalendarOf(a, where, place+": "+title, s.publicURL+"/field/assignments/"+a.ID, zoneOf(project))
}

// fieldAssignment loads an assignment that the actor may see or once had; NotFound
// "assignment.unknown" otherwise.
func (s *Service) fieldAssignment(ctx context.Context, actor Actor, id string) (fieldwork.Assignment, error) {
	assignment, _, err := s.assignments.get(ctx, id)
	if err != nil {
		return assignment, err
	}
	if !auth.Report.Allows(&actor.person, assignment.Project) || !visible(&assignment, actor.person.ID) {
		return fieldwork.Assignment{}, s.assignments.unknown(id)
	}
	return assignment, nil
}

// visible tells whether a shopper may know of an assignment: it is or was theirs, or is or
// was on the job board.
func visible(a *fieldwork.Assignment, person string) bool {
	onceOffered := a.Board != "" && a.CurrentState() != fieldwork.AssignmentPlanned
	return a.OpenTo(person) || a.Held(person) || a.Applied(person) || onceOffered
}

// ownReports gives the newest report of the actor for each assignment that has one. What
// somebody else reported who had an assignment before is none of theirs.
func (s *Service) ownReports(ctx context.Context, actor Actor, planned ...fieldwork.Assignment) (map[string]fieldwork.Response, error) {
	return s.newestResponses(ctx, planned, func(response fieldwork.Response) bool { return response.Person == actor.person.ID })
}
