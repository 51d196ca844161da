package expr

import "sync"

// Table is external data, or a choice list, as instance() and pulldata() read it.
type Table struct {
	Columns []string
	Rows    int
	// Cell gives a text; the language matters for the labels of choices alone.
	Cell func(row, column int, language string) string
	// Spoken names the column whose texts depend on the language; "" is none.
	Spoken string

	guard   sync.Mutex
	indexes map[int]map[string]int // the first row of every text, by column
}

func (t *Table) column(name string) (int, bool) {
	for i, column := range t.Columns {
		if column == name {
			return i, true
		}
	}
	return 0, false
}

// find gives the first row whose cell in the column is the text.
func (t *Table) find(column int, text, language string) (int, bool) {
	if t.Columns[column] == t.Spoken {
		for row := range t.Rows {
			if t.Cell(row, column, language) == text {
				return row, true
			}
		}
		return 0, false
	}
	t.guard.Lock()
	defer t.guard.Unlock()
	index, made := t.indexes[column]
	if !made {
		index = make(map[string]int, t.Rows)
		for row := range t.Rows {
			cell := t.Cell(row, column, "")
			if _, taken := index[cell]; !taken {
				index[cell] = row
			}
		}
		if t.indexes == nil {
			t.indexes = map[int]map[string]int{}
		}
		t.indexes[column] = index
	}
	row, ok := index[text]
	return row, ok
}

// rows are the rows of a table, or their cells in a column.
type rows struct {
	table   *Table
	filters []node
	column  int // -1: the rows themselves, which are blank
}

func (n rows) constant() bool { return false }

func (n rows) eval(c *Context) Value {
	if c.charge(1) {
		return Value{}
	}
	bottom := len(c.rows)
	for row := range n.table.Rows {
		c.rows = append(c.rows, row)
	}
	for _, filter := range n.filters {
		to, end := bottom, len(c.rows)
		for i := bottom; i < end && !c.exceeded; i++ {
			row := c.rows[i]
			if c.passes(filter, focus{row: row, position: i - bottom + 1}) {
				c.rows[to] = row
				to++
			}
		}
		c.rows = c.rows[:to]
	}
	begin := len(c.nodes)
	for _, row := range c.rows[bottom:] {
		value := Value{}
		if n.column >= 0 {
			value = Text(n.table.Cell(row, n.column, c.Language))
		}
		c.nodes = append(c.nodes, value)
	}
	c.rows = c.rows[:bottom]
	return c.given(nodesOf(c.nodes[begin:len(c.nodes):len(c.nodes)]))
}

// cell is a column of the row that a predicate looks at.
type cell struct {
	table  *Table
	column int
}

func (n cell) constant() bool { return false }

func (n cell) eval(c *Context) Value {
	c.charge(1)
	return c.given(Text(n.table.Cell(c.focus.row, n.column, c.Language)))
}
