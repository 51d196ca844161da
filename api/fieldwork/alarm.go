package fieldwork

import "time"

// AlarmState is how far the telling of an alarm has come.
type AlarmState string

// States of alarms.
const (
	AlarmRaised  AlarmState = "raised"  // case and notices are still to be made
	AlarmSending AlarmState = "sending" // the webhook has not taken it yet
	AlarmDone    AlarmState = "done"
	AlarmFailed  AlarmState = "failed" // the webhook did not take it in all attempts
)

// Alarm is an alert that one response raised. Its id is derived from both, so that there is at
// most one; it is written first and holds what is to be told to whom, so that whoever goes on
// after a process died tells the same.
type Alarm struct {
	ID         string        `json:"id"`
	Project    string        `json:"project"`
	Alert      string        `json:"alert"`
	Title      string        `json:"title"`
	Response   string        `json:"response"`
	Wave       string        `json:"wave,omitempty"`
	Definition DefinitionRef `json:"definition"`
	Location   string        `json:"location,omitempty"`
	Finding    Finding       `json:"finding"`
	At         Instant       `json:"at"`

	People  []string `json:"people,omitempty"` // to be told, person ids
	Case    bool     `json:"case,omitempty"`   // opens one, with the alarm's id
	Owner   string   `json:"owner,omitempty"`
	Due     string   `json:"due,omitempty"`
	Webhook bool     `json:"webhook,omitempty"`

	State    AlarmState `json:"state"`
	DueAt    Instant    `json:"dueAt"` // when the next step is to be made, or tried again
	Claim    string     `json:"claim,omitempty"`
	Attempts int        `json:"attempts,omitempty"` // of the webhook
	SentAt   *Instant   `json:"sentAt,omitempty"`
	Status   int        `json:"status,omitempty"` // that the webhook answered last, 0 for none
	Detail   string     `json:"detail,omitempty"` // why it was not taken
}

// webhookPauses lie between the attempts to reach a webhook: over about a day and a half.
var webhookPauses = []time.Duration{
	5 * time.Second, time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour,
}

// Retry says when the attempt after so many is to be made, and false when there is to be none.
func (a *Alarm) Retry(now time.Time) (Instant, bool) {
	if a.Attempts < 1 || a.Attempts > len(webhookPauses) {
		return Instant{}, false
	}
	return At(now.Add(webhookPauses[a.Attempts-1])), true
}

// Begin gives the case that the alarm opens.
func (a *Alarm) Begin() Case {
	opened := Case{
		ID: a.ID, Project: a.Project, Response: a.Response, Alert: a.Alert, Touchpoint: a.Finding.Touchpoint, Location: a.Location,
		Title: a.Title, Finding: &a.Finding, State: CaseOpen, Owner: a.Owner, Due: a.Due, CreatedAt: a.At,
	}
	opened.Events = []CaseEvent{{ID: a.ID, Kind: CaseOpened, At: a.At}}
	return opened
}
