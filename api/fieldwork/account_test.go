package fieldwork_test

import (
	"slices"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

func TestRhythmOf(t *testing.T) {
	entered := fieldwork.At(time.Date(2026, 1, 31, 23, 30, 0, 0, time.UTC)) // 1 February in Zurich
	for _, vector := range []struct {
		name      string
		account   fieldwork.Account
		lastVisit string
		today     string
		want      fieldwork.Rhythm
	}{
		{"no rhythm", fieldwork.Account{}, "2026-01-01", "2026-12-31", fieldwork.Rhythm{LastVisit: "2026-01-01", Due: "none"}},
		{"closed", fieldwork.Account{RhythmDays: 30, Closed: true}, "2026-01-01", "2026-12-31", fieldwork.Rhythm{LastVisit: "2026-01-01", Due: "none"}},
		{"never visited counts from when it was entered", fieldwork.Account{RhythmDays: 30, CreatedAt: entered}, "", "2026-02-01", fieldwork.Rhythm{NextDue: "2026-03-03", Due: "later"}},
		{"fifteen days before", fieldwork.Account{RhythmDays: 90}, "2026-01-01", "2026-03-17", fieldwork.Rhythm{LastVisit: "2026-01-01", NextDue: "2026-04-01", Due: "later"}},
		{"fourteen days before", fieldwork.Account{RhythmDays: 90}, "2026-01-01", "2026-03-18", fieldwork.Rhythm{LastVisit: "2026-01-01", NextDue: "2026-04-01", Due: "upcoming"}},
		{"on its day", fieldwork.Account{RhythmDays: 90}, "2026-01-01", "2026-04-01", fieldwork.Rhythm{LastVisit: "2026-01-01", NextDue: "2026-04-01", Due: "upcoming"}},
		{"the day after", fieldwork.Account{RhythmDays: 90}, "2026-01-01", "2026-04-02", fieldwork.Rhythm{LastVisit: "2026-01-01", NextDue: "2026-04-01", OverdueDays: 1, Due: "overdue"}},
		{"over the end of summer time", fieldwork.Account{RhythmDays: 1}, "2026-10-24", "2026-10-26", fieldwork.Rhythm{LastVisit: "2026-10-24", NextDue: "2026-10-25", OverdueDays: 1, Due: "overdue"}},
	} {
		t.Run(vector.name, func(t *testing.T) {
			if got := fieldwork.RhythmOf(&vector.account, vector.lastVisit, vector.today, zurich(t)); got != vector.want {
				t.Errorf("got %+v, want %+v", got, vector.want)
			}
		})
	}
}

func TestVisitDay(t *testing.T) {
	arrived := fieldwork.At(time.Date(2026, 5, 3, 10, 0, 0, 0, time.UTC))
	before := fieldwork.At(time.Date(2026, 5, 1, 22, 30, 0, 0, time.UTC)) // 2 May in Zurich
	ahead := fieldwork.At(arrived.Add(72 * time.Hour))
	for _, vector := range []struct {
		name  string
		given fieldwork.Response
		want  string
	}{
		{"when it was submitted, in the project's zone", fieldwork.Response{State: fieldwork.Submitted, SubmittedAt: before, ReceivedAt: arrived}, "2026-05-02"},
		{"when the check-in was", fieldwork.Response{State: fieldwork.Approved, SubmittedAt: arrived, ReceivedAt: arrived, Visit: &fieldwork.Visit{CheckIn: &fieldwork.Presence{At: before}}}, "2026-05-02"},
		{"a clock that runs ahead", fieldwork.Response{State: fieldwork.Returned, SubmittedAt: ahead, ReceivedAt: arrived}, "2026-05-03"},
		{"rejected", fieldwork.Response{State: fieldwork.Rejected, SubmittedAt: before, ReceivedAt: arrived}, ""},
		{"excluded", fieldwork.Response{State: fieldwork.Excluded, SubmittedAt: before, ReceivedAt: arrived}, ""},
		{"not possible", fieldwork.Response{State: fieldwork.Approved, SubmittedAt: before, ReceivedAt: arrived, Visit: &fieldwork.Visit{NotPossible: &fieldwork.NotPossible{Reason: "closed"}}}, ""},
	} {
		t.Run(vector.name, func(t *testing.T) {
			if got, counts := fieldwork.VisitDay(&vector.given, zurich(t)); got != vector.want || counts != (vector.want != "") {
				t.Errorf("got %q, %v, want %q", got, counts, vector.want)
			}
		})
	}
}

func TestAccountCheck(t *testing.T) {
	const id = "0190c000-0000-7000-8000-000000000001"
	sound := fieldwork.Account{Code: "acme", Title: "Acme", RhythmDays: 90,
		Responsible: []fieldwork.Responsible{{Person: "p", Department: "Sales"}, {Person: "p", Department: "Service"}},
		Contacts:    []fieldwork.Contact{{ID: id, Name: "Ann", Email: "ann@example.org"}}}
	if err := sound.Check(); err != nil {
		t.Fatal(err)
	}
	for _, vector := range []struct {
		name  string
		given func(*fieldwork.Account)
		want  string // path of the mistake
	}{
		{"code", func(a *fieldwork.Account) { a.Code = "No slug" }, "code"},
		{"title", func(a *fieldwork.Account) { a.Title = " " }, "title"},
		{"rhythm below 0", func(a *fieldwork.Account) { a.RhythmDays = -1 }, "rhythmDays"},
		{"rhythm above ten years", func(a *fieldwork.Account) { a.RhythmDays = 3651 }, "rhythmDays"},
		{"position", func(a *fieldwork.Account) { a.Position = &fieldwork.Position{Lat: 91} }, "position.lat"},
		{"responsible twice", func(a *fieldwork.Account) { a.Responsible[1].Department = "Sales" }, "responsible[1]"},
		{"responsible nobody", func(a *fieldwork.Account) { a.Responsible[1].Person = "" }, "responsible[1].person"},
		{"contact without a name", func(a *fieldwork.Account) { a.Contacts[0].Name = "" }, "contacts[0].name"},
		{"contact with a strange id", func(a *fieldwork.Account) { a.Contacts[0].ID = "1" }, "contacts[0].id"},
		{"contacts with one id", func(a *fieldwork.Account) { a.Contacts = append(a.Contacts, a.Contacts[0]) }, "contacts[1].id"},
		{"e-mail", func(a *fieldwork.Account) { a.Contacts[0].Email = "a@b, c@d" }, "contacts[0].email"},
		{"definition", func(a *fieldwork.Account) { a.Definition = &fieldwork.DefinitionRef{ID: "x"} }, "definition.version"},
	} {
		t.Run(vector.name, func(t *testing.T) {
			given := sound
			given.Responsible, given.Contacts = slices.Clone(sound.Responsible), slices.Clone(sound.Contacts)
			vector.given(&given)
			err := given.Check()
			if !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != 1 || fault.Of(err).Fields[0].Path != vector.want {
				t.Errorf("got %v, want one mistake at %s", err, vector.want)
			}
		})
	}
}

func TestDepartmentsAndKeepers(t *testing.T) {
	account := fieldwork.Account{Responsible: []fieldwork.Responsible{{Person: "a", Department: "Sales"}, {Person: "b", Department: "Service"}, {Person: "c", Department: "Sales"}, {Person: "d"}}}
	if got := account.Departments(); !slices.Equal(got, []string{"Sales", "Service"}) {
		t.Errorf("departments are %v", got)
	}
	for person, want := range map[string]bool{"a": true, "d": true, "e": false, "": false} {
		if account.Keeps(person) != want {
			t.Errorf("%q keeps the account: %v", person, !want)
		}
	}
}
