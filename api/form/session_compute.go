package form

import (
	"math"
	"slices"

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

// markReaders makes a node due in all instances that are alive within an instance around it.
func (s *Session) markReaders(around *instance, n *node) {
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
	if !s.ran[t] && !slices.Contains(s.pending, t) {
		s.pending = append(s.pending, t)
	}
}

// nextPending takes the first triggered calculation in the order of the document.
func (s *Session) nextPending() (target, bool) {
	if len(s.pending) == 0 {
		return target{}, false
	}
	first := 0
	for i := range s.pending {
		if slices.Compare(s.pending[i].order(), s.pending[first].order()) < 0 {
			first = i
		}
	}
	next := s.pending[first]
	s.pending = slices.Delete(s.pending, first, first+1)
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
	if s.ran == nil {
		s.ran = map[target]bool{}
	}
	s.ran[t] = true
	value := s.run(n.calculation, t.in, t.place, s.valueOf(t.in, n))
	s.keep(t.in, n, n.kind.read(value.Single(), s.env.zone()))
	s.mark(t.in, n)
	s.propagate()
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
}

func (s *Session) notify(in *instance, n *node) {
	for _, e := range n.dependents {
		s.markReaders(in.above(e.depth), &s.form.nodes[e.reader])
	}
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
		s.markReaders(in.above(e.depth), &s.form.nodes[e.reader])
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
