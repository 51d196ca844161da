package rest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// act is what a shopper does, by the last digit of its id.
func act(digit, kind, rest string) string {
	return fmt.Sprintf(`{"id":"0190d000-0000-7000-8000-00000000{n}%s","kind":%q,"at":"2026-03-01T10:00:00Z"%s}`, digit, kind, rest)
}

// offer are the steps that lead to an assignment kept under a name, like planVisit's with
// other members.
func offer(name, members string) step {
	return step{as: "lead", do: "POST /p/assignments", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01",` + members + `}`, want: 201, keep: map[string]string{name: "id"}}
}

// furnishField are the steps before the first assignment.
func furnishField(t *testing.T) []step { return planVisit(t)[:3] }

func TestTheJobBoard(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{{"work is taken, given back, applied for and given", append(furnishField(t),
			step{as: "lead", do: "PUT /p/locations/be01", body: `{"title":"Bern","address":"Bundesplatz","position":{"lat":46.947,"lon":7.444},"brand":"Rival","tags":["secret"],"note":"the boss is strict","contact":"Eve","radius":50}`, want: 200},
			offer("first", `"person":"","board":"first","state":"offered","lastDay":"2099-03-31","fee":{"amount":2500,"currency":"CHF"},"minimumRating":0`),
			offer("apply", `"person":"","board":"apply","state":"offered","location":"be01","lastDay":"2099-04-30"`),
			offer("planned", `"person":"","board":"first","state":"planned"`),
			offer("over", `"person":"","board":"first","state":"offered","lastDay":"2026-01-31"`),
			offer("mine", `"person":"{shopper2}","state":"offered"`),
			step{as: "shopper", do: "GET /field/jobs", want: 200, has: has{"items.#": 2, "items.0.assignment.id": "{first}", "items.1.assignment.id": "{apply}",
				"items.0.refusals.#": 0, "items.0.applied": false, "items.1.location.title": "Bern", "items.1.location.radius": 50, "items.1.location.note": absent, "items.1.location.tags": absent, "items.1.location.brand": absent,
				"items.0.wave.title.en": "One", "items.0.definition.title.en": "Visit"}},
			step{as: "stranger", do: "GET /field/jobs", want: 200, has: has{"items.#": 0}},
			step{as: "viewer", do: "GET /field/jobs", want: 200, has: has{"items.#": 0}},
			step{as: "reviewer", do: "GET /field/jobs", want: 200, has: has{"items.#": 0}},
			step{note: "not hers", as: "shopper", do: "POST /field/assignments/{mine}/acts", body: act("1", "accept", ""), want: 404, has: has{"code": "assignment.unknown"}},
			step{note: "planned", as: "shopper", do: "POST /field/assignments/{planned}/acts", body: act("1", "accept", ""), want: 404},
			step{note: "a viewer", as: "viewer", do: "POST /field/assignments/{first}/acts", body: act("1", "accept", ""), want: 404},
			step{note: "a stranger", as: "stranger", do: "POST /field/assignments/{first}/acts", body: act("1", "accept", ""), want: 404},
			step{note: "over", as: "shopper", do: "POST /field/assignments/{over}/acts", body: act("1", "accept", ""), want: 422, has: has{"code": "assignment.refused", "fields.code=windowOver.message": present}},
			step{note: "first come", as: "shopper", do: "POST /field/assignments/{first}/acts", body: act("1", "accept", ""), want: 200, has: has{"assignment.state": "accepted", "assignment.person": "{shopper}", "definition.id": "visit", "calendar": present}},
			step{note: "again", as: "shopper", do: "POST /field/assignments/{first}/acts", body: act("1", "accept", ""), want: 200, has: has{"assignment.state": "accepted"}},
			step{note: "the same id for something else", as: "shopper", do: "POST /field/assignments/{first}/acts", body: act("1", "return", `,"reason":"ill"`), want: 409, has: has{"code": "assignment.conflict"}},
			step{note: "a lead who edits what was on the board does not take it away", as: "lead", do: "PUT /p/assignments/{first}", header: map[string]string{"If-Match": `"0190d000-0000-7000-8000-0000000000ff"`},
				body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"","board":"first","state":"offered","lastDay":"2099-03-31"}`, want: 409, has: has{"code": "assignment.stale"}},
			step{note: "too late", as: "shopper2", do: "POST /field/assignments/{first}/acts", body: act("2", "accept", ""), want: 409, has: has{"code": "assignment.taken"}},
			step{note: "it is on the board no more", as: "shopper2", do: "GET /field/jobs", want: 200, has: has{"items.#": 1}},
			step{note: "who did not take it cannot report", as: "shopper2", do: "POST /p/responses", body: strings.Replace(report("{n}1", `"answers":{"greeted":"yes"}`), "{assignment}", "{first}", 1), want: 404, has: has{"code": "assignment.unknown"}},
			step{as: "shopper2", do: "POST /field/assignments/{first}/acts", body: act("2", "checkIn", ""), want: 409, has: has{"code": "assignment.taken"}},
			step{note: "without a reason", as: "shopper", do: "POST /field/assignments/{first}/acts", body: act("3", "return", ""), want: 422, has: has{"fields.path=reason.code": "required"}},
			step{as: "shopper", do: "POST /field/assignments/{first}/acts", body: act("3", "return", `,"reason":"ill"`), want: 200, has: has{"assignment.state": "offered", "assignment.person": ""}},
			step{note: "sent twice", as: "shopper", do: "POST /field/assignments/{first}/acts", body: act("3", "return", `,"reason":"ill"`), want: 200},
			step{note: "the lead sees why", as: "lead", do: "GET /p/assignments/{first}", want: 200, has: has{"events.2.kind": "declined", "events.2.reason": "ill", "events.2.person": "{shopper}", "events.#": 3}},
			step{as: "shopper2", do: "POST /field/assignments/{first}/acts", body: act("4", "accept", ""), want: 200, has: has{"assignment.state": "accepted"}},

			step{note: "it is to apply for", as: "shopper", do: "POST /field/assignments/{apply}/acts", body: act("5", "accept", ""), want: 422, has: has{"code": "assignment.refused"}},
			step{as: "shopper", do: "POST /field/assignments/{apply}/acts", body: act("5", "apply", `,"note":"I live next door"`), want: 200, has: has{"assignment.state": "offered", "assignment.person": ""}},
			step{as: "shopper2", do: "POST /field/assignments/{apply}/acts", body: act("6", "apply", ""), want: 200},
			step{as: "shopper", do: "GET /field/jobs", want: 200, has: has{"items.0.applied": true}},
			step{as: "lead", do: "GET /p/assignments/{apply}", want: 200, has: has{"applications.#": 2, "applications.0.person": "{shopper}", "applications.0.note": "I live next door"}},
			step{as: "shopper2", do: "POST /field/assignments/{apply}/acts", body: act("7", "withdraw", ""), want: 200},
			step{as: "reviewer", do: "POST /p/assignments/{apply}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}8","person":"{shopper}"}`, want: 403},
			step{as: "lead", do: "POST /p/assignments/{apply}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}8","person":"{stranger}"}`, want: 422, has: has{"fields.path=person.code": "unknown"}},
			step{as: "lead", do: "POST /p/assignments/{apply}/gift", body: `{"id":"x","person":"{shopper}"}`, want: 422},
			step{as: "lead", do: "POST /p/assignments/{apply}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}8","person":"{shopper}"}`, want: 200, has: has{"state": "accepted", "person": "{shopper}"}},
			step{note: "again", as: "lead", do: "POST /p/assignments/{apply}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}8","person":"{shopper}"}`, want: 200},
			step{note: "somebody else", as: "lead", do: "POST /p/assignments/{apply}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}9","person":"{shopper2}"}`, want: 409, has: has{"code": "assignment.taken"}},
			step{note: "somebody else by the same act", as: "lead", do: "POST /p/assignments/{apply}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}8","person":"{shopper2}"}`, want: 409, has: has{"code": "assignment.conflict"}},
			step{note: "through a foreign project", as: "stranger", do: "POST /q/assignments/{apply}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}9","person":"{stranger}"}`, want: 404},
		)}})
	})
}

