package rest_test

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/api/blob"
	"touchstone/api/fieldwork"
	"touchstone/api/notice"
	"touchstone/api/notice/noticetest"
	"touchstone/api/rest"
	"touchstone/api/service"
	"touchstone/api/store"
)

// office is a server with mail and one project, on a Wednesday at ten in the project's zone.
type office struct {
	*api
	t       *testing.T
	box     *noticetest.MailServer
	project string
	zone    *time.Location
	minted  int
}

func openOffice(t *testing.T, change ...func(*service.Options)) *office {
	t.Helper()
	engine, files := openSQLite(t)
	return openOfficeOn(t, engine, files, change...)
}

func openOfficeOn(t *testing.T, engine store.Store, files blob.Blob, change ...func(*service.Options)) *office {
	t.Helper()
	o := &office{t: t, box: noticetest.StartMail(t)}
	mail, err := notice.NewServer(o.box.Address, "field@example.org")
	must(t, err)
	bounds := append([]func(*service.Options){func(options *service.Options) { options.Mail = mail.WithPatience(time.Second) }}, change...)
	o.api = start(t, engine, files, func(*rest.Options) {}, bounds...)
	o.zone, err = time.LoadLocation("Europe/Zurich")
	must(t, err)
	now := o.clock.now().In(o.zone)
	days := (int(time.Wednesday) - int(now.Weekday()) + 7) % 7
	o.clock.pass(time.Date(now.Year(), now.Month(), now.Day()+days+7, 10, 0, 0, 0, o.zone).Sub(now))
	o.hire(t)
	o.project = o.api.project(t, team)
	o.as("lead", "PUT", "/locations/main", `{"title":"Main Street","address":"Main Street 1"}`, 200)
	o.as("lead", "PUT", "/waves/autumn", `{"title":{"en":"Autumn"},"kind":"baseline"}`, 200)
	o.as("lead", "POST", "/definitions", testdata(t, "visit.json"), 201)
	return o
}

// as sends a request below the project's path.
func (o *office) as(person, method, path, body string, want int) reply {
	o.t.Helper()
	return o.at(person, method, "/projects/"+o.project+path, body, want)
}

func (o *office) at(person, method, path, body string, want int) reply {
	o.t.Helper()
	header := map[string]string{}
	if person != "" {
		header["Authorization"] = "Bearer " + o.tokens[person]
	}
	got := o.send(o.t, method, "/api/v1"+path, body, header)
	if got.status != want {
		o.t.Fatalf("%s %s by %s: status %d, want %d\n%s", method, path, person, got.status, want, got.body)
	}
	return got
}

func (o *office) id() string {
	o.minted++
	return fmt.Sprintf("0190c000-0000-7000-8000-%012d", o.minted)
}

func (o *office) day(days int) string {
	return o.clock.now().In(o.zone).AddDate(0, 0, days).Format(time.DateOnly)
}

// plan adds an assignment; more are further members.
func (o *office) plan(more string) string {
	o.t.Helper()
	id := o.id()
	o.as("lead", "POST", "/assignments", fmt.Sprintf(`{"id":%q,"wave":"autumn","location":"main","definition":{"id":"visit","version":1},"firstDay":%q,"lastDay":%q%s}`, id, o.day(0), o.day(5), more), 201)
	return id
}

func (o *office) report(assignment string) string {
	o.t.Helper()
	id := o.id()
	o.as("shopper", "POST", "/responses", fmt.Sprintf(`{"id":%q,"assignment":%q,"definition":{"id":"visit","version":1},"language":"en","startedAt":%[3]q,"submittedAt":%[3]q,"answers":{"arrival":{"greeted":"yes"}},"attachments":[]}`, id, assignment, fieldwork.At(o.clock.now()).String()), 201)
	return id
}

func (o *office) review(response, decision, more string) {
	o.t.Helper()
	detail := o.as("reviewer", "GET", "/responses/"+response, "", 200).json(o.t)
	history, _ := at(detail, "history.#")
	base, _ := at(detail, fmt.Sprintf("history.%v.id", history.(float64)-1))
	o.as("reviewer", "POST", "/responses/"+response+"/reviews", fmt.Sprintf(`{"id":%q,"base":%q,"decision":%q%s}`, o.id(), base, decision, more), 200)
}

// tell lets time pass and the notices of that moment go out; it gives the mails since the last call.
func (o *office) tell(span time.Duration) []noticetest.Mail {
	o.t.Helper()
	o.clock.pass(span)
	if span > 10*time.Minute {
		o.again(o.t)
	}
	before := len(o.box.Mails())
	must(o.t, o.service.TellDue(o.t.Context()))
	must(o.t, o.service.TellDue(o.t.Context())) // twice says nothing twice
	return o.box.Mails()[before:]
}

func (o *office) expect(mails []noticetest.Mail, want ...string) {
	o.t.Helper()
	var got []string
	for _, mail := range mails {
		got = append(got, strings.TrimSuffix(mail.To[0], "@example.org")+": "+mail.Subject())
	}
	slices.Sort(got) // those of one moment have no order
	slices.Sort(want)
	if !slices.Equal(got, want) {
		o.t.Errorf("mails\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func untilEight(o *office, days int) time.Duration {
	now := o.clock.now().In(o.zone)
	return time.Date(now.Year(), now.Month(), now.Day()+days, 8, 0, 1, 0, o.zone).Sub(now)
}

func networksOf(t *testing.T, text string) []*net.IPNet {
	t.Helper()
	_, network, err := net.ParseCIDR(text)
	must(t, err)
	return []*net.IPNet{network}
}

// wordy writes a day as notices do in English.
func wordy(day string) string {
	t, _ := time.Parse(time.DateOnly, day)
	return t.Format("Monday, 2 January 2006")
}
