package form

// Check reports every mistake of a definition at once, and as warnings what is allowed but
// hardly meant. A definition without errors can be compiled.
func Check(d *Definition) []Problem {
	if d == nil {
		return nil
	}
	c := newCompiler(d)
	c.compile()
	return c.found.sorted()
}
