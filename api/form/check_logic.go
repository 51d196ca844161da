package form

import (
	"math"
	"slices"
	"time"

	"touchstone/api/form/expr"
)

// logic warns about conditions that can never hold or name choices that do not exist.
func (k *checker) logic() {
	for i := range k.form.nodes {
		n := &k.form.nodes[i]
		if n.relevant != nil && (never(n.relevant) || k.contradicts(n.relevant, nil)) {
			k.found.warn(join(n.path, "relevant"), "unreachable", "%q can never become relevant.", n.question.Name)
		}
		if n.constraint != nil && (never(n.constraint) || k.contradicts(n.constraint, n)) {
			k.found.warn(join(n.path, "constraint"), "unmeetable", "No answer to %q can meet this constraint.", n.question.Name)
		}
		for key, e := range map[string]*expr.Expression{
			"relevant": n.relevant, "required": n.required, "constraint": n.constraint, "calculation": n.calculation, "choiceFilter": n.filter, "default": n.initial,
			"readOnly": n.readOnly, "count": n.count,
		} {
			if e != nil {
				k.mentions(join(n.path, key), e, n)
			}
		}
	}
}

// never tells whether an expression is false whatever the answers.
func never(e *expr.Expression) bool {
	if !e.Constant() {
		return false
	}
	value, err := e.Evaluate(&expr.Context{Zone: time.UTC})
	return err == nil && !value.Boolean()
}

// mentions warns about comparisons with choices that a question's list does not have, and
// about patterns that cannot be checked beforehand.
func (k *checker) mentions(path string, e *expr.Expression, own *node) {
	if e.ComputesPattern() {
		k.found.warn(path, "regex", "The pattern of regex() is computed, so nobody can tell whether it will work; write it out.")
	}
	for _, doubt := range e.Doubts() {
		k.found.warn(path, doubt.Code, "At character %d: %s.", len([]rune(e.Source()[:doubt.Offset]))+1, doubt.Message)
	}
	for _, c := range e.Mentions() {
		n := own
		if c.Name != "" {
			n, _ = k.questionAt(c.Name)
		}
		name := c.Literal.String()
		if n == nil || !n.kind.selects || n.choices == nil || name == "" || !slices.Contains([]string{"=", "!=", "selected"}, c.Operator) {
			continue
		}
		if !slices.ContainsFunc(n.choices, func(choice *Choice) bool { return choice.Name == name }) {
			k.found.warn(path, "choice", "The list of %q has no choice %q.", n.question.Name, name)
		}
	}
}

// interval is what a number may be; whole numbers have closed ends.
type interval struct {
	low, high         float64
	openLow, openHigh bool
}

func (v interval) empty() bool {
	return v.low > v.high || v.low == v.high && (v.openLow || v.openHigh)
}

// contradicts tells whether the demands of an expression exclude each other: numbers by their
// intervals, texts by two different values. own is the question that "." stands for.
func (k *checker) contradicts(e *expr.Expression, own *node) bool {
	numbers := map[string]interval{}
	texts := map[string]string{}
	for _, c := range e.Demands() {
		n := own
		if c.Name != "" {
			n, _ = k.questionAt(c.Name)
		}
		if n == nil {
			continue
		}
		if c.Literal.Kind() == expr.Number {
			v, known := numbers[c.Name]
			if !known {
				v = possible(n)
			}
			numbers[c.Name] = v.narrowed(c.Operator, c.Literal.Number(time.UTC), n.question.Type == "integer")
			continue
		}
		if c.Operator != "=" || n.question.Type == "select_multiple" || c.Literal.Kind() != expr.String {
			continue
		}
		if before, known := texts[c.Name]; known && before != c.Literal.String() {
			return true
		}
		texts[c.Name] = c.Literal.String()
	}
	for _, v := range numbers {
		if v.empty() {
			return true
		}
	}
	return false
}

// possible gives the numbers that a question's type allows.
func possible(n *node) interval {
	if n.question.Type == "range" {
		scale := n.question.Scale()
		return interval{low: min(scale.Start, scale.End), high: max(scale.Start, scale.End)}
	}
	return interval{low: math.Inf(-1), high: math.Inf(1)}
}

func (v interval) narrowed(operator string, x float64, whole bool) interval {
	low, high := operator == ">" || operator == ">=" || operator == "=", operator == "<" || operator == "<=" || operator == "="
	open := operator == "<" || operator == ">"
	if whole && open {
		open = false
		if low {
			x = math.Floor(x) + 1
		} else {
			x = math.Ceil(x) - 1
		}
	}
	if whole && operator == "=" && x != math.Trunc(x) {
		return interval{low: 1, high: 0}
	}
	if low && (x > v.low || x == v.low && open) {
		v.low, v.openLow = x, open
	}
	if high && (x < v.high || x == v.high && open) {
		v.high, v.openHigh = x, open
	}
	return v
}

func isNumeral(value any) bool {
	switch v := value.(type) {
	case float64:
		return true
	case string:
		return !math.IsNaN(expr.Text(v).Number(nil))
	default:
		return false
	}
}
