package rest_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"touchstone/api/auth"
	"touchstone/api/fieldwork"
)

// TestEveryRouteByEveryRole walks every operation of the document as everybody. Nobody
// without the permission gets past the door, and to a stranger a project that is there
// looks exactly like one that is not.
func TestEveryRouteByEveryRole(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		project := a.project(t, team)
		ids := regexp.MustCompile(`\{(\w+)\}`)
		walked := 0
		for name, operations := range a.document(t).paths {
			for method, operation := range operations {
				permission := auth.Permission(operation.Permission)
				if permission == auth.Public {
					continue
				}
				walked++
				where := strings.ToUpper(method) + " " + name
				call := func(as, project string) reply {
					path := ids.ReplaceAllStringFunc(strings.Replace(name, "{project}", project, 1), func(string) string { return "0190c000-0000-7000-8000-000000000001" })
					header := map[string]string{}
					if as != "" {
						header["Authorization"] = "Bearer " + a.tokens[as]
					}
					body := ""
					if method != "get" && method != "delete" {
						body = "{}"
					}
					return a.send(t, strings.ToUpper(method), "/api/v1"+path, body, header)
				}
				if got := call("", project); got.status != 401 {
					t.Errorf("%s, nobody signed in: status %d, want 401", where, got.status)
				}
				if !permission.InProject() {
					if got := call("viewer", project); permission == auth.Administrate && got.status != 403 {
						t.Errorf("%s, viewer: status %d, want 403", where, got.status)
					}
					continue
				}
				holders := permission.Holders()
				for _, as := range []string{"lead", "reviewer", "viewer", "shopper"} {
					got := call(as, project)
					allowed := slices.Contains(holders, fieldwork.Role(as))
					refused := got.status == 403 && (method == "head" || code(t, got) == "permission.denied")
					if refused == allowed {
						t.Errorf("%s, %s: status %d, but allowed is %v", where, as, got.status, allowed)
					}
				}
				if got := call("administrator", project); got.status == 401 || got.status == 403 {
					t.Errorf("%s, administrator: status %d", where, got.status)
				}
				foreign, none := call("stranger", project), call("stranger", "nowhere")
				if method == "head" { // no body to tell them apart by
					if foreign.status != 404 || none.status != 404 {
						t.Errorf("%s, stranger: a foreign project answers %d, an absent one %d", where, foreign.status, none.status)
					}
				} else if foreign.status != 404 || face(t, foreign, project) != face(t, none, "nowhere") {
					t.Errorf("%s, stranger: a foreign project answers %s, an absent one %s", where, face(t, foreign, project), face(t, none, "nowhere"))
				}
			}
		}
		if walked < 35 {
			t.Errorf("walked %d operations, want the whole table", walked)
		}
	})
}

func code(t *testing.T, got reply) string {
	t.Helper()
	value, _ := at(got.json(t), "code")
	return fmt.Sprint(value)
}

// face is what a caller sees of a refusal, but for the name they asked for themselves and
// the request's own id.
func face(t *testing.T, got reply, project string) string {
	t.Helper()
	value, ok := got.json(t).(map[string]any)
	if !ok {
		t.Fatalf("no problem: %s", got.body)
	}
	delete(value, "instance")
	return strings.ReplaceAll(fmt.Sprint(got.status, value), project, "…")
}
