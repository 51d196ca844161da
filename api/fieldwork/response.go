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

// Counts reports whether responses in the state count in the project's comparisons.
func (p *Project) Counts(state State) bool {
	if len(p.CountedStates) > 0 {
		return slices.Contains(p.CountedStates, state)
	}
	return state != Rejected && state != Excluded
}

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
	ReceivedAt  Instant         `json:"receivedAt"` // by the server's clock
	Events      []Event         `json:"events"`
	Attachments []Attachment    `json:"attachments,omitempty"` // expected media; complete when all are present
	Complete    bool            `json:"complete"`
	Score       json.RawMessage `json:"score,omitempty"` // measure.Score with its rule set
	// Indicators holds the numbers that comparisons count; computed with Score.
	Indicators map[string]IndicatorValue `json:"indicators,omitempty"`
	Weight     *float64                  `json:"weight,omitempty"`
	Cluster    string                    `json:"cluster,omitempty"`
	Digest     string                    `json:"digest"` // SHA-256 of the submitted content, to tell a repeat from a conflict
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

// Event is one entry of a response's append-only history.
type Event struct {
	ID      string         `json:"id"`   // minted by whoever caused it
	Kind    string         `json:"kind"` // submitted, revised, rescored, reviewed
	At      Instant        `json:"at"`
	Person  string         `json:"person,omitempty"`
	Answers map[string]any `json:"answers,omitempty"` // submitted and revised: as sent
	Digest  string         `json:"digest,omitempty"`
	Comment string         `json:"comment,omitempty"`
}

// Attachment is a photo or other file of a response, named by the SHA-256 of its content.
type Attachment struct {
	ID       string `json:"id"` // sha256, hex
	Question string `json:"question"`
	Name     string `json:"name"`
	Type     string `json:"type"` // media type, as announced until the file is present, then as the server saw it
	Size     int64  `json:"size"` // bytes
	Present  bool   `json:"present"`
}
