package rest_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"touchstone/api/auth"
	"touchstone/api/rest"
)

const signInBody = `{"email":"lead@example.org","password":"` + password + `"}`

// cookieOf gives the refresh cookie an answer set; "" when it dropped or set none.
func cookieOf(t *testing.T, got reply) *http.Cookie {
	t.Helper()
	line := got.header.Get("Set-Cookie")
	if line == "" {
		t.Fatalf("no cookie\n%s", got.body)
	}
	cookie, err := http.ParseSetCookie(line)
	must(t, err)
	return cookie
}

func (a *api) refresh(t *testing.T, token string, header map[string]string) reply {
	t.Helper()
	all := map[string]string{"Cookie": "touchstone_refresh=" + token}
	for name, value := range header {
		all[name] = value
	}
	return a.send(t, "POST", "/api/v1/session/refresh", "", all)
}

func TestRefreshTokensAreUsedOnce(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		first := cookieOf(t, a.send(t, "POST", "/api/v1/session", signInBody, nil))
		if !first.HttpOnly || first.SameSite != http.SameSiteStrictMode || first.Path != "/api/v1/session" || first.Secure {
			t.Errorf("the cookie is %v", first)
		}
		got := a.refresh(t, first.Value, nil)
		expectStatus(t, got, 200)
		second := cookieOf(t, got)
		if second.Value == first.Value {
			t.Error("the refresh token was not rotated")
		}
		token, _ := at(got.json(t), "accessToken")
		expectStatus(t, a.send(t, "GET", "/api/v1/me", "", map[string]string{"Authorization": "Bearer " + token.(string)}), 200)

		expectStatus(t, a.refresh(t, first.Value, nil), 401)
		expectStatus(t, a.refresh(t, second.Value, nil), 401) // the whole family is gone
		expectStatus(t, a.refresh(t, "nonsense", nil), 401)
		expectStatus(t, a.refresh(t, "", nil), 401)
		expectStatus(t, a.send(t, "POST", "/api/v1/session/refresh", "", nil), 401)
	})
}

func TestALostAnswerToARefreshIsGivenAgain(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		first := cookieOf(t, a.send(t, "POST", "/api/v1/session", signInBody, nil))
		attempt := map[string]string{"Idempotency-Key": "attempt-1"}
		lost := cookieOf(t, a.refresh(t, first.Value, attempt))
		again := a.refresh(t, first.Value, attempt)
		expectStatus(t, again, 200)
		third := cookieOf(t, a.refresh(t, cookieOf(t, again).Value, map[string]string{"Idempotency-Key": "attempt-2"}))
		expectStatus(t, a.refresh(t, lost.Value, attempt), 401) // whoever holds the lost one did not get it from us
		expectStatus(t, a.refresh(t, third.Value, nil), 401)
	})
}

func TestSessionsEnd(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		cookie := cookieOf(t, a.send(t, "POST", "/api/v1/session", signInBody, nil))
		out := a.send(t, "DELETE", "/api/v1/session", "", map[string]string{"Cookie": "touchstone_refresh=" + cookie.Value})
		expectStatus(t, out, 204)
		if dropped := cookieOf(t, out); dropped.MaxAge >= 0 {
			t.Errorf("signing out left the cookie: %v", dropped)
		}
		expectStatus(t, a.refresh(t, cookie.Value, nil), 401)
		expectStatus(t, a.send(t, "DELETE", "/api/v1/session", "", nil), 204)

		cookie = cookieOf(t, a.send(t, "POST", "/api/v1/session", signInBody, nil))
		a.clock.pass(auth.AccessLife + time.Second)
		got := a.send(t, "GET", "/api/v1/me", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
		expectStatus(t, got, 401)
		if code(t, got) != "session.expired" {
			t.Errorf("an old access token: %s", got.body)
		}
		a.clock.pass(auth.RefreshLife)
		expectStatus(t, a.refresh(t, cookie.Value, nil), 401)
		must(t, a.service.DropExpiredSessions(t.Context()))
	})
}

