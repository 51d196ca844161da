package rest_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/xuri/excelize/v2"
)

// shot makes a JPEG of a scene in a quality; the same scene in another looks the same and is
// another file.
func shot(t *testing.T, scene uint64, quality int) (content, digest string) {
	t.Helper()
	dice := rand.New(rand.NewPCG(scene, 3))
	canvas := image.NewRGBA(image.Rect(0, 0, 320, 240))
	draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.Gray{128}), image.Point{}, draw.Src)
	for range 60 {
		x, y := dice.IntN(320), dice.IntN(240)
		tint := color.RGBA{uint8(dice.IntN(256)), uint8(dice.IntN(256)), uint8(dice.IntN(256)), 255}
		draw.Draw(canvas, image.Rect(x-40, y-30, x+40, y+30), image.NewUniform(tint), image.Point{}, draw.Src)
	}
	var buffer bytes.Buffer
	must(t, jpeg.Encode(&buffer, canvas, &jpeg.Options{Quality: quality}))
	sum := sha256.Sum256(buffer.Bytes())
	return buffer.String(), hex.EncodeToString(sum[:])
}

// planAnother plans a second visit {another} of the same shopper.
func planAnother() step {
	return step{as: "lead", do: "POST /p/assignments", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","fee":{"amount":4500,"currency":"CHF"},"expenses":{"limit":{"amount":1000,"currency":"CHF"}}}`,
		want: 201, keep: map[string]string{"another": "id"}}
}

func anotherReport(id, rest string) string {
	return strings.Replace(report(id, rest), "{assignment}", "{another}", 1)
}

func TestPhotosThatWereUsedBefore(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		first, firstDigest := shot(t, 1, 95)
		worse, worseDigest := shot(t, 1, 40)
		other, otherDigest := shot(t, 2, 95)
		files := "/p/responses/0190b000-0000-7000-8000-00000000{n}%d/attachments/%s"
		run(t, a, []scenario{{"the same picture in two reports", append(planVisit(t), planAnother(),
			step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(firstDigest, first)), want: 201},
			step{as: "shopper", do: "PUT " + fmt.Sprintf(files, 1, firstDigest), body: first, header: asPicture, want: 204},
			step{note: "another picture", as: "shopper", do: "POST /p/responses", body: anotherReport("{n}2", announced(otherDigest, other)), want: 201},
			step{as: "shopper", do: "PUT " + fmt.Sprintf(files, 2, otherDigest), body: other, header: asPicture, want: 204},
			step{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}2", want: 200, has: has{"response.flags.code=photoReused.code": absent, "evidence.similar.#": 0}},
			step{note: "the first one, compressed once more, before its report", as: "shopper", do: "PUT " + fmt.Sprintf(files, 3, worseDigest), body: worse, header: asPicture, want: 204},
			step{as: "shopper", do: "POST /p/responses", body: anotherReport("{n}3", announced(worseDigest, worse)), want: 201},
			step{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}3", want: 200, has: has{
				"response.flags.code=photoReused.question": "queue", "response.flags.code=photoReused.value.response": reported,
				"evidence.similar.0.response": reported, "evidence.similar.0.other": firstDigest, "evidence.similar.0.attachment": worseDigest}},
			step{note: "the picture follows its report", as: "shopper", do: "POST /p/responses", body: anotherReport("{n}4", announced(firstDigest, first)), want: 201},
			step{as: "shopper", do: "PUT " + fmt.Sprintf(files, 4, firstDigest), body: first, header: asPicture, want: 204},
			step{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}4", want: 200, has: has{"response.flags.code=photoReused.value.bits": 0}},
			step{as: "reviewer", do: "GET /p/review?flag=photoReused", want: 200, has: has{"total": 2, "counts.submitted": 2, "flags.photoReused": 2, "items.0.id": "0190b000-0000-7000-8000-00000000{n}3"}},
			step{note: "another project knows nothing of it", as: "lead", do: "GET /p/review?flag=photoReused&search=nothing", want: 200, has: has{"total": 0}},
		)}})
	})
}

