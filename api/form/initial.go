package form

import (
	"encoding/json"
	"strings"
)

// compileDefault reads a default: an answer, or {"expression": "today()"}.
func (c *compiler) compileDefault(n *node, place int) {
	if len(n.question.Default) == 0 {
		return
	}
	path := join(n.path, "default")
	var computed struct {
		Expression *string `json:"expression"`
	}
	if json.Unmarshal(n.question.Default, &computed) == nil && computed.Expression != nil {
		if strings.TrimSpace(*computed.Expression) == "" {
			c.found.wrong(path, "default", "The expression is empty.")
		}
		n.initial = c.expression(join(path, "expression"), *computed.Expression, place)
		if n.kind.read == nil {
			c.found.wrong(path, "default", "The answer to a question of type %s cannot be computed.", n.question.Type)
		}
		return
	}
	var answer any
	if err := json.Unmarshal(n.question.Default, &answer); err != nil {
		c.found.wrong(path, "json", "The default is not valid JSON.")
		return
	}
	if blank(answer) || n.kind.accepts == nil {
		return
	}
	accepted, ok := n.kind.accepts(answer)
	switch {
	case !ok:
		c.found.wrong(path, "default", "The default is no answer that a question of type %s takes.", n.question.Type)
	case n.kind.check != nil && n.kind.check(accepted, n.question, n.choices) != "":
		c.found.wrong(path, "default", "The default is not an answer that may be given here (%s).", n.kind.check(accepted, n.question, n.choices))
	default:
		n.fixed = accepted
	}
}
