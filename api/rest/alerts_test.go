package rest_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/notice/noticetest"
	"touchstone/api/service"
)

// watched is an office with a survey that alerts look at, and a webhook.
type watched struct {
	*office
	hook    *noticetest.Webhook
	options service.Options
	link    string
}

const watchedSurvey = `{"id":"survey","version":1,"kind":"customer","title":{"en":"Survey"},"defaultLanguage":"en",
	"choices":{"yes_no":[{"name":"yes","label":{"en":"Yes"},"points":1},{"name":"no","label":{"en":"No"},"points":0}]},
	"body":[{"type":"section","name":"visit","label":{"en":"Visit"},"touchpoint":"counter","body":[
		{"type":"select_one","name":"served","choices":"yes_no","label":{"en":"Were you served?","de":"Wurden Sie bedient?"},"critical":"total"},
		{"type":"integer","name":"stars","label":{"en":"Stars"},"points":[{"when":". >= 4","points":1},{"points":0}]}]},
		{"type":"range","name":"recommend","label":{"en":"Recommend?"},"parameters":{"start":0,"end":10,"step":1}}],
	"indicators":[{"name":"stars","kind":"mean","of":"stars","touchpoint":"counter","scale":[1,5]},{"name":"nps","kind":"nps","of":"recommend","title":{"en":"Recommendation"}}]}`

func watch(t *testing.T, engine int, change ...func(*service.Options)) *watched {
	t.Helper()
	w := &watched{hook: noticetest.StartWebhook(t)}
	kept, files := engines[engine].open(t)
	w.office = openOfficeOn(t, kept, files, append(change, func(made *service.Options) {
		made.WebhookNetworks = networksOf(t, "127.0.0.0/8")
		w.options = *made
	})...)
	w.as("lead", "PUT", "/touchpoints/counter", `{"title":{"en":"Counter","de":"Schalter"},"order":1,"owner":"`+w.ids["reviewer"]+`"}`, 200)
	w.as("lead", "POST", "/definitions", watchedSurvey, 201)
	link := w.as("lead", "POST", "/links", `{"title":"At the counter","definition":{"id":"survey","version":1},"wave":"autumn","location":"main"}`, 201)
	id, _ := at(link.json(t), "id")
	w.link = fmt.Sprint(id)
	return w
}

func onEveryEngineWatched(t *testing.T, test func(t *testing.T, w *watched)) {
	for i, engine := range engines {
		t.Run(engine.name, func(t *testing.T) { test(t, watch(t, i)) })
	}
}

// guard lets a process look after alerts until the test ends, or until it is stopped.
func (w *watched) guard(one *service.Service) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		one.RunAlerts(ctx, func(err error) { w.t.Log("alerts:", err) })
	})
	stop = func() { cancel(); running.Wait() }
	w.t.Cleanup(stop)
	return stop
}

func (w *watched) alert(id, members string) {
	w.t.Helper()
	w.as("lead", "PUT", "/alerts/"+id, `{"title":"`+id+`","active":true,`+members+`}`, 200)
}

func (w *watched) webhook() string {
	return fmt.Sprintf(`"webhook":{"url":%q,"secret":%q}`, w.hook.URL, w.hook.Secret)
}

func (w *watched) answer(answers string) string {
	w.t.Helper()
	id := w.id()
	w.at("", "POST", "/links/"+w.link+"/responses", fmt.Sprintf(`{"id":%q,"definition":{"id":"survey","version":1},"language":"en","startedAt":%[2]q,"submittedAt":%[2]q,"answers":%[3]s,"attachments":[]}`, id, fieldwork.At(w.clock.now()).String(), answers), 201)
	return id
}

func (w *watched) correct(response, changes string) {
	w.t.Helper()
	w.as("reviewer", "POST", "/responses/"+response+"/corrections", fmt.Sprintf(`{"id":%q,"base":%q,"reason":"Mistyped","changes":%s}`, w.id(), w.base(response), changes), 200)
}

func (w *watched) base(response string) string {
	w.t.Helper()
	detail := w.as("reviewer", "GET", "/responses/"+response, "", 200).json(w.t)
	history, _ := at(detail, "history.#")
	base, _ := at(detail, fmt.Sprintf("history.%v.id", history.(float64)-1))
	return fmt.Sprint(base)
}

