package measure

import "touchstone/api/fieldwork"

// group is the counted responses to one version of a definition in one wave, a row each.
type group struct {
	key     groupKey
	rows    int      // that exist, free ones included
	free    []uint32 // rows that nobody has
	ids     []identity
	live    codes // 1 for a row that somebody has
	columns []*column
	places  map[string]int // indicator name to column
	scratch []uint32       // the codes of one row, by column
	traits  map[string]*trait
	weights *column // of the survey; nil while every response weighs 1
	views   []*view // the most recently asked for last
}

// column is one indicator. A distinct value keeps its slot for good, so that a row can name
// it by number.
type column struct {
	name   string
	role   string
	codes  codes
	values []float64
	slots  map[float64]uint32
}

// trait is one way to tell responses apart.
type trait struct {
	codes   codes // 0 is ""
	labels  []string
	numbers map[string]uint32
	n       []int64 // rows by code, but for those of ""
	// Of two traits crossed: their names, and which codes of theirs each code stands for.
	of     [2]string
	pairs  [][2]uint32
	places map[[2]uint32]uint32
}

func newTrait() *trait { return &trait{labels: []string{""}, numbers: map[string]uint32{"": 0}} }

// Codes of a row in a column.
const (
	unlisted = iota // the response does not know the indicator
	missing
	notApplicable
	notRelevant
	firstSlot
)

// reasons gives the code of an IndicatorValue.Absent; any other word is missing.
var reasons = map[string]uint32{AbsentMissing: missing, AbsentNotApplicable: notApplicable, AbsentNotRelevant: notRelevant}

func newGroup(key groupKey) *group {
	return &group{key: key, places: map[string]int{}, traits: map[string]*trait{}}
}

// put gives a response a row and counts it.
func (g *group) put(id identity, c Contribution) uint32 {
	row := g.rows
	if last := len(g.free) - 1; last >= 0 {
		row, g.free = int(g.free[last]), g.free[:last]
	} else {
		g.rows++
		g.ids = append(g.ids, id)
	}
	g.ids[row] = id
	clear(g.scratch)
	for name, value := range c.Indicators {
		g.place(name, value)
	}
	for _, one := range c.beside {
		g.place(one.column, one.value)
	}
	for i, column := range g.columns {
		column.codes.set(row, g.scratch[i])
	}
	for name, label := range c.Traits {
		if label != "" && g.traits[name] == nil {
			g.traits[name] = newTrait()
		}
	}
	for name, trait := range g.traits {
		if trait.pairs == nil {
			trait.enter(row, c.Traits[name])
		}
	}
	for _, trait := range g.traits {
		if trait.pairs != nil {
			g.cross(trait, row)
		}
	}
	if g.weights == nil && c.Weight != nil && *c.Weight != 1 {
		g.weights, g.views = newColumn(""), nil // views know no weights yet
	}
	if g.weights != nil {
		g.weights.codes.set(row, g.weights.weight(c.Weight))
	}
	g.live.set(row, 1)
	for _, view := range g.views {
		view.count(g, row, +1)
	}
	return uint32(row)
}

// place notes the code of a value for the row being put.
func (g *group) place(name string, value fieldwork.IndicatorValue) {
	at, known := g.places[name]
	if !known {
		at = len(g.columns)
		g.places[name] = at
		g.columns, g.scratch = append(g.columns, newColumn(name)), append(g.scratch, unlisted)
		for _, view := range g.views {
			view.joints = nil // they may have asked for it
		}
	}
	g.scratch[at] = g.columns[at].code(value)
}

// drop uncounts a row and frees it.
func (g *group) drop(row int) {
	for _, view := range g.views {
		view.count(g, row, -1)
	}
	for _, trait := range g.traits {
		trait.leave(row)
	}
	g.live.set(row, 0)
	g.free = append(g.free, uint32(row))
}

func newColumn(name string) *column {
	return &column{name: name, role: RoleOf(name), slots: map[float64]uint32{}}
}

func (c *column) code(v fieldwork.IndicatorValue) uint32 {
	if v.Value == nil {
		if reason, known := reasons[v.Absent]; known {
			return reason
		}
		return missing
	}
	value, countable := countable(*v.Value)
	if !countable {
		return missing
	}
	return c.slot(value)
}

// weight gives the code of a survey weight: unlisted is 1, and one that cannot be is 0.
func (c *column) weight(weight *float64) uint32 {
	if weight == nil || *weight == 1 {
		return unlisted
	}
	if value, countable := countable(*weight); countable && value > 0 {
		return c.slot(value)
	}
	return c.slot(0)
}

func (c *column) slot(value float64) uint32 {
	slot, known := c.slots[value]
	if !known {
		slot = uint32(len(c.values)) + firstSlot
		c.slots[value] = slot
		c.values = append(c.values, value)
	}
	return slot
}

// number gives the code of a label.
func (t *trait) number(label string) uint32 {
	number, known := t.numbers[label]
	if !known {
		number = uint32(len(t.labels))
		t.numbers[label] = number
		t.labels = append(t.labels, label)
	}
	return number
}
