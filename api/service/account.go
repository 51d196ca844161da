package service

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// AccountStanding is an account with where it stands in its rhythm. Viewers see the departments
// that keep contact, not the people.
type AccountStanding struct {
	fieldwork.Account
	fieldwork.Rhythm
	Planned  *PlannedVisit `json:"planned,omitempty"`  // the next one that is not reported yet
	Revision int64         `json:"revision,omitempty"` // for If-Match; only of an account asked for alone
}

// PlannedVisit is an open assignment of an account.
type PlannedVisit struct {
	Assignment string `json:"assignment"`
	Person     string `json:"person,omitempty"`
	Name       string `json:"name,omitempty"`
	FirstDay   string `json:"firstDay,omitempty"`
	LastDay    string `json:"lastDay,omitempty"`
}

// AccountFilter narrows the list of accounts; "" leaves open.
type AccountFilter struct {
	Due        string // overdue, upcoming or all
	Department string
	Person     string
}

// AccountList is the accounts that fit a filter, the most urgent first, with what the whole
// project has to choose from.
type AccountList struct {
	Items       []AccountStanding `json:"items"`
	Counts      map[string]int    `json:"counts"` // by due: overdue, upcoming, later, none; within department and person
	Departments []string          `json:"departments"`
	People      []PersonName      `json:"people"` // responsible for any account; nobody for viewers
}

// PersonName is a person as lists of a project name them.
type PersonName struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Accounts gives the accounts of the project: overdue ones first, then by the day the next
// contact is due, those without a rhythm last.
func (s *Service) Accounts(ctx context.Context, member Member, filter AccountFilter) (AccountList, error) {
	list := AccountList{Items: []AccountStanding{}, Counts: map[string]int{}, Departments: []string{}, People: []PersonName{}}
	if !slices.Contains([]string{"", "all", fieldwork.DueOverdue, fieldwork.DueUpcoming}, filter.Due) {
		return list, fault.New(fault.Invalid, "request.query", "Due is overdue, upcoming or all.").With(
			fault.Field{Path: "due", Code: "unknown", Message: "Use overdue, upcoming or all."})
	}
	board, err := s.filledBoard()
	if err != nil {
		return list, err
	}
	visits := board.AccountVisits(member.project.ID, zoneOf(member.project))
	names := s.namesFor(member)
	for account, err := range s.accounts.all(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}}) {
		if err != nil {
			return list, err
		}
		known := visits[account.Code]
		var planned *PlannedVisit
		if job := known.Planned; job != nil {
			planned = &PlannedVisit{Assignment: job.ID, Person: job.Person, FirstDay: job.FirstDay, LastDay: job.LastDay}
		}
		face, err := s.standingOf(ctx, names, account, known.LastVisit, planned)
		if err != nil {
			return list, err
		}
		list.offer(&account, names)
		if filter.fits(&account, names.seen) {
			list.Counts[face.Due]++
			if filter.Due == "" || filter.Due == "all" || filter.Due == face.Due {
				list.Items = append(list.Items, face)
			}
		}
	}
	slices.Sort(list.Departments)
	slices.SortFunc(list.People, func(a, b PersonName) int { return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.ID, b.ID)) })
	slices.SortStableFunc(list.Items, byUrgency)
	return list, nil
}

// offer adds what the account can be filtered by.
func (l *AccountList) offer(account *fieldwork.Account, names *names) {
	for _, department := range account.Departments() {
		if !slices.Contains(l.Departments, department) {
			l.Departments = append(l.Departments, department)
		}
	}
	if !names.seen {
		return
	}
	for _, one := range account.Responsible {
		if !slices.ContainsFunc(l.People, func(p PersonName) bool { return p.ID == one.Person }) {
			l.People = append(l.People, PersonName{one.Person, names.known[one.Person]})
		}
	}
}

func (f AccountFilter) fits(account *fieldwork.Account, seesPeople bool) bool {
	return (f.Department == "" || slices.Contains(account.Departments(), f.Department)) &&
		(f.Person == "" || seesPeople && account.Keeps(f.Person))
}

// byUrgency puts closed accounts last, those without a rhythm before them, and the rest by
// the day the contact is due.
func byUrgency(a, b AccountStanding) int {
	rank := func(face AccountStanding) string {
		switch {
		case face.Closed:
			return "~~"
		case face.NextDue == "":
			return "~"
		}
		return face.NextDue
	}
	return cmp.Or(strings.Compare(rank(a), rank(b)), strings.Compare(a.Title, b.Title))
}

