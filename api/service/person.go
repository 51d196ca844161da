package service

import (
	"context"
	"strings"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// NewPerson is what an account is opened with.
type NewPerson struct {
	Name     string
	Email    string
	Password string
	Language string
}

func (n *NewPerson) check() error {
	n.Name = strings.TrimSpace(n.Name)
	problem := fault.New(fault.Invalid, "person.invalid", "The account cannot be opened like this.")
	if n.Name == "" || len(n.Name) > 200 {
		problem.With(fault.Field{Path: "name", Code: "required", Message: "Give a name of at most 200 bytes."})
	}
	email := fieldwork.CleanEmail(n.Email)
	if email == "" {
		problem.With(fault.Field{Path: "email", Code: "format", Message: "This is not an e-mail address."})
	}
	if err := auth.CheckPassword(n.Password); err != nil {
		problem.With(fault.Of(err).Fields...)
	}
	if len(n.Language) > 35 {
		problem.With(fault.Field{Path: "language", Code: "language", Message: "Give a language tag such as en or de."})
	}
	if len(problem.Fields) > 0 {
		return problem
	}
	n.Email = email
	return nil
}

// personByEmail finds an account; NotFound "person.unknown".
func (s *Service) personByEmail(ctx context.Context, email string) (fieldwork.Person, error) {
	clean := fieldwork.CleanEmail(email)
	if clean == "" {
		return fieldwork.Person{}, s.people.unknown(email)
	}
	found, err := s.people.find(ctx, store.Query{Index: "email", Equal: []any{clean}, Limit: 1})
	if err != nil {
		return fieldwork.Person{}, err
	}
	if len(found.Items) == 0 {
		return fieldwork.Person{}, s.people.unknown(email)
	}
	return found.Items[0], nil
}

func (s *Service) openAccount(ctx context.Context, id string, account NewPerson, decide func(*fieldwork.Person)) (fieldwork.Person, error) {
	hash, err := s.passwords.Hash(ctx, account.Password)
	if err != nil {
		return fieldwork.Person{}, err
	}
	person := fieldwork.Person{
		ID: id, Email: account.Email, Name: account.Name, Language: account.Language,
		Memberships: []fieldwork.Membership{}, PasswordHash: hash, CreatedAt: s.instant(),
	}
	decide(&person)
	_, err = s.people.insert(ctx, id, person)
	if fault.Is(err, fault.Conflict) && fault.Of(err).Code == "store.duplicate" {
		err = fault.New(fault.Conflict, "person.exists", "There is an account with this e-mail already.")
	}
	return person, err
}

// AddPerson opens an account from the command line: an administrator, or a member of a
// project (role "" adds to none). An account with this e-mail that is already there keeps
// its name and password and gets the role; isNew tells the two apart.
func (s *Service) AddPerson(ctx context.Context, account NewPerson, administrator bool, project string, role fieldwork.Role) (person fieldwork.Person, isNew bool, err error) {
	if project != "" {
		if _, _, err := s.projects.get(ctx, project); err != nil {
			return fieldwork.Person{}, false, err
		}
		if !isProjectRole(role) {
			return fieldwork.Person{}, false, roleFault()
		}
	}
	grant := func(person *fieldwork.Person) {
		person.Administrator = person.Administrator || administrator
		if project != "" {
			person.Join(project, role)
		}
	}
	known, err := s.personByEmail(ctx, account.Email)
	if err == nil {
		known, _, err = s.people.change(ctx, known.ID, func(person *fieldwork.Person) error { grant(person); return nil })
		return known.Public(), false, err
	}
	if !fault.Is(err, fault.NotFound) {
		return fieldwork.Person{}, false, err
	}
	if err := account.check(); err != nil {
		return fieldwork.Person{}, false, err
	}
	person, err = s.openAccount(ctx, newID(), account, grant)
	return person.Public(), true, err
}

func isProjectRole(role fieldwork.Role) bool {
	switch role {
	case fieldwork.Lead, fieldwork.Reviewer, fieldwork.Shopper, fieldwork.Viewer:
		return true
	}
	return false
}

func roleFault() error {
	return fault.New(fault.Invalid, "role.unknown", "The role is lead, reviewer, shopper or viewer.").With(
		fault.Field{Path: "role", Code: "unknown", Message: "Use lead, reviewer, shopper or viewer."})
}

// Colleague is a member of a project as the others see them.
type Colleague struct {
	fieldwork.Person
	Role fieldwork.Role `json:"role"`
}

// People gives the members of the project, without what they are in other projects.
func (s *Service) People(ctx context.Context, member Member) (List[Colleague], error) {
	list := List[Colleague]{Items: []Colleague{}}
	for person, err := range s.people.all(ctx, store.Query{}) {
		if err != nil {
			return list, err
		}
		for _, membership := range person.Memberships {
			if membership.Project == member.project.ID {
				shown := person.Public()
				shown.Memberships = []fieldwork.Membership{membership}
				list.Items = append(list.Items, Colleague{shown, membership.Role})
			}
		}
	}
	return list, nil
}
