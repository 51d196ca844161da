package service

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// DefinitionSummary is a definition with its published versions, none while it is only a draft.
type DefinitionSummary struct {
	ID       string        `json:"id"`
	Versions []int         `json:"versions"` // rising
	Newest   int           `json:"newest"`
	Title    form.Text     `json:"title"` // of the newest version, else of the draft
	Kind     string        `json:"kind"`
	Draft    *DraftSummary `json:"draft,omitempty"`
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
	for kept, err := range s.drafts.all(ctx, query) {
		if err != nil {
			return list, err
		}
		id := strings.TrimPrefix(kept.ID, member.project.ID+"/")
		i, published := slices.BinarySearchFunc(list.Items, id, func(d DefinitionSummary, id string) int { return strings.Compare(d.ID, id) })
		if !published {
			title := kept.Title
			if title == nil {
				title = form.Text{}
			}
			list.Items = slices.Insert(list.Items, i, DefinitionSummary{ID: id, Versions: []int{}, Title: title, Kind: kept.Kind})
		}
		list.Items[i].Draft = &DraftSummary{kept.Revision, kept.SavedAt, kept.Errors}
	}
	return list, nil
}

// Definition gives one published version.
func (s *Service) Definition(ctx context.Context, member Member, ref fieldwork.DefinitionRef) (*form.Definition, error) {
	compiled, err := s.forms.get(ctx, member.project.ID, ref)
	if err != nil {
		return nil, err
	}
	if !auth.Read.Allows(&member.person, member.project.ID) {
		return withoutPoints(compiled.definition), nil // it may be a quiz that they have to pass
	}
	return compiled.definition, nil
}

// withoutTargets gives a definition as those get it who answer it: what is measured by it,
// and which value is aimed at, is between the client and the lead.
func withoutTargets(definition *form.Definition) *form.Definition {
	bare := *definition
	bare.Indicators = nil
	return &bare
}

// Published is the outcome of publishing: what it is called, the warnings, and whether it
// is new.
type Published struct {
	Definition fieldwork.DefinitionRef `json:"definition"`
	Problems   []form.Problem          `json:"problems"`
	New        bool                    `json:"-"`
}

// CheckDefinition gives every mistake and warning of a definition without keeping it.
func (s *Service) CheckDefinition(ctx context.Context, member Member, data []byte) ([]form.Problem, error) {
	_, problems, err := s.readFor(ctx, member, data)
	return problems, err
}

// Publish checks a definition and keeps it for good. Mistakes are fields of one Invalid
// fault. The same version with the same content once more is success, with other content
// Conflict "definition.exists".
func (s *Service) Publish(ctx context.Context, member Member, data []byte) (Published, error) {
	definition, problems, err := s.readFor(ctx, member, data)
	if err != nil {
		return Published{}, err
	}
	if form.Failed(problems) {
		return Published{}, form.Invalid(problems)
	}
	outcome, err := s.publish(ctx, member, definition)
	outcome.Problems = problems
	return outcome, err
}

// publish keeps a definition that has no mistakes.
func (s *Service) publish(ctx context.Context, member Member, definition *form.Definition) (Published, error) {
	published := fieldwork.PublishedDefinition{
		Project: member.project.ID, Definition: definition, PublishedAt: s.instant(), PublishedBy: member.person.ID,
	}
	ref := fieldwork.DefinitionRef{ID: definition.ID, Version: definition.Version}
	published.ID = definitionID(member.project.ID, ref)
	outcome := Published{Definition: ref, New: true}
	if err := s.takeShippedMedia(ctx, member, definition); err != nil {
		return Published{}, err
	}
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

// readFor also checks that the project has the files.
func (s *Service) readFor(ctx context.Context, member Member, data []byte) (*form.Definition, []form.Problem, error) {
	definition, problems := readDefinition(data)
	if definition == nil {
		return nil, problems, nil
	}
	missing, err := s.missingFiles(ctx, member.project.ID, definition)
	return definition, append(problems, missing...), err
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
