package fieldwork

import (
	"slices"

	"touchstone/api/form"
)

// Assignment is one planned visit, call or test purchase for one shopper. ID: UUIDv7, or
// derived from the plan that made it. Days and times of day are in the project's time zone.
type Assignment struct {
	ID           string        `json:"id"`
	Project      string        `json:"project"`
	Wave         string        `json:"wave"`
	Definition   DefinitionRef `json:"definition"`
	Location     string        `json:"location"`           // location code; "" for a visit of an account
	Account      string        `json:"account,omitempty"`  // account code, instead of a location
	Contact      string        `json:"contact,omitempty"`  // whom to meet there: the contact's id
	Person       string        `json:"person"`             // the shopper's person id; "" while nobody has it
	Arm          string        `json:"arm,omitempty"`      // of the wave
	FirstDay     string        `json:"firstDay,omitempty"` // visit window; "" is the wave's
	LastDay      string        `json:"lastDay,omitempty"`
	Weekdays     []int         `json:"weekdays,omitempty"` // ISO numbers, 1 is Monday; absent: all
	From         string        `json:"from,omitempty"`     // times of day, HH:MM; absent: any
	To           string        `json:"to,omitempty"`
	ExcludedDays []string      `json:"excludedDays,omitempty"`
	SubmitBy     string        `json:"submitBy,omitempty"` // day; "" is the last day
	Scenario     form.Text     `json:"scenario,omitempty"` // who the shopper plays, plain text
	Briefing     form.Text     `json:"briefing,omitempty"` // Markdown
	Documents    []Document    `json:"documents,omitempty"`
	Proofs       []Proof       `json:"proofs,omitempty"`
	Fee          *Money        `json:"fee,omitempty"`
	Expenses     *Expenses     `json:"expenses,omitempty"`

	MinimumRating float64 `json:"minimumRating,omitempty"` // mean grade a shopper needs, 1 to 10; 0 is none
	Quiz          *Quiz   `json:"quiz,omitempty"`
	Board         string  `json:"board,omitempty"` // "": given to a person; BoardFirst or BoardApply

	// State is absent in documents from before it existed; Settle fills it in.
	State        AssignmentState   `json:"state,omitempty"`
	Cancelled    bool              `json:"cancelled,omitempty"` // in step with State
	Applications []Application     `json:"applications,omitempty"`
	Events       []AssignmentEvent `json:"events,omitempty"`
	CheckedInAt  *Instant          `json:"checkedInAt,omitempty"` // as the phone told it; for progress only
	CreatedAt    Instant           `json:"createdAt"`
}

// AssignmentState is how far an assignment has come before its report.
type AssignmentState string

// The states of an assignment.
const (
	AssignmentPlanned   AssignmentState = "planned" // nobody sees it yet
	AssignmentOffered   AssignmentState = "offered" // to its person, or on the job board
	AssignmentAccepted  AssignmentState = "accepted"
	AssignmentCancelled AssignmentState = "cancelled"
)

// How work on the job board finds its shopper.
const (
	BoardFirst = "first" // whoever takes it first has it
	BoardApply = "apply" // shoppers apply, the lead chooses
)

// Document is a file of the briefing, kept with the files of definitions.
type Document struct {
	SHA256   string    `json:"sha256"`
	Name     string    `json:"name"`
	Type     string    `json:"type"`
	Size     int64     `json:"size"` // bytes
	Title    form.Text `json:"title,omitempty"`
	Language string    `json:"language,omitempty"` // absent: for everybody
}

// Proof is something the shopper has to bring back, perhaps as the answer of a question.
type Proof struct {
	Text     form.Text `json:"text"`
	Question string    `json:"question,omitempty"`
}

// Expenses are paid back on top of the fee, up to the limit.
type Expenses struct {
	Limit Money     `json:"limit"`
	What  form.Text `json:"what,omitempty"`
}

// Quiz is a definition that a shopper must pass before they may have the assignment.
type Quiz struct {
	Definition DefinitionRef `json:"definition"`
	Pass       float64       `json:"pass"`     // percent of the score
	Attempts   int           `json:"attempts"` // 0 is any number
}

// Application says that a shopper would like to have an assignment.
type Application struct {
	Person string  `json:"person"`
	At     Instant `json:"at"`
	Note   string  `json:"note,omitempty"`
}

// AssignmentEvent is one entry of an assignment's history.
type AssignmentEvent struct {
	ID      string  `json:"id"` // minted by whoever acted, or derived from a bulk act
	Kind    string  `json:"kind"`
	At      Instant `json:"at"`
	Person  string  `json:"person,omitempty"`  // who acted
	Subject string  `json:"subject,omitempty"` // whom it concerns
	Reason  string  `json:"reason,omitempty"`
	// Was is the state before a cancellation, which reinstating goes back to.
	Was AssignmentState `json:"was,omitempty"`
}

// Kinds of events. Given is by a lead, taken by the shopper from the job board.
const (
	EventPlanned    = "planned"
	EventOffered    = "offered"
	EventAccepted   = "accepted"
	EventDeclined   = "declined"
	EventApplied    = "applied"
	EventWithdrawn  = "withdrawn"
	EventGiven      = "given"
	EventTaken      = "taken"
	EventCheckedIn  = "checkedIn"
	EventCancelled  = "cancelled"
	EventReinstated = "reinstated"
	EventChanged    = "changed"
)

// mostEvents is how many events an assignment keeps.
const mostEvents = 200

// Settle fills in what older documents lack and brings Cancelled in step with State.
func (a *Assignment) Settle() {
	a.State = a.CurrentState()
	a.Cancelled = a.State == AssignmentCancelled
}

// CurrentState gives the state, also of a document from before it was kept.
func (a *Assignment) CurrentState() AssignmentState {
	switch {
	case a.State != "":
		return a.State
	case a.Cancelled:
		return AssignmentCancelled
	case a.Person != "":
		return AssignmentOffered
	}
	return AssignmentPlanned
}

// Knows tells whether the event with this id has happened to the assignment, so that an act
// sent twice is done once.
func (a *Assignment) Knows(event string) bool {
	return slices.ContainsFunc(a.Events, func(e AssignmentEvent) bool { return e.ID == event })
}

// Newest gives the id of the newest event; "" in documents from before there were any.
func (a *Assignment) Newest() string {
	if len(a.Events) == 0 {
		return ""
	}
	return a.Events[len(a.Events)-1].ID
}

// Note appends an event. Of more than 200 the oldest changes go first, then the oldest of all.
func (a *Assignment) Note(event AssignmentEvent) {
	a.Events = append(slices.Clone(a.Events), event)
	for len(a.Events) > mostEvents {
		oldest := max(slices.IndexFunc(a.Events, func(e AssignmentEvent) bool { return e.Kind == EventChanged }), 0)
		a.Events = slices.Delete(a.Events, oldest, oldest+1)
	}
}
