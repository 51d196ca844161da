package spreadsheet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/form"
)

// Binding is a mapping laid over the header of one file: every name is resolved.
type Binding struct {
	Problems []Problem // columns that are unmapped or absent; Line is 0
	sheet    *Sheet
	readers  []reader // one per mapped question
	constant map[string]any
	key      []int
	weight, cluster, location,
	language, submittedAt *reader
}

// Bind lays a mapping over the header of a sheet, for one definition and edition. It gives
// one fault with all mistakes as fields: missing columns (with near names), ambiguous ones,
// unknown questions, codings, choices and formats.
func Bind(sheet *Sheet, definition *form.Definition, mapping *Mapping, edition string) (*Binding, error) {
	if mapping.Definition.ID != definition.ID {
		return nil, fault.New(fault.Invalid, "import.definition", "The mapping is written for the definition %q, not for %q.", mapping.Definition.ID, definition.ID)
	}
	layout, err := mapping.For(edition)
	if err != nil {
		return nil, err
	}
	b := &binder{sheet: sheet, definition: definition, layout: layout,
		questions: map[string]*form.Question{}, used: make([]bool, len(sheet.Header))}
	every(definition.Body, func(q *form.Question) { b.questions[q.Name] = q })
	binding := b.bind()
	if len(b.fields) > 0 {
		messages := make([]string, 0, 3)
		for _, field := range b.fields[:min(len(b.fields), 3)] {
			messages = append(messages, field.Message)
		}
		if more := len(b.fields) - len(messages); more > 0 {
			messages = append(messages, fmt.Sprintf("And %d more.", more))
		}
		return nil, fault.New(fault.Invalid, "import.mapping", "The mapping does not fit the file: %s", strings.Join(messages, " ")).With(b.fields...)
	}
	return binding, nil
}

type binder struct {
	sheet      *Sheet
	definition *form.Definition
	layout     Layout
	questions  map[string]*form.Question
	used       []bool
	fields     []fault.Field
	problems   []Problem
}

func (b *binder) wrong(path, code, message string, args ...any) {
	b.fields = append(b.fields, fault.Field{Path: path, Code: code, Message: fmt.Sprintf(message, args...)})
}

func (b *binder) bind() *Binding {
	binding := &Binding{sheet: b.sheet, constant: map[string]any{}}
	if d := b.layout.Decimal; d != "" && d != "." && d != "," {
		b.wrong("decimal", "decimal", "The decimal mark is \".\" or \",\", not %q.", d)
	}
	for i, names := range b.layout.Key {
		if at, ok := b.find(fmt.Sprintf("key[%d]", i), names, required); ok {
			binding.key = append(binding.key, at)
		}
	}
	seen := map[string]bool{}
	for i, column := range b.layout.Columns {
		path := fmt.Sprintf("columns[%d]", i)
		question := b.questions[column.Question]
		if question == nil {
			b.wrong(path+".question", "question", "The definition has no question %q%s.", column.Question, near(column.Question, slices.Collect(maps.Keys(b.questions))))
			continue
		}
		if seen[column.Question] {
			b.wrong(path+".question", "question", "The question %q is mapped twice.", column.Question)
		}
		seen[column.Question] = true
		if r := b.reader(path, column, question); r != nil {
			binding.readers = append(binding.readers, *r)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.layout.Constants)) {
		path := "constants." + name
		question := b.questions[name]
		if question == nil || seen[name] {
			b.wrong(path, "question", "%q is no question of the definition, or it is mapped to a column already.", name)
			continue
		}
		r := b.coding(path, Column{Question: name}, question)
		value, code, message := r.read(b.layout.Constants[name])
		if code != "" {
			b.wrong(path, code, "%s", message)
		}
		binding.constant[name] = value
	}
	text, decimal := &form.Question{Type: "text"}, &form.Question{Type: "decimal"}
	binding.weight = b.beside("weight", b.layout.Weight, decimal)
	binding.cluster = b.beside("cluster", b.layout.Cluster, text)
	binding.location = b.beside("location", b.layout.Location, text)
	binding.language = b.beside("language", b.layout.Language, text)
	binding.submittedAt = b.beside("submittedAt", b.layout.SubmittedAt, &form.Question{Type: instant})
	for i, name := range b.sheet.Header {
		if !b.used[i] && !b.ignored(name) {
			b.problems = append(b.problems, Problem{Column: name, Code: CodeUnmapped, Message: "The column is not mapped and not ignored; it is left out."})
		}
	}
	binding.Problems = b.problems
	return binding
}

func (b *binder) beside(path string, column *Column, question *form.Question) *reader {
	if column == nil {
		return nil
	}
	return b.reader(path, *column, question)
}

// reader binds one column; it returns nil after a mistake or when an optional column is absent.
func (b *binder) reader(path string, column Column, question *form.Question) *reader {
	presence := required
	if column.Optional {
		presence = optional
	}
	at, ok := b.find(path+".column", column.Column, presence)
	r := b.coding(path, column, question)
	if !ok {
		return nil
	}
	r.columns = []int{at}
	if len(column.Also) > 0 && question.Type != "select_multiple" {
		b.wrong(path+".also", "also", "Only a select_multiple question can be answered by several columns; %q is %s.", column.Question, question.Type)
	}
	for i, names := range column.Also {
		if at, ok := b.find(fmt.Sprintf("%s.also[%d]", path, i), names, further); ok {
			r.columns = append(r.columns, at)
		}
	}
	return r
}

// presence says whether a file may lack a column.
type presence int

const (
	required presence = iota
	optional          // may lack it, which is reported
	further           // one of several for the same question, nothing to report
)

// find gives the index of the one column that goes by one of the names.
func (b *binder) find(path string, names Names, presence presence) (int, bool) {
	found := -1
	for i, header := range b.sheet.Header {
		if !slices.ContainsFunc(names, func(name string) bool { return plain(name) == plain(header) }) {
			continue
		}
		if found >= 0 {
			b.wrong(path, "ambiguous", "The columns %q (number %d) and %q (number %d) both go by the name %q; give one of them another name.",
				b.sheet.Header[found], found+1, header, i+1, names[0])
			return 0, false
		}
		found = i
	}
	switch {
	case found >= 0:
		b.used[found] = true
		return found, true
	case len(names) == 0:
		b.wrong(path, "column", "A column name is missing.")
	case presence == further:
	case presence == optional:
		b.problems = append(b.problems, Problem{Column: names[0], Code: CodeAbsent, Message: "The file has no such column; its question stays unanswered."})
	default:
		b.wrong(path, "column", "The file has no column %q%s.", strings.Join(names, "\" or \""), near(names[0], b.sheet.Header))
	}
	return 0, false
}

func (b *binder) ignored(name string) bool {
	return slices.ContainsFunc(b.layout.Ignore, func(pattern string) bool {
		if head, ok := strings.CutSuffix(pattern, "*"); ok {
			return strings.HasPrefix(plain(name), plain(head))
		}
		return plain(pattern) == plain(name)
	})
}

// plain is how names are compared: without regard to case and to blanks around and between.
func plain(name string) string { return strings.ToLower(strings.Join(strings.Fields(name), " ")) }
