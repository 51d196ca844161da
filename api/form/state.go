package form

import (
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
	Guidance   string
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
	Question string `json:"question"` // its path
	Code     string `json:"code"`
	Message  string `json:"message"`
}

// State gives the state of a question, section or repeat; false when there is none at the path.
// That of an instance, such as people[2], has the texts of the repeat as seen from inside.
func (s *Session) State(path string) (State, bool) {
	s.work = 0
	in, place, isInstance, ok := s.find(path)
	if !ok {
		return State{}, false
	}
	n := &s.form.nodes[place]
	if isInstance {
		return State{
			Relevant: in.alive, Label: s.textWithin(n.question.Label, in), Hint: s.textWithin(n.question.Hint, in), Guidance: s.textWithin(n.question.Guidance, in),
		}, true
	}
	offered := s.offered(in, place)
	state := State{
		Relevant: in.shows(n), Required: s.required(in, place), ReadOnly: s.readOnly(in, place),
		Label: s.text(n.question.Label, in, place), Hint: s.text(n.question.Hint, in, place), Guidance: s.text(n.question.Guidance, in, place),
	}
	for _, choice := range offered {
		label := s.text(choice.Label, in, place)
		if label == "" {
			label = choice.Name
		}
		state.Choices = append(state.Choices, OfferedChoice{choice.Name, label, choice})
	}
	if state.Relevant {
		state.Value = in.answered[n.slot]
		if misfit, ok := in.misfits[n.slot]; ok {
			state.Value = misfit
		}
		if code := s.broken(in, place, offered); code != "" {
			state.Violations = []Violation{s.violation(in, place, code)}
		}
	}
	return state, true
}

// Violations lists what is broken now, at most one rule a question, in the order of the document.
func (s *Session) Violations() []Violation { return s.violationsIn(s.root, nil) }

func (s *Session) violationsIn(in *instance, found []Violation) []Violation {
	for _, place := range in.scope.places {
		n := &s.form.nodes[place]
		if !in.Relevant[n.slot] {
			continue
		}
		if code := s.broken(in, place, nil); code != "" {
			found = append(found, s.violation(in, place, code))
		}
		s.readOnly(in, place) // which may be too costly, as State would find out
		if in.costly[n.slot] {
			found = append(found, s.violation(in, place, CodeBudget))
		}
		if n.repeats() {
			for _, inner := range in.lists[n.list][:len(in.Lists[n.list])] {
				found = s.violationsIn(inner, found)
			}
		}
	}
	return found
}

// broken gives the code of the first rule that a relevant question breaks, or "". The choices
// offered may be nil where they are not known yet.
func (s *Session) broken(in *instance, place int, offered []*Choice) string {
	n := &s.form.nodes[place]
	if _, misfit := in.misfits[n.slot]; misfit {
		return CodeType
	}
	answer, own := in.answered[n.slot], in.Values[n.slot]
	answered, filled := answer != nil, !own.Blank()
	if n.repeats() {
		own = s.valueOf(in, n)
		answered = len(in.Lists[n.list]) > 0
		filled = answered
	}
	required := s.required(in, place)
	if !answered {
		if required && (!n.kind.silent || n.repeats()) {
			return CodeRequired
		}
		return ""
	}
	if n.kind.check != nil {
		if offered == nil && n.kind.selects {
			offered = s.offered(in, place)
		}
		if code := n.kind.check(answer, n.question, offered); code != "" {
			return code
		}
	}
	if n.constraint != nil && filled && !s.run(n.constraint, in, place, own).Boolean() {
		return CodeConstraint
	}
	return ""
}

func (s *Session) required(in *instance, place int) bool {
	n := &s.form.nodes[place]
	if n.required == nil {
		return n.question.Required.Always
	}
	return s.run(n.required, in, place, s.seen(in, n)).Boolean()
}

// readOnly tells whether people cannot change the answer.
func (s *Session) readOnly(in *instance, place int) bool {
	n := &s.form.nodes[place]
	switch {
	case n.computed() || n.calculation != nil && n.question.Type == "calculate":
		return true
	case n.readOnly == nil:
		return n.question.ReadOnly.Always
	default:
		return s.run(n.readOnly, in, place, s.seen(in, n)).Boolean()
	}
}

// seen is what "." is: the value as long as the question is relevant.
func (s *Session) seen(in *instance, n *node) expr.Value {
	if n.repeats() {
		return s.valueOf(in, n)
	}
	return in.Values[n.slot]
}

// text gives a text in the session's language with earlier answers piped in, as the question at the place sees them.
func (s *Session) text(t Text, in *instance, place int) string {
	return piped(t.In(s.env.Language, s.form.definition.DefaultLanguage), func(name string) string {
		return s.form.outline.Read(name, place, &in.Frame).String()
	})
}

// textWithin gives a text as it is seen from within an instance.
func (s *Session) textWithin(t Text, in *instance) string {
	if len(in.scope.places) == 0 {
		return s.text(t, in.parent, in.scope.repeat)
	}
	return s.text(t, in, in.scope.places[0])
}

func (s *Session) violation(in *instance, place int, code string) Violation {
	q := s.form.nodes[place].question
	message := ""
	switch code {
	case CodeRequired:
		message = s.text(q.RequiredMessage, in, place)
	case CodeConstraint:
		message = s.text(q.ConstraintMessage, in, place)
	}
	if message == "" {
		message = plainMessage(code, s.env.Language)
	}
	return Violation{in.pathOf(s.form, place), code, message}
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
