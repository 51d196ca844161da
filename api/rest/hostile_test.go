package rest_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"touchstone/api/auth"
	"touchstone/api/blob/gridfs"
	"touchstone/api/rest"
	"touchstone/api/service"
	"touchstone/api/store/mongo"
	"touchstone/api/store/storetest"
)

// An instant that cannot be read again would take the whole list of responses with it.
func TestOneBadResponseSpoilsNothing(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		at := func(id, instant string) string {
			return strings.Replace(answer(id, `{"recommend":9}`), "2026-03-01T10:01:00Z", instant, 1)
		}
		many := `{"recommend":9`
		for i := range 10_001 {
			many += fmt.Sprintf(`,"q%d":1`, i)
		}
		run(t, a, []scenario{
			{"years beyond the calendar", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: at("{n}1", "9999-12-31T23:59:59-01:00"), want: 422, has: has{"fields.path=submittedAt.code": "format"}},
				step{do: "POST /links/{link}/responses", body: at("{n}2", "0000-01-01T00:00:00+01:00"), want: 422, has: has{"fields.path=submittedAt.code": "format"}},
				step{do: "POST /links/{link}/responses", body: at("{n}3", "9999-12-31T23:59:59.9999Z"), want: 201},
				step{do: "POST /links/{link}/responses", body: at("{n}4", "0000-01-01T00:00:00Z"), want: 201},
				step{as: "viewer", do: "GET /p/responses", want: 200, has: has{"items.#": 2}},
			)},
			{"more answers than any definition asks", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: answer("{n}5", many+"}"), want: 422, has: has{"fields.path=answers.code": "length", "fields.#": 1}},
			)},
		})
	})
}

func TestHeadIsGetWithoutTheBody(t *testing.T) {
	kept, files := openSQLite(t)
	a := start(t, kept, files, nil)
	a.hire(t)
	bearer := map[string]string{"Authorization": "Bearer " + a.tokens["lead"]}
	for _, c := range []struct {
		path   string
		header map[string]string
		want   int
	}{{"/setup", nil, 200}, {"/links/none", nil, 404}, {"/me", nil, 401}, {"/me", bearer, 200}, {"/openapi.json", nil, 200}} {
		if got := a.send(t, "HEAD", "/api/v1"+c.path, "", c.header); got.status != c.want || len(got.body) > 0 {
			t.Errorf("HEAD %s: status %d, want %d; %d bytes", c.path, got.status, c.want, len(got.body))
		}
	}
}

// Browsers without locks may renew in two tabs at once; either answer must be good.
func TestARepeatedRefreshGetsTheSameToken(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		first := cookieOf(t, a.send(t, "POST", "/api/v1/session", signInBody, nil))
		attempt := map[string]string{"Idempotency-Key": "attempt-1"}
		one, two := cookieOf(t, a.refresh(t, first.Value, attempt)), cookieOf(t, a.refresh(t, first.Value, attempt))
		if one.Value != two.Value {
			t.Error("the same attempt gave two tokens, of which one is dead")
		}
		expectStatus(t, a.refresh(t, one.Value, map[string]string{"Idempotency-Key": "attempt-2"}), 200)
	})
}

// Between the acceptance and the opening of its account an invitation must not serve
// somebody who has an account already, nor anybody later.
func TestAnAcceptedInvitationOpensNothingElse(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		project := a.project(t, team)
		invited, err := a.service.Invite(t.Context(), a.member(t, project), "lead", "", "")
		must(t, err)
		accept := func(email string) reply {
			return a.send(t, "POST", "/api/v1/invitations/"+invited.Token+"/acceptance",
				`{"name":"N","email":"`+email+`","password":"`+password+`"}`, nil)
		}
		expectStatus(t, accept("first-"+project+"@example.org"), 201)
		expectStatus(t, accept("stranger@example.org"), 409)
		expectStatus(t, accept("second-"+project+"@example.org"), 409)
		a.clock.pass(auth.InvitationLife)
		expectStatus(t, accept("first-"+project+"@example.org"), 409)
	})
}

