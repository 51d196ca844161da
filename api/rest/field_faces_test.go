package rest_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// told lists every member that a shopper's phone is ever told, by its path; below a path with
// an asterisk anything may be: definitions are published for shoppers, texts and answers are
// by name. What is not in this list stays on the server: other shoppers, the lead's notes,
// what is suspected, the client's targets.
var told = strings.Fields(`
items items[] next
items[].assignment items[].assignment.id items[].assignment.project items[].assignment.wave items[].assignment.location items[].assignment.account
items[].assignment.definition items[].assignment.definition.id items[].assignment.definition.version
items[].assignment.person items[].assignment.firstDay items[].assignment.lastDay items[].assignment.weekdays items[].assignment.weekdays[]
items[].assignment.from items[].assignment.to items[].assignment.excludedDays items[].assignment.excludedDays[] items[].assignment.submitBy
items[].assignment.scenario* items[].assignment.briefing* items[].assignment.state items[].assignment.board items[].assignment.checkedInAt items[].assignment.createdAt
items[].assignment.documents items[].assignment.documents[] items[].assignment.documents[].sha256 items[].assignment.documents[].name items[].assignment.documents[].type
items[].assignment.documents[].size items[].assignment.documents[].title* items[].assignment.documents[].language
items[].assignment.proofs items[].assignment.proofs[] items[].assignment.proofs[].text* items[].assignment.proofs[].question
items[].assignment.fee items[].assignment.fee.amount items[].assignment.fee.currency
items[].assignment.expenses items[].assignment.expenses.limit items[].assignment.expenses.limit.amount items[].assignment.expenses.limit.currency items[].assignment.expenses.what*
items[].assignment.quiz items[].assignment.quiz.definition items[].assignment.quiz.definition.id items[].assignment.quiz.definition.version items[].assignment.quiz.pass items[].assignment.quiz.attempts
items[].project items[].project.id items[].project.title items[].project.timeZone
items[].location items[].location.code items[].location.title items[].location.address items[].location.position items[].location.position.lat items[].location.position.lon
items[].location.openingHours items[].location.openingHours[] items[].location.openingHours[].days items[].location.openingHours[].days[] items[].location.openingHours[].from items[].location.openingHours[].to
items[].location.radius
items[].account items[].account.code items[].account.title items[].account.address items[].account.position items[].account.position.lat items[].account.position.lon
items[].account.contacts items[].account.contacts[] items[].account.contacts[].id items[].account.contacts[].name items[].account.contacts[].function items[].account.contacts[].email items[].account.contacts[].phone items[].account.contacts[].note
items[].wave items[].wave.name items[].wave.title*
items[].definition* items[].rules items[].rules.radius items[].calendar
items[].quiz items[].quiz.definition* items[].quiz.pass items[].quiz.certified items[].quiz.attempts items[].quiz.attemptsLeft
items[].response items[].response.id items[].response.state items[].response.complete items[].response.missing items[].response.missing[]
items[].response.flags items[].response.flags[] items[].response.flags[].code items[].response.flags[].question items[].response.flags[].message items[].response.flags[].value*
items[].response.base items[].response.deadline items[].response.reason items[].response.grade items[].response.payState items[].response.answers*
items[].response.comments items[].response.comments[] items[].response.comments[].question items[].response.comments[].text items[].response.comments[].at
items[].response.attachments items[].response.attachments[] items[].response.attachments[].id items[].response.attachments[].question items[].response.attachments[].name
items[].response.attachments[].type items[].response.attachments[].size items[].response.attachments[].takenAt items[].response.attachments[].source
items[].response.attachments[].position items[].response.attachments[].position.lat items[].response.attachments[].position.lon
items[].response.visit* items[].response.expenses items[].response.expenses[] items[].response.expenses[].what
items[].response.expenses[].amount items[].response.expenses[].amount.amount items[].response.expenses[].amount.currency items[].response.expenses[].attachment
items[].refusals items[].refusals[] items[].refusals[].code items[].refusals[].message items[].refusals[].until items[].applied
projects projects[] projects[].project projects[].title projects[].rating projects[].reports
projects[].pay projects[].pay[] projects[].pay[].currency projects[].pay[].new projects[].pay[].pending projects[].pay[].paid
projects[].lines projects[].lines[] projects[].lines[].response projects[].lines[].location projects[].lines[].day projects[].lines[].state
projects[].lines[].fee projects[].lines[].fee.amount projects[].lines[].fee.currency projects[].lines[].expenses projects[].lines[].expenses.amount projects[].lines[].expenses.currency
projects[].lines[].total projects[].lines[].total.amount projects[].lines[].total.currency
passed percent pass attempts attemptsLeft`)

