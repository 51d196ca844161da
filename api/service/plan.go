package service

import (
	"context"
	"encoding/json"

	"touchstone/api/fault"
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

// Waves gives the waves in their order.
func (s *Service) Waves(ctx context.Context, member Member) (List[fieldwork.Wave], error) {
	items, err := s.waves.everything(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}})
	return List[fieldwork.Wave]{Items: items}, err
}

// PutWave creates or replaces the wave of that name.
func (s *Service) PutWave(ctx context.Context, member Member, wave fieldwork.Wave) (fieldwork.Wave, error) {
	wave.Project, wave.ID, wave.CreatedAt = member.project.ID, member.project.ID+"/"+wave.Name, s.instant()
	if err := wave.Check(); err != nil {
		return wave, err
	}
	return s.waves.put(ctx, wave.ID, func(old *fieldwork.Wave) (fieldwork.Wave, error) {
		if old != nil {
			wave.CreatedAt = old.CreatedAt
		}
		return wave, nil
	})
}

// wave gives a wave of the project; NotFound "wave.unknown".
func (s *Service) wave(ctx context.Context, project, name string) (fieldwork.Wave, error) {
	wave, _, err := s.waves.get(ctx, project+"/"+name)
	if fault.Is(err, fault.NotFound) {
		return wave, s.waves.unknown(name)
	}
	return wave, err
}

// requireNouns checks that what an assignment or a link names is in the project; each
// absent one is a field of one Invalid fault. Names that are "" are not checked.
func (s *Service) requireNouns(ctx context.Context, project, wave, touchpoint, location string, definition fieldwork.DefinitionRef) error {
	problem := fault.New(fault.Invalid, "reference.unknown", "It names something that is not in this project.")
	check := func(path, name string, err error) error {
		if fault.Is(err, fault.NotFound) {
			problem.With(fault.Field{Path: path, Code: "unknown", Message: fault.Of(err).Message})
			return nil
		}
		return err
	}
	if wave != "" {
		_, err := s.wave(ctx, project, wave)
		if err := check("wave", wave, err); err != nil {
			return err
		}
	}
	if touchpoint != "" {
		_, _, err := s.touchpoints.get(ctx, project+"/"+touchpoint)
		if err := check("touchpoint", touchpoint, err); err != nil {
			return err
		}
	}
	if location != "" {
		_, _, err := s.locations.get(ctx, project+"/"+location)
		if err := check("location", location, err); err != nil {
			return err
		}
	}
	_, err := s.forms.get(ctx, project, definition)
	if err := check("definition", definition.ID, err); err != nil {
		return err
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	return nil
}

// sameContent compares two nouns by what would be stored.
func sameContent(a, b any) bool {
	left, errLeft := json.Marshal(a)
	right, errRight := json.Marshal(b)
	return errLeft == nil && errRight == nil && string(left) == string(right)
}
