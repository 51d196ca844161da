package fieldwork

import (
	"slices"
	"strings"

	"touchstone/api/fault"
)

// Act is what a shopper does about an assignment, named by an id the phone mints.
type Act struct {
	ID       string    `json:"id"`
	Kind     ActKind   `json:"kind"`
	At       Instant   `json:"at"` // by the device's clock
	Reason   string    `json:"reason,omitempty"`
	Note     string    `json:"note,omitempty"`     // to an application
	Position *Position `json:"position,omitempty"` // of a check-in; it is kept with the report only
}

// ActKind is what a shopper may do.
type ActKind string

// The kinds.
const (
	ActAccept   ActKind = "accept" // what was offered, or first come from the job board
	ActDecline  ActKind = "decline"
	ActApply    ActKind = "apply"
	ActWithdraw ActKind = "withdraw" // an application
	ActCheckIn  ActKind = "checkIn"
	ActReturn   ActKind = "return" // an accepted assignment
)

// ActKinds lists all of them.
var ActKinds = []ActKind{ActAccept, ActDecline, ActApply, ActWithdraw, ActCheckIn, ActReturn}

// longestSaying bounds reasons and notes, in bytes.
const longestSaying = 20_000

// Check reports every mistake of an act.
func (act *Act) Check() error {
	var f findings
	f.unless(IsUUID(act.ID), "id", "format", "%q is not a UUID in lower case.", act.ID)
	f.unless(slices.Contains(ActKinds, act.Kind), "kind", "unknown", "%q is nothing to do with an assignment.", act.Kind)
	f.unless(!act.At.IsZero(), "at", "required", "Say when.")
	f.unless(act.Kind != ActDecline && act.Kind != ActReturn || strings.TrimSpace(act.Reason) != "", "reason", "required", "Give a reason.")
	f.length("reason", act.Reason, longestSaying)
	f.length("note", act.Note, longestSaying)
	f.position("position", act.Position)
	return f.fault("act")
}

// eventsOfActs are the kinds of event an act may have left.
var eventsOfActs = map[ActKind][]string{
	ActAccept: {EventAccepted, EventTaken}, ActDecline: {EventDeclined}, ActReturn: {EventDeclined},
	ActApply: {EventApplied}, ActWithdraw: {EventWithdrawn}, ActCheckIn: {EventCheckedIn},
}

// Did tells whether the very act was done before; Conflict "assignment.conflict" when its id
// belongs to another.
func (a *Assignment) Did(act Act, person string) (bool, error) {
	for _, event := range a.Events {
		if event.ID != act.ID {
			continue
		}
		if event.Person == person && slices.Contains(eventsOfActs[act.Kind], event.Kind) && event.Reason == act.words() {
			return true, nil
		}
		return false, otherAct()
	}
	return false, nil
}

// words are what an act says.
func (act *Act) words() string {
	if act.Kind == ActApply {
		return act.Note
	}
	return act.Reason
}

// OpenTo tells whether a shopper may see the assignment: it is theirs, or on the job board.
func (a *Assignment) OpenTo(person string) bool {
	if a.Person == person {
		return a.CurrentState() != AssignmentPlanned
	}
	return a.OnBoard()
}

// OnBoard tells whether the assignment waits on the job board for somebody.
func (a *Assignment) OnBoard() bool {
	return a.Person == "" && a.Board != "" && a.CurrentState() == AssignmentOffered
}

// Held tells whether the assignment was the person's at some time, so that what they did for
// it without network is taken.
func (a *Assignment) Held(person string) bool {
	return slices.ContainsFunc(a.Events, func(e AssignmentEvent) bool {
		switch e.Kind {
		case EventAccepted, EventTaken, EventCheckedIn:
			return e.Person == person
		case EventGiven, EventOffered:
			return e.Subject == person
		}
		return false
	})
}

// Applied tells whether the person has applied.
func (a *Assignment) Applied(person string) bool {
	return slices.ContainsFunc(a.Applications, func(application Application) bool { return application.Person == person })
}

