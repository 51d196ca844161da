package rest_test

import (
	"fmt"
	"strings"
	"testing"
)

// round is a report of the definition rounds.
func round(id string, version int, answers, rest string) string {
	return fmt.Sprintf(`{"id":"0190b000-0000-7000-8000-00000000%s","assignment":"{assignment}","definition":{"id":"rounds","version":%d},"answers":%s,"submittedAt":"2026-03-01T10:01:00Z"%s}`, id, version, answers, rest)
}

func TestRepeatsInTwoVersions(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		first := testdata(t, "rounds.json")
		// The second version is stricter, knows another question, and has forgotten one.
		second := strings.NewReplacer(`"version": 1`, `"version": 2`, ". <= 60", ". <= 30", `"name": "badge"`, `"name": "shield"`, `"At most 60"`, `"At most 30"`).Replace(first)
		content, digest := photo(t, 7)
		media := fmt.Sprintf(`{"id":%q,"name":"b.png","type":"image/png","size":%d,"sha256":%q}`, digest, len(content), digest)
		plan := []step{
			{as: "lead", do: "POST /p/definitions", body: first, want: 201},
			{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200},
			{as: "lead", do: "PUT /p/waves/w2", body: `{"title":{"en":"Two"},"kind":"followUp"}`, want: 200},
			{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich"}`, want: 200},
			{as: "lead", do: "POST /p/assignments", body: `{"wave":"w1","definition":{"id":"rounds","version":1},"location":"zh01","person":"{shopper}"}`, want: 201, keep: map[string]string{"assignment": "id"}},
		}
		shown := "GET /p/responses/0190b000-0000-7000-8000-00000000{n}1"
		run(t, a, []scenario{
			{"an old phone's report is read by its own version", append(plan,
				step{as: "lead", do: "POST /p/definitions", body: second, want: 201},
				step{as: "lead", do: "PUT /p/assignments/{assignment}", body: `{"wave":"w1","definition":{"id":"rounds","version":2},"location":"zh01","person":"{shopper}"}`, want: 200},
				step{as: "shopper", do: "POST /p/responses", body: round("{n}1", 1, `{"people":[{"who":"Ada","wait":20},{"who":"Grace","wait":50}]}`, ""), want: 201, has: has{"flags.#": 0, "complete": true}},
				step{as: "lead", do: shown, want: 200, has: has{"definition.version": 1, "response.indicators.waiting.value": 35, "response.answers.people.1.wait": 50, "response.answers.people.#": 2}},
				step{note: "the new version is stricter", as: "shopper", do: "POST /p/responses", body: round("{n}2", 2, `{"people":[{"who":"Ada","wait":20},{"who":"Grace","wait":50}]}`, ""), want: 201,
					has: has{"flags.code=constraint.question": "people[2].wait", "flags.code=constraint.message": "At most 30"}},
				step{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline"}`, want: 200},
			)},
			{"what is wrong inside an instance is named by its path", append(plan,
				step{as: "shopper", do: "POST /p/responses", body: round("{n}1", 1, `{"people":[{"who":"Ada"},{"wait":"long"},{"who":"Grace","extra":1}]}`, ""), want: 201, has: has{
					"flags.code=required.question": "people[2].who", "flags.code=type.question": "people[2].wait", "flags.code=type.value": "long",
					"flags.code=unknown.question": "people[3].extra", "flags.code=unknown.value": 1}},
				step{as: "lead", do: shown, want: 200, has: has{"response.answers.people.#": 3, "response.answers.people.1.wait": absent}},
			)},
			{"a photo inside an instance is expected, announced or not", append(plan,
				step{as: "shopper", do: "POST /p/responses", body: round("{n}1", 1, `{"people":[{"who":"Ada"},{"who":"Grace","badge":`+media+`}]}`, ""), want: 201, has: has{"complete": false, "missing": []string{digest}}},
				step{as: "lead", do: shown, want: 200, has: has{"response.attachments.0.question": "people[2].badge", "response.attachments.0.present": false}},
				step{as: "shopper", do: "PATCH /p/responses/0190b000-0000-7000-8000-00000000{n}1/attachments/" + digest, body: content, header: piece(0, len(content)), want: 204},
				step{as: "lead", do: shown, want: 200, has: has{"response.complete": true, "response.attachments.0.present": true}},
			)},
			{"a long report is no smaller a report", append(plan,
				step{as: "shopper", do: "POST /p/responses", body: round("{n}1", 1, `{"people":[`+strings.Repeat(`{"who":"`+strings.Repeat("x", 3000)+`"},`, 399)+`{"who":"Ada"}]}`, ""), want: 201, has: has{"flags.#": 0}},
				step{as: "lead", do: shown, want: 200, has: has{"response.answers.people.#": 400, "response.answers.people.399.who": "Ada"}},
				step{note: "beyond all measure", as: "shopper", do: "POST /p/responses", body: round("{n}2", 1, `{"people":[{"who":"`+strings.Repeat("x", 5<<20)+`"}]}`, ""), want: 413},
			)},
			{"the time at questions is kept and makes an indicator", append(plan,
				step{as: "shopper", do: "POST /p/responses", body: round("{n}1", 1, `{"people":[{"who":"Ada"},{"who":"Grace"}]}`, `,"timing":{"questions":{"people[1].who":4.5,"people[2].who":3.1},"pauses":1}`), want: 201},
				step{as: "lead", do: shown, want: 200, has: has{"response.timing": map[string]any{"questions": map[string]any{"people[1].who": 4.5, "people[2].who": 3.1}, "pauses": 1}, "response.indicators.looking.value": 8}},
				step{note: "times that cannot be are no reason to refuse a report", as: "shopper", do: "POST /p/responses", want: 201,
					body: round("{n}2", 1, `{"people":[{"who":"Ada"},{"who":"Grace"}]}`, `,"timing":{"questions":{"people[1].who":-1,"people[2].who":2.5,"people[2].wait":1e300,"people[3].who":1,"nothing":7,"$x.\u0000":1,"":2},"pauses":-3}`)},
				step{as: "lead", do: strings.Replace(shown, "{n}1", "{n}2", 1), want: 200, has: has{"response.timing": map[string]any{"questions": map[string]any{"people[2].who": 2.5}}}},
				step{note: "without times", as: "shopper", do: "POST /p/responses", body: round("{n}3", 1, `{}`, ""), want: 201},
				step{as: "lead", do: strings.Replace(shown, "{n}1", "{n}3", 1), want: 200, has: has{"response.timing": absent}},
			)},
			{"waves with different versions are compared with a note", append(plan,
				step{as: "shopper", do: "POST /p/responses", body: round("{n}1", 1, `{"people":[{"who":"Ada","wait":20}]}`, ""), want: 201},
				step{as: "lead", do: "POST /p/definitions", body: strings.Replace(second, `"Minutes"`, `"Minutes of waiting"`, 1), want: 201},
				step{as: "lead", do: "POST /p/assignments", body: `{"wave":"w2","definition":{"id":"rounds","version":2},"location":"zh01","person":"{shopper}"}`, want: 201, keep: map[string]string{"assignment": "id"}},
				step{as: "shopper", do: "POST /p/responses", body: round("{n}2", 2, `{"people":[{"who":"Ada","wait":10}]}`, ""), want: 201},
				step{as: "viewer", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.#": 2, "rows.indicator=waiting.notes.code=wordingChanged.text.en": present, "rows.indicator=looking.notes.code=wordingChanged": absent}},
			)},
		})
	})
}
