package service

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"touchstone/api/export"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// ExportQuery says which responses a table holds: those to Definition, as far as the other
// members leave them where they are not zero.
type ExportQuery struct {
	Definition string
	Version    int
	Wave       string
	State      fieldwork.State
	// Choice leaves responses as it does for numbers, but competitors' belong to a table unless
	// it says otherwise.
	Choice Choice
}

// ResponseExport is a table of responses that is still to be read.
type ResponseExport struct {
	Name   string // of a file that holds it, without ending
	store  store.Store
	query  store.Query
	lines  *export.ResponseLines
	wanted func(document json.RawMessage) bool
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
		query: store.Query{Index: "definition", Equal: []any{project, query.Definition}},
		lines: export.NewResponseLines(export.ResponseColumns{Definitions: versions, Hidden: hiddenFrom(member, versions), Client: member.views()}),
	}
	var wave *fieldwork.Wave
	if query.Wave != "" {
		found, err := s.wave(ctx, project, query.Wave)
		if err != nil {
			return nil, err
		}
		wave = &found
		e.query = store.Query{Index: "wave", Equal: []any{project, query.Wave}}
		e.Name += "-" + query.Wave
	}
	e.wanted, err = s.exportFilter(ctx, member, wave, query, versions)
	return e, err
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

// exportFilter gives what tells whether a stored response belongs into a table.
func (s *Service) exportFilter(ctx context.Context, member Member, wave *fieldwork.Wave, query ExportQuery, versions []*form.Definition) (func(json.RawMessage) bool, error) {
	chosen, err := s.chosen(ctx, member, wave, query.Choice, versions)
	if err != nil {
		return nil, err
	}
	if query.Version == 0 && query.Wave == "" && query.State == "" && !member.views() {
		return chosen, nil // the index gives exactly those that the rest asks for
	}
	return func(document json.RawMessage) bool {
		head := export.Head(document, false)
		return head.Definition.ID == query.Definition && (query.Version == 0 || head.Definition.Version == query.Version) &&
			(query.State == "" || head.State == query.State) && member.mayRead(head) && chosen(document)
	}, nil
}

func every(json.RawMessage) bool { return true }

// chosen gives what tells whether a choice leaves a stored response.
func (s *Service) chosen(ctx context.Context, member Member, wave *fieldwork.Wave, choice Choice, versions []*form.Definition) (func(json.RawMessage) bool, error) {
	choice.Competitors = cmp.Or(choice.Competitors, competitorsInclude)
	if len(choice.Filter) == 0 && choice.Competitors == competitorsInclude {
		return every, nil
	}
	filter, except, err := s.choose(ctx, member.project.ID, wave, choice)
	if err != nil {
		return nil, err
	}
	plans := map[int]*measure.Plan{}
	for _, definition := range versions {
		plans[definition.Version] = measure.PlanOf(definition)
	}
	segments := false // which old responses have among their answers only
	for name := range filter {
		_, is := measure.SegmentOf(name)
		segments = segments || is
	}
	return func(document json.RawMessage) bool {
		response := export.Head(document, segments)
		traits := plans[response.Definition.Version].Contribution(&response, 0, true).Traits
		for name, values := range filter {
			if !slices.Contains(values, traits[name]) {
				return false
			}
		}
		for name, values := range except {
			if slices.Contains(values, traits[name]) {
				return false
			}
		}
		return true
	}, nil
}
