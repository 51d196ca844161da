package service

import (
	"context"

	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Locations gives one page in the order of codes.
func (s *Service) Locations(ctx context.Context, member Member, page Page) (List[fieldwork.Location], error) {
	return s.locations.find(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}, Limit: page.Limit, After: page.After})
}

// PutLocation creates or replaces the location with that code.
func (s *Service) PutLocation(ctx context.Context, member Member, location fieldwork.Location) (fieldwork.Location, error) {
	location.Project, location.ID = member.project.ID, member.project.ID+"/"+location.Code
	if err := location.Check(); err != nil {
		return location, err
	}
	return s.locations.put(ctx, location.ID, func(*fieldwork.Location) (fieldwork.Location, error) { return location, nil })
}
