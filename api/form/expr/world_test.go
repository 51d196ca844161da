package expr_test

import (
	"regexp"
	"slices"
	"strconv"
	"testing"

	"touchstone/api/form/expr"
)

// row is a choice of a list as vectors write it.
type row struct {
	Name    string
	Label   map[string]string
	Columns map[string]string
}

// world is what the given answers make: an array of objects is a repeat of the questions that
// appear in any of them.
type world struct {
	outline *expr.Outline
	own     int
	frame   *expr.Frame
	self    expr.Value
}

func worldOf(t *testing.T, g given) *world {
	t.Helper()
	w := &world{outline: expr.NewOutline()}
	w.own = w.outline.Add("_expression_", expr.Answered, expr.Outside)
	w.add([]map[string]any{g.Answers}, expr.Outside)
	for name, list := range g.Choices {
		w.outline.AddTable(name, listTable(list))
	}
	for name, table := range g.Tables {
		w.outline.AddTable(name, &expr.Table{Columns: table.Columns, Rows: len(table.Rows), Cell: func(row, column int, _ string) string {
			return table.Rows[row][column]
		}})
	}
	w.frame = w.outline.Frame(expr.Outside, nil)
	w.fill(t, w.frame, g.Answers)
	if g.At != "" {
		w.goTo(t, g.At)
		if e := w.outline.Element(w.own); e.Kind == expr.Answered {
			w.self = w.frame.Values[e.Slot]
		} else {
			w.self = expr.Instances(len(w.frame.Lists[e.List]))
		}
	}
	if g.Self != nil {
		w.self = valueOf(t, g.Self)
	}
	return w
}

func listTable(list []row) *expr.Table {
	columns := []string{"name", "label"}
	for _, choice := range list {
		for column := range choice.Columns {
			if !slices.Contains(columns, column) {
				columns = append(columns, column)
			}
		}
	}
	return &expr.Table{Columns: columns, Rows: len(list), Spoken: "label", Cell: func(row, column int, language string) string {
		switch columns[column] {
		case "name":
			return list[row].Name
		case "label":
			for _, tag := range []string{language, "en"} {
				if label := list[row].Label[tag]; label != "" {
					return label
				}
			}
			return list[row].Name
		default:
			return list[row].Columns[columns[column]]
		}
	}}
}

// instances tells whether an answer is an array of objects.
func instances(answer any) ([]map[string]any, bool) {
	list, _ := answer.([]any)
	var made []map[string]any
	for _, member := range list {
		if o, ok := member.(map[string]any); ok {
			made = append(made, o)
		}
	}
	return made, len(made) > 0
}

// add takes up the questions of all instances.
func (w *world) add(all []map[string]any, parent int) {
	nested := map[string][]map[string]any{}
	for _, answers := range all {
		for name, answer := range answers {
			inner, isRepeat := instances(answer)
			place, known := w.outline.Place(name)
			if !known {
				kind := expr.Answered
				if isRepeat {
					kind = expr.Repeat
				}
				place = w.outline.Add(name, kind, parent)
			}
			if isRepeat && w.outline.Element(place).Kind == expr.Repeat {
				nested[name] = append(nested[name], inner...)
			}
		}
	}
	for name, inner := range nested {
		place, _ := w.outline.Place(name)
		w.add(inner, place)
	}
}

func (w *world) fill(t *testing.T, frame *expr.Frame, answers map[string]any) {
	t.Helper()
	for i := range frame.Relevant {
		frame.Relevant[i] = true
	}
	for name, answer := range answers {
		place, _ := w.outline.Place(name)
		e := w.outline.Element(place)
		if e.Kind != expr.Repeat {
			frame.Values[e.Slot] = valueOf(t, answer)
			continue
		}
		inner, _ := instances(answer)
		for i, instance := range inner {
			made := w.outline.Frame(place, frame)
			made.Position = i + 1
			w.fill(t, made, instance)
			frame.Lists[e.List] = append(frame.Lists[e.List], made)
		}
	}
}

var stepForm = regexp.MustCompile(`^(.+?)(?:\[([0-9]+)\])?(?:\.|$)`)

// goTo finds the frame of the expression's own question, such as people[1].age.
func (w *world) goTo(t *testing.T, path string) {
	t.Helper()
	for path != "" {
		step := stepForm.FindStringSubmatch(path)
		place, known := w.outline.Place(step[1])
		if !known {
			t.Fatalf("there is no %q", path)
		}
		w.own = place
		if step[2] != "" {
			number, _ := strconv.Atoi(step[2])
			w.frame = w.frame.Lists[w.outline.Element(place).List][number-1]
		}
		path = path[len(step[0]):]
	}
}