// cases gives the list once there are so many.
func (w *watched) cases(query string, many int) any {
	w.t.Helper()
	var list any
	eventually(w.t, fmt.Sprintf("%d cases by %q", many, query), func() bool {
		list = w.as("reviewer", "GET", "/cases"+query, "", 200).json(w.t)
		total, _ := at(list, "total")
		return total == float64(many)
	})
	return list
}

func (w *watched) expectIn(value any, want has) {
	w.t.Helper()
	for path, wanted := range want {
		if found, ok := at(value, path); wanted == absent && ok || wanted != absent && !sameJSON(found, wanted) {
			w.t.Errorf("%s is %v, want %v", path, found, wanted)
		}
	}
}

func TestAnAlertOpensACaseAndTellsEverybodyOnce(t *testing.T) {
	onEveryEngineWatched(t, func(t *testing.T, w *watched) {
		w.alert("unhappy", `"kind":"detractor","case":true,"dueDays":3,"mail":["`+w.ids["lead"]+`","`+w.ids["viewer"]+`"],"touchpointOwner":true,`+w.webhook())
		w.guard(w.service)
		w.answer(`{"served":"yes","stars":5,"recommend":9}`)
		response := w.answer(`{"served":"yes","stars":5,"recommend":3}`)
		list := w.cases("", 1)
		w.expectIn(list, has{
			"items.0.title": "unhappy", "items.0.response": response, "items.0.state": "open", "items.0.owner": "", "items.0.due": w.day(3), "items.0.overdue": false,
			"items.0.finding.column": "nps", "items.0.finding.value": -100, "items.0.finding.title.en": "Recommendation", "items.0.locationTitle": "Main Street", "counts.open": 1,
		})
		id, _ := at(list, "items.0.id")
		call := w.hook.Wait(t, 1)[0]
		w.expectIn(call.Body, has{
			"type": "alert.raised", "data.alert": "unhappy", "data.response.id": response, "data.case.id": id, "data.location": "main", "data.finding.kind": "detractor",
			"data.case.address": fmt.Sprintf("http://touchstone.test/desk/projects/%s/cases/%s", w.project, id), "data.answers": absent,
		})
		if strings.Contains(fmt.Sprint(call.Body), w.hook.Secret) {
			t.Error("the secret is told")
		}
		eventually(t, "the alarm is done", func() bool {
			state, _ := at(w.as("lead", "GET", "/alerts", "", 200).json(t), "items.0.latest.state")
			return state == "done"
		})
		mails := w.tell(0)
		w.expect(mails, "lead: Alert: unhappy – Main Street", "viewer: Alert: unhappy – Main Street")
		for _, mail := range mails {
			page := "/cases/" + fmt.Sprint(id)
			if strings.HasPrefix(mail.To[0], "viewer") {
				page = "/responses/" + response // viewers see no cases
			}
			if text := mail.Parts["text/plain"]; !strings.Contains(text, page) || !strings.Contains(text, "would not recommend us") {
				t.Errorf("%s reads\n%s", mail.To[0], text)
			}
		}
		w.correct(response, `{"recommend":2}`)
		w.review(response, "approve", "")
		w.answer(`{"served":"yes","stars":4,"recommend":0}`)
		w.cases("", 2)
		w.hook.Wait(t, 2)
		time.Sleep(50 * time.Millisecond) // for what must not come
		if calls := w.hook.Calls(t); len(calls) != 2 {
			t.Errorf("%d calls, want 2", len(calls))
		}
		w.expect(w.tell(time.Second), "lead: Alert: unhappy – Main Street", "viewer: Alert: unhappy – Main Street")
		notices := w.as("reviewer", "GET", "/notices?kind=alert", "", 200).json(t)
		w.expectIn(notices, has{"items.#": 4})
	})
}

