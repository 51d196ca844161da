package form

import (
	"slices"

	"touchstone/api/form/expr"
)

// Form is a definition made ready: expressions compiled once, and an order in which every
// question comes after those it reads. It never changes and is safe for concurrent use; the
// definition must not be changed either.
type Form struct {
	definition *Definition
	outline    *expr.Outline
	nodes      []node // questions, sections and repeats in the order of the document; their places are those of the outline
	places     map[string]int
	root       *scope
	order      []int // places in nodes
	// tests holds the conditions of point rules and indicators by their text and place.
	tests map[test]*expr.Expression
}

// test is a condition beside the form: "." is the answer at the place; -1 is no question.
type test struct {
	source string
	place  int
}

// scope is what lies in one instance of a repeat, or outside of all repeats.
type scope struct {
	repeat  int // place; -1 outside
	depth   int // number of repeats around what lies in it
	places  []int
	repeats []int // places of the repeats directly in it, by their list in a frame
}

// node is a question, section or repeat made ready; whole numbers are places in Form.nodes.
type node struct {
	question *Question
	path     string
	kind     questionType
	section  int // the section or repeat around it; -1 outside of both
	scope    *scope
	slot     int    // in the frames of its scope
	list     int    // of a repeat: in the frames of its scope
	inner    *scope // of a repeat: what lies in its instances
	lists    []int  // how to come to its scope from outside: the list to take at every depth
	choices  []*Choice
	source   int // the question whose answers in all instances are the choices; -1 for a list

	dependents []edge // whose relevance, count or calculation reads this one
	watchers   []edge // of a repeat: who reads anything in more than one of its instances
	positional []int  // of a repeat: who reads the position of an instance
	triggered  []edge // whose calculation this one lets run
	rank       int    // in Form.order

	relevant, required, readOnly, constraint, calculation, count, filter, initial *expr.Expression
	fixed                                                                         any // a default that is an answer
}

// edge leads to a reader: a change matters to its instances within the same instance at the depth.
type edge struct{ reader, depth int }

// computed tells whether the answer is always the result of the calculation.
func (n *node) computed() bool { return n.calculation != nil && len(n.question.Trigger) == 0 }

// expressions lists all that the question has, by no particular order.
func (n *node) expressions() []*expr.Expression {
	all := []*expr.Expression{n.relevant, n.required, n.readOnly, n.constraint, n.calculation, n.count, n.filter, n.initial}
	return slices.DeleteFunc(all, func(e *expr.Expression) bool { return e == nil })
}

// repeats tells whether it is a repeat.
func (n *node) repeats() bool { return n.inner != nil }

// Compile makes a definition ready. It fails with code "definition.invalid", whose fields are all
// errors that Check finds.
func Compile(d *Definition) (*Form, error) {
	c := newCompiler(d)
	c.compile()
	if Failed(c.found) {
		return nil, Invalid(Check(d))
	}
	return c.form, nil
}

// Definition gives the definition the form was made from.
func (f *Form) Definition() *Definition { return f.definition }
