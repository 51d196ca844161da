package expr

import (
	"math"
	"slices"
	"strings"
)

// selectFunctions read the answers to select questions: lists of choice names, or texts of names separated by blanks.
var selectFunctions = map[string]function{
	"selected": {least: 2, most: 2, eval: func(c *Context, n *call) Value {
		names := chosen(n.args[0].eval(c))
		return Bool(slices.Contains(names, strings.Trim(n.text(c, 1), blanks)))
	}},
	"selected-at": {least: 2, most: 2, eval: func(c *Context, n *call) Value {
		names := chosen(n.args[0].eval(c))
		place := math.Trunc(n.number(c, 1))
		if !(place >= 0 && place < float64(len(names))) {
			return Value{}
		}
		return Text(names[int(place)])
	}},
	"count-selected": {least: 1, most: 1, eval: func(c *Context, n *call) Value {
		return Num(float64(len(chosen(n.args[0].eval(c)))))
	}},
	"jr:choice-name": {least: 2, most: 2, varies: true, eval: func(c *Context, n *call) Value {
		if c.ChoiceLabel == nil {
			return Value{}
		}
		return Text(c.ChoiceLabel(n.text(c, 1), n.text(c, 0)))
	}},
}

// chosen gives the chosen names of a list or of a text of names separated by blanks.
func chosen(v Value) []string {
	v = v.Single()
	if v.kind == List {
		return v.list
	}
	return strings.FieldsFunc(v.String(), func(r rune) bool { return strings.ContainsRune(blanks, r) })
}
