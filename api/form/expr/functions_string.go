package expr

import (
	"math"
	"strings"
	"unicode/utf8"
)

// stringFunctions search, cut and combine texts; positions and lengths are in Unicode code points.
var stringFunctions = map[string]function{
	"string":      {least: 0, most: 1, eval: func(c *Context, n *call) Value { return Text(n.optional(c, 0).String()) }},
	"contains":    {least: 2, most: 2, eval: func(c *Context, n *call) Value { return Bool(strings.Contains(n.text(c, 0), n.text(c, 1))) }},
	"starts-with": {least: 2, most: 2, eval: func(c *Context, n *call) Value { return Bool(strings.HasPrefix(n.text(c, 0), n.text(c, 1))) }},
	"ends-with":   {least: 2, most: 2, eval: func(c *Context, n *call) Value { return Bool(strings.HasSuffix(n.text(c, 0), n.text(c, 1))) }},
	"string-length": {least: 0, most: 1, eval: func(c *Context, n *call) Value {
		return Num(float64(utf8.RuneCountInString(n.optional(c, 0).String())))
	}},
	"normalize-space": {least: 0, most: 1, eval: func(c *Context, n *call) Value {
		words := strings.FieldsFunc(n.optional(c, 0).String(), func(r rune) bool { return strings.ContainsRune(blanks, r) })
		return Text(strings.Join(words, " "))
	}},
	"substring-before": {least: 2, most: 2, eval: func(c *Context, n *call) Value {
		before, _, found := strings.Cut(n.text(c, 0), n.text(c, 1))
		if !found {
			return Value{}
		}
		return Text(before)
	}},
	"substring-after": {least: 2, most: 2, eval: func(c *Context, n *call) Value {
		_, after, _ := strings.Cut(n.text(c, 0), n.text(c, 1))
		return Text(after)
	}},
	"substr":    {least: 2, most: 3, eval: substr},
	"translate": {least: 3, most: 3, eval: translate},
	"regex": {least: 2, most: 2, eval: func(c *Context, n *call) Value {
		s, p := n.text(c, 0), n.pattern
		if _, written := n.args[1].(constant); !written {
			p, _ = compilePattern(n.text(c, 1))
		}
		if p == nil || c.charge(utf8.RuneCountInString(s)*p.size/200) {
			return Bool(false)
		}
		return Bool(p.expression.MatchString(s))
	}},
	"concat": {least: 0, most: -1, eval: func(c *Context, n *call) Value { return joined(c, "", n.args, whole) }},
	"join": {least: 1, most: -1, eval: func(c *Context, n *call) Value {
		return joined(c, n.text(c, 0), n.args[1:], Value.Members)
	}},
}

func substr(c *Context, n *call) Value {
	runes := []rune(n.text(c, 0))
	length := float64(len(runes))
	start, end := n.number(c, 1), length
	if len(n.args) == 3 {
		end = n.number(c, 2)
	}
	within := func(x float64) float64 {
		x = math.Trunc(x)
		if x < 0 {
			x += length
		}
		return min(max(0, x), length)
	}
	start, end = within(start), within(end)
	if !(start < end) { // also when one is not a number
		return Value{}
	}
	return Text(string(runes[int(start):int(end)]))
}

func translate(c *Context, n *call) Value {
	from, to := []rune(n.text(c, 1)), []rune(n.text(c, 2))
	replace := map[rune]rune{}
	for i, r := range from {
		if _, known := replace[r]; known {
			continue
		}
		replace[r] = -1 // what strings.Map leaves out
		if i < len(to) {
			replace[r] = to[i]
		}
	}
	return Text(strings.Map(func(r rune) rune {
		if other, ok := replace[r]; ok {
			return other
		}
		return r
	}, n.text(c, 0)))
}

// whole gives a value as one text, a list with blanks between its names.
func whole(v Value) []string { return []string{v.String()} }

// joined puts the parts of all values together, charging their length so that no text grows without bound.
func joined(c *Context, separator string, args []node, partsOf func(Value) []string) Value {
	var parts []string
	for _, arg := range args {
		value := arg.eval(c)
		if value.kind == Nodes {
			for _, node := range value.nodes {
				parts = append(parts, node.String())
			}
			continue
		}
		for _, part := range partsOf(value) {
			parts = append(parts, part)
			if len(part) > 1000 && c.charge(len(part)/1000) {
				return Value{}
			}
		}
	}
	return Text(strings.Join(parts, separator))
}
