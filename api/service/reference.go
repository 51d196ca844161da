package service

import (
	"context"
	"encoding/json"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

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
