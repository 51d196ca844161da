package service_test

import (
	"context"
	"encoding/json"
	"maps"
	"testing"

	"touchstone/api/auth"
	"touchstone/api/demo"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
	"touchstone/api/store"
)

// stored gives every document of the collections by id, without what belongs to this
// installation alone.
func (d desk) stored(t *testing.T, collections ...string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, collection := range collections {
		query := store.Query{Limit: 1000}
		for {
			page, err := d.store.Find(context.Background(), collection, query)
			if err != nil {
				t.Fatal(err)
			}
			for _, record := range page.Records {
				var document map[string]any
				if err := json.Unmarshal(record.Body, &document); err != nil {
					t.Fatal(err)
				}
				for _, secret := range []string{"link", "digest", "events", "publishedAt"} {
					delete(document, secret)
				}
				text, _ := json.Marshal(document)
				found[collection+"/"+record.ID] = string(text)
			}
			if query.After = page.Next; page.Next == "" {
				break
			}
		}
	}
	return found
}

func TestDemoIsTheSameEverywhereAndOnlyOnce(t *testing.T) {
	collections := []string{"projects", "touchpoints", "locations", "waves", "definitions", "people", "assignments", "responses", "actions"}
	one, other := openDesk(t), openDesk(t)
	for range 2 {
		if _, err := one.AddDemo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := other.AddDemo(t.Context()); err != nil {
		t.Fatal(err)
	}
	first, second := one.stored(t, collections...), other.stored(t, collections...)
	if !maps.Equal(first, second) {
		for id, document := range first {
			if second[id] != document {
				t.Fatalf("%s differs:\n%s\n%s", id, document, second[id])
			}
		}
		t.Fatalf("%d and %d documents", len(first), len(second))
	}
	links, others := one.stored(t, "links"), other.stored(t, "links")
	if len(links) != 5 || len(others) != 5 {
		t.Errorf("%d and %d links, want 5", len(links), len(others))
	}
	for token := range links {
		if _, known := others[token]; known {
			t.Error("the tokens of demo links must be secrets of an installation")
		}
	}
}

func TestDemoShowsAFullComparison(t *testing.T) {
	d := openDesk(t)
	project, err := d.AddDemo(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !project.Demo {
		t.Error("the project does not say that it is a demo")
	}
	member, err := d.Admit(t.Context(), service.Operator(), demo.Project, auth.Read)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.CountOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	comparison, err := d.Comparison(t.Context(), member, service.ComparisonQuery{Baseline: "baseline", FollowUp: "autumn"})
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[string]int{}
	for _, row := range comparison.Rows {
		verdicts[string(row.Verdict)]++
		if row.Baseline.N == 0 || row.FollowUp.N == 0 {
			t.Errorf("%s has no responses", row.Indicator)
		}
	}
	for _, verdict := range []string{"improved", "worsened", "unchanged", "undecided"} {
		if verdicts[verdict] == 0 {
			t.Errorf("no row is %s: %v", verdict, verdicts)
		}
	}
	flags, states := map[string]int{}, map[fieldwork.State]int{}
	for id, document := range d.stored(t, "responses") {
		var response fieldwork.Response
		if err := json.Unmarshal([]byte(document), &response); err != nil {
			t.Fatal(err)
		}
		for _, flag := range response.Flags {
			flags[flag.Code]++
		}
		if !response.Complete {
			t.Fatalf("%s is not complete", id)
		}
		if response.Assignment != "" {
			states[response.State]++
		}
		if response.Definition.ID == "store-visit" && (len(response.Score) == 0 || response.Assignment == "" || response.Person == "") {
			t.Fatalf("%s is no scored report: %s", id, document)
		}
		for _, attachment := range response.Attachments {
			file, err := d.Attachment(t.Context(), member, response.ID, attachment.ID)
			if err != nil {
				t.Fatal(err)
			}
			_ = file.Content.Close()
		}
	}
	// A few reports wait, each with something to look at, and every decision is there.
	if want := map[string]int{"outsideRadius": 2, "positionPoor": 1, "tooFast": 1}; !maps.Equal(flags, want) {
		t.Errorf("flags %v, want %v", flags, want)
	}
	if want := map[fieldwork.State]int{"submitted": 5, "returned": 1, "rejected": 1, "excluded": 1, "approved": 246}; !maps.Equal(states, want) {
		t.Errorf("reports by state %v, want %v", states, want)
	}
	for id := range d.stored(t, "people") {
		if _, err := d.SignIn(t.Context(), id, ""); err == nil {
			t.Errorf("somebody signed in as %s", id)
		}
	}
}

func TestDemoLeavesAnotherProjectOfItsNameAlone(t *testing.T) {
	d := openDesk(t)
	if _, err := d.AddProject(t.Context(), fieldwork.Project{ID: demo.Project, Title: "Ours", TimeZone: "UTC", Languages: []string{"en"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.AddDemo(t.Context()); err == nil {
		t.Error("a project of other people was filled with demo data")
	}
}
