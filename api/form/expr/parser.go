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
func Compile(source string, resolve Resolve) (*Expression, []Mistake) {
	return compile(source, resolve, false)
}

// CompileFilter reads a choice filter: as Compile, but a bare name is a column of the choice list.
func CompileFilter(source string, resolve Resolve) (*Expression, []Mistake) {
	return compile(source, resolve, true)
}

func compile(source string, resolve Resolve, columns bool) (*Expression, []Mistake) {
	if len(source) > LongestSource && utf8.RuneCountInString(source) > LongestSource {
		return nil, []Mistake{mistake(0, CodeLength, "the expression is longer than %d characters", LongestSource)}
	}
	tokens, wrong := lex(source)
	if wrong != nil {
		return nil, wrong
	}
	p := &parser{tokens: tokens, resolve: resolve, columns: columns, result: &Expression{source: source}}
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
	resolve  Resolve
	columns  bool
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
		p.result.self = true
		return self{}
	case tokenVariable:
		return p.variable(t, t.text)
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

func (p *parser) variable(t token, name string) node {
	place, ok := p.resolve(name)
	if !ok {
		p.note(t, CodeName, "there is no question %q whose answer could be read", name)
		return constant{}
	}
	if !slices.Contains(p.result.names, name) {
		p.result.names = append(p.result.names, name)
	}
	return variable{place, name}
}

func (p *parser) call(name token) node {
	if open := p.peek(); open.kind != tokenOpen {
		if p.columns {
			if !slices.Contains(p.result.columns, name.text) {
				p.result.columns = append(p.result.columns, name.text)
			}
			return column{name.text}
		}
		return p.fail(name, CodeSyntax, "%q is not a value; write ${%s} for an answer, '%s' for a text", name.text, name.text, name.text)
	}
	return p.deeper(p.take(), func() node {
		chosen, known := functions[name.text]
		if !known {
			p.note(name, CodeFunction, "there is no function %s()", name.text)
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
	if t.kind != tokenString && t.kind != tokenVariable || name == "" || nameAt(name) != len(name) {
		return p.fail(t, CodeSyntax, "jr:choice-name() takes a question such as '${name}' as its second argument")
	}
	if _, ok := p.resolve(name); !ok {
		p.note(t, CodeName, "there is no question %q", name)
	}
	return constant{Text(name)}
}
