package form

import (
	"touchstone/api/fault"
	"touchstone/api/form/expr"
)

// Session is one response while it is filled in: what is relevant, what is calculated, what
// breaks a rule. A change computes again only what depends on it. It is for one goroutine.
type Session struct {
	form     *Form
	env      Environment
	context  expr.Context
	answered []any          // as accepted; the answers of questions that are not relevant are remembered
	misfits  map[int]any    // answers of a wrong shape, as they came
	unknown  map[string]any // answers to questions that do not exist
	relevant []bool
	costly   map[int]bool // nodes with an expression beyond the budget
	due      []bool       // by rank
}

// Session begins with answers by question name. Unless the environment says that they are
// resumed, unanswered questions get their defaults and the metadata of the environment.
func (f *Form) Session(env Environment, answers map[string]any) *Session {
	s := f.newSession(env, answers)
	if !env.Resumed {
		s.begin()
	}
	if !env.End.IsZero() {
		s.stamp("end", expr.PrintMoment(env.End, env.zone()))
	}
	s.computeAll()
	if !env.Resumed {
		s.giveComputedDefaults()
	}
	return s
}

func (f *Form) newSession(env Environment, answers map[string]any) *Session {
	s := &Session{
		form: f, env: env, answered: make([]any, len(f.nodes)), relevant: make([]bool, len(f.nodes)),
		misfits: map[int]any{}, unknown: map[string]any{}, costly: map[int]bool{}, due: make([]bool, len(f.nodes)),
	}
	if env.Language == "" {
		s.env.Language = f.definition.DefaultLanguage
	}
	s.context = expr.Context{
		Values: make([]expr.Value, len(f.nodes)), Now: env.Now, Zone: env.zone(), Language: s.env.Language, ChoiceLabel: s.choiceLabel,
	}
	for name, answer := range answers {
		if place, ok := f.places[name]; ok {
			s.keep(place, answer)
		} else if !blank(answer) {
			s.unknown[name] = answer
		}
	}
	return s
}

// Set answers a question; nil, "" and an empty list clear it. A question with a calculation keeps its result.
func (s *Session) Set(question string, answer any) error {
	place, ok := s.form.places[question]
	if !ok {
		return fault.New(fault.NotFound, "question.unknown", "There is no question %q.", question)
	}
	if s.form.nodes[place].calculation == nil {
		s.keep(place, answer)
		s.propagate(place)
	}
	return nil
}

// SetLanguage changes the language of all texts and of expressions that give texts.
func (s *Session) SetLanguage(language string) {
	s.env.Language, s.context.Language = language, language
	s.computeAll()
}

// Answers gives the answers of relevant questions by name.
func (s *Session) Answers() map[string]any {
	answers := map[string]any{}
	for i, answer := range s.answered {
		if answer != nil && s.relevant[i] {
			answers[s.form.nodes[i].question.Name] = answer
		}
	}
	return answers
}

// keep stores an answer as the type takes it, or beside the others when it has the wrong shape.
func (s *Session) keep(place int, answer any) {
	delete(s.misfits, place)
	s.answered[place] = nil
	if blank(answer) {
		return
	}
	if accepted, ok := s.form.nodes[place].kind.accepts(answer); ok {
		s.answered[place] = accepted
	} else {
		s.misfits[place] = answer
	}
}

// begin gives the defaults that are answers, and the metadata.
func (s *Session) begin() {
	start := s.env.Start
	if start.IsZero() {
		start = s.env.Now
	}
	s.stamp("start", expr.PrintMoment(start, s.env.zone()))
	s.stamp("today", expr.PrintDate(start, s.env.zone()))
	for i, n := range s.form.nodes {
		if n.fixed != nil && s.unanswered(i) {
			s.answered[i] = n.fixed
		}
	}
}

func (s *Session) unanswered(place int) bool {
	_, misfit := s.misfits[place]
	return s.answered[place] == nil && !misfit
}

// stamp answers the questions of a metadata type that have no answer.
func (s *Session) stamp(kind, answer string) {
	for i, n := range s.form.nodes {
		if n.question.Type == kind && s.unanswered(i) {
			s.answered[i] = answer
		}
	}
}

// giveComputedDefaults computes the defaults that are expressions, in the order of the document.
func (s *Session) giveComputedDefaults() {
	for i, n := range s.form.nodes {
		if n.initial != nil && n.calculation == nil && s.unanswered(i) {
			s.keep(i, n.kind.read(s.run(n.initial, i, expr.Value{}), s.env.zone()))
			s.propagate(i)
		}
	}
}

func (s *Session) computeAll() {
	for _, place := range s.form.order {
		s.compute(place)
	}
}

// propagate computes a place and everything that notices a change, each once.
func (s *Session) propagate(place int) {
	nodes := s.form.nodes
	s.due[nodes[place].rank] = true
	for rank := nodes[place].rank; rank < len(s.form.order); rank++ {
		if !s.due[rank] {
			continue
		}
		s.due[rank] = false
		here := s.form.order[rank]
		if s.compute(here) {
			for _, dependent := range nodes[here].dependents {
				s.due[nodes[dependent].rank] = true
			}
		}
	}
}

// compute finds relevance, calculation and value of a node, and tells whether others may notice.
func (s *Session) compute(place int) bool {
	n := &s.form.nodes[place]
	delete(s.costly, place)
	own := s.valueOf(place)
	isRelevant := n.section < 0 || s.relevant[n.section]
	if isRelevant && n.relevant != nil {
		isRelevant = s.run(n.relevant, place, own).Boolean()
	}
	if n.calculation != nil && isRelevant && n.kind.read != nil {
		s.keep(place, n.kind.read(s.run(n.calculation, place, own), s.env.zone()))
		own = s.valueOf(place)
	}
	if !isRelevant {
		own = expr.Value{}
	}
	same := s.relevant[place] == isRelevant && s.context.Values[place].Same(own)
	s.relevant[place], s.context.Values[place] = isRelevant, own
	return !same
}

// valueOf gives what the answer reads as, relevant or not.
func (s *Session) valueOf(place int) expr.Value {
	if s.answered[place] == nil {
		return expr.Value{}
	}
	return s.form.nodes[place].kind.value(s.answered[place])
}

// run evaluates an expression of a node; one that is too costly is blank, which Violations reports.
func (s *Session) run(e *expr.Expression, place int, self expr.Value) expr.Value {
	s.context.Self = self
	name := ""
	if place >= 0 {
		name = s.form.nodes[place].question.Name
	}
	s.context.Random = expr.NewRandom(s.env.Seed + nameHash(name))
	value, err := e.Evaluate(&s.context)
	if err != nil {
		s.costly[place] = true
	}
	return value
}

func (s *Session) choiceLabel(question, name string) string {
	place, ok := s.form.places[question]
	if !ok {
		return ""
	}
	for _, choice := range s.form.nodes[place].choices {
		if choice.Name == name {
			return choice.label(s.env.Language, s.form.definition.DefaultLanguage)
		}
	}
	return ""
}

func (c *Choice) label(language, fallback string) string {
	if label := c.Label.In(language, fallback); label != "" {
		return label
	}
	return c.Name
}
