package rest_test

import (
	"fmt"
	"testing"

	"touchstone/api/fieldwork"
)

// rated is a project with customers' ratings in two waves at five own locations and four of
// the competitor Rival, and employees' in the second, and some about the web in the fourth: staff is rated 2 to 4, then one better;
// Rival's stays. Location l1 is far better than the others.
func (a *api) rated(t *testing.T) map[string]string {
	t.Helper()
	kept := map[string]string{"p": a.project(t, team), "q": a.project(t, strangers), "n": fmt.Sprintf("%03d", a.projects)}
	steps := []step{
		{as: "lead", do: "POST /p/definitions", body: testdata(t, "ratings.json"), want: 201},
		{as: "lead", do: "POST /p/definitions", body: testdata(t, "inside.json"), want: 201},
		{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w2", body: `{"title":{"en":"Two"},"kind":"followUp","order":2,"arms":[{"name":"test","locations":["l1","l2"]}]}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w3", body: `{"title":{"en":"Three"},"kind":"followUp","order":3}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w4", body: `{"title":{"en":"Four"},"kind":"followUp","order":4}`, want: 200},
		{as: "lead", do: "PUT /p/touchpoints/desk", body: `{"title":{"en":"Desk","de":"Schalter"},"order":1,"goalLevel":90,"relevantDifference":5,"importance":8,"owner":"{lead}"}`, want: 200},
		{as: "lead", do: "PUT /p/touchpoints/web", body: `{"title":{"en":"Web"},"order":2}`, want: 200},
		{as: "lead", do: "PUT /p/actions/training", body: `{"title":{"en":"Training"},"touchpoints":["desk"],"state":"done","firstDay":"2026-02-01"}`, want: 200},
	}
	for i := 1; i <= 9; i++ {
		place, code := `"brand":"We","tags":["city"]`, fmt.Sprintf("l%d", i)
		if i > 5 {
			place, code = `"brand":"Rival","competitor":true`, fmt.Sprintf("r%d", i)
		}
		steps = append(steps, step{as: "lead", do: "PUT /p/locations/" + code, body: fmt.Sprintf(`{"title":"Place %d",%s}`, i, place), want: 200})
		for _, wave := range []string{"w1", "w2"} {
			steps = append(steps, step{as: "lead", do: "POST /p/links", body: fmt.Sprintf(`{"title":"%s %s","definition":{"id":"ratings","version":1},"wave":"%s","location":"%s"}`, code, wave, wave, code),
				want: 201, keep: map[string]string{wave + code: "id"}})
		}
	}
	// The overall rating belongs to no touchpoint by itself; this link says what it is about.
	steps = append(steps, step{as: "lead", do: "POST /p/links", body: `{"title":"Web","definition":{"id":"ratings","version":1},"wave":"w4","touchpoint":"web","group":"online"}`, want: 201, keep: map[string]string{"web": "id"}})
	steps = append(steps, step{as: "lead", do: "POST /p/links", body: `{"title":"Inside","definition":{"id":"inside","version":1},"wave":"w2"}`, want: 201, keep: map[string]string{"inside": "id"}})
	for name, id := range a.ids {
		kept[name] = id
	}
	for i, s := range steps {
		a.play(t, fmt.Sprintf("setting up, step %d: %s", i+1, s.do), s, kept)
	}
	n := 0
	send := func(link, definition string, answers map[string]any) {
		n++
		_, err := a.service.Answer(t.Context(), kept[link], fieldwork.Submission{
			ID: fmt.Sprintf("0190a100-0000-7000-8000-0000%s%05d", kept["n"], n), Definition: fieldwork.DefinitionRef{ID: definition, Version: 1},
			Answers: answers, Language: "en", SubmittedAt: fieldwork.At(a.clock.now()),
		})
		must(t, err)
	}
	for i := 1; i <= 9; i++ {
		for wave := range 2 {
			code, better := fmt.Sprintf("l%d", i), wave
			if i > 5 {
				code, better = fmt.Sprintf("r%d", i), 0
			}
			for k := range 6 {
				staff := 2 + (i+k)%2 + better
				if i == 1 {
					staff = 4 + k%2
				}
				send(fmt.Sprintf("w%d%s", wave+1, code), "ratings", map[string]any{
					"overall": float64(2*staff + k%2 - 1), "staff": float64(staff), "greeted": []string{"yes", "no"}[(i+k)%3/2], "wait": float64(3 + (i*k)%9),
				})
			}
		}
	}
	for k := range 5 {
		send("web", "ratings", map[string]any{"overall": float64(5 + k%2)})
	}
	for k := range 8 {
		send("inside", "inside", map[string]any{"staff": float64(4 + k%2)})
	}
	return kept
}

func TestViewsOfEffectiveness(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := a.rated(t)
		for _, s := range []struct {
			note string
			step
		}{
			{"every touchpoint in every wave", step{do: "GET /p/effectiveness", want: 200, has: has{
				"waves.#": 4, "against": "baseline", "touchpoints.#": 3, "touchpoints.0.name": "desk", "touchpoints.0.goal": 90, "touchpoints.0.importance": 8,
				"touchpoints.0.definitions.#": 2, "touchpoints.0.cells.#": 4, "touchpoints.0.cells.0.level.n": 30, "touchpoints.0.cells.0.verdict": nil,
				"touchpoints.0.cells.1.against": "w1", "touchpoints.0.cells.1.change.estimate": present, "touchpoints.0.cells.1.method.name": present,
				"touchpoints.0.cells.2.level": nil, "touchpoints.0.cells.2.against": "",
				"touchpoints.name=web.cells.0.level": nil, "touchpoints.name=queue.title.en": "queue", "touchpoints.name=queue.cells.1.level.n": 30}}},
			{"narrowed to some", step{do: "GET /p/effectiveness?against=previous&arm=test&group=customers", want: 200, has: has{
				"against": "previous", "touchpoints.0.cells.0.level.n": 12, "touchpoints.0.cells.1.level.n": 12, "touchpoints.0.definitions.0": "ratings", "touchpoints.0.cells.1.verdict": "noTest"}}},
			{"against what", step{do: "GET /p/effectiveness?against=tomorrow", want: 422, has: has{"fields.path=against.code": "unknown"}}},
			{"a choice that names nothing", step{do: "GET /p/effectiveness?location=nowhere", want: 422, has: has{"code": "choice.unknown"}}},

			{"a touchpoint over the waves", step{do: "GET /p/touchpoints/desk/trend?group=customers", want: 200, has: has{
				"touchpoint.title.de": "Schalter", "touchpoint.owner": absent, "waves.#": 4, "composite.points.#": 4, "composite.points.1.level.n": 30, "composite.points.2.level": nil,
				"indicators.#": 2, "indicators.indicator=staff.points.0.level.n": 30, "indicators.indicator=staff.goal": 4.5, "parts.#": 2, "parts.indicator=section:arrival.role": "section",
				"actions.0.id": "training", "actions.0.state": "done"}}},
			{"the lead sees whose it is", step{as: "lead", do: "GET /p/touchpoints/desk/trend", want: 200, has: has{"touchpoint.owner": "{lead}"}}},
			{"a touchpoint that only a definition names", step{do: "GET /p/touchpoints/queue/trend", want: 200, has: has{"touchpoint.title.en": "queue", "indicators.0.indicator": "wait", "actions.#": 0}}},
			{"one that a link alone is about", step{do: "GET /p/touchpoints/web/trend", want: 200, has: has{"composite.points.3.level.n": 5, "indicators.#": 1, "indicators.0.indicator": "overall", "indicators.0.points.3.level.n": 5, "indicators.0.points.0.level": nil}}},
			{"one that does not exist", step{do: "GET /p/touchpoints/moon/trend", want: 404, has: has{"code": "touchpoint.unknown"}}},

			{"the league", step{do: "GET /p/league?wave=w1&indicator=staff", want: 200, has: has{
				"rows.#": 5, "rows.0.location.code": "l1", "rows.0.location.title": "Place 1", "rows.0.location.brand": "We", "rows.0.rank": 1, "rows.0.best": 1, "rows.0.worst": 1, "rows.0.tied": false,
				"rows.1.tied": true, "rows.1.best": 2, "rows.1.worst": 5, "rows.0.change": nil, "rows.0.verdict": nil, "indicator.name": "staff", "indicator.definition": "ratings",
				"method.name": "ranks", "tooFew.#": 0, "baseline": nil}}},
			{"with competitors and what changed", step{do: "GET /p/league?wave=w2&indicator=staff&definition=ratings&baseline=w1&competitors=include", want: 200, has: has{
				"rows.#": 9, "rows.location=l1": absent, "baseline.name": "w1", "families.0.tests": 9, "rows.0.change": present}}},
			{"by the composite, of a tag", step{do: "GET /p/league?wave=w1&indicator=touchpoint:desk&tag=city", want: 200, has: has{"rows.#": 5, "indicator.title.de": "Schalter", "indicator.role": "composite"}}},
			{"where nobody was asked", step{do: "GET /p/league?wave=w3&indicator=staff", want: 404, has: has{"code": "indicator.unknown"}}},
			{"by what", step{do: "GET /p/league?wave=w1", want: 422, has: has{"fields.0.path": "indicator"}}},
			{"of which wave", step{do: "GET /p/league?indicator=staff", want: 422, has: has{"fields.0.path": "wave"}}},
			{"of a wave that does not exist", step{do: "GET /p/league?indicator=staff&wave=w9", want: 404, has: has{"code": "wave.unknown"}}},
			{"against itself", step{do: "GET /p/league?indicator=staff&wave=w1&baseline=w1", want: 422, has: has{"fields.0.path": "baseline"}}},

			{"employees and customers", step{do: "GET /p/gaps?wave=w2", want: 200, has: has{
				"left.name": "employees", "left.n": 8, "right.name": "customers", "right.n": 30, "groups.#": 2, "rows.indicator=staff.baseline.estimate": 4.5,
				"rows.indicator=staff.definition.id": "", "rows.indicator=staff.method.name": present, "rows.indicator=wait.verdict": "noTest", "touchpoints.0.name": "desk"}}},
			{"the other way round, composites alone", step{do: "GET /p/gaps?wave=w2&left=customers&right=employees&rows=composites", want: 200, has: has{"left.name": "customers", "rows.#": 2, "rows.0.role": "composite", "rows.0.baseline.n": 30}}},
			{"a wave of one group", step{do: "GET /p/gaps?wave=w1", want: 200, has: has{"left.name": "", "right.name": "customers", "rows.0.verdict": "noTest", "rows.0.method.reason.de": "Kein Test: Nur „Kunden“ hat Werte (n = 30)."}}},
			{"a wave without responses", step{do: "GET /p/gaps?wave=w3", want: 200, has: has{"groups.#": 0, "rows.#": 0}}},
			{"a group and itself", step{do: "GET /p/gaps?wave=w2&left=customers&right=customers", want: 422, has: has{"fields.0.path": "right"}}},
			{"rows of another kind", step{do: "GET /p/gaps?wave=w2&rows=columns", want: 422, has: has{"fields.0.path": "rows"}}},

			{"competitors", step{do: "GET /p/benchmark?wave=w2", want: 200, has: has{
				"own.locations": 5, "own.responses": 38, "brands.#": 1, "brands.0.brand": "Rival", "brands.0.locations": 4, "brands.0.responses": 24,
				"rows.indicator=wait.own.n": 30, "rows.indicator=wait.brands.0.level.n": 24, "rows.indicator=wait.brands.0.change.estimate": present, "rows.indicator=wait.all": nil}}},
			{"where nobody went", step{do: "GET /p/benchmark?wave=w3", want: 200, has: has{"own.responses": 0, "brands.0.responses": 0, "rows.#": 0}}},
			{"a brand of them", step{do: "GET /p/benchmark?wave=w2&brand=We&rows=indicators", want: 200, has: has{"brands.#": 0, "own.responses": 38, "rows.0.brands.#": 0}}},
			{"an unknown brand", step{do: "GET /p/benchmark?wave=w2&brand=Nobody", want: 422, has: has{"code": "choice.unknown"}}},

			{"what drives the whole", step{do: "GET /p/priorities?wave=w2&definition=ratings", want: 200, has: has{
				"outcome.name": "overall", "importance": "derived", "of": "ratings", "n": 30, "rSquared": present, "points.#": 3, "points.0.indicator": "staff", "points.0.performance": present,
				"points.indicator=staff.goal": 87.5, "means.performance": present, "outcomes.#": 5, "definitions.#": 2}}},
			{"by touchpoint, less one", step{do: "GET /p/priorities?wave=w2&of=touchpoints&outcome=overall&without=touchpoint:queue", want: 200, has: has{"points.#": 1, "points.0.touchpoint": "desk", "points.0.importance": 1}}},
			{"as stated", step{do: "GET /p/priorities?wave=w2&importance=stated&of=touchpoints", want: 200, has: has{"points.0.importance": 8, "points.0.goal": 90, "notes.0.code": "unstated", "outcome": nil}}},
			{"of a questionnaire with one question", step{do: "GET /p/priorities?wave=w2&definition=inside", want: 200, has: has{"notes.0.code": "noDrivers", "points.#": 0, "rSquared": nil}}},
			{"of nobody", step{do: "GET /p/priorities?wave=w3", want: 200, has: has{"notes.0.code": "nothingMeasured"}}},
			{"of an unknown outcome", step{do: "GET /p/priorities?wave=w2&outcome=weather", want: 422, has: has{"fields.0.path": "outcome"}}},
			{"of an unknown questionnaire", step{do: "GET /p/priorities?wave=w2&definition=weather", want: 422, has: has{"fields.0.path": "definition"}}},
			{"of what", step{do: "GET /p/priorities?wave=w2&of=weather", want: 422}},
			{"how", step{do: "GET /p/priorities?wave=w2&importance=weather", want: 422}},

			{"a plan", step{do: "GET /p/power?wave=w1&indicator=staff&definition=ratings&responses=100&perLocation=5", want: 200, has: has{
				"indicator.name": "staff", "difference": 0.5, "power": 0.8, "level.n": 30, "intraclass": present, "perLocation": 5, "needed.locations": present, "planned.responses": 100, "detectable": present}}},
			{"a plan with nothing to go by", step{do: "GET /p/power?wave=w3&indicator=staff", want: 404, has: has{"code": "indicator.unknown"}}},
			{"a plan of nothing", step{do: "GET /p/power?wave=w1", want: 422, has: has{"fields.0.path": "indicator"}}},
			{"a plan with impossible numbers", step{do: "GET /p/power?wave=w1&indicator=staff&power=2&responses=one", want: 422, has: has{"fields.path=power.code": "range", "fields.path=responses.code": "range"}}},

			{"a stranger finds nothing there", step{as: "stranger", do: "GET /p/effectiveness", want: 404, has: has{"code": "project.unknown"}}},
			{"nor in a project of his own", step{as: "stranger", do: "GET /q/effectiveness", want: 200, has: has{"touchpoints.#": 0, "waves.#": 0}}},
			{"nor by the name of a wave", step{as: "stranger", do: "GET /q/league?wave=w1&indicator=staff", want: 404, has: has{"code": "wave.unknown"}}},
			{"shoppers do not read results", step{as: "shopper", do: "GET /p/priorities?wave=w1", want: 403}},
		} {
			if s.as == "" {
				s.as = "viewer"
			}
			t.Run(s.note, func(t *testing.T) { a.play(t, s.do, s.step, kept) })
		}
	})
}
