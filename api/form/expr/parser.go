package expr

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Compile reads an expression. It reports every unknown name, unknown function, wrong number
// of arguments and unusable pattern at once; after a mistake of syntax it cannot go on.
// The expression is nil exactly when there are mistakes.
// own is the place of the question that the expression belongs to, or Outside.
func Compile(source string, outline *Outline, own int) (*Expression, []Mistake) {
	return compile(source, &parser{outline: outline, own: own, source: Outside})
}

// CompileFilter reads a choice filter: as Compile, but a bare name is a column of the choice list.
func CompileFilter(source string, outline *Outline, own int) (*Expression, []Mistake) {
	return compile(source, &parser{outline: outline, own: own, source: Outside, columns: true})
}

// CompileInstanceFilter reads the filter of choices that are the answers in instances of a
// repeat: a bare name, and ${name} of a question in the repeat, are those of the instance that
// Context.Look has set.
func CompileInstanceFilter(source string, outline *Outline, own, repeat int) (*Expression, []Mistake) {
	shared := outline.trailTo(repeat, own)
	return compile(source, &parser{outline: outline, own: own, source: repeat, view: &view{element: repeat, depth: shared.base}})
}

func compile(source string, p *parser) (*Expression, []Mistake) {
	if len(source) > LongestSource && utf8.RuneCountInString(source) > LongestSource {
		return nil, []Mistake{mistake(0, CodeLength, "the expression is longer than %d characters", LongestSource)}
	}
	tokens, wrong := lex(source)
	if wrong != nil {
		return nil, wrong
	}
	p.tokens, p.result = tokens, &Expression{source: source}
	p.result.root = p.binary(0)
	if p.broken == nil && p.peek().kind != tokenEnd {
		p.fail(p.peek(), CodeSyntax, "the expression should end before %q", p.peek().text)
	}
	if p.broken != nil {
		return nil, []Mistake{*p.broken}
	}
	if len(p.mistakes) > 0 {
		return nil, p.mistakes
	}
	return p.result, nil
}

type parser struct {
	tokens   []token
	at       int
	depth    int
	outline  *Outline
	own      int // the place of the question that the expression belongs to
	source   int // the repeat whose instances a filter looks at
	view     *view
	columns  bool // bare names are columns of the choice list
	result   *Expression
	mistakes []Mistake // those that allow reading on
	broken   *Mistake  // the first that does not
}

func (p *parser) peek() token { return p.tokens[p.at] }

func (p *parser) take() token {
	t := p.tokens[p.at]
	if t.kind != tokenEnd {
		p.at++
	}
	return t
}

// fail stops the reading: it moves to the end, where every rule gives up.
func (p *parser) fail(at token, code, message string, args ...any) node {
	if p.broken == nil {
		m := mistake(at.offset, code, message, args...)
		p.broken = &m
	}
	p.at = len(p.tokens) - 1
	return constant{}
}

func (p *parser) note(at token, code, message string, args ...any) {
	p.mistakes = append(p.mistakes, mistake(at.offset, code, message, args...))
}

// deeper runs a rule one level down.
func (p *parser) deeper(at token, rule func() node) node {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > DeepestNesting {
		return p.fail(at, CodeNesting, "the expression is nested deeper than %d levels", DeepestNesting)
	}
	return rule()
}

// levels are the binary operators from weak to strong.
var levels = [][]string{{"or"}, {"and"}, {"=", "!="}, {"<", "<=", ">", ">="}, {"+", "-"}, {"*", "div", "mod"}}

func (p *parser) binary(level int) node {
	if level == len(levels) {
		return p.unary()
	}
	left := p.binary(level + 1)
	for p.peek().kind == tokenOperator && slices.Contains(levels[level], p.peek().text) {
		operator := p.take()
		left = newBinary(operator.text, left, p.binary(level+1))
	}
	return left
}

func (p *parser) unary() node {
	if t := p.peek(); t.kind == tokenOperator && t.text == "-" {
		p.take()
		return p.deeper(t, func() node { return negation{p.unary()} })
	}
	return p.primary()
}

