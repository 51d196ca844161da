package xlsform

import (
	"strconv"
	"strings"

	"touchstone/api/form"
)

// deepest is how deep sections and repeats of a sheet may nest before the rest is laid flat;
// the check refuses far less deep ones.
const deepest = 40

// readSurvey reads the questions, sections and repeats.
func (r *reading) readSurvey(t *table) []*item {
	for key, name := range map[string]string{"type": "type", "name": "name"} {
		if !t.has(key) {
			r.wrong(place{t.name, t.header, ""}, "column", "There is no column %s in the first row.", name)
		}
	}
	top := &item{}
	open := []*item{top}
	for l := range t.lines {
		c, at := l.cell("type")
		text := tidy(c.text)
		if strings.HasPrefix(text, "#") {
			continue
		}
		if disabled, _ := l.cell("disabled"); tidy(disabled.text) != "" && r.flag(l, "disabled") {
			continue
		}
		if text == "" {
			if l.word("name") != "" {
				r.wrong(at, "missing", "%s has no type; write one, such as text, or leave the name out of a comment.", quoted(l.word("name")))
			}
			continue
		}
		kind := readType(text)
		inner := open[len(open)-1]
		switch {
		case kind.end:
			if len(open) == 1 {
				r.wrong(at, "group", "Nothing is open that could end here; leave this row out, or add its beginning.")
				continue
			}
			if inner.question.Type != kind.kind {
				r.wrong(at, "group", "%s ends here, but %s was begun last (row %d); each group and repeat ends with its own kind, the inner one first.",
					quoted(text), quoted(inner.question.Name), inner.origin.row)
			}
			open = open[:len(open)-1]
		case kind.kind == "table":
			r.externalTable(l, text)
		default:
			made := r.readQuestion(l, kind, text)
			inner.body = append(inner.body, made...)
			if !kind.begin {
				continue
			}
			if len(open) > deepest {
				r.wrong(at, "nested", "Groups and repeats nest too deeply.")
				continue
			}
			open = append(open, made[0])
		}
	}
	for _, it := range open[1:] {
		r.wrong(it.origin.place("type"), "group", "%s is begun here and never ended; add a row %s.",
			quoted(it.question.Name), map[string]string{"section": "end_group", "repeat": "end_repeat"}[it.question.Type])
	}
	return top.body
}

// externalTable reads a row that only announces data.
func (r *reading) externalTable(l line, kind string) {
	_, at := l.cell("name")
	name := l.word("name")
	switch {
	case name == "":
		r.wrong(at, "missing", "The file of data needs its name without ending in the column name.")
	case strings.HasPrefix(flattened(kind), "xml"):
		r.wrong(at, "file", "Data in XML (%s.xml) are not read; save them as CSV and write csv-external.", name)
	default:
		r.tableFromFile(name, at)
	}
}

// readQuestion makes the question of a row, and the second one that or_other adds.
func (r *reading) readQuestion(l line, kind typeName, text string) []*item {
	it := &item{origin: l.origin()}
	q := &it.question
	q.Type = kind.kind
	at := it.origin.place("type")
	if q.Type == "" {
		q.Type = "text"
		hint := ""
		if near := nearestType(text); near != "" {
			hint = " Did you mean " + near + "?"
		}
		r.wrong(at, "type", "There is no question type %s.%s", quoted(text), hint)
	}
	if kind.note == loopNote {
		r.wrong(at, "type", "%s", kind.note)
	} else if kind.note != "" {
		r.warn(at, "type", "%s is not supported. %s", quoted(text), kind.note)
	}
	r.readName(l, q)
	r.readLogic(l, q)
	r.readParameters(l, it)
	q.Label, q.Hint, q.Guidance, q.Media = l.text("label"), l.text("hint"), l.text("guidance"), l.media()
	q.RequiredMessage, q.ConstraintMessage = l.text("requiredMessage"), l.text("constraintMessage")
	q.Appearance = r.readAppearance(l)
	q.Touchpoint, q.Critical, q.Points = l.word("touchpoint"), l.word("critical"), r.pointRules(l)
	for key, target := range map[string]*float64{"bonus": &q.Bonus, "weight": &q.Weight} {
		if x := r.figure(l, key); x != nil {
			*target = *x
		}
	}
	r.readList(l, it, kind)
	r.readDefault(l, it)
	r.adapt(it, text)
	if !kind.other {
		return []*item{it}
	}
	return []*item{it, r.specify(it)}
}