func TestRulesOfTheJobBoard(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{{"rules refuse with their reasons", append(furnishField(t),
			step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{"lockoutDays":30,"perDay":1,"locationGapDays":7}}`, want: 200},
			step{as: "lead", do: "PUT /p/locations/be01", body: `{"title":"Bern"}`, want: 200},
			step{as: "lead", do: "PUT /p/locations/lu01", body: `{"title":"Lucerne"}`, want: 200},
			offer("zurich", `"person":"","board":"first","state":"offered","firstDay":"2099-03-10","lastDay":"2099-03-10"`),
			offer("bern", `"person":"","board":"first","state":"offered","location":"be01","firstDay":"2099-03-10","lastDay":"2099-03-10"`),
			offer("soon", `"person":"","board":"first","state":"offered","firstDay":"2099-03-16","lastDay":"2099-03-16"`),
			offer("later", `"person":"","board":"first","state":"offered","firstDay":"2099-03-17","lastDay":"2099-03-17"`),
			offer("rated", `"person":"","board":"first","state":"offered","location":"lu01","minimumRating":8`),
			step{as: "shopper", do: "POST /field/assignments/{zurich}/acts", body: act("1", "accept", ""), want: 200},
			step{note: "two a day", as: "shopper", do: "POST /field/assignments/{bern}/acts", body: act("2", "accept", ""), want: 422, has: has{"fields.#": 1, "fields.0.code": "perDay"}},
			step{note: "the same place", as: "shopper", do: "POST /field/assignments/{later}/acts", body: act("3", "accept", ""), want: 422, has: has{"fields.#": 1, "fields.0.code": "lockout"}},
			step{note: "somebody else, six days later", as: "shopper2", do: "POST /field/assignments/{soon}/acts", body: act("4", "accept", ""), want: 422, has: has{"fields.#": 1, "fields.0.code": "locationGap"}},
			step{note: "somebody else, seven days later", as: "shopper2", do: "POST /field/assignments/{later}/acts", body: act("5", "accept", ""), want: 200},
			step{note: "no grades yet", as: "shopper", do: "POST /field/assignments/{rated}/acts", body: act("6", "accept", ""), want: 422, has: has{"fields.#": 1, "fields.0.code": "rating"}},
			step{note: "the list says so beforehand", as: "shopper", do: "GET /field/jobs", want: 200, has: has{"items.#": 3,
				"items.0.refusals.#": 1, "items.0.refusals.0.code": "perDay", "items.1.refusals.0.code": "lockout", "items.1.refusals.1.code": "locationGap", "items.2.refusals.0.code": "rating"}},
			step{note: "giving goes by them too", as: "lead", do: "POST /p/assignments/{bern}/gift", body: `{"id":"0190d000-0000-7000-8000-00000000{n}7","person":"{shopper}"}`, want: 422, has: has{"fields.0.code": "perDay"}},
			step{note: "cancelled visits do not count", as: "lead", do: "PUT /p/assignments/{zurich}", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","state":"cancelled","firstDay":"2099-03-10","lastDay":"2099-03-10"}`, want: 200},
			step{as: "shopper", do: "POST /field/assignments/{bern}/acts", body: act("8", "accept", ""), want: 200},
		)}})
	})
}

