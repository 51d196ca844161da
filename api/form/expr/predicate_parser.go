package expr

import (
	"slices"
	"strings"
)

// predicates reads [..] behind a repeat or a question.
func (p *parser) predicates(at *trail) {
	for p.peek().kind == tokenBracket && p.broken == nil {
		open := p.take()
		seen := &view{element: at.element, lost: at.lost, depth: p.depthOf(at)}
		onRepeat := false
		if !at.lost {
			last := len(at.steps) - 1
			onRepeat = at.element != Outside && p.outline.Element(at.element).Kind == Repeat && last >= 0
			if !onRepeat && (at.element == Outside || p.outline.Element(at.element).Kind != Answered) {
				p.fail(open, CodeSyntax, "a predicate needs a repeat, a question or rows before it")
				return
			}
		}
		filter := p.predicate(open, seen)
		if onRepeat {
			last := &at.steps[len(at.steps)-1]
			last.filters = append(last.filters, filter)
		} else {
			at.filters = append(at.filters, filter)
		}
	}
}

// predicate reads up to and including the closing bracket.
func (p *parser) predicate(open token, seen *view) node {
	outer := p.view
	p.view = seen
	defer func() { p.view = outer }()
	return p.deeper(open, func() node {
		inner := p.binary(0)
		if end := p.take(); end.kind != tokenUnbracket {
			return p.fail(end, CodeSyntax, "a closing bracket is missing")
		}
		return inner
	})
}

// table finds a table or choice list by its name and notes that it is read.
func (p *parser) table(name string) (*Table, bool) {
	table, known := p.outline.tables[name]
	if known && !slices.Contains(p.result.tables, name) {
		p.result.tables = append(p.result.tables, name)
	}
	return table, known
}

// instance reads ('list')/root/item[..]/column.
func (p *parser) instance() node {
	open, name, end := p.take(), p.take(), p.take()
	if open.kind != tokenOpen || name.kind != tokenString || end.kind != tokenClose {
		return p.fail(name, CodeSyntax, "write the name of a list or table in quotes: instance('name')")
	}
	table, known := p.table(name.text)
	if !known {
		p.note(name, CodeName, "there is no choice list or table %q", name.text)
	}
	for _, step := range []string{"root", "item"} {
		slash, word := p.take(), p.take()
		if slash.kind != tokenSlash || word.kind != tokenName || word.text != step {
			return p.fail(slash, CodeSyntax, "write instance('%s')/root/item", name.text)
		}
	}
	made := rows{table: table, column: -1}
	for p.peek().kind == tokenBracket {
		open := p.take()
		made.filters = append(made.filters, p.predicate(open, &view{element: Outside, table: table, lost: !known}))
	}
	if p.peek().kind == tokenSlash {
		p.take()
		word := p.take()
		if word.kind != tokenName {
			return p.fail(word, CodeSyntax, "the name of a column is needed after /")
		}
		if known {
			if made.column, known = table.column(word.text); !known {
				p.note(word, CodeName, "%q has no column %q", strings.TrimSpace(name.text), word.text)
			}
		}
	}
	return made
}
