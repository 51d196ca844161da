package fieldwork

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"touchstone/api/fault"
)

// CaseBook keeps a brief of every case in memory, so that lists need no scan of the store. It
// is a pure function of the documents applied: each may come more than once and in any order,
// older revisions change nothing. Safe for concurrent use.
type CaseBook struct {
	lock  sync.RWMutex
	rooms map[string]map[string]*caseEntry // by project and id
}

type caseEntry struct {
	brief    CaseBrief
	folded   string // title and notes, to search in
	revision int64
}

// CaseBrief is a case without its history.
type CaseBrief struct {
	ID         string    `json:"id"`
	Response   string    `json:"response"`
	Alert      string    `json:"alert,omitempty"`
	Touchpoint string    `json:"touchpoint,omitempty"`
	Location   string    `json:"location,omitempty"`
	Title      string    `json:"title"`
	Finding    *Finding  `json:"finding,omitempty"`
	State      CaseState `json:"state"`
	Owner      string    `json:"owner"`
	Due        string    `json:"due,omitempty"`
	Overdue    bool      `json:"overdue"`
	Lapsed     bool      `json:"lapsed,omitempty"`
	Erased     bool      `json:"erased,omitempty"`
	Outcome    string    `json:"outcome,omitempty"` // of a closed one
	CreatedAt  Instant   `json:"createdAt"`
	ClosedAt   *Instant  `json:"closedAt,omitempty"`
}

// NewCaseBook gives an empty book.
func NewCaseBook() *CaseBook { return &CaseBook{rooms: map[string]map[string]*caseEntry{}} }

// Apply takes a case as it is in a revision.
func (b *CaseBook) Apply(c *Case, revision int64) {
	entry := &caseEntry{revision: revision, brief: CaseBrief{
		ID: c.ID, Response: c.Response, Alert: c.Alert, Touchpoint: c.Touchpoint, Location: c.Location, Title: c.Title, Finding: c.Finding,
		State: c.State, Owner: c.Owner, Due: c.Due, Lapsed: c.Lapsed, Erased: c.Erased, CreatedAt: c.CreatedAt, ClosedAt: c.ClosedAt,
	}}
	words := []string{c.Title, c.Location}
	for _, event := range c.Events {
		if event.Kind == CaseClose && c.State == CaseClosed {
			entry.brief.Outcome = event.Outcome
		}
		if event.Text != "" {
			words = append(words, event.Text)
		}
	}
	entry.folded = strings.ToLower(strings.Join(words, "\n"))
	b.lock.Lock()
	defer b.lock.Unlock()
	room := b.rooms[c.Project]
	if room == nil {
		room = map[string]*caseEntry{}
		b.rooms[c.Project] = room
	}
	if kept := room[c.ID]; kept == nil || kept.revision < revision {
		room[c.ID] = entry
	}
}

// CaseQuery chooses cases; "" leaves open.
type CaseQuery struct {
	State      string // a state, notClosed, overdue or lapsed
	Owner      string // person id, or none
	Touchpoint string
	Alert      string // slug, or none for those opened by hand
	Response   string
	Search     string // in title, location code and notes
	Limit      int    // 1 to 1000, 0 means 100
	After      string // Next of the page before
}

// States of a query besides those of cases, and what stands for nobody and nothing.
const (
	CasesNotClosed = "notClosed"
	CasesOverdue   = "overdue"
	CasesLapsed    = "lapsed"
	CasesNone      = "none"
)

// Check refuses a query that makes no sense: Invalid "request.query".
func (q *CaseQuery) Check() error {
	known := q.State == "" || slices.Contains([]string{CasesNotClosed, CasesOverdue, CasesLapsed}, q.State) || slices.Contains(CaseStates, CaseState(q.State))
	switch {
	case !known:
		return fault.New(fault.Invalid, "request.query", "There is no state %q of cases.", q.State).With(
			fault.Field{Path: "state", Code: "unknown", Message: "Use open, inProgress, closed, notClosed, overdue or lapsed."})
	case q.Limit < 0 || q.Limit > 1000:
		return fault.New(fault.Invalid, "request.query", "The limit is 1 to 1000.").With(fault.Field{Path: "limit", Code: "range", Message: "Use a number from 1 to 1000."})
	}
	return nil
}

