package service

import (
	"context"
	"encoding/json"
	"slices"

	"touchstone/api/export"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// ExportQuery says which responses a table holds: those to Definition, as far as the other
// members leave them where they are not zero.
type ExportQuery struct {
	Definition string
	Version    int
	Wave       string
	State      fieldwork.State
}

// ResponseExport is a table of responses that is still to be read.
type ResponseExport struct {
	Name   string // of a file that holds it, without ending
	store  store.Store
	query  store.Query
	lines  *export.ResponseLines
	wanted func(document json.RawMessage) (bool, error)
}

// ResponseExport prepares a table of the responses to a definition, oldest first, as far as
// the member may see them.
func (s *Service) ResponseExport(ctx context.Context, member Member, query ExportQuery) (*ResponseExport, error) {
	if err := query.check(); err != nil {
		return nil, err
	}
	versions, err := s.exportedVersions(ctx, member, query)
	if err != nil {
		return nil, err
	}
	project := member.project.ID
	e := &ResponseExport{
		Name: project + "-" + query.Definition, store: s.store,
		query:  store.Query{Index: "definition", Equal: []any{project, query.Definition}},
		lines:  export.NewResponseLines(export.ResponseColumns{Definitions: versions, Hidden: hiddenFrom(member, versions), Client: member.views()}),
		wanted: func(document json.RawMessage) (bool, error) { return query.leaves(member, document), nil },
	}
	if query.Wave != "" {
		if _, err := s.wave(ctx, project, query.Wave); err != nil {
			return nil, err
		}
		e.query = store.Query{Index: "wave", Equal: []any{project, query.Wave}}
		e.Name += "-" + query.Wave
	}
	return e, nil
}

func (q ExportQuery) check() error {
	refused := fault.New(fault.Invalid, "request.query", "The table cannot be asked like this.")
	if q.Definition == "" {
		refused.With(fault.Field{Path: "definition", Code: "required", Message: "Give the id of a definition."})
	}
	if q.State != "" && !slices.Contains(fieldwork.States(), q.State) {
		refused.With(fault.Field{Path: "state", Code: "unknown", Message: "The state is submitted, inReview, returned, approved, rejected or excluded."})
	}
	if len(refused.Fields) == 0 {
		return nil
	}
	return refused
}

// exportedVersions gives the published versions whose responses a table holds.
func (s *Service) exportedVersions(ctx context.Context, member Member, query ExportQuery) ([]*form.Definition, error) {
	project := member.project.ID
	if query.Version != 0 {
		compiled, err := s.forms.get(ctx, project, fieldwork.DefinitionRef{ID: query.Definition, Version: query.Version})
		if err != nil {
			return nil, err
		}
		return []*form.Definition{compiled.definition}, nil
	}
	var versions []*form.Definition
	for published, err := range s.definitions.all(ctx, store.Query{Index: "project", Equal: []any{project, query.Definition}}) {
		if err != nil {
			return nil, err
		}
		versions = append(versions, published.Definition)
	}
	if len(versions) == 0 {
		return nil, fault.New(fault.NotFound, "definition.unknown", "There is no definition %q here.", query.Definition)
	}
	return versions, nil
}

// hiddenFrom gives the questions whose answers the member does not see.
func hiddenFrom(member Member, versions []*form.Definition) map[string]bool {
	hidden := map[string]bool{}
	if member.views() {
		for _, definition := range versions {
			for name := range identifying(definition) {
				hidden[name] = true
			}
		}
	}
	return hidden
}

// leaves tells whether a stored response belongs into the table.
func (q ExportQuery) leaves(member Member, document json.RawMessage) bool {
	if q.Version == 0 && q.Wave == "" && q.State == "" && !member.views() {
		return true // the index gave exactly these
	}
	head := export.Head(document)
	return head.Definition.ID == q.Definition && (q.Version == 0 || head.Definition.Version == q.Version) &&
		(q.State == "" || head.State == q.State) && member.mayRead(head)
}
