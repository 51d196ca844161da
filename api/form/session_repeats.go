package form

import (
	"touchstone/api/fault"
)

// Add appends an instance with its defaults to the repeat at a path and gives the path of the
// instance. It fails with the codes "question.unknown"; "repeat.counted", where an expression
// gives the number; and "repeat.full".
func (s *Session) Add(repeatPath string) (string, error) {
	in, n, err := s.repeatAt(repeatPath)
	if err != nil {
		return "", err
	}
	if n.count != nil {
		return "", fault.New(fault.Conflict, "repeat.counted", "The number of instances of %q is calculated.", repeatPath)
	}
	if !s.hasRoom(in, n) {
		return "", fault.New(fault.TooMany, "repeat.full", "There can be no further instance of %q.", repeatPath)
	}
	s.work = 0
	made := s.bear(in, n)
	if in.shows(n) {
		s.show(in, n, len(in.lists[n.list]))
	}
	s.settle()
	return made.path(s.form), nil
}

// Remove takes an instance away; those behind it move up. It fails with the codes
// "question.unknown" and "repeat.counted".
func (s *Session) Remove(instancePath string) error {
	gone, place, isInstance, ok := s.find(instancePath)
	if !ok || !isInstance {
		return unknownQuestion(instancePath)
	}
	n := &s.form.nodes[place]
	if n.count != nil {
		return fault.New(fault.Conflict, "repeat.counted", "The number of instances of %q is calculated.", n.question.Name)
	}
	in := gone.parent
	s.work = 0
	all := in.lists[n.list]
	wasAlive := gone.alive
	s.leave(gone)
	s.instances -= gone.size()
	copy(all[gone.number:], all[gone.number+1:])
	all[len(all)-1] = nil
	in.lists[n.list] = all[:len(all)-1]
	if wasAlive {
		frames := in.Lists[n.list]
		copy(frames[gone.number:], frames[gone.number+1:])
		in.Lists[n.list] = frames[:len(frames)-1]
	}
	for _, moved := range in.lists[n.list][gone.number:] {
		moved.number--
		moved.Position--
		for _, reader := range n.positional {
			s.markReaders(moved, &s.form.nodes[reader], reader)
		}
	}
	if wasAlive {
		s.alert(in, n)
	}
	s.settle()
	return nil
}

// replace takes an array of objects as all the instances of a repeat.
func (s *Session) replace(in *instance, n *node, answer any) {
	if n.count != nil && blank(answer) {
		return
	}
	s.show(in, n, 0)
	for _, gone := range in.lists[n.list] {
		s.instances -= gone.size()
	}
	in.lists[n.list] = nil
	delete(in.misfits, n.slot)
	if !blank(answer) {
		s.loadRepeat(in, n, answer)
	}
	for _, loaded := range in.lists[n.list] {
		s.eachInstance(loaded, func(inner *instance) {
			inner.fresh = true
			s.sown = append(s.sown, inner)
		})
	}
	s.mark(in, n)
	s.settle()
}

// Instances gives the number of relevant instances of the repeat at a path; 0 where there is none.
func (s *Session) Instances(repeatPath string) int {
	in, n, err := s.repeatAt(repeatPath)
	if err != nil || !in.alive {
		return 0
	}
	return len(in.Lists[n.list])
}

func (s *Session) repeatAt(path string) (*instance, *node, error) {
	in, place, isInstance, ok := s.find(path)
	if !ok || isInstance || !s.form.nodes[place].repeats() {
		return nil, nil, unknownQuestion(path)
	}
	return in, &s.form.nodes[place], nil
}
