package expr

// Kind of an element of an outline.
type ElementKind uint8

// The kinds of elements.
const (
	Answered ElementKind = iota // a question whose value can be read
	Silent                      // takes a place, but has no value
	Section
	Repeat
)

// Outside is where a place is asked for and there is none: outside of all questions and repeats.
const Outside = -1

// Element is a question, section or repeat as expressions find it. Places count from 0 in the
// order of Outline.Add.
type Element struct {
	Name   string
	Kind   ElementKind
	Parent int // place of the section or repeat around it, or Outside
	Repeat int // place of the innermost repeat around it, or Outside
	Depth  int // number of repeats around it
	Slot   int // its place in Frame.Values and Frame.Relevant
	List   int // of a repeat: its place in Frame.Lists
}

// Outline is the structure that expressions read: questions, sections and repeats, and tables.
// It must not change once an expression has been compiled.
type Outline struct {
	elements []Element
	named    map[string]int
	sizes    map[int]*size // by the place of a repeat, or Outside
	tables   map[string]*Table
}

// size is how many elements and lists a frame holds.
type size struct{ slots, lists int }

// NewOutline makes an empty outline.
func NewOutline() *Outline {
	return &Outline{named: map[string]int{}, sizes: map[int]*size{Outside: {}}, tables: map[string]*Table{}}
}

// Add puts an element into the section or repeat at parent and gives its place. Of two elements
// of the same name the first is the one that expressions read.
func (o *Outline) Add(name string, kind ElementKind, parent int) int {
	place := len(o.elements)
	e := Element{Name: name, Kind: kind, Parent: parent, Repeat: Outside}
	if parent != Outside {
		around := &o.elements[parent]
		e.Repeat, e.Depth = around.Repeat, around.Depth
		if around.Kind == Repeat {
			e.Repeat, e.Depth = parent, around.Depth+1
		}
	}
	holder := o.sizes[e.Repeat]
	e.Slot = holder.slots
	holder.slots++
	if kind == Repeat {
		e.List = holder.lists
		holder.lists++
		o.sizes[place] = &size{}
	}
	o.elements = append(o.elements, e)
	if _, taken := o.named[name]; !taken {
		o.named[name] = place
	}
	return place
}

// AddTable gives instance() and pulldata() a table of the name.
func (o *Outline) AddTable(name string, table *Table) { o.tables[name] = table }

// Element gives the element at a place.
func (o *Outline) Element(place int) *Element { return &o.elements[place] }

// Place gives the place of a name; false when there is none.
func (o *Outline) Place(name string) (int, bool) {
	place, ok := o.named[name]
	return place, ok
}

// repeats lists the repeats around a place, the outermost first.
func (o *Outline) repeats(place int) []int {
	if place == Outside {
		return nil
	}
	depth := o.elements[place].Depth
	around := make([]int, depth)
	for at := o.elements[place].Repeat; at != Outside; at = o.elements[at].Repeat {
		depth--
		around[depth] = at
	}
	return around
}

// Frame holds what expressions see of one instance of a repeat, or of the response outside of
// all repeats.
type Frame struct {
	Parent   *Frame // the frame that the repeat stands in; nil outside of repeats
	Position int    // of the instance, from 1
	Values   []Value
	Relevant []bool     // whether the element is a node at all
	Lists    [][]*Frame // the instances of every repeat directly within, in order
}

// Frame makes an empty frame of the repeat at a place, or of what stands Outside.
func (o *Outline) Frame(repeat int, parent *Frame) *Frame {
	f := &Frame{}
	o.Fill(f, repeat, parent)
	return f
}

// Fill makes a frame of the repeat at a place in memory that the caller holds.
func (o *Outline) Fill(f *Frame, repeat int, parent *Frame) {
	room := o.sizes[repeat]
	f.Parent, f.Position = parent, 1
	f.Values, f.Relevant = make([]Value, room.slots), make([]bool, room.slots)
	if room.lists > 0 {
		f.Lists = make([][]*Frame, room.lists)
	}
}

// Read gives the value that ${name} means to the element at own in a frame, blank for an unknown name.
func (o *Outline) Read(name string, own int, frame *Frame) Value {
	place, ok := o.named[name]
	if !ok || o.elements[place].Kind != Answered {
		return Value{}
	}
	if e := &o.elements[place]; e.Depth == 0 {
		for frame.Parent != nil {
			frame = frame.Parent
		}
		return frame.Values[e.Slot]
	}
	return o.trailTo(place, own).reference().eval(&Context{Frame: frame})
}
