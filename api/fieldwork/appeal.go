package fieldwork

import (
	"slices"

	"touchstone/api/fault"
)

// Outcome of a client's appeal.
type Outcome string

// Outcomes. An accepted appeal changes nothing by itself: the report is reopened and
// reviewed again.
const (
	AppealAccepted Outcome = "accepted"
	AppealRejected Outcome = "rejected"
)

// Appeal is an objection to a decided report.
type Appeal struct {
	ID   string `json:"id"` // of the event, a UUID minted by the sender
	Text string `json:"text"`
}

// AppealOutcome answers an appeal.
type AppealOutcome struct {
	ID      string  `json:"id"` // of the event, a UUID minted by the sender
	Outcome Outcome `json:"outcome"`
	Text    string  `json:"text"`
}

// Object takes an appeal into the history; the same once more changes nothing. Invalid
// "appeal.early" when nothing is decided yet, "appeal.open" while another waits.
func (r *Response) Object(appeal Appeal, by string, now Instant) error {
	digest := digestOf("appeal", by, appeal)
	if known, err := r.knows(appeal.ID, digest); known || err != nil {
		return err
	}
	var f findings
	f.act(appeal.ID)
	f.words("text", appeal.Text)
	if err := f.fault("appeal"); err != nil {
		return err
	}
	switch {
	case !slices.Contains([]State{Approved, Rejected, Excluded}, r.State):
		return fault.New(fault.Invalid, "appeal.early", "The report is not decided yet.")
	case r.OpenAppeal() != "":
		return fault.New(fault.Invalid, "appeal.open", "There is an appeal already that waits for its answer.")
	}
	r.Events = append(r.Events, Event{ID: appeal.ID, Kind: EventAppealed, At: now, Person: by, Digest: digest, Text: appeal.Text})
	return nil
}

// Settle answers the appeal that is the event id; the same once more changes nothing.
// NotFound "appeal.unknown" when there is none, Conflict "appeal.decided" when it has another answer.
func (r *Response) Settle(id string, outcome AppealOutcome, by string, now Instant) error {
	digest := digestOf("outcome "+id, by, outcome)
	if known, err := r.knows(outcome.ID, digest); known || err != nil {
		return err
	}
	var f findings
	f.act(outcome.ID)
	f.unless(outcome.Outcome == AppealAccepted || outcome.Outcome == AppealRejected, "outcome", "unknown", "The outcome is accepted or rejected.")
	f.words("text", outcome.Text)
	if err := f.fault("appeal"); err != nil {
		return err
	}
	if !slices.ContainsFunc(r.Events, func(e Event) bool { return e.Kind == EventAppealed && e.ID == id }) {
		return fault.New(fault.NotFound, "appeal.unknown", "The report has no such appeal.")
	}
	if slices.ContainsFunc(r.Events, func(e Event) bool { return e.Kind == EventAppealDecided && e.Appeal == id }) {
		return fault.New(fault.Conflict, "appeal.decided", "Somebody answered the appeal already.")
	}
	r.Events = append(r.Events, Event{ID: outcome.ID, Kind: EventAppealDecided, At: now, Person: by, Digest: digest, Appeal: id, Outcome: outcome.Outcome, Text: outcome.Text})
	return nil
}

// OpenAppeal gives the id of the appeal that waits for its answer, "" for none.
func (r *Response) OpenAppeal() string {
	open := ""
	for _, event := range r.Events {
		switch event.Kind {
		case EventAppealed:
			open = event.ID
		case EventAppealDecided:
			open = ""
		}
	}
	return open
}
