package fieldwork

import (
	"slices"
	"time"
)

// NoticeKind is what a notice tells.
type NoticeKind string

// The kinds of notices.
const (
	NoticeOffered  NoticeKind = "offered"  // to a shopper: an assignment is there for them
	NoticeGiven    NoticeKind = "given"    // to a shopper: they have it
	NoticeReminder NoticeKind = "reminder" // to a shopper: the day to submit by is near
	NoticeOverdue  NoticeKind = "overdue"  // to a shopper: it has passed
	NoticeReturned NoticeKind = "returned" // to a shopper: a reviewer asks back
	NoticeApproved NoticeKind = "approved" // to a shopper: the reports approved in a day
	NoticeRejected NoticeKind = "rejected" // to a shopper: the reports rejected in a day
	NoticeDigest   NoticeKind = "digest"   // to a shopper: both in one
	NoticeTaken    NoticeKind = "taken"    // to an applicant: somebody else has it
	NoticeApplied  NoticeKind = "applied"  // to the leads: a shopper applies
	NoticeVisitDue NoticeKind = "visitDue" // to whoever keeps accounts: contacts due, once a week
	NoticeAlert    NoticeKind = "alert"    // to the people of a touchpoint: a response says what an alert looks for
)

// NoticeKinds are all kinds, in the order of field work.
var NoticeKinds = []NoticeKind{
	NoticeOffered, NoticeGiven, NoticeReminder, NoticeOverdue, NoticeReturned, NoticeApproved, NoticeRejected, NoticeDigest,
	NoticeTaken, NoticeApplied, NoticeVisitDue, NoticeAlert,
}

// NoticeState is how far the mail of a notice has come.
type NoticeState string

// States of notices.
const (
	NoticeQueued NoticeState = "queued"
	NoticeSent   NoticeState = "sent"
	NoticeFailed NoticeState = "failed" // refused for good, or tried too often
	NoticeOff    NoticeState = "off"    // not to be mailed: no mail server, or the person wants none
)

// Reasons why the mail of a notice was not sent.
const (
	NoticeNoServer = "noServer" // no mail server is configured
	NoticeOptedOut = "optedOut" // the person has switched mail off
	NoticeDemo     = "demo"     // everything in a demo project is invented, its people too
	NoticeGone     = "gone"     // the person left the project, or it was no news any more, before it went out
	NoticeRefused  = "refused"  // the mail server refused it for good
	NoticeTimeout  = "tries"    // it could not be sent in all attempts
)

// Notice is one message to one person. Its id is derived from what it tells to whom, so that
// the same thing is told once.
type Notice struct {
	ID      string     `json:"id"`
	Project string     `json:"project"`
	Person  string     `json:"person"`
	Kind    NoticeKind `json:"kind"`
	Subject string     `json:"subject"` // what it is about: an assignment, response, account or case; "" for gathered ones

	State     NoticeState `json:"state"`
	Attempts  int         `json:"attempts"`
	CreatedAt Instant     `json:"createdAt"`
	DueAt     Instant     `json:"dueAt"` // when it is to be sent, or tried again
	SentAt    *Instant    `json:"sentAt,omitempty"`
	Claim     string      `json:"claim,omitempty"`    // of the process that sends it now, until DueAt
	Insisted  bool        `json:"insisted,omitempty"` // a lead wants it sent, whatever has become of it
	Error     string      `json:"error,omitempty"`    // a reason code
	Detail    string      `json:"detail,omitempty"`
	Pushed    int         `json:"pushed,omitempty"` // devices that were reached by push

	Language    string       `json:"language"`
	SubjectLine string       `json:"subjectLine"`
	Text        string       `json:"text"`
	HTML        string       `json:"html"`
	Brief       string       `json:"brief,omitempty"`
	Page        string       `json:"page,omitempty"` // path of the page it leads to
	Attachments []NoticeFile `json:"attachments,omitempty"`
	Items       []NoticeItem `json:"items,omitempty"` // of a notice that gathers decisions
}

// NoticeItem is one decision about a report.
type NoticeItem struct {
	Subject string `json:"subject"` // response id
	Event   string `json:"event"`
	Title   string `json:"title"` // of the location or account
	Day     string `json:"day"`
	Kind    string `json:"kind"` // approved or rejected
	Grade   int    `json:"grade,omitempty"`
	Reason  string `json:"reason,omitempty"`
}

// Has reports whether the notice tells of the decision already.
func (n *Notice) Has(item NoticeItem) bool {
	return slices.ContainsFunc(n.Items, func(kept NoticeItem) bool { return kept.Event == item.Event })
}

// Add gathers a decision, instead of an earlier one about the same report, and names the
// notice after what it then tells.
func (n *Notice) Add(item NoticeItem) {
	n.Drop(item)
	n.Items = append(n.Items, item)
	n.name()
}

// Drop leaves out what the notice tells about a report.
func (n *Notice) Drop(item NoticeItem) {
	n.Items = slices.DeleteFunc(slices.Clone(n.Items), func(kept NoticeItem) bool { return kept.Subject == item.Subject })
	n.name()
}

func (n *Notice) name() {
	if len(n.Items) == 0 {
		return
	}
	n.Kind = NoticeKind(n.Items[0].Kind)
	for _, kept := range n.Items {
		if kept.Kind != n.Items[0].Kind {
			n.Kind = NoticeDigest
		}
	}
}

// NoticeFile goes along with a mail.
type NoticeFile struct {
	Name    string `json:"name"`
	Type    string `json:"type"`
	Content string `json:"content"` // text
}

// mostNoticeAttempts is how often a mail is tried: over about a day.
const mostNoticeAttempts = 14

// Retry says when the attempt after so many is to be made, and false when there is to be
// none: after 1, 2, 4 … minutes, at most four hours apart.
func (n *Notice) Retry(now time.Time) (Instant, bool) {
	wait := time.Minute << min(max(n.Attempts-1, 0), 8)
	return At(now.Add(min(wait, 4*time.Hour))), n.Attempts < mostNoticeAttempts
}

// NoticeWishes are what ways a person wants to be told; absent is both.
type NoticeWishes struct {
	Mail bool `json:"mail"`
	Push bool `json:"push"`
}

// Wishes gives what ways the person wants to be told.
func (p *Person) Wishes() NoticeWishes {
	if p.Notices == nil {
		return NoticeWishes{Mail: true, Push: true}
	}
	return *p.Notices
}
