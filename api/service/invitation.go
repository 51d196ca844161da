package service

import (
	"context"
	"strings"
	"time"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// Invited is a new invitation with its token, which is shown this once.
type Invited struct {
	Invitation fieldwork.Invitation `json:"invitation"`
	URL        string               `json:"url"`
	Token      string               `json:"token"`
}

// Invite lets the bearer of the returned token join the project in a role.
func (s *Service) Invite(ctx context.Context, member Member, role fieldwork.Role, email, name string) (Invited, error) {
	if !isProjectRole(role) {
		return Invited{}, roleFault()
	}
	clean := fieldwork.CleanEmail(email)
	if email != "" && clean == "" {
		return Invited{}, fault.New(fault.Invalid, "invitation.invalid", "%q is not an e-mail address.", email).With(
			fault.Field{Path: "email", Code: "format", Message: "This is not an e-mail address."})
	}
	token, now := auth.NewSecret(), s.now()
	invitation := fieldwork.Invitation{
		ID: auth.Digest(token), Project: member.project.ID, Role: role, Email: clean, Name: strings.TrimSpace(name),
		InvitedBy: member.person.ID, ExpiresAt: fieldwork.At(now.Add(auth.InvitationLife)), CreatedAt: fieldwork.At(now),
	}
	_, err := s.invitations.insert(ctx, invitation.ID, invitation)
	page := "/desk/join#"
	if role == fieldwork.Shopper {
		page = "/field/join#"
	}
	return Invited{Invitation: invitation, URL: s.publicURL + page + token, Token: token}, err
}

// Invitations gives one page, newest first.
func (s *Service) Invitations(ctx context.Context, member Member, page Page) (List[fieldwork.Invitation], error) {
	return s.invitations.find(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}, Descending: true, Limit: page.Limit, After: page.After})
}

// Withdraw deletes an invitation that was not accepted; one that is gone is no mistake.
func (s *Service) Withdraw(ctx context.Context, member Member, id string) error {
	invitation, revision, err := s.invitations.get(ctx, id)
	if err == nil && invitation.Project != member.project.ID {
		err = s.invitations.unknown(id)
	}
	if err != nil {
		return err
	}
	if invitation.AcceptedAt != nil {
		return fault.New(fault.Conflict, "invitation.used", "This invitation has been accepted already.")
	}
	err = s.store.Delete(ctx, invitations, id, revision)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if fault.Is(err, fault.Conflict) {
		return fault.New(fault.Conflict, "invitation.used", "This invitation has been accepted already.")
	}
	return err
}

// Welcome is what the bearer of an invitation sees before accepting.
type Welcome struct {
	Project   ProjectTitle      `json:"project"`
	Role      fieldwork.Role    `json:"role"`
	Email     string            `json:"email,omitempty"`
	Name      string            `json:"name,omitempty"`
	ExpiresAt fieldwork.Instant `json:"expiresAt"`
}

// ProjectTitle names a project to people outside it.
type ProjectTitle struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

// Welcome gives what a token invites to: NotFound "invitation.unknown" or
// "invitation.expired", Conflict "invitation.used".
func (s *Service) Welcome(ctx context.Context, token string) (Welcome, error) {
	invitation, _, err := s.invitationOf(ctx, token)
	if err == nil && invitation.AcceptedAt != nil {
		err = invitationUsed()
	}
	if err != nil {
		return Welcome{}, err
	}
	project, _, err := s.projects.get(ctx, invitation.Project)
	return Welcome{
		Project: ProjectTitle{project.ID, project.Title}, Role: invitation.Role,
		Email: invitation.Email, Name: invitation.Name, ExpiresAt: invitation.ExpiresAt,
	}, err
}

func invitationUsed() error {
	return fault.New(fault.Conflict, "invitation.used", "This invitation has been used already; sign in instead.")
}

func (s *Service) invitationOf(ctx context.Context, token string) (fieldwork.Invitation, int64, error) {
	invitation, revision, err := s.invitations.get(ctx, auth.Digest(token))
	if fault.Is(err, fault.NotFound) {
		return invitation, 0, fault.New(fault.NotFound, "invitation.unknown", "This invitation is not known; ask for a new one.")
	}
	if err == nil && invitation.AcceptedAt == nil && invitation.ExpiresAt.Before(s.now()) {
		return invitation, 0, fault.New(fault.NotFound, "invitation.expired", "This invitation has expired; ask for a new one.")
	}
	return invitation, revision, err
}

// Accept lets the bearer of a token into the project and signs them in. Whoever has an
// account with that e-mail already proves it with its password. The invitation itself is
// the guard: its one replacement decides who came first; the account is written after it,
// and the same bearer may finish what a failure interrupted.
func (s *Service) Accept(ctx context.Context, token string, account NewPerson) (Session, error) {
	invitation, revision, err := s.invitationOf(ctx, token)
	if err != nil {
		return Session{}, err
	}
	if err := account.check(); err != nil {
		return Session{}, err
	}
	known, err := s.personByEmail(ctx, account.Email)
	switch {
	case err == nil:
		if ok, err := s.passwords.Matches(ctx, known.PasswordHash, account.Password); err != nil {
			return Session{}, err
		} else if !ok || known.Disabled {
			return Session{}, fault.New(fault.Unauthenticated, "session.credentials", "There is an account with this e-mail; give its password.")
		}
	case !fault.Is(err, fault.NotFound):
		return Session{}, err
	}
	if invitation.AcceptedAt != nil {
		if err := s.mayFinish(ctx, invitation, known); err != nil {
			return Session{}, err
		}
	} else {
		now := s.instant()
		invitation.AcceptedAt, invitation.Person = &now, known.ID
		if known.ID == "" {
			invitation.Person = newID()
		}
		if _, err := s.invitations.replace(ctx, invitation.ID, invitation, revision); fault.Is(err, fault.Conflict) || fault.Is(err, fault.NotFound) {
			return Session{}, invitationUsed()
		} else if err != nil {
			return Session{}, err
		}
	}
	join := func(person *fieldwork.Person) { person.Join(invitation.Project, invitation.Role) }
	if known.ID == "" {
		known, err = s.openAccount(ctx, invitation.Person, account, join)
		if fault.Is(err, fault.Conflict) && fault.Of(err).Code == "store.exists" {
			err = invitationUsed() // another bearer finished first
		}
	} else {
		known, _, err = s.people.change(ctx, known.ID, func(person *fieldwork.Person) error { join(person); return nil })
	}
	if err != nil {
		return Session{}, err
	}
	return s.beginSession(ctx, known)
}

// finishLife is how long after its acceptance an interrupted invitation may be finished.
const finishLife = time.Hour

// mayFinish allows an accepted invitation once more only for a while, only while its person
// is not yet in the project, and only to that person: whoever has an account already cannot
// be the one whose account is still to be opened.
func (s *Service) mayFinish(ctx context.Context, invitation fieldwork.Invitation, known fieldwork.Person) error {
	if invitation.AcceptedAt.Add(finishLife).Before(s.now()) {
		return invitationUsed()
	}
	person, _, err := s.people.get(ctx, invitation.Person)
	switch {
	case fault.Is(err, fault.NotFound) && known.ID == "":
		return nil
	case fault.Is(err, fault.NotFound):
		return invitationUsed()
	case err != nil:
		return err
	case known.ID == person.ID && person.RoleIn(invitation.Project) == "":
		return nil
	}
	return invitationUsed()
}
