package fieldwork_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

var noon = fieldwork.At(time.Date(2026, 3, 10, 12, 0, 0, 0, time.UTC))

// Every act in every situation: what the assignment is like after it, or the fault.
func TestActs(t *testing.T) {
	situations := map[string]fieldwork.Assignment{
		"mine, offered":       {Person: "me", State: fieldwork.AssignmentOffered},
		"mine, from before":   {Person: "me"}, // a document without a state
		"mine, accepted":      {Person: "me", State: fieldwork.AssignmentAccepted},
		"mine off the board":  {Person: "me", State: fieldwork.AssignmentAccepted, Board: fieldwork.BoardFirst},
		"mine, cancelled":     {Person: "me", State: fieldwork.AssignmentCancelled},
		"on the board":        {State: fieldwork.AssignmentOffered, Board: fieldwork.BoardFirst},
		"to apply for":        {State: fieldwork.AssignmentOffered, Board: fieldwork.BoardApply},
		"applied for":         {State: fieldwork.AssignmentOffered, Board: fieldwork.BoardApply, Applications: []fieldwork.Application{{Person: "me"}}},
		"another's":           {Person: "other", State: fieldwork.AssignmentAccepted, Board: fieldwork.BoardFirst},
		"was mine":            {Person: "other", State: fieldwork.AssignmentAccepted, Events: []fieldwork.AssignmentEvent{{ID: "1", Kind: fieldwork.EventAccepted, Person: "me"}}},
		"planned for nobody":  {State: fieldwork.AssignmentPlanned},
		"cancelled for board": {State: fieldwork.AssignmentCancelled, Board: fieldwork.BoardFirst},
	}
	refused, taken := "assignment.refused", "assignment.taken"
	table := map[string]map[fieldwork.ActKind]string{
		"mine, offered":       {"accept": "me accepted accepted", "decline": " planned declined", "apply": refused, "withdraw": "me offered", "checkIn": "me accepted checkedIn in", "return": " planned declined"},
		"mine, from before":   {"accept": "me accepted accepted", "decline": " planned declined", "apply": refused, "withdraw": "me offered", "checkIn": "me accepted checkedIn in", "return": " planned declined"},
		"mine, accepted":      {"accept": "me accepted", "decline": " planned declined", "apply": refused, "withdraw": "me accepted", "checkIn": "me accepted checkedIn in", "return": " planned declined"},
		"mine off the board":  {"accept": "me accepted", "decline": " offered declined", "apply": refused, "withdraw": "me accepted", "checkIn": "me accepted checkedIn in", "return": " offered declined"},
		"mine, cancelled":     {"accept": refused, "decline": refused, "apply": refused, "withdraw": "me cancelled", "checkIn": "me cancelled checkedIn in", "return": refused},
		"on the board":        {"accept": "me accepted taken", "decline": refused, "apply": refused, "withdraw": " offered", "checkIn": refused, "return": refused},
		"to apply for":        {"accept": refused, "decline": refused, "apply": " offered applied", "withdraw": " offered", "checkIn": refused, "return": refused},
		"applied for":         {"accept": refused, "decline": refused, "apply": " offered", "withdraw": " offered withdrawn", "checkIn": refused, "return": refused},
		"another's":           {"accept": taken, "decline": taken, "apply": taken, "withdraw": "other accepted", "checkIn": taken, "return": taken},
		"was mine":            {"accept": taken, "decline": taken, "apply": taken, "withdraw": "other accepted accepted", "checkIn": "other accepted checkedIn", "return": taken},
		"planned for nobody":  {"accept": refused, "decline": refused, "apply": refused, "withdraw": " planned", "checkIn": refused, "return": refused},
		"cancelled for board": {"accept": refused, "decline": refused, "apply": refused, "withdraw": " cancelled", "checkIn": refused, "return": refused},
	}
	for name, given := range situations {
		for _, kind := range fieldwork.ActKinds {
			t.Run(name+" "+string(kind), func(t *testing.T) {
				if given.Person == "" && given.State == fieldwork.AssignmentPlanned {
					given.Board = ""
				}
				after := given
				act := fieldwork.Act{ID: uuid, Kind: kind, At: noon, Reason: "r"}
				err := after.Perform(act, "me", noon, false)
				got := describe(after, err)
				if want := table[name][kind]; got != want && got != strings.TrimSuffix(want, " ") {
					t.Errorf("%q, want %q", got, want)
				}
				if err == nil && after.Cancelled != (after.State == fieldwork.AssignmentCancelled) && len(after.Events) > 0 {
					t.Error("cancelled is out of step with the state")
				}
				if len(after.Events) == len(given.Events) {
					return
				}
				if done, err := after.Did(act, "me"); !done || err != nil {
					t.Errorf("the same act again: %v, %v", done, err)
				}
				if _, err := after.Did(fieldwork.Act{ID: uuid, Kind: kind, At: noon, Reason: "another", Note: "another"}, "me"); !fault.Is(err, fault.Conflict) {
					t.Errorf("another act under its id: %v", err)
				}
				if _, err := after.Did(act, "other"); !fault.Is(err, fault.Conflict) {
					t.Errorf("the act of another person: %v", err)
				}
			})
		}
	}
}

