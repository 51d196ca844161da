package expr

import "math"

// nodeFunctions read node lists, instances of repeats and tables.
var nodeFunctions = map[string]function{
	"count": {least: 1, most: 1, eval: func(c *Context, n *call) Value {
		switch value := n.args[0].eval(c); {
		case value.kind == Nodes:
			return Num(float64(len(value.nodes)))
		case value.Blank():
			return Num(0)
		default:
			return Num(1)
		}
	}},
	// The arguments of these two are paths that the parser makes one node of.
	"position":       {least: 0, most: 1, varies: true, eval: only},
	"indexed-repeat": {least: 3, most: 7, varies: true, eval: only},
	"randomize":      {least: 1, most: 2, varies: true, eval: randomize},
	"pulldata":       {least: 4, most: 4, varies: true, eval: pulldata},
	"version":        {varies: true, eval: func(c *Context, _ *call) Value { return Text(c.Version) }},
}

func only(c *Context, n *call) Value { return n.args[0].eval(c) }

// randomize draws an order as ODK does: Fisher and Yates from the end.
func randomize(c *Context, n *call) Value {
	value := n.args[0].eval(c)
	random := &c.Random
	if len(n.args) == 2 {
		if seed := n.number(c, 1); !math.IsNaN(seed) && !math.IsInf(seed, 0) {
			seeded := NewRandom(int64(math.Mod(math.Trunc(seed), parkMiller)))
			random = &seeded
		}
	}
	var drawn []Value
	switch value.kind {
	case Nodes:
		drawn = append(drawn, value.nodes...)
	case List:
		for _, name := range value.list {
			drawn = append(drawn, Text(name))
		}
	default:
		if !value.Blank() {
			drawn = append(drawn, value)
		}
	}
	for last := len(drawn) - 1; last > 0; last-- {
		other := int(random.Next() * float64(last+1))
		drawn[last], drawn[other] = drawn[other], drawn[last]
	}
	return nodesOf(drawn)
}

// pulldata gives the cell of a column in the first row whose key column is the key, else blank.
func pulldata(c *Context, n *call) Value {
	key := n.text(c, 3)
	if n.table == nil {
		return Value{}
	}
	row, found := n.table.find(n.columns[1], key, c.Language)
	if !found {
		return Value{}
	}
	return Text(n.table.Cell(row, n.columns[0], c.Language))
}

// lookup resolves what pulldata() names: the table and its columns, written out.
func (p *parser) lookup(made *call, starts []token) node {
	var words [3]string
	for i := range words {
		literal, written := made.args[i].(constant)
		if !written {
			return p.fail(starts[i], CodeSyntax, "write the names of the table and its columns in quotes: pulldata('table', 'column', 'key column', key)")
		}
		words[i] = literal.value.String()
	}
	table, known := p.table(words[0])
	if !known {
		p.note(starts[0], CodeName, "there is no choice list or table %q", words[0])
		return constant{}
	}
	made.table = table
	for i := range made.columns {
		column, ok := table.column(words[1+i])
		if !ok {
			p.note(starts[1+i], CodeName, "%q has no column %q", words[0], words[1+i])
		}
		made.columns[i] = column
	}
	return made
}

// place is position(..): that of the instance some frames up.
type place struct{ up int }

func (place) constant() bool { return false }

func (n place) eval(c *Context) Value {
	frame := c.Frame
	for range n.up {
		frame = frame.Parent
	}
	return Num(float64(frame.Position))
}

// ordinal is position() in a predicate.
type ordinal struct{}

func (ordinal) constant() bool { return false }

func (ordinal) eval(c *Context) Value {
	return Num(float64(c.focus.position))
}

// position reads the argument of position(): nothing, or a path of dots.
func (p *parser) position(name token) node {
	if p.peek().kind == tokenClose {
		p.take()
		if p.view == nil {
			p.note(name, CodeArity, "position() outside of a predicate takes the instance, such as position(..)")
		}
		return ordinal{}
	}
	t := p.take()
	at := p.outline.fromOwn(p.own)
	if t.kind == tokenName && t.text == "current" && p.peek().kind == tokenOpen {
		p.take()
		if end, slash := p.take(), p.take(); end.kind != tokenClose || slash.kind != tokenSlash {
			return p.fail(end, CodeSyntax, "write position(current()/..)")
		}
		t = p.take()
	} else if p.view != nil {
		return p.fail(t, CodeSyntax, "in a predicate write position() or position(current()/..)")
	}
	for {
		switch {
		case t.kind != tokenParent:
			return p.fail(t, CodeSyntax, "position() takes .. or ../..")
		case !at.lost && !at.parent():
			p.note(t, CodeName, "there is nothing above")
			at.lost = true
		}
		end := p.take()
		if end.kind == tokenClose {
			break
		}
		if end.kind != tokenSlash {
			return p.fail(end, CodeSyntax, "a closing parenthesis is missing in position()")
		}
		t = p.take()
	}
	if at.lost || at.element == Outside || p.outline.Element(at.element).Kind != Repeat {
		return constant{Num(1)}
	}
	e := p.outline.Element(at.element)
	p.reads(Read{Place: at.element, Depth: e.Depth, Position: true}, e.Name)
	return place{at.up}
}
