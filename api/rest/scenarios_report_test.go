package rest_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// measured are the steps that lead to two waves with answers of customers: nearly nobody
// recommended in the first, nearly everybody in the second, one of them at a location. Its
// answers use the ids 1 to e.
func measured(t *testing.T) []step {
	steps := append(openLink(t),
		step{as: "lead", do: "PUT /p/touchpoints/counter", body: `{"title":{"en":"Counter","de":"Schalter"},"order":1}`, want: 200},
		step{as: "lead", do: "PUT /p/locations/zh01", body: `{"title":"Secret place"}`, want: 200},
		step{as: "lead", do: "POST /p/links", body: `{"title":"Later","definition":{"id":"feedback","version":1},"wave":"w2"}`, want: 201, keep: map[string]string{"later": "id"}},
		step{as: "lead", do: "POST /p/links", body: `{"title":"Place","definition":{"id":"feedback","version":1},"wave":"w2","location":"zh01"}`, want: 201, keep: map[string]string{"place": "id"}})
	for i, recommend := range []int{7, 1, 2, 0, 1, 2, 3, 9, 10, 9, 10, 8, 10, 10} {
		link := []string{"link", "later"}[i/7]
		if i == 13 {
			link = "place"
		}
		steps = append(steps, step{do: "POST /links/{" + link + "}/responses", body: answer(fmt.Sprintf("{n}%x", i+1), fmt.Sprintf(`{"recommend":%d}`, recommend)), want: 201})
	}
	return steps
}

const inWaves = "baseline=w1&followUp=w2"

