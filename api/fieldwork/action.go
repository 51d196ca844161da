package fieldwork

import (
	"fmt"
	"slices"

	"touchstone/api/form"
)

// ActionState is how far an action has come.
type ActionState string

// States of actions.
const (
	ActionPlanned ActionState = "planned"
	ActionRunning ActionState = "running"
	ActionDone    ActionState = "done"
	ActionDropped ActionState = "dropped"
)

// ActionStates are all states, in their order.
var ActionStates = []ActionState{ActionPlanned, ActionRunning, ActionDone, ActionDropped}

// Action is something done to improve touchpoints. ID is its slug; it is stored under
// "project/slug". Its days are those of the project's time zone, each "" while it is open.
type Action struct {
	ID          string      `json:"id"`
	Project     string      `json:"project"`
	Title       form.Text   `json:"title"`
	Touchpoints []string    `json:"touchpoints"`
	Owner       string      `json:"owner,omitempty"` // person id
	State       ActionState `json:"state"`
	FirstDay    string      `json:"firstDay,omitempty"`
	LastDay     string      `json:"lastDay,omitempty"`
	Note        string      `json:"note,omitempty"`
	CreatedAt   Instant     `json:"createdAt"`
}

// Check reports every mistake of an action; that what it names exists is for the caller to see to.
func (a *Action) Check() error {
	var f findings
	f.slug("id", a.ID)
	f.text("title", a.Title, true)
	f.unless(slices.Contains(ActionStates, a.State), "state", "unknown", "The state is planned, running, done or dropped.")
	f.unless(len(a.Touchpoints) <= 100, "touchpoints", "length", "At most 100 touchpoints.")
	for i, touchpoint := range a.Touchpoints {
		f.slug(fmt.Sprintf("touchpoints[%d]", i), touchpoint)
		f.unless(!slices.Contains(a.Touchpoints[:i], touchpoint), fmt.Sprintf("touchpoints[%d]", i), "duplicate", "Name each touchpoint once.")
	}
	f.length("owner", a.Owner, 100)
	f.days("firstDay", a.FirstDay, "lastDay", a.LastDay)
	f.length("note", a.Note, 5_000)
	return f.fault("action")
}
