package service

import (
	"context"
	"encoding/json"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// DefinitionSummary is a definition with its published versions.
type DefinitionSummary struct {
	ID       string    `json:"id"`
	Versions []int     `json:"versions"` // rising
	Newest   int       `json:"newest"`
	Title    form.Text `json:"title"` // of the newest version
	Kind     string    `json:"kind"`
}

// Definitions gives the definitions of the project by id.
func (s *Service) Definitions(ctx context.Context, member Member) (List[DefinitionSummary], error) {
	list := List[DefinitionSummary]{Items: []DefinitionSummary{}}
	query := store.Query{Index: "project", Equal: []any{member.project.ID}}
	for published, err := range s.definitions.all(ctx, query) {
		if err != nil {
			return list, err
		}
		d := published.Definition
		if n := len(list.Items); n == 0 || list.Items[n-1].ID != d.ID {
			list.Items = append(list.Items, DefinitionSummary{ID: d.ID})
		}
		last := &list.Items[len(list.Items)-1]
		last.Versions = append(last.Versions, d.Version)
		last.Newest, last.Title, last.Kind = d.Version, d.Title, d.Kind
	}
	return list, nil
}

// Definition gives one published version.
func (s *Service) Definition(ctx context.Context, member Member, ref fieldwork.DefinitionRef) (*form.Definition, error) {
	compiled, err := s.forms.get(ctx, member.project.ID, ref)
	if err != nil {
		return nil, err
	}
	return compiled.definition, nil
}

// Published is the outcome of publishing: what it is called, the warnings, and whether it
// is new.
type Published struct {
	Definition fieldwork.DefinitionRef `json:"definition"`
	Problems   []form.Problem          `json:"problems"`
	New        bool                    `json:"-"`
}

// CheckDefinition gives every mistake and warning of a definition without keeping it.
func (s *Service) CheckDefinition(data []byte) []form.Problem {
	_, problems := readDefinition(data)
	return problems
}

// Publish checks a definition and keeps it for good. Mistakes are fields of one Invalid
// fault. The same version with the same content once more is success, with other content
// Conflict "definition.exists".
func (s *Service) Publish(ctx context.Context, member Member, data []byte) (Published, error) {
	definition, problems := readDefinition(data)
	if form.Failed(problems) {
		return Published{}, form.Invalid(problems)
	}
	published := fieldwork.PublishedDefinition{
		Project: member.project.ID, Definition: definition, PublishedAt: s.instant(), PublishedBy: member.person.ID,
	}
	ref := fieldwork.DefinitionRef{ID: definition.ID, Version: definition.Version}
	published.ID = definitionID(member.project.ID, ref)
	outcome := Published{Definition: ref, Problems: problems, New: true}
	_, err := s.definitions.insert(ctx, published.ID, published)
	if !fault.Is(err, fault.Conflict) {
		return outcome, err
	}
	kept, _, err := s.definitions.get(ctx, published.ID)
	if err != nil {
		return Published{}, err
	}
	if !sameContent(kept.Definition, definition) {
		return Published{}, fault.New(fault.Conflict, "definition.exists",
			"Version %d of %q is published already with other content; give this one the next version.", ref.Version, ref.ID)
	}
	outcome.New = false
	return outcome, nil
}

// readDefinition parses and checks; problems is never nil.
func readDefinition(data []byte) (*form.Definition, []form.Problem) {
	definition, problems := form.Parse(data)
	problems = append([]form.Problem{}, problems...)
	if definition != nil && !form.Failed(problems) {
		problems = append(problems, form.Check(definition)...)
	}
	return definition, problems
}

// LibraryEntry is a definition that ships with the product.
type LibraryEntry struct {
	ID    string    `json:"id"`
	Title form.Text `json:"title"`
	Kind  string    `json:"kind"`
}

// Library gives the definitions that ship with the product.
func (s *Service) Library() (List[LibraryEntry], error) {
	list := List[LibraryEntry]{Items: []LibraryEntry{}}
	for id, data := range libraryFiles() {
		var entry LibraryEntry
		if err := json.Unmarshal(data, &entry); err != nil {
			return list, err
		}
		entry.ID = id
		list.Items = append(list.Items, entry)
	}
	return list, nil
}

// LibraryDefinition gives one definition that ships with the product, as written.
func (s *Service) LibraryDefinition(id string) (json.RawMessage, error) {
	for name, data := range libraryFiles() {
		if name == id {
			return data, nil
		}
	}
	return nil, fault.New(fault.NotFound, "definition.unknown", "The library has no definition %q.", id)
}
