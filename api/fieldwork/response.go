package fieldwork

import (
	"encoding/json"
	"slices"
)

// State of a response. Drafts exist only on their device.
type State string

// States.
const (
	Submitted State = "submitted"
	InReview  State = "inReview"
	Returned  State = "returned"
	Approved  State = "approved"
	Rejected  State = "rejected"
	Excluded  State = "excluded"
)

var states = []State{Submitted, InReview, Returned, Approved, Rejected, Excluded}

// States lists every state in its order.
func States() []State { return slices.Clone(states) }

// Sources of a response.
const (
	FromLink       = "link"
	FromAssignment = "assignment"
	FromImport     = "import"
)

// Response is what came back for a definition. The browser mints its id (UUIDv7); an import
// derives it from wave, definition and row key, so that importing again adds nothing.
type Response struct {
	ID          string          `json:"id"`
	Project     string          `json:"project"`
	Wave        string          `json:"wave"`
	Definition  DefinitionRef   `json:"definition"`
	Source      string          `json:"source"`
	Link        string          `json:"link,omitempty"`
	Assignment  string          `json:"assignment,omitempty"`
	Import      string          `json:"import,omitempty"` // import id
	Location    string          `json:"location,omitempty"`
	Touchpoint  string          `json:"touchpoint,omitempty"`
	Person      string          `json:"person,omitempty"` // shopper; empty for anonymous answers
	Language    string          `json:"language,omitempty"`
	State       State           `json:"state"`
	Flags       []Flag          `json:"flags,omitempty"`
	Answers     map[string]any  `json:"answers"` // relevant answers of the newest revision
	StartedAt   *Instant        `json:"startedAt,omitempty"`
	SubmittedAt Instant         `json:"submittedAt"` // by the device's clock
	Timing      *Timing         `json:"timing,omitempty"`
	Visit       *Visit          `json:"visit,omitempty"`
	Expenses    []Expense       `json:"expenses,omitempty"`
	ReceivedAt  Instant         `json:"receivedAt"` // by the server's clock
	Events      []Event         `json:"events"`
	Attachments []Attachment    `json:"attachments,omitempty"` // expected media; complete when all are present
	Complete    bool            `json:"complete"`
	Score       json.RawMessage `json:"score,omitempty"` // measure.Score with its rule set
	// Indicators holds the numbers that comparisons count; computed with Score.
	Indicators map[string]IndicatorValue `json:"indicators,omitempty"`
	Weight     *float64                  `json:"weight,omitempty"`
	Cluster    string                    `json:"cluster,omitempty"`
	// Segments are the answers by which results may be split, by question: single values as
	// text, several choices joined by a space. Without them the answers say so.
	Segments map[string]string `json:"segments,omitempty"`
	Group    string            `json:"group,omitempty"`   // of respondents: customers, employees, …; without one the definition's kind says it
	Account  string            `json:"account,omitempty"` // code, of a visit to an account
	Digest   string            `json:"digest"`            // SHA-256 of the submitted content, to tell a repeat from a conflict

	// What the newest reviews say; each is in Events too.
	Grade        int      `json:"grade,omitempty"`        // of the shopper's work, 1 to 10; 0 is none
	Deadline     string   `json:"deadline,omitempty"`     // day until which a returned report is awaited
	AwaitsSecond string   `json:"awaitsSecond,omitempty"` // the first reviewer, who approved; another has to confirm
	PayState     PayState `json:"payState,omitempty"`     // "" is new
	PayTotal     []Money  `json:"payTotal,omitempty"`     // by currency, as it was when it became pending or paid
}

// IndicatorValue is an indicator of one response: a value, or the reason for having none.
type IndicatorValue struct {
	Value  *float64 `json:"value,omitempty"`
	Absent string   `json:"absent,omitempty"` // missing, notApplicable or notRelevant
}

// Flag marks a rule violation or suspicion beside the state.
type Flag struct {
	Code     string `json:"code"` // required, constraint, unknown, outsideWindow, …
	Question string `json:"question,omitempty"`
	Message  string `json:"message"`
	Value    any    `json:"value,omitempty"` // the raw value where the engine could not place it
}

// Kinds of events.
const (
	EventSubmitted     = "submitted"     // the first revision
	EventRevised       = "revised"       // a further one by the shopper
	EventCorrected     = "corrected"     // one by a reviewer, with a reason
	EventReviewed      = "reviewed"      // a decision
	EventAppealed      = "appealed"      // the client, or a lead for them, objects
	EventAppealDecided = "appealDecided" // the answer to that
	EventPaid          = "paid"          // another state of its pay
)

// Event is one entry of a response's append-only history. What it holds depends on its kind.
type Event struct {
	ID      string         `json:"id"` // minted by whoever caused it
	Kind    string         `json:"kind"`
	At      Instant        `json:"at"`
	Person  string         `json:"person,omitempty"`
	Answers map[string]any `json:"answers,omitempty"` // submitted, revised: as sent; corrected: as they are after it
	Digest  string         `json:"digest,omitempty"`  // of what caused it, to tell a repeat from a conflict
	Base    string         `json:"base,omitempty"`    // the newest event its author had seen
	Comment string         `json:"comment,omitempty"` // revised: the shopper's words
	Aside   bool           `json:"aside,omitempty"`   // revised: too late to replace the answers, kept beside them
	// SubmittedAt is when a revision was submitted, by the device's clock.
	SubmittedAt *Instant `json:"submittedAt,omitempty"`

	Decision Decision       `json:"decision,omitempty"` // reviewed
	Comments []Comment      `json:"comments,omitempty"` // reviewed: at single questions
	Deadline string         `json:"deadline,omitempty"` // reviewed: day until which a returned report is awaited
	Grade    int            `json:"grade,omitempty"`    // reviewed: 1 to 10
	Reason   string         `json:"reason,omitempty"`   // reviewed, corrected
	Changes  map[string]any `json:"changes,omitempty"`  // corrected: new answers by path, null for none
	Text     string         `json:"text,omitempty"`     // appealed, appealDecided
	Appeal   string         `json:"appeal,omitempty"`   // appealDecided: the event it answers
	Outcome  Outcome        `json:"outcome,omitempty"`  // appealDecided
	State    PayState       `json:"state,omitempty"`    // paid
	Total    []Money        `json:"total,omitempty"`    // paid: what it came to, by currency
}

// Comment is what a reviewer has to say at a question; Question is its path, "" for the whole.
type Comment struct {
	Question string `json:"question"`
	Text     string `json:"text"`
}

// Attachment is a photo or other file of a response, named by the SHA-256 of its content.
type Attachment struct {
	ID       string `json:"id"` // sha256, hex
	Question string `json:"question"`
	Name     string `json:"name"`
	Type     string `json:"type"` // media type, as announced until the file is present, then as the server saw it
	Size     int64  `json:"size"` // bytes
	Present  bool   `json:"present"`
	// Superseded says that the newest revision does not name it; kept for the history.
	Superseded bool      `json:"superseded,omitempty"`
	TakenAt    *Instant  `json:"takenAt,omitempty"` // by the camera's clock
	Position   *Position `json:"position,omitempty"`
	Source     string    `json:"source,omitempty"` // camera or file
}
