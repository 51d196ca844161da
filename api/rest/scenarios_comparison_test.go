package rest_test

import (
	"fmt"
	"strings"
	"testing"
)

// friendly asks for an age group and a rating at the same touchpoint as feedback.json.
const friendly = `{"id":"service","version":1,"kind":"customer","title":{"en":"Service","de":"Bedienung"},"defaultLanguage":"en","segments":["age"],
 "choices":{"ages":[{"name":"young","label":{"en":"Young"}},{"name":"old","label":{"en":"Old"}}]},
 "body":[{"type":"select_one","name":"age","choices":"ages","label":{"en":"Your age"}},
  {"type":"range","name":"smile","label":{"en":"How friendly?"},"parameters":{"start":1,"end":5,"step":1}}],
 "indicators":[{"name":"smile","kind":"mean","of":"smile","touchpoint":"counter","goal":4.5,"relevantDifference":0.3}]}`

// programme are the steps that lead to two waves over ten locations: five in the north, where
// something was done, five in the south, where nothing was, and two of a competitor besides.
// Each answers the rating twice a wave, and four of the own the recommendation once.
func programme(t *testing.T) []step {
	steps := []step{
		{as: "lead", do: "POST /p/definitions", body: testdata(t, "feedback.json"), want: 201},
		{as: "lead", do: "POST /p/definitions", body: friendly, want: 201},
		{as: "lead", do: "PUT /p/touchpoints/counter", body: `{"title":{"en":"Counter"},"order":1,"goalLevel":95,"weights":{"service":3}}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w2", body: `{"title":{"en":"Two"},"kind":"followUp","order":2,"arms":[{"name":"test","title":{"en":"North"},"tags":["north"]},{"name":"control","tags":["south"]}]}`, want: 200},
		// A segment that a questionnaire declares can be chosen before anybody has answered, one that none declares cannot.
		{as: "lead", do: "GET /p/comparison?baseline=w1&followUp=w2&segment.age=young", want: 200, has: has{"rows.#": 0}},
		{as: "lead", do: "GET /p/comparison?baseline=w1&followUp=w2&segment.smile=1", want: 422, has: has{"code": "choice.unknown"}},
	}
	responses := 0
	answer := func(link, definition, answers string) {
		responses++
		steps = append(steps, step{do: "POST /links/{" + link + "}/responses", want: 201,
			body: fmt.Sprintf(`{"id":"0190c000-%04d-7000-8000-000000000{n}","definition":{"id":%q,"version":1},"answers":%s,"language":"en","startedAt":"2026-03-01T10:00:00Z","submittedAt":"2026-03-01T10:01:00Z"}`, responses, definition, answers)})
	}
	link := func(name, definition, wave string, location int) string {
		steps = append(steps, step{as: "lead", do: "POST /p/links", want: 201, keep: map[string]string{name: "id"},
			body: fmt.Sprintf(`{"title":%q,"definition":{"id":%q,"version":1},"wave":%q,"location":"l%d","touchpoint":"counter"}`, name, definition, wave, location)})
		return name
	}
	for l := range 12 {
		region, rival := []string{"north", "south"}[l%2], ""
		if l >= 10 {
			rival = `,"competitor":true,"brand":"Rival"`
		}
		steps = append(steps, step{as: "lead", do: fmt.Sprint("PUT /p/locations/l", l), body: fmt.Sprintf(`{"title":"Place %d","tags":[%q]%s}`, l, region, rival), want: 200})
		for w, wave := range []string{"w1", "w2"} {
			smile := link(fmt.Sprint("smile", l, wave), "service", wave, l)
			for i := range 2 {
				rating := 1 + (l/2+i)%3
				switch {
				case w == 1 && l%2 == 0:
					rating += 1 + l/2%2
				case w == 1 && l == 3:
					rating++
				}
				answer(smile, "service", fmt.Sprintf(`{"age":%q,"smile":%d}`, []string{"young", "old"}[(i+w)%2], rating))
			}
			if l < 4 {
				answer(link(fmt.Sprint("nps", l, wave), "feedback", wave, l), "feedback", fmt.Sprintf(`{"recommend":%d}`, 7+(l+w)%3))
			}
		}
	}
	return steps
}

// A questionnaire that names no touchpoint is about those of the links it is answered through.
func TestGenericQuestionnairesAreComparedByTouchpoint(t *testing.T) {
	generic := strings.Replace(testdata(t, "feedback.json"), `, "touchpoint": "counter"`, "", 1)
	steps := []step{
		{as: "lead", do: "POST /p/definitions", body: generic, want: 201},
		{as: "lead", do: "PUT /p/touchpoints/counter", body: `{"title":{"en":"Counter"},"order":1}`, want: 200},
		{as: "lead", do: "PUT /p/touchpoints/hotline", body: `{"title":{"en":"Hotline"},"order":2}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w2", body: `{"title":{"en":"Two"},"kind":"followUp","order":2}`, want: 200},
	}
	for i, touchpoint := range []string{"counter", "hotline", "hotline"} {
		wave := []string{"w1", "w1", "w2"}[i]
		steps = append(steps,
			step{as: "lead", do: "POST /p/links", body: fmt.Sprintf(`{"title":"L","definition":{"id":"feedback","version":1},"wave":%q,"touchpoint":%q}`, wave, touchpoint), want: 201, keep: map[string]string{"link": "id"}},
			step{do: "POST /links/{link}/responses", body: answer(fmt.Sprint("{n}", i), fmt.Sprintf(`{"recommend":%d}`, 4+3*i)), want: 201})
	}
	steps = append(steps,
		step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{
			"rows.#": 4, "rows.0.touchpoint": "counter", "rows.0.role": "composite", "rows.0.baseline.estimate": 0, "rows.0.followUp.n": 0,
			"rows.1.touchpoint": "counter", "rows.1.indicator": "nps", "rows.1.baseline.n": 1, "rows.3.touchpoint": "hotline", "rows.3.indicator": "nps", "rows.3.followUp.n": 1}},
		step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2&touchpoint=hotline", want: 200, has: has{"rows.#": 2, "rows.0.baseline.estimate": 50, "rows.0.followUp.estimate": 100}},
	)
	onEveryEngine(t, func(t *testing.T, a *api) { run(t, a, []scenario{{"one questionnaire at two touchpoints", steps}}) })
}

