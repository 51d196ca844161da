package xlsform

import (
	"slices"
	"strings"

	"touchstone/api/form"
)

// table is a sheet with its header understood.
type table struct {
	name    string
	header  int // row
	columns []column
	rows    []row
	headers map[string]string // see origin
}

// table takes the first row of a sheet that holds something as the header.
func (b *workbook) table(key string) *table {
	if b.tables[key] == nil {
		if b.tables == nil {
			b.tables = map[string]*table{}
		}
		b.tables[key] = tableOf(b.sheet(key))
	}
	return b.tables[key]
}

func tableOf(s *sheet) *table {
	t := &table{name: s.name}
	if len(s.rows) == 0 {
		return t
	}
	known := knownSheets[sheetKey(s.name)]
	t.header, t.rows = s.rows[0].number, s.rows[1:]
	for _, c := range s.rows[0].cells {
		t.columns = append(t.columns, columnOfHeader(c.text, known))
	}
	return t
}

// parts gives the headers by what their columns hold, once the languages are known.
func (t *table) parts() map[string]string {
	if t.headers == nil {
		t.headers = map[string]string{}
		for _, c := range slices.Backward(t.columns) { // the first of a kind counts
			switch {
			case c.key == "":
			case translated[c.key]:
				t.headers[c.key+"/"+c.tag], t.headers[c.key] = c.header, c.header
			default:
				t.headers[c.key] = c.header
			}
		}
		t.headers["choices"] = t.headers["type"] // the name of a list stands behind the type
	}
	return t.headers
}

// has tells whether a column with the key is there.
func (t *table) has(key string) bool {
	for _, c := range t.columns {
		if c.key == key {
			return true
		}
	}
	return false
}

// line is a row under its header.
type line struct {
	t *table
	row
}

func (t *table) lines(yield func(line) bool) {
	for _, r := range t.rows {
		if !yield(line{t, r}) {
			return
		}
	}
}

// at gives the cell of a column by its place in the header.
func (l line) at(i int) cell {
	if i >= len(l.cells) {
		return cell{}
	}
	return l.cells[i]
}

// cell gives the cell of the first column with the key, and its place.
func (l line) cell(key string) (cell, place) {
	for i, c := range l.t.columns {
		if c.key == key && c.language == "" {
			return l.at(i), l.place(c.header)
		}
	}
	return cell{}, l.place("")
}

// word gives a cell's text without odd blanks.
func (l line) word(key string) string {
	c, _ := l.cell(key)
	return tidy(c.text)
}

func (l line) place(column string) place { return place{l.t.name, l.number, column} }

func (l line) origin() origin { return origin{l.t.name, l.number, l.t.parts()} }

// text gives a text by language. A column without language is in the default one, where no
// column that names it says something.
func (l line) text(key string) form.Text {
	var text form.Text
	for _, named := range []bool{true, false} {
		for i, c := range l.t.columns {
			if c.key != key || (c.language != "") != named {
				continue
			}
			words := strings.TrimSpace(lineBreaks.Replace(l.at(i).text))
			if words == "" || text[c.tag] != "" {
				continue
			}
			if text == nil {
				text = form.Text{}
			}
			text[c.tag] = words
		}
	}
	return text
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// cells reports what is odd in the cells of a sheet whatever they mean.
func (r *reading) cells(s *sheet) {
	if _, known := knownSheets[sheetKey(s.name)]; !known || len(s.rows) == 0 {
		return
	}
	header := s.rows[0].cells
	for _, line := range s.rows {
		for i, c := range line.cells {
			at := place{sheet: s.name, row: line.number}
			if i < len(header) {
				at.column = tidy(header[i].text)
			}
			switch {
			case c.kind == failureCell:
				r.wrong(at, "formula", "The formula of this cell fails (%s). Correct it, or write the words themselves.", c.text)
			case c.formula && c.text == "":
				r.wrong(at, "formula", "This cell is a formula without a stored result. Open the file in Excel or LibreOffice and save it, or write the words themselves.")
			case c.formula:
				r.warn(at, "formula", "This cell is a formula; its last result %s was taken. Formulas are not part of a form.", quoted(c.text))
			case c.merged:
				r.warn(at, "merged", "This cell is merged with the one above; it was read as if %s stood in both.", quoted(c.text))
			case len(c.text) >= mostCellRunes:
				r.warn(at, "length", "The text of this cell is too long and may be cut off.")
			}
		}
	}
}

// columns warns about columns that mean nothing here, and about those that stand twice.
func (r *reading) columns(t *table) {
	if len(t.columns) > 0 && t.name != "" {
		seen := map[string]bool{}
		for i := range t.columns {
			c := &t.columns[i]
			at := place{t.name, t.header, c.header}
			id := c.key + "\x00" + c.tag
			switch {
			case c.key == "" && t.fills(i):
				r.unknownColumn(t, at, c)
			case c.key != "" && seen[id] && t.fills(i):
				r.warn(at, "duplicate", "There are two columns for this; keep one.")
			}
			seen[id] = true
		}
	}
}

// fills tells whether anything stands in a column.
func (t *table) fills(i int) bool {
	for l := range t.lines {
		if tidy(l.at(i).text) != "" {
			return true
		}
	}
	return false
}

// unsupported says why a column of XLSForm has no effect.
var unsupported = map[string]string{
	"autoplay": "Media do not start by themselves here.", "intent": "Other apps cannot be opened from a questionnaire here.",
	"save_to": "Entities are not supported.", "instance_name": "Responses have no name of their own here; lists show when and where they were made.",
	"public_key": "Responses are protected by the connection and the server's roles.", "submission_url": "Responses go to the server the questionnaire came from.",
	"auto_send": "Responses are always sent as soon as there is a network.", "auto_delete": "Sent responses leave the device by themselves.",
	"noapperrorstring": "Other apps cannot be opened from a questionnaire here.", "no_app_error_string": "Other apps cannot be opened from a questionnaire here.",
}

func (r *reading) unknownColumn(t *table, at place, c *column) {
	sheet := sheetKey(t.name)
	if sheet == "choices" || sheet == "choices_and_columns" || sheet == "external_choices" {
		return // a further column of the lists, for filters
	}
	parts := headerParts(c.header)
	if reason := unsupported[headerKey(parts[len(parts)-1])]; reason != "" {
		r.warn(at, "column", "The column %s has no effect. %s", quoted(c.header), reason)
		return
	}
	if c.header == "" {
		r.warn(at, "column", "A column without a header holds something; it was left out.")
		return
	}
	r.warn(at, "column", "The column %s is not known here and was left out.", quoted(c.header))
}

// otherSheets names the sheets that were not read.
func (r *reading) otherSheets() {
	for _, s := range r.book.sheets {
		switch key := sheetKey(s.name); {
		case key == "entities" || key == "osm":
			r.warn(place{sheet: s.name}, "sheet", "The sheet %s was left out: %s are not supported.", quoted(s.name), key)
		case knownSheets[key] == nil:
			r.warn(place{sheet: s.name}, "sheet", "The sheet %s is not part of a form and was left out.", quoted(s.name))
		case r.book.sheet(key) != s && key != "choices_and_columns":
			r.warn(place{sheet: s.name}, "sheet", "There are two sheets for this; %s counts.", quoted(r.book.nameOf(key)))
		}
	}
}