func TestReports(t *testing.T) {
	private := map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet", "Referrer-Policy": "no-referrer"}
	onEveryEngine(t, func(t *testing.T, a *api) {
		run(t, a, []scenario{
			{"a comparison is told in sentences", append(measured(t),
				step{as: "viewer", do: "GET /p/report?" + inWaves, want: 200, has: has{
					"touchpoint": nil, "headline.en": "The effectiveness of “Counter” improved from 7.1 to 92.9\u00a0points", "title.de": "Erfolgsbericht",
					"sections.name=asked.sentences.0.text.en":                         "One: 7\u00a0responses to “Feedback”.",
					"sections.name=asked.sentences.1.text.de":                         "Two: 7\u00a0Antworten an 1\u00a0Standort auf «Rückmeldung».",
					"sections.name=improved.sentences.indicator=nps.verdict":          "improved",
					"sections.name=improved.sentences.indicator=nps.picture.baseline": present,
					"sections.name=numbers.table.rows.#":                              1, "countedStates.#": 3,
				}},
				step{as: "reviewer", do: "GET /p/report?" + inWaves + "&touchpoint=counter", want: 200, has: has{"touchpoint.title.de": "Schalter", "title.en": "Success report: Counter"}},
				step{note: "only some responses", as: "lead", do: "GET /p/report?" + inWaves + "&location=zh01", want: 200, has: has{
					"sections.name=asked.sentences.0.text.en": "One: 0\u00a0responses.", "sections.name=asked.sentences.2.text.en": "Only these responses: “location: Secret place”.", "sections.name=improved.sentences.0.verdict": absent}},
				step{as: "lead", do: "GET /p/report?" + inWaves + "&touchpoint=nowhere", want: 422, has: has{"fields.path=touchpoint.code": "unknown"}},
				step{as: "lead", do: "GET /p/report?" + inWaves + "&location=nowhere", want: 422, has: has{"fields.path=location.code": "unknown"}},
				step{as: "lead", do: "GET /p/report?baseline=w1", want: 422, has: has{"fields.path=followUp.code": "required"}},
				step{as: "lead", do: "GET /p/report?baseline=w2&followUp=w9", want: 404, has: has{"code": "wave.unknown"}},
				step{as: "shopper", do: "GET /p/report?" + inWaves, want: 403},
				step{as: "stranger", do: "GET /q/report?" + inWaves, want: 404},
			)},
			{"a shared report keeps saying what it said, until it is withdrawn", append(measured(t),
				step{as: "viewer", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2"}`, want: 403},
				step{as: "reviewer", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2"}`, want: 403},
				step{do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2"}`, want: 401},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","title":" The board ","touchpoint":"counter"}`, want: 201,
					has: has{"state": "open", "title": "The board", "createdByName": "lead", "expiresOn": absent}, keep: map[string]string{"token": "token", "report": "id", "address": "address"}},
				step{do: "GET /reports/{token}", want: 200, gives: private, has: has{
					"report.touchpoint.name": "counter", "report.sections.name=asked.sentences.0.text.en": "One: 7\u00a0responses to “Feedback”.", "timeZone": "Europe/Zurich", "sharedAt": present, "title": absent}},
				step{note: "something comes in later", do: "POST /links/{link}/responses", body: answer("{n}f", `{"recommend":5}`), want: 201},
				step{as: "lead", do: "GET /p/report?" + inWaves, want: 200, has: has{"sections.name=asked.sentences.0.text.en": "One: 8\u00a0responses to “Feedback”."}},
				step{note: "fixed", do: "GET /reports/{token}", want: 200, has: has{"report.sections.name=asked.sentences.0.text.en": "One: 7\u00a0responses to “Feedback”."}},
				step{as: "lead", do: "GET /p/reports", want: 200, has: has{"items.#": 1, "items.0.id": "{report}", "items.0.createdByName": "lead", "items.0.createdBy": "{lead}", "items.0.token": absent, "items.0.address": absent, "items.0.report": absent}},
				step{as: "viewer", do: "GET /p/reports", want: 200, has: has{"items.#": 1, "items.0.createdByName": absent, "items.0.createdBy": absent}},
				step{note: "the id is no token", do: "GET /reports/{report}", want: 404, has: has{"code": "report.unknown"}},
				step{note: "foreign", as: "stranger", do: "GET /q/reports", want: 200, has: has{"items.#": 0}},
				step{note: "foreign", as: "stranger", do: "DELETE /q/reports/{report}", want: 404, has: has{"code": "report.unknown"}},
				step{note: "foreign", as: "stranger", do: "DELETE /p/reports/{report}", want: 404, has: has{"code": "project.unknown"}},
				step{as: "lead", do: "GET /q/reports", want: 404},
				step{as: "viewer", do: "DELETE /p/reports/{report}", want: 403},
				step{as: "lead", do: "DELETE /p/reports/nothing", want: 404, has: has{"code": "report.unknown"}},
				step{do: "GET /reports/{token}", want: 200},
				step{as: "lead", do: "DELETE /p/reports/{report}", want: 204},
				step{do: "GET /reports/{token}", want: 404, has: has{"code": "report.unknown", "detail": "This address is not known, or its report was withdrawn."}},
				step{note: "never there", do: "GET /reports/AAAAAAAAAAAAAAAAAAAAAA", want: 404, has: has{"code": "report.unknown", "detail": "This address is not known, or its report was withdrawn."}},
				step{note: "again", as: "lead", do: "DELETE /p/reports/{report}", want: 204},
				step{as: "lead", do: "GET /p/reports", want: 200, has: has{"items.#": 1, "items.0.state": "withdrawn", "items.0.withdrawnAt": present, "items.0.withdrawnBy": "{lead}"}},
			)},
			{"a report that cannot be shared", append(measured(t),
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1"}`, want: 422, has: has{"fields.path=followUp.code": present}},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w1"}`, want: 422},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w9"}`, want: 404, has: has{"code": "wave.unknown"}},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","expiresOn":"tomorrow"}`, want: 422, has: has{"fields.path=expiresOn.code": "format"}},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","expiresOn":"2020-01-01"}`, want: 422, has: has{"fields.path=expiresOn.code": "past"}},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","title":"` + strings.Repeat("x", 201) + `"}`, want: 422, has: has{"fields.path=title.code": "length"}},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","choice":{"location":["nowhere"]}}`, want: 422, has: has{"fields.path=location.code": "unknown"}},
				step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","touchpoint":"nowhere"}`, want: 422, has: has{"fields.path=touchpoint.code": "unknown"}},
				step{note: "nothing of it is left", as: "lead", do: "GET /p/reports", want: 200, has: has{"items.#": 0}},
				step{note: "narrowed", as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","choice":{"language":["en","en"]}}`, want: 201, has: has{"choice.language.#": 1, "choice.language.0": "en"}, keep: map[string]string{"token": "token"}},
				step{do: "GET /reports/{token}", want: 200, has: has{"report.sections.name=asked.sentences.2.text.de": "Nur diese Antworten: «Sprache: Englisch»."}},
			)},
			{"the page of shared reports", []step{
				{do: "GET /r/anything", raw: true, want: 200, gives: private},
				{do: "GET /report.html", raw: true, want: 200, gives: private},
			}},
		})
	})
}

