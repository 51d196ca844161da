package fieldwork

import (
	"encoding/json"
	"slices"
)

// DeskAct says which lead does something to an assignment, and when; its id makes it happen once.
type DeskAct struct {
	ID     string
	At     Instant
	Person string // id of who acts
}

func (a DeskAct) event(kind, subject, reason string) AssignmentEvent {
	return AssignmentEvent{ID: a.ID, Kind: kind, At: a.At, Person: a.Person, Subject: subject, Reason: reason}
}

// cancellation is the event of cancelling an assignment that was in a state.
func (a DeskAct) cancellation(of *Assignment, was AssignmentState, reason string) AssignmentEvent {
	event := a.event(EventCancelled, of.Person, reason)
	event.Was = was
	return event
}

// Open makes a new assignment of what a lead wrote: its state settled, its history begun,
// and nothing in it that only what happens later may write.
func (a *Assignment) Open(act DeskAct) {
	a.Applications, a.Events, a.CheckedInAt = nil, nil, nil
	a.Settle()
	kind := EventPlanned
	if a.State != AssignmentPlanned {
		kind = EventOffered
	}
	a.Note(act.event(kind, a.Person, ""))
	if a.State == AssignmentAccepted {
		a.Note(AssignmentEvent{ID: act.ID + "-accepted", Kind: EventAccepted, At: act.At, Person: act.Person, Subject: a.Person})
	}
}

// PlannedAs tells whether the assignment was planned like another, whatever happened to it
// since.
func (a *Assignment) PlannedAs(other *Assignment) bool {
	left, right := *a, *other
	for _, side := range []*Assignment{&left, &right} {
		side.State, side.Cancelled, side.Applications, side.Events, side.CheckedInAt, side.CreatedAt = "", false, nil, nil, nil, Instant{}
	}
	return sameMembers(&left, &right)
}

// Revise gives the assignment as a lead wants it, with its history. Who gets an accepted one
// instead of somebody else has to accept it anew. A wanted assignment without a state keeps
// the one it has, but for cancelled, which both ways of writing it change.
func (a *Assignment) Revise(wanted Assignment, act DeskAct) Assignment {
	next := wanted
	next.ID, next.Project, next.CreatedAt = a.ID, a.Project, a.CreatedAt
	next.Applications, next.Events, next.CheckedInAt = a.Applications, a.Events, a.CheckedInAt
	was := a.CurrentState()
	next.State = wantedState(a, &wanted, was)
	if next.Person != a.Person {
		next.CheckedInAt = nil
		switch {
		case next.State == AssignmentAccepted, next.State == AssignmentPlanned && wanted.State == "" && next.Person != "":
			next.State = AssignmentOffered
		}
	}
	if next.State == AssignmentOffered && next.Person == "" && next.Board == "" {
		next.State = AssignmentPlanned
	}
	next.Settle()
	var kinds []AssignmentEvent
	if next.Person != a.Person {
		kind, subject := EventGiven, next.Person
		switch {
		case next.Person == "":
			kind, subject = EventPlanned, a.Person
		case next.State == AssignmentPlanned:
			kind = EventPlanned
		}
		kinds = append(kinds, act.event(kind, subject, ""))
	}
	switch {
	case next.State == was:
	case next.State == AssignmentCancelled:
		kinds = append(kinds, act.cancellation(&next, was, ""))
	case was == AssignmentCancelled:
		kinds = append(kinds, act.event(EventReinstated, next.Person, ""))
	case len(kinds) > 0 && next.State != AssignmentAccepted: // told already
	default:
		kinds = append(kinds, act.event(string(next.State), next.Person, "")) // states and events share their names
	}
	if len(kinds) == 0 && !sameWords(a, &next) {
		kinds = append(kinds, act.event(EventChanged, "", ""))
	}
	for i, event := range kinds {
		if i > 0 {
			event.ID += "-" + event.Kind
		}
		next.Note(event)
	}
	return next
}

func wantedState(a, wanted *Assignment, was AssignmentState) AssignmentState {
	switch {
	case wanted.Cancelled && was != AssignmentCancelled:
		return AssignmentCancelled
	case wanted.State != "":
		return wanted.State
	case wanted.Cancelled:
		return AssignmentCancelled
	case was == AssignmentCancelled:
		return a.beforeCancelling()
	}
	return was
}

// sameWords tells whether two assignments say the same, their history aside.
func sameWords(a, b *Assignment) bool {
	left, right := *a, *b
	for _, side := range []*Assignment{&left, &right} {
		side.Settle()
		side.Events = nil
	}
	return sameMembers(&left, &right)
}

func sameMembers(a, b *Assignment) bool {
	left, leftErr := json.Marshal(a)
	right, rightErr := json.Marshal(b)
	return leftErr == nil && rightErr == nil && string(left) == string(right)
}

// beforeCancelling gives the state that a cancelled assignment had before; one that was
// given to somebody else meanwhile has yet to be accepted.
func (a *Assignment) beforeCancelling() AssignmentState {
	open := AssignmentPlanned
	if a.Person != "" || a.Board != "" {
		open = AssignmentOffered
	}
	for _, event := range slices.Backward(a.Events) {
		switch event.Kind {
		case EventCancelled:
			if event.Was == AssignmentOffered || event.Was == AssignmentAccepted && event.Subject != a.Person {
				return open
			}
			if event.Was != "" {
				return event.Was
			}
		case EventAccepted, EventTaken, EventGiven:
			if a.Person == "" || event.Kind == EventGiven && !a.Applied(a.Person) {
				return open
			}
			return AssignmentAccepted
		case EventOffered, EventDeclined:
			return open
		case EventPlanned:
			return AssignmentPlanned
		}
	}
	return open
}
