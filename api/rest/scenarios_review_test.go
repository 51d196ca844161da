package rest_test

import (
	"fmt"
	"testing"
)

// event gives the id of an event, apart from those of other scenarios.
func event(id string) string { return "0190e000-0000-7000-8000-00000000{n}" + id }

func decision(id, base, rest string) string {
	return fmt.Sprintf(`{"id":"%s","base":"%s",%s}`, event(id), base, rest)
}

const reported = "0190b000-0000-7000-8000-00000000{n}1"

// visited are the steps that lead to a report of the shopper.
func visited(t *testing.T) []step {
	return append(planVisit(t), step{as: "shopper", do: "POST /p/responses", body: report("{n}1", `"answers":{"greeted":"yes","smiled":"no","wait":3}`), want: 201})
}

func TestReportsAreReviewed(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		reviews, shown := "POST /p/responses/"+reported+"/reviews", "GET /p/responses/"+reported
		run(t, a, []scenario{
			{"approved with a grade, once", append(visited(t),
				step{as: "viewer", do: shown, want: 404, has: has{"code": "response.unknown"}},
				step{as: "reviewer", do: shown, want: 200, has: has{"history.#": 1, "history.0.id": reported, "history.0.personName": "shopper", "history.0.answers": absent, "previous.0.answers.wait": 3, "personName": "shopper", "locationTitle": "Zurich"}},
				step{as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"approve","grade":9`), want: 200, has: has{"response.state": "approved", "response.grade": 9, "history.1.decision": "approve", "history.1.personName": "reviewer"}},
				step{note: "again", as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"approve","grade":9`), want: 200, has: has{"history.#": 2}},
				step{note: "the same id, another decision", as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"reject","reason":"no"`), want: 409, has: has{"code": "response.conflict"}},
				step{note: "somebody who looked before", as: "lead", do: reviews, body: decision("b", reported, `"decision":"reject","reason":"no"`), want: 409, has: has{"code": "response.stale"}},
				step{note: "decided already", as: "lead", do: reviews, body: decision("b", event("a"), `"decision":"reject","reason":"no"`), want: 422, has: has{"code": "review.transition"}},
				step{note: "without a reason", as: "lead", do: reviews, body: decision("b", event("a"), `"decision":"reopen"`), want: 422, has: has{"fields.0.path": "reason"}},
				step{as: "lead", do: reviews, body: decision("b", event("a"), `"decision":"reopen","reason":"The photo is of another day."`), want: 200, has: has{"response.state": "inReview", "response.grade": absent}},
				step{as: "lead", do: reviews, body: decision("c", event("b"), `"decision":"reject","reason":"The photo is of another day."`), want: 200, has: has{"response.state": "rejected"}},
			)},
			{"returned with comments and a deadline", append(visited(t),
				step{as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"return"`), want: 422, has: has{"fields.0.path": "comments"}},
				step{as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"return","comments":[{"question":"wait","text":" "}]`), want: 422, has: has{"fields.0.path": "comments[0].text"}},
				step{as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"return","deadline":"2026-01-01","comments":[{"question":"wait","text":"From when?"}]`), want: 422, has: has{"fields.0.path": "deadline"}},
				step{as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"return","comments":[{"question":"wait","text":"From when?"}]`), want: 200, has: has{"response.state": "returned", "response.deadline": present, "history.1.comments.0.question": "wait"}},
				step{as: "reviewer", do: reviews, body: decision("b", event("a"), `"decision":"approve"`), want: 200, has: has{"response.state": "approved", "response.deadline": absent}},
			)},
			{"two reviewers where the project asks for it", append(visited(t),
				step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{"secondReviewer":true}}`, want: 200, has: has{"rules.secondReviewer": true}},
				step{as: "reviewer", do: reviews, body: decision("a", reported, `"decision":"approve","grade":7`), want: 200, has: has{"response.state": "inReview", "response.awaitsSecond": "{reviewer}"}},
				step{as: "reviewer", do: reviews, body: decision("b", event("a"), `"decision":"approve"`), want: 422, has: has{"code": "review.sameReviewer"}},
				step{as: "lead", do: reviews, body: decision("b", event("a"), `"decision":"approve"`), want: 200, has: has{"response.state": "approved", "response.awaitsSecond": absent, "response.grade": 7, "history.2.decision": "confirm"}},
			)},
			{"a correction is a revision with a reason", append(visited(t),
				step{as: "reviewer", do: "POST /p/responses/" + reported + "/corrections", body: decision("a", reported, `"changes":{"smiled":"yes"}`), want: 422, has: has{"fields.0.path": "reason"}},
				step{as: "reviewer", do: "POST /p/responses/" + reported + "/corrections", body: decision("a", reported, `"changes":{"nothing":"yes","smiled":"yes","arrival":"x","note[1].wait":3},"reason":"r"`), want: 422, has: has{"fields.0.path": "arrival", "fields.1.path": "note[1].wait", "fields.2.path": "nothing", "fields.#": 3}},
				step{note: "a photo that did not come with it", as: "reviewer", do: "POST /p/responses/" + reported + "/corrections", body: decision("a", reported, `"changes":{"queue":{"id":"x","name":"x.png","type":"image/png","size":1,"sha256":"`+digestOf("x")+`"}},"reason":"r"`), want: 422, has: has{"fields.0.path": "queue"}},
				step{as: "reviewer", do: "POST /p/responses/" + reported + "/corrections", body: decision("a", reported, `"changes":{"smiled":"yes","wait":null},"reason":"The shopper said so on the phone."`), want: 200, has: has{
					"response.answers.smiled": "yes", "response.answers.wait": absent, "score.total.percent": 100, "previous.0.answers.smiled": "no", "previous.0.answers.wait": 3, "previous.1.answers.smiled": "yes", "history.1.reason": present, "response.state": "submitted"}},
				step{note: "again", as: "reviewer", do: "POST /p/responses/" + reported + "/corrections", body: decision("a", reported, `"changes":{"smiled":"yes","wait":null},"reason":"The shopper said so on the phone."`), want: 200, has: has{"history.#": 2}},
				step{as: "reviewer", do: reviews, body: decision("b", reported, `"decision":"approve"`), want: 409, has: has{"code": "response.stale"}},
				step{as: "reviewer", do: reviews, body: decision("b", event("a"), `"decision":"approve"`), want: 200},
				step{note: "decided", as: "reviewer", do: "POST /p/responses/" + reported + "/corrections", body: decision("c", event("b"), `"changes":{"smiled":"no"},"reason":"r"`), want: 422, has: has{"code": "correction.decided"}},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w1", want: 422},
			)},
			{"a customer's answer is set aside, and the comparison follows at once", append(openLink(t),
				step{do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9}`), want: 201},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.0.baseline.n": 1, "countedStates": []string{"submitted", "inReview", "approved"}}},
				step{note: "nobody could correct it", as: "reviewer", do: "POST /p/responses/0190a000-0000-7000-8000-00000000{n}1/reviews", body: decision("e", "0190a000-0000-7000-8000-00000000{n}1", `"decision":"return","reason":"Say more."`), want: 422, has: has{"code": "review.transition"}},
				step{as: "reviewer", do: "POST /p/responses/0190a000-0000-7000-8000-00000000{n}1/reviews", body: decision("a", "0190a000-0000-7000-8000-00000000{n}1", `"decision":"exclude","reason":"A test of our own."`), want: 200},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.0.baseline.n": absent}},
				step{as: "viewer", do: "GET /p/responses", want: 200, has: has{"items.#": 0}},
				step{as: "lead", do: "GET /p/pay", want: 200, has: has{"items.#": 0}},
				step{note: "it is no report", as: "lead", do: "POST /p/pay", body: `{"event":"` + event("b") + `","responses":["0190a000-0000-7000-8000-00000000{n}1"],"state":"paid"}`, want: 200, has: has{"left.0.code": "response.unknown"}},
				step{as: "reviewer", do: "POST /p/responses/0190a000-0000-7000-8000-00000000{n}1/reviews", body: decision("c", event("a"), `"decision":"reopen","reason":"It was none."`), want: 200, has: has{"response.state": "inReview"}},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.0.baseline.n": 1}},
				step{as: "lead", do: "PATCH /projects/{p}", body: `{"countedStates":["approved"],"rules":{"radius":50,"shortText":-1,"returnDays":400}}`, want: 422, has: has{"fields.0.path": "rules.returnDays", "fields.1.path": "rules.shortText", "fields.#": 2}},
			)},
			{"the client appeals and gets an answer", append(visited(t),
				step{as: "viewer", do: "POST /p/responses/" + reported + "/appeals", body: `{"id":"` + event("a") + `","text":"That was not our store."}`, want: 404},
				step{as: "lead", do: "POST /p/responses/" + reported + "/appeals", body: `{"id":"` + event("a") + `","text":"That was not our store."}`, want: 422, has: has{"code": "appeal.early"}},
				step{as: "reviewer", do: reviews, body: decision("b", reported, `"decision":"approve"`), want: 200},
				step{as: "viewer", do: "POST /p/responses/" + reported + "/appeals", body: `{"id":"` + event("a") + `","text":"That was not our store."}`, want: 200, has: has{"history.#": 1, "history.0.text": "That was not our store.", "history.0.person": absent, "response.events.#": 0}},
				step{note: "again", as: "viewer", do: "POST /p/responses/" + reported + "/appeals", body: `{"id":"` + event("a") + `","text":"That was not our store."}`, want: 200, has: has{"history.#": 1}},
				step{as: "lead", do: "POST /p/responses/" + reported + "/appeals", body: `{"id":"` + event("c") + `","text":"Me too."}`, want: 422, has: has{"code": "appeal.open"}},
				step{as: "reviewer", do: "POST /p/responses/" + reported + "/appeals/" + event("a") + "/outcome", body: `{"id":"` + event("d") + `","outcome":"perhaps","text":"Hm."}`, want: 422, has: has{"fields.0.path": "outcome"}},
				step{as: "reviewer", do: "POST /p/responses/" + reported + "/appeals/" + event("a") + "/outcome", body: `{"id":"` + event("d") + `","outcome":"rejected","text":"It was: see the sign in the photo."}`, want: 200, has: has{"history.3.outcome": "rejected", "response.state": "approved"}},
				step{as: "lead", do: "POST /p/responses/" + reported + "/appeals/" + event("a") + "/outcome", body: `{"id":"` + event("e") + `","outcome":"accepted","text":"Yes."}`, want: 409, has: has{"code": "appeal.decided"}},
				step{as: "lead", do: "POST /p/responses/" + reported + "/appeals/" + event("9") + "/outcome", body: `{"id":"` + event("e") + `","outcome":"accepted","text":"Yes."}`, want: 404, has: has{"code": "appeal.unknown"}},
			)},
		})
	})
}
