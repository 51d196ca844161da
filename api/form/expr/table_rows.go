package expr

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