func TestOffersAndVisits(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{{"what was offered is accepted, begun and reported", append(furnishField(t),
			step{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich","position":{"lat":47.0,"lon":8.0}}`, want: 200},
			offer("assignment", `"person":"{shopper}","state":"offered","expenses":{"limit":{"amount":1000,"currency":"CHF"}}`),
			step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.#": 1, "items.0.assignment.state": "offered", "items.0.rules.radius": 200, "items.0.response": absent}},
			step{as: "shopper", do: "POST /field/assignments/{assignment}/acts", body: act("1", "checkIn", `,"position":{"lat":47.001,"lon":8,"accuracy":20}`), want: 200, has: has{"assignment.state": "accepted", "assignment.checkedInAt": "2026-03-01T10:00:00.000Z"}},
			step{note: "where the shopper was stays in the report", as: "lead", do: "GET /p/assignments/{assignment}", want: 200, has: has{"events.1.kind": "checkedIn", "position": absent, "events.1.position": absent}},
			step{as: "shopper", do: "POST /p/responses", body: report("{n}1", `"answers":{"greeted":"yes"},
				"visit":{"checkIn":{"at":"2026-03-01T10:00:00Z","position":{"lat":47.001,"lon":8,"accuracy":20},"distance":1},"checkOut":{"at":"2026-03-01T10:20:00Z","missing":"denied"},"notes":"n","seconds":1200,"sittings":2},
				"expenses":[{"what":"tea","amount":{"amount":450,"currency":"CHF"},"attachment":"`+digestOf("receipt")+`"}],
				"attachments":[{"id":"`+digestOf("receipt")+`","question":"$expense","name":"receipt.pdf","size":7,"takenAt":"2026-03-01T10:10:00Z","source":"camera"}]`), want: 201,
				has: has{"complete": false, "missing.0": digestOf("receipt")}},
			step{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}1", want: 200, has: has{"response.visit.checkIn.position.lat": 47.001, "response.visit.checkOut.missing": "denied", "response.visit.notes": "n",
				"response.expenses.0.amount.amount": 450, "response.attachments.0.takenAt": "2026-03-01T10:10:00.000Z", "response.attachments.0.source": "camera"}},
			step{note: "giving back what is reported", as: "shopper", do: "POST /field/assignments/{assignment}/acts", body: act("2", "return", `,"reason":"r"`), want: 409, has: has{"code": "assignment.reported"}},
			step{note: "somebody else's now", as: "lead", do: "PUT /p/assignments/{assignment}", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper2}","state":"offered"}`, want: 200},
			step{note: "what was done without network is taken", as: "shopper", do: "POST /p/responses", body: report("{n}2", `"answers":{"greeted":"yes"}`), want: 201, has: has{"flags.code=assignmentMoved.message": present}},
			step{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}2", want: 200, has: has{"response.person": "{shopper}"}},
			step{note: "and returned to who made it", as: "reviewer", do: "POST /p/responses/0190b000-0000-7000-8000-00000000{n}2/reviews", body: decision("a", "0190b000-0000-7000-8000-00000000{n}2", `"decision":"return","comments":[{"question":"wait","text":"?"}]`), want: 200},
			step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.#": 1, "items.0.assignment.id": "{assignment}", "items.0.assignment.person": "", "items.0.response.state": "returned", "items.0.response.comments.#": 1}},
			step{note: "which is none of theirs who have it now", as: "shopper2", do: "GET /field/assignments", want: 200, has: has{"items.0.assignment.id": "{assignment}", "items.0.response": absent}},
		)}})
		got := a.send(t, "GET", "/api/v1/projects/project-1/responses", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
		first, _ := at(got.json(t), "items.1.id")
		detail := a.send(t, "GET", "/api/v1/projects/project-1/responses/"+fmt.Sprint(first), "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
		if metres, _ := at(detail.json(t), "response.visit.checkIn.distance"); metres == nil || metres.(float64) < 111 || metres.(float64) > 112 {
			t.Errorf("a thousandth of a degree is %v metres, want 111.2 whatever the phone says", metres)
		}
	})
}

