package fieldwork

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/fault"
)

// Correction changes answers of a report as a reviewer; the original stays in its event.
type Correction struct {
	ID      string         `json:"id"`      // of the event, a UUID minted by the sender
	Base    string         `json:"base"`    // newest event the reviewer has seen
	Changes map[string]any `json:"changes"` // new answers by path such as wait or people[2].name; null takes one away
	Reason  string         `json:"reason"`
}

// longestPath bounds the path of an answer, in bytes, and so how deep a change can lead.
const longestPath = 500

// Given gives the answers as the newest revision or correction holds them. A revision that
// came aside does not count.
func (r *Response) Given() map[string]any {
	for _, event := range slices.Backward(r.Events) {
		switch event.Kind {
		case EventSubmitted, EventCorrected:
			return event.Answers
		case EventRevised:
			if !event.Aside {
				return event.Answers
			}
		}
	}
	return map[string]any{}
}

// Correct takes a correction into the history, and reports whether it is new. Decided
// reports are reopened first (Invalid "correction.decided"). Its answers are not evaluated
// here. A correction takes a first approval back, since it approved other answers.
func (r *Response) Correct(correction Correction, by string, now Instant) (bool, error) {
	digest := digestOf("correction", by, correction)
	if known, err := r.knows(correction.ID, digest); known || err != nil {
		return false, err
	}
	var f findings
	f.act(correction.ID)
	f.unless(correction.Base != "", "base", "required", "Say which event of the history was the newest you saw.")
	f.words("reason", correction.Reason)
	f.unless(len(correction.Changes) > 0 && len(correction.Changes) <= mostAnswers, "changes", "length", "Change at least one answer and at most %d.", mostAnswers)
	if err := f.fault("correction"); err != nil {
		return false, err
	}
	if err := r.Fresh(correction.Base); err != nil {
		return false, err
	}
	if slices.Contains([]State{Approved, Rejected, Excluded}, r.State) {
		return false, fault.New(fault.Invalid, "correction.decided", "The report is decided; reopen it first.")
	}
	answers, err := Changed(r.Given(), correction.Changes)
	if err != nil {
		return false, err
	}
	r.AwaitsSecond = ""
	r.Events = append(r.Events, Event{
		ID: correction.ID, Kind: EventCorrected, At: now, Person: by, Digest: digest, Base: correction.Base,
		Answers: answers, Changes: correction.Changes, Reason: correction.Reason,
	})
	return true, nil
}

// Changed gives answers with changes by path; nil takes an answer or an instance of a repeat
// away, the instance after the last one is added. Invalid "correction.path" names the paths
// that lead nowhere.
func Changed(answers, changes map[string]any) (map[string]any, error) {
	changed := copied(answers).(map[string]any)
	refused := fault.New(fault.Invalid, "correction.path", "Some changes lead nowhere.")
	paths := slices.SortedFunc(maps.Keys(changes), inOrder)
	// Instances go last, from the end, so that every path means what it meant before.
	gone := slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return !takesInstance(path, changes[path]) })
	slices.Reverse(gone)
	paths = slices.DeleteFunc(paths, func(path string) bool { return takesInstance(path, changes[path]) })
	for _, path := range slices.Concat(paths, gone) {
		if len(path) > longestPath || !place(changed, strings.Split(path, "."), changes[path]) {
			refused.With(fault.Field{Path: path, Code: "unknown", Message: "The report has no such place."})
		}
	}
	if len(refused.Fields) > 0 {
		return nil, refused
	}
	return changed, nil
}

func takesInstance(path string, value any) bool { return value == nil && strings.HasSuffix(path, "]") }

// inOrder compares two paths step by step, people[2] before people[10].
func inOrder(a, b string) int {
	left, right := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(left), len(right)) {
		name, number, _ := instance(left[i])
		other, otherNumber, _ := instance(right[i])
		if order := cmp.Or(strings.Compare(name, other), cmp.Compare(number, otherNumber), strings.Compare(left[i], right[i])); order != 0 {
			return order
		}
	}
	return cmp.Compare(len(left), len(right))
}

// place puts a value at the end of a path, and reports whether the path leads there.
func place(members map[string]any, path []string, value any) bool {
	name, number, ok := instance(path[0])
	switch {
	case !ok:
		return false
	case number == 0 && len(path) > 1:
		return false // only repeats hold answers
	case number == 0 && value == nil:
		delete(members, name)
		return true
	case number == 0:
		members[name] = copied(value)
		return true
	}
	kept, taken := members[name]
	list, repeats := kept.([]any)
	_, isInstance := value.(map[string]any)
	switch {
	case taken && !repeats, number > len(list)+1, number > len(list) && value == nil:
		return false
	case len(path) == 1 && value == nil:
		members[name] = slices.Delete(list, number-1, number)
		return true
	case len(path) == 1 && !isInstance:
		return false
	}
	if number > len(list) {
		list = append(list, map[string]any{})
		members[name] = list
	}
	if len(path) == 1 {
		list[number-1] = copied(value)
		return true
	}
	inside, ok := list[number-1].(map[string]any)
	return ok && place(inside, path[1:], value)
}

// instance reads a step of a path: a name, or a name with the number of an instance from 1.
func instance(step string) (name string, number int, ok bool) {
	name, rest, indexed := strings.Cut(step, "[")
	if !indexed {
		return name, 0, name != ""
	}
	digits, closed := strings.CutSuffix(rest, "]")
	number, err := strconv.Atoi(digits)
	return name, number, name != "" && closed && err == nil && number > 0
}

// copied gives answers that share nothing with the given ones.
func copied(value any) any {
	switch v := value.(type) {
	case map[string]any:
		members := make(map[string]any, len(v))
		for name, member := range v {
			members[name] = copied(member)
		}
		return members
	case []any:
		items := make([]any, len(v))
		for i, item := range v {
			items[i] = copied(item)
		}
		return items
	}
	return value
}
