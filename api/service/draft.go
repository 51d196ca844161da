package service

import (
	"context"
	"encoding/json"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// keptDraft is the next version of a definition while it is being written. ID: "project/definition".
type keptDraft struct {
	ID       string            `json:"id"`
	Project  string            `json:"project"`
	Text     string            `json:"text"`     // the JSON as it was sent, since it may be no definition yet
	Revision int64             `json:"revision"` // rises with every change, also over a discarded draft
	SavedAt  fieldwork.Instant `json:"savedAt"`
	SavedBy  string            `json:"savedBy"`
	Title    form.Text         `json:"title,omitempty"`
	Kind     string            `json:"kind"`
	Errors   int               `json:"errors"`
}

// Draft is a draft with what is wrong with it.
type Draft struct {
	Draft    json.RawMessage   `json:"draft"`
	Revision int64             `json:"revision"`
	Problems []form.Problem    `json:"problems"`
	SavedAt  fieldwork.Instant `json:"savedAt"`
	SavedBy  string            `json:"savedBy"` // person id
	New      bool              `json:"-"`
}

// DraftSummary is a draft in the list of definitions.
type DraftSummary struct {
	Revision int64             `json:"revision"`
	SavedAt  fieldwork.Instant `json:"savedAt"`
	Errors   int               `json:"errors"`
}

func draftID(project, definition string) string { return project + "/" + definition }

func noDraft(definition string) error {
	return fault.New(fault.NotFound, "draft.unknown", "There is no draft of %q.", definition)
}

// Draft gives the draft of a definition with what is wrong with it now.
func (s *Service) Draft(ctx context.Context, member Member, definition string) (Draft, error) {
	kept, err := s.keptDraft(ctx, member, definition)
	if err != nil {
		return Draft{}, err
	}
	_, problems, err := s.readDraft(ctx, member.project.ID, definition, []byte(kept.Text))
	return Draft{json.RawMessage(kept.Text), kept.Revision, problems, kept.SavedAt, kept.SavedBy, false}, err
}

func (s *Service) keptDraft(ctx context.Context, member Member, definition string) (keptDraft, error) {
	kept, _, err := s.drafts.get(ctx, draftID(member.project.ID, definition))
	if fault.Is(err, fault.NotFound) {
		err = noDraft(definition)
	}
	return kept, err
}

// SaveDraft keeps a draft, mistakes and all; data is a JSON object. Revision is the one that
// was changed, 0 for a new draft; Conflict "draft.stale" says that it is not the kept one.
// The same content once more is success.
func (s *Service) SaveDraft(ctx context.Context, member Member, definition string, revision int64, data []byte) (Draft, error) {
	if problem := fieldwork.CheckSlug("id", definition); problem != nil {
		return Draft{}, problem
	}
	read, problems, err := s.readDraft(ctx, member.project.ID, definition, data)
	if err != nil {
		return Draft{}, err
	}
	if read == nil {
		return Draft{}, fault.New(fault.Invalid, "draft.invalid", "A draft is a JSON object; this is none: %s", problems[0].Message)
	}
	next := keptDraft{
		ID: draftID(member.project.ID, definition), Project: member.project.ID, Text: string(data),
		SavedAt: s.instant(), SavedBy: member.person.ID, Title: read.Title, Kind: read.Kind,
	}
	for _, problem := range problems {
		if problem.Severity == form.Error {
			next.Errors++
		}
	}
	isNew := false
	kept, err := s.drafts.put(ctx, next.ID, func(old *keptDraft) (keptDraft, error) {
		isNew = old == nil
		switch {
		case old == nil && revision != 0:
			return keptDraft{}, staleDraft()
		case old == nil:
			next.Revision = s.now().UnixMilli()
		case old.Text == next.Text:
			same := *old
			same.Errors = next.Errors // a file that was missing may have come
			return same, nil
		case old.Revision != revision:
			return keptDraft{}, staleDraft()
		default:
			next.Revision = old.Revision + 1
		}
		return next, nil
	})
	return Draft{json.RawMessage(kept.Text), kept.Revision, problems, kept.SavedAt, kept.SavedBy, isNew}, err
}

func staleDraft() error {
	return fault.New(fault.Conflict, "draft.stale", "Somebody else has changed the draft meanwhile; load it anew.")
}

// DiscardDraft removes a draft. Revision 0 is whatever is there; no draft is no mistake.
func (s *Service) DiscardDraft(ctx context.Context, member Member, definition string, revision int64) error {
	for range attempts {
		kept, stored, err := s.drafts.get(ctx, draftID(member.project.ID, definition))
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if revision != 0 && kept.Revision != revision {
			return staleDraft()
		}
		err = s.store.Delete(ctx, drafts, kept.ID, stored)
		switch {
		case fault.Is(err, fault.NotFound): // somebody else did
			return nil
		case !fault.Is(err, fault.Conflict):
			return err
		}
	}
	return staleDraft()
}

// readDraft checks a draft as the version it would become, so that its own number does not
// matter. The definition is nil when the data is no JSON object.
func (s *Service) readDraft(ctx context.Context, project, definition string, data []byte) (*form.Definition, []form.Problem, error) {
	newest, err := s.newestVersion(ctx, project, definition)
	if err != nil {
		return nil, nil, err
	}
	read, parsed := form.Parse(data)
	if read == nil {
		return nil, parsed, nil
	}
	problems := []form.Problem{}
	for _, problem := range parsed {
		if problem.Path != "/version" {
			problems = append(problems, problem)
		}
	}
	read.Version = newest + 1
	if read.ID == "" {
		read.ID = definition
	}
	if !form.Failed(problems) {
		problems = append(problems, form.Check(read)...)
	}
	if read.ID != definition {
		problems = append(problems, form.Problem{Path: "/id", Severity: form.Error, Code: "value", Message: "The id of this definition is " + definition + "; it cannot be changed."})
	}
	missing, err := s.missingFiles(ctx, project, read)
	return read, append(problems, missing...), err
}

// newestVersion gives the number of the newest published version, 0 when there is none.
func (s *Service) newestVersion(ctx context.Context, project, definition string) (int, error) {
	found, err := s.definitions.find(ctx, store.Query{Index: "project", Equal: []any{project, definition}, Descending: true, Limit: 1})
	if err != nil || len(found.Items) == 0 {
		return 0, err
	}
	return found.Items[0].Definition.Version, nil
}

// PublishDraft publishes the draft as the next version and removes it, unless it was changed
// meanwhile. Revision is the one that the caller has seen, 0 for whatever is there; Conflict
// "draft.stale" says that it is not the kept one. Version is the number the caller expects, 0
// for whatever comes next; Conflict "definition.version" says that it is another. A draft that
// says what the newest version says adds none; doing it again after the answer was lost is
// success.
func (s *Service) PublishDraft(ctx context.Context, member Member, definition string, revision int64, version int) (Published, error) {
	project := member.project.ID
	newest, err := s.newestVersion(ctx, project, definition)
	if err != nil {
		return Published{}, err
	}
	kept, err := s.keptDraft(ctx, member, definition)
	if fault.Is(err, fault.NotFound) {
		// Somebody may have published it between the two looks.
		if newest, again := s.newestVersion(ctx, project, definition); again != nil {
			return Published{}, again
		} else if version > 0 && version == newest {
			return Published{Definition: fieldwork.DefinitionRef{ID: definition, Version: version}, Problems: []form.Problem{}}, nil
		}
	}
	if err == nil && revision != 0 && kept.Revision != revision {
		err = staleDraft()
	}
	if err != nil {
		return Published{}, err
	}
	read, problems, err := s.readDraft(ctx, project, definition, []byte(kept.Text))
	if err != nil {
		return Published{}, err
	}
	if read == nil || form.Failed(problems) {
		return Published{}, form.Invalid(problems)
	}
	outcome := Published{}
	if outcome.Definition, err = s.repeatsNewest(ctx, project, read, newest); err != nil {
		return Published{}, err
	}
	if outcome.Definition.ID == "" {
		if version != 0 && version != read.Version {
			return Published{}, fault.New(fault.Conflict, "definition.version", "The next version of %q is %d.", definition, read.Version)
		}
		if outcome, err = s.publish(ctx, member, read); err != nil {
			return Published{}, err
		}
	}
	outcome.Problems = problems
	err = s.DiscardDraft(ctx, member, definition, kept.Revision)
	if fault.Is(err, fault.Conflict) {
		err = nil // what somebody changed meanwhile is the draft of the version after this one
	}
	return outcome, err
}

// repeatsNewest gives the newest version when the draft says the same; else nothing.
func (s *Service) repeatsNewest(ctx context.Context, project string, draft *form.Definition, newest int) (fieldwork.DefinitionRef, error) {
	if newest == 0 {
		return fieldwork.DefinitionRef{}, nil
	}
	ref := fieldwork.DefinitionRef{ID: draft.ID, Version: newest}
	compiled, err := s.forms.get(ctx, project, ref)
	if err != nil {
		return fieldwork.DefinitionRef{}, err
	}
	same := *draft
	same.Version = newest
	if !sameContent(compiled.definition, &same) {
		return fieldwork.DefinitionRef{}, nil
	}
	return ref, nil
}
