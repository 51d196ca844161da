package form

import (
	"touchstone/api/form/expr"
)

// mark makes a node due.
func (s *Session) mark(in *instance, n *node) {
	if in.due[n.slot] {
		return
	}
	in.due[n.slot] = true
	s.queue[n.rank] = append(s.queue[n.rank], in)
	s.low, s.high = min(s.low, n.rank), max(s.high, n.rank)
}

func (s *Session) markAll(in *instance) {
	for _, place := range in.scope.places {
		s.mark(in, &s.form.nodes[place])
	}
}

// markReaders makes a node due in all instances that are alive within an instance around it;
// once while changes spread, for until then what is due stays so.
func (s *Session) markReaders(around *instance, n *node, place int) {
	if around.scope == n.scope {
		s.mark(around, n)
		return
	}
	swept := target{around, place}
	if s.swept[swept] {
		return
	}
	if s.swept == nil {
		s.swept = map[target]bool{}
	}
	s.swept[swept] = true
	s.eachReader(around, n, func(in *instance) { s.mark(in, n) })
}

func (s *Session) eachReader(around *instance, n *node, visit func(*instance)) {
	if around.scope == n.scope {
		visit(around)
		return
	}
	list := n.lists[around.scope.depth]
	for _, inner := range around.lists[list][:len(around.Lists[list])] {
		s.eachReader(inner, n, visit)
	}
}

// propagate computes what is due and everything that notices a change, each once.
func (s *Session) propagate() {
	for rank := s.low; rank <= s.high; rank++ {
		n := &s.form.nodes[s.form.order[rank]]
		for _, in := range s.queue[rank] {
			in.due[n.slot] = false
			if in.alive {
				s.compute(in, s.form.order[rank])
			}
		}
		s.queue[rank] = s.queue[rank][:0]
	}
	s.low, s.high = len(s.form.nodes), -1
	if len(s.swept) > 0 {
		clear(s.swept)
	}
}

func (s *Session) notify(in *instance, n *node) {
	for _, e := range n.dependents {
		s.markReaders(in.above(e.depth), &s.form.nodes[e.reader], e.reader)
	}
}

// compute finds relevance, calculation and value of a node, and tells those who notice a change.
func (s *Session) compute(in *instance, place int) {
	n := &s.form.nodes[place]
	if in.costly != nil {
		delete(in.costly, n.slot)
	}
	own := s.valueOf(in, n)
	isRelevant := true
	if n.section >= 0 && n.section != in.scope.repeat {
		isRelevant = in.Relevant[s.form.nodes[n.section].slot]
	}
	if isRelevant && n.relevant != nil {
		isRelevant = s.run(n.relevant, in, place, own).Boolean()
	}
	if n.repeats() {
		in.Relevant[n.slot] = isRelevant
		s.populate(in, n, place) // which tells those who read instances
		return
	}
	if isRelevant && n.computed() && n.kind.read != nil {
		s.keep(in, n, n.kind.read(s.run(n.calculation, in, place, own).Single(), s.env.zone()))
		own = s.valueOf(in, n)
	}
	if !isRelevant {
		own = expr.Value{}
	}
	wasRelevant, same := in.Relevant[n.slot], in.Values[n.slot].Same(own)
	in.Relevant[n.slot], in.Values[n.slot] = isRelevant, own
	if wasRelevant != isRelevant || !same {
		s.notify(in, n)
	}
	if !same && s.begun {
		s.pull(in, n)
	}
}

// valueOf gives what the answer reads as, relevant or not; "." of a repeat is its instances.
func (s *Session) valueOf(in *instance, n *node) expr.Value {
	if n.repeats() {
		return expr.Instances(len(in.Lists[n.list]))
	}
	if in.answered[n.slot] == nil {
		return expr.Value{}
	}
	return n.kind.value(in.answered[n.slot])
}
