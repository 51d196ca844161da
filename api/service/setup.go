package service

import (
	"context"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// setupPurpose derives both the token of the set-up link and the id of the first person:
// the same in every process of this store, so nothing has to be kept, and two set-ups at
// once meet at the same id.
const setupPurpose = "setup"

// NeedsSetup reports whether there is no person yet.
func (s *Service) NeedsSetup(ctx context.Context) (bool, error) {
	found, err := s.people.find(ctx, store.Query{Limit: 1})
	return err == nil && len(found.Items) == 0, err
}

// SetupToken gives the token that opens the set-up while it is needed.
func (s *Service) SetupToken() string { return s.tokens.Derive(setupPurpose) }

// SetUp opens the first account, an administrator. It works once, and with the token that
// the server printed at its start.
func (s *Service) SetUp(ctx context.Context, token string, account NewPerson) (fieldwork.Person, error) {
	needed, err := s.NeedsSetup(ctx)
	if err != nil {
		return fieldwork.Person{}, err
	}
	done := fault.New(fault.Conflict, "setup.done", "This server is set up already; sign in.")
	if !needed {
		return fieldwork.Person{}, done
	}
	if !auth.Same(token, s.SetupToken()) {
		return fieldwork.Person{}, fault.New(fault.Forbidden, "setup.token", "Use the set-up address that the server printed when it started.")
	}
	if err := account.check(); err != nil {
		return fieldwork.Person{}, err
	}
	person, err := s.openAccount(ctx, derivedID(setupPurpose), account, func(person *fieldwork.Person) { person.Administrator = true })
	if fault.Is(err, fault.Conflict) {
		return fieldwork.Person{}, done
	}
	return person.Public(), err
}