func TestTheQueueAndThePay(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		reviews := "POST /p/responses/0190b000-0000-7000-8000-00000000{n}%d/reviews"
		second := "0190b000-0000-7000-8000-00000000{n}2"
		third := "0190b000-0000-7000-8000-00000000{n}3"
		spent := `"answers":{"greeted":"yes"},"expenses":[{"what":"Coffee","amount":{"amount":480,"currency":"CHF"}},{"what":"Cake","amount":{"amount":790,"currency":"CHF"}}]`
		order := func(event, responses, state string) string {
			return `{"event":"0190f000-0000-7000-8000-00000000{n}` + event + `","responses":[` + responses + `],"state":"` + state + `"}`
		}
		run(t, a, []scenario{
			{"reports wait, are approved, and paid", append(visited(t), planAnother(),
				step{as: "shopper", do: "POST /p/responses", body: anotherReport("{n}2", spent), want: 201},
				step{as: "reviewer", do: "GET /p/review?limit=1", want: 200, has: has{"items.#": 1, "items.0.id": reported, "items.0.locationTitle": "Zurich", "items.0.personName": "shopper", "items.0.waitingDays": 0, "items.0.score": 50, "total": 2, "counts.submitted": 2, "counts.flagged": 1, "flags.outsideWindow": absent, "flags.expensesOverLimit": 1}, keep: map[string]string{"next": "next"}},
				step{as: "reviewer", do: "GET /p/review?limit=1&after={next}", want: 200, has: has{"items.0.id": second, "next": absent}},
				step{as: "reviewer", do: "GET /p/review?after=x", want: 400},
				step{as: "reviewer", do: "GET /p/review?search=zur&person={shopper}&wave=w1&location=zh01&definition=visit", want: 200, has: has{"total": 2}},
				step{as: "viewer", do: "GET /p/review", want: 403},
				step{as: "lead", do: "GET /p/pay", want: 200, has: has{"items.#": 0, "totals.#": 0}},
				step{note: "nothing is owed for it yet", as: "lead", do: "POST /p/pay", body: order("1", `"`+second+`","`+event("f")+`"`, "paid"), want: 200, has: has{"changed": 0, "left.0.code": "pay.nothing", "left.1.code": "response.unknown"}},
				step{as: "reviewer", do: fmt.Sprintf(reviews, 2), body: decision("a", second, `"decision":"approve","grade":8`), want: 200},
				step{as: "reviewer", do: fmt.Sprintf(reviews, 1), body: decision("b", reported, `"decision":"reject","reason":"Not our store."`), want: 200},
				step{as: "reviewer", do: "GET /p/review", want: 200, has: has{"total": 0, "counts.approved": 1, "counts.rejected": 1}},
				step{as: "lead", do: "GET /p/pay", want: 200, has: has{"items.#": 1, "items.0.fee.amount": 4500, "items.0.claimed.amount": 1270, "items.0.expenses.amount": 1000, "items.0.total.amount": 5500, "items.0.currency": "CHF",
					"items.0.state": "new", "items.0.name": "shopper", "items.0.day": "2026-03-01", "items.0.grade": 8, "totals.0.new": 5500, "totals.0.total": 5500}},
				step{note: "a second report for the same visit is approved too", as: "shopper", do: "POST /p/responses", body: anotherReport("{n}3", spent), want: 201},
				step{as: "reviewer", do: fmt.Sprintf(reviews, 3), body: decision("c", third, `"decision":"approve"`), want: 200},
				step{as: "lead", do: "GET /p/pay", want: 200, has: has{"items.#": 2, "totals.0.total": 5500, "items.response=" + third + ".total.amount": 0}},
				step{as: "lead", do: "POST /p/pay", body: order("5", `"`+third+`"`, "paid"), want: 200, has: has{"changed": 0, "left.0.code": "pay.twice"}},
				step{as: "reviewer", do: fmt.Sprintf(reviews, 3), body: decision("d", event("c"), `"decision":"reopen","reason":"It is the same visit."`), want: 200},
				step{as: "lead", do: "POST /p/pay", body: order("2", `"`+second+`"`, "pending"), want: 200, has: has{"changed": 1, "left.#": 0}},
				step{note: "again", as: "lead", do: "POST /p/pay", body: order("2", `"`+second+`"`, "pending"), want: 200, has: has{"changed": 0, "unchanged": 1}},
				step{note: "the fee is raised", as: "lead", do: "PUT /p/assignments/{another}", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper}","fee":{"amount":9900,"currency":"CHF"}}`, want: 200},
				step{as: "lead", do: "GET /p/pay?state=pending", want: 200, has: has{"items.0.total.amount": 5500, "totals.0.pending": 5500}},
				step{as: "lead", do: "GET /p/pay?from=2026-03-02", want: 200, has: has{"items.#": 0}},
				step{as: "lead", do: "GET /p/pay?from=1.3.2026&state=owed", want: 400, has: has{"fields.#": 2}},
				step{as: "lead", do: "POST /p/pay", body: `{"event":"x","responses":[],"state":"owed"}`, want: 422, has: has{"fields.#": 3}},
				step{as: "reviewer", do: "POST /p/pay", body: order("3", `"`+second+`"`, "paid"), want: 403},
				step{as: "lead", do: "GET /p/responses/" + second, want: 200, has: has{"history.2.kind": "paid", "history.2.state": "pending", "history.2.total.0.amount": 5500, "response.payState": "pending"}},
				step{as: "lead", do: "POST /p/pay", body: order("4", `"`+second+`"`, "new"), want: 200, has: has{"changed": 1}},
				step{note: "what it comes to now", as: "lead", do: "GET /p/pay", want: 200, has: has{"items.0.state": "new", "items.0.total.amount": 9900}},
			)},
		})
		table := a.send(t, "GET", "/api/v1/projects/project-1/pay.csv", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
		lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table.body, []byte("\ufeff")))).ReadAll()
		must(t, err)
		if len(lines) != 2 || lines[1][3] != "shopper" || lines[1][11] != "99" || lines[1][12] != "CHF" || !strings.Contains(table.header.Get("Content-Disposition"), "project-1-pay.csv") {
			t.Errorf("the table: %v\n%v", lines, table.header)
		}
		book, err := excelize.OpenReader(bytes.NewReader(a.send(t, "GET", "/api/v1/projects/project-1/pay.xlsx", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]}).body))
		must(t, err)
		rows, err := book.GetRows(book.GetSheetName(0))
		must(t, err)
		if len(rows) != 2 || !slices.Equal(rows[0], lines[0]) || rows[1][11] != "99" {
			t.Errorf("the workbook: %v", rows)
		}
	})
}