func TestWhatAnAlertSaysAfterACorrection(t *testing.T) {
	onEveryEngineWatched(t, func(t *testing.T, w *watched) {
		before := w.answer(`{"served":"no","stars":1,"recommend":9}`)
		w.clock.pass(time.Second)
		w.alert("served", `"kind":"critical","touchpoint":"counter","case":true,"touchpointOwner":true`)
		w.alert("poor", `"kind":"indicatorBelow","definition":"survey","indicator":"touchpoint:counter","threshold":50,"case":true,"owner":"`+w.ids["lead"]+`"`)
		w.guard(w.service)
		response := w.answer(`{"served":"yes","stars":4,"recommend":9}`)
		w.correct(response, `{"served":"no"}`)
		list := w.cases("", 1)
		w.expectIn(list, has{"items.0.alert": "served", "items.0.response": response, "items.0.ownerName": "reviewer", "items.0.touchpointTitle.de": "Schalter", "items.0.finding.questions.0.de": "Wurden Sie bedient?"})
		id, _ := at(list, "items.0.id")
		w.expect(w.tell(0), "reviewer: Alert: served – Main Street")

		w.correct(response, `{"served":"yes"}`)
		w.cases("?state=lapsed", 1)
		w.correct(response, `{"served":"no"}`)
		w.cases("?state=lapsed", 0)
		w.review(response, "exclude", `,"reason":"A test"`)
		w.cases("?state=lapsed", 1)
		w.expect(w.tell(time.Second))
		detail := w.as("reviewer", "GET", fmt.Sprintf("/cases/%s", id), "", 200).json(t)
		w.expectIn(detail, has{"events.#": 4, "events.0.kind": "opened", "events.1.kind": "lapsed", "events.2.kind": "renewed", "events.3.kind": "lapsed", "about.state": "excluded", "state": "open"})

		w.correct(before, `{"stars":2}`) // older than the alerts, but corrected since
		list = w.cases("", 3)
		w.expectIn(list, has{"counts.lapsed": 1})
		w.expectIn(w.cases("?alert=poor", 1), has{"items.0.finding.value": 25, "items.0.finding.title.de": "Schalter", "items.0.ownerName": "lead"})
	})
}

func TestImportsAndAlertsThatAreOff(t *testing.T) {
	w := watch(t, 0)
	w.alert("on", `"kind":"scoreBelow","threshold":60,"case":true`)
	w.as("lead", "PUT", "/alerts/off", `{"title":"off","kind":"scoreBelow","threshold":60,"case":true,"active":false}`, 200)
	w.alert("other", `"kind":"scoreAbove","section":"visit","threshold":90,"case":true`)
	w.guard(w.service)
	response := w.answer(`{"served":"no","stars":1,"recommend":9}`)
	w.expectIn(w.cases("", 1), has{"items.0.alert": "on", "items.0.finding.value": 0, "items.0.finding.threshold": 60})
	// Switched on now, it is about what comes from now on.
	w.clock.pass(time.Second)
	w.alert("off", `"kind":"scoreBelow","threshold":60,"case":true`)
	w.answer(`{"served":"yes","stars":5,"recommend":9}`)
	w.expectIn(w.cases("?alert=other", 1), has{"items.0.finding.value": 100})
	w.cases("", 2)
	w.as("lead", "DELETE", "/alerts/on", "", 204)
	w.as("lead", "DELETE", "/alerts/on", "", 404)
	w.correct(response, `{"stars":2}`)
	w.cases("", 3)
}

func TestAWebhookIsTriedAgain(t *testing.T) {
	w := watch(t, 0)
	w.hook.Answer(func(nth int) int { return []int{500, 302, 204}[min(nth, 3)-1] })
	w.alert("poor", `"kind":"scoreBelow","threshold":60,`+w.webhook())
	w.guard(w.service)
	w.answer(`{"served":"no","stars":1,"recommend":9}`)
	latest := func(status float64) func() bool {
		return func() bool {
			found, _ := at(w.as("lead", "GET", "/alerts", "", 200).json(t), "items.0.latest.status")
			return found == status
		}
	}
	eventually(t, "the first answer is kept", latest(500))
	time.Sleep(50 * time.Millisecond)
	if calls := w.hook.Calls(t); len(calls) != 1 {
		t.Fatalf("%d calls at once, want 1", len(calls))
	}
	w.clock.pass(6 * time.Second)
	eventually(t, "the second answer is kept", latest(302))
	w.clock.pass(61 * time.Second)
	w.answer(`{"served":"yes","stars":5,"recommend":9}`)
	eventually(t, "the third answer is kept", latest(204))
	calls := w.hook.Calls(t)
	if len(calls) != 3 || calls[0].ID != calls[2].ID || calls[0].Sent == calls[2].Sent {
		t.Errorf("the calls are %+v, want three with one id", calls)
	}
	w.expectIn(w.as("lead", "GET", "/alerts", "", 200).json(t), has{"items.0.latest.state": "done", "items.0.latest.attempts": 3, "items.0.latest.detail": absent})
}

