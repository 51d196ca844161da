package xlsform

import (
	"encoding/json"
	"regexp"
	"strings"

	"touchstone/api/form"
)

// reservedName means the whole score in definitions; forms are free to use it.
const reservedName = "total"

var reservedReference = regexp.MustCompile(`\$\{\s*` + reservedName + `\s*\}`)

// rename gives a question of the reserved name another one, everywhere.
func (r *reading) rename() {
	taken := map[string]bool{}
	var found *item
	r.walk(r.items, func(it *item) {
		taken[it.question.Name] = true
		if it.question.Name == reservedName {
			found = it
		}
	})
	if found == nil {
		return
	}
	name := reservedName + "_value"
	for taken[name] {
		name += "_"
	}
	r.warn(found.origin.place("name"), "reserved", "The name %s means the whole score here; the question is called %s, also where ${%s} stood.", reservedName, name, reservedName)
	r.walk(r.items, func(it *item) {
		if it.question.Name == reservedName {
			it.question.Name = name
		}
		for i, trigger := range it.question.Trigger {
			if trigger == reservedName {
				it.question.Trigger[i] = name
			}
		}
		renamed(&it.question, name)
	})
	for _, list := range r.lists {
		for i := range list.choices {
			for tag, words := range list.choices[i].Label {
				list.choices[i].Label[tag] = reservedReference.ReplaceAllLiteralString(words, "${"+name+"}")
			}
		}
	}
}

// renamed replaces references in every text of a question.
func renamed(q *form.Question, name string) {
	data, err := json.Marshal(q)
	if err != nil || !strings.Contains(string(data), "${") {
		return
	}
	var made form.Question
	if json.Unmarshal(reservedReference.ReplaceAllLiteral(data, []byte("${"+name+"}")), &made) == nil {
		*q = made
	}
}
