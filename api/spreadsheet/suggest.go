package spreadsheet

import (
	"strings"
	"unicode"

	"touchstone/api/form"
)

// Suggest makes a mapping to begin with: columns that are named like a question or like its
// label answer it, a column of different values named like a number of the row is the key.
// Everything else is left to the lead; the columns not mapped are reported by Bind.
func Suggest(profile Profile, definition *form.Definition) *Mapping {
	mapping := &Mapping{Definition: Definition{ID: definition.ID, Version: definition.Version}}
	taken := map[string]bool{}
	byName := map[string]string{}
	every(definition.Body, func(q *form.Question) {
		if !importable(q.Type) {
			return
		}
		for _, label := range q.Label {
			byName[letters(label)] = q.Name
		}
	})
	every(definition.Body, func(q *form.Question) {
		if importable(q.Type) {
			byName[letters(q.Name)] = q.Name
		}
	})
	delete(byName, "")
	for _, column := range profile.Columns {
		name := letters(column.Name)
		if question, ok := byName[name]; ok && !taken[question] {
			mapping.Columns = append(mapping.Columns, Column{Column: Names{column.Name}, Question: question})
			taken[question] = true
			continue
		}
		switch {
		case len(mapping.Key) == 0 && column.unique && named(name, "id", "respnum", "nr", "no", "number", "nummer", "key", "schluessel", "schlüssel", "respondent", "case"):
			mapping.Key = []Names{{column.Name}}
		case mapping.Weight == nil && column.Numeric && named(name, "weight", "gewicht"):
			mapping.Weight = &Column{Column: Names{column.Name}}
		}
	}
	return mapping
}

// Flat gives the mapping with one edition laid over it and no editions left, which means
// the same for that file.
func (m *Mapping) Flat(edition string) (*Mapping, error) {
	layout, err := m.For(edition)
	if err != nil {
		return nil, err
	}
	return &Mapping{Schema: m.Schema, Definition: m.Definition, TimeZone: m.TimeZone, Layout: layout}, nil
}

// every calls each for all questions, sections apart.
func every(body []form.Question, each func(*form.Question)) {
	for i := range body {
		if q := &body[i]; q.Type == "section" || len(q.Body) > 0 {
			every(q.Body, each)
		} else {
			each(q)
		}
	}
}

// importable reports whether a question of the type can be answered from a column.

func importable(kind string) bool {
	switch kind {
	case "text", "integer", "decimal", "range", "date", "select_one", "select_multiple", "hidden":
		return true
	}
	return false
}

// letters keeps what matters when names are compared: letters and digits in lower case.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

func named(name string, words ...string) bool {
	for _, word := range words {
		if name == word || len(word) > 2 && strings.HasPrefix(name, word) || len(word) == 2 && strings.HasSuffix(name, word) && len(name) <= 12 {
			return true
		}
	}
	return false
}