// viewerMembers are every member that the client's answers about reports may have, by path.
var viewerMembers = strings.Fields(`
	items items.# items.#.id items.#.wave items.#.definition items.#.definition.id items.#.definition.version items.#.source items.#.location
	items.#.language items.#.state items.#.submittedAt items.#.receivedAt items.#.attachments items.#.complete items.#.score
	response response.id response.project response.wave response.definition response.definition.id response.definition.version response.source
	response.location response.language response.state response.answers response.submittedAt response.receivedAt response.events
	response.attachments response.attachments.# response.attachments.#.id response.attachments.#.question response.attachments.#.name
	response.attachments.#.type response.attachments.#.size response.attachments.#.present response.complete response.indicators
	response.digest definition score locationTitle history history.# history.#.id history.#.kind history.#.at history.#.text history.#.appeal history.#.outcome`)

// whole are members of which everything may be seen.
var whole = []string{"definition", "score", "response.answers", "response.indicators"}

// walk tells every path of a value that is not in the list.
func walk(value any, path string, tell func(path string, value any)) {
	if path != "" {
		tell(path, value)
		if slices.Contains(whole, path) {
			return
		}
	}
	inside := strings.TrimPrefix(path+".", ".")
	switch node := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(node)) {
			walk(node[name], inside+name, tell)
		}
	case []any:
		for _, item := range node {
			walk(item, inside+"#", tell)
		}
	}
}

