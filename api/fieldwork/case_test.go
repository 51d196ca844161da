package fieldwork_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

func TestCaseLife(t *testing.T) {
	now := fieldwork.At(time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC))
	id := func(n int) string { return fmt.Sprintf("0190c000-0000-7000-8000-%012d", n) }
	alarm := fieldwork.Alarm{ID: "alarm", Project: "p", Alert: "a", Title: "A", Response: "r", At: now}
	kept := alarm.Begin()
	for i, step := range []struct {
		note string
		act  fieldwork.CaseAct
		by   string
		want string // state and owner, or the code of the fault
	}{
		{"begun by somebody, it is theirs", fieldwork.CaseAct{ID: id(1), Kind: "begin"}, "ann", "inProgress ann"},
		{"the same once more", fieldwork.CaseAct{ID: id(1), Kind: "begin"}, "ann", "inProgress ann"},
		{"the same id by another", fieldwork.CaseAct{ID: id(1), Kind: "begin"}, "bob", "case.conflict"},
		{"begun twice", fieldwork.CaseAct{ID: id(2), Kind: "begin"}, "bob", "case.state"},
		{"given to another", fieldwork.CaseAct{ID: id(3), Kind: "assign", Person: "bob"}, "ann", "inProgress bob"},
		{"a note of nothing", fieldwork.CaseAct{ID: id(4), Kind: "note", Text: " "}, "bob", "event.invalid"},
		{"a note", fieldwork.CaseAct{ID: id(4), Kind: "note", Text: "Called."}, "bob", "inProgress bob"},
		{"closed without an outcome", fieldwork.CaseAct{ID: id(5), Kind: "close"}, "bob", "event.invalid"},
		{"closed", fieldwork.CaseAct{ID: id(5), Kind: "close", Outcome: "solved", Text: "Refunded."}, "bob", "closed bob"},
		{"assigned when closed", fieldwork.CaseAct{ID: id(6), Kind: "assign"}, "bob", "case.state"},
		{"a note when closed", fieldwork.CaseAct{ID: id(7), Kind: "note", Text: "Thanks came."}, "bob", "closed bob"},
		{"reopened", fieldwork.CaseAct{ID: id(8), Kind: "reopen"}, "ann", "open bob"},
		{"no UUID", fieldwork.CaseAct{ID: "8", Kind: "begin"}, "ann", "event.invalid"},
		{"what the product alone does", fieldwork.CaseAct{ID: id(9), Kind: "lapsed"}, "ann", "event.invalid"},
	} {
		_, err := kept.Act(step.act, step.by, now)
		got := string(kept.State) + " " + kept.Owner
		if err != nil {
			got = fault.Of(err).Code
		}
		if got != step.want {
			t.Errorf("step %d, %s: %s, want %s", i, step.note, got, step.want)
		}
	}
	if kept.ClosedAt != nil || len(kept.Events) != 7 {
		t.Errorf("closed at %v, %d events, want none and 7", kept.ClosedAt, len(kept.Events))
	}
}

func TestCaseTellsWhetherItStands(t *testing.T) {
	kept := (&fieldwork.Alarm{ID: "a"}).Begin()
	for i, step := range []struct{ stands, changed bool }{{true, false}, {false, true}, {false, false}, {true, true}, {true, false}} {
		if changed := kept.Stands(step.stands, fmt.Sprint(i), fieldwork.Instant{}); changed != step.changed || kept.Lapsed == step.stands {
			t.Errorf("step %d: changed %v, lapsed %v", i, changed, kept.Lapsed)
		}
	}
	if !kept.Erase("e", fieldwork.Instant{}) || kept.Erase("e", fieldwork.Instant{}) || kept.Finding != nil {
		t.Error("erased not once, or what was found is still there")
	}
	if kept.Stands(false, "x", fieldwork.Instant{}) {
		t.Error("a case about nothing lapsed")
	}
}