func TestAWebhookThatIsGoneIsNotTriedAgain(t *testing.T) {
	w := watch(t, 0)
	w.hook.Answer(func(int) int { return 410 })
	w.alert("poor", `"kind":"scoreBelow","threshold":60,`+w.webhook())
	w.guard(w.service)
	w.answer(`{"served":"no","stars":1,"recommend":9}`)
	eventually(t, "it failed", func() bool {
		state, _ := at(w.as("lead", "GET", "/alerts", "", 200).json(t), "items.0.latest.state")
		return state == "failed"
	})
}

// TestNothingIsLostBetweenStoreAndSend stops a process at every step of telling, as if it had
// been killed, and lets another go on.
func TestNothingIsLostBetweenStoreAndSend(t *testing.T) {
	for engine := range engines {
		t.Run(engines[engine].name, func(t *testing.T) {
			fails := &failing{}
			w := watch(t, engine, func(made *service.Options) { fails.Store, made.Store = made.Store, fails })
			w.alert("poor", `"kind":"scoreBelow","threshold":60,"case":true,"mail":["`+w.ids["lead"]+`"],`+w.webhook())
			for step := 1; ; step++ {
				fails.after(step)
				stop := w.guard(w.service)
				w.answer(`{"served":"no","stars":1,"recommend":9}`)
				eventually(t, "it stopped, or told everything", func() bool { return fails.happened() || len(w.hook.Calls(t)) >= step })
				time.Sleep(20 * time.Millisecond)
				stop()
				whole := !fails.happened()
				fails.after(0)
				w.clock.pass(6 * time.Minute) // leases and claims end
				other, err := service.New(t.Context(), w.options)
				must(t, err)
				stop = w.guard(other)
				w.hook.Wait(t, step)
				w.cases("", step)
				eventually(t, "the alarm is done", func() bool {
					state, _ := at(w.as("lead", "GET", "/alerts", "", 200).json(t), "items.0.latest.state")
					return state == "done"
				})
				stop()
				w.again(t)
				notices := w.as("reviewer", "GET", "/notices?kind=alert", "", 200).json(t)
				w.expectIn(notices, has{"items.#": step})
				ids := map[string]bool{}
				for _, call := range w.hook.Calls(t) {
					ids[call.ID] = true
				}
				if len(ids) != step {
					t.Errorf("%d alarms were told of, want %d", len(ids), step)
				}
				if whole {
					if step < 4 {
						t.Errorf("only %d steps were interrupted", step-1)
					}
					return
				}
			}
		})
	}
}

func TestOfTwoProcessesOneRaisesEachAlarmOnce(t *testing.T) {
	for engine := range engines {
		t.Run(engines[engine].name, func(t *testing.T) {
			w := watch(t, engine)
			other, err := service.New(t.Context(), w.options)
			must(t, err)
			w.alert("poor", `"kind":"scoreBelow","threshold":60,"case":true,"mail":["`+w.ids["lead"]+`"],`+w.webhook())
			first := w.guard(w.service)
			w.guard(other)
			const many = 12
			for i := range many {
				w.answer(`{"served":"no","stars":1,"recommend":9}`)
				if i == many/2 {
					first() // the other takes over
				}
			}
			w.cases("", many)
			w.hook.Wait(t, many)
			seen := map[string]int{}
			for _, call := range w.hook.Calls(t) {
				seen[call.ID]++
			}
			for id, times := range seen {
				if times != 1 {
					t.Errorf("%s was told %d times", id, times)
				}
			}
			must(t, w.service.TellDue(t.Context()))
			must(t, other.TellDue(t.Context()))
			if mails := w.box.Mails(); len(seen) != many || len(mails) != many {
				t.Errorf("%d alarms, %d mails, want %d", len(seen), len(mails), many)
			}
		})
	}
}
