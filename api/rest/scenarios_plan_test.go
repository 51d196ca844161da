package rest_test

import (
	"os"
	"strings"
	"testing"
)

func testdata(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	must(t, err)
	return string(content)
}

func TestPlan(t *testing.T) {
	visit, feedback := testdata(t, "visit.json"), testdata(t, "feedback.json")
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"projects are added by administrators, and once", []step{
				{as: "lead", do: "POST /projects", body: `{"id":"mine","title":"Mine","timeZone":"UTC","languages":["en"]}`, want: 403},
				{as: "administrator", do: "POST /projects", body: `{"id":"made","title":"Made","timeZone":"Europe/Berlin","languages":["de"],"demo":true}`, want: 201, has: has{"id": "made", "demo": absent}},
				{note: "again", as: "administrator", do: "POST /projects", body: `{"id":"made","title":"Made","timeZone":"Europe/Berlin","languages":["de"]}`, want: 201},
				{as: "administrator", do: "POST /projects", body: `{"id":"made","title":"Other","timeZone":"Europe/Berlin","languages":["de"]}`, want: 409, has: has{"code": "project.exists"}},
				{as: "administrator", do: "POST /projects", body: `{"id":"No Slug","title":" ","timeZone":"Mars/North","languages":[]}`, want: 422,
					has: has{"fields.#": 4, "fields.path=id.code": "format", "fields.path=timeZone.code": "unknown"}},
				{as: "lead", do: "PATCH /projects/{p}", body: `{"title":"Renamed","accent":"#0f6b6b"}`, want: 200, has: has{"title": "Renamed", "timeZone": "Europe/Zurich"}},
				{as: "lead", do: "PATCH /projects/{p}", body: `{"accent":"teal"}`, want: 422, has: has{"fields.path=accent.code": "format"}},
			}},
			{"touchpoints, locations and waves are put by their names", []step{
				{as: "lead", do: "PUT /p/touchpoints/counter", body: `{"title":{"en":"Counter"},"channel":"personal","order":2}`, want: 200, has: has{"name": "counter", "id": "{p}/counter"}},
				{as: "lead", do: "PUT /p/touchpoints/web", body: `{"title":{"en":"Web"},"order":1}`, want: 200},
				{as: "viewer", do: "GET /p/touchpoints", want: 200, has: has{"items.0.name": "web", "items.1.name": "counter"}},
				{as: "lead", do: "PUT /p/touchpoints/counter", body: `{"name":"desk","title":{"en":"Desk"}}`, want: 422, has: has{"code": "name.differs"}},
				{as: "lead", do: "PUT /p/touchpoints/x", body: `{"title":{},"channel":"air"}`, want: 422, has: has{"fields.#": 2}},
				{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich","position":{"lat":47.37,"lon":8.54},"tags":["city"]}`, want: 200, has: has{"code": "zh01"}},
				{as: "lead", do: "PUT /p/locations/be01", body: `{"title":"Bern"}`, want: 200},
				{as: "lead", do: "GET /p/locations?limit=1", want: 200, has: has{"items.#": 1, "items.0.code": "be01"}, keep: map[string]string{"next": "next"}},
				{as: "lead", do: "GET /p/locations?limit=1&after={next}", want: 200, has: has{"items.0.code": "zh01"}},
				{as: "lead", do: "GET /p/locations?limit=0", want: 400, has: has{"code": "request.query"}},
				{as: "lead", do: "GET /p/locations?after=tampered", want: 400, has: has{"code": "request.query"}},
				{as: "lead", do: "PUT /p/locations/no", body: `{"title":"Nowhere","position":{"lat":91,"lon":0}}`, want: 422, has: has{"fields.0.path": "position.lat"}},
				{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","firstDay":"2026-02-01","lastDay":"2026-01-01"}`, want: 422, has: has{"fields.path=lastDay.code": "range"}},
				{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200, keep: map[string]string{"created": "createdAt"}},
				{note: "replaced", as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"Uno"},"kind":"baseline"}`, want: 200, has: has{"title.en": "Uno", "createdAt": "{created}"}},
				{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"zero"}`, want: 422, has: has{"fields.path=kind.code": "unknown"}},
				{as: "reviewer", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 403},
			}},
			{"definitions are checked, published once, and never change", []step{
				{as: "lead", do: "POST /p/definitions/check", body: strings.Replace(visit, `"greeted", "choices": "yes_no"`, `"greeted", "choices": "none"`, 1), want: 200, has: has{"problems.0.severity": "error"}},
				{as: "lead", do: "POST /p/definitions", body: strings.Replace(visit, `"constraint": ". >= 0 and`, `"constraint": ". >= (0 and`, 1), want: 422, has: has{"code": "definition.invalid", "fields.0.path": present}},
				{note: "a cycle", as: "lead", do: "POST /p/definitions", body: `{"id":"cycle","version":1,"kind":"customer","title":{"en":"C"},"defaultLanguage":"en","body":[
					{"type":"calculate","name":"a","calculation":"${b} + 1"},{"type":"calculate","name":"b","calculation":"${a} + 1"}]}`, want: 422, has: has{"code": "definition.invalid"}},
				{as: "lead", do: "POST /p/definitions", body: visit, want: 201, has: has{"definition.id": "visit", "definition.version": 1}},
				{note: "again", as: "lead", do: "POST /p/definitions", body: visit, want: 200},
				{as: "lead", do: "POST /p/definitions", body: strings.Replace(visit, "Greeted?", "Welcomed?", 1), want: 409, has: has{"code": "definition.exists"}},
				{as: "lead", do: "POST /p/definitions", body: strings.Replace(visit, `"version": 1`, `"version": 2`, 1), want: 201},
				{as: "viewer", do: "GET /p/definitions", want: 200, has: has{"items.#": 1, "items.0.versions": []int{1, 2}, "items.0.newest": 2, "items.0.kind": "mystery"}},
				{as: "shopper", do: "GET /p/definitions/visit/versions/1", want: 200, has: has{"body.0.name": "arrival"}},
				{as: "lead", do: "GET /p/definitions/visit/versions/3", want: 404, has: has{"code": "definition.unknown"}},
				{as: "lead", do: "GET /p/definitions/visit/versions/one", want: 404},
				{as: "lead", do: "POST /p/definitions", body: `[]`, want: 422},
				{as: "lead", do: "POST /p/definitions", body: `{"id":`, want: 400},
			}},
			{"the library offers its definitions as written", []step{
				{as: "viewer", do: "GET /library", want: 200, has: has{"items.id=store-visit.kind": "mystery"}},
				{as: "viewer", do: "GET /library/store-visit", want: 200, has: has{"id": "store-visit"}},
				{as: "viewer", do: "GET /library/none", want: 404, has: has{"code": "definition.unknown"}},
			}},
			{"assignments name things of the project only", []step{
				{as: "lead", do: "POST /p/definitions", body: visit, want: 201},
				{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200},
				{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich"}`, want: 200},
				{as: "lead", do: "POST /p/assignments", body: `{"wave":"w9","definition":{"id":"visit","version":7},"location":"xx","person":"{shopper}"}`, want: 422, has: has{"fields.#": 3, "code": "reference.unknown"}},
				{as: "lead", do: "POST /p/assignments", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{stranger}"}`, want: 422, has: has{"fields.path=person.code": "unknown"}},
				{note: "a viewer cannot report", as: "lead", do: "POST /p/assignments", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{viewer}"}`, want: 422, has: has{"fields.path=person.code": "unknown"}},
				{as: "lead", do: "POST /p/assignments", body: `{"id":"0190a000-0000-7000-8000-00000000000a","wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","fee":{"amount":2500,"currency":"CHF"}}`, want: 201},
				{note: "again", as: "lead", do: "POST /p/assignments", body: `{"id":"0190a000-0000-7000-8000-00000000000a","wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","fee":{"amount":2500,"currency":"CHF"}}`, want: 201},
				{as: "lead", do: "POST /p/assignments", body: `{"id":"0190a000-0000-7000-8000-00000000000a","wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper2}"}`, want: 409, has: has{"code": "assignment.conflict"}},
				{as: "stranger", do: "POST /q/definitions", body: visit, want: 201},
				{as: "stranger", do: "PUT /q/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200},
				{as: "stranger", do: "PUT /q/locations/zh01", body: `{"title":"Zurich"}`, want: 200},
				{note: "through a foreign project", as: "stranger", do: "PUT /q/assignments/0190a000-0000-7000-8000-00000000000a", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{stranger}"}`, want: 404, has: has{"code": "assignment.unknown"}},
				{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.0.assignment.location": "zh01", "items.0.definition.id": "visit", "items.0.project.timeZone": "Europe/Zurich", "items.0.response": absent}},
				{as: "shopper2", do: "GET /field/assignments", want: 200, has: has{"items.#": 0}},
				{as: "lead", do: "PUT /p/assignments/0190a000-0000-7000-8000-00000000000a", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","cancelled":true}`, want: 200, has: has{"cancelled": true}},
				{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.#": 0}},
			}},
			{"links open, close and reopen", []step{
				{as: "lead", do: "POST /p/definitions", body: feedback, want: 201},
				{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200},
				{as: "lead", do: "POST /p/links", body: `{"title":"","definition":{"id":"feedback","version":0},"wave":"W 1"}`, want: 422, has: has{"fields.#": 3}},
				{as: "lead", do: "POST /p/links", body: `{"title":"Counter","definition":{"id":"feedback","version":1},"wave":"w1","touchpoint":"none"}`, want: 422, has: has{"fields.path=touchpoint.code": "unknown"}},
				{as: "lead", do: "POST /p/links", body: `{"title":"Counter","definition":{"id":"feedback","version":1},"wave":"w1","language":"de"}`, want: 201, has: has{"url": present}, keep: map[string]string{"link": "id"}},
				{do: "GET /links/{link}", want: 200, has: has{"link.language": "de", "project.id": "{p}", "definition.id": "feedback", "link.project": absent}},
				{as: "viewer", do: "GET /p/links/{link}/qr.svg", want: 200},
				{as: "stranger", do: "GET /q/links/{link}/qr.svg", want: 404},
				{as: "lead", do: "PUT /p/links/{link}", body: `{"title":"Counter","definition":{"id":"feedback","version":1},"wave":"w1","closed":true}`, want: 200, has: has{"closed": true, "closedAt": present}},
				{do: "GET /links/{link}", want: 403, has: has{"code": "link.closed"}},
				{do: "GET /a/{link}", raw: true, want: 403},
				{as: "stranger", do: "POST /q/definitions", body: feedback, want: 201},
				{as: "stranger", do: "PUT /q/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200},
				{note: "through a foreign project", as: "stranger", do: "PUT /q/links/{link}", body: `{"title":"Mine","definition":{"id":"feedback","version":1},"wave":"w1"}`, want: 404, has: has{"code": "link.unknown"}},
				{as: "lead", do: "PUT /p/links/{link}", body: `{"title":"Counter","definition":{"id":"feedback","version":1},"wave":"w1"}`, want: 200, has: has{"closedAt": absent}},
				{do: "GET /links/{link}", want: 200},
				{do: "GET /links/none", want: 404, has: has{"code": "link.unknown"}},
				{do: "GET /a/none", raw: true, want: 404},
				{as: "viewer", do: "GET /p/links", want: 200, has: has{"items.#": 1}},
			}},
		})
	})
}
