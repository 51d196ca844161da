package service

import (
	"cmp"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// FieldAssignment is everything a shopper's phone needs to do one assignment without network.
type FieldAssignment struct {
	Assignment AssignmentFace   `json:"assignment"`
	Project    FieldProject     `json:"project"`
	Location   LocationFace     `json:"location"`
	Account    *FieldAccount    `json:"account,omitempty"`
	Wave       TitleFace        `json:"wave"`
	Definition *form.Definition `json:"definition"`
	Rules      FieldRules       `json:"rules"`
	Quiz       *FieldQuiz       `json:"quiz,omitempty"`
	Calendar   string           `json:"calendar,omitempty"` // an iCalendar file; "" without a day
	Response   *FieldResponse   `json:"response,omitempty"`
}

// AssignmentFace is what a shopper sees of an assignment: nothing of other shoppers, nor of
// what the lead and the client want from it beyond the briefing.
type AssignmentFace struct {
	ID           string                    `json:"id"`
	Project      string                    `json:"project"`
	Wave         string                    `json:"wave"`
	Definition   fieldwork.DefinitionRef   `json:"definition"`
	Location     string                    `json:"location"`
	Account      string                    `json:"account,omitempty"`
	Contact      string                    `json:"contact,omitempty"` // whom to meet at the account
	Person       string                    `json:"person"`            // the shopper's own id, or ""
	FirstDay     string                    `json:"firstDay,omitempty"`
	LastDay      string                    `json:"lastDay,omitempty"`
	Weekdays     []int                     `json:"weekdays,omitempty"`
	From         string                    `json:"from,omitempty"`
	To           string                    `json:"to,omitempty"`
	ExcludedDays []string                  `json:"excludedDays,omitempty"`
	SubmitBy     string                    `json:"submitBy,omitempty"`
	Scenario     form.Text                 `json:"scenario,omitempty"`
	Briefing     form.Text                 `json:"briefing,omitempty"`
	Documents    []fieldwork.Document      `json:"documents,omitempty"`
	Proofs       []fieldwork.Proof         `json:"proofs,omitempty"`
	Fee          *fieldwork.Money          `json:"fee,omitempty"`
	Expenses     *fieldwork.Expenses       `json:"expenses,omitempty"`
	Quiz         *fieldwork.Quiz           `json:"quiz,omitempty"`
	State        fieldwork.AssignmentState `json:"state"`
	Board        string                    `json:"board,omitempty"`
	CheckedInAt  *fieldwork.Instant        `json:"checkedInAt,omitempty"`
	CreatedAt    fieldwork.Instant         `json:"createdAt"`
}

// faceOf gives what the person sees of an assignment. Days it leaves to its wave are told.
func faceOf(a fieldwork.Assignment, wave fieldwork.Wave, person string) AssignmentFace {
	face := AssignmentFace{
		ID: a.ID, Project: a.Project, Wave: a.Wave, Definition: a.Definition, Location: a.Location, Account: a.Account, Contact: a.Contact,
		FirstDay: cmp.Or(a.FirstDay, wave.FirstDay), LastDay: cmp.Or(a.LastDay, wave.LastDay), Weekdays: a.Weekdays,
		From: a.From, To: a.To, ExcludedDays: a.ExcludedDays, SubmitBy: a.SubmitBy, Scenario: a.Scenario, Briefing: a.Briefing,
		Documents: a.Documents, Proofs: a.Proofs, Fee: a.Fee, Expenses: a.Expenses, Quiz: a.Quiz,
		State: a.CurrentState(), Board: a.Board, CheckedInAt: a.CheckedInAt, CreatedAt: a.CreatedAt,
	}
	if a.Person == person {
		face.Person = person
	}
	return face
}

// LocationFace is the pseudonymous minimum of a location.
type LocationFace struct {
	Code         string                `json:"code"`
	Title        string                `json:"title"`
	Address      string                `json:"address,omitempty"`
	Position     *fieldwork.Position   `json:"position,omitempty"`
	OpeningHours []fieldwork.OpenHours `json:"openingHours,omitempty"`
	Radius       int                   `json:"radius,omitempty"` // metres, where it differs from the project's
}

// FieldAccount is what somebody who visits an account needs to know of it.
type FieldAccount struct {
	Code     string              `json:"code"`
	Title    string              `json:"title"`
	Address  string              `json:"address,omitempty"`
	Position *fieldwork.Position `json:"position,omitempty"`
	Contacts []fieldwork.Contact `json:"contacts"` // whom to meet at the beginning
}

// toMeet gives contacts with the one who is to be met at the beginning.
func toMeet(contacts []fieldwork.Contact, first string) []fieldwork.Contact {
	sorted := slices.Clone(contacts)
	slices.SortStableFunc(sorted, func(a, b fieldwork.Contact) int {
		switch {
		case a.ID == first && b.ID != first:
			return -1
		case b.ID == first && a.ID != first:
			return 1
		}
		return 0
	})
	return sorted
}

// TitleFace is a name with its title.
type TitleFace struct {
	Name  string    `json:"name"`
	Title form.Text `json:"title"`
}

// FieldProject is what a shopper sees of a project.
type FieldProject struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	TimeZone string `json:"timeZone"`
}

// FieldRules are the rules a phone warns by.
type FieldRules struct {
	Radius int `json:"radius"` // metres around the location in which one checks in
}
