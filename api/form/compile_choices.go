package form

import (
	"maps"
	"slices"
	"strings"

	"touchstone/api/form/expr"
)

func (c *compiler) compileChoices(n *node, place int) {
	q := n.question
	path := join(n.path, "choices")
	if q.Choices == "" {
		if n.kind.selects {
			c.found.wrong(path, "choices", "A %s needs the name of a choice list.", q.Type)
		}
		return
	}
	if name, dynamic := q.SourceOfChoices(); dynamic {
		c.compileSource(n, place, name)
		return
	}
	list, known := c.form.definition.Choices[q.Choices]
	if !known {
		c.found.wrong(path, "choices", "There is no choice list %q.", q.Choices)
		return
	}
	n.choices = c.list(q.Choices, list)
	n.filter = c.compiled(join(n.path, "choiceFilter"), q.ChoiceFilter, func() (*expr.Expression, []expr.Mistake) {
		return expr.CompileFilter(q.ChoiceFilter, c.form.outline, place)
	})
	if n.filter == nil {
		return
	}
	for _, name := range n.filter.Columns() {
		if name != "name" && !c.columnsOf(q.Choices)[name] {
			c.found.wrong(join(n.path, "choiceFilter"), "name", "The choice list %q has no column %q.", q.Choices, name)
		}
	}
}

// columnsOf gives the further columns of a list, looked through once however many filters it has.
func (c *compiler) columnsOf(list string) map[string]bool {
	own, known := c.columns[list]
	if !known {
		own = map[string]bool{}
		for i := range c.form.definition.Choices[list] {
			for column := range c.form.definition.Choices[list][i].Columns {
				own[column] = true
			}
		}
		c.columns[list] = own
	}
	return own
}

// SourceOfChoices gives the question whose answers are the choices; false where a list is named.
func (q *Question) SourceOfChoices() (string, bool) {
	inner, ok := strings.CutPrefix(q.Choices, "${")
	if !ok || !strings.HasSuffix(inner, "}") {
		return "", false
	}
	return strings.TrimSpace(strings.TrimSuffix(inner, "}")), true
}

// compileSource makes the answers to a question of a repeat the choices.
func (c *compiler) compileSource(n *node, place int, name string) {
	source, ok := c.readable(name)
	if !ok || c.form.nodes[source].scope.repeat < 0 {
		c.found.wrong(join(n.path, "choices"), "choices", "Choices can be the answers to a question of a repeat; %q is none.", name)
		return
	}
	n.source = source
	filter := n.question.ChoiceFilter
	n.filter = c.compiled(join(n.path, "choiceFilter"), filter, func() (*expr.Expression, []expr.Mistake) {
		return expr.CompileInstanceFilter(filter, c.form.outline, place, c.form.nodes[source].scope.repeat)
	})
}

// list gives the choices of a list, which all questions that use it share.
func (c *compiler) list(name string, list []Choice) []*Choice {
	if made, ok := c.lists[name]; ok {
		return made
	}
	made := make([]*Choice, len(list))
	for i := range list {
		made[i] = &list[i]
		c.pipes(join(at(join("/choices", name), i), "label"), list[i].Label)
	}
	c.lists[name] = made
	return made
}

// addTables lets expressions read tables and choice lists.
func (c *compiler) addTables() {
	d := c.form.definition
	for name, table := range d.Tables {
		c.form.outline.AddTable(name, &expr.Table{Columns: table.Columns, Rows: len(table.Rows), Cell: func(row, column int, _ string) string {
			if cells := table.Rows[row]; column < len(cells) {
				return cells[column]
			}
			return ""
		}})
	}
	for name, list := range d.Choices {
		c.form.outline.AddTable(name, listTable(list, d.DefaultLanguage))
	}
}

// listTable is a choice list as a table: its columns name and label, then its own.
func listTable(list []Choice, defaultLanguage string) *expr.Table {
	own := map[string]bool{}
	for i := range list {
		for column := range list[i].Columns {
			own[column] = true
		}
	}
	columns := append([]string{"name", "label"}, slices.Sorted(maps.Keys(own))...)
	return &expr.Table{Columns: columns, Rows: len(list), Spoken: "label", Cell: func(row, column int, language string) string {
		switch choice := &list[row]; column {
		case 0:
			return choice.Name
		case 1:
			return choice.label(language, defaultLanguage)
		default:
			return choice.Columns[columns[column]]
		}
	}}
}
