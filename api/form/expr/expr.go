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
	MostSteps      = 100_000 // evaluated nodes; also the longest text, in characters, that a function may make
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
)

// Mistake is what is wrong with an expression, and where.
type Mistake struct {
	Offset  int // bytes from the start of the source
	Code    string
	Message string
}

// Resolve gives the place of a question's value in Context.Values; false when there is none.
type Resolve func(name string) (int, bool)

// Expression is a compiled expression; it is safe for concurrent use.
type Expression struct {
	source  string
	root    node
	names   []string
	columns []string
	self    bool
	// patterns tells that a pattern of regex() is computed, so that nobody can check it beforehand.
	patterns bool
}

// Source gives the text the expression was compiled from.
func (e *Expression) Source() string { return e.source }

// Names lists the questions whose values the expression reads, each once, in order of appearance.
func (e *Expression) Names() []string { return e.names }

// Columns lists the columns of the choice list that a choice filter reads.
func (e *Expression) Columns() []string { return e.columns }

// ReadsSelf tells whether the expression reads ".", the value of its own question.
func (e *Expression) ReadsSelf() bool { return e.self }

// ComputesPattern tells whether a pattern of regex() is not written out, so that it cannot be checked beforehand.
func (e *Expression) ComputesPattern() bool { return e.patterns }

// Constant tells whether the expression has the same value for all answers, clocks and seeds.
func (e *Expression) Constant() bool { return e.root.constant() }

// Context is what an expression is evaluated against. It may be reused, by one goroutine at a time.
type Context struct {
	Values   []Value // by the places that Resolve gave
	Self     Value   // "."
	Now      time.Time
	Zone     *time.Location
	Language string
	Random   Random
	// Column gives a column of the choice that a choice filter looks at.
	Column func(name string) string
	// ChoiceLabel gives the label of a choice of a question's list in the language; "" when there is none.
	ChoiceLabel func(question, choice string) string

	steps    int
	exceeded bool
}

// Evaluate gives the value of the expression. It fails with code "steps" when the
// expression needs more than MostSteps steps; the value is then blank.
func (e *Expression) Evaluate(c *Context) (Value, error) {
	c.steps, c.exceeded = 0, false
	value := e.root.eval(c)
	if c.exceeded {
		return Value{}, fault.New(fault.Invalid, CodeSteps, "the expression needs more than %d steps", MostSteps)
	}
	return value, nil
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
