package rest_test

import "testing"

func TestActions(t *testing.T) {
	const sign = `{"title":{"en":"Signs at the door","de":"Schilder am Eingang"},"touchpoints":["door"],"state":"running","firstDay":"2026-06-01","lastDay":"2026-06-30","owner":"{reviewer}","note":"By the caretaker"}`
	door := step{as: "lead", do: "PUT /p/touchpoints/door", body: `{"title":{"en":"Door"},"order":1,"goalLevel":80,"relevantDifference":5,"importance":7,"weights":{"visit":2},"owner":"{lead}"}`, want: 200, has: has{"goalLevel": 80, "weights.visit": 2}}
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"an action is put, read, replaced and removed", []step{
				door,
				{as: "lead", do: "PUT /p/actions/signs", body: sign, want: 200, has: has{"id": "signs", "ownerName": "reviewer", "touchpoints.0": "door", "state": "running"}, keep: map[string]string{"made": "createdAt"}},
				{as: "viewer", do: "GET /p/actions", want: 200, has: has{"items.#": 1, "items.0.title.de": "Schilder am Eingang", "items.0.owner": absent, "items.0.ownerName": absent, "items.0.note": "By the caretaker"}},
				{as: "lead", do: "PUT /p/actions/signs", body: `{"title":{"en":"Signs"},"touchpoints":[],"state":"done"}`, want: 200, has: has{"state": "done", "owner": absent, "createdAt": "{made}"}},
				{as: "lead", do: "DELETE /p/actions/signs", want: 204},
				{as: "lead", do: "DELETE /p/actions/signs", want: 404, has: has{"code": "action.unknown"}},
				{as: "lead", do: "GET /p/actions", want: 200, has: has{"items.#": 0}},
			}},
			{"an action names what there is", []step{
				{as: "lead", do: "PUT /p/actions/signs", body: sign, want: 422, has: has{"fields.path=touchpoints[0].code": "unknown"}},
				door,
				{note: "shoppers own none", as: "lead", do: "PUT /p/actions/signs", body: `{"title":{"en":"Signs"},"touchpoints":[],"state":"planned","owner":"{shopper}"}`, want: 422, has: has{"fields.path=owner.code": "unknown"}},
				{as: "lead", do: "PUT /p/actions/signs", body: `{"id":"other","title":{},"touchpoints":["door","door"],"state":"soon","firstDay":"2026-06-02","lastDay":"2026-06-01"}`, want: 422, has: has{"code": "name.differs"}},
				{as: "lead", do: "PUT /p/actions/signs", body: `{"title":{},"touchpoints":["door","door"],"state":"soon","firstDay":"2026-06-02","lastDay":"2026-06-01"}`, want: 422,
					has: has{"fields.path=title.code": "required", "fields.path=touchpoints[1].code": "duplicate", "fields.path=state.code": "unknown", "fields.path=lastDay.code": "range"}},
				{as: "reviewer", do: "PUT /p/actions/signs", body: sign, want: 403},
			}},
			{"who looks after a touchpoint is a member, and not for viewers", []step{
				door,
				{as: "reviewer", do: "GET /p/touchpoints", want: 200, has: has{"items.0.owner": "{lead}"}},
				{as: "viewer", do: "GET /p/touchpoints", want: 200, has: has{"items.0.owner": absent, "items.0.importance": 7}},
				{as: "lead", do: "PUT /p/touchpoints/door", body: `{"title":{"en":"Door"},"order":1,"owner":"nobody"}`, want: 422, has: has{"fields.0.path": "owner"}},
				{as: "lead", do: "PUT /p/touchpoints/door", body: `{"title":{"en":"Door"},"order":1,"goalLevel":101,"weights":{"visit":-1}}`, want: 422, has: has{"fields.path=goalLevel.code": "range", "fields.1.path": "weights.visit"}},
			}},
		})
	})
}
