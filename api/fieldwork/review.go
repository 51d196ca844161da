package fieldwork

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"touchstone/api/fault"
)

// Decision is what a reviewer decides about a report.
type Decision string

// Decisions.
const (
	Approve Decision = "approve"
	Confirm Decision = "confirm" // the second reviewer approves too
	Return  Decision = "return"  // to the shopper, with comments and a deadline
	Reject  Decision = "reject"  // does not count and pays nothing
	Exclude Decision = "exclude" // does not count, but pays
	Reopen  Decision = "reopen"  // a decision is taken back
)

var decisions = []Decision{Approve, Confirm, Return, Reject, Exclude, Reopen}

// transitions is where a decision leads from a state. What is not in it is not allowed: a
// decided report is reopened, with a reason, before it is decided otherwise.
var transitions = map[Decision]map[State]State{
	Approve: {Submitted: Approved, InReview: Approved, Returned: Approved},
	Confirm: {InReview: Approved},
	Return:  {Submitted: Returned, InReview: Returned, Returned: Returned},
	Reject:  {Submitted: Rejected, InReview: Rejected, Returned: Rejected},
	Exclude: {Submitted: Excluded, InReview: Excluded, Returned: Excluded},
	Reopen:  {Returned: InReview, Approved: InReview, Rejected: InReview, Excluded: InReview},
}

// reviewers are the roles that decide.
var reviewers = []Role{Administrator, Lead, Reviewer}

// Review is a decision as a reviewer sends it.
type Review struct {
	ID       string    `json:"id"`   // of the event, a UUID minted by the sender
	Base     string    `json:"base"` // newest event the reviewer has seen
	Decision Decision  `json:"decision"`
	Comments []Comment `json:"comments,omitempty"`
	Deadline string    `json:"deadline,omitempty"` // of a return; absent: the project's days from today
	Grade    int       `json:"grade,omitempty"`    // of the shopper's work, 1 to 10; 0 is none
	Reason   string    `json:"reason,omitempty"`
}

// Bounds of a review.
const (
	mostComments  = 500
	longestRemark = 5_000 // bytes
)

// Check reports every mistake of shape.
func (v *Review) Check() error {
	var f findings
	f.act(v.ID)
	f.unless(v.Base != "", "base", "required", "Say which event of the history was the newest you saw.")
	f.unless(slices.Contains(decisions, v.Decision), "decision", "unknown", "A decision is approve, confirm, return, reject, exclude or reopen.")
	f.unless(len(v.Comments) <= mostComments, "comments", "length", "At most %d comments.", mostComments)
	for i, c := range v.Comments {
		f.words(fmt.Sprintf("comments[%d].text", i), c.Text)
		f.length(fmt.Sprintf("comments[%d].question", i), c.Question, longestName)
	}
	f.day("deadline", v.Deadline)
	f.unless(v.Deadline == "" || v.Decision == Return, "deadline", "unexpected", "Only a returned report has a deadline.")
	f.unless(v.Grade >= 0 && v.Grade <= 10, "grade", "range", "A grade is a whole number from 1 to 10.")
	f.length("reason", v.Reason, longestRemark)
	explained := strings.TrimSpace(v.Reason) != ""
	switch v.Decision {
	case Reject, Exclude, Reopen:
		f.unless(explained, "reason", "required", "Give a reason.")
	case Return:
		f.unless(explained || len(v.Comments) > 0, "comments", "required", "Say what is to be done, at a question or as the reason.")
	}
	return f.fault("review")
}

func (f *findings) act(id string) {
	f.unless(IsUUID(id), "id", "format", "%q is not a UUID in lower case.", id)
}

// words demands a text that says something.
func (f *findings) words(path, text string) {
	f.unless(strings.TrimSpace(text) != "", path, "required", "Write something.")
	f.length(path, text, longestRemark)
}

// Reviewed is who decides, under which rules, when.
type Reviewed struct {
	By    string // person id
	Role  Role
	Rules Rules // with defaults filled in
	Now   Instant
	Zone  *time.Location
}

