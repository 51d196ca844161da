package rest_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/notice/noticetest"
	"touchstone/api/service"
)

func TestTheNoticesOfAnAssignment(t *testing.T) {
	o := openOffice(t)
	id := o.plan(`,"person":"` + o.ids["shopper"] + `","fee":{"amount":2500,"currency":"CHF"}`)
	mails := o.tell(0)
	o.expect(mails, "shopper: New assignment: Main Street")
	for _, want := range []string{"Hello shopper", "Main Street 1", "Fee: CHF 25.00", "http://touchstone.test/field/assignments/" + id} {
		if !strings.Contains(mails[0].Parts["text/plain"], want) {
			t.Errorf("%q is not in\n%s", want, mails[0].Parts["text/plain"])
		}
	}
	if mails[0].Header.Get("List-Unsubscribe") == "" || mails[0].Parts["text/calendar"] == "" {
		t.Error("the mail has no way out, or no calendar file")
	}
	o.expect(o.tell(untilEight(o, 2)))
	o.expect(o.tell(untilEight(o, 1)), "shopper: Reminder: Main Street – until "+wordy(o.day(2)))
	o.expect(o.tell(untilEight(o, 2)))
	o.expect(o.tell(untilEight(o, 1)), "shopper: Overdue: Main Street")
	o.expect(o.tell(untilEight(o, 1)))
	response := o.report(id)
	o.expect(o.tell(time.Hour))
	o.review(response, "return", `,"comments":[{"question":"arrival/greeted","text":"By whom?"}],"deadline":"`+o.day(4)+`"`)
	mails = o.tell(time.Minute)
	o.expect(mails, "shopper: A question about your report: Main Street")
	if text := mails[0].Parts["text/plain"]; !strings.Contains(text, "By whom?") || !strings.Contains(text, "by "+wordy(o.day(4))) {
		t.Errorf("the question is not in\n%s", text)
	}
	o.expect(o.tell(untilEight(o, 3)), "shopper: Reminder: Main Street – until "+wordy(o.day(1)))
}

func TestDecisionsOfADayComeInOneMailTheNextMorning(t *testing.T) {
	o := openOffice(t)
	var reports []string
	for range 3 {
		id := o.plan(`,"person":"` + o.ids["shopper"] + `"`)
		reports = append(reports, o.report(id))
	}
	o.tell(0)
	o.review(reports[0], "approve", `,"grade":9`)
	o.review(reports[1], "reject", `,"reason":"No photo"`)
	o.expect(o.tell(time.Minute))
	o.review(reports[2], "approve", "")
	o.expect(o.tell(time.Minute))
	o.review(reports[2], "reopen", `,"reason":"A mistake"`)
	mails := o.tell(untilEight(o, 1))
	o.expect(mails, "shopper: 2 of your reports have been reviewed")
	for _, want := range []string{"approved, grade 9", "rejected\n  No photo"} {
		if !strings.Contains(mails[0].Parts["text/plain"], want) {
			t.Errorf("%q is not in\n%s", want, mails[0].Parts["text/plain"])
		}
	}
	o.review(reports[2], "approve", "")
	o.expect(o.tell(untilEight(o, 1)), "shopper: Your report is approved")
}

func TestApplicantsAndLeadsAreTold(t *testing.T) {
	o := openOffice(t)
	id := o.plan(`,"person":"","board":"apply","state":"offered"`)
	for _, who := range []string{"shopper", "shopper2"} {
		o.at(who, "POST", "/field/assignments/"+id+"/acts", fmt.Sprintf(`{"id":%q,"kind":"apply","at":%q,"note":"I live near"}`, o.id(), fieldwork.At(o.clock.now()).String()), 200)
		o.clock.pass(time.Second)
	}
	mails := o.tell(0)
	o.expect(mails, "lead: shopper applies: Main Street", "lead: shopper2 applies: Main Street")
	for _, want := range []string{"I live near", "/assignments?open=" + id} {
		if len(mails) > 0 && !strings.Contains(mails[0].Parts["text/plain"], want) {
			t.Errorf("%q is not in\n%s", want, mails[0].Parts["text/plain"])
		}
	}
	o.as("lead", "POST", "/assignments/"+id+"/gift", fmt.Sprintf(`{"id":%q,"person":%q}`, o.id(), o.ids["shopper2"]), 200)
	o.expect(o.tell(time.Second), "shopper2: The assignment is yours: Main Street", "shopper: The assignment went to somebody else: Main Street")
}

