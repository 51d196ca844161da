package service

import (
	"context"
	"strings"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// session is a family of refresh tokens: one sign-in on one device. Only digests are kept.
type session struct {
	ID        string            `json:"id"`
	Person    string            `json:"person"`
	Current   string            `json:"current"`            // digest of the token that may be used next
	Previous  string            `json:"previous,omitempty"` // digest of the one before
	Attempt   string            `json:"attempt,omitempty"`  // digest of the attempt that replaced it
	ExpiresAt fieldwork.Instant `json:"expiresAt"`
	CreatedAt fieldwork.Instant `json:"createdAt"`
}

// Session is what a sign-in gives: a short-lived access token, and a refresh token that may
// be used once.
type Session struct {
	AccessToken string            `json:"accessToken"`
	ExpiresAt   fieldwork.Instant `json:"expiresAt"`
	Person      fieldwork.Person  `json:"person"`

	RefreshToken   string            `json:"-"` // for the cookie
	RefreshExpires fieldwork.Instant `json:"-"`
}

// SignIn checks e-mail and password; unknown accounts take as long and get the same fault.
func (s *Service) SignIn(ctx context.Context, email, password string) (Session, error) {
	person, err := s.personByEmail(ctx, email)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Session{}, err
	}
	ok, err := s.passwords.Matches(ctx, person.PasswordHash, password)
	if err != nil {
		return Session{}, err
	}
	if !ok || person.Disabled {
		return Session{}, fault.New(fault.Unauthenticated, "session.credentials", "E-mail or password is wrong.")
	}
	return s.beginSession(ctx, person)
}

func (s *Service) beginSession(ctx context.Context, person fieldwork.Person) (Session, error) {
	now := s.now()
	secret := auth.NewSecret()
	family := session{
		ID: auth.NewSecret(), Person: person.ID, Current: auth.Digest(secret),
		ExpiresAt: fieldwork.At(now.Add(auth.RefreshLife)), CreatedAt: fieldwork.At(now),
	}
	if _, err := s.sessions.insert(ctx, family.ID, family); err != nil {
		return Session{}, err
	}
	return s.issue(person, family, secret)
}

func (s *Service) issue(person fieldwork.Person, family session, secret string) (Session, error) {
	access, expires, err := s.tokens.Sign(person.ID)
	return Session{
		AccessToken: access, ExpiresAt: fieldwork.At(expires), Person: person.Public(),
		RefreshToken: family.ID + "." + secret, RefreshExpires: family.ExpiresAt,
	}, err
}

func sessionExpired() error {
	return fault.New(fault.Unauthenticated, "session.expired", "The session has expired; sign in again.")
}

// Refresh trades a refresh token for the next one. A token used a second time ends the whole
// family, since one of its two bearers stole it; the exception is the same attempt once more
// (attempt is a random text minted by the device and kept until the answer arrived), which
// is how a device whose network failed in between gets its answer after all. A repeated
// attempt gets the same token, so that it does not matter which answer a browser keeps.
func (s *Service) Refresh(ctx context.Context, refreshToken, attempt string) (Session, error) {
	id, secret, _ := strings.Cut(refreshToken, ".")
	if id == "" || secret == "" {
		return Session{}, sessionExpired()
	}
	used, next := auth.Digest(secret), auth.NewSecret()
	if attempt != "" {
		next = s.tokens.Derive("refresh " + id + " " + used + " " + attempt)
	}
	stolen := false
	family, _, err := s.sessions.change(ctx, id, func(family *session) error {
		repeats := used == family.Previous && attempt != "" && auth.Digest(attempt) == family.Attempt
		stolen = used != family.Current && !repeats
		if stolen || family.ExpiresAt.Before(s.now()) {
			return sessionExpired()
		}
		family.Previous, family.Current, family.Attempt = used, auth.Digest(next), ""
		if attempt != "" {
			family.Attempt = auth.Digest(attempt)
		}
		family.ExpiresAt = fieldwork.At(s.now().Add(auth.RefreshLife))
		return nil
	})
	if fault.Is(err, fault.NotFound) {
		return Session{}, sessionExpired()
	}
	if stolen {
		if err := s.endSession(ctx, id); err != nil {
			return Session{}, err
		}
	}
	if err != nil {
		return Session{}, err
	}
	person, _, err := s.people.get(ctx, family.Person)
	if fault.Is(err, fault.NotFound) || err == nil && person.Disabled {
		return Session{}, sessionExpired()
	}
	if err != nil {
		return Session{}, err
	}
	return s.issue(person, family, next)
}

// SignOut ends the family of a refresh token; a token that is no longer good ends nothing
// and is no mistake.
func (s *Service) SignOut(ctx context.Context, refreshToken string) error {
	id, secret, _ := strings.Cut(refreshToken, ".")
	if id == "" {
		return nil
	}
	family, _, err := s.sessions.get(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && family.Current != auth.Digest(secret) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.endSession(ctx, id)
}

func (s *Service) endSession(ctx context.Context, id string) error {
	for range attempts {
		_, revision, err := s.sessions.get(ctx, id)
		if err == nil {
			err = s.store.Delete(ctx, sessions, id, revision)
		}
		if err == nil || fault.Is(err, fault.NotFound) {
			return nil
		}
		if !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return fault.New(fault.Unavailable, "session.busy", "The session could not be ended; try again.")
}

// DropExpiredSessions deletes families that can no longer be used.
func (s *Service) DropExpiredSessions(ctx context.Context) error {
	query := store.Query{Index: "expiry", To: s.instant().String()}
	for family, err := range s.sessions.all(ctx, query) {
		if err != nil {
			return err
		}
		if err := s.endSession(ctx, family.ID); err != nil {
			return err
		}
	}
	return nil
}

// ProjectRole is a project with what the asking person is in it.
type ProjectRole struct {
	fieldwork.Project
	Role fieldwork.Role `json:"role"`
}

// roleIn gives a project as somebody in a role sees it: how reports are checked only those learn
// who review them, and what counts in comparisons those who read them.
func roleIn(project fieldwork.Project, person *fieldwork.Person, role fieldwork.Role) ProjectRole {
	if !auth.Review.Allows(person, project.ID) {
		project.Rules = nil
	}
	if !auth.Read.Allows(person, project.ID) {
		project.CountedStates = nil
	}
	return ProjectRole{project, role}
}

// Role gives the member's project with what the member is in it.
func (m Member) Role() ProjectRole {
	return roleIn(m.project, &m.person, m.person.RoleIn(m.project.ID))
}

// Me is the signed-in person with their projects.
type Me struct {
	Person   fieldwork.Person `json:"person"`
	Projects []ProjectRole    `json:"projects"`
}

// Me gives the actor and the projects open to them.
func (s *Service) Me(ctx context.Context, actor Actor) (Me, error) {
	list, err := s.Projects(ctx, actor)
	return Me{Person: actor.Person(), Projects: list.Items}, err
}
