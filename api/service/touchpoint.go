package service

import (
	"context"

	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Touchpoints gives the inventory in its order.
func (s *Service) Touchpoints(ctx context.Context, member Member) (List[fieldwork.Touchpoint], error) {
	items, err := s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}})
	return List[fieldwork.Touchpoint]{Items: items}, err
}

// PutTouchpoint creates or replaces the touchpoint of that name.
func (s *Service) PutTouchpoint(ctx context.Context, member Member, touchpoint fieldwork.Touchpoint) (fieldwork.Touchpoint, error) {
	touchpoint.Project, touchpoint.ID = member.project.ID, member.project.ID+"/"+touchpoint.Name
	if err := touchpoint.Check(); err != nil {
		return touchpoint, err
	}
	return s.touchpoints.put(ctx, touchpoint.ID, func(*fieldwork.Touchpoint) (fieldwork.Touchpoint, error) { return touchpoint, nil })
}
