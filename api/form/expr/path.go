package expr

// trail is a path while it is read, from where it starts to where it has come. Every part is
// known before anything is evaluated; only which instances there are is not.
type trail struct {
	outline *Outline
	focus   bool // starts at the node that a predicate looks at, else at the own question
	up      int  // frames to go up from there
	base    int  // depth of the frame it starts to go down from
	steps   []step
	element int    // where it has come; Outside is the root
	entered bool   // at a repeat: at one of its instances, not at the repeat as a whole
	filters []node // predicates on a question
	lost    bool   // a step does not exist, which has been noted
}

// step enters a repeat.
type step struct {
	list    int
	filters []node
}

// trailTo is what ${name} means for the element at own: within the innermost instance that both
// share, all of it.
func (o *Outline) trailTo(place, own int) *trail {
	mine, its := o.repeats(own), o.repeats(place)
	shared := 0
	for shared < len(mine) && shared < len(its) && mine[shared] == its[shared] {
		shared++
	}
	t := &trail{outline: o, up: len(mine) - shared, base: shared, element: place}
	for _, repeat := range its[shared:] {
		t.steps = append(t.steps, step{list: o.elements[repeat].List})
	}
	if o.elements[place].Kind == Repeat {
		t.enter(place)
	}
	return t
}

// fromOwn starts at the element whose expression it is.
func (o *Outline) fromOwn(own int) *trail {
	t := &trail{outline: o, element: own}
	if own != Outside {
		t.base = o.elements[own].Depth
	}
	return t
}

// fromRoot starts an absolute path.
func (o *Outline) fromRoot(own int) *trail {
	t := o.fromOwn(own)
	t.up, t.base, t.element = t.base, 0, Outside
	return t
}

// fromNode starts at the node that a predicate looks at.
func (o *Outline) fromNode(node int) *trail {
	e := &o.elements[node]
	t := &trail{outline: o, focus: true, element: node, base: e.Depth}
	if e.Kind == Repeat {
		t.base, t.entered = e.Depth+1, true
	}
	return t
}

func (t *trail) enter(repeat int) {
	t.steps = append(t.steps, step{list: t.outline.elements[repeat].List})
	t.entered = true
}

// parent goes up one section or instance; false when there is nothing above or it went down before.
func (t *trail) parent() bool {
	if t.element == Outside || len(t.steps) > 0 {
		return false
	}
	e := &t.outline.elements[t.element]
	if e.Kind == Repeat && t.entered {
		t.up++
		t.base--
	}
	t.element = e.Parent
	t.entered = t.element != Outside
	return true
}

// child goes down to an element by its name, false when it has none of the name; a repeat is
// entered: the instance that own lies in, if there is one, else all. With own Outside it is all.
func (t *trail) child(name string, own int) bool {
	place, ok := t.outline.named[name]
	if !ok || t.outline.elements[place].Parent != t.element {
		return false
	}
	if t.element != Outside && t.outline.elements[t.element].Kind == Repeat && !t.entered {
		t.enter(t.element)
	}
	t.element, t.entered = place, false
	e := &t.outline.elements[place]
	if e.Kind != Repeat {
		return true
	}
	if around := t.outline.repeats(own); len(t.steps) == 0 && e.Depth < len(around) && around[e.Depth] == place {
		t.up--
		t.base++
		t.entered = true
		return true
	}
	t.enter(place)
	return true
}

// reference makes the path ready for evaluation.
func (t *trail) reference() *reference {
	r := &reference{focus: t.focus, up: t.up, steps: t.steps, slot: Outside, filters: t.filters, place: t.element}
	r.many = len(r.steps) > 0 || len(r.filters) > 0
	if t.element == Outside {
		return r
	}
	e := &t.outline.elements[t.element]
	r.name = e.Name
	if e.Kind == Answered || e.Kind == Silent {
		r.slot = e.Slot
	} else if e.Kind == Section {
		r.section, r.slot = true, e.Slot
	}
	return r
}

// trailWithin is what ${name} means to the filter of choices that are the answers in instances of a repeat.
func (o *Outline) trailWithin(place, repeat int) *trail {
	t := o.trailTo(place, place)
	inner := o.repeats(place)
	t.focus = true
	t.up, t.base, t.steps = 0, o.elements[repeat].Depth+1, nil
	for _, deeper := range inner[t.base:] {
		t.steps = append(t.steps, step{list: o.elements[deeper].List})
	}
	return t
}
