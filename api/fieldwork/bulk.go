package fieldwork

import "slices"

// Kinds of bulk acts.
const (
	BulkOffer     = "offer"     // what is planned is offered to its person, or on the board
	BulkGive      = "give"      // to a person, or away from anybody
	BulkCancel    = "cancel"    //
	BulkReinstate = "reinstate" // as it was before it was cancelled
	BulkWindow    = "window"    // other days
	BulkBoard     = "board"     // onto the job board, or off it
)

// BulkKinds lists all of them.
var BulkKinds = []string{BulkOffer, BulkGive, BulkCancel, BulkReinstate, BulkWindow, BulkBoard}

// Bulk is one act on many assignments.
type Bulk struct {
	Act      string  `json:"act"`
	Person   *string `json:"person,omitempty"`   // give: id, "" for nobody
	FirstDay *string `json:"firstDay,omitempty"` // window: absent stays as it is, "" is open
	LastDay  *string `json:"lastDay,omitempty"`
	SubmitBy *string `json:"submitBy,omitempty"`
	Board    *string `json:"board,omitempty"` // board: first, apply, or "" for none
	Reason   string  `json:"reason,omitempty"`
}

// Left says why something was left as it is.
type Left struct {
	ID      string `json:"id"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// Check reports every mistake of a bulk act.
func (b *Bulk) Check() error {
	var f findings
	f.unless(slices.Contains(BulkKinds, b.Act), "act", "unknown", "The act is offer, give, cancel, reinstate, window or board.")
	f.unless(b.Act != BulkGive || b.Person != nil, "person", "required", "Say who gets it; an empty text is nobody.")
	f.unless(b.Act != BulkWindow || b.FirstDay != nil || b.LastDay != nil || b.SubmitBy != nil, "firstDay", "required", "Say which days.")
	f.days("firstDay", text(b.FirstDay), "lastDay", text(b.LastDay))
	f.day("submitBy", text(b.SubmitBy))
	f.unless(slices.Contains([]string{"", BoardFirst, BoardApply}, text(b.Board)), "board", "unknown", "The board is first or apply, or empty.")
	f.length("reason", b.Reason, 2_000)
	return f.fault("bulk")
}

func text(given *string) string {
	if given == nil {
		return ""
	}
	return *given
}

// On does the act to an assignment at a stage. changed is false when it is so already or the
// act was done before; a code and a sentence say why it is left as it is.
func (b *Bulk) On(a *Assignment, stage Stage, act DeskAct) (changed bool, code, message string) {
	for _, event := range a.Events {
		if event.ID == act.ID && b.left(event) {
			return false, "", ""
		}
		if event.ID == act.ID {
			return false, "conflict", "Something else was done with this id."
		}
	}
	state := a.CurrentState()
	cancelled := state == AssignmentCancelled
	if stage != StageCancelled && !stage.unreported() {
		return false, "reported", "Its report is here already."
	}
	if cancelled && b.Act != BulkReinstate && b.Act != BulkCancel {
		return false, "cancelled", "It is cancelled."
	}
	switch b.Act {
	case BulkOffer:
		return b.offer(a, state, act)
	case BulkGive:
		return b.give(a, act)
	case BulkCancel:
		if cancelled {
			return false, "", ""
		}
		a.State = AssignmentCancelled
		a.Note(act.cancellation(a, state, b.Reason))
	case BulkReinstate:
		if !cancelled {
			return false, "", ""
		}
		a.State = a.beforeCancelling()
		a.Note(act.event(EventReinstated, a.Person, b.Reason))
	case BulkWindow:
		return b.window(a, act)
	default:
		return b.board(a, state, act)
	}
	a.Settle()
	return true, "", ""
}

// left tells whether an event is what the act leaves behind.
func (b *Bulk) left(event AssignmentEvent) bool {
	switch b.Act {
	case BulkOffer:
		return event.Kind == EventOffered
	case BulkGive:
		given := event.Kind == EventGiven && event.Subject == text(b.Person)
		return given || event.Kind == EventPlanned && text(b.Person) == ""
	case BulkCancel:
		return event.Kind == EventCancelled
	case BulkReinstate:
		return event.Kind == EventReinstated
	case BulkWindow:
		return event.Kind == EventChanged
	}
	return event.Kind == EventOffered || event.Kind == EventPlanned
}

func (b *Bulk) offer(a *Assignment, state AssignmentState, act DeskAct) (changed bool, code, message string) {
	switch {
	case state != AssignmentPlanned:
		return false, "", ""
	case a.Person == "" && a.Board == "":
		return false, "nobody", "Nobody has it and it is not on the job board."
	}
	a.State = AssignmentOffered
	a.Settle()
	a.Note(act.event(EventOffered, a.Person, b.Reason))
	return true, "", ""
}

func (b *Bulk) give(a *Assignment, act DeskAct) (changed bool, code, message string) {
	person := text(b.Person)
	if a.Person == person {
		return false, "", ""
	}
	event := act.event(EventGiven, person, b.Reason)
	if person == "" {
		event.Kind, event.Subject = EventPlanned, a.Person
		a.Release()
	} else {
		a.Person, a.CheckedInAt, a.State = person, nil, AssignmentOffered
		if a.Applied(person) {
			a.State = AssignmentAccepted // who applied has said yes already
		}
	}
	a.Settle()
	a.Note(event)
	return true, "", ""
}

func (b *Bulk) window(a *Assignment, act DeskAct) (changed bool, code, message string) {
	first, last, by := a.FirstDay, a.LastDay, a.SubmitBy
	for to, from := range map[*string]*string{&first: b.FirstDay, &last: b.LastDay, &by: b.SubmitBy} {
		if from != nil {
			*to = *from
		}
	}
	switch {
	case first == a.FirstDay && last == a.LastDay && by == a.SubmitBy:
		return false, "", ""
	case first != "" && last != "" && first > last:
		return false, "range", "The last day would lie before the first."
	case first != "" && by != "" && by < first:
		return false, "range", "It would be to be sent before the first day."
	}
	a.FirstDay, a.LastDay, a.SubmitBy = first, last, by
	a.Settle()
	a.Note(act.event(EventChanged, a.Person, b.Reason))
	return true, "", ""
}

func (b *Bulk) board(a *Assignment, state AssignmentState, act DeskAct) (changed bool, code, message string) {
	board := text(b.Board)
	if b.Board == nil {
		board = BoardFirst
	}
	switch {
	case a.Person != "":
		return false, "given", "Somebody has it."
	case a.Board == board && (state == AssignmentOffered) == (board != ""):
		return false, "", ""
	}
	a.Board, a.State = board, AssignmentOffered
	kind := EventOffered
	if board == "" {
		a.State, kind = AssignmentPlanned, EventPlanned
	}
	a.Settle()
	a.Note(act.event(kind, "", b.Reason))
	return true, "", ""
}
