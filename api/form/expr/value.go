package expr

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Kind is the kind of a value; the zero value is String.
type Kind uint8

// The kinds.
const (
	String Kind = iota
	Number
	Boolean
	List  // the choice names of a select_multiple, at least one
	Nodes // the values of nodes, such as the answers to one question in all instances of a repeat; there may be none
)

// String names the kind as the vectors do.
func (k Kind) String() string {
	return [...]string{"string", "number", "boolean", "list", "nodes"}[k]
}

// Value is what an expression yields or reads; the zero value is blank.
type Value struct {
	kind   Kind
	text   string
	number float64 // Boolean: 1 or 0
	list   []string
	nodes  []Value // none of kind Nodes
}

// Text makes a string value.
func Text(s string) Value { return Value{text: s} }

// Num makes a number value.
func Num(x float64) Value { return Value{kind: Number, number: x} }

// Bool makes a boolean value.
func Bool(b bool) Value {
	if b {
		return Value{kind: Boolean, number: 1}
	}
	return Value{kind: Boolean}
}

// Names makes a list value, or blank of no names; the caller must not change the slice afterwards.
func Names(names []string) Value {
	if len(names) == 0 {
		return Value{}
	}
	return Value{kind: List, list: names}
}

// nodesOf makes a node list; the caller must not change the slice afterwards.
func nodesOf(nodes []Value) Value { return Value{kind: Nodes, nodes: nodes} }

// Instances is what "." is to the expressions of a repeat: as many nodes, which are blank.
func Instances(count int) Value { return nodesOf(make([]Value, count)) }

// Single gives the first node of a node list, blank of none; other values as they are.
func (v Value) Single() Value {
	if v.kind != Nodes {
		return v
	}
	if len(v.nodes) == 0 {
		return Value{}
	}
	return v.nodes[0]
}

// Kind gives the kind.
func (v Value) Kind() Kind { return v.kind }

// Same tells whether both have the same kind and print the same; unlike the operator =, also of two that are no number.
func (v Value) Same(other Value) bool {
	return v.kind == other.kind && v.text == other.text && slices.Equal(v.list, other.list) && slices.EqualFunc(v.nodes, other.nodes, Value.Same) &&
		(v.number == other.number || math.IsNaN(v.number) && math.IsNaN(other.number))
}

// Blank tells whether the value is the empty string, which is what an unanswered question
// reads as, or a node list without any other.
func (v Value) Blank() bool {
	if v.kind == Nodes {
		return !slices.ContainsFunc(v.nodes, func(node Value) bool { return !node.Blank() })
	}
	return v.kind == String && v.text == ""
}

// Members gives the names of a list, or the printed value alone; of a node list the first node's.
func (v Value) Members() []string {
	if v.kind == Nodes {
		v = v.Single()
	}
	if v.kind == List {
		return v.list
	}
	return []string{v.String()}
}

// Boolean converts as XPath does: a string or any list is true unless empty, a number unless 0 or NaN.
func (v Value) Boolean() bool {
	switch v.kind {
	case String:
		return v.text != ""
	case List:
		return true
	case Nodes:
		return len(v.nodes) > 0
	default:
		return v.number != 0 && !math.IsNaN(v.number)
	}
}

// String prints the value; see Print for numbers.
func (v Value) String() string {
	switch v.kind {
	case Number:
		return Print(v.number)
	case Boolean:
		if v.number != 0 {
			return "true"
		}
		return "false"
	case List:
		return strings.Join(v.list, " ")
	case Nodes:
		return v.Single().String()
	default:
		return v.text
	}
}

// Number converts to a number: booleans to 1 and 0; texts of digits to what they say; dates
// and dateTimes to days since 1970-01-01 by the clock on the wall in the zone; times to their
// fraction of the day; else NaN.
func (v Value) Number(zone *time.Location) float64 {
	switch v.kind {
	case Number, Boolean:
		return v.number
	case Nodes:
		return v.Single().Number(zone)
	default:
		return parseNumber(v.String(), zone)
	}
}

// Print gives the fewest decimal digits that read back as the same number, never with an
// exponent; negative zero prints as 0.
func Print(x float64) string {
	switch {
	case x == 0:
		return "0"
	case math.IsNaN(x):
		return "NaN"
	case math.IsInf(x, 1):
		return "Infinity"
	case math.IsInf(x, -1):
		return "-Infinity"
	default:
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
}

// blanks are the characters that XPath calls whitespace.
const blanks = " \t\r\n"

// parseNumber reads -?digits[.digits] or -?.digits, else a date, dateTime or time, else gives NaN.
func parseNumber(s string, zone *time.Location) float64 {
	s = strings.Trim(s, blanks)
	if isNumeral(s) {
		x, _ := strconv.ParseFloat(s, 64) // only the range can be wrong, and then x is an infinity
		return x
	}
	if days, ok := wallDays(s, zone); ok {
		return days
	}
	return math.NaN()
}

func isNumeral(s string) bool {
	s = strings.TrimPrefix(s, "-")
	whole := digitsAt(s)
	rest := s[whole:]
	if rest == "" {
		return whole > 0
	}
	if rest[0] != '.' {
		return false
	}
	fraction := digitsAt(rest[1:])
	return 1+fraction == len(rest) && fraction+whole > 0
}

// digitsAt counts the ASCII digits at the start of s.
func digitsAt(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
