package rest_test

import (
	"fmt"
	"strings"
	"testing"
)

// What people wrote about a touchpoint.
func TestVerbatims(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		definition := strings.Replace(testdata(t, "feedback.json"), `"body": [`, `"segments": ["town"], "body": [
			{"type": "text", "name": "town", "label": {"en": "Town"}},
			{"type": "section", "name": "counter", "label": {"en": "Counter"}, "touchpoint": "counter", "body": [
			 {"type": "text", "name": "remark", "label": {"en": "Remark"}}, {"type": "text", "name": "mail", "appearance": "email", "label": {"en": "Mail"}}]},`, 1)
		const p, first = "/p/touchpoints/counter/verbatims", "0190a000-0000-7000-8000-00000000{n}1"
		answered := append(openLink(t),
			step{as: "lead", do: "PUT /p/touchpoints/counter", body: `{"title":{"en":"Counter"},"order":1}`, want: 200},
			step{as: "lead", do: "PUT /p/touchpoints/hall", body: `{"title":{"en":"Hall"},"order":2}`, want: 200},
			step{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich"}`, want: 200},
			step{as: "lead", do: "PUT /p/locations/rival", body: `{"title":"Rival","competitor":true}`, want: 200},
			step{as: "lead", do: "POST /p/links", body: `{"title":"Hall","definition":{"id":"feedback","version":1},"wave":"w2","touchpoint":"hall","location":"zh01"}`, want: 201, keep: map[string]string{"hall": "id"}},
			step{as: "lead", do: "POST /p/links", body: `{"title":"Rival","definition":{"id":"feedback","version":1},"wave":"w1","location":"rival"}`, want: 201, keep: map[string]string{"rival": "id"}},
			step{do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9,"remark":"Kind people in ÜBERSEE","mail":"a@example.org","town":"Bern"}`), want: 201},
			step{do: "POST /links/{link}/responses", body: answer("{n}2", `{"recommend":3,"why":"Too slow","remark":" "}`), want: 201},
			step{do: "POST /links/{hall}/responses", body: answer("{n}3", `{"recommend":2,"why":"Dark","remark":"Fine"}`), want: 201},
			step{do: "POST /links/{rival}/responses", body: answer("{n}4", `{"recommend":10,"remark":"Better than you"}`), want: 201},
		)
		answered[0].body = definition
		run(t, a, []scenario{
			{"by touchpoint, newest first", append(answered,
				step{as: "viewer", do: "GET " + p, want: 200, has: has{
					"items.#": 2, "items.0.text": "Fine", "items.0.wave": "w2", "items.0.location": "zh01", "items.0.level": 0, "next": absent,
					"items.1.text": "Kind people in ÜBERSEE", "items.1.question": "remark", "items.1.label.en": "Remark", "items.1.level": 100,
					"items.1.response": first, "items.1.definition": "feedback", "items.1.at": "2026-03-01T10:01:00.000Z", "items.1.language": "en"}},
				step{note: "of its link's responses every text", as: "viewer", do: "GET /p/touchpoints/hall/verbatims", want: 200, has: has{"items.#": 2, "items.0.question": "remark", "items.1.text": "Dark", "items.0.level": nil}},
				step{as: "viewer", do: "GET " + p + "?wave=w1", want: 200, has: has{"items.#": 1, "items.0.wave": "w1"}},
				step{note: "in any case", as: "viewer", do: "GET " + p + "?search=%C3%BCbersee", want: 200, has: has{"items.#": 1, "items.0.response": first}},
				step{as: "viewer", do: "GET " + p + "?search=nothing", want: 200, has: has{"items.#": 0, "next": absent}},
				step{as: "viewer", do: "GET " + p + "?location=zh01", want: 200, has: has{"items.#": 1, "items.0.text": "Fine"}},
				step{as: "viewer", do: "GET " + p + "?segment.town=Bern", want: 200, has: has{"items.#": 1, "items.0.response": first}},
				step{as: "viewer", do: "GET " + p + "?competitors=only", want: 200, has: has{"items.#": 1, "items.0.text": "Better than you"}},
				step{as: "viewer", do: "GET " + p + "?competitors=include", want: 200, has: has{"items.#": 3}},
				step{as: "viewer", do: "GET " + p + "?limit=1", want: 200, has: has{"items.#": 1, "items.0.text": "Fine"}, keep: map[string]string{"next": "next"}},
				step{as: "viewer", do: "GET " + p + "?limit=1&after={next}", want: 200, has: has{"items.#": 1, "items.0.response": first}},
			)},
			{"what does not count is not quoted", append(answered,
				step{as: "reviewer", do: "POST /p/responses/" + first + "/reviews", body: decision("a", first, `"decision":"exclude","reason":"a test"`), want: 200},
				step{as: "lead", do: "GET " + p, want: 200, has: has{"items.#": 1, "items.0.text": "Fine"}},
				step{as: "lead", do: "GET " + p + "?wave=w1&competitors=include", want: 200, has: has{"items.#": 1, "items.0.text": "Better than you"}},
			)},
			{"asked amiss", append(answered,
				step{as: "viewer", do: "GET /p/touchpoints/none/verbatims", want: 404, has: has{"code": "touchpoint.unknown"}},
				step{as: "viewer", do: "GET " + p + "?wave=w9", want: 404, has: has{"code": "wave.unknown"}},
				step{as: "viewer", do: "GET " + p + "?after=x", want: 400, has: has{"fields.0.path": "after"}},
				step{as: "viewer", do: "GET " + p + "?location=none", want: 422, has: has{"fields.0.path": "location"}},
				step{as: "shopper", do: "GET " + p, want: 403},
				step{as: "stranger", do: "GET " + p, want: 404},
				step{do: "GET " + p, want: 401},
			)},
		})
	})
}

// Where hardly anybody wrote a page ends after so many responses and goes on from there.
func TestVerbatimsFarApart(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		definition := strings.Replace(testdata(t, "feedback.json"), `"name": "why"`, `"name": "why", "touchpoint": "counter"`, 1)
		steps := openLink(t)
		steps[0].body = definition
		kept := map[string]string{"p": a.project(t, team)}
		for _, s := range steps {
			a.play(t, s.do, s, kept)
		}
		for i := range 130 {
			words := `{"recommend":9}`
			if i == 0 || i == 60 {
				words = fmt.Sprintf(`{"recommend":1,"why":"text %d"}`, i)
			}
			one := step{do: "POST /links/{link}/responses", body: answer(fmt.Sprintf("8%03d", i), words), want: 201}
			a.play(t, one.do, one, kept)
		}
		for _, one := range []step{
			{as: "viewer", do: "GET /p/touchpoints/counter/verbatims?limit=2", want: 200, has: has{"items.#": 2, "items.0.text": "text 60", "items.1.text": "text 0"}},
			{as: "viewer", do: "GET /p/touchpoints/counter/verbatims?limit=1", want: 200, has: has{"items.#": 1, "items.0.text": "text 60"}, keep: map[string]string{"next": "next"}},
			{as: "viewer", do: "GET /p/touchpoints/counter/verbatims?limit=1&after={next}", want: 200, has: has{"items.#": 1, "items.0.text": "text 0"}},
			{as: "viewer", do: "GET /p/touchpoints/counter/verbatims?limit=2&language=en", want: 200, has: has{"items.#": 2, "items.1.text": "text 0"}},
		} {
			a.play(t, one.do, one, kept)
		}
	})
}
