package form

import (
	"maps"
	"slices"
	"strings"
)

// reservedName means the whole score where an indicator names a section.
const reservedName = "total"

func (k *checker) questions() {
	for i := range k.form.nodes {
		n := &k.form.nodes[i]
		q := n.question
		switch {
		case !nameForm.MatchString(q.Name):
			k.found.wrong(join(n.path, "name"), "nameForm", "%q cannot be a name. %s", q.Name, nameRule)
		case q.Name == reservedName:
			k.found.wrong(join(n.path, "name"), "nameForm", "The name %q is reserved for the whole score.", q.Name)
		}
		k.touchpoint(n.path, q.Touchpoint)
		if n.kind.accepts == nil {
			continue // an unknown type, which is reported already
		}
		if (!n.kind.silent || q.Type == "note") && len(q.Label) == 0 {
			k.found.warn(join(n.path, "label"), "missing", "People will see no words for %q; give it a label.", q.Name)
		}
		if (q.Type == "section" || q.Type == "repeat") && len(q.Body) == 0 {
			k.found.warn(join(n.path, "body"), "missing", "The %s %q holds no questions.", q.Type, q.Name)
		}
		if q.Type == "calculate" && strings.TrimSpace(q.Calculation) == "" {
			k.found.wrong(join(n.path, "calculation"), "missing", "A calculate needs a calculation.")
		}
		k.keysWithoutEffect(n)
		k.parameters(n)
		k.tableList(n)
	}
}

// keysWithoutEffect warns about keys that the question's type does not look at.
func (k *checker) keysWithoutEffect(n *node) {
	q := n.question
	unused := map[string]bool{
		"choices":           q.Choices != "" && !n.kind.selects,
		"choiceFilter":      q.ChoiceFilter != "" && !n.kind.selects,
		"default":           len(q.Default) > 0 && (n.kind.value == nil || n.computed()),
		"required":          !q.Required.Never() && n.kind.silent && !n.repeats(),
		"readOnly":          !q.ReadOnly.Never() && n.kind.silent,
		"requiredMessage":   len(q.RequiredMessage) > 0 && q.Required.Never(),
		"constraint":        q.Constraint != "" && n.kind.value == nil && !n.repeats(),
		"count":             q.Count != "" && !n.repeats(),
		"trigger":           len(q.Trigger) > 0 && strings.TrimSpace(q.Calculation) == "",
		"constraintMessage": len(q.ConstraintMessage) > 0 && q.Constraint == "",
		"points":            len(q.Points) > 0 && n.kind.value == nil,
		"weight":            q.Weight != 0 && (q.Type != "section" || k.inSection(n)),
	}
	for _, key := range slices.Sorted(maps.Keys(unused)) {
		if unused[key] {
			k.found.warn(join(n.path, key), "noEffect", "%q has no effect on this %s.", key, q.Type)
		}
	}
}

func (k *checker) parameters(n *node) {
	path := join(n.path, "parameters")
	for _, key := range slices.Sorted(maps.Keys(n.question.Parameters)) {
		if !slices.Contains(n.kind.parameters, key) {
			k.found.warn(join(path, key), "noEffect", "A %s has no parameter %q.", n.question.Type, key)
		}
	}
	if n.question.Type != "range" {
		return
	}
	for _, key := range n.kind.parameters {
		if value, given := n.question.Parameters[key]; given && !isNumeral(value) {
			k.found.wrong(join(path, key), "type", "This must be a number.")
		}
	}
	if scale := n.question.Scale(); scale.Start == scale.End {
		k.found.wrong(path, "value", "The scale from %v to %v has no room.", scale.Start, scale.End)
	} else if scale.Step > max(scale.Start, scale.End)-min(scale.Start, scale.End) {
		k.found.wrong(join(path, "step"), "value", "The step is larger than the scale.")
	}
}

// choiceLists checks the lists and warns about those that nothing uses.
func (k *checker) choiceLists() {
	used := k.tablesRead()
	exclusiveMeant := map[string]bool{}
	for _, n := range k.form.nodes {
		used[n.question.Choices] = true
		if n.question.Type == "select_multiple" {
			exclusiveMeant[n.question.Choices] = true
		}
	}
	for _, list := range slices.Sorted(maps.Keys(k.definition.Choices)) {
		path := join("/choices", list)
		choices := k.definition.Choices[list]
		if !nameForm.MatchString(list) {
			k.found.wrong(path, "nameForm", "%q cannot be a name. %s", list, nameRule)
		}
		if !used[list] {
			k.found.warn(path, "unused", "No question uses the choice list %q.", list)
		}
		if len(choices) == 0 {
			k.found.wrong(path, "missing", "The choice list %q is empty.", list)
		}
		seen, alike := map[string]bool{}, map[string]bool{}
		for i, choice := range choices {
			here := at(path, i)
			if choice.Name == "" || strings.ContainsAny(choice.Name, " \t\r\n") || len(choice.Name) > 100 {
				k.found.wrong(join(here, "name"), "nameForm", "%q cannot be the name of a choice; use 1 to 100 characters without blanks.", choice.Name)
			}
			whole := choice.Name + columnsText(choice.Columns)
			switch {
			case alike[whole]:
				k.found.wrong(join(here, "name"), "duplicate", "The choice %q stands twice in %q.", choice.Name, list)
			case seen[choice.Name]: // for cascading selects, whose filter offers one of them
				k.found.warn(join(here, "name"), "duplicate", "The choice %q stands twice in %q; nothing but their columns tells the two apart.", choice.Name, list)
			}
			seen[choice.Name], alike[whole] = true, true
			if len(choice.Label) == 0 {
				k.found.warn(join(here, "label"), "missing", "People will see the name %q; give the choice a label.", choice.Name)
			}
			if choice.Exclusive && !exclusiveMeant[list] {
				k.found.warn(join(here, "exclusive"), "noEffect", "Only choices of a select_multiple can be exclusive.")
			}
			if choice.NotApplicable && choice.Points != nil {
				k.found.warn(join(here, "points"), "noEffect", "A choice that is not applicable earns no points.")
			}
		}
	}
}

// translations warns about texts that lack a language which others have.
func (k *checker) translations() {
	languages := k.definition.Languages()
	for path, text := range k.definition.texts() {
		var missing []string
		for _, language := range languages {
			if strings.TrimSpace(text[language]) == "" && languageForm.MatchString(language) {
				missing = append(missing, language)
			}
		}
		if len(missing) > 0 && len(missing) < len(languages) {
			k.found.warn(path, "translation", "The translation into %s is missing.", strings.Join(missing, ", "))
		}
		for language := range text {
			if !languageForm.MatchString(language) {
				k.found.wrong(join(path, language), "language", "%q is no language tag such as en or de-CH.", language)
			}
		}
	}
}

// columnsText is the same for the same columns.
func columnsText(columns map[string]string) string {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		text.WriteString("\x00" + name + "\x00" + columns[name])
	}
	return text.String()
}
