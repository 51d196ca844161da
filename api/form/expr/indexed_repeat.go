package expr

import (
	"math"
	"slices"
)

// indexed is indexed-repeat(): a question in instances that are given by number.
type indexed struct {
	up     int
	levels []level
	slot   int
}

// level is a repeat on the way down; without an index it is the first instance.
type level struct {
	list  int
	index node
}

func (*indexed) constant() bool { return false }

func (n *indexed) eval(c *Context) Value {
	frame := c.Frame
	for range n.up {
		frame = frame.Parent
	}
	for _, level := range n.levels {
		at := 1.0
		if level.index != nil {
			at = math.Trunc(level.index.eval(c).Number(c.Zone))
		}
		instances := frame.Lists[level.list]
		if !(at >= 1 && at <= float64(len(instances))) {
			return Value{}
		}
		frame = instances[int(at)-1]
	}
	return frame.Values[n.slot]
}

// indexedRepeat reads the arguments of indexed-repeat(${question}, ${repeat}, index, ...).
func (p *parser) indexedRepeat(name token) node {
	var places []int
	indexes := map[int]node{}
	repeat := Outside
	count, failed := 0, false
	for {
		t := p.peek()
		if count == 0 || count%2 == 1 {
			p.take()
			if t.kind != tokenVariable {
				return p.fail(t, CodeSyntax, "indexed-repeat() takes ${question}, ${repeat} and a number here")
			}
			found, ok := p.readable(t.text)
			if ok && (p.outline.Element(found).Kind == Repeat) != (count > 0) {
				ok = false
			}
			if ok && count > 0 && !slices.Contains(p.outline.repeats(places[0]), found) {
				ok = false
			}
			if !ok {
				p.note(t, CodeName, "%q is no question in a repeat, or no repeat around it", t.text)
				failed = true
				found = Outside
			}
			places = append(places, found)
			repeat = found
		} else {
			indexes[repeat] = p.binary(0)
		}
		count++
		end := p.take()
		if end.kind == tokenClose {
			break
		}
		if end.kind != tokenComma {
			return p.fail(end, CodeSyntax, "a comma or a closing parenthesis is missing in indexed-repeat()")
		}
	}
	if count < 3 || count > 7 || count%2 == 0 {
		p.note(name, CodeArity, "indexed-repeat() takes a question and one to three pairs of a repeat and a number, not %d values", count)
		return constant{}
	}
	if failed || p.broken != nil {
		return constant{}
	}
	return p.indexed(places[0], indexes)
}

func (p *parser) indexed(question int, indexes map[int]node) node {
	mine, its := p.outline.repeats(p.own), p.outline.repeats(question)
	shared := 0
	for shared < len(mine) && shared < len(its) && mine[shared] == its[shared] && indexes[its[shared]] == nil {
		shared++
	}
	e := p.outline.Element(question)
	made := &indexed{up: len(mine) - shared, slot: e.Slot}
	for _, repeat := range its[shared:] {
		made.levels = append(made.levels, level{p.outline.Element(repeat).List, indexes[repeat]})
	}
	p.reads(Read{Place: question, Depth: shared}, e.Name)
	return made
}
