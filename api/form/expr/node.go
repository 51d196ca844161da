package expr

import "math"

// node is a part of a compiled expression.
type node interface {
	eval(c *Context) Value
	// constant tells whether the value never depends on the context.
	constant() bool
}

type constant struct{ value Value }

func (n constant) eval(c *Context) Value { c.charge(1); return n.value }
func (n constant) constant() bool        { return true }

type self struct{}

func (self) eval(c *Context) Value { c.charge(1); return c.given(c.Self) }
func (self) constant() bool        { return false }

// pointed is "." in a predicate: the value of the node that it looks at.
type pointed struct{}

func (pointed) eval(c *Context) Value { c.charge(1); return c.given(c.focus.value) }
func (pointed) constant() bool        { return false }

type column struct{ name string }

func (n column) eval(c *Context) Value {
	c.charge(1)
	if c.Column == nil {
		return Value{}
	}
	return c.given(Text(c.Column(n.name)))
}
func (n column) constant() bool { return false }

type negation struct{ of node }

func (n negation) eval(c *Context) Value {
	c.charge(1)
	return Num(-n.of.eval(c).Number(c.Zone))
}
func (n negation) constant() bool { return n.of.constant() }

type logical struct {
	left, right node
	stop        bool // the left value that decides alone: true for "or"
}

func (n logical) eval(c *Context) Value {
	if c.charge(1) || n.left.eval(c).Boolean() == n.stop {
		return Bool(n.stop)
	}
	return Bool(n.right.eval(c).Boolean())
}
func (n logical) constant() bool { return n.left.constant() && n.right.constant() }

type equality struct {
	left, right node
	negated     bool
}

func (n equality) eval(c *Context) Value {
	if c.charge(1) {
		return Bool(false)
	}
	left := n.left.eval(c)
	return Bool(equal(left, n.right.eval(c), c, n.negated))
}
func (n equality) constant() bool { return n.left.constant() && n.right.constant() }

// equal compares as booleans if either side is one, else as numbers if either is one, else as
// texts; node lists by any of their nodes.
func equal(a, b Value, c *Context, negated bool) bool {
	switch {
	case a.kind == Boolean || b.kind == Boolean:
		return (a.Boolean() == b.Boolean()) != negated
	case a.kind == Nodes || b.kind == Nodes:
		return anyPair(c, a, b, func(a, b Value) bool { return equal(a, b, c, negated) })
	case a.kind == Number || b.kind == Number:
		return (a.Number(c.Zone) == b.Number(c.Zone)) != negated
	default:
		return (a.String() == b.String()) != negated
	}
}

// anyPair tells whether a relation holds for any node of both sides; what is no node list is one
// node. Two node lists cost a step for each pair.
func anyPair(c *Context, a, b Value, holds func(a, b Value) bool) bool {
	lone := [2][1]Value{{a}, {b}}
	left, right := lone[0][:], lone[1][:]
	if a.kind == Nodes {
		left = a.nodes
	}
	if b.kind == Nodes {
		right = b.nodes
	}
	if a.kind == b.kind && c.charge(len(left)*len(right)) {
		return false
	}
	for _, x := range left {
		for _, y := range right {
			if holds(x, y) {
				return true
			}
		}
	}
	return false
}

// arithmetic is an operator on two numbers; relation is one that tells their order.
type arithmetic struct {
	left, right node
	apply       func(a, b float64) float64
}

func (n arithmetic) eval(c *Context) Value {
	if c.charge(1) {
		return Value{}
	}
	a := n.left.eval(c).Number(c.Zone)
	return Num(n.apply(a, n.right.eval(c).Number(c.Zone)))
}
func (n arithmetic) constant() bool { return n.left.constant() && n.right.constant() }

type relation struct {
	left, right node
	operator    string
	holds       func(a, b float64) bool
}

func (n relation) eval(c *Context) Value {
	if c.charge(1) {
		return Bool(false)
	}
	a := n.left.eval(c)
	b := n.right.eval(c)
	if a.kind == Nodes || b.kind == Nodes {
		if a.kind == Boolean || b.kind == Boolean {
			a, b = Bool(a.Boolean()), Bool(b.Boolean())
		}
		return Bool(anyPair(c, a, b, func(a, b Value) bool { return n.holds(a.Number(c.Zone), b.Number(c.Zone)) }))
	}
	return Bool(n.holds(a.Number(c.Zone), b.Number(c.Zone)))
}
func (n relation) constant() bool { return n.left.constant() && n.right.constant() }

var arithmetics = map[string]func(a, b float64) float64{
	"+":   func(a, b float64) float64 { return a + b },
	"-":   func(a, b float64) float64 { return a - b },
	"*":   func(a, b float64) float64 { return a * b },
	"div": func(a, b float64) float64 { return a / b },
	"mod": math.Mod,
}

var relations = map[string]func(a, b float64) bool{
	"<":  func(a, b float64) bool { return a < b },
	"<=": func(a, b float64) bool { return a <= b },
	">":  func(a, b float64) bool { return a > b },
	">=": func(a, b float64) bool { return a >= b },
}

func newBinary(operator string, left, right node) node {
	switch operator {
	case "or", "and":
		return logical{left, right, operator == "or"}
	case "=", "!=":
		return equality{left, right, operator == "!="}
	}
	if apply, ok := arithmetics[operator]; ok {
		return arithmetic{left, right, apply}
	}
	return relation{left, right, operator, relations[operator]}
}

// call is a function with its arguments, which the function itself evaluates as it needs them.
type call struct {
	name     string
	function *function
	args     []node
	pattern  *pattern // regex only, when the pattern is written out
	table    *Table   // pulldata only
	columns  [2]int   // of the table: the one to give and the one of the keys
}

func (n *call) eval(c *Context) Value {
	if c.charge(1) {
		return Value{}
	}
	value := n.function.eval(c, n)
	if len(value.text) > MostSteps {
		c.exceeded = true
	}
	return c.given(value)
}

func (n *call) constant() bool {
	if n.function.varies || len(n.args) == 0 && readsSelfWithoutArgument[n.name] {
		return false
	}
	for _, arg := range n.args {
		if !arg.constant() {
			return false
		}
	}
	return true
}

func (n *call) text(c *Context, i int) string { return n.args[i].eval(c).String() }

func (n *call) number(c *Context, i int) float64 { return n.args[i].eval(c).Number(c.Zone) }
func (n *call) boolean(c *Context, i int) bool   { return n.args[i].eval(c).Boolean() }
func (n *call) optional(c *Context, i int) Value {
	if i < len(n.args) {
		return n.args[i].eval(c)
	}
	return c.Self
}
