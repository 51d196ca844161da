package rest_test

import "testing"

func TestAlertsAreKept(t *testing.T) {
	const slow = `{"title":"Slow","kind":"scoreBelow","threshold":60,"case":true,"dueDays":3,"mail":["{viewer}"],"owner":"{reviewer}","active":true}`
	const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"an alert is put, read, switched off and on, and removed", []step{
				{as: "lead", do: "PUT /p/alerts/slow", body: slow, want: 200, has: has{"id": "slow", "ownerName": "reviewer", "threshold": 60, "active": true, "latest": absent}, keep: map[string]string{"since": "since", "made": "createdAt"}},
				{note: "what it is about may change", as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"Slower","kind":"scoreBelow","threshold":50,"case":true,"active":true}`, want: 200, has: has{"since": "{since}", "createdAt": "{made}"}},
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"Slow","kind":"scoreBelow","threshold":50,"case":true}`, want: 200, has: has{"active": false}},
				{as: "reviewer", do: "GET /p/alerts", want: 200, has: has{"items.#": 1, "items.0.title": "Slow"}},
				{as: "viewer", do: "GET /p/alerts", want: 403},
				{as: "reviewer", do: "PUT /p/alerts/slow", body: slow, want: 403},
				{as: "lead", do: "DELETE /p/alerts/slow", want: 204},
				{as: "lead", do: "DELETE /p/alerts/slow", want: 404, has: has{"code": "alert.unknown"}},
			}},
			{"a secret is never told, and kept", []step{
				{as: "lead", do: "PUT /p/alerts/hook", body: `{"title":"Hook","kind":"critical","webhook":{"url":"https://example.com/x?key=1","secret":"` + secret + `"},"active":true}`, want: 200, has: has{"hasSecret": true, "webhook.secret": absent, "webhook.url": "https://example.com/x?key=1"}},
				{as: "lead", do: "PUT /p/alerts/hook", body: `{"title":"Hook","kind":"critical","webhook":{"url":"https://example.org/y"}}`, want: 200, has: has{"hasSecret": true, "webhook.secret": absent}},
				{note: "nor the address to those who may not change it", as: "reviewer", do: "GET /p/alerts", want: 200, has: has{"items.0.webhook.url": ""}},
				{as: "lead", do: "PUT /p/alerts/other", body: `{"title":"Other","kind":"critical","webhook":{"url":"https://example.org/y"}}`, want: 422, has: has{"fields.0.path": "webhook.secret"}},
				{note: "no way inside", as: "lead", do: "PUT /p/alerts/hook", body: `{"title":"Hook","kind":"critical","webhook":{"url":"https://169.254.169.254/latest"}}`, want: 422, has: has{"fields.0.path": "webhook.url"}},
				{as: "lead", do: "PUT /p/alerts/hook", body: `{"title":"Hook","kind":"critical","webhook":{"url":"http://example.org/y"}}`, want: 422},
			}},
			{"an alert names what there is", []step{
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"","kind":"scoreBelow"}`, want: 422, has: has{"fields.path=title.code": "required", "fields.path=threshold.code": "required", "fields.path=case.code": "required"}},
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"S","kind":"critical","case":true,"definition":"none"}`, want: 422, has: has{"fields.0.path": "definition"}},
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"S","kind":"critical","case":true,"touchpoint":"none"}`, want: 422, has: has{"fields.0.path": "touchpoint"}},
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"S","kind":"critical","mail":["{shopper}"]}`, want: 422, has: has{"fields.0.path": "mail[0]"}},
				{note: "cases are for those who review", as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"S","kind":"critical","case":true,"owner":"{viewer}"}`, want: 422, has: has{"fields.0.path": "owner"}},
				{as: "lead", do: "POST /p/definitions", body: watchedSurvey, want: 201},
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"S","kind":"indicatorBelow","definition":"survey","indicator":"nothing","threshold":1,"case":true}`, want: 422, has: has{"fields.0.path": "indicator"}},
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"S","kind":"detractor","definition":"survey","indicator":"stars","case":true}`, want: 422, has: has{"fields.0.path": "indicator"}},
				{as: "lead", do: "PUT /p/alerts/slow", body: `{"title":"S","kind":"scoreBelow","definition":"survey","section":"visit","threshold":1,"case":true}`, want: 200},
			}},
		})
	})
}

func TestCasesByHand(t *testing.T) {
	const response = "0190c000-0000-7000-8000-0000000{n}f1"
	given := []step{
		{as: "lead", do: "PUT /p/waves/autumn", body: `{"title":{"en":"Autumn"},"kind":"baseline"}`, want: 200},
		{as: "lead", do: "POST /p/definitions", body: watchedSurvey, want: 201},
		{as: "lead", do: "POST /p/links", body: `{"title":"L","definition":{"id":"survey","version":1},"wave":"autumn"}`, want: 201, keep: map[string]string{"link": "id"}},
		{do: "POST /links/{link}/responses", body: `{"id":"` + response + `","definition":{"id":"survey","version":1},"language":"en","startedAt":"2026-05-01T10:00:00Z","submittedAt":"2026-05-01T10:01:00Z","answers":{"served":"yes"},"attachments":[]}`, want: 201},
	}
	const open = `{"id":"0190c000-0000-7000-8000-0000000{n}c1","response":"` + response + `","title":"Call back","due":"2020-01-01","text":"Asked for it"}`
	event := func(n, more string) string {
		return `{"id":"0190c000-0000-7000-8000-0000000{n}e` + n + `",` + more + `}`
	}
	const one = "/p/cases/0190c000-0000-7000-8000-0000000{n}c1"
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"a case is opened once, worked on and closed", append(given[:len(given):len(given)], []step{
				{as: "reviewer", do: "POST /p/cases", body: open, want: 201, has: has{"state": "open", "overdue": true, "events.0.text": "Asked for it", "events.0.byName": "reviewer", "events.0.digest": absent, "about.id": response}},
				{note: "the same again", as: "reviewer", do: "POST /p/cases", body: open, want: 201, has: has{"events.#": 1}},
				{note: "by another", as: "lead", do: "POST /p/cases", body: open, want: 409, has: has{"code": "case.conflict"}},
				{as: "lead", do: "POST " + one + "/events", body: event("1", `"kind":"assign","person":"{lead}"`), want: 200, has: has{"ownerName": "lead", "events.1.personName": "lead"}},
				{note: "the same again", as: "lead", do: "POST " + one + "/events", body: event("1", `"kind":"assign","person":"{lead}"`), want: 200, has: has{"events.#": 2}},
				{as: "reviewer", do: "POST " + one + "/events", body: event("1", `"kind":"begin"`), want: 409, has: has{"code": "case.conflict"}},
				{as: "reviewer", do: "POST " + one + "/events", body: event("2", `"kind":"assign","person":"{viewer}"`), want: 422, has: has{"fields.0.path": "person"}},
				{as: "reviewer", do: "POST " + one + "/events", body: event("2", `"kind":"close"`), want: 422, has: has{"fields.0.path": "outcome"}},
				{as: "reviewer", do: "POST " + one + "/events", body: event("2", `"kind":"close","outcome":"solved","text":"Done"`), want: 200, has: has{"state": "closed", "overdue": false}},
				{as: "lead", do: "POST " + one + "/events", body: event("3", `"kind":"begin"`), want: 409, has: has{"code": "case.state"}},
				{as: "reviewer", do: "GET /p/cases?state=closed&owner={lead}&search=DONE", want: 200, has: has{"items.#": 1, "items.0.outcome": "solved", "counts.closed": 1, "total": 1}},
				{as: "reviewer", do: "GET /p/cases?response=" + response, want: 200, has: has{"items.#": 1}},
				{as: "reviewer", do: "GET /p/cases?state=soon", want: 400},
				{as: "reviewer", do: "GET /p/cases/owners", want: 200, has: has{"items.#": 2}},
			}...)},
			{"others' cases and responses are not there", append(given[:len(given):len(given)], []step{
				{as: "lead", do: "POST /p/cases", body: open, want: 201},
				{as: "stranger", do: "GET /projects/{q}/cases/0190c000-0000-7000-8000-0000000{n}c1", want: 404, has: has{"code": "case.unknown"}},
				{as: "stranger", do: "POST /projects/{q}/cases/0190c000-0000-7000-8000-0000000{n}c1/events", body: event("9", `"kind":"begin"`), want: 404},
				{as: "stranger", do: "POST /projects/{q}/cases", body: `{"id":"0190c000-0000-7000-8000-0000000{n}c9","response":"` + response + `","title":"T"}`, want: 422, has: has{"fields.0.path": "response"}},
				{as: "stranger", do: "POST /projects/{q}/cases", body: open, want: 409},
				{as: "stranger", do: "GET /projects/{q}/cases", want: 200, has: has{"items.#": 0}},
				{as: "viewer", do: "GET /p/cases", want: 403},
				{as: "shopper", do: "GET /p/cases", want: 403},
			}...)},
		})
	})
}
