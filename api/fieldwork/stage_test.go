package fieldwork_test

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
)

var states = []fieldwork.State{fieldwork.Submitted, fieldwork.InReview, fieldwork.Returned, fieldwork.Approved, fieldwork.Rejected, fieldwork.Excluded}

// Every state of an assignment, from before states were kept too, with every state of its
// response, checked in or not.
func TestStageOf(t *testing.T) {
	reported := map[fieldwork.State]fieldwork.Stage{
		fieldwork.Submitted: fieldwork.StageSubmitted, fieldwork.InReview: fieldwork.StageSubmitted, fieldwork.Returned: fieldwork.StageReturned,
		fieldwork.Approved: fieldwork.StageApproved, fieldwork.Rejected: fieldwork.StageRejected, fieldwork.Excluded: fieldwork.StageRejected,
	}
	at := fieldwork.Instant{}
	for _, c := range []struct {
		name          string
		given         fieldwork.Assignment
		want, beganTo fieldwork.Stage
	}{
		{"planned", fieldwork.Assignment{State: fieldwork.AssignmentPlanned}, fieldwork.StagePlanned, fieldwork.StageInProgress},
		{"offered", fieldwork.Assignment{State: fieldwork.AssignmentOffered, Person: "p"}, fieldwork.StageOffered, fieldwork.StageInProgress},
		{"on the board", fieldwork.Assignment{State: fieldwork.AssignmentOffered, Board: "first"}, fieldwork.StageOffered, fieldwork.StageInProgress},
		{"accepted", fieldwork.Assignment{State: fieldwork.AssignmentAccepted, Person: "p"}, fieldwork.StageAccepted, fieldwork.StageInProgress},
		{"cancelled", fieldwork.Assignment{State: fieldwork.AssignmentCancelled}, fieldwork.StageCancelled, fieldwork.StageCancelled},
		{"old, with a person", fieldwork.Assignment{Person: "p"}, fieldwork.StageOffered, fieldwork.StageInProgress},
		{"old, without", fieldwork.Assignment{}, fieldwork.StagePlanned, fieldwork.StageInProgress},
		{"old, cancelled", fieldwork.Assignment{Person: "p", Cancelled: true}, fieldwork.StageCancelled, fieldwork.StageCancelled},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := fieldwork.StageOf(&c.given, nil); got != c.want {
				t.Errorf("without a report %s, want %s", got, c.want)
			}
			began := c.given
			began.CheckedInAt = &at
			if got := fieldwork.StageOf(&began, nil); got != c.beganTo {
				t.Errorf("checked in %s, want %s", got, c.beganTo)
			}
			for _, state := range states {
				for _, a := range []fieldwork.Assignment{c.given, began} {
					if got := fieldwork.StageOf(&a, &fieldwork.Response{State: state}); got != reported[state] {
						t.Errorf("report %s: %s, want %s", state, got, reported[state])
					}
				}
			}
		})
	}
}

// rowOf puts one assignment on a board and gives its row on a day.
func rowOf(t *testing.T, a fieldwork.Assignment, r *fieldwork.Response, today string) fieldwork.BoardRow {
	t.Helper()
	board := fieldwork.NewBoard()
	a.ID, a.Project, a.Wave = uuid, "p", "w"
	board.ApplyWave(&fieldwork.Wave{Project: "p", Name: "w", FirstDay: "2026-05-01", LastDay: "2026-05-31"}, 1)
	board.ApplyJob(fieldwork.JobOf(&a), 1)
	if r != nil {
		r.ID, r.Project, r.Assignment = "r", "p", uuid
		board.ApplyReport(fieldwork.BriefOf(r, nil), 1)
	}
	page, err := board.Page("p", fieldwork.BoardQuery{}, today)
	if err != nil || len(page.Items) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	return page.Items[0]
}

