package service

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/store"
)

// accountVisit is an assignment of an account with what came back for it.
type accountVisit struct {
	assignment fieldwork.Assignment
	response   *fieldwork.Response // newest; nil for none
	day        string              // of the contact, "" when there was none
}

// planned gives the visit as one that is still to come, or nil.
func (v accountVisit) planned() *PlannedVisit {
	if v.response != nil || v.assignment.CurrentState() == fieldwork.AssignmentCancelled {
		return nil
	}
	a := v.assignment
	return &PlannedVisit{Assignment: a.ID, Person: a.Person, FirstDay: a.FirstDay, LastDay: a.LastDay}
}

// comes tells whether somebody is to make the visit, and may still do so in its days.
func (p *PlannedVisit) comes(today string) bool {
	return p != nil && p.Person != "" && (p.LastDay == "" || today <= p.LastDay)
}

// visitsOf gives the visits of one account, or with code "" of all, by account, newest
// assignment first.
func (s *Service) visitsOf(ctx context.Context, project fieldwork.Project, code string) (map[string][]accountVisit, error) {
	query := store.Query{Index: "account", Equal: []any{project.ID}, Descending: true}
	if code != "" {
		query.Equal = append(query.Equal, code)
	}
	planned, err := s.assignments.everything(ctx, query)
	if err != nil {
		return nil, err
	}
	done, err := s.responsesFor(ctx, planned)
	if err != nil {
		return nil, err
	}
	zone := zoneOf(project)
	visits := map[string][]accountVisit{}
	for _, assignment := range planned {
		visit := accountVisit{assignment: assignment}
		if response, ok := done[assignment.ID]; ok {
			visit.response = &response
			visit.day, _ = fieldwork.VisitDay(&response, zone)
		}
		visits[assignment.Account] = append(visits[assignment.Account], visit)
	}
	return visits, nil
}

// sumUp gives the day of the last visit, "" for none, and the open one that begins first.
func sumUp(visits []accountVisit) (last string, planned *PlannedVisit) {
	for _, visit := range visits {
		last = max(last, visit.day)
		if open := visit.planned(); open != nil && (planned == nil || open.FirstDay < planned.FirstDay) {
			planned = open
		}
	}
	return last, planned
}

// NewVisit plans a visit of an account. ID is minted by whoever plans it.
type NewVisit struct {
	ID       string `json:"id" validate:"required"`
	Person   string `json:"person" validate:"required"`
	FirstDay string `json:"firstDay" validate:"required"`
	LastDay  string `json:"lastDay" validate:"required"`
	Contact  string `json:"contact,omitempty"`
}

// PlanVisit makes the assignment of an account's next visit: with the account's definition,
// else the newest account-visit, which is taken from the library when the project has none.
// It belongs to the wave its first day lies in, if there is one. Whoever plans a visit of
// their own has accepted it by that. The same visit once more is success.
func (s *Service) PlanVisit(ctx context.Context, member Member, code string, visit NewVisit) (fieldwork.Assignment, error) {
	account, _, err := s.accountOf(ctx, member.project.ID, code)
	if err != nil {
		return fieldwork.Assignment{}, err
	}
	kept, _, err := s.assignments.get(ctx, visit.ID)
	if err == nil {
		same := NewVisit{kept.ID, kept.Person, kept.FirstDay, kept.LastDay, kept.Contact}
		if kept.Project != account.Project || kept.Account != code || same != visit {
			return fieldwork.Assignment{}, fault.New(fault.Conflict, "assignment.conflict", "There is another assignment with this id.")
		}
		return kept, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return fieldwork.Assignment{}, err
	}
	if account.Closed {
		return fieldwork.Assignment{}, fault.New(fault.Conflict, "account.closed", "The account is closed; reopen it to plan a visit.")
	}
	assignment := fieldwork.Assignment{
		ID: visit.ID, Account: code, Person: visit.Person, Contact: visit.Contact, FirstDay: visit.FirstDay, LastDay: visit.LastDay,
		State: fieldwork.AssignmentOffered,
	}
	if visit.Person == member.person.ID {
		assignment.State = fieldwork.AssignmentAccepted
	}
	if assignment.Wave, err = s.waveOn(ctx, account.Project, visit.FirstDay); err != nil {
		return assignment, err
	}
	if account.Definition != nil {
		assignment.Definition = *account.Definition
	} else if assignment.Definition, err = s.visitDefinition(ctx, member); err != nil {
		return assignment, err
	}
	return s.AddAssignment(ctx, member, assignment)
}

// waveOn gives the name of the latest wave whose days include the day, "" for none.
func (s *Service) waveOn(ctx context.Context, project, day string) (string, error) {
	name := ""
	for wave, err := range s.waves.all(ctx, store.Query{Index: "project", Equal: []any{project}}) {
		if err != nil {
			return "", err
		}
		if wave.FirstDay != "" && wave.FirstDay <= day && (wave.LastDay == "" || day <= wave.LastDay) {
			name = wave.Name
		}
	}
	return name, nil
}

// visitForm is the definition of visits of accounts that name none.
const visitForm = "account-visit"

