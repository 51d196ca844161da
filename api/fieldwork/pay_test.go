package fieldwork_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

func chf(amount int64) *fieldwork.Money { return &fieldwork.Money{Amount: amount, Currency: "CHF"} }

func TestPayOf(t *testing.T) {
	eur := func(amount int64) fieldwork.Money { return fieldwork.Money{Amount: amount, Currency: "EUR"} }
	for _, c := range []struct {
		name       string
		fee, limit *fieldwork.Money
		claims     []fieldwork.Money
		want       string // currency: fee + allowed of claimed = total, per currency
	}{
		{"nothing", nil, nil, nil, ""},
		{"a fee", chf(2500), nil, nil, "CHF: 2500 + - of - = 2500"},
		{"a fee of nothing", chf(0), nil, nil, "CHF: 0 + - of - = 0"},
		{"claims within the limit", chf(2500), chf(1000), []fieldwork.Money{*chf(300), *chf(700)}, "CHF: 2500 + 1000 of 1000 = 3500"},
		{"claims beyond it", chf(2500), chf(1000), []fieldwork.Money{*chf(300), *chf(701)}, "CHF: 2500 + 1000 of 1001 = 3500"},
		{"no limit allows nothing", chf(2500), nil, []fieldwork.Money{*chf(300)}, "CHF: 2500 + 0 of 300 = 2500"},
		{"a limit of nothing", nil, chf(0), []fieldwork.Money{*chf(300)}, "CHF: - + 0 of 300 = 0"},
		{"expenses without a fee", nil, chf(1000), []fieldwork.Money{*chf(300)}, "CHF: - + 300 of 300 = 300"},
		{"claims in another currency", chf(2500), chf(1000), []fieldwork.Money{eur(300), *chf(100)}, "CHF: 2500 + 100 of 100 = 2600, EUR: - + 0 of 300 = 0"},
		{"fee and limit in two currencies", chf(2500), &fieldwork.Money{Amount: 500, Currency: "EUR"}, []fieldwork.Money{eur(300), eur(300)}, "CHF: 2500 + - of - = 2500, EUR: - + 500 of 600 = 500"},
		{"more than a number holds", chf(math.MaxInt64), chf(math.MaxInt64), []fieldwork.Money{*chf(math.MaxInt64), *chf(1)},
			fmt.Sprintf("CHF: %d + %d of %d = %d", int64(math.MaxInt64), int64(math.MaxInt64), int64(math.MaxInt64), int64(math.MaxInt64))},
	} {
		t.Run(c.name, func(t *testing.T) {
			amount := func(m *fieldwork.Money) string {
				if m == nil {
					return "-"
				}
				return fmt.Sprint(m.Amount)
			}
			var got []string
			for _, pay := range fieldwork.PayOf(c.fee, c.limit, c.claims) {
				got = append(got, fmt.Sprintf("%s: %s + %s of %s = %d", pay.Total.Currency, amount(pay.Fee), amount(pay.Expenses), amount(pay.Claimed), pay.Total.Amount))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%s, want %s", strings.Join(got, ", "), c.want)
			}
		})
	}
}

// TestWhichReportsPay says which states pay, and that what was marked stays on the list with
// what it came to then.
func TestWhichReportsPay(t *testing.T) {
	day := func(at fieldwork.Instant) string { return at.Format("2006-01-02") }
	for _, c := range []struct {
		state fieldwork.State
		pay   fieldwork.PayState
		want  string
	}{
		{"submitted", "", ""}, {"inReview", "", ""}, {"returned", "", ""}, {"rejected", "", ""},
		{"approved", "", "new 3000"}, {"excluded", "", "new 3000"},
		{"approved", "pending", "pending 2000"}, {"approved", "paid", "paid 2000"}, {"rejected", "paid", "paid 2000"}, {"inReview", "paid", "paid 2000"},
	} {
		board := fieldwork.NewBoard()
		assignment := fieldwork.Assignment{ID: "a", Project: "p", Fee: chf(2500), Expenses: &fieldwork.Expenses{Limit: *chf(500)}, Location: "zh01", Person: "ada"}
		board.ApplyJob(fieldwork.JobOf(&assignment), 1)
		// A visit that was not possible is paid like any other.
		r := fieldwork.Response{ID: "r", Project: "p", Assignment: "a", State: c.state, Person: "ada", PayState: c.pay,
			Visit:    &fieldwork.Visit{NotPossible: &fieldwork.NotPossible{Reason: "closed"}},
			Expenses: []fieldwork.Expense{{Amount: *chf(900)}}, SubmittedAt: fieldwork.At(time.Date(2026, 3, 10, 9, 0, 0, 0, time.UTC))}
		if c.pay != "" {
			r.PayTotal = []fieldwork.Money{*chf(2000)} // before the fee was raised
		}
		board.ApplyReport(fieldwork.BriefOf(&r, nil), 1)
		list := func(query fieldwork.PayQuery) string {
			items, totals := board.Pay("p", query, day)
			got := ""
			for i, item := range items {
				got += fmt.Sprint(item.State, " ", item.Total.Amount)
				if len(totals) != len(items) || totals[i].Total != item.Total.Amount || totals[i].New+totals[i].Pending+totals[i].Paid != item.Total.Amount || item.Day != "2026-03-10" {
					t.Errorf("%s %s: item %+v, totals %+v", c.state, c.pay, item, totals)
				}
			}
			return got
		}
		if got := list(fieldwork.PayQuery{}); got != c.want {
			t.Errorf("%s, pay %q: %q, want %q", c.state, c.pay, got, c.want)
		}
		for _, query := range []fieldwork.PayQuery{{From: "2026-03-11"}, {To: "2026-03-09"}, {Person: "bob"}, {States: []fieldwork.PayState{"else"}}} {
			if got := list(query); got != "" {
				t.Errorf("%+v gives %q", query, got)
			}
		}
		if got := list(fieldwork.PayQuery{From: "2026-03-10", To: "2026-03-10", Person: "ada"}); got != c.want {
			t.Errorf("on the very day: %q", got)
		}
	}
}