// Perform does what a shopper decided; reported tells whether a report for it came already.
// An act that changes nothing leaves no event, so the caller can tell by their number.
// Faults: Conflict "assignment.taken", Invalid "assignment.refused". Whether rules stand
// against it (see Refusals) is for the caller to see to before.
func (a *Assignment) Perform(act Act, person string, now Instant, reported bool) error {
	state, mine := a.CurrentState(), a.Person == person
	event := AssignmentEvent{ID: act.ID, At: now, Person: person, Reason: act.words()}
	switch {
	case act.Kind == ActCheckIn && (mine || a.Held(person)):
		event.Kind = EventCheckedIn
		if mine {
			a.CheckedInAt = &act.At
		}
		if mine && state == AssignmentOffered {
			a.State = AssignmentAccepted // being there is accepting
		}
	case act.Kind == ActWithdraw:
		if !a.Applied(person) {
			return nil
		}
		event.Kind = EventWithdrawn
		a.Applications = slices.DeleteFunc(slices.Clone(a.Applications), func(application Application) bool { return application.Person == person })
	case !mine && a.Person != "":
		return taken()
	case state == AssignmentCancelled:
		return Refused(Refusal{Code: RefusedNotOffered, Message: "It was cancelled."})
	case act.Kind == ActAccept && mine:
		if state == AssignmentAccepted {
			return nil
		}
		event.Kind, a.State = EventAccepted, AssignmentAccepted
	case act.Kind == ActAccept && a.OnBoard() && a.Board == BoardFirst:
		event.Kind, event.Subject = EventTaken, person
		a.Person, a.State = person, AssignmentAccepted
	case act.Kind == ActApply && a.OnBoard() && a.Board == BoardApply:
		if a.Applied(person) {
			return nil
		}
		if len(a.Applications) >= mostApplications {
			return Refused(Refusal{Code: RefusedNotOffered, Message: "Too many have applied already."})
		}
		event.Kind = EventApplied
		a.Applications = append(slices.Clone(a.Applications), Application{Person: person, At: now, Note: act.Note})
	case (act.Kind == ActDecline || act.Kind == ActReturn) && mine:
		if reported {
			return fault.New(fault.Conflict, "assignment.reported", "There is a report for it already.")
		}
		event.Kind = EventDeclined
		a.Release()
	default:
		return Refused(Refusal{Code: RefusedNotOffered, Message: "It is not on offer."})
	}
	a.Settle()
	a.Note(event)
	return nil
}

// Release takes the assignment from whoever has it: back to the job board, or to the plan.
func (a *Assignment) Release() {
	a.Person, a.CheckedInAt, a.State = "", nil, AssignmentPlanned
	if a.Board != "" {
		a.State = AssignmentOffered
	}
}

// Give lets a person have the assignment on behalf of giver. Whoever applied has said yes
// already; others still have to accept.
func (a *Assignment) Give(id, person, giver string, now Instant) error {
	switch {
	case a.Person == person:
		return nil
	case a.Person != "":
		return taken()
	case a.CurrentState() == AssignmentCancelled:
		return Refused(Refusal{Code: RefusedNotOffered, Message: "It was cancelled."})
	}
	a.Person, a.State = person, AssignmentOffered
	if a.Applied(person) {
		a.State = AssignmentAccepted
	}
	a.Settle()
	a.Note(AssignmentEvent{ID: id, Kind: EventGiven, At: now, Person: giver, Subject: person})
	return nil
}

// GivenBy tells whether the event with this id gave the assignment to the person; Conflict
// "assignment.conflict" when it did something else.
func (a *Assignment) GivenBy(id, person string) (bool, error) {
	for _, event := range a.Events {
		if event.ID == id {
			if event.Kind == EventGiven && event.Subject == person {
				return true, nil
			}
			return false, otherAct()
		}
	}
	return false, nil
}

func otherAct() error {
	return fault.New(fault.Conflict, "assignment.conflict", "Something else was done with this id.")
}

func taken() error {
	return fault.New(fault.Conflict, "assignment.taken", "Somebody else has it already.")
}

// Refused gives refusals as a fault, a field for each.
func Refused(refusals ...Refusal) error {
	refused := fault.New(fault.Invalid, "assignment.refused", "%s", refusals[0].Message)
	for _, refusal := range refusals {
		message := refusal.Message
		if refusal.Until != "" {
			message += " From " + refusal.Until + " on it is possible."
		}
		refused.With(fault.Field{Path: "assignment", Code: refusal.Code, Message: message})
	}
	return refused
}
