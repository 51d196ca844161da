package expr

// reference reads an answer, or node lists: it goes up to a frame and down into repeats.
type reference struct {
	focus   bool
	up      int
	steps   []step
	filters []node // predicates on the question
	slot    int    // Outside: the instances themselves
	section bool
	many    bool // gives a node list
	place   int
	name    string
}

// focus is the node that a predicate looks at.
type focus struct {
	frame    *Frame // the instance, or the one that the question lies in
	value    Value  // of a question
	row      int    // of a table
	position int    // from 1
}

func (r *reference) constant() bool { return false }

func (r *reference) eval(c *Context) Value {
	if c.charge(1) {
		return Value{}
	}
	frame := c.Frame
	if r.focus {
		frame = c.focus.frame
	}
	for range r.up {
		frame = frame.Parent
	}
	if !r.many {
		if r.slot == Outside || r.section {
			return Value{}
		}
		return c.given(frame.Values[r.slot])
	}
	return c.given(r.collect(c, frame))
}

// collect walks down. What it gives lasts until the context evaluates the next expression.
func (r *reference) collect(c *Context, frame *Frame) Value {
	bottom := len(c.frames)
	c.frames = append(c.frames, frame)
	first := bottom
	for i := range r.steps {
		first = c.down(first, &r.steps[i])
	}
	begin, last := len(c.nodes), len(c.frames)
	for i := first; i < last; i++ {
		inner := c.frames[i]
		value := Value{}
		if r.slot != Outside {
			if !inner.Relevant[r.slot] {
				continue
			}
			if !r.section {
				value = inner.Values[r.slot]
			}
			if !c.passAll(r.filters, focus{frame: inner, value: value, position: 1}) {
				continue
			}
		}
		c.nodes = append(c.nodes, value)
	}
	c.frames = c.frames[:bottom]
	return nodesOf(c.nodes[begin:len(c.nodes):len(c.nodes)])
}

// down adds the instances that a step leads to behind the frames from first on; it gives where they begin.
func (c *Context) down(first int, s *step) int {
	last := len(c.frames)
	for i := first; i < last; i++ {
		from := len(c.frames)
		c.frames = append(c.frames, c.frames[i].Lists[s.list]...)
		for _, filter := range s.filters {
			to, end := from, len(c.frames)
			for j := from; j < end; j++ {
				frame := c.frames[j]
				if c.passes(filter, focus{frame: frame, position: j - from + 1}) {
					c.frames[to] = frame
					to++
				}
			}
			c.frames = c.frames[:to]
		}
	}
	return last
}

func (c *Context) passAll(predicates []node, at focus) bool {
	for _, predicate := range predicates {
		if !c.passes(predicate, at) {
			return false
		}
	}
	return true
}

// passes tells whether a predicate holds for a node; a number is a position.
func (c *Context) passes(predicate node, at focus) bool {
	if c.charge(1) {
		return false
	}
	outer, frames, nodes := c.focus, len(c.frames), len(c.nodes)
	c.focus = at
	value := predicate.eval(c)
	c.focus, c.frames, c.nodes = outer, c.frames[:frames], c.nodes[:nodes]
	if value.kind == Number {
		return value.number == float64(at.position)
	}
	return value.Boolean()
}

// given charges for the size of what a function or a reference gives.
func (c *Context) given(v Value) Value {
	c.charge(len(v.text)/100 + len(v.list) + len(v.nodes))
	return v
}
