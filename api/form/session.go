package form

import (
	"touchstone/api/fault"
	"touchstone/api/form/expr"
)

// Session is one response while it is filled in: what is relevant, what is calculated, what
// breaks a rule. A change computes again only what depends on it. It is for one goroutine.
// A question is addressed by its path: its name behind the instances of repeats it lies in,
// counted from 1, such as people[2].visits[1].note.
type Session struct {
	form         *Form
	env          Environment
	context      expr.Context
	root         *instance
	instances    int // of all repeats
	computations int
	work         int             // steps since the last change
	queue        [][]*instance   // whose node is due, by rank
	low, high    int             // ranks that are due
	swept        map[target]bool // nodes that are due in all instances within one, until nothing is due
	begun        bool            // the answers it began with have been computed
	born         []*instance     // with computed defaults to be given
	sown         []*instance     // that came with their answers, until these have been computed
	pending      []pending       // calculations with a trigger that are to run
	waits        map[target]bool // those among pending
	ran          map[target]bool
}

// pending is a question whose calculation is to run, and its place in the order of the document.
type pending struct {
	target
	order []int
}

// target is a question in an instance.
type target struct {
	in    *instance
	place int
}

// Session begins with answers by question name. Unless the environment says that they are
// resumed, unanswered questions get their defaults and the metadata of the environment.
func (f *Form) Session(env Environment, answers map[string]any) *Session {
	s := &Session{form: f, env: env, queue: make([][]*instance, len(f.nodes)), low: len(f.nodes), high: -1}
	if env.Language == "" {
		s.env.Language = f.definition.DefaultLanguage
	}
	s.context = expr.Context{
		Now: env.Now, Zone: env.zone(), Language: s.env.Language, ChoiceLabel: s.choiceLabel, Version: versionText(f.definition.Version),
	}
	s.root = s.newInstance(f.root, nil)
	s.load(s.root, answers)
	if env.Resumed {
		s.eachInstance(s.root, s.stamp)
	} else {
		s.begin(s.root)
		s.born = append(s.born, s.root)
	}
	s.arrive(s.root)
	s.settle()
	s.begun = true
	return s
}

// Set answers a question; nil, "" and an empty list clear it. A question with a calculation
// keeps its result, unless the calculation has a trigger. A repeat takes all its instances as an
// array of objects. It fails with code "question.unknown".
func (s *Session) Set(path string, answer any) error {
	in, place, isInstance, ok := s.find(path)
	if !ok || isInstance {
		return unknownQuestion(path)
	}
	s.work = 0
	n := &s.form.nodes[place]
	switch {
	case n.computed() || n.calculation != nil && n.question.Type == "calculate":
	case n.repeats():
		s.replace(in, n, answer)
	default:
		s.keep(in, n, answer)
		s.mark(in, n)
		s.settle()
	}
	return nil
}

func unknownQuestion(path string) error {
	return fault.New(fault.NotFound, "question.unknown", "There is no question %q.", path)
}

// SetLanguage changes the language of all texts and of expressions that give texts.
func (s *Session) SetLanguage(language string) {
	s.work = 0
	s.env.Language, s.context.Language = language, language
	s.eachInstance(s.root, func(in *instance) {
		if in.alive {
			s.markAll(in)
		}
	})
	s.settle()
}

// Computations counts the expressions that were evaluated since the session began.
func (s *Session) Computations() int { return s.computations }

// eachInstance visits an instance and all within it, in the order of the document.
func (s *Session) eachInstance(in *instance, visit func(*instance)) {
	visit(in)
	for _, list := range in.lists {
		for _, inner := range list {
			s.eachInstance(inner, visit)
		}
	}
}

// keep stores an answer as the type takes it, or beside the others when it has the wrong shape.
func (s *Session) keep(in *instance, n *node, answer any) {
	if in.misfits != nil {
		delete(in.misfits, n.slot)
	}
	in.answered[n.slot] = nil
	if blank(answer) {
		return
	}
	if accepted, ok := n.kind.accepts(answer); ok {
		in.answered[n.slot] = accepted
	} else {
		in.misfit(n.slot, answer)
	}
}

// run evaluates an expression of a node; one that is too costly is blank, which Violations reports.
func (s *Session) run(e *expr.Expression, in *instance, place int, self expr.Value) expr.Value {
	if s.work > MostWork {
		if place >= 0 {
			in.exceeds(s.form.nodes[place].slot)
		}
		return expr.Value{}
	}
	s.computations++
	s.context.Frame, s.context.Self = &in.Frame, self
	if e.Draws() {
		s.context.Random = expr.NewRandom(s.seed(in, place))
	}
	value, err := e.Evaluate(&s.context)
	s.work += s.context.Steps()
	if err != nil && place >= 0 {
		in.exceeds(s.form.nodes[place].slot)
	}
	return value
}

// seed tells apart the random numbers of the questions of a session.
func (s *Session) seed(in *instance, place int) int64 {
	if place < 0 {
		return s.env.Seed + nameHash("")
	}
	return s.env.Seed + nameHash(in.pathOf(s.form, place))
}

func (s *Session) choiceLabel(question, name string) string {
	place, ok := s.form.places[question]
	if !ok {
		return ""
	}
	n := &s.form.nodes[place]
	if n.source >= 0 {
		return name
	}
	for _, choice := range n.choices {
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
