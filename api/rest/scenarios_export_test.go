package rest_test

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// exported reads the table of responses as rows by the name of a column.
func (a *api) exported(t *testing.T, project, as, query string) []map[string]string {
	t.Helper()
	path := "/api/v1/projects/" + project + "/responses.csv?" + query
	got := a.send(t, "GET", path, "", map[string]string{"Authorization": "Bearer " + a.tokens[as]})
	if got.status != http.StatusOK {
		t.Fatalf("%s: status %d %s", path, got.status, got.body)
	}
	a.conforms(t, "export", "GET", path, got)
	text, marked := strings.CutPrefix(string(got.body), "\ufeff")
	if !marked || !strings.HasSuffix(text, "\r\n") {
		t.Errorf("%s: %q", path, text)
	}
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	must(t, err)
	var table []map[string]string
	for _, row := range rows[1:] {
		line := map[string]string{}
		for i, name := range rows[0] {
			line[name] = row[i]
		}
		table = append(table, line)
	}
	return table
}

func column(table []map[string]string, name string) string {
	var values []string
	for _, row := range table {
		value, there := row[name]
		if !there {
			value = "(no column)"
		}
		values = append(values, value)
	}
	return strings.Join(values, "|")
}

func TestResponsesAsTable(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{{"a table is asked for properly", append(openLink(t),
			step{as: "viewer", do: "GET /p/responses.csv", want: 400, has: has{"fields.0.path": "definition", "fields.0.code": "required"}},
			step{as: "viewer", do: "GET /p/responses.csv?definition=feedback&state=good", want: 400, has: has{"fields.0.path": "state"}},
			step{as: "viewer", do: "GET /p/responses.csv?definition=feedback&version=x", want: 400, has: has{"fields.0.path": "version"}},
			step{as: "viewer", do: "GET /p/responses.csv?definition=feedback&version=7", want: 404, has: has{"code": "definition.unknown"}},
			step{as: "viewer", do: "GET /p/responses.csv?definition=other", want: 404, has: has{"code": "definition.unknown"}},
			step{as: "viewer", do: "GET /p/responses.csv?definition=feedback&wave=w9", want: 404, has: has{"code": "wave.unknown"}},
			step{as: "viewer", do: "GET /p/responses.csv?definition=feedback&tag=none", want: 422, has: has{"code": "choice.unknown", "fields.0.path": "tag"}},
			step{as: "viewer", do: "GET /p/responses.csv?definition=feedback&wave=w1", want: 200, gives: map[string]string{"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": "attachment; filename={p}-feedback-w1.csv"}},
			step{as: "viewer", do: "HEAD /p/responses.csv?definition=feedback", want: 200},
			step{as: "shopper", do: "GET /p/responses.csv?definition=feedback", want: 403},
			step{as: "stranger", do: "GET /p/responses.csv?definition=feedback", want: 404},
			step{do: "GET /p/responses.csv?definition=feedback", want: 401},
		)}})

		p := a.project(t, team)
		kept := map[string]string{"p": p, "q": p, "shopper": a.ids["shopper"]}
		play := func(steps ...step) {
			for _, s := range steps {
				a.play(t, s.do, s, kept)
			}
		}
		play(openLink(t)...)
		newer := strings.NewReplacer(`"version": 1`, `"version": 2`,
			`"indicators": [`, `"segments": ["age"], "indicators": [{"name": "age", "kind": "mean", "of": "age"}, `,
			`{"type": "range"`, `{"type": "integer", "name": "age", "label": {"en": "Age"}}, {"type": "range"`).Replace(testdata(t, "feedback.json"))
		play(
			step{as: "lead", do: "POST /p/definitions", body: newer, want: 201},
			step{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich"}`, want: 200},
			step{as: "lead", do: "PUT /p/locations/rival", body: `{"title":"Rival","competitor":true,"brand":"R"}`, want: 200},
			step{as: "lead", do: "POST /p/links", body: `{"title":"Two","definition":{"id":"feedback","version":2},"wave":"w2","location":"zh01"}`, want: 201, keep: map[string]string{"two": "id"}},
			step{as: "lead", do: "POST /p/links", body: `{"title":"Rival","definition":{"id":"feedback","version":2},"wave":"w2","location":"rival"}`, want: 201, keep: map[string]string{"rival": "id"}},
			step{do: "POST /links/{link}/responses", body: answer("9901", `{"recommend":3,"why":"=cmd()"}`), want: 201},
			step{do: "POST /links/{two}/responses", body: strings.Replace(answer("9902", `{"recommend":9,"age":-4}`), `"version":1`, `"version":2`, 1), want: 201},
			step{do: "POST /links/{rival}/responses", body: strings.Replace(answer("9903", `{"recommend":2,"why":"two\nlines","age":50}`), `"version":1`, `"version":2`, 1), want: 201},
		)
		for query, want := range map[string]string{
			"":                         "3|9|2",
			"&version=2":               "9|2",
			"&wave=w1":                 "3",
			"&wave=w2&state=approved":  "",
			"&state=submitted":         "3|9|2",
			"&location=zh01":           "9",
			"&competitors=only":        "2",
			"&location=zh01&location=": "3|9",
			"&segment.age=50":          "2",
			"&segment.age=":            "3",
			"&language=en":             "3|9|2",
			"&language=de":             "",
			"&group=customers":         "3|9|2",
		} {
			if got := column(a.exported(t, p, "viewer", "definition=feedback"+query), "answer.recommend"); got != want {
				t.Errorf("%s: %s, want %s", query, got, want)
			}
		}
		table := a.exported(t, p, "lead", "definition=feedback")
		for name, want := range map[string]string{
			"version": "1|2|2", "wave": "w1|w2|w2", "location": "|zh01|rival", "group": "customers|customers|customers", "answer.why": "'=cmd()||two\nlines",
			"answer.age": "|-4|50", "indicator.age": "|-4|50", "indicator.nps": "-100|100|-100", "score": "||", "startedAt": strings.Repeat("|2026-03-01T10:00:00.000Z", 3)[1:], "flags": "||",
		} {
			if got := column(table, name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if got := column(a.exported(t, p, "lead", "definition=feedback&version=1"), "answer.age"); got != "(no column)" {
			t.Errorf("version 1 asked for an age: %s", got)
		}
		if got := column(a.exported(t, p, "viewer", "definition=feedback"), "link"); got != "(no column)|(no column)|(no column)" {
			t.Errorf("the client learns where answers came in: %s", got)
		}
	})
}

