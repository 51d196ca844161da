package service

import (
	"context"
	"fmt"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// ActionFace is an action with the name of its owner; viewers see neither id nor name.
type ActionFace struct {
	fieldwork.Action
	OwnerName string `json:"ownerName,omitempty"`
}

// Actions gives the actions of the project, by id.
func (s *Service) Actions(ctx context.Context, member Member) (List[ActionFace], error) {
	list := List[ActionFace]{Items: []ActionFace{}}
	names := s.namesFor(member)
	for action, err := range s.actions.all(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}}) {
		if err != nil {
			return list, err
		}
		face, err := actionFace(ctx, names, action)
		if err != nil {
			return list, err
		}
		list.Items = append(list.Items, face)
	}
	return list, nil
}

func actionFace(ctx context.Context, names *names, action fieldwork.Action) (ActionFace, error) {
	if !names.seen {
		action.Owner = ""
	}
	name, err := names.of(ctx, action.Owner)
	return ActionFace{action, name}, err
}

// PutAction creates or replaces the action of that id. Touchpoints that it did not name before
// must be in the inventory, and a new owner must be a member of the project.
func (s *Service) PutAction(ctx context.Context, member Member, action fieldwork.Action) (ActionFace, error) {
	action.Project, action.CreatedAt = member.project.ID, s.instant()
	action.Touchpoints = append([]string{}, action.Touchpoints...)
	if err := action.Check(); err != nil {
		return ActionFace{}, err
	}
	kept, err := s.actions.put(ctx, action.Project+"/"+action.ID, func(old *fieldwork.Action) (fieldwork.Action, error) {
		before := fieldwork.Action{}
		if old != nil {
			before, action.CreatedAt = *old, old.CreatedAt
		}
		if action.Owner != before.Owner {
			if err := s.requireMembers(ctx, action.Project, map[string]string{"owner": action.Owner}); err != nil {
				return action, err
			}
		}
		return action, s.requireTouchpoints(ctx, action.Project, "touchpoints", action.Touchpoints, before.Touchpoints)
	})
	if err != nil {
		return ActionFace{}, err
	}
	return actionFace(ctx, s.namesFor(member), kept)
}

// requireTouchpoints demands that touchpoints are in the inventory, but for those known before.
func (s *Service) requireTouchpoints(ctx context.Context, project, path string, names, before []string) error {
	known := map[string]bool{}
	for _, name := range before {
		known[name] = true
	}
	problem := fault.New(fault.Invalid, "reference.unknown", "A touchpoint is not in the inventory.")
	for i, name := range names {
		if known[name] {
			continue
		}
		_, _, err := s.touchpoints.get(ctx, project+"/"+name)
		if fault.Is(err, fault.NotFound) {
			problem.With(fault.Field{Path: fmt.Sprintf("%s[%d]", path, i), Code: "unknown", Message: fmt.Sprintf("There is no touchpoint %q.", name)})
		} else if err != nil {
			return err
		}
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	return nil
}

// DropAction removes an action; NotFound "action.unknown".
func (s *Service) DropAction(ctx context.Context, member Member, id string) error {
	return s.actions.remove(ctx, member.project.ID+"/"+id, id)
}