// TestWorkIsPaidOnce says which of several reports for one assignment is paid.
func TestWorkIsPaidOnce(t *testing.T) {
	report := func(id string, minute int, state fieldwork.State, marked fieldwork.PayState) fieldwork.Payable {
		return fieldwork.Payable{ID: id, ReceivedAt: fieldwork.At(time.Date(2026, 3, 10, 9, minute, 0, 0, time.UTC)), State: state, Marked: marked}
	}
	for _, c := range []struct {
		name  string
		given []fieldwork.Payable
		want  string
	}{
		{"none", nil, ""},
		{"one that waits", []fieldwork.Payable{report("a", 1, "submitted", "new")}, ""},
		{"the first that came", []fieldwork.Payable{report("b", 2, "approved", "new"), report("a", 1, "approved", "new")}, "a"},
		{"the first is rejected", []fieldwork.Payable{report("a", 1, "rejected", "new"), report("b", 2, "excluded", "new")}, "b"},
		{"the one that is marked", []fieldwork.Payable{report("a", 1, "approved", "new"), report("b", 2, "approved", "paid")}, "b"},
		{"marked, though rejected since", []fieldwork.Payable{report("b", 2, "rejected", "pending"), report("a", 1, "approved", "new")}, "b"},
		{"of one moment", []fieldwork.Payable{report("b", 1, "approved", "new"), report("a", 1, "approved", "new")}, "a"},
	} {
		if got := fieldwork.PaidFor(c.given); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestMarkingPay(t *testing.T) {
	for _, c := range []struct {
		name  string
		state fieldwork.State
		pay   fieldwork.PayState
		to    fieldwork.PayState
		want  string // code of the fault, or the state of pay after, with the number of events
	}{
		{"new to pending", "approved", "", "pending", "pending 1"},
		{"new to paid", "excluded", "", "paid", "paid 1"},
		{"paid back to new", "approved", "paid", "new", "new 1"},
		{"as it is", "approved", "paid", "paid", "paid 0"},
		{"new as it is", "approved", "", "new", "new 0"},
		{"a rejected one", "rejected", "", "paid", "pay.nothing"},
		{"one in review", "submitted", "", "pending", "pay.nothing"},
		{"back to new, though rejected since", "rejected", "paid", "new", "new 1"},
	} {
		r := fieldwork.Response{ID: uuid, State: c.state, PayState: c.pay}
		err := r.Mark(eventID(1), c.to, []fieldwork.Money{*chf(100)}, "lead", fieldwork.Instant{})
		got := outcomeOf(err)
		if err == nil {
			got = fmt.Sprint(r.CurrentPay(), " ", len(r.Events))
			if err := r.Mark(eventID(1), c.to, nil, "lead", fieldwork.Instant{}); err != nil {
				t.Errorf("%s once more: %v", c.name, err)
			}
		}
		if got != c.want || (r.PayState == "") != (len(r.PayTotal) == 0) && len(r.Events) > 0 {
			t.Errorf("%s: %s with %v, want %s", c.name, got, r.PayTotal, c.want)
		}
	}
}

func TestQueue(t *testing.T) {
	board := fieldwork.NewBoard()
	board.ApplyPerson(&fieldwork.Person{ID: "ada", Name: "Ada Lovelace"}, 1)
	board.ApplyLocation(&fieldwork.Location{Project: "p", Code: "zh01", Title: "Zürich HB"}, 1)
	add := func(id string, minute int, state fieldwork.State, person, location string, codes ...string) {
		r := fieldwork.Response{ID: id, Project: "p", Assignment: "a" + id, Wave: "w1", Definition: fieldwork.DefinitionRef{ID: "visit", Version: 1},
			State: state, Person: person, Location: location, ReceivedAt: fieldwork.At(time.Date(2026, 3, 10, 9, minute, 0, 0, time.UTC))}
		for _, code := range codes {
			r.Flags = append(r.Flags, fieldwork.Flag{Code: code})
		}
		if state == fieldwork.Rejected {
			r.Events = []fieldwork.Event{{ID: "x", Kind: fieldwork.EventAppealed}}
		}
		if id == "6" {
			r.Events = []fieldwork.Event{{ID: "y", Kind: fieldwork.EventRevised, At: fieldwork.At(time.Date(2026, 3, 11, 9, 0, 0, 0, time.UTC))}}
		}
		board.ApplyReport(fieldwork.BriefOf(&r, nil), 1)
	}
	add("2", 20, "submitted", "ada", "zh01", "tooFast", "tooFast")
	add("1", 30, "submitted", "bob", "be02")
	add("3", 10, "inReview", "ada", "be02", "photoReused")
	add("4", 5, "approved", "ada", "zh01", "tooFast")
	add("5", 1, "rejected", "bob", "zh01")
	add("6", 2, "submitted", "bob", "zh01") // revised since
	for _, c := range []struct {
		name  string
		given fieldwork.QueueQuery
		want  string // ids, total, flagged, appealed
	}{
		{"what waits, longest first", fieldwork.QueueQuery{}, "3 2 1 6 total 4 flagged 2 appealed 1"},
		{"approved", fieldwork.QueueQuery{States: []fieldwork.State{"approved"}}, "4 total 1 flagged 1 appealed 1"},
		{"with a flag", fieldwork.QueueQuery{Flags: []string{"tooFast"}}, "2 total 1 flagged 2 appealed 0"},
		{"with any flag", fieldwork.QueueQuery{Flags: []string{fieldwork.AnyFlag}}, "3 2 total 2 flagged 2 appealed 0"},
		{"with an appeal, of any state", fieldwork.QueueQuery{Appealed: true}, "5 total 1 flagged 0 appealed 1"},
		{"of a place", fieldwork.QueueQuery{Locations: []string{"zh01"}}, "2 6 total 2 flagged 1 appealed 1"},
		{"of two people", fieldwork.QueueQuery{People: []string{"ada", "eve"}}, "3 2 total 2 flagged 2 appealed 0"},
		{"of another wave", fieldwork.QueueQuery{Waves: []string{"w2"}}, " total 0 flagged 0 appealed 0"},
		{"by a name", fieldwork.QueueQuery{Search: "LOVE"}, "3 2 total 2 flagged 2 appealed 0"},
		{"by a title", fieldwork.QueueQuery{Search: "zürich"}, "2 6 total 2 flagged 1 appealed 1"},
		{"by nothing that is there", fieldwork.QueueQuery{Search: "basel"}, " total 0 flagged 0 appealed 0"},
	} {
		page, err := board.Queue("p", c.given)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprintf("%s total %d flagged %d appealed %d", strings.Join(page.IDs, " "), page.Total, page.Flagged, page.Appealed); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	page, err := board.Queue("p", fieldwork.QueueQuery{Limit: 3})
	if err != nil || strings.Join(page.IDs, " ") != "3 2 1" || page.Next == "" || page.States["submitted"] != 3 || page.States["approved"] != 1 || page.Flags["tooFast"] != 1 {
		t.Errorf("the first page: %+v, %v", page, err)
	}
	next, err := board.Queue("p", fieldwork.QueueQuery{Limit: 3, After: page.Next})
	if err != nil || strings.Join(next.IDs, " ") != "6" || next.Next != "" || next.Total != 4 {
		t.Errorf("the next page: %+v, %v", next, err)
	}
	if _, err := board.Queue("p", fieldwork.QueueQuery{After: "??"}); outcomeOf(err) != "request.query" {
		t.Errorf("a cursor that is none: %v", err)
	}
	if page, err := board.Queue("nowhere", fieldwork.QueueQuery{}); err != nil || page.IDs == nil {
		t.Errorf("an unknown project: %+v, %v", page, err)
	}
}
