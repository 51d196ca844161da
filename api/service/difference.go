package service

import (
	"context"
	"strconv"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Difference is what changed between two versions of a definition.
type Difference struct {
	From    string        `json:"from"` // a version number, or draft
	To      string        `json:"to"`
	Changes []form.Change `json:"changes"`
}

// Difference compares two versions of a definition; each is a version number or "draft".
func (s *Service) Difference(ctx context.Context, member Member, definition, from, to string) (Difference, error) {
	older, err := s.versionOrDraft(ctx, member, definition, "from", from)
	if err != nil {
		return Difference{}, err
	}
	newer, err := s.versionOrDraft(ctx, member, definition, "to", to)
	if err != nil {
		return Difference{}, err
	}
	return Difference{from, to, form.Diff(older, newer)}, nil
}

func (s *Service) versionOrDraft(ctx context.Context, member Member, definition, parameter, which string) (*form.Definition, error) {
	if which == "draft" {
		kept, err := s.keptDraft(ctx, member, definition)
		if err != nil {
			return nil, err
		}
		read, problems := form.Parse([]byte(kept.Text))
		if read == nil {
			return nil, form.Invalid(problems)
		}
		return read, nil
	}
	version, err := strconv.Atoi(which)
	if err != nil {
		return nil, fault.New(fault.Invalid, "request.query", "Name two versions, for example ?from=1&to=2, or to=draft.").With(
			fault.Field{Path: parameter, Code: "format", Message: "Use the number of a version, or draft."})
	}
	return s.Definition(ctx, member, fieldwork.DefinitionRef{ID: definition, Version: version})
}
