package rest_test

import (
	"testing"
)

// places sets up a wave with three locations, one of them a competitor's.
func places(t *testing.T) []step {
	return []step{
		{as: "lead", do: "POST /p/definitions", body: testdata(t, "visit.json"), want: 201},
		{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"pilot","firstDay":"2099-03-02","lastDay":"2099-03-29","order":1,
			"arms":[{"name":"test","tags":["new"]},{"name":"control","locations":["zh02"]}],
			"targets":[{"definition":"visit","count":2},{"definition":"visit","count":5,"location":"zh02"}]}`, want: 200, has: has{"arms.0.name": "test", "targets.#": 2}},
		{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich","tags":["new"],"openingHours":[{"days":[1,2,3,4,5],"from":"09:00","to":"18:30"}]}`, want: 200},
		{as: "lead", do: "PUT /p/locations/zh02", body: `{"title":"Zoo"}`, want: 200},
		{as: "lead", do: "PUT /p/locations/xx01", body: `{"title":"Elsewhere","competitor":true,"active":{"until":"2098-12-31"}}`, want: 200, has: has{"competitor": true}},
	}
}

const planned = `{"wave":"w1","definition":{"id":"visit","version":1},"visits":2,"spread":true,"hours":[{"from":"09:00","to":"12:00"},{"from":"14:00","to":"18:00"}],
	"submitAfterDays":2,"template":{"fee":{"amount":2500,"currency":"CHF"}}`