// TestWhatTheClientSees walks everything a viewer gets about a report that has all there is:
// visit, expenses, flags, comments, grade, pay, appeal.
func TestWhatTheClientSees(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 11)
		receipt, receiptDigest := photo(t, 12)
		kept := map[string]string{"p": a.project(t, team), "n": "007"}
		maps.Copy(kept, a.ids)
		play := func(steps ...step) {
			for _, s := range steps {
				a.play(t, s.do, s, kept)
			}
		}
		path := "/p/responses/" + reported
		play(planVisit(t)...)
		body := report("{n}1", fmt.Sprintf(`"answers":{"wait":900,"queue":{"id":%q,"name":"q.png","type":"image/png","size":%d,"sha256":%q}},"startedAt":"2026-03-01T09:00:00Z",
			"attachments":[{"id":%q,"question":"queue","name":"q.png","type":"image/png","size":%d,"takenAt":"2026-02-01T10:00:00Z","position":{"lat":1,"lon":1},"source":"file"},{"id":%q,"question":"$expense","name":"r.png","type":"image/png","size":%d}],
			"visit":{"checkIn":{"at":"2026-03-01T09:30:00Z","position":{"lat":1,"lon":1}},"notes":"my own"},"expenses":[{"what":"Coffee","amount":{"amount":480,"currency":"CHF"},"attachment":%q}]`,
			digest, len(content), digest, digest, len(content), receiptDigest, len(receipt), receiptDigest))
		play(
			step{as: "shopper", do: "POST /p/responses", body: body, want: 201},
			step{as: "shopper", do: "PUT " + path + "/attachments/" + digest, body: content, header: asPicture, want: 204},
			step{as: "shopper", do: "PUT " + path + "/attachments/" + receiptDigest, body: receipt, header: asPicture, want: 204},
		)
		for _, state := range []string{"submitted", "inReview", "returned", "rejected", "excluded"} {
			last := a.newest(t, kept)
			switch state {
			case "returned":
				play(step{as: "lead", do: "POST " + path + "/reviews", body: decision("1", last, `"decision":"return","comments":[{"question":"wait","text":"15 hours?"}]`), want: 200})
			case "rejected":
				play(step{as: "lead", do: "POST " + path + "/reviews", body: decision("2", last, `"decision":"reject","reason":"no"`), want: 200})
			case "excluded":
				play(step{as: "lead", do: "POST " + path + "/reviews", body: decision("3", last, `"decision":"reopen","reason":"no"`), want: 200},
					step{as: "lead", do: "POST " + path + "/reviews", body: decision("4", event("3"), `"decision":"exclude","reason":"no"`), want: 200})
			case "inReview":
				play(step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{"secondReviewer":true}}`, want: 200},
					step{as: "lead", do: "POST " + path + "/reviews", body: decision("0", last, `"decision":"approve"`), want: 200},
					step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{}}`, want: 200})
			}
			play(
				step{as: "reviewer", do: "GET " + path, want: 200, has: has{"response.state": state}},
				step{as: "viewer", do: "GET " + path, want: 404, has: has{"code": "response.unknown"}},
				step{as: "viewer", do: "GET /p/responses", want: 200, has: has{"items.#": 0}},
				step{as: "viewer", do: "GET " + path + "/attachments/" + digest, want: 404},
				step{as: "viewer", do: "POST " + path + "/appeals", body: `{"id":"` + event("9") + `","text":"x"}`, want: 404},
			)
		}
		play(
			step{as: "lead", do: "POST " + path + "/reviews", body: decision("5", a.newest(t, kept), `"decision":"reopen","reason":"no"`), want: 200},
			step{as: "lead", do: "POST " + path + "/reviews", body: decision("6", event("5"), `"decision":"approve","grade":3,"reason":"poor work"`), want: 200},
			step{as: "viewer", do: "POST " + path + "/appeals", body: `{"id":"` + event("9") + `","text":"We were closed."}`, want: 200},
			step{as: "lead", do: "POST " + path + "/appeals/" + event("9") + "/outcome", body: `{"id":"` + event("8") + `","outcome":"rejected","text":"No."}`, want: 200},
			step{as: "lead", do: "GET " + path, want: 200, has: has{"response.flags.code=photoOld.question": "queue", "response.grade": 3, "response.visit.notes": "my own", "evidence.photos.0.takenAt": present}},
			step{as: "viewer", do: "GET " + path + "/attachments/" + digest, want: 200},
			step{note: "the shopper's receipt", as: "viewer", do: "GET " + path + "/attachments/" + receiptDigest, want: 404},
		)
		see := func(name string) any {
			got := a.send(t, "GET", "/api/v1/projects/"+kept["p"]+name, "", map[string]string{"Authorization": "Bearer " + a.tokens["viewer"]})
			if got.status != http.StatusOK {
				t.Fatalf("%s: status %d", name, got.status)
			}
			for _, secret := range []string{a.ids["shopper"], "shopper@", "my own", "poor work", "15 hours?", receiptDigest, a.ids["lead"], a.ids["viewer"]} {
				if bytes.Contains(got.body, []byte(secret)) {
					t.Errorf("%s tells %q\n%s", name, secret, got.body)
				}
			}
			value := got.json(t)
			walk(value, "", func(path string, value any) {
				if !slices.Contains(viewerMembers, path) {
					t.Errorf("%s has the member %s: %v", name, path, value)
				}
				if path == "response.events" && len(value.([]any)) > 0 || path == "response.digest" && value != "" {
					t.Errorf("%s has %s: %v", name, path, value)
				}
			})
			return value
		}
		see("/responses")
		if files, _ := at(see("/responses/0190b000-0000-7000-8000-000000000071"), "response.attachments.#"); files != 1.0 {
			t.Errorf("the client sees %v files, want the one photo", files)
		}
		play(
			step{as: "lead", do: "PATCH /projects/{p}", body: `{"rules":{"hidePhotos":true}}`, want: 200},
			step{as: "viewer", do: "GET " + path + "/attachments/" + digest, want: 404},
			step{as: "lead", do: "GET " + path + "/attachments/" + digest, want: 200},
		)
		if files, _ := at(see("/responses/0190b000-0000-7000-8000-000000000071"), "response.attachments.#"); files != nil {
			t.Errorf("the client sees %v files though they are hidden", files)
		}
	})
}

