package rest_test

import (
	"fmt"
	"strings"
	"testing"
)

// revision of the first report of a scenario.
func revision(id, base, rest string) string {
	return fmt.Sprintf(`{"id":"%s","base":"%s","definition":{"id":"visit","version":1},"language":"en","submittedAt":"2026-03-02T10:01:00Z",%s}`, event(id), base, rest)
}

func TestReportsAreRevised(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 1)
		revisions, reviews, shown := "POST /p/responses/"+reported+"/revisions", "POST /p/responses/"+reported+"/reviews", "GET /p/responses/"+reported
		returned := func(digit, base string) step {
			return step{note: "returned", as: "reviewer", do: reviews, body: decision(digit, base, `"decision":"return","comments":[{"question":"wait","text":"From when?"}],"deadline":"2099-03-05"`), want: 200}
		}
		run(t, a, []scenario{
			{"a returned report is corrected and back in the queue", append(visited(t), returned("a", reported),
				step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{
					"items.0.response.state": "returned", "items.0.response.deadline": "2099-03-05", "items.0.response.comments.0.question": "wait", "items.0.response.comments.0.text": "From when?",
					"items.0.response.answers.wait": 3, "items.0.response.base": event("a")}},
				step{note: "of the wrong shape", as: "shopper", do: revisions, body: revision("b", "x", `"answers":{}`), want: 422, has: has{"fields.0.path": "base"}},
				step{note: "for another definition", as: "shopper", do: revisions, body: strings.Replace(revision("b", event("a"), `"answers":{}`), `"visit"`, `"other"`, 1), want: 422, has: has{"fields.0.path": "definition.id"}},
				step{note: "by somebody else", as: "shopper2", do: revisions, body: revision("b", event("a"), `"answers":{}`), want: 404, has: has{"code": "response.unknown"}},
				step{note: "from a foreign project", as: "stranger", do: "POST /q/responses/" + reported + "/revisions", body: revision("b", event("a"), `"answers":{}`), want: 404, has: has{"code": "response.unknown"}},
				step{note: "by a reviewer", as: "reviewer", do: revisions, body: revision("b", event("a"), `"answers":{}`), want: 403},
				step{as: "shopper", do: revisions, body: revision("b", event("a"), `"answers":{"greeted":"yes","smiled":"yes","wait":900},"comment":"From the door."`), want: 201, has: has{"state": "submitted", "complete": true, "flags.question=wait.code": "constraint"}},
				step{note: "again", as: "shopper", do: revisions, body: revision("b", event("a"), `"answers":{"greeted":"yes","smiled":"yes","wait":900},"comment":"From the door."`), want: 200, has: has{"state": "submitted"}},
				step{note: "other content", as: "shopper", do: revisions, body: revision("b", event("a"), `"answers":{}`), want: 409, has: has{"code": "response.conflict"}},
				step{note: "scored anew, the first answers kept", as: "reviewer", do: shown, want: 200, has: has{"score.total.percent": 100, "response.answers.wait": 900, "previous.0.answers.wait": 3, "history.#": 3, "history.2.comment": "From the door.", "response.deadline": absent}},
				step{note: "the first report once more", as: "shopper", do: "POST /p/responses", body: report("{n}1", `"answers":{"greeted":"yes","smiled":"no","wait":3}`), want: 200, has: has{"state": "submitted"}},
				step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.0.response.state": "submitted", "items.0.response.answers": absent, "items.0.response.comments": absent}},
				returned("c", event("b")),
				step{note: "on the shopper's behalf", as: "lead", do: revisions, body: revision("d", event("c"), `"answers":{"greeted":"no"}`), want: 201, has: has{"state": "submitted"}},
			)},
			{"a revision that comes too late is kept, and undoes nothing", append(visited(t), returned("a", reported),
				step{as: "reviewer", do: reviews, body: decision("b", event("a"), `"decision":"approve"`), want: 200},
				step{as: "shopper", do: revisions, body: revision("c", event("a"), `"answers":{"greeted":"no"}`), want: 201, has: has{"state": "approved", "flags.code=revisedAfterDecision.message": present}},
				step{as: "reviewer", do: shown, want: 200, has: has{"response.state": "approved", "response.answers.greeted": "yes", "score.total.percent": 50, "history.#": 4, "history.3.aside": true, "previous.1.answers.greeted": "no"}},
			)},
			{"the base is stale", append(visited(t), returned("a", reported),
				step{note: "one phone", as: "shopper", do: revisions, body: revision("b", event("a"), `"answers":{"greeted":"no"}`), want: 201, has: has{"state": "submitted"}},
				returned("c", event("b")),
				step{note: "the other phone, corrected before", as: "shopper", do: revisions, body: revision("d", event("a"), `"answers":{"greeted":"yes"}`), want: 201, has: has{"state": "returned", "flags.code=revisedAfterDecision.message": present}},
				step{as: "reviewer", do: shown, want: 200, has: has{"response.answers.greeted": "no"}},
				step{note: "what it was asked the second time", as: "shopper", do: revisions, body: revision("e", event("d"), `"answers":{"greeted":"yes"}`), want: 201, has: has{"state": "submitted"}},
			)},
			{"a revision that overtakes its report comes again", append(planVisit(t),
				step{as: "shopper", do: revisions, body: revision("b", event("a"), `"answers":{}`), want: 409, has: has{"code": "response.unknown"}, gives: map[string]string{"Retry-After": "30"}},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", `"answers":{"greeted":"yes"}`), want: 201},
				step{as: "shopper", do: revisions, body: revision("b", event("a"), `"answers":{}`), want: 201},
			)},
			{"photos of a revision complete it, those it replaces stay to be looked at", append(visited(t), returned("a", reported),
				step{as: "shopper", do: revisions, body: revision("b", event("a"), announced(digest, content)), want: 201, has: has{"complete": false, "missing.0": digest}},
				step{as: "shopper", do: "PUT /p/responses/" + reported + "/attachments/" + digest, body: content, header: map[string]string{"Content-Type": "image/png"}, want: 204},
				step{as: "shopper", do: revisions, body: revision("b", event("a"), announced(digest, content)), want: 200, has: has{"complete": true, "missing.#": 0}},
				returned("c", event("b")),
				step{note: "another phone gets the photo", as: "shopper", do: "GET /field/assignments/{assignment}/attachments/" + digest, want: 200, gives: map[string]string{"Content-Type": "image/png"}},
				step{as: "shopper", do: "GET /field/assignments/{assignment}/attachments/" + digestOf("x"), want: 404, has: has{"code": "attachment.unknown"}},
				step{as: "shopper2", do: "GET /field/assignments/{assignment}/attachments/" + digest, want: 404, has: has{"code": "assignment.unknown"}},
				step{as: "lead", do: "GET /field/assignments/{assignment}/attachments/" + digest, want: 404},
				step{as: "shopper", do: revisions, body: revision("d", event("c"), `"answers":{"greeted":"yes"}`), want: 201, has: has{"complete": true}},
				step{as: "reviewer", do: shown, want: 200, has: has{"response.attachments.0.superseded": true, "response.attachments.0.present": true, "response.answers.queue": absent}},
				step{as: "reviewer", do: "GET /p/responses/" + reported + "/attachments/" + digest, want: 200},
			)},
			{"a photo that comes before its revision, or for one kept aside", append(visited(t),
				step{as: "shopper", do: "PUT /p/responses/" + reported + "/attachments/" + digest, body: content, header: map[string]string{"Content-Type": "image/png"}, want: 204},
				step{note: "not returned", as: "shopper", do: revisions, body: revision("b", reported, announced(digest, content)), want: 201, has: has{"state": "submitted", "complete": true, "missing.#": 0}},
				step{as: "reviewer", do: shown, want: 200, has: has{"response.attachments.0.superseded": true, "response.attachments.0.present": true}},
			)},
		})
	})
}
