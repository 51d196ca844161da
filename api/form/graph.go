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
	for i, n := range f.nodes {
		if n.section >= 0 {
			reads[i] = append(reads[i], n.section)
		}
		for _, e := range []*expr.Expression{n.relevant, n.calculation} {
			if e == nil {
				continue
			}
			for _, name := range e.Names() {
				reads[i] = append(reads[i], f.places[name])
			}
		}
		slices.Sort(reads[i])
		reads[i] = slices.Compact(reads[i])
		for _, read := range reads[i] {
			f.nodes[read].dependents = append(f.nodes[read].dependents, i)
		}
	}
	s := sorter{reads: reads, state: make([]uint8, len(f.nodes)), cycle: func(members []int) {
		names := make([]string, 0, len(members)+1)
		for _, place := range members {
			names = append(names, f.nodes[place].question.Name)
		}
		c.found.wrong(f.nodes[members[0]].path, "cycle", "These depend on each other in a circle: %s.", strings.Join(append(names, names[0]), " → "))
	}}
	for place := range f.nodes {
		s.visit(place)
	}
	f.order = s.order
	for rank, place := range f.order {
		f.nodes[place].rank = rank
	}
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