func TestForeignPagesCannotUseTheCookie(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		cookie := cookieOf(t, a.send(t, "POST", "/api/v1/session", signInBody, nil))
		for _, header := range []map[string]string{
			{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
		} {
			if got := a.refresh(t, cookie.Value, header); got.status != 403 {
				t.Errorf("%v: status %d, want 403", header, got.status)
			}
		}
		form := map[string]string{"Content-Type": "text/plain"}
		expectStatus(t, a.send(t, "POST", "/api/v1/session", signInBody, form), 415)
		expectStatus(t, a.refresh(t, cookie.Value, map[string]string{"Origin": a.base, "Sec-Fetch-Site": "same-origin"}), 200)
	})
}

func TestAnInvitationExpires(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		invited, err := a.service.Invite(t.Context(), a.member(t, a.project(t, team)), "shopper", "", "")
		must(t, err)
		a.clock.pass(auth.InvitationLife + time.Second)
		body := `{"name":"N","email":"expired@example.org","password":"` + password + `"}`
		for _, got := range []reply{
			a.send(t, "GET", "/api/v1/invitations/"+invited.Token, "", nil),
			a.send(t, "POST", "/api/v1/invitations/"+invited.Token+"/acceptance", body, nil),
		} {
			if got.status != 404 || code(t, got) != "invitation.expired" {
				t.Errorf("status %d\n%s", got.status, got.body)
			}
		}
	})
}

func TestOneOfManyAcceptsAnInvitation(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		project := a.project(t, team)
		invited, err := a.service.Invite(t.Context(), a.member(t, project), "viewer", "", "")
		must(t, err)
		var all sync.WaitGroup
		var lock sync.Mutex
		statuses := map[int]int{}
		for _, name := range []string{"one", "two", "three", "four", "five", "stranger"} {
			all.Go(func() {
				got := a.send(t, "POST", "/api/v1/invitations/"+invited.Token+"/acceptance", `{"name":"`+name+`","email":"`+name+`@example.org","password":"`+password+`"}`, nil)
				lock.Lock()
				defer lock.Unlock()
				statuses[got.status]++
			})
		}
		all.Wait()
		if statuses[201] != 1 || statuses[409] != 5 {
			t.Errorf("statuses %v, want one 201 and five 409", statuses)
		}
		people, err := a.service.People(t.Context(), a.member(t, project))
		must(t, err)
		if len(people.Items) != len(team)+1 {
			t.Errorf("%d members, want the team and one more", len(people.Items))
		}
	})
}

func TestGuessingIsSlowedDown(t *testing.T) {
	kept, files := openSQLite(t)
	a := start(t, kept, files, func(o *rest.Options) { o.LinkRate = 5 })
	a.hire(t)
	wrong := `{"email":"lead@example.org","password":"not the password"}`
	from := func(address string) map[string]string { return map[string]string{"X-Forwarded-For": address} }
	for i := range 10 {
		got := a.send(t, "POST", "/api/v1/session", wrong, from("192.0.2."+strings.Repeat("1", i%3+1)))
		expectStatus(t, got, 401)
	}
	got := a.send(t, "POST", "/api/v1/session", wrong, from("192.0.2.99"))
	if got.status != 429 || got.header.Get("Retry-After") == "" || code(t, got) != "request.tooMany" {
		t.Errorf("the eleventh guess at an account: status %d, Retry-After %q\n%s", got.status, got.header.Get("Retry-After"), got.body)
	}
	expectStatus(t, a.send(t, "POST", "/api/v1/session", `{"email":"viewer@example.org","password":"`+password+`"}`, from("192.0.2.98")), 200)
	for range 5 {
		expectStatus(t, a.send(t, "GET", "/api/v1/links/none", "", from("192.0.2.50")), 404)
	}
	expectStatus(t, a.send(t, "GET", "/api/v1/links/none", "", from("192.0.2.50")), 429)
	expectStatus(t, a.send(t, "GET", "/a/none", "", from("192.0.2.50")), 429)
	expectStatus(t, a.send(t, "GET", "/api/v1/links/none", "", from("192.0.2.51")), 404)
}