// describe gives person, state, the newest event and whether somebody is there, or the fault.
func describe(a fieldwork.Assignment, err error) string {
	if err != nil {
		return fault.Of(err).Code
	}
	text := fmt.Sprintf("%s %s", a.Person, a.CurrentState())
	if len(a.Events) > 0 {
		text += " " + a.Events[len(a.Events)-1].Kind
	}
	if a.CheckedInAt != nil {
		text += " in"
	}
	return text
}

func TestWhoReportedKeepsTheAssignment(t *testing.T) {
	a := fieldwork.Assignment{Person: "me", State: fieldwork.AssignmentAccepted}
	if err := a.Perform(fieldwork.Act{ID: uuid, Kind: fieldwork.ActReturn, Reason: "r"}, "me", noon, true); !fault.Is(err, fault.Conflict) {
		t.Errorf("giving back what was reported: %v", err)
	}
}

func TestActChecks(t *testing.T) {
	for _, c := range []struct {
		name  string
		given fieldwork.Act
		want  string
	}{
		{"an act", fieldwork.Act{ID: uuid, Kind: "accept", At: noon}, ""},
		{"a check-in somewhere", fieldwork.Act{ID: uuid, Kind: "checkIn", At: noon, Position: &fieldwork.Position{Lat: 47, Lon: 8}}, ""},
		{"declining without a reason", fieldwork.Act{ID: uuid, Kind: "decline", At: noon, Reason: " "}, "reason"},
		{"returning without a reason", fieldwork.Act{ID: uuid, Kind: "return", At: noon}, "reason"},
		{"with every mistake", fieldwork.Act{ID: "x", Kind: "steal", Reason: strings.Repeat("x", 20_001), Note: strings.Repeat("x", 20_001), Position: &fieldwork.Position{Lat: 91}}, "at id kind note position.lat reason"},
	} {
		if got := paths(c.given.Check()); got != c.want {
			t.Errorf("%s: mistakes at %q, want %q", c.name, got, c.want)
		}
	}
}

func TestGiving(t *testing.T) {
	for _, c := range []struct {
		name  string
		given fieldwork.Assignment
		want  string
	}{
		{"planned", fieldwork.Assignment{State: fieldwork.AssignmentPlanned}, "me offered given"},
		{"who applied has accepted", fieldwork.Assignment{State: fieldwork.AssignmentOffered, Board: fieldwork.BoardApply, Applications: []fieldwork.Application{{Person: "me"}}}, "me accepted given"},
		{"has it already", fieldwork.Assignment{Person: "me", State: fieldwork.AssignmentAccepted}, "me accepted"},
		{"another's", fieldwork.Assignment{Person: "other"}, "assignment.taken"},
		{"cancelled", fieldwork.Assignment{State: fieldwork.AssignmentCancelled}, "assignment.refused"},
	} {
		err := c.given.Give(uuid, "me", "lead", noon)
		if got := describe(c.given, err); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Who may report what they did without network, after it was given to somebody else.
func TestHeld(t *testing.T) {
	for _, c := range []struct {
		event fieldwork.AssignmentEvent
		want  bool
	}{
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventAccepted, Person: "me"}, true},
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventTaken, Person: "me", Subject: "me"}, true},
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventCheckedIn, Person: "me"}, true},
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventGiven, Person: "lead", Subject: "me"}, true},
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventOffered, Person: "lead", Subject: "me"}, true},
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventGiven, Person: "me", Subject: "other"}, false},
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventDeclined, Person: "me"}, false},
		{fieldwork.AssignmentEvent{Kind: fieldwork.EventApplied, Person: "me"}, false},
	} {
		a := fieldwork.Assignment{Events: []fieldwork.AssignmentEvent{c.event}}
		if got := a.Held("me"); got != c.want {
			t.Errorf("%+v: %v, want %v", c.event, got, c.want)
		}
	}
}