// A reverse proxy that names its own host to the server must not sign everybody out.
func TestThePublicAddressIsOurOwnOrigin(t *testing.T) {
	kept, files := openSQLite(t)
	a := start(t, kept, files, func(o *rest.Options) { o.PublicURL = "https://survey.example.org" })
	a.hire(t)
	cookie := cookieOf(t, a.send(t, "POST", "/api/v1/session", signInBody, nil))
	expectStatus(t, a.refresh(t, cookie.Value, map[string]string{"Origin": "https://evil.example.org"}), 403)
	expectStatus(t, a.refresh(t, cookie.Value, map[string]string{"Origin": "https://survey.example.org", "Sec-Fetch-Site": "same-origin"}), 200)
}

// One subscriber holds 2^64 addresses of IPv6.
func TestOneNetworkIsOneGuesser(t *testing.T) {
	kept, files := openSQLite(t)
	a := start(t, kept, files, func(o *rest.Options) { o.LinkRate = 2 })
	for i, c := range []struct {
		from string
		want int
	}{
		{"2001:db8:1:2::1", 404}, {"2001:db8:1:2::2", 404}, {"2001:db8:1:2:ffff::3", 429}, {"2001:db8:1:3::1", 404},
		{"192.0.2.1", 404}, {"192.0.2.1", 404}, {"::ffff:192.0.2.2", 404}, {"192.0.2.3", 404},
	} {
		if got := a.send(t, "GET", "/api/v1/links/none", "", map[string]string{"X-Forwarded-For": c.from}); got.status != c.want {
			t.Errorf("request %d from %s: status %d, want %d", i, c.from, got.status, c.want)
		}
	}
}

// A body that ends early is the client's failure, not the server's.
func TestACutBodyIsRefused(t *testing.T) {
	kept, files := openSQLite(t)
	a := start(t, kept, files, nil)
	connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", strings.TrimPrefix(a.base, "http://"))
	must(t, err)
	defer func() { _ = connection.Close() }()
	must(t, connection.SetDeadline(time.Now().Add(10*time.Second)))
	_, err = fmt.Fprint(connection, "POST /api/v1/session HTTP/1.1\r\nHost: touchstone.test\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"email\"")
	must(t, err)
	must(t, connection.(*net.TCPConn).CloseWrite())
	got, err := http.ReadResponse(bufio.NewReader(connection), nil)
	must(t, err)
	defer func() { _ = got.Body.Close() }()
	if got.StatusCode != http.StatusBadRequest {
		t.Errorf("status %d, want 400", got.StatusCode)
	}
}

// What breaks off while it is sent must arrive as broken, above all a list of problems.
func TestHalfAnAnswerDoesNotLookWhole(t *testing.T) {
	address, err := url.Parse(storetest.MongoURI(t))
	must(t, err)
	c := layCable(t, address.Host)
	address.Host = c.address
	address.RawQuery = "directConnection=true"
	engine, err := mongo.Open(t.Context(), address.String(), "", service.Collections())
	must(t, err)
	files, err := gridfs.Open(t.Context(), address.String(), "")
	must(t, err)
	t.Cleanup(func() { _ = files.Close() })
	a := start(t, engine, files, nil)
	a.hire(t)
	kept := map[string]string{"p": a.project(t, team)}
	for _, s := range openLink(t) {
		a.play(t, "open a link", s, kept)
	}
	table := "key,recommend\n"
	for i := range 600 {
		table += fmt.Sprintf("%d,nonsense\n", i)
	}
	done, err := a.service.RunImport(t.Context(), a.member(t, kept["p"]), service.ImportOrder{
		Name: "nonsense.csv", File: []byte(table), Wave: "w1",
		Mapping: []byte(`{"definition":{"id":"feedback","version":1},"key":["key"],"columns":[{"column":"recommend","question":"recommend"}]}`),
	}, nil)
	must(t, err)
	request, err := http.NewRequestWithContext(t.Context(), "GET", a.base+"/api/v1/projects/"+kept["p"]+"/imports/"+done.ID+"/problems.csv", nil)
	must(t, err)
	request.Header.Set("Authorization", "Bearer "+a.tokens["lead"])
	answer, err := client.Do(request)
	must(t, err)
	defer func() { _ = answer.Body.Close() }()
	expectStatus(t, reply{status: answer.StatusCode}, 200)
	c.pull()
	content, err := io.ReadAll(answer.Body)
	if err == nil {
		t.Errorf("%d of %d lines arrived, and nothing said that more were to come", strings.Count(string(content), "\n"), done.ProblemCount+1)
	}
}
