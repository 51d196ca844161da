package form

import (
	"math"
	"strings"

	"touchstone/api/form/expr"
)

// State is how a question stands in a session: what a page shows of it.
type State struct {
	Relevant   bool
	Required   bool
	ReadOnly   bool
	Value      any // the answer; nil when there is none or the question is not relevant
	Choices    []OfferedChoice
	Label      string
	Hint       string
	Violations []Violation
}

// OfferedChoice is a choice that may be chosen now, with its label in the session's language.
type OfferedChoice struct {
	Name   string
	Label  string
	Choice *Choice
}

// Violation is a broken rule. The message is the definition's own or a plain one in the session's language.
type Violation struct {
	Question string `json:"question"`
	Code     string `json:"code"`
	Message  string `json:"message"`
}

// State gives the state of a question or section; false when there is none of the name.
func (s *Session) State(question string) (State, bool) {
	place, ok := s.form.places[question]
	if !ok {
		return State{}, false
	}
	n := &s.form.nodes[place]
	offered := s.offered(place)
	state := State{
		Relevant: s.relevant[place], Required: s.required(place), ReadOnly: n.question.ReadOnly.Always || n.calculation != nil,
		Label: s.text(n.question.Label), Hint: s.text(n.question.Hint),
	}
	for _, choice := range offered {
		label := s.text(choice.Label)
		if label == "" {
			label = choice.Name
		}
		state.Choices = append(state.Choices, OfferedChoice{choice.Name, label, choice})
	}
	if state.Relevant {
		state.Value = s.answered[place]
		if misfit, ok := s.misfits[place]; ok {
			state.Value = misfit
		}
		if code := s.broken(place, offered); code != "" {
			state.Violations = []Violation{s.violation(place, code)}
		}
	}
	return state, true
}

// Violations lists what is broken now, at most one rule a question, in the order of the document.
func (s *Session) Violations() []Violation {
	var found []Violation
	for place := range s.form.nodes {
		if !s.relevant[place] {
			continue
		}
		if code := s.broken(place, s.offered(place)); code != "" {
			found = append(found, s.violation(place, code))
		}
		if s.costly[place] {
			found = append(found, s.violation(place, CodeBudget))
		}
	}
	return found
}

// broken gives the code of the first rule that a relevant question breaks, or "".
func (s *Session) broken(place int, offered []*Choice) string {
	n := &s.form.nodes[place]
	if _, misfit := s.misfits[place]; misfit {
		return CodeType
	}
	answer := s.answered[place]
	if answer == nil {
		if !n.kind.silent && s.required(place) {
			return CodeRequired
		}
		return ""
	}
	if n.kind.check != nil {
		if code := n.kind.check(answer, n.question, offered); code != "" {
			return code
		}
	}
	own := s.context.Values[place]
	if n.constraint != nil && !own.Blank() && !s.run(n.constraint, place, own).Boolean() {
		return CodeConstraint
	}
	return ""
}

func (s *Session) required(place int) bool {
	n := &s.form.nodes[place]
	if n.required == nil {
		return n.question.Required.Always
	}
	return s.run(n.required, place, s.context.Values[place]).Boolean()
}

// offered lists the choices that the filter lets through, shuffled where that is asked for,
// but for those that stand outside the others.
func (s *Session) offered(place int) []*Choice {
	n := &s.form.nodes[place]
	offered := n.choices
	if n.filter != nil {
		offered = nil
		for _, choice := range n.choices {
			s.context.Column = choice.column
			if s.run(n.filter, place, s.context.Values[place]).Boolean() {
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
	shuffled(drawn, s.shuffleSeed(n.question))
	return append(drawn, last...)
}

func (s *Session) shuffleSeed(q *Question) int64 {
	switch given := q.Parameters["seed"].(type) {
	case float64:
		return int64(given)
	case string:
		if x := expr.Text(given).Number(s.env.zone()); !math.IsNaN(x) && !math.IsInf(x, 0) {
			return int64(x)
		}
	}
	return s.env.Seed + nameHash(q.Name)
}

func (c *Choice) column(name string) string {
	if name == "name" {
		return c.Name
	}
	return c.Columns[name]
}

// text gives a text in the session's language with earlier answers piped in.
func (s *Session) text(t Text) string {
	return piped(t.In(s.env.Language, s.form.definition.DefaultLanguage), func(name string) string {
		if place, ok := s.form.places[name]; ok {
			return s.context.Values[place].String()
		}
		return ""
	})
}

func (s *Session) violation(place int, code string) Violation {
	q := s.form.nodes[place].question
	message := ""
	switch code {
	case CodeRequired:
		message = s.text(q.RequiredMessage)
	case CodeConstraint:
		message = s.text(q.ConstraintMessage)
	}
	if message == "" {
		message = plainMessage(code, s.env.Language)
	}
	return Violation{q.Name, code, message}
}

// plainMessages are shown when the definition has no words of its own.
var plainMessages = map[string]map[string]string{
	"en": {
		CodeRequired: "An answer is needed here.", CodeConstraint: "This answer is not possible here.",
		CodeType: "This is not an answer of the kind that is asked for.", CodeChoice: "This is not one of the choices offered.",
		CodeRange: "This lies outside the possible range.", CodeUnknown: "There is no question of this name.",
		CodeCalculation: "The value was calculated again and differs.", CodeBudget: "An expression of this question is too costly to evaluate.",
	},
	"de": {
		CodeRequired: "Hier wird eine Antwort gebraucht.", CodeConstraint: "Diese Antwort ist hier nicht möglich.",
		CodeType: "Das ist keine Antwort der verlangten Art.", CodeChoice: "Das ist keine der angebotenen Möglichkeiten.",
		CodeRange: "Das liegt ausserhalb des möglichen Bereichs.", CodeUnknown: "Es gibt keine Frage mit diesem Namen.",
		CodeCalculation: "Der Wert wurde neu berechnet und weicht ab.", CodeBudget: "Ein Ausdruck dieser Frage ist zu aufwendig.",
	},
}

func plainMessage(code, language string) string {
	if language == "de" || strings.HasPrefix(language, "de-") {
		return plainMessages["de"][code]
	}
	return plainMessages["en"][code]
}