// untold gives the paths of an answer that are not in the list. An assignment alone, as acts
// answer it, is one item.
func untold(value any) []string {
	found := map[string]bool{}
	var walk func(value any, path string)
	walk = func(value any, path string) {
		if path != "" {
			if slices.Contains(told, path+"*") {
				return
			}
			if !slices.Contains(told, path) {
				found[path] = true
				return
			}
		}
		switch node := value.(type) {
		case map[string]any:
			for name, member := range node {
				walk(member, strings.TrimPrefix(path+"."+name, "."))
			}
		case []any:
			for _, element := range node {
				walk(element, path+"[]")
			}
		}
	}
	if whole, ok := value.(map[string]any); ok && whole["assignment"] != nil {
		value = map[string]any{"items": []any{value}}
	}
	walk(value, "")
	return slices.Sorted(maps.Keys(found))
}

func TestShoppersAreToldNoMoreThanTheyNeed(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	a.hire(t)
	kept := a.kept(t)
	everything := `"firstDay":"2026-03-01","lastDay":"2099-03-02","weekdays":[1,2,3,4,5,6,7],"from":"09:00","to":"18:00","excludedDays":["2026-12-25"],"submitBy":"2099-03-05","scenario":{"en":"S"},"briefing":{"en":"B"},
		"documents":[{"sha256":"` + digestOf("%PDF-1.4") + `","name":"d.pdf","type":"application/pdf","size":8,"title":{"en":"D"},"language":"en"}],"proofs":[{"text":{"en":"P"},"question":"queue"}],
		"fee":{"amount":2500,"currency":"CHF"},"expenses":{"limit":{"amount":500,"currency":"CHF"},"what":{"en":"Tea"}},"quiz":{"definition":{"id":"quiz","version":1},"pass":0,"attempts":5},"arm":"test"`
	content, digest := photo(t, 1)
	steps := append(furnishField(t),
		step{as: "lead", do: "POST /p/definitions", body: testdata(t, "quiz.json"), want: 201},
		step{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"pilot","arms":[{"name":"test","title":{"en":"Test"},"locations":["zh01"]}],"targets":[{"definition":"visit","count":3}]}`, want: 200},
		step{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Zurich","address":"A","position":{"lat":47,"lon":8},"brand":"Rival","competitor":true,"tags":["secret"],"active":{"from":"2020-01-01"},
			"openingHours":[{"days":[1],"from":"09:00","to":"18:00"}],"contact":"Eve","note":"The boss is strict.","radius":50}`, want: 200},
		step{as: "lead", do: "PUT /p/files/" + digestOf("%PDF-1.4"), body: "%PDF-1.4", header: map[string]string{"Content-Type": "application/pdf"}, want: 204},
		offer("assignment", `"person":"{shopper}","state":"offered",`+everything),
		offer("job", `"person":"","board":"apply","state":"offered","minimumRating":1,`+everything),
		step{as: "shopper", do: "POST /field/assignments/{assignment}/quiz", body: `{"id":"0190d000-0000-7000-8000-00000000{n}0","answers":{"first":"right","last":"right"},"submittedAt":"2026-03-01T10:01:00Z"}`, want: 200},
		step{as: "shopper2", do: "POST /field/assignments/{job}/quiz", body: `{"id":"0190d000-0000-7000-8000-00000000{n}1","answers":{"first":"right","last":"right"},"submittedAt":"2026-03-01T10:01:00Z"}`, want: 200},
		step{as: "shopper2", do: "POST /field/assignments/{job}/acts", body: act("2", "apply", `,"note":"n"`), want: 422},
		step{as: "shopper", do: "POST /field/assignments/{assignment}/acts", body: act("3", "accept", ""), want: 200},
		step{as: "shopper", do: "POST /field/assignments/{assignment}/acts", body: act("4", "checkIn", ""), want: 200},
		step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)+`,"visit":{"checkIn":{"at":"2026-03-01T10:00:00Z","position":{"lat":48,"lon":8,"accuracy":900}},"notes":"n","seconds":1},
			"expenses":[{"what":"tea","amount":{"amount":900,"currency":"CHF"}}]`), want: 201},
		step{as: "reviewer", do: "POST /p/responses/" + reported + "/reviews", body: decision("a", reported, `"decision":"return","grade":7,"comments":[{"question":"wait","text":"?"}]`), want: 200},
	)
	for _, s := range steps {
		a.play(t, s.do, s, kept)
	}
	check := func(method, path, body string) {
		t.Helper()
		got := a.send(t, method, "/api/v1"+path, strings.ReplaceAll(body, "{n}", kept["n"]), map[string]string{"Authorization": "Bearer " + a.tokens["shopper"]})
		if got.status != 200 {
			t.Fatalf("%s %s: status %d\n%s", method, path, got.status, got.body)
		}
		if more := untold(got.json(t)); len(more) > 0 {
			t.Errorf("%s %s tells %v\n%.2000s", method, path, more, got.body)
		}
		for _, secret := range []string{"Rival", "secret", "strict", "Eve", a.ids["shopper2"], a.ids["lead"], a.ids["reviewer"], "tooFast", "minimumRating", "relevantDifference", "goal"} {
			if strings.Contains(string(got.body), secret) {
				t.Errorf("%s %s tells %q\n%.2000s", method, path, secret, got.body)
			}
		}
	}
	lists := func() {
		for _, path := range []string{"/field/assignments", "/field/jobs", "/field/profile"} {
			check("GET", path, "")
		}
	}
	lists()
	check("POST", "/field/assignments/"+kept["assignment"]+"/acts", act("5", "checkIn", ""))
	check("POST", "/field/assignments/"+kept["assignment"]+"/quiz", `{"id":"0190d000-0000-7000-8000-00000000{n}6","answers":{},"submittedAt":"2026-03-01T10:01:00Z"}`)
	for i, s := range []step{
		{as: "shopper", do: "POST /p/responses/" + reported + "/revisions", body: revision("b", event("a"), announced(digest, content)), want: 201},
		{as: "reviewer", do: "POST /p/responses/" + reported + "/reviews", body: decision("c", event("b"), `"decision":"approve","grade":8`), want: 200},
		{as: "lead", do: "POST /p/pay", body: `{"event":"` + event("d") + `","responses":["` + reported + `"],"state":"paid"}`, want: 200},
	} {
		a.play(t, fmt.Sprint("after ", i, s.do), s, kept)
		lists()
	}
	got := a.send(t, "GET", "/api/v1/field/profile", "", map[string]string{"Authorization": "Bearer " + a.tokens["shopper"]})
	standing := has{"projects.0.rating": 8, "projects.0.reports": 1, "projects.0.pay.0.currency": "CHF", "projects.0.pay.0.paid": 3000, "projects.0.pay.0.new": 0,
		"projects.0.lines.0.fee.amount": 2500, "projects.0.lines.0.expenses.amount": 500, "projects.0.lines.0.total.amount": 3000, "projects.0.lines.0.location": "Zurich", "projects.0.lines.0.day": "2026-03-01", "projects.0.lines.0.state": "paid"}
	for path, want := range standing {
		if found, _ := at(got.json(t), path); !sameJSON(found, want) {
			t.Errorf("%s is %v, want %v\n%s", path, found, want, got.body)
		}
	}
}

// The list is read as it is meant: what it does not name is found.
func TestWhatIsUntoldIsFound(t *testing.T) {
	given := map[string]any{"items": []any{map[string]any{"assignment": map[string]any{"id": "1", "minimumRating": 3, "scenario": map[string]any{"en": "s"}}, "note": "n"}}}
	if got := fmt.Sprint(untold(given)); got != "[items[].assignment.minimumRating items[].note]" {
		t.Errorf("found %s", got)
	}
}
