package service

import (
	"context"
	"maps"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Touchpoints gives the inventory in its order; who looks after them is not for viewers.
func (s *Service) Touchpoints(ctx context.Context, member Member) (List[fieldwork.Touchpoint], error) {
	items, err := s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}})
	if !auth.Review.Allows(&member.person, member.project.ID) {
		for i := range items {
			items[i].Owner = ""
		}
	}
	return List[fieldwork.Touchpoint]{Items: items}, err
}

// PutTouchpoint creates or replaces the touchpoint of that name. Whoever becomes its owner
// must be a member of the project.
func (s *Service) PutTouchpoint(ctx context.Context, member Member, touchpoint fieldwork.Touchpoint) (fieldwork.Touchpoint, error) {
	touchpoint.Project, touchpoint.ID = member.project.ID, member.project.ID+"/"+touchpoint.Name
	if err := touchpoint.Check(); err != nil {
		return touchpoint, err
	}
	return s.touchpoints.put(ctx, touchpoint.ID, func(old *fieldwork.Touchpoint) (fieldwork.Touchpoint, error) {
		if old != nil && old.Owner == touchpoint.Owner {
			return touchpoint, nil
		}
		return touchpoint, s.requireMembers(ctx, touchpoint.Project, map[string]string{"owner": touchpoint.Owner})
	})
}

// requireMembers demands that each person, by the path that names them, is a member of the
// project who may read it; "" is nobody.
func (s *Service) requireMembers(ctx context.Context, project string, people map[string]string) error {
	problem := fault.New(fault.Invalid, "reference.unknown", "Somebody named is no member of this project.")
	for _, path := range slices.Sorted(maps.Keys(people)) {
		if people[path] == "" {
			continue
		}
		person, _, err := s.people.get(ctx, people[path])
		if err := ignoreAbsent(err); err != nil {
			return err
		}
		if err != nil || !auth.Read.Allows(&person, project) {
			problem.With(fault.Field{Path: path, Code: "unknown", Message: "There is nobody with this id in the project."})
		}
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	return nil
}
