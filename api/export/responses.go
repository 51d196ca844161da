package export

import (
	"slices"

	"touchstone/api/form"
)

// ResponseColumns says what a table of responses holds.
type ResponseColumns struct {
	// Definitions are the versions whose responses the table holds. A question or indicator
	// has one column whatever the version; those of the newest version come first, in its
	// order, then what only older ones have.
	Definitions []*form.Definition
	// Hidden are questions that are left out, also within repeats.
	Hidden map[string]bool
	// Client leaves out what the client does not see of a response: where it came in, when it
	// was begun, and what is suspected of it.
	Client bool
}

// Prefixes of columns, since a question may have the name of anything else.
const (
	indicatorPrefix = "indicator."
	answerPrefix    = "answer."
)

// column is one of a table of responses; write adds its cell from the text of the value.
type column struct {
	name  string
	write func(l *ResponseLines, at span)
}

// headColumns are what every response has, each with the way to it in the stored document.
var headColumns = []struct {
	name string
	way  []string
	desk bool // not for the client
}{
	{"id", []string{"id"}, false},
	{"wave", []string{"wave"}, false},
	{"definition", []string{"definition", "id"}, false},
	{"version", []string{"definition", "version"}, false},
	{"state", []string{"state"}, false},
	{"source", []string{"source"}, false},
	{"link", []string{"link"}, true},
	{"assignment", []string{"assignment"}, true},
	{"account", []string{"account"}, true},
	{"group", []string{"group"}, false},
	{"location", []string{"location"}, false},
	{"touchpoint", []string{"touchpoint"}, false},
	{"language", []string{"language"}, false},
	{"startedAt", []string{"startedAt"}, true},
	{"submittedAt", []string{"submittedAt"}, false},
	{"receivedAt", []string{"receivedAt"}, false},
	{"flags", []string{"flags"}, true},
	{"weight", []string{"weight"}, false},
	{"cluster", []string{"cluster"}, false},
	{"score", []string{"score", "total", "percent"}, false},
}

// ResponseLines turns stored responses into lines of CSV: whether the table has a thousand or
// a million of them, it keeps one. It is for one goroutine; Copy gives one for another.
type ResponseLines struct {
	columns                   []column
	head, indicators, answers places
	hidden                    map[string]bool

	text  []byte // of the document
	cells []span // of the values in it, by column
	line  line
}

// NewResponseLines lays the columns out.
func NewResponseLines(c ResponseColumns) *ResponseLines {
	l := &ResponseLines{hidden: c.Hidden}
	for _, one := range headColumns {
		if one.desk && c.Client {
			continue
		}
		write := func(l *ResponseLines, at span) { l.scalar(valueAt(l.text, at, one.way[1:]...)) }
		if one.name == "flags" {
			write = (*ResponseLines).codes
		}
		l.head.add(one.way[0], len(l.columns))
		l.columns = append(l.columns, column{one.name, write})
	}
	versions := slices.SortedFunc(slices.Values(c.Definitions), func(a, b *form.Definition) int { return b.Version - a.Version })
	for _, definition := range versions {
		for _, indicator := range definition.Indicators {
			if !l.indicators.has(indicator.Name) {
				l.indicators.add(indicator.Name, len(l.columns))
				l.columns = append(l.columns, column{indicatorPrefix + indicator.Name, (*ResponseLines).indicator})
			}
		}
	}
	for _, definition := range versions {
		l.questions(definition.Body)
	}
	l.cells = make([]span, len(l.columns))
	return l
}

// questions adds the columns of a body; a repeat has one for all it holds.
func (l *ResponseLines) questions(body []form.Question) {
	for i := range body {
		q := &body[i]
		switch {
		case l.hidden[q.Name]:
		case q.Type == "section":
			l.questions(q.Body)
		case (q.Type == "repeat" || form.HasAnswer(q.Type)) && !l.answers.has(q.Name):
			l.answers.add(q.Name, len(l.columns))
			l.columns = append(l.columns, column{answerPrefix + q.Name, (*ResponseLines).answer})
		}
	}
}

// Copy gives lines of the same columns for another goroutine.
func (l *ResponseLines) Copy() *ResponseLines {
	return &ResponseLines{
		columns: l.columns, head: l.head.copy(), indicators: l.indicators.copy(), answers: l.answers.copy(), hidden: l.hidden,
		cells: make([]span, len(l.columns)),
	}
}

// AppendHeader adds the names of the columns, after the mark of UTF-8.
func (l *ResponseLines) AppendHeader(out []byte) []byte {
	l.line.out = append(out, byteOrderMark...)
	for _, column := range l.columns {
		l.line.text([]byte(column.name))
	}
	return l.line.end()
}

// Append adds the line of a stored response, given as the JSON text of its document.
func (l *ResponseLines) Append(out, document []byte) []byte {
	l.text, l.line.out = document, out
	clear(l.cells)
	for top := membersOf(document, whole(document)); ; {
		name, at, ok := top.name()
		if !ok {
			break
		}
		var many *places
		switch string(name) {
		case "indicators":
			many = &l.indicators
		case "answers":
			many = &l.answers
		}
		if inside, ok := top.enter(at); ok && many != nil {
			many.put(l.cells, &inside)
			top.leave(inside)
		} else if value, ok := top.take(at); ok {
			l.head.set(l.cells, name, value)
		} else {
			break
		}
	}
	for i, at := range l.cells {
		if isNull(document, at) {
			l.line.nothing()
		} else {
			l.columns[i].write(l, at)
		}
	}
	return l.line.end()
}