func TestQuizzes(t *testing.T) {
	answers := func(digit, first, last string) string {
		return fmt.Sprintf(`{"id":"0190d000-0000-7000-8000-00000000{n}%s","answers":{"first":%q,"last":%q},"language":"en","submittedAt":"2026-03-01T10:01:00Z"}`, digit, first, last)
	}
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{{"work with a quiz is for who has passed it", append(furnishField(t),
			step{as: "lead", do: "POST /p/definitions", body: testdata(t, "quiz.json"), want: 201},
			offer("assignment", `"person":"{shopper}","state":"offered","quiz":{"definition":{"id":"quiz","version":1},"pass":80,"attempts":2}`),
			offer("another", `"person":"","board":"first","state":"offered","location":"zh01","quiz":{"definition":{"id":"quiz","version":1},"pass":100,"attempts":3}`),
			offer("none", `"person":"{shopper}","state":"offered"`),
			step{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.0.quiz.certified": false, "items.0.quiz.attemptsLeft": 2, "items.0.quiz.definition.id": "quiz", "items.0.quiz.definition.choices.answers.0.points": absent, "items.1.quiz": absent}},
			step{note: "not passed", as: "shopper", do: "POST /field/assignments/{assignment}/acts", body: act("1", "accept", ""), want: 422, has: has{"fields.#": 1, "fields.0.code": "certification"}},
			step{note: "no quiz", as: "shopper", do: "POST /field/assignments/{none}/quiz", body: answers("2", "right", "right"), want: 404, has: has{"code": "quiz.unknown"}},
			step{note: "not hers", as: "shopper2", do: "POST /field/assignments/{assignment}/quiz", body: answers("2", "right", "right"), want: 404, has: has{"code": "assignment.unknown"}},
			step{as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: `{}`, want: 422, has: has{"fields.path=answers.code": "required"}},
			step{as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: answers("2", "right", "wrong"), want: 200, has: has{"passed": false, "percent": 50, "pass": 80, "attempts": 1, "attemptsLeft": 1}},
			step{note: "another definition", as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: strings.Replace(answers("3", "right", "right"), `"answers"`, `"definition":{"id":"visit","version":1},"answers"`, 1), want: 422, has: has{"fields.0.path": "definition.id"}},
			step{note: "again", as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: answers("2", "right", "wrong"), want: 200, has: has{"passed": false, "attempts": 1}},
			step{note: "other answers with its id", as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: answers("2", "right", "right"), want: 409, has: has{"code": "quiz.conflict"}},
			step{note: "leaving out what one does not know", as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: `{"id":"0190d000-0000-7000-8000-00000000{n}3","answers":{"first":"right"},"submittedAt":"2026-03-01T10:01:00Z"}`, want: 200, has: has{"passed": false, "attemptsLeft": 0}},
			step{note: "one too many", as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: answers("4", "right", "right"), want: 422, has: has{"code": "quiz.attempts"}},
			step{note: "a later assignment allows more", as: "shopper", do: "POST /field/assignments/{another}/quiz", body: answers("5", "right", "right"), want: 200, has: has{"passed": true, "percent": 100, "attempts": 3, "attemptsLeft": 0}},
			step{note: "passed for every assignment with it", as: "shopper", do: "POST /field/assignments/{assignment}/acts", body: act("6", "accept", ""), want: 200, has: has{"quiz.certified": true}},
			step{as: "shopper2", do: "POST /field/assignments/{another}/acts", body: act("7", "accept", ""), want: 422, has: has{"fields.code=certification.message": present}},
		)}})
	})
}

