package fieldwork

import (
	"fmt"
	"strings"
	"time"
)

// Account is a customer organisation that is contacted in a rhythm, with the people there and
// those responsible here. ID: "project/code".
type Account struct {
	ID          string         `json:"id"`
	Project     string         `json:"project"`
	Code        string         `json:"code"`
	Title       string         `json:"title"`
	Address     string         `json:"address,omitempty"`
	Position    *Position      `json:"position,omitempty"`
	Segment     string         `json:"segment,omitempty"`
	RhythmDays  int            `json:"rhythmDays"` // days between contacts; 0 is no rhythm
	Responsible []Responsible  `json:"responsible"`
	Contacts    []Contact      `json:"contacts"`
	Definition  *DefinitionRef `json:"definition,omitempty"` // of its visits; absent is the newest account-visit
	Note        string         `json:"note,omitempty"`
	Closed      bool           `json:"closed,omitempty"` // no contact any more; its history stays
	CreatedAt   Instant        `json:"createdAt"`
}

// Responsible is somebody of ours who keeps contact, for a department.
type Responsible struct {
	Person     string `json:"person"` // person id
	Department string `json:"department,omitempty"`
	Name       string `json:"name,omitempty"` // the person's, given beside the id to those who may see it; never stored
}

// Contact is somebody at an account.
type Contact struct {
	ID       string `json:"id"` // UUID, stays when the contact is edited
	Name     string `json:"name"`
	Function string `json:"function,omitempty"`
	Email    string `json:"email,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Note     string `json:"note,omitempty"`
}

// The bounds of an account.
const (
	longestRhythm   = 3650 // days
	mostContacts    = 200
	mostResponsible = 50
)

// Check reports every mistake of an account; that the people it names are members of the
// project is for the caller to see to.
func (a *Account) Check() error {
	var f findings
	f.slug("code", a.Code)
	f.unless(strings.TrimSpace(a.Title) != "", "title", "required", "Give the account a title.")
	f.length("title", a.Title, 200)
	f.length("address", a.Address, 1_000)
	f.length("segment", a.Segment, 200)
	f.length("note", a.Note, 10_000)
	f.unless(a.RhythmDays >= 0 && a.RhythmDays <= longestRhythm, "rhythmDays", "range", "The rhythm has 0 (none) to %d days.", longestRhythm)
	f.position("position", a.Position)
	if a.Definition != nil {
		f.definition(*a.Definition)
	}
	f.unless(len(a.Responsible) <= mostResponsible, "responsible", "length", "At most %d responsible people.", mostResponsible)
	seen := map[Responsible]bool{}
	for i, one := range a.Responsible {
		path := fmt.Sprintf("responsible[%d]", i)
		f.unless(one.Person != "", path+".person", "required", "Say who is responsible.")
		f.length(path+".department", one.Department, 100)
		f.unless(!seen[one], path, "duplicate", "This person is responsible for this department already.")
		seen[one] = true
	}
	f.contacts(a.Contacts)
	return f.fault("account")
}

func (f *findings) contacts(contacts []Contact) {
	f.unless(len(contacts) <= mostContacts, "contacts", "length", "At most %d contacts.", mostContacts)
	ids := map[string]bool{}
	for i, contact := range contacts {
		path := fmt.Sprintf("contacts[%d]", i)
		f.unless(IsUUID(contact.ID), path+".id", "format", "%q is not a UUID in lower case.", contact.ID)
		f.unless(!ids[contact.ID], path+".id", "duplicate", "There is another contact with this id.")
		ids[contact.ID] = true
		f.unless(strings.TrimSpace(contact.Name) != "", path+".name", "required", "Give the contact a name.")
		f.length(path+".name", contact.Name, 200)
		f.length(path+".function", contact.Function, 200)
		f.unless(contact.Email == "" || CleanEmail(contact.Email) != "", path+".email", "format", "This is not an e-mail address.")
		f.length(path+".phone", contact.Phone, 50)
		f.length(path+".note", contact.Note, 2_000)
	}
}

// Departments gives the departments that keep contact, each once, in their order.
func (a *Account) Departments() []string {
	var departments []string
	seen := map[string]bool{"": true}
	for _, one := range a.Responsible {
		if !seen[one.Department] {
			seen[one.Department] = true
			departments = append(departments, one.Department)
		}
	}
	return departments
}

// Keeps reports whether the person is responsible for the account.
func (a *Account) Keeps(person string) bool {
	for _, one := range a.Responsible {
		if one.Person == person {
			return true
		}
	}
	return false
}

// ContactOf finds a contact by its id.
func (a *Account) ContactOf(id string) (Contact, bool) {
	for _, contact := range a.Contacts {
		if contact.ID == id {
			return contact, true
		}
	}
	return Contact{}, false
}

// Rhythm says where the contact with an account stands. Days are in the project's time zone.
type Rhythm struct {
	LastVisit   string `json:"lastVisit,omitempty"`   // day; absent: never
	NextDue     string `json:"nextDue,omitempty"`     // day; absent: no rhythm, or closed
	OverdueDays int    `json:"overdueDays,omitempty"` // whole days since then
	Due         string `json:"due"`                   // overdue, upcoming, later or none
}

// What an account is in its rhythm.
const (
	DueOverdue  = "overdue"
	DueUpcoming = "upcoming" // within upcomingDays
	DueLater    = "later"
	DueNone     = "none" // no rhythm, or closed
)

// upcomingDays is how long before its day a visit is announced as upcoming.
const upcomingDays = 14

// RhythmOf reckons when the next contact is due: the rhythm's days after the last visit, or
// after the account was entered when there was none. lastVisit and today are days.
func RhythmOf(a *Account, lastVisit, today string, zone *time.Location) Rhythm {
	rhythm := Rhythm{LastVisit: lastVisit, Due: DueNone}
	if a.RhythmDays == 0 || a.Closed {
		return rhythm
	}
	from := lastVisit
	if from == "" {
		from = a.CreatedAt.In(zone).Format(dayFormat)
	}
	begun, errBegun := time.Parse(dayFormat, from)
	now, errNow := time.Parse(dayFormat, today)
	if errBegun != nil || errNow != nil {
		return rhythm
	}
	next := begun.AddDate(0, 0, a.RhythmDays)
	rhythm.NextDue = next.Format(dayFormat)
	// Both are midnights in UTC, where every day has 24 hours.
	left := int(next.Sub(now) / (24 * time.Hour))
	switch {
	case left < 0:
		rhythm.Due, rhythm.OverdueDays = DueOverdue, -left
	case left <= upcomingDays:
		rhythm.Due = DueUpcoming
	default:
		rhythm.Due = DueLater
	}
	return rhythm
}

// VisitDay gives the day of the contact that a response reports, and whether it counts as
// one: reports that were rejected or excluded, or of visits that were not possible, do not. A
// phone's clock that runs ahead is cut to when the report arrived.
func VisitDay(r *Response, zone *time.Location) (string, bool) {
	return visitDay(r.State, r.Visit != nil && r.Visit.NotPossible != nil, r.Begun(), r.ReceivedAt, zone)
}

func visitDay(state State, notPossible bool, begun, received Instant, zone *time.Location) (string, bool) {
	if state == Rejected || state == Excluded || notPossible {
		return "", false
	}
	if begun.After(received.Time) {
		begun = received
	}
	return DayOf(begun.Time, zone), true
}
