package expr

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

type tokenKind uint8

const (
	tokenEnd      tokenKind = iota
	tokenNumber             // text is the numeral
	tokenString             // text is what stands between the quotes
	tokenVariable           // text is the name in ${name}
	tokenName               // a function's name, or a word where no operator may stand
	tokenOperator           // or and = != < <= > >= + - * div mod
	tokenOpen
	tokenClose
	tokenComma
	tokenSelf    // .
	tokenParent  // ..
	tokenSlash   // /
	tokenBracket // [
	tokenUnbracket
)

type token struct {
	kind   tokenKind
	text   string
	offset int
}

// lex cuts the source into tokens and ends with a tokenEnd. As in XPath, a word or "*" is an
// operator exactly when something stands before it that can be a left side.
func lex(source string) ([]token, []Mistake) {
	var tokens []token
	for at := 0; at < len(source); {
		if strings.IndexByte(blanks, source[at]) >= 0 {
			at++
			continue
		}
		next, width, wrong := lexOne(source, at, afterOperand(tokens))
		if wrong != nil {
			return nil, []Mistake{*wrong}
		}
		tokens = append(tokens, next)
		at += width
	}
	return append(tokens, token{kind: tokenEnd, offset: len(source)}), nil
}

func afterOperand(tokens []token) bool {
	if len(tokens) == 0 {
		return false
	}
	switch tokens[len(tokens)-1].kind {
	case tokenNumber, tokenString, tokenVariable, tokenName, tokenClose, tokenSelf, tokenParent, tokenUnbracket:
		return true
	default:
		return false
	}
}

func lexOne(source string, at int, operandBefore bool) (token, int, *Mistake) {
	rest := source[at:]
	one := func(kind tokenKind, width int) (token, int, *Mistake) {
		return token{kind, rest[:width], at}, width, nil
	}
	wrong := func(message string, args ...any) (token, int, *Mistake) {
		m := mistake(at, CodeSyntax, message, args...)
		return token{}, 0, &m
	}
	switch c := rest[0]; {
	case c == '(':
		return one(tokenOpen, 1)
	case c == ')':
		return one(tokenClose, 1)
	case c == ',':
		return one(tokenComma, 1)
	case c == '\'' || c == '"':
		end := strings.IndexByte(rest[1:], c)
		if end < 0 {
			return wrong("the text that begins here has no closing %c", c)
		}
		return token{tokenString, rest[1 : 1+end], at}, end + 2, nil
	case c == '$':
		return lexVariable(rest, at)
	case digitsAt(rest) > 0 || c == '.' && digitsAt(rest[1:]) > 0:
		width := digitsAt(rest)
		if width < len(rest) && rest[width] == '.' {
			width += 1 + digitsAt(rest[width+1:])
		}
		return one(tokenNumber, width)
	case strings.HasPrefix(rest, ".."):
		return one(tokenParent, 2)
	case c == '.':
		return one(tokenSelf, 1)
	case strings.HasPrefix(rest, "//") || strings.HasPrefix(rest, "::"):
		return wrong("%q is not supported; write every step of the path, or ${name}", rest[:2])
	case c == '/':
		return one(tokenSlash, 1)
	case c == '[':
		return one(tokenBracket, 1)
	case c == ']':
		return one(tokenUnbracket, 1)
	case c == '@' || c == '|':
		return wrong("%q is not supported; write ${name} for the answer to a question", string(c))
	case strings.HasPrefix(rest, "!=") || strings.HasPrefix(rest, "<=") || strings.HasPrefix(rest, ">="):
		return one(tokenOperator, 2)
	case strings.HasPrefix(rest, "=="):
		return wrong("write = instead of ==")
	case strings.IndexByte("=<>+-*", c) >= 0:
		return one(tokenOperator, 1)
	}
	if width := nameAt(rest); width > 0 {
		return lexWord(rest[:width], at, operandBefore)
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return wrong("%q has no meaning here", string(r))
}

func lexVariable(rest string, at int) (token, int, *Mistake) {
	end := strings.IndexByte(rest, '}')
	if len(rest) > 1 && rest[1] == '{' && end > 0 {
		if name := strings.Trim(rest[2:end], blanks); name != "" && nameAt(name) == len(name) {
			return token{tokenVariable, name, at}, end + 1, nil
		}
	}
	m := mistake(at, CodeSyntax, "write the name of a question as ${name}")
	return token{}, 0, &m
}

func lexWord(word string, at int, operandBefore bool) (token, int, *Mistake) {
	kind := tokenName
	if operandBefore {
		switch word {
		case "or", "and", "div", "mod":
			kind = tokenOperator
		default:
			m := mistake(at, CodeSyntax, "an operator is missing before %q", word)
			return token{}, 0, &m
		}
	}
	return token{kind, word, at}, len(word), nil
}

// nameAt gives the width of the name at the start of s: a letter or underscore, then letters
// (of any script, for the columns of lists), digits, underscores, hyphens and dots; one colon may separate a prefix, as in jr:choice-name.
func nameAt(s string) int {
	width := plainNameAt(s)
	if width > 0 && width+1 < len(s) && s[width] == ':' {
		if rest := plainNameAt(s[width+1:]); rest > 0 {
			return width + 1 + rest
		}
	}
	return width
}

func plainNameAt(s string) int {
	for i, c := range s {
		letter := unicode.IsLetter(c) || c == '_'
		inside := unicode.IsDigit(c) || unicode.IsMark(c) || c == '-' || c == '.'
		if !letter && (i == 0 || !inside) {
			return i
		}
	}
	return len(s)
}
