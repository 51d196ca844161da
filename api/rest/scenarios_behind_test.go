package rest_test

import (
	"testing"
)

// From any number to the responses that it is made of.
func TestResponsesBehindNumbers(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		const nps, first = "/p/responses?wave=w1&definition=feedback&indicator=nps", "0190a000-0000-7000-8000-00000000{n}1"
		answered := append(openLink(t),
			step{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich","tags":["big"]}`, want: 200},
			step{as: "lead", do: "PUT /p/locations/rival", body: `{"title":"Rival","competitor":true,"brand":"R"}`, want: 200},
			step{as: "lead", do: "POST /p/links", body: `{"title":"Place","definition":{"id":"feedback","version":1},"wave":"w1","location":"zh01"}`, want: 201, keep: map[string]string{"place": "id"}},
			step{as: "lead", do: "POST /p/links", body: `{"title":"Rival","definition":{"id":"feedback","version":1},"wave":"w1","location":"rival"}`, want: 201, keep: map[string]string{"rival": "id"}},
			step{as: "lead", do: "POST /p/links", body: `{"title":"Later","definition":{"id":"feedback","version":1},"wave":"w2"}`, want: 201, keep: map[string]string{"later": "id"}},
			step{do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9}`), want: 201},
			step{do: "POST /links/{link}/responses", body: answer("{n}2", `{"recommend":2}`), want: 201},
			step{do: "POST /links/{place}/responses", body: answer("{n}3", `{"recommend":10}`), want: 201},
			step{do: "POST /links/{rival}/responses", body: answer("{n}4", `{"recommend":10}`), want: 201},
			step{do: "POST /links/{later}/responses", body: answer("{n}5", `{"recommend":8}`), want: 201},
		)
		run(t, a, []scenario{
			{"by value, range and reason", append(answered,
				step{as: "viewer", do: "GET " + nps, want: 200, has: has{"total": 3, "items.#": 3, "items.2.id": first, "next": absent}},
				step{as: "viewer", do: "GET " + nps + "&value=100", want: 200, has: has{"total": 2, "items.#": 2}},
				step{as: "viewer", do: "GET " + nps + "&value=100&value=-100", want: 200, has: has{"total": 3}},
				step{as: "viewer", do: "GET " + nps + "&from=-100&to=0", want: 200, has: has{"total": 1, "items.0.id": "0190a000-0000-7000-8000-00000000{n}2"}},
				step{as: "viewer", do: "GET " + nps + "&absent=missing", want: 200, has: has{"total": 0, "items.#": 0}},
				step{as: "viewer", do: "GET " + nps + "&competitors=include", want: 200, has: has{"total": 4}},
				step{as: "viewer", do: "GET " + nps + "&competitors=only", want: 200, has: has{"total": 1, "items.0.location": "rival"}},
				step{as: "viewer", do: "GET " + nps + "&tag=big", want: 200, has: has{"total": 1, "items.0.location": "zh01"}},
				step{as: "viewer", do: "GET " + nps + "&source=import", want: 200, has: has{"total": 0}},
				step{as: "viewer", do: "GET " + nps + "&source=import&source=link", want: 200, has: has{"total": 3, "items.#": 3}},
				step{note: "of a composite", as: "viewer", do: "GET /p/responses?wave=w1&indicator=touchpoint:counter&from=50", want: 200, has: has{"total": 2}},
				step{note: "over all waves", as: "viewer", do: "GET /p/responses?location=", want: 200, has: has{"total": 3, "items.#": 3, "items.0.wave": "w2"}},
				step{note: "a state besides", as: "viewer", do: "GET " + nps + "&state=approved", want: 200, has: has{"total": absent, "items.#": 0}},
			)},
			{"by an arm of a later wave", append(answered,
				step{as: "lead", do: "PUT /p/waves/w2", body: `{"title":{"en":"Later"},"kind":"followUp","order":2,"arms":[{"name":"test","tags":["big"]},{"name":"control"}]}`, want: 200},
				step{as: "viewer", do: "GET " + nps + "&arm=test", want: 422, has: has{"fields.0.path": "arm"}},
				step{as: "viewer", do: "GET " + nps + "&arm=test&armsOf=w2", want: 200, has: has{"total": 1, "items.0.location": "zh01"}},
				step{as: "viewer", do: "GET " + nps + "&arm=test&armsOf=w9", want: 404, has: has{"code": "wave.unknown"}},
			)},
			{"page by page", append(answered,
				step{as: "viewer", do: "GET /p/responses?indicator=nps&limit=3", want: 200, has: has{"total": 4, "items.#": 3, "items.0.wave": "w2"}, keep: map[string]string{"next": "next"}},
				step{as: "viewer", do: "GET /p/responses?indicator=nps&limit=3&after={next}", want: 200, has: has{"total": 4, "items.#": 1, "items.0.id": first, "next": absent}},
			)},
			{"what does not count is in no number", append(answered,
				step{as: "reviewer", do: "POST /p/responses/" + first + "/reviews", body: decision("a", first, `"decision":"exclude","reason":"a test"`), want: 200},
				step{as: "lead", do: "GET " + nps, want: 200, has: has{"total": 2, "items.#": 2}},
				step{as: "lead", do: "GET /p/responses?wave=w1", want: 200, has: has{"total": absent, "items.#": 4}},
			)},
			{"asked amiss", append(answered,
				step{as: "viewer", do: "GET /p/responses?value=1", want: 400, has: has{"fields.0.path": "indicator"}},
				step{as: "viewer", do: "GET " + nps + "&value=many", want: 400, has: has{"fields.0.path": "value"}},
				step{as: "viewer", do: "GET " + nps + "&to=NaN", want: 400, has: has{"fields.0.path": "to"}},
				step{as: "viewer", do: "GET " + nps + "&absent=ill", want: 400, has: has{"fields.0.path": "absent"}},
				step{as: "viewer", do: "GET " + nps + "&brand=none", want: 422, has: has{"fields.0.path": "brand"}},
				step{as: "viewer", do: "GET /p/responses?indicator=nps&wave=w9", want: 404, has: has{"code": "wave.unknown"}},
				step{as: "stranger", do: "GET /p/responses?indicator=nps", want: 404},
			)},
		})
	})
}
