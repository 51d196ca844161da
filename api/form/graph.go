package form

import (
	"slices"
	"strings"

	"touchstone/api/form/expr"
)

// link notes at every node who reads it and finds an order; every cycle is a problem that names its members.
func (c *compiler) link() {
	f := c.form
	reads := make([][]int, len(f.nodes))
	for i := range f.nodes {
		n := &f.nodes[i]
		if n.section >= 0 {
			reads[i] = append(reads[i], n.section)
			if !f.nodes[n.section].repeats() { // a repeat lets its instances come and go itself
				f.nodes[n.section].dependents = append(f.nodes[n.section].dependents, edge{i, n.scope.depth})
			}
		}
		for _, e := range n.reactive() {
			for _, read := range e.Reads() {
				reads[i] = append(reads[i], read.Place)
				from := &f.nodes[read.Place]
				if read.Position {
					from.positional = append(from.positional, i)
				} else {
					from.dependents = append(from.dependents, edge{i, read.Depth})
				}
			}
		}
		for _, name := range n.triggers() {
			from := &f.nodes[f.places[name]]
			from.triggered = append(from.triggered, edge{i, sharedDepth(from, n)})
		}
	}
	f.tidyEdges()
	f.order = c.sorted(reads)
	for rank, place := range f.order {
		f.nodes[place].rank = rank
	}
}

// reactive lists the expressions whose result is kept and so must follow every change.
func (n *node) reactive() []*expr.Expression {
	all := []*expr.Expression{n.relevant, n.count}
	if n.computed() {
		all = append(all, n.calculation)
	}
	return slices.DeleteFunc(all, func(e *expr.Expression) bool { return e == nil })
}

func (n *node) triggers() []string {
	if n.calculation == nil {
		return nil
	}
	return n.question.Trigger
}

// sharedDepth is the number of repeats around both.
func sharedDepth(a, b *node) int {
	depth := 0
	for depth < len(a.lists) && depth < len(b.lists) && a.lists[depth] == b.lists[depth] {
		depth++
	}
	return depth
}

// tidyEdges removes edges that occur twice and lets repeats know who watches their instances.
func (f *Form) tidyEdges() {
	for i := range f.nodes {
		n := &f.nodes[i]
		n.dependents = compacted(n.dependents)
		n.triggered = compacted(n.triggered)
		slices.Sort(n.positional)
		n.positional = slices.Compact(n.positional)
		around := n.scope.repeat
		if n.repeats() {
			n.watchers = append(n.watchers, n.dependents...)
		}
		for around >= 0 {
			r := &f.nodes[around]
			for _, e := range n.dependents {
				if e.depth <= r.scope.depth {
					r.watchers = append(r.watchers, e)
				}
			}
			around = r.scope.repeat
		}
	}
	for i := range f.nodes {
		f.nodes[i].watchers = compacted(f.nodes[i].watchers)
	}
}

func compacted(edges []edge) []edge {
	slices.SortFunc(edges, func(a, b edge) int {
		if a.reader != b.reader {
			return a.reader - b.reader
		}
		return a.depth - b.depth
	})
	return slices.CompactFunc(edges, func(a, b edge) bool { return a.reader == b.reader })
}

func (c *compiler) sorted(reads [][]int) []int {
	f := c.form
	s := sorter{reads: reads, state: make([]uint8, len(f.nodes)), cycle: func(members []int) {
		names := make([]string, 0, len(members)+1)
		for _, place := range members {
			names = append(names, f.nodes[place].question.Name)
		}
		c.found.wrong(f.nodes[members[0]].path, "cycle", "These depend on each other in a circle: %s.", strings.Join(append(names, names[0]), " → "))
	}}
	for place := range f.nodes {
		slices.Sort(reads[place])
		reads[place] = slices.Compact(reads[place])
		s.visit(place)
	}
	return s.order
}

// sorter finds a depth-first order in which every place comes after those it reads.
type sorter struct {
	reads [][]int
	state []uint8 // 0 new, 1 on the trail, 2 done
	trail []int
	order []int
	cycle func(members []int)
}

func (s *sorter) visit(place int) {
	switch s.state[place] {
	case 1:
		s.cycle(s.trail[slices.Index(s.trail, place):])
		return
	case 2:
		return
	}
	s.state[place] = 1
	s.trail = append(s.trail, place)
	for _, read := range s.reads[place] {
		s.visit(read)
	}
	s.trail = s.trail[:len(s.trail)-1]
	s.state[place] = 2
	s.order = append(s.order, place)
}