func TestComparisonsOfAProgramme(t *testing.T) {
	const compare = "GET /p/comparison?baseline=w1&followUp=w2"
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{{"a programme of twelve locations", append(programme(t), []step{
			{as: "viewer", do: compare, want: 200, has: has{
				"rows.#": 3, "families.#": 2, "families.role=composite.tests": 1, "families.role=indicator.tests": 2,
				"rows.indicator=smile.baseline.n": 20, "rows.indicator=smile.baseline.clusters": 10, "rows.indicator=smile.role": "indicator",
				"rows.role=composite.indicator": "touchpoint:counter", "rows.role=composite.definition.id": "", "rows.role=composite.definitions.#": 2,
				"rows.role=composite.definitions.id=service.weight": 0.75, "rows.role=composite.method.name": "combined", "rows.role=composite.goal": 95,
				"rows.role=composite.goalAttainment.interval.#": 2, "rows.role=composite.baseline.n": 24, "rows.role=composite.title.en": "Counter",
				"rows.indicator=smile.standardised": nil, "rows.indicator=smile.part": absent,
			}},
			{note: "competitors too", as: "viewer", do: compare + "&competitors=include", want: 200, has: has{"rows.indicator=smile.baseline.n": 24}},
			{note: "competitors only", as: "viewer", do: compare + "&competitors=only", want: 200, has: has{"rows.indicator=smile.baseline.n": 4, "rows.indicator=smile.verdict": "noTest", "rows.indicator=nps": absent}},
			{note: "one arm", as: "viewer", do: compare + "&arm=test", want: 200, has: has{"rows.indicator=smile.baseline.n": 10, "rows.indicator=smile.verdict": "improved"}},
			{note: "a tag and a segment", as: "viewer", do: compare + "&tag=south&segment.age=young", want: 200, has: has{"rows.indicator=smile.baseline.n": 5, "rows.indicator=nps": absent}},
			{note: "two locations", as: "viewer", do: compare + "&location=l0&location=l1", want: 200, has: has{"rows.indicator=smile.baseline.n": 4}},
			{note: "a brand of a competitor needs the word", as: "viewer", do: compare + "&brand=Rival", want: 200, has: has{"rows.#": 0}},
			{note: "by definition", as: "viewer", do: compare + "&rows=indicators", want: 200, has: has{"rows.#": 2, "families.#": 1}},
			{note: "at an equal mix", as: "viewer", do: compare + "&standardise=segment.age", want: 200, has: has{
				"rows.indicator=smile.standardised.strata": 2, "rows.indicator=smile.standardised.covered": 1, "rows.indicator=smile.standardised.left.#": 0, "rows.indicator=smile.standardised.interval.#": 2}},
			{note: "what is not known", as: "viewer", do: compare + "&tag=west&arm=none&segment.size=big&competitors=perhaps&brand=", want: 422, has: has{
				"code": "choice.unknown", "fields.path=tag.code": "unknown", "fields.path=arm.code": "unknown", "fields.#": 4, "fields.path=competitors.code": "unknown", "fields.path=brand": absent}},
			{as: "viewer", do: compare + "&rows=columns", want: 422, has: has{"fields.0.path": "rows"}},
			{as: "viewer", do: compare + "&standardise=shoe", want: 422, has: has{"fields.0.path": "standardise"}},
			{as: "stranger", do: compare, want: 404},

			{as: "viewer", do: "GET /p/choices?wave=w1&wave=w2", want: 200, has: has{
				"traits.name=location.values.#": 12, "traits.name=location.values.value=l0.n": 6, "traits.name=location.values.value=l0.title.en": "Place 0",
				"traits.name=location.values.value=l10.competitor": true, "traits.name=tag.values.value=north.n": 28, "traits.name=arm.values.value=test.title.en": "North",
				"traits.name=brand.values.value=Rival.competitor": true, "traits.question=age.title.en": "Your age",
				"traits.question=age.values.value=old.title.en": "Old", "traits.question=age.values.value=old.n": 24, "traits.name=account": absent, "traits.name=link.values.#": 32,
			}},
			{as: "viewer", do: "GET /p/choices?wave=w9", want: 404, has: has{"code": "wave.unknown"}},
			{as: "viewer", do: "GET /p/choices", want: 200, has: has{"traits.name=language.values.value=en.n": 56}},
			{as: "stranger", do: "GET /p/choices", want: 404},

			{as: "viewer", do: "GET /p/comparison/parts?baseline=w1&followUp=w2&indicator=smile&by=tag", want: 200, has: has{
				"whole.baseline.n": 20, "rows.#": 2, "rows.0.part.value": "north", "rows.0.verdict": "improved", "rows.0.change.estimate": 1.4, "rows.1.part.value": "south", "rows.1.change.estimate": 0.2, "families.0.tests": 2}},
			{as: "viewer", do: "GET /p/comparison/parts?baseline=w1&followUp=w2&indicator=touchpoint:counter&by=location&competitors=include", want: 200, has: has{
				"rows.#": 12, "rows.0.part.title.en": present, "rows.0.notes.code=withinLocation": present}},
			{as: "viewer", do: "GET /p/comparison/parts?baseline=w1&followUp=w2&indicator=smile&by=segment.age&definition=service", want: 200, has: has{"rows.#": 2, "rows.0.part.title.en": present}},
			{as: "viewer", do: "GET /p/comparison/parts?baseline=w1&followUp=w2&indicator=shine&by=tag", want: 404, has: has{"code": "indicator.unknown"}},
			{as: "viewer", do: "GET /p/comparison/parts?baseline=w1&followUp=w2&by=weather", want: 422, has: has{"fields.path=indicator.code": "required", "fields.path=by.code": "unknown"}},
			{as: "stranger", do: "GET /p/comparison/parts?baseline=w1&followUp=w2&indicator=smile&by=tag", want: 404},

			{as: "viewer", do: "GET /p/pilot?baseline=w1&followUp=w2&test=test&control=control", want: 200, has: has{
				"arms.test.title.en": "North", "arms.test.locations": 5, "arms.control.locations": 5, "rows.indicator=smile.change.estimate": 1.2, "rows.indicator=smile.verdict": "improved",
				"rows.indicator=smile.relevant": present, "rows.indicator=smile.test.baseline.n": 10, "rows.indicator=smile.control.followUp.clusters": 5, "rows.indicator=smile.parallel.interval.#": 2,
				"rows.indicator=smile.method.name": "differenceInDifferences", "rows.indicator=nps.verdict": "noTest", "rows.role=composite.change.estimate": present, "families.#": 2}},
			{as: "viewer", do: "GET /p/pilot?baseline=w1&followUp=w2&test=test&control=test", want: 422, has: has{"fields.path=control.code": "differs"}},
			{as: "viewer", do: "GET /p/pilot?baseline=w1&followUp=w2&test=other", want: 422, has: has{"fields.path=test.code": "unknown", "fields.path=control.code": "required"}},
			{as: "stranger", do: "GET /p/pilot?baseline=w1&followUp=w2&test=test&control=control", want: 404},
		}...)}})
	})
}
