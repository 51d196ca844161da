package fieldwork_test

import (
	"strings"
	"testing"

	"touchstone/api/fieldwork"
)

// kinds gives the kinds of an assignment's events.
func kinds(a fieldwork.Assignment) string {
	var list []string
	for _, event := range a.Events {
		list = append(list, event.Kind)
	}
	return strings.Join(list, " ")
}

func TestALeadRevises(t *testing.T) {
	type words = fieldwork.Assignment
	const planned, offered, accepted, cancelled = fieldwork.AssignmentPlanned, fieldwork.AssignmentOffered, fieldwork.AssignmentAccepted, fieldwork.AssignmentCancelled
	at := fieldwork.Instant{}
	history := func(kinds ...string) (events []fieldwork.AssignmentEvent) {
		for _, kind := range kinds {
			events = append(events, fieldwork.AssignmentEvent{ID: kind, Kind: kind})
		}
		return events
	}
	for _, c := range []struct {
		name         string
		kept, wanted words
		want         fieldwork.AssignmentState
		events       string
	}{
		{"nothing", words{Person: "p", State: accepted}, words{Person: "p", State: accepted}, accepted, ""},
		{"nothing, without a state", words{Person: "p", State: accepted}, words{Person: "p"}, accepted, ""},
		{"other words", words{Person: "p", State: accepted}, words{Person: "p", LastDay: "2026-05-01"}, accepted, "changed"},
		{"what shoppers did is kept", words{Person: "p", State: accepted, CheckedInAt: &at}, words{Person: "p"}, accepted, ""},
		{"old, cancelled", words{Person: "p"}, words{Person: "p", Cancelled: true}, cancelled, "cancelled"},
		{"old, reinstated", words{Person: "p", Cancelled: true}, words{Person: "p"}, offered, "reinstated"},
		{"cancelled as its state says otherwise", words{Person: "p", State: offered}, words{Person: "p", State: offered, Cancelled: true}, cancelled, "cancelled"},
		{"cancelled stays as it is written", words{Person: "p", State: cancelled, Cancelled: true}, words{Person: "p", State: cancelled, Cancelled: true, LastDay: "2026-05-01"}, cancelled, "changed"},
		{"reinstated as accepted", words{Person: "p", State: cancelled, Events: history("offered", "accepted", "cancelled")}, words{Person: "p"}, accepted, "offered accepted cancelled reinstated"},
		{"reinstated after another was given it", words{Person: "q", State: cancelled, Events: history("accepted", "given", "cancelled")}, words{Person: "q"}, offered, "accepted given cancelled reinstated"},
		{"reinstated as planned", words{State: cancelled, Events: history("planned", "cancelled")}, words{}, planned, "planned cancelled reinstated"},
		{"given", words{State: planned}, words{Person: "p"}, offered, "given"},
		{"planned for somebody", words{State: planned}, words{Person: "p", State: planned}, planned, "planned"},
		{"then offered", words{Person: "p", State: planned}, words{Person: "p", State: offered}, offered, "offered"},
		{"given to another", words{Person: "p", State: accepted, CheckedInAt: &at}, words{Person: "q", State: accepted}, offered, "given"},
		{"taken away", words{Person: "p", State: accepted}, words{State: accepted}, planned, "planned"},
		{"taken away, back on the board", words{Person: "p", State: accepted, Board: "first"}, words{Board: "first"}, offered, "planned"},
		{"onto the board", words{State: planned}, words{Board: "first", State: offered}, offered, "offered"},
		{"accepted on the telephone", words{Person: "p", State: offered}, words{Person: "p", State: accepted}, accepted, "accepted"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := c.kept.Revise(c.wanted, fieldwork.DeskAct{ID: "act", Person: "lead"})
			if got.State != c.want || got.Cancelled != (c.want == cancelled) || kinds(got) != c.events {
				t.Errorf("%s, cancelled %v, %q; want %s, %q", got.State, got.Cancelled, kinds(got), c.want, c.events)
			}
			if (got.CheckedInAt != nil) != (c.kept.CheckedInAt != nil && got.Person == c.kept.Person) {
				t.Errorf("checked in %v", got.CheckedInAt)
			}
			if again := got.Revise(got, fieldwork.DeskAct{ID: "again"}); kinds(again) != kinds(got) || again.State != got.State {
				t.Errorf("written again: %s, %q", again.State, kinds(again))
			}
		})
	}
}

