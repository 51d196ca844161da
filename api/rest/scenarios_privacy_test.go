package rest_test

import (
	"fmt"
	"testing"
)

// identifying asks who answers on which device, and calculates from it.
const identifying = `{"id":"visit","version":2,"kind":"mystery","title":{"en":"Visit"},"defaultLanguage":"en",
 "choices":{"yes_no":[{"name":"yes","label":{"en":"Yes"},"points":1},{"name":"no","label":{"en":"No"},"points":0}]},
 "body":[{"type":"username","name":"who"},{"type":"deviceid","name":"phone"},
  {"type":"calculate","name":"line","calculation":"concat('by ', ${who})"},{"type":"calculate","name":"twice","calculation":"concat(${line}, '!')"},
  {"type":"select_one","name":"greeted","choices":"yes_no","label":{"en":"Greeted?"}},
  {"type":"image","name":"queue","label":{"en":"Photo"},"relevant":"${greeted} = 'no'"},
  {"type":"repeat","name":"people","label":{"en":"People"},"body":[{"type":"text","name":"role","label":{"en":"Role"}},{"type":"calculate","name":"seen","calculation":"concat('seen ', ${line})"},{"type":"image","name":"face","label":{"en":"Face"}}]}],
 "cluster":"who"}`

func medium(digest, content string) string {
	return fmt.Sprintf(`{"id":%q,"name":"p.png","type":"image/png","size":%d,"sha256":%q}`, digest, len(content), digest)
}

func TestNobodyLearnsWhatIsNotForThem(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		queue, queueDigest := photo(t, 31)
		face, faceDigest := photo(t, 32)
		files := "/p/responses/" + reported + "/attachments/"
		announce := `"attachments":[{"id":"` + queueDigest + `","question":"queue","name":"q.png","size":` + fmt.Sprint(len(queue)) + `},{"id":"` + faceDigest + `","question":"people[2].face","name":"f.png","size":` + fmt.Sprint(len(face)) + `}]`
		body := fmt.Sprintf(`{"id":"%s","assignment":"{assignment}","definition":{"id":"visit","version":2},"language":"en","submittedAt":"2026-03-01T10:01:00Z",%s,
			"answers":{"who":"Real Name","phone":"device-7","line":"by Real Name","twice":"by Real Name!","greeted":"no","queue":%s,"people":[{"role":"a","seen":"seen by Real Name"},{"role":"b","seen":"seen by Real Name","face":%s}]}}`,
			reported, announce, medium(queueDigest, queue), medium(faceDigest, face))
		last := reported
		review := func(id, rest string) step {
			s := step{as: "reviewer", do: "POST /p/responses/" + reported + "/reviews", body: decision(id, last, rest), want: 200}
			last = event(id)
			return s
		}
		correct := func(id, changes string) step {
			s := step{as: "reviewer", do: "POST /p/responses/" + reported + "/corrections", body: decision(id, last, `"changes":`+changes+`,"reason":"A customer's face."`), want: 200}
			last = event(id)
			return s
		}
		run(t, a, []scenario{
			{"who answered on which device, and what was taken out of the answers", append(planVisit(t),
				step{as: "lead", do: "POST /p/definitions", body: identifying, want: 201},
				step{as: "shopper", do: "POST /p/responses", body: body, want: 201},
				step{as: "shopper", do: "PUT " + files + queueDigest, body: queue, header: asPicture, want: 204},
				step{as: "shopper", do: "PUT " + files + faceDigest, body: face, header: asPicture, want: 204},
				review("1", `"decision":"approve"`),
				step{as: "reviewer", do: "GET /p/responses/" + reported, want: 200, has: has{"response.answers.who": "Real Name", "response.answers.twice": "by Real Name!", "response.cluster": "Real Name"}},
				step{as: "viewer", do: "GET /p/responses/" + reported, want: 200, has: has{
					"response.answers.who": absent, "response.answers.phone": absent, "response.answers.line": absent, "response.answers.twice": absent, "response.cluster": absent,
					"response.answers.greeted": "no", "response.answers.people.1.role": "b", "response.answers.people.1.seen": absent, "response.answers.people.1.face.sha256": faceDigest, "response.attachments.#": 2}},
				step{as: "viewer", do: "GET " + files + faceDigest, want: 200},
				review("2", `"decision":"reopen","reason":"r"`),
				correct("3", `{"people[1]":null,"people[2].face":null}`),
				review("4", `"decision":"approve"`),
				step{note: "taken out", as: "viewer", do: "GET " + files + faceDigest, want: 404},
				step{note: "left in", as: "viewer", do: "GET " + files + queueDigest, want: 200},
				step{note: "the original stays", as: "reviewer", do: "GET " + files + faceDigest, want: 200},
				step{as: "viewer", do: "GET /p/responses/" + reported, want: 200, has: has{"response.attachments.#": 1, "response.attachments.0.id": queueDigest, "response.answers.people.#": 1}},
				review("5", `"decision":"reopen","reason":"r"`),
				correct("6", `{"greeted":"yes"}`),
				review("7", `"decision":"approve"`),
				step{note: "no longer asked for", as: "viewer", do: "GET " + files + queueDigest, want: 404},
			)},
			{"how reports are checked, and the answers to a quiz", append(planVisit(t),
				step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{"shortestSeconds":321},"countedStates":["approved"]}`, want: 200},
				step{as: "reviewer", do: "GET /projects/{p}", want: 200, has: has{"rules.shortestSeconds": 321, "countedStates.#": 1, "role": "reviewer"}},
				step{as: "viewer", do: "GET /projects/{p}", want: 200, has: has{"rules": absent, "countedStates.#": 1, "role": "viewer"}},
				step{as: "shopper", do: "GET /projects/{p}", want: 200, has: has{"rules": absent, "countedStates": absent, "role": "shopper", "title": present}},
				step{as: "shopper", do: "GET /me", want: 200, has: has{"projects.id={p}.rules": absent, "projects.id={p}.title": present}},
				step{as: "viewer", do: "GET /projects", want: 200, has: has{"items.id={p}.rules": absent}},
				step{as: "lead", do: "GET /projects", want: 200, has: has{"items.id={p}.rules.shortestSeconds": 321}},
				step{as: "viewer", do: "GET /p/definitions/visit/versions/1", want: 200, has: has{"choices.yes_no.0.points": 1, "indicators.#": 1}},
				step{as: "shopper", do: "GET /p/definitions/visit/versions/1", want: 200, has: has{"choices.yes_no.0.points": absent, "choices.yes_no.0.name": "yes", "indicators": absent}},
			)},
		})
	})
}