// Account gives one account.
func (s *Service) Account(ctx context.Context, member Member, code string) (AccountStanding, error) {
	account, revision, err := s.accountOf(ctx, member.project.ID, code)
	if err != nil {
		return AccountStanding{}, err
	}
	visits, err := s.visitsOf(ctx, member.project, code)
	if err != nil {
		return AccountStanding{}, err
	}
	last, planned := sumUp(visits[code])
	face, err := s.standingOf(ctx, s.namesFor(member), account, last, planned)
	face.Revision = revision
	return face, err
}

// accountOf gives an account of the project; NotFound "account.unknown".
func (s *Service) accountOf(ctx context.Context, project, code string) (fieldwork.Account, int64, error) {
	account, revision, err := s.accounts.get(ctx, project+"/"+code)
	if fault.Is(err, fault.NotFound) {
		return account, 0, s.accounts.unknown(code)
	}
	return account, revision, err
}

// PutAccount creates or replaces the account with that code. With a revision (not 0) it is
// only replaced while it is that one; Conflict "account.stale" otherwise. Whoever becomes
// responsible must be a shopper or lead of the project.
func (s *Service) PutAccount(ctx context.Context, member Member, account fieldwork.Account, revision int64) (AccountStanding, error) {
	account.Project, account.ID, account.CreatedAt = member.project.ID, member.project.ID+"/"+account.Code, s.instant()
	account.Responsible, account.Contacts = append([]fieldwork.Responsible{}, account.Responsible...), append([]fieldwork.Contact{}, account.Contacts...)
	for i := range account.Responsible {
		account.Responsible[i].Name = ""
	}
	if err := account.Check(); err != nil {
		return AccountStanding{}, err
	}
	if account.Definition != nil {
		if err := s.requireNouns(ctx, account.Project, "", "", "", *account.Definition); err != nil {
			return AccountStanding{}, err
		}
	}
	_, err := s.accounts.put(ctx, account.ID, func(old *fieldwork.Account) (fieldwork.Account, error) {
		if revision != 0 {
			_, kept, err := s.accounts.get(ctx, account.ID)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return account, err
			}
			if kept != revision {
				return account, fault.New(fault.Conflict, "account.stale", "Somebody else has changed the account meanwhile; load it anew.")
			}
		}
		if old != nil {
			account.CreatedAt = old.CreatedAt
		}
		return account, s.checkResponsible(ctx, account, old)
	})
	if err != nil {
		return AccountStanding{}, err
	}
	return s.Account(ctx, member, account.Code)
}

// checkResponsible demands people who can report visits; those who were responsible before
// may stay.
func (s *Service) checkResponsible(ctx context.Context, account fieldwork.Account, old *fieldwork.Account) error {
	problem := fault.New(fault.Invalid, "reference.unknown", "Somebody responsible is no shopper or lead of this project.")
	for i, one := range account.Responsible {
		if old != nil && old.Keeps(one.Person) {
			continue
		}
		person, _, err := s.people.get(ctx, one.Person)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err != nil || !auth.Report.Allows(&person, account.Project) {
			problem.With(fault.Field{Path: fmt.Sprintf("responsible[%d].person", i), Code: "unknown", Message: "There is no shopper or lead with this id in the project."})
		}
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	return nil
}

// standingOf adds to an account what follows from its visits: the day of the last one, and the
// one that is planned next.
func (s *Service) standingOf(ctx context.Context, names *names, account fieldwork.Account, last string, planned *PlannedVisit) (AccountStanding, error) {
	zone := zoneOf(names.project)
	account.Responsible = slices.Clone(account.Responsible)
	for i := range account.Responsible {
		one := &account.Responsible[i]
		if !names.seen {
			one.Person = ""
			continue
		}
		var err error
		if one.Name, err = names.of(ctx, one.Person); err != nil {
			return AccountStanding{}, err
		}
	}
	if planned != nil {
		if !names.seen {
			planned.Person = ""
		} else {
			var err error
			if planned.Name, err = names.of(ctx, planned.Person); err != nil {
				return AccountStanding{}, err
			}
		}
	}
	today := s.today(names.project)
	return AccountStanding{Account: account, Rhythm: fieldwork.RhythmOf(&account, last, today, zone), Planned: planned}, nil
}

// names finds out what people are called, each once. seen is false for those who must not know.
type names struct {
	service *Service
	project fieldwork.Project
	seen    bool
	known   map[string]string
}

func (s *Service) namesFor(member Member) *names {
	return &names{s, member.project, auth.Review.Allows(&member.person, member.project.ID), map[string]string{}}
}

// of gives the name of a person, "" when the account is gone or nobody is meant.
func (n *names) of(ctx context.Context, id string) (string, error) {
	if name, ok := n.known[id]; ok || id == "" {
		return name, nil
	}
	person, _, err := n.service.people.get(ctx, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return "", err
	}
	n.known[id] = person.Name
	return person.Name, nil
}
