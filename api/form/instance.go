package form

import (
	"strconv"

	"touchstone/api/form/expr"
)

// The budgets of a session.
const (
	MostInstances        = 1_000  // of a repeat in one place
	MostInstancesOverall = 10_000 // of all repeats together
	// MostWork is how many steps all expressions together may take for one change, or for one
	// evaluation, so that instances times the lists they read cannot keep a server busy.
	MostWork = 30_000_000
)

// instance holds the answers in one instance of a repeat, or outside of all repeats. Slices are by slot.
type instance struct {
	expr.Frame
	scope    *scope
	parent   *instance // nil outside of repeats
	number   int       // in its list, from 0
	alive    bool      // relevant, and within the count of its repeat
	fresh    bool      // it only begins: computed defaults are still to be given, or its first answers to be computed
	answered []any     // as accepted; the answers of questions that are not relevant are remembered
	due      []bool
	lists    [][]*instance  // all instances of every repeat; Frame.Lists holds those that are alive
	misfits  map[int]any    // answers of a wrong shape, as they came
	costly   map[int]bool   // nodes with an expression beyond the budget
	unknown  map[string]any // answers to questions that do not exist here
	sent     map[string]any
}

func (s *Session) newInstance(in *scope, parent *instance) *instance {
	i := &instance{scope: in, parent: parent, answered: make([]any, len(in.places)), due: make([]bool, len(in.places))}
	var frame *expr.Frame
	if parent != nil {
		frame = &parent.Frame
		s.instances++
	}
	s.form.outline.Fill(&i.Frame, in.repeat, frame)
	if len(in.repeats) > 0 {
		i.lists = make([][]*instance, len(in.repeats))
	}
	return i
}

// path gives the address of the instance, such as people[2].visits[1]; "" outside of repeats.
func (i *instance) path(f *Form) string {
	if i.parent == nil {
		return ""
	}
	return i.parent.pathOf(f, i.scope.repeat) + "[" + strconv.Itoa(i.number+1) + "]"
}

// pathOf gives the address of a question in the instance.
func (i *instance) pathOf(f *Form, place int) string {
	name := f.nodes[place].question.Name
	if i.parent == nil {
		return name
	}
	return i.path(f) + "." + name
}

// shows tells whether the question at a place is relevant.
func (i *instance) shows(n *node) bool { return i.alive && i.Relevant[n.slot] }

func (i *instance) unanswered(slot int) bool {
	_, misfit := i.misfits[slot]
	return i.answered[slot] == nil && !misfit
}

func (i *instance) misfit(slot int, answer any) {
	if i.misfits == nil {
		i.misfits = map[int]any{}
	}
	i.misfits[slot] = answer
}

func (i *instance) stranger(name string, answer any) {
	if i.unknown == nil {
		i.unknown = map[string]any{}
	}
	i.unknown[name] = answer
}

func (i *instance) exceeds(slot int) {
	if i.costly == nil {
		i.costly = map[int]bool{}
	}
	i.costly[slot] = true
}

// above gives the instance around at a depth.
func (i *instance) above(depth int) *instance {
	for i.scope.depth > depth {
		i = i.parent
	}
	return i
}

// size counts the instance and all within it.
func (i *instance) size() int {
	count := 1
	for _, list := range i.lists {
		for _, inner := range list {
			count += inner.size()
		}
	}
	return count
}

// find reads a path such as people[2].age. For the path of an instance, such as people[2], the
// place is that of the repeat, and the instance the one that is meant.
func (s *Session) find(path string) (in *instance, place int, isInstance, ok bool) {
	in = s.root
	for {
		if place, known := s.form.places[path]; known {
			return in, place, false, s.form.nodes[place].scope == in.scope
		}
		inner, rest, ok := s.enter(in, path)
		if !ok {
			return nil, 0, false, false
		}
		if rest == "" {
			return inner, inner.scope.repeat, true, true
		}
		in, path = inner, rest
	}
}

// enter reads the first step of a path, such as people[2].
func (s *Session) enter(in *instance, path string) (inner *instance, rest string, ok bool) {
	open, shut := -1, -1
	for i := range len(path) {
		if path[i] == '[' && open < 0 {
			open = i
		}
		if path[i] == ']' {
			shut = i
			break
		}
	}
	if open < 0 || shut < open {
		return nil, "", false
	}
	place, known := s.form.places[path[:open]]
	number, err := strconv.Atoi(path[open+1 : shut])
	if !known || err != nil || path[open+1:shut] != strconv.Itoa(number) {
		return nil, "", false
	}
	n := &s.form.nodes[place]
	if !n.repeats() || n.scope != in.scope || number < 1 || number > len(in.lists[n.list]) {
		return nil, "", false
	}
	rest = path[shut+1:]
	if rest != "" && (rest[0] != '.' || len(rest) == 1) {
		return nil, "", false
	}
	if rest != "" {
		rest = rest[1:]
	}
	return in.lists[n.list][number-1], rest, true
}