// Decide takes a review into the history. The same once more changes nothing. Conflict
// "response.stale" says that the report changed since the reviewer looked; Invalid
// "review.transition" that the decision does not fit its state, "review.sameReviewer" that
// the second reviewer has to be another.
func (r *Response) Decide(review Review, act Reviewed) error {
	digest := digestOf("review", act.By, review)
	if known, err := r.knows(review.ID, digest); known || err != nil {
		return err
	}
	if err := review.Check(); err != nil {
		return err
	}
	if err := r.Fresh(review.Base); err != nil {
		return err
	}
	state, decision, err := r.next(review.Decision, act)
	if err != nil {
		return err
	}
	today := act.Now.In(act.Zone)
	if decision == Return && review.Deadline == "" {
		review.Deadline = today.AddDate(0, 0, act.Rules.ReturnDays).Format(dayFormat)
	}
	if review.Deadline != "" && review.Deadline < today.Format(dayFormat) {
		return fault.New(fault.Invalid, "review.invalid", "The deadline has passed already.").With(
			fault.Field{Path: "deadline", Code: "range", Message: "Choose today or a later day."})
	}
	r.Events = append(r.Events, Event{
		ID: review.ID, Kind: EventReviewed, At: act.Now, Person: act.By, Digest: digest, Base: review.Base,
		Decision: decision, Comments: review.Comments, Deadline: review.Deadline, Grade: review.Grade, Reason: review.Reason,
	})
	if review.Grade != 0 || decision != Confirm { // who confirms may leave the first one's grade
		r.Grade = review.Grade
	}
	r.AwaitsSecond = ""
	if review.Decision == Approve && state == InReview {
		r.AwaitsSecond = act.By
	}
	r.State, r.Deadline = state, review.Deadline
	return nil
}

// next gives the state a decision leads to, and the decision it amounts to: whoever approves
// what awaits a second reviewer confirms it.
func (r *Response) next(decision Decision, act Reviewed) (State, Decision, error) {
	to, allowed := transitions[decision][r.State]
	waits := r.AwaitsSecond != ""
	switch {
	case !slices.Contains(reviewers, act.Role):
		return "", "", fault.New(fault.Forbidden, "permission.denied", "Your role in this project does not allow this.")
	case !allowed, decision == Confirm && !waits:
		return "", "", fault.New(fault.Invalid, "review.transition", "A report that is %q cannot get the decision %q.", r.State, decision)
	case decision == Return && (r.Source == FromLink || r.Source == FromImport):
		return "", "", fault.New(fault.Invalid, "review.transition", "Nobody can correct what came through a link or an import; exclude it, or correct it yourself.")
	case decision != Approve && decision != Confirm:
		return to, decision, nil
	case waits && act.Rules.SecondReviewer && r.AwaitsSecond == act.By:
		return "", "", fault.New(fault.Invalid, "review.sameReviewer", "You approved it already; another reviewer has to confirm.")
	case waits:
		return to, Confirm, nil
	case act.Rules.SecondReviewer:
		return InReview, Approve, nil
	}
	return to, Approve, nil
}

// Fresh reports whether nothing that matters to a decision happened since the event base:
// Conflict "response.stale" otherwise, Invalid "response.base" when there is no such event.
func (r *Response) Fresh(base string) error {
	at := slices.IndexFunc(r.Events, func(e Event) bool { return e.ID == base })
	if at < 0 {
		return fault.New(fault.Invalid, "response.base", "The report has no such event.").With(
			fault.Field{Path: "base", Code: "unknown", Message: "Give the id of an event of this report."})
	}
	for _, event := range r.Events[at+1:] {
		switch event.Kind {
		case EventRevised, EventCorrected, EventReviewed:
			return fault.New(fault.Conflict, "response.stale", "The report changed since you looked at it.")
		}
	}
	return nil
}

// knows tells whether an event is in the history already; Conflict "response.conflict" when
// it has another content there.
func (r *Response) knows(id, digest string) (bool, error) {
	for _, event := range r.Events {
		if event.ID == id {
			if event.Digest != digest {
				return true, fault.New(fault.Conflict, "response.conflict", "The history holds something else under this id.")
			}
			return true, nil
		}
	}
	return false, nil
}

// digestOf identifies an act: of which kind, by whom, with what content.
func digestOf(kind, by string, content any) string {
	body, err := json.Marshal([]any{kind, by, content})
	if err != nil {
		// Acts come from JSON and go back to it.
		panic(fmt.Sprintf("fieldwork: %s without JSON form: %v", kind, err))
	}
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}
