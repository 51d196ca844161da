package spreadsheet

import (
	"maps"
	"slices"
	"strings"
	"time"

	"touchstone/api/form"
)

// coding prepares what the cells of a question mean. Mistakes go to b.fields.
func (b *binder) coding(path string, column Column, question *form.Question) *reader {
	r := &reader{question: column.Question, kind: question.Type, comma: b.layout.Decimal == ",", month: column.Month,
		recode: map[string]string{}, blank: map[string]bool{"": true}}
	own := Coding{Recode: column.Recode, NotApplicable: column.NotApplicable, Blank: column.Blank, Range: column.Range}
	var shared Coding
	if column.Coding != "" {
		var ok bool
		if shared, ok = b.layout.Codings[column.Coding]; !ok {
			b.wrong(path+".coding", "coding", "There is no coding %q%s.", column.Coding, near(column.Coding, slices.Collect(maps.Keys(b.layout.Codings))))
		}
	}
	for _, cells := range [][]string{b.layout.Blank, shared.Blank, own.Blank} {
		for _, cell := range cells {
			r.blank[strings.TrimSpace(cell)] = true
		}
	}
	b.choices(path, r, question)
	notApplicable := b.notApplicable(question)
	for _, coding := range []Coding{shared, own} {
		for cell, value := range coding.Recode {
			r.recode[strings.TrimSpace(cell)] = value
			if r.choices != nil && !b.hasChoice(question, value) {
				b.wrong(path+".recode", "choice", "%q is recoded to %q, which is no choice of %q.", cell, value, column.Question)
			}
		}
		for _, cell := range coding.NotApplicable {
			if notApplicable == "" {
				b.wrong(path+".notApplicable", "notApplicable", "The question %q has no choice marked notApplicable.", column.Question)
			}
			r.recode[strings.TrimSpace(cell)] = notApplicable
		}
		if coding.Range != nil {
			r.span = coding.Range
		}
	}
	for cell := range r.recode {
		delete(r.blank, cell)
	}
	b.numbers(path, r, question)
	b.dates(path, r, column)
	return r
}

func (b *binder) choices(path string, r *reader, question *form.Question) {
	if !importable(question.Type) && question.Type != instant {
		b.wrong(path+".question", "type", "A question of the type %q cannot be answered from a column.", question.Type)
	}
	if question.Type != "select_one" && question.Type != "select_multiple" {
		return
	}
	r.choices = map[string]string{}
	twice := map[string]bool{}
	for _, choice := range b.definition.Choices[question.Choices] {
		for _, label := range choice.Label {
			if name, ok := r.choices[plain(label)]; ok && name != choice.Name {
				twice[plain(label)] = true
			}
			r.choices[plain(label)] = choice.Name
		}
	}
	for label := range twice {
		delete(r.choices, label)
	}
	for _, choice := range b.definition.Choices[question.Choices] {
		r.choices[plain(choice.Name)] = choice.Name
	}
}

func (b *binder) notApplicable(question *form.Question) string {
	for _, choice := range b.definition.Choices[question.Choices] {
		if choice.NotApplicable {
			return choice.Name
		}
	}
	return ""
}

func (b *binder) hasChoice(question *form.Question, name string) bool {
	return slices.ContainsFunc(b.definition.Choices[question.Choices], func(c form.Choice) bool { return c.Name == name })
}

func (b *binder) numbers(path string, r *reader, question *form.Question) {
	if r.span == nil && r.kind == "range" {
		start, ok := question.Parameters["start"].(float64)
		end, also := question.Parameters["end"].(float64)
		if ok && also {
			r.span = []float64{min(start, end), max(start, end)}
		}
	}
	if r.span != nil && (len(r.span) != 2 || r.span[0] > r.span[1]) {
		b.wrong(path+".range", "range", "A range is [lowest, highest].")
		r.span = nil
	}
}

func (b *binder) dates(path string, r *reader, column Column) {
	if column.Month != "" {
		if _, err := time.Parse("2006-01", column.Month); err != nil {
			b.wrong(path+".month", "month", "%q is not a month such as 2014-09.", column.Month)
		}
		return
	}
	if r.kind != "date" && r.kind != instant {
		return
	}
	format := column.Format
	if format == "" {
		format = "YYYY-MM-DD"
	}
	r.layout = strings.NewReplacer("YYYY", "2006", "MM", "1", "DD", "2", "hh", "15", "mm", "04", "ss", "05").Replace(format)
	if strings.Contains(r.layout, "AM") {
		r.layout = strings.NewReplacer("15", "3", "AM", "PM").Replace(r.layout)
	}
	if !strings.Contains(format, "YYYY") || !strings.Contains(format, "MM") || !strings.Contains(format, "DD") {
		b.wrong(path+".format", "format", "%q is no date format; write it with YYYY, MM, DD, hh, mm, ss and AM, for example DD.MM.YYYY.", format)
	}
}
