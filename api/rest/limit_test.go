package rest_test

import (
	"strings"
	"testing"

	"touchstone/api/rest"
)

// Whoever sends files without an account has so many requests a minute and so many bytes an
// hour; the first request of another address is not hindered by it.
func TestAnonymousFilesAreLimited(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, func(o *rest.Options) { o.LinkRate = 2 })
	a.hire(t)
	kept := map[string]string{"p": a.project(t, team)}
	for _, s := range []step{
		{as: "lead", do: "POST /p/definitions", body: testdata(t, "snap.json"), want: 201},
		{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
		{as: "lead", do: "POST /p/links", body: `{"title":"Counter","definition":{"id":"snap","version":1},"wave":"w1"}`, want: 201, keep: map[string]string{"link": "id"}},
	} {
		a.play(t, s.do, s, kept)
	}
	put := func(from, content string) reply {
		path := "/api/v1/links/" + kept["link"] + "/responses/0190a000-0000-7000-8000-000000000001/attachments/" + digestOf(content)
		return a.send(t, "PUT", path, content, map[string]string{"X-Forwarded-For": from})
	}
	large := strings.Repeat("x", 15<<20)
	expectStatus(t, put("192.0.2.1", large), 204)
	got := put("192.0.2.1", large) // 16 MB an hour
	if expectStatus(t, got, 429); got.header.Get("Retry-After") == "" {
		t.Error("no word on when to try again")
	}
	expectStatus(t, put("192.0.2.2", "a"), 204)
	expectStatus(t, put("192.0.2.2", "b"), 204)
	expectStatus(t, put("192.0.2.2", "c"), 429)
	expectStatus(t, put("192.0.2.3", "c"), 204)
}