// readName gives notes and groups without a name one of their row.
func (r *reading) readName(l line, q *form.Question) {
	if q.Name = l.word("name"); q.Name != "" {
		return
	}
	switch q.Type {
	case "note", "section":
		q.Name = q.Type + "_row_" + strconv.Itoa(l.number)
	case "start", "end", "today", "deviceid", "username", "audit":
		q.Name = q.Type
	default:
		q.Name = "row_" + strconv.Itoa(l.number)
		r.wrong(l.origin().place("name"), "missing", "This %s has no name; answers are stored under it.", q.Type)
	}
}

func (r *reading) readLogic(l line, q *form.Question) {
	for key, target := range map[string]*string{"calculation": &q.Calculation, "choiceFilter": &q.ChoiceFilter, "count": &q.Count} {
		c, _ := l.cell(key)
		*target = r.bounded(expressionText(c.text), l, key)
	}
	for key, target := range map[string]*string{"relevant": &q.Relevant, "constraint": &q.Constraint} {
		c, _ := l.cell(key)
		*target = r.bounded(logical(c), l, key)
	}
	for key, target := range map[string]*form.Condition{"required": &q.Required, "readOnly": &q.ReadOnly} {
		c, _ := l.cell(key)
		*target = condition(c)
		target.Expression = r.bounded(target.Expression, l, key)
	}
	for part := range strings.FieldsFuncSeq(l.word("trigger"), func(r rune) bool { return r == ',' || r == ';' || r == ' ' || r == '\n' }) {
		name := strings.TrimSuffix(strings.TrimPrefix(part, "${"), "}")
		q.Trigger = append(q.Trigger, name)
	}
	for key, expression := range map[string]string{"calculation": q.Calculation, "relevant": q.Relevant, "constraint": q.Constraint, "choiceFilter": q.ChoiceFilter, "count": q.Count} {
		if strings.Contains(expression, "${last-saved#") {
			r.wrong(l.origin().place(key), "lastSaved", "Answers of the response before (last-saved) are not available here; leave this out.")
		}
	}
}

// bounded gives the expression unless all together are longer than any form's.
func (r *reading) bounded(expression string, l line, key string) string {
	before := r.logic
	if r.logic += len(expression); r.logic <= mostLogic {
		return expression
	}
	if before <= mostLogic {
		r.wrong(l.origin().place(key), "length", "The expressions of this form are longer than %d MB together; this one and those after it were left out.", mostLogic>>20)
	}
	return ""
}

// readList finds the choice list of a select.
func (r *reading) readList(l line, it *item, kind typeName) {
	q := &it.question
	at := it.origin.place("type")
	switch {
	case kind.list == "":
		return
	case kind.file || strings.HasSuffix(strings.ToLower(kind.list), ".csv") || strings.HasSuffix(strings.ToLower(kind.list), ".geojson"):
		value, label := "name", "label"
		if strings.HasSuffix(strings.ToLower(kind.list), ".geojson") {
			value, label = "id", "title"
		}
		for key, target := range map[string]*string{"value": &value, "label": &label} {
			if given, ok := q.Parameters[key].(string); ok {
				*target = given
			}
			delete(q.Parameters, key)
		}
		if len(q.Parameters) == 0 {
			q.Parameters = nil
		}
		q.Choices = r.listFromFile(kind.list, value, label, at)
	default:
		q.Choices = r.listOf(kind.list, at)
	}
	if kind.other {
		q.Choices = r.withOther(q.Choices)
		if q.ChoiceFilter != "" {
			q.ChoiceFilter = "(" + q.ChoiceFilter + ") or name = '" + otherName + "'"
		}
	}
}

// specify makes the question in which people say what else it is.
func (r *reading) specify(of *item) *item {
	name := of.question.Name
	return &item{origin: of.origin, question: form.Question{
		Type: "text", Name: name + "_other", Label: r.otherText(of.question.Label, 1), Relevant: "selected(${" + name + "}, '" + otherName + "')",
	}}
}

// adapt makes of a row what XLSForm means by combinations that definitions write otherwise.
func (r *reading) adapt(it *item, kind string) {
	q := &it.question
	switch flat := flattened(kind); {
	case q.Type == "note" && (q.Calculation != "" || len(q.Default) > 0): // a note shows its value
		q.Type, q.ReadOnly, q.Required = "text", form.Condition{Always: true}, form.Condition{}
	case q.Type == "calculate" && q.Calculation == "" && len(q.Default) > 0: // its value is the default
		q.Type = "hidden"
	case flat == "phone number" && q.Appearance == "":
		q.Appearance = "phone"
	case flat == "percentage" && q.Constraint == "":
		q.Constraint = ". >= 0 and . <= 100"
	}
}
