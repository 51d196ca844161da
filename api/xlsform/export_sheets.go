package xlsform

import (
	"maps"
	"slices"
	"strings"

	"touchstone/api/form"
)

func choicesGrid(d *form.Definition) *grid {
	g := &grid{sheet: "choices", language: d.DefaultLanguage, keep: []string{"list_name", "name"},
		order: []string{"list_name", "name", "label", "points", "value", "not_applicable", "exclusive", "media::image", "media::big-image", "media::audio", "media::video"}}
	for _, list := range listsInOrder(d) {
		for _, choice := range d.Choices[list] {
			row := g.line()
			put(row, "list_name", list)
			put(row, "name", choice.Name)
			putText(row, "label", choice.Label)
			putNumber(row, "points", choice.Points)
			putNumber(row, "value", choice.Value)
			putMedia(row, choice.Media)
			if choice.NotApplicable {
				put(row, "not_applicable", "yes")
			}
			if choice.Exclusive {
				put(row, "exclusive", "yes")
			}
			for name, value := range choice.Columns {
				put(row, furtherColumn(name), value)
			}
		}
	}
	return g
}

// furtherColumn gives the header of a further column of the lists, told apart from ours.
func furtherColumn(name string) string {
	if c := columnOfHeader(name, knownSheets["choices"]); c.key == "" && c.name == name && len(headerParts(name)) == 1 {
		return name
	}
	return "column::" + name
}

// listsInOrder gives the lists as questions use them, then the others.
func listsInOrder(d *form.Definition) []string {
	var lists []string
	var visit func(body []form.Question)
	visit = func(body []form.Question) {
		for i := range body {
			if _, there := d.Choices[body[i].Choices]; there && !slices.Contains(lists, body[i].Choices) {
				lists = append(lists, body[i].Choices)
			}
			visit(body[i].Body)
		}
	}
	visit(d.Body)
	for _, list := range slices.Sorted(maps.Keys(d.Choices)) {
		if !slices.Contains(lists, list) {
			lists = append(lists, list)
		}
	}
	return lists
}

func settingsGrid(d *form.Definition) *grid {
	g := &grid{sheet: "settings", language: d.DefaultLanguage, keep: []string{"form_id"},
		order: []string{"form_title", "form_id", "version", "default_language", "kind", "pages", "description", "thanks", "weight", "cluster", "segments"}}
	row := g.line()
	putText(row, "form_title", d.Title)
	putText(row, "description", d.Description)
	putText(row, "thanks", d.Thanks)
	put(row, "form_id", d.ID)
	row[columnKey{"version", ""}] = float64(d.Version)
	if d.DefaultLanguage != "" {
		put(row, "default_language", languageHeader(d.DefaultLanguage))
	}
	for name, value := range map[string]string{"kind": d.Kind, "pages": d.Pages, "weight": d.Weight, "cluster": d.Cluster, "segments": strings.Join(d.Segments, " ")} {
		put(row, name, value)
	}
	return g
}

func scoringGrid(s *form.Scoring) *grid {
	g := &grid{sheet: "scoring", order: []string{"method", "unanswered", "cap_bonus"}, keep: []string{"method", "unanswered", "cap_bonus"}}
	row := g.line()
	put(row, "method", s.Method)
	put(row, "unanswered", s.Unanswered)
	if s.CapBonus != nil {
		put(row, "cap_bonus", map[bool]string{true: "yes", false: "no"}[*s.CapBonus])
	}
	return g
}

func indicatorsGrid(d *form.Definition) *grid {
	g := &grid{sheet: "indicators", language: d.DefaultLanguage, keep: []string{"name", "kind", "of"},
		order: []string{"name", "title", "kind", "of", "values", "when", "touchpoint", "better", "scale", "unit", "goal", "relevant_difference", "weight"}}
	for _, i := range d.Indicators {
		row := g.line()
		for name, value := range map[string]string{"name": i.Name, "kind": i.Kind, "of": i.Of, "when": i.When, "touchpoint": i.Touchpoint, "better": i.Better, "values": valuesText(i.Values)} {
			put(row, name, value)
		}
		putText(row, "title", i.Title)
		putText(row, "unit", i.Unit)
		putNumber(row, "goal", i.Goal)
		putNumber(row, "relevant_difference", i.RelevantDifference)
		putNumber(row, "weight", i.Weight)
		var scale []string
		for _, x := range i.Scale {
			scale = append(scale, printed(x))
		}
		put(row, "scale", strings.Join(scale, " "))
	}
	return g
}

func valuesText(values []string) string {
	text := strings.Join(values, " ")
	if slices.Equal(words(text), values) || len(values) == 0 {
		return text
	}
	return jsonText(values)
}

func tablesGrid(d *form.Definition) *grid {
	g := &grid{sheet: "tables", plain: [][]any{{"table", "columns, then rows"}}}
	for _, name := range slices.Sorted(maps.Keys(d.Tables)) {
		t := d.Tables[name]
		g.plain = append(g.plain, cellsOf(name, t.Columns))
		for _, fields := range t.Rows {
			g.plain = append(g.plain, cellsOf("", fields))
		}
	}
	return g
}

func cellsOf(first string, rest []string) []any {
	cells := make([]any, 0, len(rest)+1)
	for _, text := range append([]string{first}, rest...) {
		if text == "" {
			cells = append(cells, nil)
		} else {
			cells = append(cells, text)
		}
	}
	return cells
}

func filesGrid(d *form.Definition) *grid {
	g := &grid{sheet: "files", order: []string{"name", "sha256", "type", "size"}, keep: []string{"name", "sha256", "type", "size"}}
	for _, name := range slices.Sorted(maps.Keys(d.Files)) {
		row := g.line()
		file := d.Files[name]
		put(row, "name", name)
		put(row, "sha256", file.SHA256)
		put(row, "type", file.Type)
		row[columnKey{"size", ""}] = float64(file.Size)
	}
	return g
}
