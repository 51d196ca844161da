package expr

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pattern is a regular expression of the subset that RE2 and JavaScript share. It is read
// strictly and written anew so that both engines match the same texts: a dot is anything but
// a line feed, \s is ASCII, every class is ASCII but \p.
type pattern struct {
	expression *regexp.Regexp
	size       int // signs, classes, places and alternatives with their repetitions written out
}

// mostRepetitions is the most that {n,m} may ask for, also by standing in each other; largestPattern bounds the size.
const (
	mostRepetitions = 1000
	largestPattern  = 5000
)

// compilePattern gives the pattern, or a sentence that says why it cannot be used.
func compilePattern(source string) (*pattern, string) {
	r := &patternReader{rest: source}
	size := r.alternatives(0)
	if r.wrong == "" && r.rest != "" {
		r.fail("\")\" has no \"(\"")
	}
	if r.wrong == "" && size > largestPattern {
		r.fail("it is larger than %d signs with all repetitions", largestPattern)
	}
	if r.wrong != "" {
		return nil, "the pattern is not in the subset that RE2 and JavaScript share: " + r.wrong
	}
	expression, err := regexp.Compile(`\A(?:` + r.written.String() + `)\z`)
	if err != nil {
		return nil, "the pattern cannot be used: " + strings.TrimPrefix(err.Error(), "error parsing regexp: ")
	}
	return &pattern{expression, size}, ""
}

type patternReader struct {
	rest    string
	written strings.Builder
	wrong   string
}

// fail keeps the first reason and ends the reading.
func (r *patternReader) fail(message string, args ...any) {
	if r.wrong == "" {
		r.wrong = fmt.Sprintf(message, args...)
	}
	r.rest = ""
}

func (r *patternReader) take(prefix string) bool {
	after, found := strings.CutPrefix(r.rest, prefix)
	r.rest = after
	return found
}

func (r *patternReader) next() (rune, bool) {
	if r.rest == "" {
		return 0, false
	}
	c, width := utf8.DecodeRuneInString(r.rest)
	r.rest = r.rest[width:]
	return c, true
}

// startsWithAny tells whether the next character is one of the set.
func (r *patternReader) startsWithAny(set string) bool {
	return r.rest != "" && strings.IndexByte(set, r.rest[0]) >= 0
}

// alternatives and what it calls give the size of what they read.
func (r *patternReader) alternatives(depth int) int {
	if depth > DeepestNesting {
		r.fail("it is nested deeper than %d groups", DeepestNesting)
	}
	size := 0
	for r.rest != "" && r.rest[0] != ')' {
		if r.take("|") {
			r.written.WriteByte('|')
			size++
			continue
		}
		size = min(size+r.term(depth), largestPattern+1)
	}
	return size
}

func (r *patternReader) term(depth int) int {
	for _, place := range []string{"^", "$", `\b`, `\B`} {
		if r.take(place) {
			r.written.WriteString(place)
			r.nothingToRepeat()
			return 1
		}
	}
	return r.repetition(r.atom(depth))
}

func (r *patternReader) nothingToRepeat() {
	if r.startsWithAny("*+?{") {
		r.fail("%q repeats nothing", r.rest[:1])
	}
}

func (r *patternReader) atom(depth int) int {
	r.nothingToRepeat()
	size := 1
	switch c, ok := r.next(); {
	case !ok:
	case c == '(':
		if !r.take("?:") && r.take("?") {
			r.fail("only plain groups and (?: ) are allowed")
		}
		r.written.WriteString("(?:")
		size = max(1, r.alternatives(depth+1))
		if !r.take(")") {
			r.fail("a \")\" is missing")
		}
		r.written.WriteByte(')')
	case c == '[':
		r.set()
	case c == '.':
		r.written.WriteString(`[^\n]`)
	case c == '\\':
		written, _, _ := r.escaped(false)
		r.written.WriteString(written)
	default:
		r.written.WriteString(regexp.QuoteMeta(string(c)))
	}
	return size
}

// repetition gives the size of what stands before it as often as it is repeated.
func (r *patternReader) repetition(size int) int {
	switch {
	case r.startsWithAny("{"):
		size *= r.counted()
	case r.startsWithAny("*+?"):
		r.written.WriteString(r.rest[:1])
		r.rest = r.rest[1:]
		size++
	default:
		return size
	}
	if r.take("?") {
		r.written.WriteByte('?')
	}
	if r.startsWithAny("*+?{") {
		r.fail("a repetition is repeated")
	}
	return size
}

