package report

import (
	"strings"
	"unicode/utf8"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// Shared is a report under an address that anybody may open who has it. What it says was
// fixed when it was shared and is kept apart. Its id is the digest of the token in its
// address, which itself is nowhere kept.
type Shared struct {
	ID         string `json:"id"`
	Project    string `json:"project"`
	Title      string `json:"title,omitempty"` // whom or what it is for; readers of the report do not see it
	Baseline   string `json:"baseline"`
	FollowUp   string `json:"followUp"`
	Touchpoint string `json:"touchpoint,omitempty"`
	// Choice and Competitors say which responses it is about, as they were asked for.
	Choice      map[string][]string `json:"choice,omitempty"`
	Competitors string              `json:"competitors,omitempty"`
	ExpiresOn   string              `json:"expiresOn,omitempty"` // the last day it can be opened, in the project's time zone
	CreatedAt   fieldwork.Instant   `json:"createdAt"`
	CreatedBy   string              `json:"createdBy,omitempty"` // person id

	WithdrawnAt *fieldwork.Instant `json:"withdrawnAt,omitempty"`
	WithdrawnBy string             `json:"withdrawnBy,omitempty"` // person id
}

// SharedState says whether a shared report can be opened.
type SharedState string

// States of shared reports.
const (
	Open      SharedState = "open"
	Expired   SharedState = "expired"
	Withdrawn SharedState = "withdrawn"
)

// State gives the state on a day of the project's time zone. Withdrawn goes before expired.
func (s *Shared) State(today string) SharedState {
	switch {
	case s.WithdrawnAt != nil:
		return Withdrawn
	case s.ExpiresOn != "" && s.ExpiresOn < today:
		return Expired
	}
	return Open
}

// longestTitle is in characters.
const longestTitle = 200

// Check reports every mistake of a report that is about to be shared today.
func (s *Shared) Check(today string) error {
	problem := fault.New(fault.Invalid, "report.invalid", "The report cannot be shared like this.")
	if utf8.RuneCountInString(s.Title) > longestTitle || strings.ContainsFunc(s.Title, func(r rune) bool { return r < ' ' }) {
		problem.With(fault.Field{Path: "title", Code: "length", Message: "Use at most 200 characters on one line."})
	}
	switch {
	case s.ExpiresOn == "":
	case !fieldwork.IsDay(s.ExpiresOn):
		problem.With(fault.Field{Path: "expiresOn", Code: "format", Message: "Give a day such as 2026-05-01."})
	case s.ExpiresOn < today:
		problem.With(fault.Field{Path: "expiresOn", Code: "past", Message: "This day is over already."})
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	return nil
}
