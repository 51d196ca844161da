package rest_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// FuzzBodies sends any bytes as the body of any route: never a failure of the server's own.
func FuzzBodies(f *testing.F) {
	engine, files := openSQLite(f)
	a := start(f, engine, files, nil)
	a.hire(f)
	project := a.project(f, team)
	ids := regexp.MustCompile(`\{\w+\}`)
	var routes [][2]string
	for name, operations := range a.document(f).paths {
		for method := range operations {
			if method != "get" && method != "delete" {
				path := ids.ReplaceAllString(strings.Replace(name, "{project}", project, 1), "0190c000-0000-7000-8000-000000000001")
				routes = append(routes, [2]string{strings.ToUpper(method), "/api/v1" + path})
			}
		}
	}
	slices.SortFunc(routes, func(a, b [2]string) int { return strings.Compare(a[1]+a[0], b[1]+b[0]) })
	for i := range routes {
		for _, body := range []string{
			``, `{}`, `null`, `[]`, `"x"`, `1e999`, `{"a":`, "\xff", `{"id":{}}`, `{"id":null,"title":null}`, strings.Repeat("[", 20_000),
			`{"id":"0190a000-0000-7000-8000-000000000001","definition":{"id":"feedback","version":1},"answers":{"recommend":9},"submittedAt":"2026-03-01T10:01:00Z"}`,
			`{"title":{"en":"One"},"kind":"baseline","firstDay":"2026-02-01","order":-1e2}`,
			`{"title":"T","position":{"lat":1,"lon":2},"languages":["en"],"timeZone":"UTC"}`,
		} {
			f.Add(uint8(i), body)
		}
	}
	f.Fuzz(func(t *testing.T, route uint8, body string) {
		to := routes[int(route)%len(routes)]
		got := a.send(t, to[0], to[1], body, map[string]string{"Authorization": "Bearer " + a.tokens["lead"], "Content-Type": "application/json"})
		if got.status >= 500 {
			t.Errorf("%s %s: status %d\n%s\n%q", to[0], to[1], got.status, got.body, body)
		}
	})
}
