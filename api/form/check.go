package form

import "slices"

// Check reports every mistake of a definition at once, and as warnings what is allowed but
// hardly meant, ordered by path. A definition without errors can be compiled.
func Check(d *Definition) []Problem {
	if d == nil {
		return nil
	}
	c := newCompiler(d)
	c.compile()
	k := &checker{compiler: c, definition: d}
	k.header()
	k.questions()
	k.choiceLists()
	k.tables()
	k.files()
	k.translations()
	k.logic()
	k.scoring()
	k.indicators()
	return c.found.sorted()
}

// checker looks at what the compiler does not need to know.
type checker struct {
	*compiler
	definition *Definition
}

// oneOf reports a value that is none of those allowed; "" is allowed where there is a default.
func (k *checker) oneOf(path, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		k.found.wrong(path, "value", "%q is not possible here; choose one of %v.", value, allowed)
	}
}

// questionAt gives the node of a name; false when there is none.
func (k *checker) questionAt(name string) (*node, bool) {
	place, ok := k.form.places[name]
	if !ok {
		return nil, false
	}
	return &k.form.nodes[place], true
}
