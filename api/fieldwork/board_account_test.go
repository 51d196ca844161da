package fieldwork_test

import (
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

func TestTheBoardKnowsTheVisitsOfAccounts(t *testing.T) {
	zone := zurich(t)
	at := func(day int) fieldwork.Instant {
		return fieldwork.At(time.Date(2026, 5, day, 10, 0, 0, 0, time.UTC))
	}
	board := fieldwork.NewBoard()
	for _, a := range []fieldwork.Assignment{
		{ID: "1", Project: "p", Account: "acme", State: fieldwork.AssignmentAccepted, FirstDay: "2026-04-01"},
		{ID: "2", Project: "p", Account: "acme", State: fieldwork.AssignmentAccepted, FirstDay: "2026-04-02"},
		{ID: "3", Project: "p", Account: "acme", State: fieldwork.AssignmentOffered, FirstDay: "2026-07-01", Person: "ann"},
		{ID: "4", Project: "p", Account: "acme", State: fieldwork.AssignmentOffered, FirstDay: "2026-06-01", Person: "bob"},
		{ID: "5", Project: "p", Account: "acme", State: fieldwork.AssignmentCancelled, FirstDay: "2026-05-01"},
		{ID: "6", Project: "p", Location: "main", State: fieldwork.AssignmentOffered, FirstDay: "2026-05-01"},
		{ID: "7", Project: "q", Account: "acme", State: fieldwork.AssignmentOffered, FirstDay: "2026-05-01"},
		{ID: "8", Project: "p", Account: "bolt", State: fieldwork.AssignmentAccepted},
	} {
		board.ApplyJob(fieldwork.JobOf(&a), 1)
	}
	for _, r := range []fieldwork.Response{
		{ID: "a", Project: "p", Assignment: "1", State: fieldwork.Approved, SubmittedAt: at(3), ReceivedAt: at(4)},
		{ID: "b", Project: "p", Assignment: "2", State: fieldwork.Rejected, SubmittedAt: at(9), ReceivedAt: at(9)},
		{ID: "c", Project: "p", Assignment: "8", State: fieldwork.Submitted, SubmittedAt: at(9), ReceivedAt: at(9), Visit: &fieldwork.Visit{NotPossible: &fieldwork.NotPossible{Reason: "closed"}}},
	} {
		board.ApplyReport(fieldwork.BriefOf(&r, nil), 1)
	}
	visits := board.AccountVisits("p", zone)
	if acme := visits["acme"]; acme.LastVisit != "2026-05-03" || acme.Planned == nil || acme.Planned.ID != "4" {
		t.Errorf("acme: %+v", acme)
	}
	if bolt := visits["bolt"]; bolt.LastVisit != "" || bolt.Planned != nil {
		t.Errorf("bolt: %+v", bolt)
	}
	if len(visits) != 2 || len(board.AccountVisits("nowhere", zone)) != 0 {
		t.Errorf("%d accounts have visits, want 2", len(visits))
	}
}
