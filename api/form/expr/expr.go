// Package expr is the expression language of definitions: the operators and functions that
// ODK documents for XForms, over the answers of one response. It compiles a source text once
// and evaluates it many times; the clock, the time zone, the language and the seed come from
// the caller, so the same input always gives the same value. The fine print that the
// documentation leaves open is in surveys/conformance/README.md.
package expr

import (
	"fmt"
	"time"

	"touchstone/api/fault"
)

// The budgets of one expression.
const (
	LongestSource  = 10_000  // characters of an expression
	DeepestNesting = 100     // open parentheses, calls and unary minuses
	MostSteps      = 100_000 // parts evaluated and nodes looked at; also the longest text, in bytes, that a function may make
)

// The codes of a Mistake.
const (
	CodeSyntax   = "syntax"
	CodeFunction = "function" // no such function
	CodeArity    = "arity"
	CodeName     = "name" // no such question
	CodeRegex    = "regex"
	CodeArgument = "argument" // an argument that can never work
	CodeLength   = "length"
	CodeNesting  = "nesting"
	CodeSteps    = "steps"
	// CodePredicate is a doubt: in a predicate ${name} is not what the node holds.
	CodePredicate = "predicate"
)

// Mistake is what is wrong with an expression, and where.
type Mistake struct {
	Offset  int // bytes from the start of the source
	Code    string
	Message string
}

// Read is something that an expression reads, so that its value may change with it.
type Read struct {
	Place int // in the outline
	// Depth is the number of repeats around both: a change in one instance matters to the
	// readers within the same instance of the innermost of them.
	Depth int
	// Position tells that of the repeat at Place only the position of the own instance is read.
	Position bool
}

// Expression is a compiled expression; it is safe for concurrent use.
type Expression struct {
	source  string
	root    node
	reads   []Read
	names   []string
	columns []string
	tables  []string
	doubts  []Mistake
	self    bool
	draws   bool // from Context.Random
	// patterns tells that a pattern of regex() is computed, so that nobody can check it beforehand.
	patterns bool
}

// Source gives the text the expression was compiled from.
func (e *Expression) Source() string { return e.source }

// Reads lists what the expression reads, each once, in order of appearance.
func (e *Expression) Reads() []Read { return e.reads }

// Doubts lists what is allowed, but hardly meant.
func (e *Expression) Doubts() []Mistake { return e.doubts }

// Names lists the questions whose values the expression reads, each once, in order of appearance.
func (e *Expression) Names() []string { return e.names }

// Columns lists the columns of the choice list that a choice filter reads.
func (e *Expression) Columns() []string { return e.columns }

// Tables lists the tables that the expression reads by instance() and pulldata().
func (e *Expression) Tables() []string { return e.tables }

// ReadsSelf tells whether the expression reads ".", the value of its own question.
func (e *Expression) ReadsSelf() bool { return e.self }

// Draws tells whether the value depends on Context.Random.
func (e *Expression) Draws() bool { return e.draws }

// ComputesPattern tells whether a pattern of regex() is not written out, so that it cannot be checked beforehand.
func (e *Expression) ComputesPattern() bool { return e.patterns }

// Constant tells whether the expression has the same value for all answers, clocks and seeds.
func (e *Expression) Constant() bool { return e.root.constant() }

// Context is what an expression is evaluated against. It may be reused, by one goroutine at a time.
type Context struct {
	Frame    *Frame // that of the expression's own question
	Self     Value  // "."
	Now      time.Time
	Zone     *time.Location
	Language string
	Random   Random
	Version  string // of the definition
	// Column gives a column of the choice that a choice filter looks at.
	Column func(name string) string
	// ChoiceLabel gives the label of a choice of a question's list in the language; "" when there is none.
	ChoiceLabel func(question, choice string) string

	steps    int
	exceeded bool
	focus    focus
	frames   []*Frame // of the paths that are being walked
	nodes    []Value  // of the node lists made so far
	rows     []int
}

// Evaluate gives the value of the expression; a node list lasts until the context is used
// again. It fails with code "steps" when the expression needs more than MostSteps steps; the
// value is then blank.
func (e *Expression) Evaluate(c *Context) (Value, error) {
	c.steps, c.exceeded = 0, false
	c.frames, c.nodes, c.rows = c.frames[:0], c.nodes[:0], c.rows[:0]
	value := e.root.eval(c)
	if c.exceeded {
		return Value{}, fault.New(fault.Invalid, CodeSteps, "the expression needs more than %d steps", MostSteps)
	}
	return value, nil
}

// Steps tells how many steps the last evaluation took.
func (c *Context) Steps() int { return c.steps }

// Look sets the instance that the filter of an instance looks at, and its position from 1.
func (c *Context) Look(instance *Frame, position int) {
	c.focus = focus{frame: instance, position: position}
}

// charge counts steps and tells whether the budget is used up.
func (c *Context) charge(steps int) bool {
	c.steps += steps
	if c.steps > MostSteps {
		c.exceeded = true
	}
	return c.exceeded
}

func mistake(offset int, code, message string, args ...any) Mistake {
	return Mistake{Offset: offset, Code: code, Message: fmt.Sprintf(message, args...)}
}
