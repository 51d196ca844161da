package expr

// Comparison is a comparison of an answer with something written out.
type Comparison struct {
	Name     string // the question; "" is "."
	Operator string // = != < <= > >=, seen from the answer, or "selected"
	Literal  Value
	Any      bool // the answer is a node list, of which one node is enough
}

// Demands lists comparisons that must all hold for the expression to be true; there may be further conditions.
func (e *Expression) Demands() []Comparison {
	var found []Comparison
	var visit func(n node)
	visit = func(n node) {
		if l, ok := n.(logical); ok && !l.stop {
			visit(l.left)
			visit(l.right)
			return
		}
		if c, ok := e.comparison(n); ok && !c.Any {
			found = append(found, c)
		}
	}
	visit(e.root)
	return found
}

// Mentions lists all comparisons in the expression, whether they must hold or not.
func (e *Expression) Mentions() []Comparison {
	var found []Comparison
	var visit func(n node)
	visit = func(n node) {
		if c, ok := e.comparison(n); ok {
			found = append(found, c)
		}
		for _, part := range parts(n) {
			visit(part)
		}
	}
	visit(e.root)
	return found
}

func parts(n node) []node {
	switch n := n.(type) {
	case negation:
		return []node{n.of}
	case logical:
		return []node{n.left, n.right}
	case equality:
		return []node{n.left, n.right}
	case arithmetic:
		return []node{n.left, n.right}
	case relation:
		return []node{n.left, n.right}
	case *call:
		return n.args
	case *reference:
		var inside []node
		for _, step := range n.steps {
			inside = append(inside, step.filters...)
		}
		return append(inside, n.filters...)
	case rows:
		return n.filters
	default:
		return nil
	}
}

var mirrored = map[string]string{"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}

func (e *Expression) comparison(n node) (Comparison, bool) {
	var left, right node
	operator := "="
	switch n := n.(type) {
	case equality:
		left, right = n.left, n.right
		if n.negated {
			operator = "!="
		}
	case relation:
		left, right, operator = n.left, n.right, n.operator
	case *call:
		if n.name != "selected" {
			return Comparison{}, false
		}
		left, right, operator = n.args[0], n.args[1], "selected"
	default:
		return Comparison{}, false
	}
	if c, ok := pair(left, right); ok {
		c.Operator = operator
		return c, true
	}
	c, ok := pair(right, left)
	c.Operator = mirrored[operator]
	return c, ok && operator != "selected"
}

// pair recognises an answer beside something written out, which may have a sign.
func pair(answer, written node) (Comparison, bool) {
	literal, ok := written.(constant)
	if n, negative := written.(negation); negative {
		inner, isConstant := n.of.(constant)
		literal, ok = constant{Num(-inner.value.Number(nil))}, isConstant
	}
	if !ok {
		return Comparison{}, false
	}
	switch answer := answer.(type) {
	case self:
		return Comparison{Literal: literal.value}, true
	case *reference:
		return Comparison{Name: answer.name, Literal: literal.value, Any: answer.many}, answer.slot != Outside && !answer.section
	default:
		return Comparison{}, false
	}
}
