package form

import "slices"

// settle computes what is due, gives defaults to new instances and lets triggered calculations
// run, until nothing is left to do.
func (s *Session) settle() {
	s.propagate()
	for {
		if len(s.born) > 0 {
			s.welcome()
			continue
		}
		next, ok := s.nextPending()
		if !ok {
			break
		}
		s.trigger(next)
	}
	clear(s.ran)
	for _, in := range s.sown {
		in.fresh = false
	}
	s.sown = s.sown[:0]
}

// welcome gives computed defaults to new instances; after that the calculations with a trigger that has a value run.
func (s *Session) welcome() {
	var given []*instance
	for len(s.born) > 0 {
		in := s.born[0]
		s.born = s.born[1:]
		if in.fresh {
			s.giveComputed(in, &given)
		}
	}
	for _, in := range given {
		for _, place := range in.scope.places {
			n := &s.form.nodes[place]
			if in.unanswered(n.slot) && slices.ContainsFunc(n.triggers(), func(name string) bool {
				return !s.form.outline.Read(name, place, &in.Frame).Blank()
			}) {
				s.pend(target{in, place})
			}
		}
	}
}

func (s *Session) pend(t target) {
	if s.ran[t] {
		return
	}
	if s.ran == nil {
		s.ran, s.waits = map[target]bool{}, map[target]bool{}
	}
	if !s.waits[t] {
		s.waits[t] = true
		s.pending = append(s.pending, pending{t, t.order()})
	}
}

// nextPending takes the first triggered calculation in the order of the document.
func (s *Session) nextPending() (target, bool) {
	if len(s.pending) == 0 {
		return target{}, false
	}
	first := 0
	for i := range s.pending {
		if slices.Compare(s.pending[i].order, s.pending[first].order) < 0 {
			first = i
		}
	}
	next := s.pending[first].target
	last := len(s.pending) - 1
	s.pending[first] = s.pending[last]
	s.pending = s.pending[:last]
	delete(s.waits, next)
	return next, true
}

// order compares as the order of the document.
func (t target) order() []int {
	order := []int{t.place}
	for in := t.in; in.parent != nil; in = in.parent {
		order = append(order, in.number, in.scope.repeat)
	}
	slices.Reverse(order)
	return order
}

// trigger lets a calculation run that has a trigger.
func (s *Session) trigger(t target) {
	n := &s.form.nodes[t.place]
	if !t.in.shows(n) || n.kind.read == nil {
		return
	}
	s.ran[t] = true
	value := s.run(n.calculation, t.in, t.place, s.valueOf(t.in, n))
	s.keep(t.in, n, n.kind.read(value.Single(), s.env.zone()))
	s.mark(t.in, n)
	s.propagate()
}

// pull lets calculations wait for their run that a change triggers, but for those of instances that only begin.
func (s *Session) pull(in *instance, n *node) {
	for _, e := range n.triggered {
		s.eachReader(in.above(e.depth), &s.form.nodes[e.reader], func(reader *instance) {
			if !reader.fresh {
				s.pend(target{reader, e.reader})
			}
		})
	}
}