func TestMailIsTriedAgainAndNothingIsSaidThatIsNoNewsAnyMore(t *testing.T) {
	o := openOffice(t)
	o.box.Behave(func(verb string, nth int) string {
		if verb == "RCPT" && nth <= 2 {
			return "451 try again"
		}
		return ""
	})
	first := o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.expect(o.tell(0))
	o.plan(`,"person":"` + o.ids["shopper2"] + `"`)
	o.expect(o.tell(time.Second)) // the second attempt of all, for the other
	o.at("shopper", "POST", "/field/assignments/"+first+"/acts", fmt.Sprintf(`{"id":%q,"kind":"decline","at":%q,"reason":"Ill"}`, o.id(), fieldwork.At(o.clock.now()).String()), 200)
	o.expect(o.tell(3*time.Minute), "shopper2: New assignment: Main Street")
	list := o.as("lead", "GET", "/notices", "", 200).json(t)
	for path, want := range map[string]any{"items.#": 2.0, "items.0.state": "sent", "items.0.attempts": 2.0, "items.0.name": "shopper2", "items.1.state": "off", "items.1.error": "gone", "mail.configured": true} {
		if got, _ := at(list, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

func TestARefusedMailFailsAndALeadMayRetryIt(t *testing.T) {
	o := openOffice(t)
	o.box.Behave(func(verb string, nth int) string {
		if verb == "RCPT" && nth == 1 {
			return "550 unknown"
		}
		return ""
	})
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.expect(o.tell(0))
	list := o.as("lead", "GET", "/notices?state=failed", "", 200).json(t)
	id, ok := at(list, "items.0.id")
	if code, _ := at(list, "items.0.error"); !ok || code != "refused" {
		t.Fatalf("no failed notice in %v", list)
	}
	o.as("reviewer", "POST", fmt.Sprintf("/notices/%s/retry", id), "", 403)
	o.as("lead", "POST", fmt.Sprintf("/notices/%s/retry", id), "", 200)
	o.expect(o.tell(time.Second), "shopper: New assignment: Main Street")
	o.as("lead", "POST", fmt.Sprintf("/notices/%s/retry", id), "", 409)
	detail := o.as("reviewer", "GET", fmt.Sprintf("/notices/%s", id), "", 200)
	if strings.Contains(string(detail.body), "/unsubscribe/") {
		t.Error("others get to know the address that switches a person's mail off")
	}
	foreign := o.api.project(t, strangers)
	o.at("stranger", "GET", fmt.Sprintf("/projects/%s/notices/%s", foreign, id), "", 404)
	o.at("stranger", "POST", fmt.Sprintf("/projects/%s/notices/%s/retry", foreign, id), "", 404)
}

func TestOfTwoProcessesOneSendsEachNoticeOnce(t *testing.T) {
	var options service.Options
	o := openOffice(t, func(made *service.Options) { options = *made })
	other, err := service.New(t.Context(), options)
	must(t, err)
	for range 30 {
		o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	}
	var both sync.WaitGroup
	for _, one := range []*service.Service{o.service, other, o.service, other} {
		both.Go(func() {
			for range 5 {
				if err := one.TellDue(t.Context()); err != nil {
					t.Error(err)
				}
				o.clock.pass(30 * time.Second) // leases end in the middle of it
			}
		})
	}
	both.Wait()
	seen := map[string]int{}
	for _, mail := range o.box.Mails() {
		seen[mail.Header.Get("Message-Id")]++
	}
	if len(seen) != 30 || len(o.box.Mails()) != 30 {
		t.Errorf("%d mails of %d notices, want 30 of 30", len(o.box.Mails()), len(seen))
	}
}

// A process that hangs or is killed after the mail server took a mail, and before that was
// written down, leaves the notice to the next one: it goes out once more, with the same
// Message-ID. Should the first come to life again, it has no say any more.
func TestAProcessThatStopsWhileSending(t *testing.T) {
	var options service.Options
	o := openOffice(t, func(made *service.Options) { options = *made; made.Mail = made.Mail.WithPatience(3 * time.Second) })
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	taken := make(chan bool, 1)
	o.box.Behave(func(verb string, nth int) string {
		if verb == "done" && nth == 1 {
			taken <- true
			return noticetest.TakenThenSilence
		}
		return ""
	})
	var stuck sync.WaitGroup
	stuck.Go(func() {
		if err := o.service.TellDue(t.Context()); err != nil {
			t.Log("the first process:", err)
		}
	})
	<-taken
	eventually(t, "the mail server has it", func() bool { return len(o.box.Mails()) == 1 })
	next, err := service.New(t.Context(), options)
	must(t, err)
	o.clock.pass(3 * time.Minute) // the lease is over, the claim is not
	must(t, next.TellDue(t.Context()))
	if got := len(o.box.Mails()); got != 1 {
		t.Fatalf("%d mails while the notice is claimed, want 1", got)
	}
	o.clock.pass(3 * time.Minute)
	must(t, next.TellDue(t.Context()))
	stuck.Wait()
	o.clock.pass(time.Hour)
	must(t, next.TellDue(t.Context()))
	mails := o.box.Mails()
	if len(mails) != 2 || mails[0].Header.Get("Message-Id") != mails[1].Header.Get("Message-Id") {
		t.Errorf("%d mails, want the same one twice", len(mails))
	}
	o.again(t)
	list := o.as("lead", "GET", "/notices", "", 200).json(t)
	if state, _ := at(list, "items.0.state"); state != "sent" {
		t.Errorf("the notice is %v", state)
	}
}

func TestMailCanBeSwitchedOff(t *testing.T) {
	o := openOffice(t)
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	header := o.tell(0)[0].Header.Get("List-Unsubscribe")
	path := strings.TrimPrefix(strings.Trim(header, "<>"), "http://touchstone.test")
	if got := o.send(t, "GET", path, "", nil); got.status != 200 || !strings.Contains(string(got.body), `<form method="post">`) {
		t.Fatalf("the page behind the link: %d\n%s", got.status, got.body)
	}
	if got := o.at("shopper", "GET", "/me/notices", "", 200).json(t); fmt.Sprint(got) != "map[mail:true push:true]" {
		t.Errorf("looking at the page switched mail off: %v", got)
	}
	got := o.send(t, "POST", path, "List-Unsubscribe=One-Click", map[string]string{"Content-Type": "application/x-www-form-urlencoded"})
	if got.status != 200 {
		t.Fatalf("one click: %d\n%s", got.status, got.body)
	}
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.expect(o.tell(time.Second))
	if code, _ := at(o.as("lead", "GET", "/notices", "", 200).json(t), "items.0.error"); code != "optedOut" {
		t.Errorf("the notice says %v", code)
	}
	o.at("shopper", "PUT", "/me/notices", `{"mail":true,"push":true}`, 200)
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.expect(o.tell(time.Second), "shopper: New assignment: Main Street")
	for _, wrong := range []string{"/api/v1/unsubscribe/" + o.ids["shopper"], "/api/v1/unsubscribe/" + o.ids["shopper"] + ".x", strings.Replace(path, o.ids["shopper"], o.ids["lead"], 1)} {
		if got := o.send(t, "POST", wrong, "", nil); got.status != 404 {
			t.Errorf("%s: status %d, want 404", wrong, got.status)
		}
	}
}

func TestPushReachesBrowsersAndForgetsThoseThatAreGone(t *testing.T) {
	o := openOffice(t, func(options *service.Options) {
		options.PushNetworks = networksOf(t, "127.0.0.0/8")
		options.Mail = nil
	})
	phone, gone := noticetest.StartPush(t), noticetest.StartPush(t)
	gone.Answer(http.StatusGone)
	if key, _ := at(o.at("shopper", "GET", "/push/key", "", 200).json(t), "key"); len(fmt.Sprint(key)) != 87 {
		t.Errorf("the key is %v", key)
	}
	for _, browser := range []*noticetest.PushService{phone, gone} {
		o.at("shopper", "PUT", "/me/push", fmt.Sprintf(`{"endpoint":%q,"keys":{"p256dh":%q,"auth":%q}}`, browser.Subscription.Endpoint, browser.Subscription.Keys.P256dh, browser.Subscription.Keys.Auth), 200)
	}
	o.at("shopper", "PUT", "/me/push", `{"endpoint":"https://10.0.0.1/push","keys":{"p256dh":"x","auth":"x"}}`, 422)
	id := o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.tell(0)
	messages := phone.Messages(t)
	if len(messages) != 1 || messages[0].URL != "/field/assignments/"+id || messages[0].Title != "New assignment: Main Street" {
		t.Fatalf("pushed %+v", messages)
	}
	list := o.as("lead", "GET", "/notices", "", 200).json(t)
	for path, want := range map[string]any{"items.0.state": "off", "items.0.error": "noServer", "items.0.pushed": 1.0, "mail.configured": false} {
		if got, _ := at(list, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
	gone.Answer(http.StatusCreated)
	o.at("shopper", "PUT", "/me/notices", `{"mail":true,"push":false}`, 200)
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.tell(time.Second)
	o.at("shopper", "PUT", "/me/notices", `{"mail":true,"push":true}`, 200)
	o.at("shopper", "DELETE", "/me/push?endpoint="+phone.Subscription.Endpoint, "", 204)
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.tell(time.Second)
	if a, b := len(phone.Messages(t)), len(gone.Messages(t)); a != 1 || b != 0 {
		t.Errorf("pushed %d and %d messages after push was off, the browser was forgotten or had gone", a-1, b)
	}
}

func TestContactsThatAreDueComeOnMondays(t *testing.T) {
	o := openOffice(t)
	for code, days := range map[string]int{"acme": 3, "bolt": 60} {
		o.as("lead", "PUT", "/accounts/"+code, fmt.Sprintf(`{"title":%q,"rhythmDays":%d,"responsible":[{"person":%q,"department":"Sales"},{"person":%[3]q,"department":"Service"}],"contacts":[]}`, code, days, o.ids["lead"]), 200)
	}
	o.expect(o.tell(0))
	mails := o.tell(untilEight(o, 5)) // from Wednesday to Monday
	o.expect(mails, "lead: One contact is due")
	if text := mails[0].Parts["text/plain"]; !strings.Contains(text, "acme: overdue since") || strings.Contains(text, "bolt") || strings.Count(text, "acme") != 1 {
		t.Errorf("the accounts are not in\n%s", text)
	}
	o.expect(o.tell(untilEight(o, 1)))
	o.as("lead", "POST", "/accounts/acme/visits", fmt.Sprintf(`{"id":%q,"person":%q,"firstDay":%q,"lastDay":%q}`, o.id(), o.ids["lead"], o.day(20), o.day(30)), 201)
	o.expect(o.tell(untilEight(o, 6)))
	// The visit was not made: nobody comes any more.
	o.expect(o.tell(untilEight(o, 28)), "lead: One contact is due", "lead: Overdue: acme")
	// Nor does anybody when it was declined; meanwhile the other one is upcoming.
	visit := o.id()
	o.as("lead", "POST", "/accounts/acme/visits", fmt.Sprintf(`{"id":%q,"person":%q,"firstDay":%q,"lastDay":%q}`, visit, o.ids["shopper"], o.day(7), o.day(20)), 201)
	o.expect(o.tell(time.Minute), "shopper: New assignment: acme")
	o.at("shopper", "POST", "/field/assignments/"+visit+"/acts", fmt.Sprintf(`{"id":%q,"kind":"decline","at":%q,"reason":"Ill"}`, o.id(), fieldwork.At(o.clock.now()).String()), 200)
	o.expect(o.tell(untilEight(o, 7)), "lead: 2 contacts are due")
}

func TestNobodyIsMailedAboutADemo(t *testing.T) {
	o := openOffice(t)
	o.at("administrator", "POST", "/projects/demo", "", 201)
	_, _, err := o.service.AddPerson(t.Context(), service.NewPerson{Email: "shopper@example.org"}, false, "demo", fieldwork.Shopper)
	must(t, err)
	o.at("administrator", "PUT", "/projects/demo/accounts/acme", `{"title":"Acme","rhythmDays":0,"responsible":[],"contacts":[]}`, 200)
	o.at("administrator", "POST", "/projects/demo/accounts/acme/visits", fmt.Sprintf(`{"id":%q,"person":%q,"firstDay":%q,"lastDay":%q}`, o.id(), o.ids["shopper"], o.day(0), o.day(9)), 201)
	o.expect(o.tell(0))
	list := o.at("administrator", "GET", "/projects/demo/notices", "", 200).json(t)
	for path, want := range map[string]any{"items.#": 1.0, "items.0.state": "off", "items.0.error": "demo"} {
		if got, _ := at(list, path); got != want {
			t.Errorf("%s is %v, want %v", path, got, want)
		}
	}
}

func TestTheRunTellsSoonAndAnotherProcessTakesOver(t *testing.T) {
	var options service.Options
	o := openOffice(t, func(made *service.Options) { options = *made })
	other, err := service.New(t.Context(), options)
	must(t, err)
	var running sync.WaitGroup
	defer running.Wait()
	begin := func(run func(context.Context, func(error))) context.CancelFunc {
		ctx, stop := context.WithCancel(t.Context())
		running.Go(func() { run(ctx, func(err error) { t.Error(err) }) })
		return stop
	}
	stop := begin(o.service.RunNotices)
	defer stop()
	o.plan(`,"person":"` + o.ids["shopper"] + `"`)
	o.box.Wait(t, 1)
	defer begin(other.Run)()
	defer begin(other.RunNotices)()
	stop()
	o.plan(`,"person":"` + o.ids["shopper2"] + `"`)
	o.expect(o.box.Wait(t, 2), "shopper: New assignment: Main Street", "shopper2: New assignment: Main Street")
}
