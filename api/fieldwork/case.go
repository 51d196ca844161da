package fieldwork

import (
	"slices"
	"strings"

	"touchstone/api/fault"
)

// CaseState is how far a case has come.
type CaseState string

// States of cases.
const (
	CaseOpen       CaseState = "open"
	CaseInProgress CaseState = "inProgress"
	CaseClosed     CaseState = "closed"
)

// CaseStates are all states, in their order.
var CaseStates = []CaseState{CaseOpen, CaseInProgress, CaseClosed}

// Outcomes of a closed case.
var caseOutcomes = []string{"solved", "explained", "unfounded", "unsolved"}

// Kinds of events of a case. The first five people cause.
const (
	CaseAssign = "assign"
	CaseNote   = "note"
	CaseBegin  = "begin"
	CaseClose  = "close"
	CaseReopen = "reopen"

	CaseOpened  = "opened"
	CaseLapsed  = "lapsed"  // the response says no more what opened it, or was set aside
	CaseRenewed = "renewed" // it says so again
	CaseErased  = "erased"  // the response is gone
)

// Case is something to follow up after a response.
type Case struct {
	ID         string      `json:"id"`
	Project    string      `json:"project"`
	Response   string      `json:"response"`
	Alert      string      `json:"alert,omitempty"` // "" when somebody opened it by hand
	Touchpoint string      `json:"touchpoint,omitempty"`
	Location   string      `json:"location,omitempty"` // code
	Title      string      `json:"title"`
	Finding    *Finding    `json:"finding,omitempty"`
	State      CaseState   `json:"state"`
	Owner      string      `json:"owner"`         // person id; "" is nobody yet
	Due        string      `json:"due,omitempty"` // day
	Lapsed     bool        `json:"lapsed,omitempty"`
	Erased     bool        `json:"erased,omitempty"`
	Events     []CaseEvent `json:"events"`
	CreatedAt  Instant     `json:"createdAt"`
	ClosedAt   *Instant    `json:"closedAt,omitempty"`
}

// CaseEvent is one entry of a case's append-only history.
type CaseEvent struct {
	ID      string  `json:"id"`
	Kind    string  `json:"kind"`
	At      Instant `json:"at"`
	By      string  `json:"by,omitempty"`      // person id; "" is the product itself
	Person  string  `json:"person,omitempty"`  // assign: who has it from now on, "" is nobody
	Text    string  `json:"text,omitempty"`    // in the words of who caused it
	Outcome string  `json:"outcome,omitempty"` // close
	Digest  string  `json:"digest,omitempty"`  // of what caused it, to tell a repeat from a conflict
}

// CaseAct is what somebody does with a case.
type CaseAct struct {
	ID      string `json:"id"` // of the event, a UUID minted by the sender
	Kind    string `json:"kind"`
	Person  string `json:"person,omitempty"`  // assign
	Text    string `json:"text,omitempty"`    // note: required
	Outcome string `json:"outcome,omitempty"` // close: solved, explained, unfounded or unsolved
}

// NewCase is what somebody opens by hand for a response.
type NewCase struct {
	ID         string `json:"id"` // a UUID minted by the sender
	Response   string `json:"response"`
	Title      string `json:"title"`
	Touchpoint string `json:"touchpoint,omitempty"`
	Owner      string `json:"owner,omitempty"`
	Due        string `json:"due,omitempty"`
	Text       string `json:"text,omitempty"` // the first note
}

// Check reports every mistake of a new case.
func (n *NewCase) Check() error {
	var f findings
	f.act(n.ID)
	f.unless(n.Response != "", "response", "required", "Say which response it is about.")
	f.unless(strings.TrimSpace(n.Title) != "", "title", "required", "Say what it is about.")
	f.length("title", n.Title, 200)
	f.length("text", n.Text, longestRemark)
	f.day("due", n.Due)
	return f.fault("case")
}