// What a viewer may not read is in no table of theirs, and repeats are one column.
func TestReportsAsTable(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		p := a.project(t, team)
		kept := map[string]string{"p": p, "q": p, "shopper": a.ids["shopper"]}
		definition := strings.Replace(testdata(t, "visit.json"), `"body": [`, `"body": [{"type": "username", "name": "who"}, {"type": "repeat", "name": "people", "label": {"en": "People"}, "body": [
			{"type": "text", "name": "first", "label": {"en": "Name"}}, {"type": "calculate", "name": "by", "calculation": "${who}"}]}, `, 1)
		steps := planVisit(t)
		steps[0].body = definition
		for _, s := range append(steps,
			step{as: "shopper", do: "POST /p/responses", body: report("9911", `"answers":{"greeted":"yes","smiled":"no","wait":900,"who":"meier","people":[{"first":"Ann"},{"first":"Bob"}]}`), want: 201},
		) {
			a.play(t, s.do, s, kept)
		}
		lead := a.exported(t, p, "lead", "definition=visit")
		for name, want := range map[string]string{"score": "50", "answer.greeted": "yes", "answer.who": "meier", "answer.people": `[{"by":"meier","first":"Ann"},{"by":"meier","first":"Bob"}]`, "assignment": kept["assignment"]} {
			if got := column(lead, name); got != want {
				t.Errorf("%s: %q, want %q", name, got, want)
			}
		}
		if flags := strings.Fields(column(lead, "flags")); !slices.Contains(flags, "constraint") {
			t.Errorf("flags %v", flags)
		}
		if table := a.exported(t, p, "viewer", "definition=visit"); len(table) != 0 {
			t.Errorf("a report that was not approved: %v", table)
		}
		approve := step{as: "reviewer", do: "POST /p/responses/0190b000-0000-7000-8000-000000009911/reviews", want: 200,
			body: fmt.Sprintf(`{"id":"0190b000-0000-7000-8000-%012d","decision":"approve","base":"0190b000-0000-7000-8000-000000009911"}`, 9912)}
		a.play(t, approve.do, approve, kept)
		client := a.exported(t, p, "viewer", "definition=visit")
		for name, want := range map[string]string{"state": "approved", "answer.who": "(no column)", "answer.people": `[{"first":"Ann"},{"first":"Bob"}]`, "assignment": "(no column)", "flags": "(no column)"} {
			if got := column(client, name); got != want {
				t.Errorf("to the client %s: %q, want %q", name, got, want)
			}
		}
	})
}
