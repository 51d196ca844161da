package form

import (
	"slices"
	"strings"

	"touchstone/api/form/expr"
)

// Form is a definition made ready: expressions compiled once, and an order in which every
// question comes after those it reads. It never changes and is safe for concurrent use; the
// definition must not be changed either.
type Form struct {
	definition *Definition
	nodes      []node // questions and sections in the order of the document
	places     map[string]int
	order      []int // places in nodes
	// tests holds the conditions of point rules and indicators by their text and place.
	tests map[test]*expr.Expression
}

// test is a condition beside the form: "." is the answer at the place; -1 is no question.
type test struct {
	source string
	place  int
}

// node is a question or section made ready; whole numbers are places in Form.nodes.
type node struct {
	question   *Question
	path       string
	kind       questionType
	section    int // -1 outside of sections
	choices    []*Choice
	dependents []int // whose relevance or calculation reads this one
	rank       int   // in Form.order

	relevant, required, constraint, calculation, filter, initial *expr.Expression
	fixed                                                        any // a default that is an answer
}

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

// compiler collects what is wrong while it makes a form.
type compiler struct {
	form  *Form
	lists map[string][]*Choice
	found problems
}

func newCompiler(d *Definition) *compiler {
	return &compiler{
		form:  &Form{definition: d, places: map[string]int{}, tests: map[test]*expr.Expression{}},
		lists: map[string][]*Choice{},
	}
}

func (c *compiler) compile() {
	c.addBody("/body", c.form.definition.Body, -1)
	for i := range c.form.nodes {
		c.compileNode(&c.form.nodes[i], i)
	}
	for i := range c.form.definition.Indicators {
		c.compileIndicator(at("/indicators", i), &c.form.definition.Indicators[i])
	}
	if !Failed(c.found) {
		c.link()
	}
}

// addBody gives every question its place before any expression is read.
func (c *compiler) addBody(path string, body []Question, section int) {
	for i := range body {
		q := &body[i]
		here := at(path, i)
		kind, known := questionTypes[q.Type]
		if !known {
			c.found.wrong(join(here, "type"), "type", "There is no question type %q; the types are %s.", q.Type, strings.Join(Types(), ", "))
		}
		if first, taken := c.form.places[q.Name]; taken {
			c.found.wrong(join(here, "name"), "duplicate", "The name %q is already used at %s; names are unique in a definition.", q.Name, c.form.nodes[first].path)
		} else {
			c.form.places[q.Name] = len(c.form.nodes)
		}
		place := len(c.form.nodes)
		c.form.nodes = append(c.form.nodes, node{question: q, path: here, kind: kind, section: section})
		switch {
		case len(q.Body) > 0 && q.Type != "section":
			c.found.wrong(join(here, "body"), "body", "Only a section has a body.")
		case q.Type == "section" && section >= 0:
			c.found.wrong(here, "nested", "Sections do not nest; move %q out of %q.", q.Name, c.form.nodes[section].question.Name)
		case q.Type == "section":
			c.addBody(join(here, "body"), q.Body, place)
		}
	}
}

func (c *compiler) compileNode(n *node, place int) {
	q := n.question
	n.relevant = c.expression(join(n.path, "relevant"), q.Relevant)
	n.required = c.expression(join(n.path, "required"), q.Required.Expression)
	n.constraint = c.expression(join(n.path, "constraint"), q.Constraint)
	n.calculation = c.expression(join(n.path, "calculation"), q.Calculation)
	if n.relevant != nil && n.relevant.ReadsSelf() {
		c.found.wrong(join(n.path, "relevant"), "cycle", "Whether a question is relevant must not depend on its own answer (\".\").")
	}
	if n.calculation != nil && n.kind.read == nil {
		c.found.wrong(join(n.path, "calculation"), "calculation", "The answer to a question of type %s cannot be calculated.", q.Type)
	}
	c.compileChoices(n)
	c.compileDefault(n)
	for i, rule := range q.Points {
		c.test(join(at(join(n.path, "points"), i), "when"), rule.When, place)
	}
	for key, text := range map[string]Text{"label": q.Label, "hint": q.Hint, "requiredMessage": q.RequiredMessage, "constraintMessage": q.ConstraintMessage} {
		c.pipes(join(n.path, key), text)
	}
}

func (c *compiler) compileChoices(n *node) {
	q := n.question
	path := join(n.path, "choices")
	if q.Choices == "" {
		if n.kind.selects {
			c.found.wrong(path, "choices", "A %s needs the name of a choice list.", q.Type)
		}
		return
	}
	list, known := c.form.definition.Choices[q.Choices]
	if !known {
		c.found.wrong(path, "choices", "There is no choice list %q.", q.Choices)
		return
	}
	n.choices = c.list(q.Choices, list)
	n.filter = c.expression(join(n.path, "choiceFilter"), q.ChoiceFilter)
	if n.filter == nil {
		return
	}
	for _, name := range n.filter.Columns() {
		hasColumn := func(choice *Choice) bool { _, ok := choice.Columns[name]; return ok }
		if name != "name" && !slices.ContainsFunc(n.choices, hasColumn) {
			c.found.wrong(join(n.path, "choiceFilter"), "name", "The choice list %q has no column %q.", q.Choices, name)
		}
	}
}

// list gives the choices of a list, which all questions that use it share.
func (c *compiler) list(name string, list []Choice) []*Choice {
	if made, ok := c.lists[name]; ok {
		return made
	}
	made := make([]*Choice, len(list))
	for i := range list {
		made[i] = &list[i]
		c.pipes(join(at(join("/choices", name), i), "label"), list[i].Label)
	}
	c.lists[name] = made
	return made
}

func (c *compiler) compileIndicator(path string, indicator *Indicator) {
	place := -1
	if found, ok := c.form.places[indicator.Of]; ok && indicator.Of != "" {
		place = found
	}
	c.test(join(path, "when"), indicator.When, place)
}

// test compiles a condition that is asked for with Result.Holds.
func (c *compiler) test(path, source string, place int) {
	if compiled := c.expression(path, source); compiled != nil {
		c.form.tests[test{source, place}] = compiled
	}
}

// expression compiles; nil for a blank source or after a mistake. Choice filters may name columns.
func (c *compiler) expression(path, source string) *expr.Expression {
	if strings.TrimSpace(source) == "" {
		return nil
	}
	compile := expr.Compile
	if strings.HasSuffix(path, "/choiceFilter") {
		compile = expr.CompileFilter
	}
	compiled, mistakes := compile(source, c.readable)
	for _, m := range mistakes {
		c.found.wrong(path, m.Code, "At character %d: %s.", len([]rune(source[:m.Offset]))+1, m.Message)
	}
	return compiled
}

// readable gives the place of a question that has a value; sections and notes have none.
func (c *compiler) readable(name string) (int, bool) {
	place, ok := c.form.places[name]
	return place, ok && c.form.nodes[place].kind.value != nil
}

func (c *compiler) pipes(path string, text Text) {
	for language, name := range pipedNames(text) {
		if _, ok := c.readable(name); !ok {
			c.found.wrong(join(path, language), "name", "There is no question %q whose answer could be shown.", name)
		}
	}
}