func TestBulkActs(t *testing.T) {
	somebody, nobody, first, day := "p", "", "first", "2026-05-20"
	type words = fieldwork.Assignment
	for _, c := range []struct {
		name  string
		act   fieldwork.Bulk
		given words
		stage fieldwork.Stage
		want  string // state and person, or why it is left
	}{
		{"offer", fieldwork.Bulk{Act: "offer"}, words{Person: "p", State: "planned"}, "planned", "offered p"},
		{"offer on the board", fieldwork.Bulk{Act: "offer"}, words{Board: "apply", State: "planned"}, "planned", "offered "},
		{"offer to nobody", fieldwork.Bulk{Act: "offer"}, words{State: "planned"}, "planned", "nobody"},
		{"offer what is accepted", fieldwork.Bulk{Act: "offer"}, words{Person: "p", State: "accepted"}, "accepted", ""},
		{"give", fieldwork.Bulk{Act: "give", Person: &somebody}, words{State: "planned"}, "planned", "offered p"},
		{"give to who applied", fieldwork.Bulk{Act: "give", Person: &somebody}, words{State: "offered", Board: "apply", Applications: []fieldwork.Application{{Person: "p"}}}, "offered", "accepted p"},
		{"give to who has it", fieldwork.Bulk{Act: "give", Person: &somebody}, words{Person: "p", State: "accepted"}, "accepted", ""},
		{"take away", fieldwork.Bulk{Act: "give", Person: &nobody}, words{Person: "p", State: "accepted"}, "accepted", "planned "},
		{"give what is reported", fieldwork.Bulk{Act: "give", Person: &somebody}, words{Person: "q", State: "accepted"}, "submitted", "reported"},
		{"give what is returned", fieldwork.Bulk{Act: "give", Person: &somebody}, words{Person: "q", State: "accepted"}, "returned", "reported"},
		{"give what is cancelled", fieldwork.Bulk{Act: "give", Person: &somebody}, words{State: "cancelled"}, "cancelled", "cancelled"},
		{"cancel", fieldwork.Bulk{Act: "cancel"}, words{Person: "p", State: "accepted"}, "inProgress", "cancelled p"},
		{"cancel again", fieldwork.Bulk{Act: "cancel"}, words{State: "cancelled"}, "cancelled", ""},
		{"cancel what is approved", fieldwork.Bulk{Act: "cancel"}, words{Person: "p", State: "accepted"}, "approved", "reported"},
		{"reinstate", fieldwork.Bulk{Act: "reinstate"}, words{Person: "p", State: "cancelled"}, "cancelled", "offered p"},
		{"reinstate what is not cancelled", fieldwork.Bulk{Act: "reinstate"}, words{Person: "p", State: "offered"}, "offered", ""},
		{"window", fieldwork.Bulk{Act: "window", LastDay: &day}, words{Person: "p", State: "accepted", FirstDay: "2026-05-01"}, "accepted", "accepted p"},
		{"window that is so", fieldwork.Bulk{Act: "window", LastDay: &day}, words{State: "planned", LastDay: day}, "planned", ""},
		{"window that ends before it begins", fieldwork.Bulk{Act: "window", LastDay: &day}, words{State: "planned", FirstDay: "2026-05-21"}, "planned", "range"},
		{"window with its report too early", fieldwork.Bulk{Act: "window", SubmitBy: &day}, words{State: "planned", FirstDay: "2026-05-21"}, "planned", "range"},
		{"board", fieldwork.Bulk{Act: "board"}, words{State: "planned"}, "planned", "offered "},
		{"board that is so", fieldwork.Bulk{Act: "board", Board: &first}, words{State: "offered", Board: "first"}, "offered", ""},
		{"off the board", fieldwork.Bulk{Act: "board", Board: &nobody}, words{State: "offered", Board: "first"}, "offered", "planned "},
		{"board of what somebody has", fieldwork.Bulk{Act: "board"}, words{Person: "p", State: "offered"}, "offered", "given"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.act.Check(); err != nil {
				t.Fatal(err)
			}
			act, given := fieldwork.DeskAct{ID: "act", Person: "lead"}, c.given
			changed, code, _ := c.act.On(&given, c.stage, act)
			got := code
			if changed {
				got = string(given.State) + " " + given.Person
				given.ID, given.Wave, given.Location, given.Definition = uuid, "w", "l", visit
				if err := given.Check(); err != nil {
					t.Errorf("it cannot be kept like this: %v", err)
				}
				if len(given.Events) != 1 || given.Events[0].Person != "lead" {
					t.Errorf("history %v", given.Events)
				}
				if again, code, _ := c.act.On(&given, c.stage, act); again || code != "" {
					t.Error("the same act was done twice")
				}
			} else if len(given.Events) != 0 {
				t.Errorf("history %v of what did not change", given.Events)
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

func TestReinstatingGoesBackToWhatItWas(t *testing.T) {
	const planned, offered, accepted, cancelled = fieldwork.AssignmentPlanned, fieldwork.AssignmentOffered, fieldwork.AssignmentAccepted, fieldwork.AssignmentCancelled
	nobody, ann := "", "ann"
	lead := func(id string) fieldwork.DeskAct { return fieldwork.DeskAct{ID: id, Person: "lead"} }
	bulk := func(id string, bulk fieldwork.Bulk) func(*fieldwork.Assignment) {
		return func(a *fieldwork.Assignment) { bulk.On(a, fieldwork.StageOf(a, nil), lead(id)) }
	}
	edit := func(change func(*fieldwork.Assignment)) func(*fieldwork.Assignment) {
		return func(a *fieldwork.Assignment) {
			wanted := *a
			change(&wanted)
			*a = a.Revise(wanted, lead("edit"))
		}
	}
	checkIn := func(a *fieldwork.Assignment) {
		_ = a.Perform(fieldwork.Act{ID: "checkIn", Kind: fieldwork.ActCheckIn}, a.Person, fieldwork.Instant{}, false)
	}
	for _, c := range []struct {
		name      string
		given     fieldwork.Assignment
		before    func(*fieldwork.Assignment)
		meanwhile func(*fieldwork.Assignment)
		want      fieldwork.AssignmentState
	}{
		{"taken away from somebody, back on the board", fieldwork.Assignment{Person: "bob", Board: fieldwork.BoardFirst, State: accepted}, bulk("give", fieldwork.Bulk{Act: fieldwork.BulkGive, Person: &nobody}), nil, offered},
		{"the shopper was there without accepting before", fieldwork.Assignment{Person: "bob", State: offered}, checkIn, nil, accepted},
		{"planned for somebody", fieldwork.Assignment{Person: "bob", State: planned}, nil, nil, planned},
		{"planned for the board", fieldwork.Assignment{Board: fieldwork.BoardFirst, State: planned}, nil, nil, planned},
		{"accepted, then somebody else's", fieldwork.Assignment{Person: "bob", State: accepted}, nil, edit(func(a *fieldwork.Assignment) { a.Person = ann }), offered},
		{"accepted, then nobody's", fieldwork.Assignment{Person: "bob", State: accepted}, nil, edit(func(a *fieldwork.Assignment) { a.Person = "" }), planned},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := c.given
			a.Open(lead("open"))
			if c.before != nil {
				c.before(&a)
			}
			bulk("cancel", fieldwork.Bulk{Act: fieldwork.BulkCancel})(&a)
			if c.meanwhile != nil {
				c.meanwhile(&a)
			}
			if a.CurrentState() != cancelled {
				t.Fatalf("%s after it was cancelled", a.State)
			}
			bulk("reinstate", fieldwork.Bulk{Act: fieldwork.BulkReinstate})(&a)
			if a.State != c.want {
				t.Errorf("%s, want %s", a.State, c.want)
			}
		})
	}
}

func TestABulkActAgain(t *testing.T) {
	nobody, ann, bob, day := "", "ann", "bob", "2026-05-01"
	type bulk = fieldwork.Bulk
	for _, c := range []struct {
		name         string
		given        fieldwork.Assignment
		first, again bulk
		want         string
	}{
		{"the same gift", fieldwork.Assignment{}, bulk{Act: fieldwork.BulkGive, Person: &ann}, bulk{Act: fieldwork.BulkGive, Person: &ann}, ""},
		{"a gift to somebody else", fieldwork.Assignment{}, bulk{Act: fieldwork.BulkGive, Person: &ann}, bulk{Act: fieldwork.BulkGive, Person: &bob}, "conflict"},
		{"taken away twice", fieldwork.Assignment{Person: "bob"}, bulk{Act: fieldwork.BulkGive, Person: &nobody}, bulk{Act: fieldwork.BulkGive, Person: &nobody}, ""},
		{"cancelled twice", fieldwork.Assignment{}, bulk{Act: fieldwork.BulkCancel}, bulk{Act: fieldwork.BulkCancel}, ""},
		{"reinstated by what cancelled", fieldwork.Assignment{}, bulk{Act: fieldwork.BulkCancel}, bulk{Act: fieldwork.BulkReinstate}, "conflict"},
		{"cancelled by what moved", fieldwork.Assignment{}, bulk{Act: fieldwork.BulkWindow, LastDay: &day}, bulk{Act: fieldwork.BulkCancel}, "conflict"},
		{"moved twice", fieldwork.Assignment{}, bulk{Act: fieldwork.BulkWindow, LastDay: &day}, bulk{Act: fieldwork.BulkWindow, LastDay: &day}, ""},
		{"offered twice", fieldwork.Assignment{Person: "bob", State: fieldwork.AssignmentPlanned}, bulk{Act: fieldwork.BulkOffer}, bulk{Act: fieldwork.BulkOffer}, ""},
		{"onto the board twice", fieldwork.Assignment{}, bulk{Act: fieldwork.BulkBoard}, bulk{Act: fieldwork.BulkBoard}, ""},
		{"off the board twice", fieldwork.Assignment{Board: fieldwork.BoardFirst, State: fieldwork.AssignmentOffered}, bulk{Act: fieldwork.BulkBoard, Board: &nobody}, bulk{Act: fieldwork.BulkBoard, Board: &nobody}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, act := c.given, fieldwork.DeskAct{ID: "act", Person: "lead"}
			if changed, code, _ := c.first.On(&a, fieldwork.StageOf(&a, nil), act); !changed {
				t.Fatalf("the first did nothing: %q", code)
			}
			if changed, code, _ := c.again.On(&a, fieldwork.StageOf(&a, nil), act); changed || code != c.want {
				t.Errorf("again: changed %v, %q, want %q", changed, code, c.want)
			}
		})
	}
}