func TestLateAndAtRisk(t *testing.T) {
	offered := fieldwork.Assignment{Person: "p", State: fieldwork.AssignmentOffered, FirstDay: "2026-05-10", LastDay: "2026-05-20"}
	with := func(change func(*fieldwork.Assignment)) fieldwork.Assignment {
		a := offered
		change(&a)
		return a
	}
	accepted := with(func(a *fieldwork.Assignment) { a.State = fieldwork.AssignmentAccepted })
	planned := with(func(a *fieldwork.Assignment) { a.State, a.Person = fieldwork.AssignmentPlanned, "" })
	onBoard := with(func(a *fieldwork.Assignment) { a.Board, a.Person = "apply", "" })
	declined := with(func(a *fieldwork.Assignment) {
		a.State, a.Person = fieldwork.AssignmentPlanned, ""
		a.Events = []fieldwork.AssignmentEvent{{Kind: fieldwork.EventGiven}, {Kind: fieldwork.EventDeclined, Person: "p"}}
	})
	returned := &fieldwork.Response{State: fieldwork.Returned, Deadline: "2026-05-25"}
	for _, c := range []struct {
		name   string
		given  fieldwork.Assignment
		report *fieldwork.Response
		today  string
		want   string // risks, then "late"
	}{
		{"offered, opens in four days", offered, nil, "2026-05-06", ""},
		{"offered, opens in three days", offered, nil, "2026-05-07", "notAccepted"},
		{"offered, open", offered, nil, "2026-05-20", "notAccepted"},
		{"offered, over", offered, nil, "2026-05-21", "notAccepted late"},
		{"submit by", with(func(a *fieldwork.Assignment) { a.SubmitBy = "2026-05-22" }), nil, "2026-05-22", "notAccepted"},
		{"after submit by", with(func(a *fieldwork.Assignment) { a.SubmitBy = "2026-05-22" }), nil, "2026-05-23", "notAccepted late"},
		{"days of the wave", fieldwork.Assignment{Person: "p"}, nil, "2026-04-27", ""},
		{"three days before the wave", fieldwork.Assignment{Person: "p"}, nil, "2026-04-28", "notAccepted"},
		{"after the wave", fieldwork.Assignment{Person: "p"}, nil, "2026-06-01", "notAccepted late"},
		{"planned, far", planned, nil, "2026-05-06", ""},
		{"planned, soon", planned, nil, "2026-05-07", "nobodyYet"},
		{"on the board, soon", onBoard, nil, "2026-05-07", "nobodyYet"},
		{"accepted, three days left", accepted, nil, "2026-05-18", ""},
		{"accepted, two days left", accepted, nil, "2026-05-19", "notBegun"},
		{"accepted, one day left", accepted, nil, "2026-05-20", "notBegun"},
		{"declined", declined, nil, "2026-05-01", "declined"},
		{"declined, soon", declined, nil, "2026-05-08", "nobodyYet declined"},
		{"submitted", offered, &fieldwork.Response{State: fieldwork.Submitted}, "2026-06-30", ""},
		{"returned, three days", offered, returned, "2026-05-22", ""},
		{"returned, two days", offered, returned, "2026-05-23", "returnedDue"},
		{"returned, too late", offered, returned, "2026-05-26", "returnedDue late"},
		{"returned without a deadline", offered, &fieldwork.Response{State: fieldwork.Returned}, "2026-06-30", ""},
		{"cancelled", with(func(a *fieldwork.Assignment) { a.State = fieldwork.AssignmentCancelled }), nil, "2026-06-30", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := rowOf(t, c.given, c.report, c.today)
			var told []string
			for _, risk := range row.Risks {
				told = append(told, string(risk))
			}
			if row.Overdue {
				told = append(told, "late")
			}
			if got := strings.Join(told, " "); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestHistoryKeepsWhatMatters(t *testing.T) {
	var a fieldwork.Assignment
	a.Note(fieldwork.AssignmentEvent{ID: "first", Kind: fieldwork.EventPlanned})
	for i := range 300 {
		a.Note(fieldwork.AssignmentEvent{ID: fmt.Sprint(i), Kind: fieldwork.EventChanged})
	}
	if len(a.Events) != 200 || !a.Knows("first") || a.Knows("0") || !a.Knows("299") {
		t.Errorf("%d events, first %v, oldest change %v, newest %v", len(a.Events), a.Knows("first"), a.Knows("0"), a.Knows("299"))
	}
	for i := range 300 {
		a.Note(fieldwork.AssignmentEvent{ID: "x" + fmt.Sprint(i), Kind: fieldwork.EventGiven})
	}
	if len(a.Events) != 200 || a.Events[199].ID != "x299" || a.Knows("299") {
		t.Errorf("%d events, the last %s", len(a.Events), a.Events[199].ID)
	}
}
