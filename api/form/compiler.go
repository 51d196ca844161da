package form

import (
	"slices"
	"strings"

	"touchstone/api/form/expr"
)

// deepestBody is how deep sections and repeats may nest.
const deepestBody = 20

// compiler collects what is wrong while it makes a form.
type compiler struct {
	form    *Form
	lists   map[string][]*Choice
	columns map[string]map[string]bool // see columnsOf
	found   problems
}

func newCompiler(d *Definition) *compiler {
	f := &Form{
		definition: d, outline: expr.NewOutline(), places: map[string]int{}, tests: map[test]*expr.Expression{},
		root: &scope{repeat: expr.Outside},
	}
	return &compiler{form: f, lists: map[string][]*Choice{}, columns: map[string]map[string]bool{}}
}

func (c *compiler) compile() {
	c.addBody("/body", c.form.definition.Body, expr.Outside, c.form.root, nil, 0)
	c.addTables()
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
func (c *compiler) addBody(path string, body []Question, section int, in *scope, lists []int, depth int) {
	f := c.form
	for i := range body {
		q := &body[i]
		here := at(path, i)
		kind, known := questionTypes[q.Type]
		if !known {
			c.found.wrong(join(here, "type"), "type", "There is no question type %q; the types are %s.", q.Type, strings.Join(Types(), ", "))
		}
		if first, taken := f.places[q.Name]; taken {
			c.found.wrong(join(here, "name"), "duplicate", "The name %q is already used at %s; names are unique in a definition.", q.Name, f.nodes[first].path)
		} else {
			f.places[q.Name] = len(f.nodes)
		}
		place := f.outline.Add(q.Name, elementKind(q.Type, kind), section)
		element := f.outline.Element(place)
		n := node{question: q, path: here, kind: kind, section: section, scope: in, slot: element.Slot, list: element.List, lists: lists, source: -1}
		in.places = append(in.places, place)
		inner, innerLists := in, lists
		if q.Type == "repeat" {
			in.repeats = append(in.repeats, place)
			inner = &scope{repeat: place, depth: in.depth + 1}
			n.inner, innerLists = inner, append(slices.Clone(lists), n.list)
		}
		f.nodes = append(f.nodes, n)
		switch {
		case len(q.Body) == 0:
		case q.Type != "section" && q.Type != "repeat":
			c.found.wrong(join(here, "body"), "body", "Only a section or a repeat has a body.")
		case depth+1 >= deepestBody:
			c.found.wrong(join(here, "body"), "nested", "Sections and repeats nest at most %d deep.", deepestBody)
		default:
			c.addBody(join(here, "body"), q.Body, place, inner, innerLists, depth+1)
		}
	}
}

func elementKind(name string, kind questionType) expr.ElementKind {
	switch {
	case name == "section":
		return expr.Section
	case name == "repeat":
		return expr.Repeat
	case kind.value != nil:
		return expr.Answered
	default:
		return expr.Silent
	}
}

func (c *compiler) compileNode(n *node, place int) {
	q := n.question
	n.relevant = c.expression(join(n.path, "relevant"), q.Relevant, place)
	n.required = c.expression(join(n.path, "required"), q.Required.Expression, place)
	n.readOnly = c.expression(join(n.path, "readOnly"), q.ReadOnly.Expression, place)
	n.constraint = c.expression(join(n.path, "constraint"), q.Constraint, place)
	n.calculation = c.expression(join(n.path, "calculation"), q.Calculation, place)
	if q.Type == "repeat" {
		n.count = c.expression(join(n.path, "count"), q.Count, place)
	}
	if n.relevant != nil && n.relevant.ReadsSelf() {
		c.found.wrong(join(n.path, "relevant"), "cycle", "Whether a question is relevant must not depend on its own answer (\".\").")
	}
	if n.count != nil && n.count.ReadsSelf() {
		c.found.wrong(join(n.path, "count"), "cycle", "The number of instances must not depend on the instances (\".\").")
	}
	if n.calculation != nil && n.kind.read == nil {
		c.found.wrong(join(n.path, "calculation"), "calculation", "The answer to a question of type %s cannot be calculated.", q.Type)
	}
	for i, name := range q.Trigger {
		if _, ok := c.readable(name); !ok {
			c.found.wrong(at(join(n.path, "trigger"), i), "name", "There is no question %q whose change could trigger a calculation.", name)
		}
	}
	c.compileChoices(n, place)
	c.compileDefault(n, place)
	for i, rule := range q.Points {
		c.test(join(at(join(n.path, "points"), i), "when"), rule.When, place)
	}
	for key, text := range q.texts() {
		c.pipes(join(n.path, key), text)
	}
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
	if compiled := c.expression(path, source, place); compiled != nil {
		c.form.tests[test{source, place}] = compiled
	}
}

// expression compiles for the question at a place; nil for a blank source or after a mistake.
func (c *compiler) expression(path, source string, place int) *expr.Expression {
	return c.compiled(path, source, func() (*expr.Expression, []expr.Mistake) { return expr.Compile(source, c.form.outline, place) })
}

func (c *compiler) compiled(path, source string, compile func() (*expr.Expression, []expr.Mistake)) *expr.Expression {
	if strings.TrimSpace(source) == "" {
		return nil
	}
	made, mistakes := compile()
	for _, m := range mistakes {
		c.found.wrong(path, m.Code, "At character %d: %s.", len([]rune(source[:m.Offset]))+1, m.Message)
	}
	return made
}

// readable gives the place of a question that has a value; sections, repeats and notes have none.
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