func TestCaseBook(t *testing.T) {
	book := fieldwork.NewCaseBook()
	at := func(day int) fieldwork.Instant {
		return fieldwork.At(time.Date(2026, 5, day, 0, 0, 0, 0, time.UTC))
	}
	closed := func(day int) *fieldwork.Instant { instant := at(day); return &instant }
	for _, c := range []fieldwork.Case{
		{ID: "undated", State: "open", Title: "Rude", CreatedAt: at(1)},
		{ID: "late", State: "inProgress", Due: "2026-05-02", Owner: "ann", Title: "Dirty", CreatedAt: at(1), Lapsed: true},
		{ID: "later", State: "open", Due: "2026-05-09", Owner: "ann", Alert: "a", Touchpoint: "door", Title: "Slow", CreatedAt: at(2), Events: []fieldwork.CaseEvent{{Kind: "note", Text: "Rang ÄNNE"}}},
		{ID: "old", State: "closed", ClosedAt: closed(3), Due: "2026-05-01", Title: "Cold", CreatedAt: at(1)},
		{ID: "new", State: "closed", ClosedAt: closed(4), Title: "Loud", CreatedAt: at(1), Events: []fieldwork.CaseEvent{{Kind: "close", Outcome: "solved"}}},
	} {
		c.Project = "p"
		book.Apply(&c, 2)
		c.Title = "outdated"
		book.Apply(&c, 1)
	}
	ids := func(page fieldwork.CasePage) string {
		var all []string
		for _, item := range page.Items {
			all = append(all, item.ID)
		}
		return strings.Join(all, " ")
	}
	for _, c := range []struct {
		name  string
		given fieldwork.CaseQuery
		want  string
	}{
		{"everything, overdue first", fieldwork.CaseQuery{}, "late later undated new old"},
		{"not closed", fieldwork.CaseQuery{State: "notClosed"}, "late later undated"},
		{"overdue", fieldwork.CaseQuery{State: "overdue"}, "late"},
		{"lapsed", fieldwork.CaseQuery{State: "lapsed"}, "late"},
		{"closed", fieldwork.CaseQuery{State: "closed"}, "new old"},
		{"somebody's", fieldwork.CaseQuery{Owner: "ann", State: "open"}, "later"},
		{"nobody's", fieldwork.CaseQuery{Owner: "none", State: "notClosed"}, "undated"},
		{"of an alert", fieldwork.CaseQuery{Alert: "a"}, "later"},
		{"by hand, of a touchpoint", fieldwork.CaseQuery{Alert: "none", Touchpoint: "door"}, ""},
		{"searched", fieldwork.CaseQuery{Search: "änne"}, "later"},
		{"by title", fieldwork.CaseQuery{Search: "outdated"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ids(book.Page("p", c.given, "2026-05-05")); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			var paged []string
			for query := c.given; ; {
				query.Limit = 1
				page := book.Page("p", query, "2026-05-05")
				if len(page.Items) > 0 {
					paged = append(paged, ids(page))
				}
				if query.After = page.Next; page.Next == "" {
					break
				}
			}
			if got := strings.Join(paged, " "); got != c.want {
				t.Errorf("one by one %q, want %q", got, c.want)
			}
		})
	}
	if counts := book.Page("p", fieldwork.CaseQuery{State: "open"}, "2026-05-05").Counts; counts != (fieldwork.CaseCounts{Open: 2, InProgress: 1, Closed: 2, Overdue: 1, Lapsed: 1}) {
		t.Errorf("counts %+v", counts)
	}
	if page := book.Page("q", fieldwork.CaseQuery{}, "2026-05-05"); len(page.Items) != 0 || page.Items == nil {
		t.Errorf("another project has %v", page.Items)
	}
	if outcome := book.Page("p", fieldwork.CaseQuery{State: "closed"}, "2026-05-05").Items[0].Outcome; outcome != "solved" {
		t.Errorf("outcome %q", outcome)
	}
}
