package fieldwork_test

import (
	"slices"
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

func TestOccasionsOf(t *testing.T) {
	zone := zurich(t)
	at := func(day, hour int) fieldwork.Instant {
		return fieldwork.At(time.Date(2026, 5, day, hour, 0, 0, 0, zone))
	}
	offered := func(change ...func(*fieldwork.Assignment)) *fieldwork.Assignment {
		a := &fieldwork.Assignment{
			ID: "a", Person: "ann", State: fieldwork.AssignmentOffered, FirstDay: "2026-05-01", LastDay: "2026-05-10", CreatedAt: at(1, 9),
			Events: []fieldwork.AssignmentEvent{{ID: "e1", Kind: fieldwork.EventOffered, At: at(1, 9), Person: "lead", Subject: "ann"}},
		}
		for _, c := range change {
			c(a)
		}
		return a
	}
	accepted := func(a *fieldwork.Assignment) { a.State = fieldwork.AssignmentAccepted }
	returned := &fieldwork.Response{ID: "r", Person: "ann", State: fieldwork.Returned, Deadline: "2026-05-15",
		Events: []fieldwork.Event{{ID: "s", Kind: fieldwork.EventSubmitted, At: at(9, 9)}, {ID: "v", Kind: fieldwork.EventReviewed, Decision: fieldwork.Return, At: at(12, 9)}}}
	for _, vector := range []struct {
		name   string
		a      *fieldwork.Assignment
		newest *fieldwork.Response
		now    fieldwork.Instant
		want   []string // kind person cause
	}{
		{"offered now", offered(), nil, at(1, 10), []string{"offered ann e1"}},
		{"offered long ago is no news", offered(), nil, at(4, 10), nil},
		{"from before events were kept", offered(func(a *fieldwork.Assignment) { a.Events, a.State = nil, "" }), nil, at(1, 10), []string{"offered ann a"}},
		{"accepted by oneself", offered(accepted), nil, at(1, 10), nil},
		{"planned for oneself", offered(func(a *fieldwork.Assignment) { a.Events[0].Person = "ann" }), nil, at(1, 10), nil},
		{"given after an application", offered(accepted, func(a *fieldwork.Assignment) {
			a.Events = append(a.Events, fieldwork.AssignmentEvent{ID: "e2", Kind: fieldwork.EventGiven, At: at(2, 9), Person: "lead", Subject: "ann"})
			a.Applications = []fieldwork.Application{{Person: "ann", At: at(1, 11)}, {Person: "bob", At: at(1, 12)}}
		}), nil, at(2, 10), []string{"given ann e2", "taken bob e2"}},
		{"taken from the board tells the others only", offered(accepted, func(a *fieldwork.Assignment) {
			a.Events = append(a.Events, fieldwork.AssignmentEvent{ID: "e2", Kind: fieldwork.EventTaken, At: at(2, 9), Person: "ann", Subject: "ann"})
			a.Applications = []fieldwork.Application{{Person: "bob", At: at(1, 12)}}
		}), nil, at(2, 10), []string{"taken bob e2"}},
		{"applied", offered(func(a *fieldwork.Assignment) {
			a.Person, a.Board, a.Applications = "", fieldwork.BoardApply, []fieldwork.Application{{Person: "bob", At: at(1, 12)}}
		}), nil, at(1, 13), []string{"applied  bob" + at(1, 12).String()}},
		{"planned tells nobody", offered(func(a *fieldwork.Assignment) { a.State = fieldwork.AssignmentPlanned }), nil, at(1, 10), nil},
		{"cancelled tells nobody", offered(func(a *fieldwork.Assignment) { a.State = fieldwork.AssignmentCancelled }), nil, at(9, 10), nil},
		{"before the morning of the reminder", offered(accepted), nil, at(8, 7), nil},
		{"the morning of the reminder", offered(accepted), nil, at(8, 8), []string{"reminder ann 2026-05-10"}},
		{"the last day still", offered(accepted), nil, at(10, 23), []string{"reminder ann 2026-05-10"}},
		{"the night after", offered(accepted), nil, at(11, 7), nil},
		{"overdue in the morning after", offered(accepted), nil, at(11, 8), []string{"overdue ann 2026-05-10"}},
		{"overdue for weeks is no news", offered(accepted), nil, at(25, 8), nil},
		{"to be sent later than the visit", offered(accepted, func(a *fieldwork.Assignment) { a.SubmitBy = "2026-05-12" }), nil, at(10, 9), []string{"reminder ann 2026-05-12"}},
		{"begun is not reminded", offered(accepted, func(a *fieldwork.Assignment) { now := at(8, 7); a.CheckedInAt = &now }), nil, at(9, 9), nil},
		{"begun and overdue", offered(accepted, func(a *fieldwork.Assignment) { now := at(8, 7); a.CheckedInAt = &now }), nil, at(11, 9), []string{"overdue ann 2026-05-10"}},
		{"nobody is reminded on the day the work came", offered(func(a *fieldwork.Assignment) { a.Events[0].At = at(9, 7) }), nil, at(9, 9), []string{"offered ann e1"}},
		{"but the next day", offered(func(a *fieldwork.Assignment) { a.Events[0].At = at(9, 7) }), nil, at(10, 9), []string{"offered ann e1", "reminder ann 2026-05-10"}},
		{"submitted", offered(accepted), &fieldwork.Response{State: fieldwork.Submitted}, at(11, 9), nil},
		{"returned", offered(accepted), returned, at(12, 10), []string{"returned ann v"}},
		{"returned, a day before it is due", offered(accepted), returned, at(14, 9), []string{"returned ann v", "reminder ann 2026-05-15"}},
		{"returned to whom it was before", offered(accepted, func(a *fieldwork.Assignment) { a.Person = "bob" }), returned, at(14, 9), []string{"returned ann v", "reminder ann 2026-05-15"}},
		{"returned and nobody has it", offered(func(a *fieldwork.Assignment) { a.Person = "" }), returned, at(12, 10), []string{"returned ann v"}},
		{"returned and overdue", offered(accepted), returned, at(16, 9), []string{"overdue ann 2026-05-15"}},
	} {
		t.Run(vector.name, func(t *testing.T) {
			var got []string
			for _, o := range fieldwork.OccasionsOf(vector.a, vector.newest, fieldwork.Rules{RemindDays: 2}, vector.now.Time, zone) {
				got = append(got, string(o.Kind)+" "+o.Person+" "+o.Cause)
			}
			if !slices.Equal(got, vector.want) {
				t.Errorf("got %q, want %q", got, vector.want)
			}
		})
	}
}

func TestToldWeekly(t *testing.T) {
	zone := zurich(t)
	for _, vector := range []struct {
		name string
		now  time.Time
		want string
	}{
		{"Monday before eight", time.Date(2026, 11, 23, 7, 59, 0, 0, zone), ""},
		{"Monday at eight", time.Date(2026, 11, 23, 8, 0, 0, 0, zone), "2026-11-23"},
		{"Tuesday", time.Date(2026, 11, 24, 0, 0, 0, 0, zone), "2026-11-23"},
		{"Wednesday", time.Date(2026, 11, 25, 9, 0, 0, 0, zone), ""},
		{"Monday here, Sunday in UTC", time.Date(2026, 11, 22, 23, 30, 0, 0, time.UTC), ""},
	} {
		if got, ok := fieldwork.ToldWeekly(vector.now, zone); got != vector.want || ok != (vector.want != "") {
			t.Errorf("%s: %q, %v, want %q", vector.name, got, ok, vector.want)
		}
	}
}

func TestNoticesGatherDecisions(t *testing.T) {
	var n fieldwork.Notice
	for _, step := range []struct {
		item fieldwork.NoticeItem
		kind fieldwork.NoticeKind
		many int
	}{
		{fieldwork.NoticeItem{Subject: "r1", Event: "1", Kind: "approved"}, fieldwork.NoticeApproved, 1},
		{fieldwork.NoticeItem{Subject: "r2", Event: "2", Kind: "rejected"}, fieldwork.NoticeDigest, 2},
		{fieldwork.NoticeItem{Subject: "r1", Event: "3", Kind: "rejected"}, fieldwork.NoticeRejected, 2},
	} {
		if n.Has(step.item) {
			t.Errorf("it has %+v before it was added", step.item)
		}
		n.Add(step.item)
		if n.Kind != step.kind || len(n.Items) != step.many || !n.Has(step.item) {
			t.Errorf("after %+v it is %s with %d items, want %s with %d", step.item, n.Kind, len(n.Items), step.kind, step.many)
		}
	}
}

func TestRetriesComeFurtherApartAndEnd(t *testing.T) {
	now := time.Date(2026, 5, 1, 10, 0, 0, 0, time.UTC)
	var total, before time.Duration
	for attempt := 1; ; attempt++ {
		n := fieldwork.Notice{Attempts: attempt}
		at, more := n.Retry(now)
		if !more {
			if total < 12*time.Hour || total > 48*time.Hour {
				t.Errorf("the attempts end after %s", total)
			}
			return
		}
		wait := at.Sub(now)
		if wait < before || wait > 4*time.Hour {
			t.Errorf("attempt %d: wait %s after %s", attempt, wait, before)
		}
		total, before = total+wait, wait
	}
}
