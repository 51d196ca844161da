package rest

import (
	"net/http"
	"net/url"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// The refresh token travels in a cookie that only the session's own addresses ever see.
const (
	cookieName = "touchstone_refresh"
	cookiePath = prefix + "/session"
)

// attemptHeader names a refresh, so that one whose answer was lost may be repeated.
const attemptHeader = "Idempotency-Key"

type needsSetup struct {
	Needed bool `json:"needed"`
}

func (s *server) needsSetup(c *call) (needsSetup, error) {
	needed, err := s.service.NeedsSetup(c.Request().Context())
	return needsSetup{needed}, err
}

type account struct {
	Name     string `json:"name" validate:"max=200"`
	Email    string `json:"email" validate:"required,max=254"`
	Password string `json:"password" validate:"required,max=256"`
	Language string `json:"language,omitempty" validate:"max=35"`
}

func (a account) asNew() service.NewPerson {
	return service.NewPerson{Name: a.Name, Email: a.Email, Password: a.Password, Language: a.Language}
}

type setup struct {
	Token string `json:"token" validate:"required,max=100"`
	account
	Demo bool `json:"demo,omitempty"` // also make the demo project
}

type setupDone struct {
	Person fieldwork.Person `json:"person"`
}

func (s *server) setUp(c *call, in setup) (setupDone, error) {
	person, err := s.service.SetUp(c.Request().Context(), in.Token, in.asNew())
	if err == nil && in.Demo {
		_, err = s.service.AddDemo(c.Request().Context())
	}
	return setupDone{person}, err
}

type credentials struct {
	Email    string `json:"email" validate:"required,max=254"`
	Password string `json:"password" validate:"required,max=256"`
}

func (s *server) signIn(c *call, in credentials) (service.Session, error) {
	account := strings.ToLower(strings.TrimSpace(in.Email))
	if err := s.signInByAccount.take(account); err != nil {
		return service.Session{}, err
	}
	session, err := s.service.SignIn(c.Request().Context(), in.Email, in.Password)
	if err == nil {
		s.signInByAccount.forgive(account)
		s.setCookie(c, session)
	}
	return session, err
}

func (s *server) refresh(c *call) (service.Session, error) {
	if err := s.sameOrigin(c); err != nil {
		return service.Session{}, err
	}
	cookie, err := c.Cookie(cookieName)
	if err != nil {
		return service.Session{}, fault.New(fault.Unauthenticated, "session.expired", "The session has expired; sign in again.")
	}
	session, err := s.service.Refresh(c.Request().Context(), cookie.Value, c.Request().Header.Get(attemptHeader))
	if err == nil {
		s.setCookie(c, session)
	} else if fault.Is(err, fault.Unauthenticated) {
		s.dropCookie(c)
	}
	return session, err
}

func (s *server) signOut(c *call) error {
	if err := s.sameOrigin(c); err != nil {
		return err
	}
	if cookie, err := c.Cookie(cookieName); err == nil {
		if err := s.service.SignOut(c.Request().Context(), cookie.Value); err != nil {
			return err
		}
	}
	s.dropCookie(c)
	return nil
}

func (s *server) setCookie(c *call, session service.Session) {
	c.SetCookie(&http.Cookie{
		Name: cookieName, Value: session.RefreshToken, Path: cookiePath, Expires: session.RefreshExpires.Time,
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode,
	})
}

func (s *server) dropCookie(c *call) {
	c.SetCookie(&http.Cookie{Name: cookieName, Path: cookiePath, MaxAge: -1, HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteStrictMode})
}

// sameOrigin refuses requests with a cookie that a page of another origin made: beside
// SameSite the second guard against forged requests. Programs send neither header. A reverse
// proxy may name another host to the server than the browser sees, so the public address
// counts as our own too.
func (s *server) sameOrigin(c *call) error {
	header := c.Request().Header
	site := header.Get("Sec-Fetch-Site")
	origin, err := url.Parse(header.Get("Origin"))
	foreign := site != "" && site != "same-origin" && site != "none" ||
		header.Get("Origin") != "" && (err != nil || origin.Host != c.Request().Host && origin.Host != s.host)
	if foreign {
		return fault.New(fault.Forbidden, "request.origin", "This request came from a page of another site.")
	}
	return nil
}

// hostOf gives host and port of an address; "" when it has none.
func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Host
}

func (s *server) welcome(c *call) (service.Welcome, error) {
	return s.service.Welcome(c.Request().Context(), c.Param("token"))
}

func (s *server) accept(c *call, in account) (service.Session, error) {
	account := strings.ToLower(strings.TrimSpace(in.Email))
	if err := s.signInByAccount.take(account); err != nil {
		return service.Session{}, err
	}
	session, err := s.service.Accept(c.Request().Context(), c.Param("token"), in.asNew())
	if err == nil {
		s.setCookie(c, session)
	}
	return session, err
}