// visitDefinition gives the newest version of it that the project has, after publishing the
// library's where it has none.
func (s *Service) visitDefinition(ctx context.Context, member Member) (fieldwork.DefinitionRef, error) {
	found, err := s.definitions.find(ctx, store.Query{Index: "project", Equal: []any{member.project.ID, visitForm}, Descending: true, Limit: 1})
	if err != nil {
		return fieldwork.DefinitionRef{}, err
	}
	if len(found.Items) > 0 {
		return fieldwork.DefinitionRef{ID: visitForm, Version: found.Items[0].Definition.Version}, nil
	}
	text, err := s.LibraryDefinition(visitForm)
	if err != nil {
		return fieldwork.DefinitionRef{}, err
	}
	published, err := s.Publish(ctx, member, text)
	return published.Definition, err
}

// TimelineEntry is one contact with an account, past or to come.
type TimelineEntry struct {
	Kind        string            `json:"kind"` // visit, notPossible, planned, cancelled or notice
	Day         string            `json:"day"`
	LastDay     string            `json:"lastDay,omitempty"` // planned: end of its window
	At          fieldwork.Instant `json:"at"`
	Assignment  string            `json:"assignment,omitempty"`
	Response    string            `json:"response,omitempty"`
	State       fieldwork.State   `json:"state,omitempty"` // of the response
	Person      string            `json:"person,omitempty"`
	Name        string            `json:"name,omitempty"`
	Departments []string          `json:"departments"` // for which the person keeps contact
	ContactName string            `json:"contactName,omitempty"`
	Definition  form.Text         `json:"definition,omitempty"` // title
	Score       *float64          `json:"score,omitempty"`      // 0 to 100
	Notice      string            `json:"notice,omitempty"`     // notice id
	Text        string            `json:"text,omitempty"`       // of a notice: its subject line
}

// Timeline gives every contact with an account, of all departments, newest first. Viewers see
// what is approved and what is planned, without people.
func (s *Service) Timeline(ctx context.Context, member Member, code string) (List[TimelineEntry], error) {
	list := List[TimelineEntry]{Items: []TimelineEntry{}}
	account, _, err := s.accountOf(ctx, member.project.ID, code)
	if err != nil {
		return list, err
	}
	visits, err := s.visitsOf(ctx, member.project, code)
	if err != nil {
		return list, err
	}
	names := s.namesFor(member)
	for _, visit := range visits[code] {
		if r := visit.response; r != nil && !names.seen && r.State != fieldwork.Approved {
			continue
		}
		entry, err := s.entryOf(ctx, names, &account, visit)
		if err != nil {
			return list, err
		}
		list.Items = append(list.Items, entry)
	}
	if names.seen {
		if err := s.addNotices(ctx, names, visits[code], &list); err != nil {
			return list, err
		}
	}
	slices.SortStableFunc(list.Items, func(a, b TimelineEntry) int {
		return cmp.Or(strings.Compare(b.Day, a.Day), b.At.Compare(a.At.Time))
	})
	return list, nil
}

// addNotices adds what people were told about the visits.
func (s *Service) addNotices(ctx context.Context, names *names, visits []accountVisit, list *List[TimelineEntry]) error {
	zone := zoneOf(names.project)
	for part := range slices.Chunk(visits, 100) {
		subjects := make([]any, len(part))
		for i, visit := range part {
			subjects[i] = visit.assignment.ID
		}
		for n, err := range s.notices.all(ctx, store.Query{Index: "subject", Equal: []any{names.project.ID}, In: subjects}) {
			if err != nil {
				return err
			}
			name, err := names.of(ctx, n.Person)
			if err != nil {
				return err
			}
			list.Items = append(list.Items, TimelineEntry{
				Kind: "notice", Day: fieldwork.DayOf(n.CreatedAt.Time, zone), At: n.CreatedAt, Assignment: n.Subject, Person: n.Person, Name: name,
				Departments: []string{}, Notice: n.ID, Text: n.SubjectLine,
			})
		}
	}
	return nil
}

func (s *Service) entryOf(ctx context.Context, names *names, account *fieldwork.Account, visit accountVisit) (TimelineEntry, error) {
	a := visit.assignment
	entry := TimelineEntry{Kind: "planned", Day: cmp.Or(a.FirstDay, a.LastDay), LastDay: a.LastDay, At: a.CreatedAt, Assignment: a.ID, Departments: []string{}}
	for _, one := range account.Responsible {
		if one.Person == a.Person && one.Department != "" {
			entry.Departments = append(entry.Departments, one.Department)
		}
	}
	if contact, known := account.ContactOf(a.Contact); known {
		entry.ContactName = contact.Name
	}
	zone := zoneOf(names.project)
	switch r := visit.response; {
	case r != nil:
		entry.Kind, entry.Day, entry.LastDay, entry.At = "visit", r.Begun().In(zone).Format(time.DateOnly), "", r.ReceivedAt
		if visit.day != "" {
			entry.Day = visit.day
		}
		if r.Visit != nil && r.Visit.NotPossible != nil {
			entry.Kind = "notPossible"
		}
		entry.Response, entry.State, entry.Score = r.ID, r.State, totalOf(r.Score)
	case a.CurrentState() == fieldwork.AssignmentCancelled:
		entry.Kind = "cancelled"
	}
	if names.seen {
		var err error
		if entry.Name, err = names.of(ctx, a.Person); err != nil {
			return entry, err
		}
		entry.Person = a.Person
	}
	compiled, err := s.forms.get(ctx, a.Project, a.Definition)
	if err == nil {
		entry.Definition = compiled.definition.Title
	}
	if fault.Is(err, fault.NotFound) {
		err = nil
	}
	return entry, err
}