func TestPlanning(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"a plan adds what is missing, and once", append(places(t),
				step{note: "shown only", as: "lead", do: "POST /p/assignments/plan", body: planned + `}`, want: 200,
					has: has{"planned.#": 4, "existing": 0, "added": 0, "left.#": 1, "left.0.location": "xx01", "left.0.code": "inactive"}},
				step{as: "lead", do: "GET /p/board", want: 200, has: has{"total": 0}},
				step{as: "lead", do: "POST /p/assignments/plan", body: planned + `,"apply":true,"competitors":false}`, want: 200, keep: map[string]string{"first": "planned.0.id"},
					has: has{"added": 4, "existing": 0, "left.#": 0, "planned.0.location": "zh01", "planned.0.firstDay": "2099-03-02", "planned.0.lastDay": "2099-03-13", "planned.0.from": "09:00",
						"planned.0.arm": "test", "planned.0.submitBy": "2099-03-15", "planned.1.firstDay": "2099-03-16", "planned.1.from": "14:00", "planned.2.from": "14:00", "planned.2.arm": "control", "planned.0.state": "planned"}},
				step{note: "again", as: "lead", do: "POST /p/assignments/plan", body: planned + `,"apply":true,"competitors":false}`, want: 200, has: has{"added": 0, "existing": 4, "planned.#": 0}},
				step{note: "by targets", as: "lead", do: "POST /p/assignments/plan", want: 200, has: has{"added": 3, "existing": 4},
					body: `{"wave":"w1","definition":{"id":"visit","version":1},"targets":true,"competitors":false,"apply":true,"template":{}}`},
				step{as: "reviewer", do: "GET /p/board?limit=2&sort=location", want: 200, has: has{"items.#": 2, "total": 7, "items.0.title": "Zoo", "counts.planned": 7, "counts.approved": 0, "waves.0.target": 9, "waves.0.done": 0}, keep: map[string]string{"next": "next"}},
				step{as: "reviewer", do: "GET /p/board?limit=2&sort=location&after={next}", want: 200, has: has{"items.#": 2, "items.0.title": "Zoo"}},
				step{as: "reviewer", do: "GET /p/board?sort=firstDay&after={next}", want: 400, has: has{"code": "request.query"}},
				step{as: "reviewer", do: "GET /p/board?tag=new&search=zur", want: 200, has: has{"total": 2}},
				step{as: "reviewer", do: "GET /p/board?arm=control&stage=planned,offered", want: 200, has: has{"total": 5}},
				step{as: "reviewer", do: "GET /p/board?stage=done", want: 400, has: has{"fields.0.path": "stage"}},
				step{as: "reviewer", do: "GET /p/board?overdue=perhaps", want: 400, has: has{"fields.0.path": "overdue"}},
				step{as: "reviewer", do: "GET /p/board/summary?wave=w1", want: 200, has: has{"items.#": 3, "items.location=zh02.target": 5, "items.location=zh02.planned": 5, "items.location=zh01.arm": "test", "targets.#": 3}},
				step{as: "viewer", do: "GET /p/board", want: 403},
				step{as: "viewer", do: "GET /p/assignments.csv", want: 403},
				step{as: "reviewer", do: "GET /p/assignments.csv?sort=cost", want: 400, has: has{"fields.0.path": "sort"}},
				step{as: "reviewer", do: "GET /p/assignments.csv?location=zh01", want: 200, gives: map[string]string{"Content-Type": "text/csv; charset=utf-8", "Content-Disposition": "attachment; filename={p}-assignments.csv"}},
				step{as: "stranger", do: "GET /p/board", want: 404},
				step{as: "reviewer", do: "GET /p/assignments/{first}", want: 200, has: has{"events.0.kind": "planned", "fee.amount": 2500}},
				step{as: "stranger", do: "GET /q/assignments/{first}", want: 404},
			)},
			{"a plan with mistakes tells all of them", append(places(t),
				step{as: "lead", do: "POST /p/assignments/plan", want: 422, body: `{"wave":"w9","definition":{"id":"visit","version":1},"visits":1,"template":{}}`, has: has{"fields.path=wave.code": "unknown"}},
				step{as: "lead", do: "POST /p/assignments/plan", want: 422, body: `{"wave":"w1","definition":{"id":"visit","version":9},"visits":1,"template":{}}`, has: has{"fields.path=definition.code": "unknown"}},
				step{as: "lead", do: "POST /p/assignments/plan", want: 422, has: has{"fields.#": 5, "fields.path=visits.code": "range", "fields.0.path": "hours[0].to", "fields.path=weekdays[0].code": "range", "fields.1.path": "template.board", "fields.2.path": "template.fee.currency"},
					body: `{"wave":"w1","definition":{"id":"visit","version":1},"visits":0,"weekdays":[8],"hours":[{"from":"12:00","to":"09:00"}],"template":{"fee":{"amount":1,"currency":"francs"},"board":"wall"}}`},
				step{as: "lead", do: "POST /p/assignments/plan", want: 422, body: `{"wave":"w1","definition":{"id":"visit","version":1},"visits":1,"people":["{viewer}"],"template":{}}`, has: has{"fields.path=people[0].code": "unknown"}},
				step{as: "reviewer", do: "POST /p/assignments/plan", want: 403, body: `{}`},
			)},
			{"people take turns, within the rules", append(places(t),
				step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{"lockoutDays":60}}`, want: 200},
				step{as: "lead", do: "POST /p/assignments/plan", want: 200, has: has{"added": 6, "left.#": 2, "left.0.code": "lockout", "left.1.location": "zh02", "planned.0.person": "{shopper}", "planned.1.person": "{shopper2}", "planned.2.person": "", "planned.2.state": "planned", "planned.3.person": "{shopper}", "planned.3.state": "offered"},
					body: `{"wave":"w1","definition":{"id":"visit","version":1},"visits":3,"competitors":false,"people":["{shopper}","{shopper2}"],"state":"offered","apply":true,"template":{}}`},
				step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.#": 2}},
			)},
		})
	})
}

func TestBulk(t *testing.T) {
	const event = `"event":"0190c000-0000-7000-8000-0000000000`
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"many are offered, given, moved, cancelled and reinstated, each once", append(places(t),
				step{as: "lead", do: "POST /p/assignments/plan", body: planned + `,"apply":true,"competitors":false}`, want: 200, keep: map[string]string{"one": "planned.0.id", "two": "planned.1.id"}},
				step{note: "nobody has them", as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"offer","filter":{"wave":"w1"},` + event + `01"}`, want: 200, has: has{"changed": 0, "left.#": 4, "left.0.code": "nobody"}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"give","person":"{shopper}","ids":["{one}","{two}","{one}"],` + event + `02"}`, want: 200, has: has{"changed": 2, "unchanged": 0, "left.#": 0}},
				step{note: "again", as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"give","person":"{shopper}","ids":["{one}","{two}"],` + event + `02"}`, want: 200, has: has{"changed": 0, "unchanged": 2}},
				step{as: "lead", do: "GET /p/assignments/{one}", want: 200, has: has{"state": "offered", "person": "{shopper}", "events.#": 2, "events.1.kind": "given", "events.1.subject": "{shopper}"}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"board","board":"first","filter":{"person":"nobody"},` + event + `03"}`, want: 200, has: has{"changed": 2}},
				step{as: "lead", do: "GET /p/board?stage=offered", want: 200, has: has{"total": 4, "counts.offered": 4}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"window","lastDay":"2099-03-20","submitBy":"","filter":{"location":"zh01"},` + event + `04"}`, want: 200, has: has{"changed": 2}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"window","lastDay":"2099-03-01","filter":{"location":"zh01"},` + event + `05"}`, want: 200, has: has{"changed": 0, "left.0.code": "range"}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"cancel","reason":"Closed","filter":{},` + event + `06"}`, want: 200, has: has{"changed": 4}},
				step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.#": 0}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"give","person":"{shopper2}","filter":{},` + event + `07"}`, want: 200, has: has{"changed": 0, "left.0.code": "cancelled"}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"reinstate","filter":{"stage":"cancelled"},` + event + `08"}`, want: 200, has: has{"changed": 4}},
				step{as: "lead", do: "GET /p/board?stage=offered", want: 200, has: has{"total": 4}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"give","person":"","ids":["{one}"],` + event + `09"}`, want: 200, has: has{"changed": 1}},
				step{as: "lead", do: "GET /p/assignments/{one}", want: 200, has: has{"state": "planned", "person": ""}},
				step{note: "nothing of another project", as: "stranger", do: "POST /q/assignments/bulk", body: `{"act":"cancel","ids":["{one}"],` + event + `10"}`, want: 200, has: has{"changed": 0, "left.0.code": "unknown"}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"wipe","event":"x"}`, want: 422, has: has{"fields.path=act.code": "unknown"}},
				step{as: "lead", do: "POST /p/assignments/bulk", body: `{"act":"cancel","ids":["{one}"],"filter":{},` + event + `11"}`, want: 422, has: has{"fields.path=ids.code": "required"}},
				step{as: "reviewer", do: "POST /p/assignments/bulk", body: `{}`, want: 403},
			)},
		})
	})
}
