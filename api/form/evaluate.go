package form

import (
	"maps"
	"reflect"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/form/expr"
)

// Result is what a whole set of answers comes to.
type Result struct {
	// Answers holds the answers of relevant questions, calculations computed again: strings,
	// float64, bool, []string and map[string]any.
	Answers    map[string]any
	Relevant   map[string]bool // by name, of questions and sections
	Violations []Violation
	// Unknown holds answers to unknown questions and of a wrong shape, as they came.
	Unknown map[string]any

	session *Session
}

// Evaluate looks at answers as they were sent: no defaults are given, calculations are computed again.
func (f *Form) Evaluate(env Environment, answers map[string]any) *Result {
	env.Resumed = true
	s := f.Session(env, answers)
	r := &Result{
		Answers: s.Answers(), Relevant: make(map[string]bool, len(f.nodes)), Violations: s.Violations(), Unknown: s.unknown, session: s,
	}
	for i := range f.nodes {
		n := &f.nodes[i]
		name := n.question.Name
		r.Relevant[name] = s.relevant[i]
		if misfit, ok := s.misfits[i]; ok {
			r.Unknown[name] = misfit
		}
		if sent := answers[name]; n.calculation != nil && s.relevant[i] && !blank(sent) && !s.says(i, sent) {
			r.Violations = append(r.Violations, s.violation(i, CodeCalculation))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.unknown)) {
		if _, exists := f.places[name]; !exists {
			r.Violations = append(r.Violations, Violation{name, CodeUnknown, plainMessage(CodeUnknown, s.env.Language)})
		}
	}
	return r
}

// says tells whether the answer at a place is the one that was sent.
func (s *Session) says(place int, sent any) bool {
	if misfit, ok := s.misfits[place]; ok {
		return reflect.DeepEqual(misfit, sent)
	}
	accepted, ok := s.form.nodes[place].kind.accepts(sent)
	return ok && reflect.DeepEqual(accepted, s.answered[place])
}

// Holds tells whether a condition of a point rule or an indicator is true for the answers; "."
// is the answer to the question, which is blank for none. It fails with code
// "condition.unknown" for a condition that the definition does not have at that question.
func (r *Result) Holds(question, condition string) (bool, error) {
	s := r.session
	place, known := s.form.places[question]
	if !known {
		place = -1
	}
	compiled, ok := s.form.tests[test{condition, place}]
	if !ok {
		return false, fault.New(fault.Invalid, "condition.unknown", "The definition has no condition %q at %q.", condition, question)
	}
	self := expr.Value{}
	if place >= 0 {
		self = s.context.Values[place]
	}
	return s.run(compiled, place, self).Boolean(), nil
}
