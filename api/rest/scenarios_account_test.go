package rest_test

import "testing"

func TestAccounts(t *testing.T) {
	const acme = `{"title":"Acme","rhythmDays":90,"segment":"B2B","responsible":[{"person":"{shopper}","department":"Sales"},{"person":"{lead}","department":"Service"}],` +
		`"contacts":[{"id":"0190c000-0000-7000-8000-00000000000c","name":"Ann","email":"ann@example.org"},{"id":"0190c000-0000-7000-8000-00000000000d","name":"Bo"}]}`
	const visit = `{"id":"0190c000-0000-7000-8000-0000000{n}a1","person":"{shopper}","firstDay":"2026-05-01","lastDay":"2026-05-10","contact":"0190c000-0000-7000-8000-00000000000c"}`
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"an account is put, read and changed with a guard", []step{
				{as: "lead", do: "PUT /p/accounts/acme", body: acme, want: 200, has: has{"code": "acme", "due": "later", "revision": 1, "responsible.0.name": "shopper"}, keep: map[string]string{"revision": "revision"}},
				{as: "lead", do: "PUT /p/accounts/acme", body: `{"title":"Acme AG","rhythmDays":30,"responsible":[],"contacts":[]}`, header: map[string]string{"If-Match": `"{revision}"`}, want: 200, has: has{"title": "Acme AG", "revision": 2}},
				{note: "from what is not there any more", as: "lead", do: "PUT /p/accounts/acme", body: `{"title":"Acme","rhythmDays":0,"responsible":[],"contacts":[]}`, header: map[string]string{"If-Match": `"{revision}"`}, want: 412, has: has{"code": "account.stale"}},
				{as: "lead", do: "GET /p/accounts/acme", want: 200, has: has{"title": "Acme AG"}, gives: map[string]string{"ETag": `"2"`}},
				{as: "lead", do: "GET /p/accounts/other", want: 404, has: has{"code": "account.unknown"}},
				{as: "lead", do: "PUT /p/accounts/acme", body: `{"title":"","rhythmDays":-1,"responsible":[{"person":"nobody"}],"contacts":[]}`, want: 422, has: has{"fields.path=title.code": "required", "fields.path=rhythmDays.code": "range"}},
				{note: "reviewers cannot report visits", as: "lead", do: "PUT /p/accounts/acme", body: `{"title":"A","rhythmDays":1,"responsible":[{"person":"{reviewer}"}],"contacts":[]}`, want: 422, has: has{"fields.0.path": "responsible[0].person"}},
				{as: "reviewer", do: "PUT /p/accounts/acme", body: acme, want: 403},
				{as: "shopper", do: "GET /p/accounts", want: 403},
			}},
			{"a visit is planned in one request, once", []step{
				{as: "lead", do: "PUT /p/accounts/acme", body: acme, want: 200},
				{as: "lead", do: "POST /p/accounts/acme/visits", body: visit, want: 201, has: has{"account": "acme", "location": "", "wave": "", "definition.id": "account-visit", "state": "offered"}, keep: map[string]string{"assignment": "id"}},
				{note: "again", as: "lead", do: "POST /p/accounts/acme/visits", body: visit, want: 201, has: has{"id": "{assignment}"}},
				{as: "lead", do: "POST /p/accounts/acme/visits", body: `{"id":"{assignment}","person":"{shopper}","firstDay":"2026-05-02","lastDay":"2026-05-10"}`, want: 409, has: has{"code": "assignment.conflict"}},
				{as: "lead", do: "GET /p/accounts/acme", want: 200, has: has{"planned.assignment": "{assignment}", "planned.name": "shopper", "planned.lastDay": "2026-05-10"}},
				{as: "lead", do: "GET /p/accounts/acme/timeline", want: 200, has: has{"items.#": 1, "items.0.kind": "planned", "items.0.departments.0": "Sales", "items.0.contactName": "Ann", "items.0.name": "shopper"}},
				{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.0.assignment.id": "{assignment}", "items.0.assignment.contact": "0190c000-0000-7000-8000-00000000000c", "items.0.account.contacts.0.name": "Ann"}},
				{note: "a contact of nobody", as: "lead", do: "PUT /p/assignments/{assignment}", body: `{"account":"acme","definition":{"id":"account-visit","version":1},"person":"{shopper}","firstDay":"2026-05-01","lastDay":"2026-05-10","contact":"0190c000-0000-7000-8000-00000000000e"}`, want: 422, has: has{"fields.path=contact.code": "unknown"}},
				{note: "the other one", as: "lead", do: "PUT /p/assignments/{assignment}", body: `{"account":"acme","definition":{"id":"account-visit","version":1},"person":"{shopper}","firstDay":"2026-05-01","lastDay":"2026-05-10","contact":"0190c000-0000-7000-8000-00000000000d"}`, want: 200},
				{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.0.assignment.contact": "0190c000-0000-7000-8000-00000000000d", "items.0.account.contacts.0.name": "Bo", "items.0.account.contacts.#": 2}},
				{note: "their own", as: "lead", do: "POST /p/accounts/acme/visits", body: `{"id":"0190c000-0000-7000-8000-0000000{n}a2","person":"{lead}","firstDay":"2026-05-01","lastDay":"2026-05-10"}`, want: 201, has: has{"state": "accepted"}},
				{as: "lead", do: "POST /p/accounts/acme/visits", body: `{"id":"0190c000-0000-7000-8000-0000000{n}a3","person":"{reviewer}","firstDay":"2026-05-01","lastDay":"2026-05-10"}`, want: 422},
				{as: "lead", do: "POST /p/accounts/acme/visits", body: `{"id":"0190c000-0000-7000-8000-0000000{n}a4","person":"{lead}","firstDay":"2026-05-01","lastDay":"2026-05-10","contact":"x"}`, want: 422, has: has{"fields.path=contact.code": "unknown"}},
				{as: "lead", do: "PUT /p/accounts/acme", body: `{"title":"Acme","rhythmDays":0,"closed":true,"responsible":[],"contacts":[]}`, want: 200, has: has{"due": "none"}},
				{as: "lead", do: "POST /p/accounts/acme/visits", body: `{"id":"0190c000-0000-7000-8000-0000000{n}a5","person":"{lead}","firstDay":"2026-05-01","lastDay":"2026-05-10"}`, want: 409, has: has{"code": "account.closed"}},
				{note: "what was planned stays", as: "lead", do: "GET /p/accounts/acme/timeline", want: 200, has: has{"items.#": 2}},
			}},
			{"viewers see departments, not people", []step{
				{as: "lead", do: "PUT /p/accounts/acme", body: acme, want: 200},
				{as: "lead", do: "POST /p/accounts/acme/visits", body: visit, want: 201},
				{as: "viewer", do: "GET /p/accounts", want: 200, has: has{"items.0.responsible.0.department": "Sales", "items.0.responsible.0.person": "", "items.0.responsible.0.name": absent, "items.0.planned.person": absent, "items.0.planned.name": absent, "people.#": 0}},
				{note: "nor find them by trying", as: "viewer", do: "GET /p/accounts?person={shopper}", want: 200, has: has{"items.#": 0}},
				{as: "viewer", do: "GET /p/accounts/acme", want: 200, has: has{"responsible.1.person": "", "planned.person": absent}},
				{as: "viewer", do: "GET /p/accounts/acme/timeline", want: 200, has: has{"items.0.kind": "planned", "items.0.person": absent, "items.0.name": absent, "items.0.departments.0": "Sales"}},
			}},
			{"the list is filtered, and says what by", []step{
				{as: "lead", do: "PUT /p/accounts/acme", body: acme, want: 200},
				{as: "lead", do: "PUT /p/accounts/bolt", body: `{"title":"Bolt","rhythmDays":7,"responsible":[{"person":"{lead}","department":"Service"}],"contacts":[]}`, want: 200},
				{as: "lead", do: "PUT /p/accounts/calm", body: `{"title":"Calm","rhythmDays":0,"responsible":[],"contacts":[]}`, want: 200},
				{as: "lead", do: "GET /p/accounts", want: 200, has: has{"items.#": 3, "items.0.code": "bolt", "items.1.code": "acme", "items.2.code": "calm", "counts.upcoming": 1, "counts.later": 1, "counts.none": 1, "departments.0": "Sales", "departments.1": "Service", "people.0.name": "lead"}},
				{as: "lead", do: "GET /p/accounts?due=upcoming", want: 200, has: has{"items.#": 1, "items.0.code": "bolt", "counts.later": 1}},
				{as: "lead", do: "GET /p/accounts?department=Sales", want: 200, has: has{"items.#": 1, "items.0.code": "acme"}},
				{as: "reviewer", do: "GET /p/accounts?person={lead}", want: 200, has: has{"items.#": 2}},
				{as: "lead", do: "GET /p/accounts?due=soon", want: 400},
			}},
		})
	})
}
