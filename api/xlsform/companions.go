package xlsform

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/form"
)

// listFromFile makes a choice list of a file of data; column names come from the parameters
// value and label. It gives the name of the list. The columns of names and labels are also
// kept as what the file calls them, which is how filters and pulldata() read them.
func (r *reading) listFromFile(name, value, label string, at place) string {
	from := name + "\n" + value + "\n" + label
	list := listName(strings.TrimSuffix(name, path.Ext(name)))
	for r.lists[list] != nil && r.lists[list].file != from {
		list += "_" + listName(value)
	}
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
	if r.listCells += len(rows) * len(columns); r.listCells > 4*mostCells {
		r.wrong(at, "length", "The lists from files have more than %d cells together; this one was left out.", 4*mostCells)
		return list
	}
	for i, column := range columns {
		if (column == "name" || column == "label") && i != nameAt && i != labelAt {
			r.warn(at, "column", "The column %s of the file %s cannot be read: expressions find the %s of the choice under this word.", quoted(column), quoted(name), column)
		}
	}
	made := &choiceList{file: from}
	for _, fields := range rows {
		choice := form.Choice{Name: tidy(fields[nameAt])}
		if choice.Name == "" {
			r.warn(at, "missing", "A row of the file %s has nothing in the column %s (%s); it was left out.", quoted(name), quoted(value), quoted(strings.Join(fields, ", ")))
			continue
		}
		for i, field := range fields {
			if field = strings.TrimSpace(field); field == "" {
				continue
			}
			if i == labelAt {
				choice.Label = form.Text{r.tongues.preferred: field}
			}
			if column := columns[i]; column != "" && column != "name" && column != "label" {
				if choice.Columns == nil {
					choice.Columns = map[string]string{}
				}
				choice.Columns[column] = field
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

// dataFile is a file of data as a table, or why it is none.
type dataFile struct {
	columns []string
	rows    [][]string
	reason  string
}

// data gives a file of data, and says at the place when there is none.
func (r *reading) data(name string, at place) (columns []string, rows [][]string, ok bool) {
	file, known := r.dataFiles[name]
	if !known {
		file = r.readData(name)
		if r.dataFiles == nil {
			r.dataFiles = map[string]dataFile{}
		}
		r.dataFiles[name] = file
	}
	if file.reason != "" {
		r.wrong(at, "file", "%s", file.reason)
	}
	return file.columns, file.rows, file.reason == ""
}

// readData reads CSV, or GeoJSON with a row for each feature.
func (r *reading) readData(name string) dataFile {
	var content []byte
	found := r.source.Table != nil && hasNoFolders(name)
	if found {
		content, found = r.source.Table(name)
	}
	ending := strings.ToLower(path.Ext(name))
	switch {
	case ending == ".xml":
		return dataFile{reason: fmt.Sprintf("Data in XML (%s) are not read; save them as CSV and name that file.", quoted(name))}
	case !found:
		return dataFile{reason: fmt.Sprintf("The form needs the file %s; bring it along with the form.", quoted(name))}
	}
	var table [][]string
	var err error
	if ending == ".geojson" {
		table, err = readFeatures(content)
	} else {
		table, err = readTable(content)
	}
	if err != nil || len(table) == 0 {
		return dataFile{reason: fmt.Sprintf("The file %s cannot be read as a table: %s", quoted(name), reasonOf(err))}
	}
	var file dataFile
	var kept []int // columns without a header cannot be read, and spreadsheets leave blank ones behind
	for i, header := range table[0] {
		if header = tidy(header); header != "" {
			file.columns, kept = append(file.columns, header), append(kept, i)
		}
	}
	for _, fields := range table[1:] {
		if strings.TrimSpace(strings.Join(fields, "")) == "" {
			continue
		}
		made := make([]string, len(kept))
		for j, i := range kept {
			if i < len(fields) {
				made[j] = fields[i]
			}
		}
		file.rows = append(file.rows, made)
	}
	return file
}

// reasonOf says why a file is no table.
func reasonOf(err error) string {
	switch {
	case err == nil:
		return "It is empty."
	case fault.Is(err, fault.Internal):
		return err.Error() + "."
	}
	return fault.Of(err).Message
}

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
