package service

import (
	"context"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/spreadsheet"
	"touchstone/api/store"
)

// ImportState says how far an import is.
type ImportState string

// States of an import. Running and not heard of for staleImport is interrupted.
const (
	ImportRunning     ImportState = "running"
	ImportDone        ImportState = "done"
	ImportFailed      ImportState = "failed"
	ImportInterrupted ImportState = "interrupted"
)

// staleImport is after how long without a sign of life an import counts as interrupted.
const staleImport = 15 * time.Second

// Import is one file brought in as responses of a wave. Its id is derived from project,
// wave, definition, mapping and the content of the file, so that the same import again
// meets itself. The figures are those of its newest run.
type Import struct {
	ID         string                  `json:"id"`
	Project    string                  `json:"project"`
	Wave       string                  `json:"wave"`
	Definition fieldwork.DefinitionRef `json:"definition"`
	File       string                  `json:"file"`              // name as uploaded
	Content    string                  `json:"content"`           // SHA-256 of the file, where the attachments are
	Size       int64                   `json:"size"`              // bytes
	Mapping    string                  `json:"mapping,omitempty"` // JSON text, without editions
	Person     string                  `json:"person"`            // who asked for it
	State      ImportState             `json:"state"`
	Message    string                  `json:"message,omitempty"` // why it failed

	Rows      int `json:"rows"`      // in the file
	Read      int `json:"read"`      // so far
	Added     int `json:"added"`     // new responses
	Already   int `json:"already"`   // responses that were there with the same content
	Differing int `json:"differing"` // responses that are there with other content; they stay as they are
	Left      int `json:"left"`      // rows that could not be taken

	ImportFindings
	StartedAt  fieldwork.Instant  `json:"startedAt"`
	UpdatedAt  fieldwork.Instant  `json:"updatedAt"`
	FinishedAt *fieldwork.Instant `json:"finishedAt,omitempty"`
}

// ImportFindings is everything an import could not take as it stands.
type ImportFindings struct {
	Odd          []Oddity              `json:"odd"`      // every odd value, counted; by column and frequency
	Problems     []spreadsheet.Problem `json:"problems"` // the first 1,000, by line
	ProblemCount int                   `json:"problemCount"`
}

// Oddity counts one odd value of a column.
type Oddity struct {
	Code   string `json:"code"`
	Column string `json:"column"`
	Value  string `json:"value"`
	Count  int    `json:"count"`
	Lines  []int  `json:"lines"` // the first 20
}

// Codes of problems that turn up after the file was read, beside those of spreadsheet.
const (
	problemNotRelevant = "notRelevant" // answered although the definition does not ask it after the other answers
	problemLocation    = "location"    // no location of the project
	problemLanguage    = "language"    // no language tag
	problemDiffers     = "differs"     // the row was imported before with other content
)

// Imports gives the imports of the project, newest first, without what they found.
func (s *Service) Imports(ctx context.Context, member Member, page Page) (List[Import], error) {
	list, err := s.imports.find(ctx, store.Query{
		Index: "project", Equal: []any{member.project.ID}, Descending: true, Limit: page.Limit, After: page.After})
	for i := range list.Items {
		list.Items[i].judge(s.now())
		list.Items[i].Odd, list.Items[i].Problems, list.Items[i].Mapping = []Oddity{}, []spreadsheet.Problem{}, ""
	}
	return list, err
}

// Import gives one import; NotFound "import.unknown".
func (s *Service) Import(ctx context.Context, member Member, id string) (Import, error) {
	found, _, err := s.imports.get(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && found.Project != member.project.ID {
		return Import{}, s.imports.unknown(id)
	}
	found.judge(s.now())
	return found, err
}

// judge tells an import that runs from one whose process is gone.
func (i *Import) judge(now time.Time) {
	if i.State == ImportRunning && now.Sub(i.UpdatedAt.Time) > staleImport {
		i.State = ImportInterrupted
	}
}
