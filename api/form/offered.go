package form

import (
	"math"

	"touchstone/api/form/expr"
)

// offered lists the choices that the filter lets through, shuffled where that is asked for,
// but for those that stand outside the others.
func (s *Session) offered(in *instance, place int) []*Choice {
	n := &s.form.nodes[place]
	offered := n.choices
	switch {
	case n.source >= 0:
		offered = s.answersOffered(in, place)
	case n.filter != nil:
		offered = nil
		for _, choice := range n.choices {
			s.context.Column = choice.column
			if s.run(n.filter, in, place, in.Values[n.slot]).Boolean() {
				offered = append(offered, choice)
			}
		}
		s.context.Column = nil
	}
	if randomize := n.question.Parameters["randomize"]; randomize != true && randomize != "true" {
		return offered
	}
	var drawn, last []*Choice
	for _, choice := range offered {
		if choice.Exclusive || choice.NotApplicable {
			last = append(last, choice)
		} else {
			drawn = append(drawn, choice)
		}
	}
	shuffled(drawn, s.shuffleSeed(in, place))
	return append(drawn, last...)
}

// answersOffered makes choices of the answers to a question in the instances of its repeat, each once.
func (s *Session) answersOffered(in *instance, place int) []*Choice {
	n := &s.form.nodes[place]
	source := &s.form.nodes[n.source]
	around := &s.form.nodes[source.scope.repeat]
	var offered []*Choice
	taken := map[string]bool{}
	s.eachReader(in.above(sharedDepth(around, n)), around, func(holder *instance) {
		position := 0
		for _, inner := range holder.lists[around.list][:len(holder.Lists[around.list])] {
			position++
			value := inner.Values[source.slot]
			name := value.String()
			if value.Blank() || taken[name] || !s.passes(in, place, inner, position) {
				continue
			}
			taken[name] = true
			offered = append(offered, &Choice{Name: name, Label: Text{s.form.definition.DefaultLanguage: name}})
		}
	})
	return offered
}

// passes asks the choice filter about an instance.
func (s *Session) passes(in *instance, place int, inner *instance, position int) bool {
	n := &s.form.nodes[place]
	if n.filter == nil {
		return true
	}
	s.context.Look(&inner.Frame, position)
	return s.run(n.filter, in, place, in.Values[n.slot]).Boolean()
}

func (s *Session) shuffleSeed(in *instance, place int) int64 {
	switch given := s.form.nodes[place].question.Parameters["seed"].(type) {
	case float64:
		return int64(given)
	case string:
		if x := expr.Text(given).Number(s.env.zone()); !math.IsNaN(x) && !math.IsInf(x, 0) {
			return int64(x)
		}
	}
	return s.seed(in, place)
}

func (c *Choice) column(name string) string {
	if name == "name" {
		return c.Name
	}
	return c.Columns[name]
}
