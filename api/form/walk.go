package form

import (
	"iter"
	"maps"
	"slices"
)

// All yields every question and section in the order of the document with its path, such as "/body/0/body/2".
func (d *Definition) All() iter.Seq2[string, *Question] {
	return func(yield func(string, *Question) bool) { walk("/body", d.Body, yield) }
}

func walk(path string, body []Question, yield func(string, *Question) bool) bool {
	for i := range body {
		here := at(path, i)
		if !yield(here, &body[i]) || !walk(here+"/body", body[i].Body, yield) {
			return false
		}
	}
	return true
}

// Question gives the question or section of a name.
func (d *Definition) Question(name string) (*Question, bool) {
	q := named(d.Body, name)
	return q, q != nil
}

func named(body []Question, name string) *Question {
	for i := range body {
		if body[i].Name == name {
			return &body[i]
		}
		if inside := named(body[i].Body, name); inside != nil {
			return inside
		}
	}
	return nil
}

// Languages lists the tags of all languages that any text of the definition has, the default first.
func (d *Definition) Languages() []string {
	found := map[string]bool{}
	for _, text := range d.texts() {
		for language := range text {
			found[language] = true
		}
	}
	delete(found, d.DefaultLanguage)
	return append([]string{d.DefaultLanguage}, slices.Sorted(maps.Keys(found))...)
}

// texts yields every text of the definition with its path.
func (d *Definition) texts() iter.Seq2[string, Text] {
	return func(yield func(string, Text) bool) {
		for path, text := range map[string]Text{"/title": d.Title, "/description": d.Description, "/thanks": d.Thanks} {
			if text != nil && !yield(path, text) {
				return
			}
		}
		for path, q := range d.All() {
			for key, text := range q.texts() {
				if text != nil && !yield(join(path, key), text) {
					return
				}
			}
		}
		for list, choices := range d.Choices {
			for i, choice := range choices {
				if choice.Label != nil && !yield(at(join("/choices", list), i)+"/label", choice.Label) {
					return
				}
			}
		}
		for i, indicator := range d.Indicators {
			for key, text := range map[string]Text{"title": indicator.Title, "unit": indicator.Unit} {
				if text != nil && !yield(join(at("/indicators", i), key), text) {
					return
				}
			}
		}
	}
}

// texts gives the texts of a question by key.
func (q *Question) texts() map[string]Text {
	return map[string]Text{
		"label": q.Label, "hint": q.Hint, "guidance": q.Guidance, "requiredMessage": q.RequiredMessage, "constraintMessage": q.ConstraintMessage,
	}
}

// In gives the text in a language, else in the fallback, else in the first language by tag.
func (t Text) In(language, fallback string) string {
	for _, tag := range []string{language, fallback} {
		if text, ok := t[tag]; ok {
			return text
		}
	}
	if len(t) == 0 {
		return ""
	}
	return t[slices.Min(slices.Collect(maps.Keys(t)))]
}
