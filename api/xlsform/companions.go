package xlsform

import (
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// listFromFile makes a choice list of a file of data; column names come from the parameters
// value and label. It gives the name of the list.
func (r *reading) listFromFile(name, value, label string, at place) string {
	list := listName(strings.TrimSuffix(name, path.Ext(name)))
	if r.lists[list] != nil {
		return list
	}
	columns, rows, ok := r.data(name, at)
	if !ok {
		return list
	}
	nameAt, labelAt := slices.Index(columns, value), slices.Index(columns, label)
	if nameAt < 0 {
		r.wrong(at, "column", "The file %s has no column %s with the names of its choices. Name the column in parameters: value=…", quoted(name), quoted(value))
		return list
	}
	made := &choiceList{}
	for _, fields := range rows {
		choice := form.Choice{Name: tidy(fields[nameAt])}
		for i, field := range fields {
			switch field = strings.TrimSpace(field); {
			case field == "" || i == nameAt:
			case i == labelAt:
				choice.Label = form.Text{r.tongues.preferred: field}
			default:
				if choice.Columns == nil {
					choice.Columns = map[string]string{}
				}
				choice.Columns[columns[i]] = field
			}
		}
		made.choices, made.origins = append(made.choices, choice), append(made.origins, origin{at.sheet, at.row, map[string]string{"": at.column}})
	}
	r.lists[list] = made
	return list
}

var notInName = regexp.MustCompile(`[^A-Za-z0-9_.-]+`)

// listName makes a name of the name of a file.
func listName(name string) string {
	name = notInName.ReplaceAllString(name, "_")
	if name == "" || !strings.ContainsRune("_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", rune(name[0])) {
		return "_" + name
	}
	return name
}

// data reads a file of data: CSV, or GeoJSON with a row for each feature.
func (r *reading) data(name string, at place) (columns []string, rows [][]string, ok bool) {
	var content []byte
	found := r.source.Table != nil && hasNoFolders(name)
	if found {
		content, found = r.source.Table(name)
	}
	ending := strings.ToLower(path.Ext(name))
	switch {
	case ending == ".xml":
		r.wrong(at, "file", "Data in XML (%s) are not read; save them as CSV and name that file.", quoted(name))
		return nil, nil, false
	case !found:
		r.wrong(at, "file", "The form needs the file %s; bring it along with the form.", quoted(name))
		return nil, nil, false
	}
	var table [][]string
	var err error
	if ending == ".geojson" {
		table, err = readFeatures(content)
	} else {
		table, err = readTable(content)
	}
	if err != nil || len(table) == 0 {
		r.wrong(at, "file", "The file %s cannot be read as a table: %v.", quoted(name), orBlank(err))
		return nil, nil, false
	}
	for _, header := range table[0] {
		columns = append(columns, tidy(header))
	}
	for _, fields := range table[1:] {
		if strings.TrimSpace(strings.Join(fields, "")) != "" {
			made := make([]string, len(columns))
			copy(made, fields)
			rows = append(rows, made)
		}
	}
	return columns, rows, true
}

func orBlank(err error) any {
	if err == nil {
		return "it is empty"
	}
	return err
}

// readFeatures makes a table of a GeoJSON collection (RFC 7946): id, title and the other
// properties, and the position of points as "lat lon 0 0".
func readFeatures(data []byte) ([][]string, error) {
	var collection struct {
		Features []struct {
			ID         any            `json:"id"`
			Properties map[string]any `json:"properties"`
			Geometry   struct {
				Type        string          `json:"type"`
				Coordinates json.RawMessage `json:"coordinates"`
			} `json:"geometry"`
		} `json:"features"`
	}
	if err := json.Unmarshal(data, &collection); err != nil {
		return nil, err
	}
	names := map[string]bool{"id": true}
	made := make([]map[string]string, 0, len(collection.Features))
	for _, feature := range collection.Features {
		fields := map[string]string{}
		if feature.ID != nil {
			fields["id"] = fmt.Sprint(feature.ID)
		}
		for name, value := range feature.Properties {
			fields[name] = fmt.Sprint(value)
			names[name] = true
		}
		var point []float64
		if feature.Geometry.Type == "Point" && json.Unmarshal(feature.Geometry.Coordinates, &point) == nil && len(point) >= 2 {
			fields["geometry"] = printed(point[1]) + " " + printed(point[0]) + " 0 0"
			names["geometry"] = true
		}
		made = append(made, fields)
	}
	columns := slices.Sorted(maps.Keys(names))
	table := [][]string{columns}
	for _, fields := range made {
		row := make([]string, len(columns))
		for i, name := range columns {
			row[i] = fields[name]
		}
		table = append(table, row)
	}
	return table, nil
}

// readTables reads the sheet tables: a row whose first cell names a table has its columns
// behind the name, the rows after it have theirs behind a blank cell.
func (r *reading) readTables(s *sheet) {
	var name string
	for _, row := range s.rows[min(1, len(s.rows)):] {
		fields := make([]string, 0, len(row.cells))
		for _, c := range row.cells {
			fields = append(fields, strings.TrimSpace(lineBreaks.Replace(c.text)))
		}
		if len(fields) > 0 && fields[0] != "" {
			name = fields[0]
			if r.definition.Tables == nil {
				r.definition.Tables = map[string]form.Table{}
			}
			r.definition.Tables[name] = form.Table{Columns: fields[1:], Rows: [][]string{}}
			r.origins[pointer("/tables", name)] = origin{sheet: s.name, row: row.number}
			continue
		}
		t, ok := r.definition.Tables[name]
		if !ok || len(fields) < 2 || len(fields)-1 > len(t.Columns) {
			r.wrong(place{s.name, row.number, ""}, "table", "This row fits no table: the row before its first one names the table and, behind it, the columns.")
			continue
		}
		cells := make([]string, len(t.Columns))
		copy(cells, fields[1:])
		r.origins[pointer("/tables", name)+"/rows/"+strconv.Itoa(len(t.Rows))] = origin{sheet: s.name, row: row.number}
		t.Rows = append(t.Rows, cells)
		r.definition.Tables[name] = t
	}
}

// readFiles reads the sheet files, which lists media that came with an earlier version.
func (r *reading) readFiles(t *table) {
	for l := range t.lines {
		name := l.word("name")
		if name == "" {
			continue
		}
		var size int64
		if x := r.figure(l, "size"); x != nil {
			size = int64(*x)
		}
		if r.definition.Files == nil {
			r.definition.Files = map[string]form.File{}
		}
		r.definition.Files[name] = form.File{SHA256: l.word("sha256"), Type: l.word("type"), Size: size}
		r.origins[pointer("/files", name)] = l.origin()
	}
}

// dataCall finds the data that an expression reads by name.
var dataCall = regexp.MustCompile(`(?:pulldata|instance)\(\s*['"]([^'"]+)['"]`)

// gather brings the data and media together that the finished definition names.
func (r *reading) gather() {
	for name, used := range r.unlisted() {
		if !used && slices.Contains(r.replaced, name) {
			delete(r.definition.Choices, name)
		}
	}
	r.walk(r.items, func(it *item) {
		q := &it.question
		for part, text := range map[string]string{"calculation": q.Calculation, "relevant": q.Relevant, "constraint": q.Constraint, "choiceFilter": q.ChoiceFilter,
			"required": q.Required.Expression, "readOnly": q.ReadOnly.Expression, "count": q.Count, "default": string(q.Default)} {
			for _, call := range dataCall.FindAllStringSubmatch(strings.ReplaceAll(text, `\"`, `"`), -1) {
				r.tableFromFile(call[1], it.origin.place(part))
			}
		}
		r.mediaFiles(q.Media, it.origin)
	})
	for _, list := range r.lists {
		for i, c := range list.choices {
			r.mediaFiles(c.Media, list.origins[i])
		}
	}
	r.listMedia()
}

// unlisted tells of every list whether a question uses it.
func (r *reading) unlisted() map[string]bool {
	used := map[string]bool{}
	for name := range r.definition.Choices {
		used[name] = false
	}
	r.walk(r.items, func(it *item) { used[it.question.Choices] = true })
	return used
}

func (r *reading) walk(items []*item, visit func(*item)) {
	for _, it := range items {
		visit(it)
		r.walk(it.body, visit)
	}
}

// tableFromFile takes the table from the file of its name, where the form has none of the name.
func (r *reading) tableFromFile(name string, at place) {
	_, isTable := r.definition.Tables[name]
	_, isList := r.definition.Choices[name]
	if isTable || isList || r.tables[name] {
		return
	}
	if r.tables == nil {
		r.tables = map[string]bool{}
	}
	r.tables[name] = true
	if columns, rows, ok := r.data(name+".csv", at); ok {
		if r.definition.Tables == nil {
			r.definition.Tables = map[string]form.Table{}
		}
		r.definition.Tables[name] = form.Table{Columns: columns, Rows: slices.Concat([][]string{}, rows)}
		r.origins[pointer("/tables", name)] = origin{at.sheet, at.row, map[string]string{"": at.column}}
	}
}