// A visit of an account goes the same way, without a wave and without a location.
func TestVisitsOfAccountsInTheField(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		answers := `{"id":"0190b000-0000-7000-8000-00000000{n}1","assignment":"{assignment}","definition":{"id":"account-visit","version":1},"submittedAt":"2026-05-01T10:01:00Z","answers":{},"visit":{"checkIn":{"at":"2026-05-01T10:00:00Z","position":{"lat":46.001,"lon":7}}}}`
		run(t, a, []scenario{{"the account is told with its contacts, and reported on", []step{
			{as: "lead", do: "PUT /p/accounts/acme", body: `{"title":"Acme","address":"A","position":{"lat":46,"lon":7},"rhythmDays":90,"note":"late payer","responsible":[{"person":"{shopper}","department":"Sales"}],"contacts":[{"id":"0190c000-0000-7000-8000-00000000000c","name":"Ann"}]}`, want: 200},
			{as: "lead", do: "POST /p/accounts/acme/visits", body: `{"id":"0190c000-0000-7000-8000-00000000{n}1","person":"{shopper}","firstDay":"2026-05-01","lastDay":"2026-05-10"}`, want: 201, keep: map[string]string{"assignment": "id"}},
			{as: "shopper", do: "GET /field/assignments", want: 200, has: has{"items.0.account.title": "Acme", "items.0.account.contacts.0.name": "Ann", "items.0.account.note": absent, "items.0.location.code": "", "items.0.calendar": present}},
			{as: "shopper", do: "POST /field/assignments/{assignment}/acts", body: act("1", "accept", ""), want: 200, has: has{"assignment.state": "accepted", "account.code": "acme"}},
			{as: "shopper", do: "POST /p/responses", body: answers, want: 201},
			{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}1", want: 200, has: has{"response.visit.checkIn.distance": present, "response.person": "{shopper}"}},
			{as: "reviewer", do: "POST /p/responses/" + reported + "/reviews", body: decision("a", reported, `"decision":"approve","grade":6`), want: 200},
			{as: "shopper", do: "GET /field/profile", want: 200, has: has{"projects.0.rating": 6, "projects.0.lines.#": 0}},
		}}})
	})
}

