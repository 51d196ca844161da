package rest_test

import "testing"

// Which states count is a choice of the project; changing it counts everything anew.
func TestChangingWhatCounts(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := map[string]string{"p": a.project(t, team), "n": "001"}
		for _, s := range append(openLink(t), step{do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9}`), want: 201}) {
			a.play(t, s.do, s, kept)
		}
		counted := func() any {
			got := a.send(t, "GET", "/api/v1/projects/"+kept["p"]+"/comparison?baseline=w1&followUp=w2", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
			n, _ := at(got.json(t), "rows.0.baseline.n")
			return n
		}
		if n := counted(); n != 1.0 {
			t.Fatalf("at first %v responses count, want 1", n)
		}
		a.play(t, "approved only", step{as: "lead", do: "PATCH /projects/{p}", body: `{"countedStates":["approved"]}`, want: 200}, kept)
		eventually(t, "submitted responses do not count", func() bool { return counted() == nil })
		a.play(t, "submitted again", step{as: "lead", do: "PATCH /projects/{p}", body: `{"countedStates":["approved","submitted"]}`, want: 200}, kept)
		eventually(t, "submitted responses count again", func() bool { return counted() == 1.0 })
	})
}