// Begin gives the case, about a response.
func (n *NewCase) Begin(r *Response, by string, now Instant) Case {
	opened := Case{
		ID: n.ID, Project: r.Project, Response: r.ID, Touchpoint: n.Touchpoint, Location: r.Location, Title: strings.TrimSpace(n.Title),
		State: CaseOpen, Owner: n.Owner, Due: n.Due, CreatedAt: now,
	}
	if opened.Touchpoint == "" {
		opened.Touchpoint = r.Touchpoint
	}
	opened.Events = []CaseEvent{{ID: n.ID, Kind: CaseOpened, At: now, By: by, Text: n.Text, Digest: digestOf("case", by, n)}}
	return opened
}

// Same tells whether a case was opened by this very request.
func (n *NewCase) Same(kept *Case, by string) bool {
	return len(kept.Events) > 0 && kept.Events[0].Digest == digestOf("case", by, n)
}

func (a *CaseAct) check() error {
	var f findings
	f.act(a.ID)
	f.unless(slices.Contains([]string{CaseAssign, CaseNote, CaseBegin, CaseClose, CaseReopen}, a.Kind), "kind", "unknown", "The kind is assign, note, begin, close or reopen.")
	f.unless(a.Person == "" || a.Kind == CaseAssign, "person", "misplaced", "Only assign names a person.")
	f.unless(a.Outcome == "" || a.Kind == CaseClose, "outcome", "misplaced", "Only a closed case has an outcome.")
	f.unless(a.Kind != CaseClose || slices.Contains(caseOutcomes, a.Outcome), "outcome", "unknown", "The outcome is solved, explained, unfounded or unsolved.")
	if a.Kind == CaseNote {
		f.words("text", a.Text)
	}
	f.length("text", a.Text, longestRemark)
	return f.fault("event")
}

// Act takes what somebody does into the history; the same once more changes nothing. Conflict
// "case.conflict" when the id stands for something else, "case.state" when the case's state
// does not allow it.
func (c *Case) Act(act CaseAct, by string, now Instant) (changed bool, err error) {
	digest := digestOf("case "+c.ID, by, act)
	for _, event := range c.Events {
		if event.ID == act.ID {
			if event.Digest != digest {
				return false, fault.New(fault.Conflict, "case.conflict", "The history holds something else under this id.")
			}
			return false, nil
		}
	}
	if err := act.check(); err != nil {
		return false, err
	}
	if !c.allows(act.Kind) {
		return false, fault.New(fault.Conflict, "case.state", "The case is %s; somebody may have changed it meanwhile.", c.State)
	}
	switch act.Kind {
	case CaseAssign:
		c.Owner = act.Person
	case CaseBegin:
		c.State = CaseInProgress
		if c.Owner == "" {
			c.Owner = by
		}
	case CaseClose:
		c.State, c.ClosedAt = CaseClosed, &now
	case CaseReopen:
		c.State, c.ClosedAt = CaseOpen, nil
	}
	c.Events = append(c.Events, CaseEvent{ID: act.ID, Kind: act.Kind, At: now, By: by, Person: act.Person, Text: act.Text, Outcome: act.Outcome, Digest: digest})
	return true, nil
}

func (c *Case) allows(kind string) bool {
	switch kind {
	case CaseBegin:
		return c.State == CaseOpen
	case CaseReopen:
		return c.State == CaseClosed
	case CaseNote:
		return true
	}
	return c.State != CaseClosed
}

// Stands notes whether the response still says what opened the case, and reports whether that
// is news. cause tells one change of the response from another.
func (c *Case) Stands(stands bool, cause string, now Instant) (changed bool) {
	if c.Lapsed != stands || c.Erased {
		return false
	}
	kind := CaseLapsed
	if stands {
		kind = CaseRenewed
	}
	c.Lapsed = !stands
	c.Events = append(c.Events, CaseEvent{ID: cause, Kind: kind, At: now})
	return true
}

// Erase notes that the response is gone, and with it what was found in it.
func (c *Case) Erase(cause string, now Instant) (changed bool) {
	if c.Erased {
		return false
	}
	c.Erased, c.Finding = true, nil
	c.Events = append(c.Events, CaseEvent{ID: cause, Kind: CaseErased, At: now})
	return true
}

// Overdue tells whether the case is not closed though its day has passed.
func (c *Case) Overdue(today string) bool {
	return c.State != CaseClosed && c.Due != "" && c.Due < today
}