// Whatever a page sends with a customer's answer, where they are is not kept.
func TestAnonymousAnswersHaveNoVisit(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		given := strings.TrimSuffix(answer("{n}1", `{"recommend":9}`), "}") + `,"assignment":"x","visit":{"checkIn":{"at":"2026-03-01T10:00:00Z","position":{"lat":47,"lon":8}}},"expenses":[{"what":"tea","amount":{"amount":1,"currency":"CHF"}}]}`
		run(t, a, []scenario{{"left out", append(openLink(t),
			step{do: "POST /links/{link}/responses", body: given, want: 201},
			step{note: "again", do: "POST /links/{link}/responses", body: given, want: 200},
			step{as: "lead", do: "GET /p/responses/0190a000-0000-7000-8000-00000000{n}1", want: 200, has: has{"response.visit": absent, "response.expenses": absent, "response.assignment": absent}},
			step{note: "receipts belong to reports", do: "POST /links/{link}/responses", body: strings.TrimSuffix(answer("{n}2", `{"recommend":9}`), "}") + `,"attachments":[{"id":"` + digestOf("x") + `","question":"$expense","name":"x.pdf","size":1}]}`, want: 422, has: has{"fields.0.path": "attachments[0].question"}},
		)}})
	})
}

// A window ends with its last day in the project's time zone.
func TestTheWindowEndsAtMidnightThere(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	a.hire(t)
	kept := a.kept(t)
	zurich, err := time.LoadLocation("Europe/Zurich")
	must(t, err)
	last := a.clock.now().In(zurich).AddDate(0, 0, 2)
	job := a.field(t, kept, `"person":"","board":"first","state":"offered","lastDay":"`+last.Format(time.DateOnly)+`"`)
	midnight := time.Date(last.Year(), last.Month(), last.Day()+1, 0, 0, 0, 0, zurich)
	for _, c := range []struct {
		note string
		at   time.Time
		step step
	}{
		{"a minute before", midnight.Add(-time.Minute), step{as: "shopper", do: "GET /field/jobs", want: 200, has: has{"items.#": 1, "items.0.refusals.#": 0}}},
		{"just after", midnight.Add(time.Second), step{as: "shopper", do: "GET /field/jobs", want: 200, has: has{"items.#": 0}}},
		{"taking it then", midnight.Add(2 * time.Second), step{as: "shopper", do: "POST /field/assignments/" + job + "/acts", body: act("1", "accept", ""), want: 422, has: has{"fields.0.code": "windowOver"}}},
	} {
		a.clock.pass(c.at.Sub(a.clock.now()))
		a.again(t)
		a.play(t, c.note, c.step, kept)
	}
}
