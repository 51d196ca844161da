package expr

// controlFunctions choose, negate and convert to booleans.
var controlFunctions = map[string]function{
	"if": {least: 3, most: 3, eval: func(c *Context, n *call) Value {
		if n.boolean(c, 0) {
			return n.args[1].eval(c)
		}
		return n.args[2].eval(c)
	}},
	"coalesce": {least: 2, most: -1, eval: func(c *Context, n *call) Value {
		for _, arg := range n.args {
			if value := arg.eval(c).Single(); !value.Blank() {
				return value
			}
		}
		return Value{}
	}},
	"once": {least: 1, most: 1, varies: true, eval: func(c *Context, n *call) Value {
		if !c.Self.Blank() {
			return c.Self
		}
		return n.args[0].eval(c)
	}},
	"not":     {least: 1, most: 1, eval: func(c *Context, n *call) Value { return Bool(!n.boolean(c, 0)) }},
	"true":    {eval: func(*Context, *call) Value { return Bool(true) }},
	"false":   {eval: func(*Context, *call) Value { return Bool(false) }},
	"boolean": {least: 1, most: 1, eval: func(c *Context, n *call) Value { return Bool(n.boolean(c, 0)) }},
	"boolean-from-string": {least: 1, most: 1, eval: func(c *Context, n *call) Value {
		s := n.text(c, 0)
		return Bool(s == "true" || s == "1")
	}},
	"checklist": {least: 3, most: -1, eval: func(c *Context, n *call) Value {
		count := 0.0
		for i := range n.args[2:] {
			if n.text(c, 2+i) == "yes" {
				count++
			}
		}
		return between(c, n, count)
	}},
	"weighted-checklist": {least: 4, most: -1, pairs: true, eval: func(c *Context, n *call) Value {
		sum := 0.0
		for i := 2; i < len(n.args); i += 2 {
			if n.text(c, i) == "yes" {
				sum += n.number(c, i+1)
			}
		}
		return between(c, n, sum)
	}},
}

// between compares with the first two arguments as bounds; -1 is no bound.
func between(c *Context, n *call, x float64) Value {
	least, most := n.number(c, 0), n.number(c, 1)
	return Bool((least == -1 || x >= least) && (most == -1 || x <= most))
}
