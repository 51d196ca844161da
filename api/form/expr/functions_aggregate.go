package expr

import "math"

// aggregateFunctions take any number of values; lists count as their members, blanks are left out.
var aggregateFunctions = map[string]function{
	"sum": {least: 1, most: -1, eval: func(c *Context, n *call) Value {
		total, any := 0.0, false
		eachFilled(c, n, func(x Value) {
			if !any {
				total, any = x.Number(c.Zone), true // a lone negative zero stays one
				return
			}
			total += x.Number(c.Zone)
		})
		return Num(total)
	}},
	"min": {least: 1, most: -1, eval: func(c *Context, n *call) Value { return extreme(c, n, math.Min) }},
	"max": {least: 1, most: -1, eval: func(c *Context, n *call) Value { return extreme(c, n, math.Max) }},
	"count-non-empty": {least: 1, most: -1, eval: func(c *Context, n *call) Value {
		count := 0.0
		eachFilled(c, n, func(Value) { count++ })
		return Num(count)
	}},
}

func extreme(c *Context, n *call, better func(a, b float64) float64) Value {
	result, any := math.NaN(), false
	eachFilled(c, n, func(x Value) {
		if !any {
			result, any = x.Number(c.Zone), true
			return
		}
		// Go's Min and Max let an infinity win over a value that is no number.
		if next := x.Number(c.Zone); math.IsNaN(next) || math.IsNaN(result) {
			result = math.NaN()
		} else {
			result = better(result, next)
		}
	})
	return Num(result)
}

func eachFilled(c *Context, n *call, visit func(Value)) {
	for _, arg := range n.args {
		switch value := arg.eval(c); value.kind {
		case List:
			for _, name := range value.list {
				visit(Text(name))
			}
		case Nodes:
			for _, node := range value.nodes {
				if !node.Blank() {
					visit(node)
				}
			}
		default:
			if !value.Blank() {
				visit(value)
			}
		}
	}
}
