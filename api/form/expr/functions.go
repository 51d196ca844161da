package expr

import (
	"fmt"
	"maps"
	"slices"
)

// function is an entry of the table of functions.
type function struct {
	least, most int  // number of arguments; most -1 is any number
	pairs       bool // the number of arguments must be even
	varies      bool // the value depends on more than the arguments
	eval        func(c *Context, n *call) Value
	// refuses tells which argument can never work, and why; "" for none.
	refuses func(args []node) (int, string)
}

func (f function) takes() string {
	plural := func(n int) string {
		if n == 1 {
			return "1 value"
		}
		return fmt.Sprintf("%d values", n)
	}
	switch {
	case f.pairs:
		return fmt.Sprintf("an even number of values, at least %d", f.least)
	case f.most < 0:
		return "at least " + plural(f.least)
	case f.least == f.most:
		return plural(f.least)
	default:
		return fmt.Sprintf("%d to %s", f.least, plural(f.most))
	}
}

// functions is the table of all functions, put together from the families.
var functions = func() map[string]function {
	table := map[string]function{}
	for _, family := range []map[string]function{
		controlFunctions, selectFunctions, stringFunctions, numberFunctions, aggregateFunctions, timeFunctions, geoFunctions, nodeFunctions,
		digestFunctions, identityFunctions,
	} {
		maps.Copy(table, family)
	}
	return table
}()

// Functions lists the names of all functions in alphabetical order.
func Functions() []string { return slices.Sorted(maps.Keys(functions)) }

// Operators lists the binary operators from weak to strong.
func Operators() []string { return slices.Concat(levels...) }

func (p *parser) newCall(name token, f function, args []node, starts []token) node {
	made := &call{name: name.text, function: &f, args: args}
	if len(args) == 0 && readsSelfWithoutArgument[name.text] || name.text == "once" {
		p.result.self = true
	}
	if draws[name.text] {
		p.result.draws = true
		for _, repeat := range p.outline.repeats(p.own) { // the row begins at the question's path, which shifts with its instances
			p.result.reads = append(p.result.reads, Read{Place: repeat, Depth: p.outline.Element(repeat).Depth, Position: true})
		}
	}
	if f.refuses != nil {
		if place, message := f.refuses(args); message != "" {
			p.note(starts[place], CodeArgument, "%s", message)
		}
	}
	if name.text == "pulldata" {
		return p.lookup(made, starts)
	}
	if name.text != "regex" {
		return made
	}
	literal, written := args[1].(constant)
	if !written {
		p.result.patterns = true
		return made
	}
	compiled, message := compilePattern(literal.value.String())
	if message != "" {
		p.note(starts[1], CodeRegex, "%s", message)
	}
	made.pattern = compiled
	return made
}

// draws names the functions that take random numbers.
var draws = map[string]bool{"random": true, "randomize": true, "uuid": true}

// readsSelfWithoutArgument names the functions whose missing argument is ".".
var readsSelfWithoutArgument = map[string]bool{"string-length": true, "normalize-space": true, "string": true, "number": true}
