package notice_test

import (
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	"touchstone/api/notice/noticetest"
)

func serverOf(t *testing.T, box *noticetest.MailServer) *notice.Server {
	t.Helper()
	server, err := notice.NewServer(box.Address, "Field work <field@example.org>")
	if err != nil {
		t.Fatal(err)
	}
	return server.WithPatience(300 * time.Millisecond)
}

var hello = notice.Mail{ID: "n1", To: "ann@example.org", Name: "Ann Ä", Message: notice.Message{Subject: "Grüezi – hello", Text: "Plain Ä", HTML: "<p>Rich Ä</p>"},
	Unsubscribe: "https://touchstone.test/off/1", Files: []fieldwork.NoticeFile{{Name: "visit.ics", Type: "text/calendar", Content: "BEGIN:VCALENDAR"}}}

func TestSendBringsEverything(t *testing.T) {
	box := noticetest.StartMail(t)
	if err := serverOf(t, box).Send(t.Context(), hello); err != nil {
		t.Fatal(err)
	}
	got := box.Wait(t, 1)[0]
	for name, want := range map[string]string{
		"Message-Id": "<n1@example.org>", "List-Unsubscribe": "<https://touchstone.test/off/1>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
		"From": `"Field work" <field@example.org>`, "Auto-Submitted": "auto-generated",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s is %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if got.Subject() != "Grüezi – hello" || len(got.To) != 1 || got.To[0] != "ann@example.org" {
		t.Errorf("subject %q to %v", got.Subject(), got.To)
	}
	for mediaType, want := range map[string]string{"text/plain": "Plain Ä", "text/html": "<p>Rich Ä</p>"} {
		if strings.TrimSpace(got.Parts[mediaType]) != want {
			t.Errorf("%s is %q, want %q", mediaType, got.Parts[mediaType], want)
		}
	}
	if _, ok := got.Parts["text/calendar"]; !ok {
		t.Errorf("no calendar file in %v", got.Parts)
	}
}

func TestSendTellsWhatMayBeTriedAgain(t *testing.T) {
	on := func(verb, answer string) func(string, int) string {
		return func(v string, nth int) string {
			if v == verb && nth == 1 {
				return answer
			}
			return ""
		}
	}
	for _, vector := range []struct {
		name  string
		given func(string, int) string
		want  string // code of the fault; "" is taken
	}{
		{"all is well", nil, ""},
		{"silent from the start", on("connect", noticetest.Silence), "mail.unavailable"},
		{"silent at the greeting", on("EHLO", noticetest.Silence), "mail.unavailable"},
		{"silent at the recipient", on("RCPT", noticetest.Silence), "mail.unavailable"},
		{"too many connections", on("connect", "421 later"), "mail.unavailable"},
		{"no service", on("connect", "554 go away"), "mail.unavailable"},
		{"greylisted", on("RCPT", "451 try again"), "mail.unavailable"},
		{"no such mailbox", on("RCPT", "550 unknown"), "mail.refused"},
		{"sender unknown", on("MAIL", "550 not you"), "mail.unavailable"},
		{"mailbox full", on("done", "452 full"), "mail.unavailable"},
		{"looks like spam", on("done", "554 spam"), "mail.refused"},
		{"hangs up in the middle", on("DATA", noticetest.Hangup), "mail.unavailable"},
		{"hangs up after the message", on("done", noticetest.Hangup), "mail.unavailable"},
		{"hangs up instead of a farewell", on("QUIT", noticetest.Hangup), ""},
		{"silent instead of a farewell", on("QUIT", noticetest.Silence), ""},
		{"refuses the farewell", on("QUIT", "500 what"), ""},
	} {
		t.Run(vector.name, func(t *testing.T) {
			box := noticetest.StartMail(t)
			box.Behave(vector.given)
			began := time.Now()
			err := serverOf(t, box).Send(t.Context(), hello)
			if code := codeOf(err); code != vector.want {
				t.Errorf("got %v, want %q", err, vector.want)
			}
			if taken := len(box.Mails()); (taken == 1) != (vector.want == "") {
				t.Errorf("%d mails were taken", taken)
			}
			if time.Since(began) > 3*time.Second {
				t.Errorf("it took %s", time.Since(began))
			}
			if vector.want == "mail.unavailable" {
				box.Behave(nil)
				if err := serverOf(t, box).Send(t.Context(), hello); err != nil {
					t.Errorf("the second attempt: %v", err)
				}
			}
		})
	}
}

func codeOf(err error) string {
	if err == nil {
		return ""
	}
	return fault.Of(err).Code
}

func TestNothingGetsIntoTheHeader(t *testing.T) {
	const evil = "Hello\r\nBcc: victim@example.org\r\n\r\nbody"
	box := noticetest.StartMail(t)
	mail := hello
	mail.Message.Subject, mail.Name = evil, evil
	mail.Files = []fieldwork.NoticeFile{{Name: "a\r\nX-Evil: 1.ics", Type: "text/calendar", Content: "x"}}
	if err := serverOf(t, box).Send(t.Context(), mail); err != nil {
		t.Fatal(err)
	}
	got := box.Wait(t, 1)[0]
	if got.Header.Get("Bcc") != "" || strings.Contains(got.Raw, "\nX-Evil") || len(got.To) != 1 {
		t.Errorf("something got into the header:\n%s", got.Raw)
	}
	mail.To = "ann@example.org>\r\nRCPT TO:<victim@example.org"
	if err := serverOf(t, box).Send(t.Context(), mail); codeOf(err) != "mail.refused" {
		t.Errorf("an address with a line break: %v", err)
	}
}

func TestMailToAServerElsewhereIsEncryptedOrNotSent(t *testing.T) {
	box := noticetest.StartMail(t)
	greeted := make(chan bool, 10)
	box.Behave(func(verb string, _ int) string {
		if verb == "EHLO" {
			greeted <- true
		}
		return ""
	})
	// Connections to 0.0.0.0 end on this machine, but the address is none of loopback.
	server, err := notice.NewServer(strings.Replace(box.Address, "127.0.0.1", "0.0.0.0", 1), "a@example.org")
	if err != nil {
		t.Fatal(err)
	}
	if err := server.WithPatience(time.Second).Send(t.Context(), hello); codeOf(err) != "mail.unavailable" || len(box.Mails()) != 0 {
		t.Errorf("got %v with %d mails taken, want none without encryption", err, len(box.Mails()))
	}
	if len(greeted) == 0 {
		t.Error("the server was never asked")
	}
}

func TestNewServer(t *testing.T) {
	for _, vector := range []struct {
		name, address, from string
		ok                  bool
	}{
		{"with everything", "smtp://user:pass%40word@mail.example.org:2525", "Field <a@example.org>", true},
		{"the least", "smtps://mail.example.org", "a@example.org", true},
		{"another scheme", "http://mail.example.org", "a@example.org", false},
		{"no host", "smtp://", "a@example.org", false},
		{"a path", "smtp://a:hunter2@mail.example.org/inbox", "a@example.org", false},
		{"port 0", "smtp://mail.example.org:0", "a@example.org", false},
		{"no sender", "smtp://mail.example.org", "", false},
		{"a strange sender", "smtp://mail.example.org", "nobody", false},
	} {
		t.Run(vector.name, func(t *testing.T) {
			_, err := notice.NewServer(vector.address, vector.from)
			if (err == nil) != vector.ok {
				t.Errorf("got %v", err)
			}
			if err != nil && strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the password is told: %v", err)
			}
		})
	}
}