func TestWhatIsSharedNamesNobody(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := a.kept(t)
		for i, s := range measured(t) {
			a.play(t, fmt.Sprint("step ", i+1), s, kept)
		}
		a.play(t, "share", step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","title":"For Ms Keller"}`, want: 201, keep: map[string]string{"token": "token", "report": "id"}}, kept)
		got := a.send(t, "GET", "/api/v1/reports/"+kept["token"], "", nil)
		expectStatus(t, got, 200)
		for _, secret := range []string{"Secret place", "zh01", "lead@example.org", a.ids["lead"], kept["link"], kept["later"], kept["token"], "Ms Keller", "0190a000-"} {
			if secret != "" && bytes.Contains(got.body, []byte(secret)) {
				t.Errorf("the shared report holds %q", secret)
			}
		}
	})
}

func TestASharedReportEndsWithItsLastDay(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := a.kept(t)
		for i, s := range measured(t) {
			a.play(t, fmt.Sprint("step ", i+1), s, kept)
		}
		zurich, err := time.LoadLocation("Europe/Zurich")
		must(t, err)
		last := a.clock.now().In(zurich).AddDate(0, 0, 1)
		kept["last"] = last.Format(time.DateOnly)
		midnight := time.Date(last.Year(), last.Month(), last.Day()+1, 0, 0, 0, 0, zurich)
		a.play(t, "share", step{as: "lead", do: "POST /p/reports", body: `{"baseline":"w1","followUp":"w2","expiresOn":"{last}"}`, want: 201, keep: map[string]string{"token": "token", "report": "id"}}, kept)
		for _, c := range []struct {
			note  string
			at    time.Time
			steps []step
		}{
			{"the last minute of its last day", midnight.Add(-time.Minute), []step{
				{do: "GET /reports/{token}", want: 200, has: has{"expiresOn": "{last}"}}, {as: "lead", do: "GET /p/reports", want: 200, has: has{"items.0.state": "open"}}}},
			{"the first second of the next", midnight.Add(time.Second), []step{
				{do: "GET /reports/{token}", want: 404, has: has{"code": "report.expired", "report": absent}}, {as: "lead", do: "GET /p/reports", want: 200, has: has{"items.0.state": "expired"}},
				{as: "lead", do: "DELETE /p/reports/{report}", want: 204}, {note: "withdrawn looks like never shared", do: "GET /reports/{token}", want: 404, has: has{"code": "report.unknown"}}}},
		} {
			a.clock.pass(c.at.Sub(a.clock.now()))
			a.again(t)
			for _, s := range c.steps {
				a.play(t, c.note, s, kept)
			}
		}
	})
}

func TestAReportAsWorkbook(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := a.kept(t)
		for i, s := range measured(t) {
			a.play(t, fmt.Sprint("step ", i+1), s, kept)
		}
		for language, sheets := range map[string]string{"en": "Report Numbers Method Notes", "de": "Bericht Zahlen Verfahren Anmerkungen"} {
			got := a.send(t, "GET", "/api/v1/projects/"+kept["p"]+"/report.xlsx?"+inWaves+"&in="+language, "", map[string]string{"Authorization": "Bearer " + a.tokens["viewer"]})
			expectStatus(t, got, 200)
			book, err := excelize.OpenReader(bytes.NewReader(got.body))
			must(t, err)
			names := book.GetSheetList()
			if found := strings.Join(names, " "); found != sheets {
				t.Fatalf("sheets %q, want %q", found, sheets)
			}
			rows, err := book.GetRows(names[1])
			must(t, err)
			if len(rows) != 3 || rows[2][2] != "nps" {
				t.Errorf("%s: %q", language, rows)
			}
			must(t, book.Close())
		}
	})
}