// CaseCounts counts the cases that everything but the state of a query chooses.
type CaseCounts struct {
	Open       int `json:"open"`
	InProgress int `json:"inProgress"`
	Closed     int `json:"closed"`
	Overdue    int `json:"overdue"`
	Lapsed     int `json:"lapsed"` // not closed, though the response says so no more
}

// CasePage is one page of cases: those not closed by the day they are due, so that the overdue
// come first, without a day last; then the closed ones, newest first.
type CasePage struct {
	Items  []CaseBrief `json:"items"`
	Next   string      `json:"next,omitempty"`
	Total  int         `json:"total"`
	Counts CaseCounts  `json:"counts"`
}

// Page gives one page. today is in the project's time zone.
func (b *CaseBook) Page(project string, query CaseQuery, today string) CasePage {
	page := CasePage{Items: []CaseBrief{}}
	var chosen []CaseBrief
	search := strings.ToLower(strings.TrimSpace(query.Search))
	b.lock.RLock()
	for _, entry := range b.rooms[project] {
		brief := entry.brief
		brief.Overdue = (&Case{State: brief.State, Due: brief.Due}).Overdue(today)
		if !query.chooses(&brief) || search != "" && !strings.Contains(entry.folded, search) {
			continue
		}
		page.Counts.add(&brief)
		if brief.fits(query.State) {
			chosen = append(chosen, brief)
		}
	}
	b.lock.RUnlock()
	slices.SortFunc(chosen, compareCases)
	page.Total = len(chosen)
	limit := cmp.Or(query.Limit, 100)
	for _, brief := range chosen {
		if query.After != "" && brief.place() <= query.After {
			continue
		}
		if len(page.Items) == limit {
			page.Next = page.Items[limit-1].place()
			break
		}
		page.Items = append(page.Items, brief)
	}
	return page
}

// Of gives the ids of the cases about a response, whatever its project.
func (b *CaseBook) Of(response string) []string {
	b.lock.RLock()
	defer b.lock.RUnlock()
	var ids []string
	for _, room := range b.rooms {
		for id, entry := range room {
			if entry.brief.Response == response {
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

func (q *CaseQuery) chooses(brief *CaseBrief) bool {
	names := func(asked, has string) bool { return asked == "" || asked == has || asked == CasesNone && has == "" }
	return names(q.Owner, brief.Owner) && names(q.Alert, brief.Alert) && names(q.Touchpoint, brief.Touchpoint) && (q.Response == "" || q.Response == brief.Response)
}

func (b *CaseBrief) fits(state string) bool {
	switch state {
	case "":
		return true
	case CasesNotClosed:
		return b.State != CaseClosed
	case CasesOverdue:
		return b.Overdue
	case CasesLapsed:
		return b.Lapsed && b.State != CaseClosed
	}
	return b.State == CaseState(state)
}

func (c *CaseCounts) add(brief *CaseBrief) {
	switch brief.State {
	case CaseOpen:
		c.Open++
	case CaseInProgress:
		c.InProgress++
	default:
		c.Closed++
	}
	if brief.Overdue {
		c.Overdue++
	}
	if brief.fits(CasesLapsed) {
		c.Lapsed++
	}
}

func compareCases(a, b CaseBrief) int { return strings.Compare(a.place(), b.place()) }

// place is where a case stands in the list, as a text that sorts: not closed before closed,
// those by the day they are due, these by when they were closed, newest first.
func (b *CaseBrief) place() string {
	if b.State != CaseClosed || b.ClosedAt == nil {
		return "0" + cmp.Or(b.Due, "~") + b.CreatedAt.String() + b.ID
	}
	newest := []byte(b.ClosedAt.String())
	for i, digit := range newest {
		if digit >= '0' && digit <= '9' {
			newest[i] = '0' + '9' - digit
		}
	}
	return "1" + string(newest) + b.ID
}