func (p *parser) primary() node {
	switch t := p.take(); t.kind {
	case tokenNumber:
		x, _ := strconv.ParseFloat(t.text, 64) // only the range can be wrong, and then x is infinite
		return constant{Num(x)}
	case tokenString:
		return constant{Text(t.text)}
	case tokenSelf:
		return p.point(t)
	case tokenParent:
		return p.dots(t)
	case tokenSlash:
		return p.absolute()
	case tokenVariable:
		return p.variable(t)
	case tokenOpen:
		return p.deeper(t, func() node {
			inner := p.binary(0)
			if end := p.take(); end.kind != tokenClose {
				return p.fail(end, CodeSyntax, "a closing parenthesis is missing")
			}
			return inner
		})
	case tokenName:
		return p.call(t)
	case tokenEnd:
		return p.fail(t, CodeSyntax, "the expression ends where a value is needed")
	default:
		return p.fail(t, CodeSyntax, "a value is needed before %q", t.text)
	}
}

// point reads "." and a path that begins with it.
func (p *parser) point(t token) node {
	if p.peek().kind == tokenSlash {
		return p.dots(t)
	}
	if p.view != nil {
		return pointed{}
	}
	p.result.self = true
	return self{}
}

func (p *parser) call(name token) node {
	if open := p.peek(); open.kind != tokenOpen {
		return p.bare(name)
	}
	switch name.text {
	case "current":
		return p.current(name)
	case "instance":
		return p.deeper(name, p.instance)
	case "position":
		return p.path(name, func() node { return p.position(name) })
	case "indexed-repeat":
		return p.path(name, func() node { return p.indexedRepeat(name) })
	}
	return p.deeper(p.take(), func() node {
		chosen, known := functions[name.text]
		if !known {
			p.note(name, CodeFunction, "there is no function %s()%s", name.text, meant(name.text))
		}
		args, tokens, ok := p.arguments(name.text)
		if !ok || !known {
			return constant{}
		}
		if len(args) < chosen.least || chosen.most >= 0 && len(args) > chosen.most || chosen.pairs && len(args)%2 != 0 {
			p.note(name, CodeArity, "%s() takes %s, not %d", name.text, chosen.takes(), len(args))
			return constant{}
		}
		return p.newCall(name, chosen, args, tokens)
	})
}

// meant suggests the function of a name that is only written differently.
func meant(name string) string {
	if lower := strings.ToLower(name); lower != name && slices.Contains(Functions(), lower) {
		return "; write " + lower + "()"
	}
	return ""
}

// path reads the call of a function whose arguments are paths.
func (p *parser) path(name token, arguments func() node) node {
	return p.deeper(p.take(), func() node {
		chosen := functions[name.text]
		return &call{name: name.text, function: &chosen, args: []node{arguments()}}
	})
}

// arguments reads up to and including the closing parenthesis; it also gives the first token of each argument.
func (p *parser) arguments(function string) ([]node, []token, bool) {
	var args []node
	var starts []token
	if p.peek().kind == tokenClose {
		p.take()
		return nil, nil, true
	}
	for {
		starts = append(starts, p.peek())
		if function == "jr:choice-name" && len(args) == 1 {
			args = append(args, p.listOwner())
		} else {
			args = append(args, p.binary(0))
		}
		switch t := p.take(); t.kind {
		case tokenComma:
		case tokenClose:
			return args, starts, p.broken == nil
		default:
			p.fail(t, CodeSyntax, "a comma or a closing parenthesis is missing in %s()", function)
			return nil, nil, false
		}
	}
}

// listOwner reads the second argument of jr:choice-name: a question, as ${name} or in quotes.
// Only the question's list matters, so its value is no dependency.
func (p *parser) listOwner() node {
	t := p.take()
	name := t.text
	if t.kind == tokenString {
		name = strings.Trim(name, blanks)
		if inner, found := strings.CutPrefix(name, "${"); found {
			name = strings.Trim(strings.TrimSuffix(inner, "}"), blanks)
		}
	}
	if t.kind != tokenString && t.kind != tokenVariable || name == "" || plainNameAt(name) != len(name) {
		return p.fail(t, CodeSyntax, "jr:choice-name() takes a question such as '${name}' as its second argument")
	}
	if _, ok := p.readable(name); !ok {
		p.note(t, CodeName, "there is no question %q", name)
	}
	return constant{Text(name)}
}
