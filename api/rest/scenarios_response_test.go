package rest_test

import (
	"fmt"
	"strings"
	"testing"
)

// answers through a link, by id.
func answer(id, answers string) string {
	return fmt.Sprintf(`{"id":"0190a000-0000-7000-8000-00000000%s","definition":{"id":"feedback","version":1},"answers":%s,"language":"en","startedAt":"2026-03-01T10:00:00Z","submittedAt":"2026-03-01T10:01:00Z"}`, id, answers)
}

// openLink are the steps that lead to an open link {link} of wave w1, and a second wave w2.
func openLink(t *testing.T) []step {
	return []step{
		{as: "lead", do: "POST /p/definitions", body: testdata(t, "feedback.json"), want: 201},
		{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
		{as: "lead", do: "PUT /p/waves/w2", body: `{"title":{"en":"Two"},"kind":"followUp","order":2}`, want: 200},
		{as: "lead", do: "POST /p/links", body: `{"title":"Counter","definition":{"id":"feedback","version":1},"wave":"w1"}`, want: 201, keep: map[string]string{"link": "id"}},
	}
}

// planVisit are the steps that lead to an assignment {assignment} of the shopper.
func planVisit(t *testing.T) []step {
	return []step{
		{as: "lead", do: "POST /p/definitions", body: testdata(t, "visit.json"), want: 201},
		{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200},
		{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich"}`, want: 200},
		{as: "lead", do: "POST /p/assignments", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","firstDay":"2026-03-01","lastDay":"2026-03-02"}`, want: 201, keep: map[string]string{"assignment": "id"}},
	}
}

func report(id, rest string) string {
	return fmt.Sprintf(`{"id":"0190b000-0000-7000-8000-00000000%s","assignment":"{assignment}","definition":{"id":"visit","version":1},"language":"en","submittedAt":"2026-03-01T10:01:00Z",%s}`, id, rest)
}

func TestCustomersAnswer(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"an answer arrives once, however often it is sent", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9}`), want: 201},
				step{note: "again", do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9}`), want: 200},
				step{note: "other order of members", do: "POST /links/{link}/responses", want: 200,
					body: `{"answers":{"recommend":9.0},"submittedAt":"2026-03-01T10:01:00.000Z","startedAt":"2026-03-01T11:00:00+01:00","language":"en","definition":{"version":1,"id":"feedback"},"id":"0190a000-0000-7000-8000-00000000{n}1"}`},
				step{note: "other content", do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":1}`), want: 409, has: has{"code": "response.conflict"}},
				step{as: "viewer", do: "GET /p/responses", want: 200, has: has{"items.#": 1, "items.0.source": "link", "items.0.state": "submitted", "items.0.answers": absent}, keep: map[string]string{"response": "items.0.id"}},
				step{as: "viewer", do: "GET /p/responses/{response}", want: 200, has: has{"response.answers.recommend": 9, "response.indicators.nps.value": 100, "response.person": absent, "response.events.#": 0, "score": nil, "definition.id": "feedback"}},
				step{as: "stranger", do: "GET /q/responses/{response}", want: 404, has: has{"code": "response.unknown"}},
			)},
			{"answers that break a rule are refused by question", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: answer("{n}2", `{}`), want: 422, has: has{"fields.path=recommend.code": "required"}},
				step{do: "POST /links/{link}/responses", body: answer("{n}2", `{"recommend":11}`), want: 422, has: has{"fields.path=recommend.code": present}},
				step{do: "POST /links/{link}/responses", body: answer("{n}2", `{"recommend":"nine"}`), want: 422, has: has{"fields.path=recommend.code": "type"}},
				step{do: "POST /links/{link}/responses", body: answer("{n}2", `{"recommend":9,"extra":1}`), want: 422, has: has{"fields.path=extra.code": "unknown"}},
				step{note: "mended", do: "POST /links/{link}/responses", body: answer("{n}2", `{"recommend":9}`), want: 201},
				step{as: "viewer", do: "GET /p/responses", want: 200, has: has{"items.#": 1}},
			)},
			{"what is not relevant is not stored", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: answer("{n}3", `{"recommend":9,"why":"typed, then changed my mind"}`), want: 201},
				step{as: "viewer", do: "GET /p/responses", want: 200, keep: map[string]string{"response": "items.0.id"}},
				step{as: "viewer", do: "GET /p/responses/{response}", want: 200, has: has{"response.answers": map[string]any{"recommend": 9}}},
			)},
			{"a submission of the wrong shape", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: `{"id":7}`, want: 422, has: has{"code": "request.shape", "fields.path=id.code": "type"}},
				step{do: "POST /links/{link}/responses", body: strings.Replace(answer("0004", `{}`), `"answers"`, `"anwsers"`, 1), want: 422, has: has{"fields.path=anwsers.code": "unknown"}},
				step{do: "POST /links/{link}/responses", body: answer("0004", `{}`) + "x", want: 400, has: has{"code": "request.json"}},
				step{do: "POST /links/{link}/responses", body: answer("0004", `{`), want: 400},
				step{do: "POST /links/{link}/responses", body: strings.Replace(answer("0004", `{"recommend":1}`), "0190a000-", "0190A000-", 1), want: 422, has: has{"fields.path=id.code": "format"}},
				step{do: "POST /links/{link}/responses", body: strings.Replace(answer("0004", `{"recommend":1}`), "2026-03-01T10:01:00Z", "yesterday", 1), want: 422, has: has{"fields.path=submittedAt.code": "format"}},
				step{do: "POST /links/{link}/responses", body: strings.Replace(answer("0004", `{"recommend":1}`), `"feedback"`, `"visit"`, 1), want: 422, has: has{"fields.0.path": "definition.id"}},
				step{do: "POST /links/{link}/responses", body: strings.Replace(answer("0004", `{"recommend":1}`), `"version":1`, `"version":9`, 1), want: 404, has: has{"code": "definition.unknown"}},
				step{do: "POST /links/{link}/responses", body: `recommend=9`, header: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, want: 415, has: has{"code": "request.mediaType"}},
				step{do: "POST /links/{link}/responses", body: answer("0004", `{"recommend":1,"why":"`+strings.Repeat("x", 1<<20)+`"}`), want: 413, has: has{"code": "request.tooLarge"}},
				step{do: "POST /links/{link}/responses", body: answer("0004", `{"recommend":1,"why":"`+"\xff"+`"}`), want: 400, has: has{"code": "request.json"}},
				step{do: "POST /links/none/responses", body: answer("0004", `{"recommend":1}`), want: 404, has: has{"code": "link.unknown"}},
				step{do: "PUT /links/{link}/responses", body: answer("0004", `{"recommend":1}`), want: 405, has: has{"code": "request.method"}},
				step{do: "GET /nothing", want: 404, has: has{"code": "request.path"}},
			)},
			{"a closed link takes what was typed in good faith", append(openLink(t),
				step{as: "lead", do: "PUT /p/links/{link}", body: `{"title":"Counter","definition":{"id":"feedback","version":1},"wave":"w1","closed":true}`, want: 200},
				step{do: "POST /links/{link}/responses", body: answer("{n}5", `{"recommend":9}`), want: 201},
				step{note: "submitted long after the closing", do: "POST /links/{link}/responses", body: strings.Replace(answer("{n}6", `{"recommend":9}`), "2026-03-01T10:01:00Z", "2099-01-01T00:00:00Z", 1), want: 403, has: has{"code": "link.closed"}},
			)},
			{"late and impossible times are flagged, never refused", append(openLink(t),
				step{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","lastDay":"2026-02-28"}`, want: 200},
				step{do: "POST /links/{link}/responses", body: answer("{n}7", `{"recommend":9}`), want: 201},
				step{do: "POST /links/{link}/responses", body: strings.Replace(answer("{n}8", `{"recommend":9}`), "2026-03-01T10:01:00Z", "2090-01-01T00:00:00Z", 1), want: 201},
				step{do: "POST /links/{link}/responses", body: strings.Replace(answer("{n}9", `{"recommend":9}`), "2026-03-01T10:01:00Z", "2026-02-28T10:01:00Z", 1), want: 201},
				step{as: "lead", do: "GET /p/responses", want: 200, has: has{
					"items.2.flags.0.code": "outsideWindow", "items.1.flags.code=clockAhead.message": present,
					"items.0.flags.0.code": "clockBackwards", "items.0.flags.#": 1}},
			)},
			{"the comparison counts an answer at once", append(openLink(t),
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.#": 0}},
				step{do: "POST /links/{link}/responses", body: answer("{n}a", `{"recommend":9}`), want: 201},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.indicator=nps.baseline.n": 1, "rows.indicator=nps.baseline.estimate": 100, "rows.indicator=nps.followUp.n": 0, "rows.indicator=nps.verdict": "noTest"}},
				step{note: "again", do: "POST /links/{link}/responses", body: answer("{n}a", `{"recommend":9}`), want: 200},
				step{do: "POST /links/{link}/responses", body: answer("{n}b", `{"recommend":2}`), want: 201},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.indicator=nps.baseline.n": 2, "rows.indicator=nps.baseline.estimate": 0}},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1", want: 422, has: has{"fields.path=followUp.code": "required"}},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w1", want: 422},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w9", want: 404, has: has{"code": "wave.unknown"}},
			)},
			{"lists narrow and page", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: answer("{n}c", `{"recommend":1}`), want: 201},
				step{do: "POST /links/{link}/responses", body: answer("{n}d", `{"recommend":2}`), want: 201},
				step{do: "POST /links/{link}/responses", body: answer("{n}e", `{"recommend":3}`), want: 201},
				step{as: "viewer", do: "GET /p/responses?wave=w1&limit=2", want: 200, has: has{"items.#": 2}, keep: map[string]string{"next": "next"}},
				step{as: "viewer", do: "GET /p/responses?wave=w1&limit=2&after={next}", want: 200, has: has{"items.#": 1, "next": absent}},
				step{as: "viewer", do: "GET /p/responses?wave=w2", want: 200, has: has{"items.#": 0}},
				step{as: "viewer", do: "GET /p/responses?definition=feedback&state=submitted&source=link", want: 200, has: has{"items.#": 3}},
				step{as: "viewer", do: "GET /p/responses?state=approved", want: 200, has: has{"items.#": 0}},
				step{as: "viewer", do: "GET /p/responses?source=import", want: 200, has: has{"items.#": 0}},
				step{as: "stranger", do: "GET /q/responses", want: 200, has: has{"items.#": 0}},
			)},
		})
	})
}

