package form

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// tables checks external data and warns about what nothing reads.
func (k *checker) tables() {
	read := k.tablesRead()
	for _, name := range slices.Sorted(maps.Keys(k.definition.Tables)) {
		table := k.definition.Tables[name]
		path := join("/tables", name)
		if !nameForm.MatchString(name) {
			k.found.wrong(path, "nameForm", "%q cannot be a name. %s", name, nameRule)
		}
		if _, taken := k.definition.Choices[name]; taken {
			k.found.wrong(path, "duplicate", "There is a choice list %q too; expressions could not tell them apart.", name)
		}
		if !read[name] {
			k.found.warn(path, "unused", "No expression reads the table %q.", name)
		}
		if len(table.Columns) == 0 {
			k.found.wrong(join(path, "columns"), "missing", "A table needs at least one column.")
		}
		for i, column := range table.Columns {
			// Names of people's own files: pulldata() reads any, paths those that are words.
			if strings.TrimSpace(column) == "" {
				k.found.wrong(at(join(path, "columns"), i), "nameForm", "A column needs a name.")
			}
			if slices.Contains(table.Columns[:i], column) {
				k.found.wrong(at(join(path, "columns"), i), "duplicate", "There are two columns %q.", column)
			}
		}
		for i, row := range table.Rows {
			if len(row) != len(table.Columns) {
				k.found.wrong(at(join(path, "rows"), i), "columns", "This row has %d cells, but there are %d columns.", len(row), len(table.Columns))
			}
		}
	}
}

// tablesRead names the tables and choice lists that any expression reads.
func (k *checker) tablesRead() map[string]bool {
	read := map[string]bool{}
	for i := range k.form.nodes {
		for _, e := range k.form.nodes[i].expressions() {
			for _, table := range e.Tables() {
				read[table] = true
			}
		}
	}
	for _, e := range k.form.tests {
		for _, table := range e.Tables() {
			read[table] = true
		}
	}
	return read
}

// files checks the definition's media and warns about names without a file.
func (k *checker) files() {
	used := map[string]bool{}
	for i := range k.form.nodes {
		k.media(join(k.form.nodes[i].path, "media"), k.form.nodes[i].question.Media, used)
	}
	for list, choices := range k.definition.Choices {
		for i := range choices {
			k.media(join(at(join("/choices", list), i), "media"), choices[i].Media, used)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(k.definition.Files)) {
		file := k.definition.Files[name]
		path := join("/files", name)
		if name == "" || len(name) > 255 || strings.ContainsAny(name, "/\\\x00") {
			k.found.wrong(path, "nameForm", "%q cannot be the name of a file.", name)
		}
		if !digestForm.MatchString(file.SHA256) {
			k.found.wrong(join(path, "sha256"), "value", "A digest has 64 hexadecimal digits in lower case.")
		}
		if kind, sub, ok := strings.Cut(file.Type, "/"); !ok || kind == "" || sub == "" {
			k.found.wrong(join(path, "type"), "value", "%q is no media type such as image/png.", file.Type)
		}
		if file.Size < 0 {
			k.found.wrong(join(path, "size"), "value", "A size cannot be negative.")
		}
		if !used[name] {
			k.found.warn(path, "unused", "Nothing shows or plays the file %q.", name)
		}
	}
}

func (k *checker) media(path string, media Media, used map[string]bool) {
	for key, names := range map[string]Text{"image": media.Image, "bigImage": media.BigImage, "audio": media.Audio, "video": media.Video} {
		for language, name := range names {
			used[name] = true
			here := join(join(path, key), language)
			if !languageForm.MatchString(language) {
				k.found.wrong(here, "language", "%q is no language tag such as en or de-CH.", language)
			}
			if _, known := k.definition.Files[name]; !known {
				k.found.warn(here, "file", "The file %q is missing; add it to the definition's files.", name)
			}
		}
	}
	if len(media.BigImage) > 0 && len(media.Image) == 0 {
		k.found.warn(join(path, "bigImage"), "noEffect", "A big image is shown when the image is opened, and there is none.")
	}
}

// tableList warns about a section that cannot be shown as one table.
func (k *checker) tableList(n *node) {
	if n.question.Type != "section" || !slices.Contains(strings.Fields(n.question.Appearance), "table-list") {
		return
	}
	first := ""
	for i := range n.question.Body {
		q := &n.question.Body[i]
		switch {
		case q.Type != "select_one" && q.Type != "select_multiple":
			if q.Type != "note" {
				k.found.warn(join(at(join(n.path, "body"), i), "type"), "tableList", "A table-list holds selects only; %q is a %s.", q.Name, q.Type)
			}
		case first == "":
			first = q.Choices
		case q.Choices != first:
			k.found.warn(join(at(join(n.path, "body"), i), "choices"), "tableList", "All questions of a table-list have the same choices; %q has %q instead of %q.", q.Name, q.Choices, first)
		}
	}
}