// newest gives the id of the newest event of the report of a scenario.
func (a *api) newest(t *testing.T, kept map[string]string) string {
	t.Helper()
	got := a.send(t, "GET", "/api/v1/projects/"+kept["p"]+"/responses/"+strings.Replace(reported, "{n}", kept["n"], 1), "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
	var detail struct {
		History []struct{ ID string } `json:"history"`
	}
	must(t, json.Unmarshal(got.body, &detail))
	return detail.History[len(detail.History)-1].ID
}

// TestReviewersRace lets many decide about one report at once: one of them does, and the
// same decision sent many times at once enters the history once.
func TestReviewersRace(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		kept := map[string]string{"p": a.project(t, team), "n": "001"}
		maps.Copy(kept, a.ids)
		for _, s := range visited(t) {
			a.play(t, s.do, s, kept)
		}
		id := strings.Replace(reported, "{n}", "001", 1)
		address := "/api/v1/projects/" + kept["p"] + "/responses/" + id
		decide := func(as string, number int, base, rest string) (int, string) {
			got := a.send(t, "POST", address+"/reviews", fmt.Sprintf(`{"id":"0190e000-0000-7000-8000-%012d","base":%q,%s}`, number, base, rest), map[string]string{"Authorization": "Bearer " + a.tokens[as]})
			value, _ := at(got.json(t), "code")
			return got.status, fmt.Sprint(value)
		}
		together := func(n int, act func(i int) (int, string)) map[string]int {
			var lock sync.Mutex
			var all sync.WaitGroup
			outcomes := map[string]int{}
			for i := range n {
				all.Go(func() {
					status, code := act(i)
					lock.Lock()
					defer lock.Unlock()
					outcomes[fmt.Sprint(status, " ", code)]++
				})
			}
			all.Wait()
			return outcomes
		}
		outcomes := together(20, func(i int) (int, string) {
			return decide([]string{"lead", "reviewer"}[i%2], 100+i, id, `"decision":"`+[]string{"approve", "reject", "return"}[i%3]+`","reason":"r"`)
		})
		if outcomes["200 <nil>"] != 1 || outcomes["409 response.stale"] != 19 {
			t.Errorf("different decisions at once: %v", outcomes)
		}
		base := a.newest(t, kept)
		outcomes = together(20, func(int) (int, string) { return decide("lead", 999, base, `"decision":"reopen","reason":"again"`) })
		var state string
		got := a.send(t, "GET", address, "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
		events, _ := at(got.json(t), "history.#")
		if value, ok := at(got.json(t), "response.state"); ok {
			state = fmt.Sprint(value)
		}
		if outcomes["200 <nil>"] != 20 || events != 3.0 || state != "inReview" {
			t.Errorf("one decision twenty times: %v, %v events, %s", outcomes, events, state)
		}
	})
}
