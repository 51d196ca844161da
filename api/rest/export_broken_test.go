package rest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// torn is a real store that cannot be reached for any further page of a table of responses.
type torn struct{ store.Store }

func (s torn) Find(ctx context.Context, collection string, query store.Query) (store.Page, error) {
	if collection == "responses" && query.Index == "definition" && query.After != "" {
		return store.Page{}, fault.New(fault.Unavailable, "store.unavailable", "The database is gone.")
	}
	return s.Store.Find(ctx, collection, query)
}

// Half a table must never look like a whole one.
func TestTableThatBreaksOffIsNoTable(t *testing.T) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			kept, files := engine.open(t)
			a := start(t, torn{kept}, files, nil)
			a.hire(t)
			project := map[string]string{"p": a.project(t, team)}
			for _, s := range openLink(t) {
				a.play(t, s.do, s, project)
			}
			for i := range 60 {
				one := step{do: "POST /links/{link}/responses", body: answer(fmt.Sprintf("7%03d", i), `{"recommend":9}`), want: 201}
				a.play(t, one.do, one, project)
			}
			request, err := http.NewRequestWithContext(t.Context(), "GET", a.base+"/api/v1/projects/"+project["p"]+"/responses.csv?definition=feedback", nil)
			must(t, err)
			request.Header.Set("Authorization", "Bearer "+a.tokens["lead"])
			answer, err := client.Do(request)
			must(t, err)
			defer func() { _ = answer.Body.Close() }()
			content, err := io.ReadAll(answer.Body)
			if answer.StatusCode != http.StatusOK || !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Errorf("status %d, %v, after %d lines", answer.StatusCode, err, strings.Count(string(content), "\n"))
			}
		})
	}
}
