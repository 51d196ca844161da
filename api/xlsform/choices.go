package xlsform

import (
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// choiceList is a list with where its choices came from.
type choiceList struct {
	choices []form.Choice
	origins []origin

	file          string          // and the columns of it that are names and labels; "" for the sheet
	known, values map[string]bool // see columns
	plain         bool            // looked through: none of the choices is called other
}

// readChoices reads the sheet choices or external_choices.
func (r *reading) readChoices(t *table) {
	if r.lists == nil {
		r.lists = map[string]*choiceList{}
	}
	if len(t.columns) == 0 {
		return
	}
	if !t.has("list") {
		r.wrong(place{t.name, t.header, ""}, "column", "There is no column list_name, which says to which list a choice belongs.")
		return
	}
	if !t.has("name") {
		for i, c := range t.columns { // an older name of that column
			if c.key == "value" {
				t.columns[i].key = "name"
			}
		}
	}
	for l := range t.lines {
		if disabled, _ := l.cell("disabled"); tidy(disabled.text) != "" && r.flag(l, "disabled") {
			continue
		}
		r.readChoice(l)
	}
}

func (r *reading) readChoice(l line) {
	list, at := l.cell("list")
	listName := r.listOf(tidy(list.text), at)
	if listName == "" {
		if l.word("name") != "" {
			r.wrong(at, "missing", "This choice belongs to no list: list_name is blank.")
		}
		return
	}
	choice := form.Choice{
		Name: l.word("name"), Label: l.text("label"), Media: l.media(), Points: r.figure(l, "points"), Value: r.figure(l, "value"),
		NotApplicable: r.flag(l, "notApplicable"), Exclusive: r.flag(l, "exclusive"),
	}
	for i, c := range l.t.columns {
		if value := strings.TrimSpace(l.at(i).text); c.key == "" && c.name != "" && value != "" {
			if choice.Columns == nil {
				choice.Columns = map[string]string{}
			}
			choice.Columns[c.name] = value
		}
	}
	made := r.lists[listName]
	if made == nil {
		made = &choiceList{}
		r.lists[listName] = made
	}
	made.choices, made.origins = append(made.choices, choice), append(made.origins, l.origin())
}

// layChoices puts the lists into the definition.
func (r *reading) layChoices() {
	for name, list := range r.lists {
		if r.definition.Choices == nil {
			r.definition.Choices = map[string][]form.Choice{}
		}
		r.definition.Choices[name] = list.choices
		path := pointer("/choices", name)
		for i, from := range list.origins {
			if i == 0 {
				r.origins[path] = origin{sheet: from.sheet, row: from.row}
			}
			r.origins[path+"/"+strconv.Itoa(i)] = from
		}
	}
}

// otherWords are "Other" and "Please specify" by language.
var otherWords = map[string][2]string{
	"en": {"Other", "Please specify"}, "de": {"Andere", "Bitte angeben"}, "fr": {"Autre", "Veuillez préciser"}, "it": {"Altro", "Specificare"},
	"es": {"Otro", "Especifique"}, "pt": {"Outro", "Especifique"}, "nl": {"Anders", "Geef nadere toelichting"},
}

// otherText gives the words in the languages that a text has.
func (r *reading) otherText(like form.Text, which int) form.Text {
	text := form.Text{}
	for tag := range like {
		language, _, _ := strings.Cut(tag, "-")
		if words, ok := otherWords[language]; ok {
			text[tag] = words[which]
		}
	}
	if len(text) == 0 {
		text[r.tongues.preferred] = otherWords["en"][which]
	}
	return text
}

const otherName = "other"

// withOther gives the list with the choice "other", made once: a list of its own, since the
// first one may also serve questions without it.
func (r *reading) withOther(name string) string {
	list := r.lists[name]
	made := name + "_or_other"
	switch {
	case list == nil || !list.plain && slices.ContainsFunc(list.choices, func(c form.Choice) bool { return c.Name == otherName }):
		return name
	case r.lists[made] != nil && list.plain:
		return made
	}
	list.plain = true
	if r.lists[made] == nil {
		like := form.Text{}
		for _, c := range list.choices {
			for tag := range c.Label {
				like[tag] = ""
			}
		}
		r.lists[made] = &choiceList{
			choices: append(slices.Clone(list.choices), form.Choice{Name: otherName, Label: r.otherText(like, 0)}),
			origins: append(slices.Clone(list.origins), list.origins[len(list.origins)-1]),
		}
		r.replaced = append(r.replaced, name)
	}
	return made
}