// counted reads {n}, {n,} or {n,m} and gives how many copies it takes, at least one.
func (r *patternReader) counted() int {
	text, after, closed := strings.Cut(r.rest[1:], "}")
	least, most, hasMost := strings.Cut(text, ",")
	n, okLeast := repetitions(least)
	m, okMost := repetitions(most)
	switch {
	case !closed || !okLeast || hasMost && most != "" && !okMost:
		r.fail("\"{\" begins no repetition such as {2} or {2,5}")
	case n > mostRepetitions || m > mostRepetitions:
		r.fail("more than %d repetitions", mostRepetitions)
	case okMost && m < n:
		r.fail("{%s} is the wrong way round", text)
	default:
		r.written.WriteString("{" + text + "}")
		r.rest = after
	}
	if hasMost && most == "" {
		return n + 1
	}
	return max(n, m, 1)
}

func repetitions(s string) (int, bool) {
	if s == "" || len(s) > 4 || digitsAt(s) != len(s) {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	return n, err == nil
}

// controls are the letters of escaped control characters, and the characters.
var controls = map[rune]rune{'t': '\t', 'n': '\n', 'r': '\r', 'f': '\f', 'v': '\v'}

const asciiSpaces = `\t\n\f\r `

// escaped reads what follows a backslash: how it is written, and its character unless it is a class.
func (r *patternReader) escaped(inSet bool) (written string, char rune, single bool) {
	c, ok := r.next()
	if !ok {
		r.fail("it ends with a backslash")
		return "", 0, false
	}
	if control, known := controls[c]; known {
		return `\` + string(c), control, true
	}
	switch {
	case strings.ContainsRune("dDwW", c):
		return `\` + string(c), 0, false
	case c == 's' && inSet:
		return asciiSpaces, 0, false
	case c == 's':
		return "[" + asciiSpaces + "]", 0, false
	case c == 'S' && !inSet:
		return "[^" + asciiSpaces + "]", 0, false
	case c == 'p' || c == 'P':
		return r.category(c), 0, false
	case c < utf8.RuneSelf && strings.ContainsRune("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", c):
		return quoted(c), c, true
	}
	r.fail(`\%c is not allowed`, c)
	return "", 0, false
}

// categories are the general categories of Unicode that \p{..} may name.
var categories = regexp.MustCompile(`^\{(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?)\}`)

func (r *patternReader) category(letter rune) string {
	name := categories.FindString(r.rest)
	if name == "" {
		r.fail(`\%c takes a general category such as {L}`, letter)
		return ""
	}
	r.rest = r.rest[len(name):]
	return `\` + string(letter) + name
}

func (r *patternReader) set() {
	r.written.WriteByte('[')
	if r.take("^") {
		r.written.WriteByte('^')
	}
	for first := true; r.wrong == "" && (first || !strings.HasPrefix(r.rest, "]")); first = false {
		written, low, single := r.member()
		r.written.WriteString(written)
		if !strings.HasPrefix(r.rest, "-") || strings.HasPrefix(r.rest, "-]") {
			continue
		}
		r.take("-")
		end, high, alsoSingle := r.member()
		if !single || !alsoSingle || low > high {
			r.fail("a range in [ ] is the wrong way round or has a class at its end")
		}
		r.written.WriteString("-" + end)
	}
	r.take("]")
	r.written.WriteByte(']')
}

// member reads a member of a set.
func (r *patternReader) member() (written string, char rune, single bool) {
	c, ok := r.next()
	switch {
	case !ok:
		r.fail("a \"]\" is missing")
		return "", 0, false
	case c == '[' && strings.HasPrefix(r.rest, ":"):
		r.fail("[: :] classes are not allowed")
		return "", 0, false
	case c == '\\':
		return r.escaped(true)
	default:
		return quoted(c), c, true
	}
}

// quoted writes a character so that it means itself inside and outside of [ ].
func quoted(c rune) string {
	if c == '-' {
		return `\x2d`
	}
	return regexp.QuoteMeta(string(c))
}