func TestShoppersReport(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"a report is scored and shown with its points", append(planVisit(t),
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", `"answers":{"greeted":"yes","smiled":"no","wait":3}`), want: 201, has: has{"state": "submitted", "complete": true, "missing.#": 0, "flags.#": 0}, keep: map[string]string{"response": "id"}},
				step{note: "again", as: "shopper", do: "POST /p/responses", body: report("{n}1", `"answers":{"greeted":"yes","smiled":"no","wait":3}`), want: 200, has: has{"complete": true}},
				step{note: "other content", as: "shopper", do: "POST /p/responses", body: report("{n}1", `"answers":{"greeted":"no"}`), want: 409, has: has{"code": "response.conflict"}},
				step{as: "lead", do: "GET /p/responses/{response}", want: 200, has: has{
					"score.total.percent": 50, "score.questions.name=greeted.earned": 1, "score.questions.name=smiled.earned": 0,
					"response.person": "{shopper}", "response.location": "zh01", "response.events.0.person": "{shopper}"}},
				step{as: "lead", do: "GET /p/responses", want: 200, has: has{"items.0.score": 50}},
				step{as: "lead", do: "GET /p/assignments", want: 200, has: has{"items.0.response": "{response}", "items.0.responseState": "submitted"}},
				step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.0.response.id": "{response}", "items.0.response.complete": true}},
			)},
			{"a report that breaks rules is kept and flagged", append(planVisit(t),
				step{as: "shopper", do: "POST /p/responses", body: report("{n}2", `"answers":{"wait":900,"smiled":"perhaps","extra":[1]}`), want: 201, keep: map[string]string{"response": "id"}},
				step{as: "reviewer", do: "GET /p/responses/{response}", want: 200, has: has{
					"response.flags.question=greeted.code": "required", "response.flags.question=wait.code": "constraint", "response.flags.question=wait.message": "0 to 240",
					"response.flags.question=smiled.code": "choice", "response.flags.question=extra.code": "unknown", "response.flags.question=extra.value": []int{1},
					"response.events.0.answers.wait": 900}},
			)},
			{"a report out of its days, for a cancelled visit, and a second one", append(planVisit(t),
				step{as: "lead", do: "PUT /p/assignments/{assignment}", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","firstDay":"2026-03-05","cancelled":true}`, want: 200},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}3", `"answers":{"greeted":"yes"}`), want: 201, has: has{"flags.code=outsideWindow.message": present, "flags.code=assignmentCancelled.message": present}},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}4", `"answers":{"greeted":"yes"}`), want: 201, has: has{"flags.code=secondReport.message": present}},
			)},
			{"an older version on the phone is still good", append(planVisit(t),
				step{as: "lead", do: "POST /p/definitions", body: strings.Replace(testdata(t, "visit.json"), `"version": 1`, `"version": 2`, 1), want: 201},
				step{as: "lead", do: "PUT /p/assignments/{assignment}", body: `{"wave":"w1","definition":{"id":"visit","version":2},"location":"zh01","person":"{shopper}"}`, want: 200},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}5", `"answers":{"greeted":"yes"}`), want: 201},
			)},
			{"reports are for one's own assignments", append(planVisit(t),
				step{as: "shopper2", do: "POST /p/responses", body: report("{n}6", `"answers":{"greeted":"yes"}`), want: 404, has: has{"code": "assignment.unknown"}},
				step{as: "stranger", do: "POST /q/responses", body: report("{n}6", `"answers":{"greeted":"yes"}`), want: 404, has: has{"code": "assignment.unknown"}},
				step{as: "reviewer", do: "POST /p/responses", body: report("{n}6", `"answers":{"greeted":"yes"}`), want: 403},
				step{do: "POST /p/responses", body: report("{n}6", `"answers":{"greeted":"yes"}`), want: 401},
				step{note: "on a shopper's behalf", as: "lead", do: "POST /p/responses", body: report("{n}6", `"answers":{"greeted":"yes"}`), want: 201, keep: map[string]string{"response": "id"}},
				step{as: "lead", do: "GET /p/responses/{response}", want: 200, has: has{"response.person": "{shopper}", "response.events.0.person": "{lead}"}},
			)},
		})
	})
}
