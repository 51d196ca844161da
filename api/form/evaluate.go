package form

import (
	"reflect"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/form/expr"
)

// Result is what a whole set of answers comes to. Questions are addressed by their paths; see Session.
type Result struct {
	// Answers holds the answers of relevant questions, calculations computed again: strings,
	// float64, bool, []string, map[string]any and []any; a repeat's is a []any of map[string]any.
	Answers    map[string]any
	Relevant   map[string]bool // by path, of questions, sections and repeats
	Violations []Violation
	// Unknown holds answers to unknown questions and of a wrong shape, as they came, by path.
	Unknown map[string]any

	session *Session
}

// Evaluate looks at answers as they were sent: no defaults are given, calculations are computed again.
func (f *Form) Evaluate(env Environment, answers map[string]any) *Result {
	env.Resumed = true
	s := f.Session(env, answers)
	r := &Result{
		Answers: s.Answers(), Relevant: make(map[string]bool, len(f.nodes)), Violations: s.Violations(), Unknown: map[string]any{}, session: s,
	}
	var unknown []string
	r.look(s.root, "", &unknown)
	slices.Sort(unknown)
	for _, path := range unknown {
		r.Violations = append(r.Violations, Violation{path, CodeUnknown, plainMessage(CodeUnknown, s.env.Language)})
	}
	return r
}

// look notes relevance, differing calculations, misfits and unknown answers of an instance and all within it.
func (r *Result) look(in *instance, prefix string, unknown *[]string) {
	s := r.session
	for name, answer := range in.unknown {
		r.Unknown[prefix+name] = answer
		*unknown = append(*unknown, prefix+name)
	}
	for _, place := range in.scope.places {
		n := &s.form.nodes[place]
		path := prefix + n.question.Name
		if in.alive {
			r.Relevant[path] = in.Relevant[n.slot]
		}
		if misfit, ok := in.misfits[n.slot]; ok {
			r.Unknown[path] = misfit
		}
		if n.repeats() {
			for _, inner := range in.lists[n.list] {
				r.look(inner, inner.path(s.form)+".", unknown)
			}
			continue
		}
		if n.computed() && in.shows(n) {
			if sent := in.sent[n.question.Name]; !blank(sent) && !in.says(n, sent) {
				r.Violations = append(r.Violations, s.violation(in, place, CodeCalculation))
			}
		}
	}
}

// says tells whether the answer to a question is the one that was sent.
func (i *instance) says(n *node, sent any) bool {
	if misfit, ok := i.misfits[n.slot]; ok {
		return reflect.DeepEqual(misfit, sent)
	}
	accepted, ok := n.kind.accepts(sent)
	return ok && reflect.DeepEqual(accepted, i.answered[n.slot])
}

// Holds tells whether a condition of a point rule or an indicator is true for the answers; "."
// is the answer to the question at the path, which is blank for none. It fails with code
// "condition.unknown" for a condition that the definition does not have at that question.
func (r *Result) Holds(path, condition string) (bool, error) {
	s := r.session
	in, place, isInstance, known := s.find(path)
	if !known || isInstance {
		in, place = s.root, -1
	}
	compiled, ok := s.form.tests[test{condition, place}]
	if !ok {
		return false, fault.New(fault.Invalid, "condition.unknown", "The definition has no condition %q at %q.", condition, path)
	}
	self := expr.Value{}
	if place >= 0 {
		self = in.Values[s.form.nodes[place].slot]
	}
	return s.run(compiled, in, place, self).Boolean(), nil
}

// Instances gives the number of relevant instances of the repeat at a path.
func (r *Result) Instances(repeatPath string) int { return r.session.Instances(repeatPath) }

// Paths lists where a question, section or repeat stands: its name, or within repeats its path
// in every relevant instance, in order.
func (r *Result) Paths(name string) []string {
	s := r.session
	place, ok := s.form.places[name]
	if !ok {
		return nil
	}
	n := &s.form.nodes[place]
	if n.scope.depth == 0 {
		return []string{name}
	}
	var paths []string
	s.eachReader(s.root, n, func(in *instance) { paths = append(paths, in.pathOf(s.form, place)) })
	return paths
}

// Answer gives the answer to the relevant question at a path; false when there is none.
func (r *Result) Answer(path string) (any, bool) {
	if answer, ok := r.Answers[path]; ok {
		return answer, true
	}
	in, place, isInstance, ok := r.session.find(path)
	if !ok || isInstance {
		return nil, false
	}
	n := &r.session.form.nodes[place]
	if n.repeats() || !in.shows(n) || in.answered[n.slot] == nil {
		return nil, false
	}
	return in.answered[n.slot], true
}
