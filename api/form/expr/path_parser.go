package expr

import "slices"

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
			return p.fail(t, CodeSyntax, "a name is needed after /, and division is written div")
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
