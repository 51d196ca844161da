package expr

import (
	"slices"
	"strings"
)

// view is what bare names mean: in a predicate the parts of the node that it looks at.
type view struct {
	element int    // of the node
	table   *Table // of the row, when the node is one
	lost    bool   // nobody knows, which has been noted
	depth   int    // of the frame that the path with the predicate starts from, see Read
}

// variable reads ${name} and what follows it of a path.
func (p *parser) variable(t token) node {
	place, ok := p.readable(t.text)
	if !ok {
		p.note(t, CodeName, "there is no question %q whose answer could be read", t.text)
		return p.steps(&trail{outline: p.outline, element: Outside, lost: true})
	}
	around := p.outline.repeats(place)
	if p.source != Outside && p.view != nil && p.view.element == p.source && slices.Contains(around, p.source) {
		return p.steps(p.outline.trailWithin(place, p.source))
	}
	if v := p.view; v != nil && v.table == nil && !v.lost && slices.Contains(around, v.element) && !slices.Contains(p.outline.repeats(p.own), v.element) {
		p.result.doubts = append(p.result.doubts, mistake(t.offset, CodePredicate,
			"in a predicate ${%s} is the list of all instances; write %s for the one that is looked at", t.text, t.text))
	}
	return p.steps(p.outline.trailTo(place, p.own))
}

// readable gives the place of a question with a value or of a repeat.
func (p *parser) readable(name string) (int, bool) {
	place, ok := p.outline.Place(name)
	if !ok {
		return 0, false
	}
	kind := p.outline.Element(place).Kind
	return place, kind == Answered || kind == Repeat
}

// dots reads a path that begins with "." or "..".
func (p *parser) dots(t token) node {
	if p.view == nil {
		return p.relative(t, p.outline.fromOwn(p.own))
	}
	if p.view.table != nil {
		return p.fail(t, CodeSyntax, "a row has no path; write the name of a column")
	}
	if p.view.lost {
		return p.steps(&trail{outline: p.outline, element: Outside, lost: true})
	}
	return p.relative(t, p.outline.fromNode(p.view.element))
}

func (p *parser) relative(t token, at *trail) node {
	if t.kind == tokenParent && !at.parent() {
		p.note(t, CodeName, "there is nothing above")
		at.lost = true
	}
	return p.steps(at)
}

// current reads what follows the word: () and a path from the own question.
func (p *parser) current(t token) node {
	if open, end := p.take(), p.take(); open.kind != tokenOpen || end.kind != tokenClose {
		return p.fail(t, CodeSyntax, "write current()/.. and the names of the path")
	}
	if p.peek().kind != tokenSlash {
		p.result.self = true
		return self{}
	}
	return p.steps(p.outline.fromOwn(p.own))
}

// absolute reads a path from the root, whose name does not matter.
func (p *parser) absolute() node {
	if root := p.take(); root.kind != tokenName {
		return p.fail(root, CodeSyntax, "the name of the root is missing after /")
	}
	return p.steps(p.outline.fromRoot(p.own))
}

// bare reads a name without ${}: a column of the choices, or in a predicate a part of the node.
func (p *parser) bare(t token) node {
	switch {
	case p.view == nil && p.columns:
		if !slices.Contains(p.result.columns, t.text) {
			p.result.columns = append(p.result.columns, t.text)
		}
		return column{t.text}
	case p.view == nil:
		return p.fail(t, CodeSyntax, "%q is not a value; write ${%s} for an answer, '%s' for a text", t.text, t.text, t.text)
	case p.view.lost:
		return p.steps(&trail{outline: p.outline, element: Outside, lost: true})
	case p.view.table != nil:
		column, ok := p.view.table.column(t.text)
		if !ok {
			p.note(t, CodeName, "there is no column %q", t.text)
		}
		return cell{p.view.table, column}
	default:
		at := p.outline.fromNode(p.view.element)
		p.child(t, at)
		return p.steps(at)
	}
}

// child goes a step down and reads the predicates there.
func (p *parser) child(t token, at *trail) {
	own := p.own
	if at.focus || p.peek().kind != tokenSlash {
		own = Outside
	}
	if !at.lost && !at.child(t.text, own) {
		where := "the root"
		if at.element != Outside {
			where = p.outline.Element(at.element).Name
		}
		p.note(t, CodeName, "%q is no part of %s", t.text, where)
		at.lost = true
	}
	p.predicates(at)
}

// steps reads the rest of a path.
func (p *parser) steps(at *trail) node {
	p.predicates(at)
	for p.peek().kind == tokenSlash {
		p.take()
		switch t := p.take(); t.kind {
		case tokenSelf:
		case tokenName:
			p.child(t, at)
		case tokenParent:
			if len(at.steps) > 0 {
				return p.fail(t, CodeSyntax, "a path that has entered a repeat cannot go up again")
			}
			if !at.lost && !at.parent() {
				p.note(t, CodeName, "there is nothing above")
				at.lost = true
			}
		default:
			return p.fail(t, CodeSyntax, "a name is needed after /")
		}
	}
	if at.lost || p.broken != nil {
		return constant{}
	}
	if at.element != Outside {
		if e := p.outline.Element(at.element); e.Kind == Answered || len(at.steps) > 0 {
			p.reads(Read{Place: at.element, Depth: p.depthOf(at)}, e.Name)
		}
	}
	return at.reference()
}

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

// depthOf is how many repeats around what a path reads are also around its reader.
func (p *parser) depthOf(at *trail) int {
	if at.focus && p.view != nil {
		return min(p.view.depth, at.base)
	}
	return at.base
}

func (p *parser) reads(read Read, name string) {
	if !slices.Contains(p.result.reads, read) {
		p.result.reads = append(p.result.reads, read)
	}
	if !slices.Contains(p.result.names, name) {
		p.result.names = append(p.result.names, name)
	}
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
