package form

import (
	"math"

	"touchstone/api/form/expr"
)

// populate makes the instances of a repeat that its count asks for and shows those that are to be seen.
func (s *Session) populate(in *instance, n *node, place int) {
	if !in.Relevant[n.slot] {
		s.show(in, n, 0)
		return
	}
	if n.count == nil {
		s.show(in, n, len(in.lists[n.list]))
		return
	}
	asked := math.Trunc(s.run(n.count, in, place, expr.Value{}).Number(s.env.zone()))
	if !(asked > 0) {
		asked = 0
	}
	for float64(len(in.lists[n.list])) < asked && s.hasRoom(in, n) {
		s.bear(in, n)
	}
	if asked > float64(len(in.lists[n.list])) {
		in.exceeds(n.slot)
		asked = float64(len(in.lists[n.list]))
	}
	s.show(in, n, int(asked))
}

// bear adds an instance with its defaults, unless the session only begins with earlier answers.
func (s *Session) bear(in *instance, n *node) *instance {
	made := s.append(in, n)
	if s.begun || !s.env.Resumed {
		s.begin(made)
		s.born = append(s.born, made)
	} else {
		s.stamp(made)
	}
	return made
}

// show lets the first instances of a repeat be alive, and tells those who watch them.
func (s *Session) show(in *instance, n *node, count int) {
	all, before := in.lists[n.list], len(in.Lists[n.list])
	if count == before {
		return
	}
	for i := count; i < before; i++ {
		s.leave(all[i])
	}
	frames := in.Lists[n.list][:min(before, count)]
	for _, inner := range all[len(frames):count] {
		frames = append(frames, &inner.Frame)
	}
	in.Lists[n.list] = frames
	for i := before; i < count; i++ {
		s.arrive(all[i])
	}
	s.alert(in, n)
}

// alert tells those who read more than one instance of a repeat that there are others now.
func (s *Session) alert(in *instance, n *node) {
	for _, e := range n.watchers {
		s.markReaders(in.above(e.depth), &s.form.nodes[e.reader], e.reader)
	}
}

func (s *Session) arrive(in *instance) {
	in.alive = true
	s.markAll(in)
}

// leave lets an instance, and all within it, be out of sight of expressions.
func (s *Session) leave(in *instance) {
	in.alive = false
	for i := range in.lists {
		for _, inner := range in.lists[i][:len(in.Lists[i])] {
			s.leave(inner)
		}
		in.Lists[i] = nil
	}
}
