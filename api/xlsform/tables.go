package xlsform

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

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
var dataCall = regexp.MustCompile(`(?:pulldata|instance)\s*\(\s*['"]([^'"]+)['"]`)

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
