package service

import (
	"context"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// Actor is who acts: a signed-in person, the operator of the command line, or (the zero
// value) somebody anonymous.
type Actor struct {
	person fieldwork.Person
}

// Person gives who it is, without secrets.
func (a Actor) Person() fieldwork.Person { return a.person.Public() }

// Member is an actor who was admitted to a project. Only Admit makes one, so whatever takes
// a Member is reached by people with the permission alone.
type Member struct {
	Actor
	project fieldwork.Project
}

// Project gives the project the member was admitted to.
func (m Member) Project() fieldwork.Project { return m.project }

// Operator is the actor of the command line: whoever may run it on the store's files may do everything.
func Operator() Actor {
	return Actor{fieldwork.Person{ID: "operator", Name: "Operator", Administrator: true}}
}

// Identify gives the actor of an access token; "" is anonymous. The person is read anew, so
// that a change of roles works at once.
func (s *Service) Identify(ctx context.Context, accessToken string) (Actor, error) {
	if accessToken == "" {
		return Actor{}, nil
	}
	id, err := s.tokens.Read(accessToken)
	if err != nil {
		return Actor{}, err
	}
	person, _, err := s.people.get(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && person.Disabled {
		return Actor{}, fault.New(fault.Unauthenticated, "session.token", "This account is closed.")
	}
	return Actor{person}, err
}

// Allow checks a permission that does not concern a project.
func (s *Service) Allow(actor Actor, permission auth.Permission) error {
	if permission.Allows(&actor.person, "") {
		return nil
	}
	if actor.person.ID == "" {
		return fault.New(fault.Unauthenticated, "session.required", "Sign in first.")
	}
	return fault.New(fault.Forbidden, "permission.denied", "Your role does not allow this.")
}

// Admit checks a permission in a project and gives the member. To strangers a project looks
// as if it were not there.
func (s *Service) Admit(ctx context.Context, actor Actor, project string, permission auth.Permission) (Member, error) {
	if err := s.Allow(actor, auth.SignedIn); err != nil {
		return Member{}, err
	}
	if !auth.Enter.Allows(&actor.person, project) {
		return Member{}, s.projects.unknown(project)
	}
	found, _, err := s.projects.get(ctx, project)
	if err != nil {
		return Member{}, err
	}
	if !permission.Allows(&actor.person, project) {
		return Member{}, fault.New(fault.Forbidden, "permission.denied", "Your role in this project does not allow this.")
	}
	return Member{actor, found}, nil
}
