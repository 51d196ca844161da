package form

import (
	"strconv"
	"strings"

	"touchstone/api/form/expr"
)

func versionText(version int) string { return strconv.Itoa(version) }

// load takes answers into an instance as they came.
func (s *Session) load(in *instance, answers map[string]any) {
	in.sent = answers
	for name, answer := range answers {
		place, known := s.form.places[name]
		if !known || s.form.nodes[place].scope != in.scope {
			if !blank(answer) {
				in.stranger(name, answer)
			}
			continue
		}
		if n := &s.form.nodes[place]; !n.repeats() {
			s.keep(in, n, answer)
		}
	}
	for _, place := range in.scope.repeats { // in the order of the document, so that budgets are used up alike everywhere
		n := &s.form.nodes[place]
		if answer := answers[n.question.Name]; !blank(answer) {
			s.loadRepeat(in, n, answer)
		}
	}
}

// loadRepeat makes the instances of an array of objects; what is none, and what is beyond the budgets, is a misfit.
func (s *Session) loadRepeat(in *instance, n *node, answer any) {
	objects, rest, ok := objectsOf(answer)
	if !ok {
		in.misfit(n.slot, answer)
		return
	}
	for i, answers := range objects {
		if !s.hasRoom(in, n) {
			in.misfit(n.slot, rest[i:])
			return
		}
		s.load(s.append(in, n), answers)
	}
}

// objectsOf reads an array of objects.
func objectsOf(answer any) (objects []map[string]any, members []any, ok bool) {
	switch list := answer.(type) {
	case []any:
		for _, member := range list {
			answers, isObject := member.(map[string]any)
			if !isObject {
				return nil, nil, false
			}
			objects = append(objects, answers)
		}
		return objects, list, true
	case []map[string]any:
		for _, answers := range list {
			members = append(members, answers)
		}
		return list, members, true
	default:
		return nil, nil, false
	}
}

func (s *Session) hasRoom(in *instance, n *node) bool {
	return len(in.lists[n.list]) < MostInstances && s.instances < MostInstancesOverall
}

// append adds an empty instance, which is not alive yet.
func (s *Session) append(in *instance, n *node) *instance {
	made := s.newInstance(n.inner, in)
	made.number = len(in.lists[n.list])
	made.Position = made.number + 1
	in.lists[n.list] = append(in.lists[n.list], made)
	return made
}

// begin gives a new instance, and those within it, the metadata, the defaults that are answers
// and their first instances. What is computed follows in settle.
func (s *Session) begin(in *instance) {
	in.fresh = true
	for _, place := range in.scope.places {
		n := &s.form.nodes[place]
		switch {
		case n.repeats():
			if n.count == nil && len(in.lists[n.list]) == 0 && in.unanswered(n.slot) && !n.minimal() && s.hasRoom(in, n) {
				s.append(in, n)
			}
			for _, inner := range in.lists[n.list] {
				s.begin(inner)
			}
		case !in.unanswered(n.slot):
		case n.fixed != nil:
			in.answered[n.slot] = n.fixed
		default:
			if stamped := s.metadata(n.question.Type); stamped != "" {
				in.answered[n.slot] = stamped
			}
		}
	}
}

// minimal tells whether a repeat begins without instances.
func (n *node) minimal() bool {
	for word := range strings.FieldsSeq(n.question.Appearance) {
		if word == "minimal" {
			return true
		}
	}
	return false
}

// metadata gives what the environment says of a new response, and of one that resumes only its end.
func (s *Session) metadata(kind string) string {
	switch {
	case kind == "end" && !s.env.End.IsZero():
		return expr.PrintMoment(s.env.End, s.env.zone())
	case s.env.Resumed:
		return ""
	}
	start := s.env.Start
	if start.IsZero() {
		start = s.env.Now
	}
	switch kind {
	case "start":
		return expr.PrintMoment(start, s.env.zone())
	case "today":
		return expr.PrintDate(start, s.env.zone())
	case "deviceid":
		return s.env.Device
	case "username":
		return s.env.Username
	default:
		return ""
	}
}

// stamp answers the questions of metadata that have no answer.
func (s *Session) stamp(in *instance) {
	if s.env.End.IsZero() {
		return
	}
	for _, place := range in.scope.places {
		n := &s.form.nodes[place]
		if stamped := s.metadata(n.question.Type); stamped != "" && in.unanswered(n.slot) {
			in.answered[n.slot] = stamped
		}
	}
}

// giveComputed gives the defaults that are expressions to fresh instances, in the order of the
// document, and notes the instances that got theirs.
func (s *Session) giveComputed(in *instance, given *[]*instance) {
	if in.fresh {
		in.fresh = false
		*given = append(*given, in)
	}
	for _, place := range in.scope.places {
		n := &s.form.nodes[place]
		if n.repeats() {
			for _, inner := range in.lists[n.list] {
				if inner.fresh {
					s.giveComputed(inner, given)
				}
			}
			continue
		}
		if n.initial != nil && !n.computed() && in.unanswered(n.slot) {
			s.keep(in, n, n.kind.read(s.run(n.initial, in, place, expr.Value{}).Single(), s.env.zone()))
			s.mark(in, n)
			s.propagate()
		}
	}
}
