package xlsform

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"touchstone/api/fault"
)

// readCSV reads a form in one CSV file: the first column names a sheet, the lines after it
// with a blank first column are its rows, the first of them its header. A file that begins
// with a header of its own is the sheet survey alone.
func readCSV(data []byte) (*workbook, error) {
	text, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	lines := csv.NewReader(strings.NewReader(text))
	lines.FieldsPerRecord, lines.LazyQuotes = -1, true
	lines.Comma = delimiterOf(text)
	var b blocks
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return b.book()
		}
		if err != nil {
			return nil, fault.Wrap(fault.Invalid, "xlsform.format", err, "The CSV file cannot be read: %v.", err)
		}
		number, _ := lines.FieldPos(0)
		if err := b.add(number, fields); err != nil {
			return nil, err
		}
	}
}

// delimiterOf picks what stands most often in the first line.
func delimiterOf(text string) rune {
	line, _, _ := strings.Cut(text, "\n")
	best, most := ',', 0
	for _, candidate := range []rune{',', ';', '\t'} {
		if n := strings.Count(line, string(candidate)); n > most {
			best, most = candidate, n
		}
	}
	return best
}

// readMarkdown reads a table in Markdown of the same shape.
func readMarkdown(data []byte) (*workbook, error) {
	text, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	var b blocks
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "|") || strings.Trim(line, "|-: ") == "" {
			continue
		}
		line = strings.TrimSuffix(strings.TrimPrefix(line, "|"), "|")
		fields := strings.Split(strings.ReplaceAll(line, `\|`, "\x00"), "|")
		for j := range fields {
			fields[j] = strings.TrimSpace(strings.ReplaceAll(fields[j], "\x00", "|"))
		}
		if err := b.add(i+1, fields); err != nil {
			return nil, err
		}
	}
	return b.book()
}

// readTable reads a CSV file of data.
func readTable(data []byte) ([][]string, error) {
	if len(data) > mostPartBytes {
		return nil, tooLarge("A file of data may have %d MB.", mostPartBytes>>20)
	}
	text, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	lines := csv.NewReader(bytes.NewReader([]byte(text)))
	lines.FieldsPerRecord, lines.LazyQuotes = -1, true
	lines.Comma = delimiterOf(text)
	var rows [][]string
	cells := 0
	for {
		fields, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		if cells += len(fields); len(rows) > mostRows || len(fields) > mostColumns || cells > mostCells {
			return nil, tooLarge("A table of data has at most %d rows, %d columns, %d cells.", mostRows, mostColumns, mostCells)
		}
		rows = append(rows, fields)
	}
}

// blocks makes sheets of lines.
type blocks struct {
	sheets []*sheet
	flat   bool // no column for the names of sheets
	cells  int
}

func (b *blocks) add(number int, fields []string) error {
	if len(b.sheets) == 0 && !b.flat {
		if strings.TrimSpace(strings.Join(fields, "")) == "" {
			return nil
		}
		if key := sheetKey(fields[0]); key == "type" || key == "name" || key == "label" {
			b.flat = true
			b.sheets = append(b.sheets, &sheet{name: "survey"})
		}
	}
	if !b.flat {
		if name := tidy(fields[0]); name != "" {
			b.sheets = append(b.sheets, &sheet{name: name})
		}
		if len(b.sheets) > mostSheets {
			return tooLarge("The file has more than %d sheets; their names stand in the first column.", mostSheets)
		}
		if fields = fields[1:]; len(b.sheets) == 0 {
			return nil
		}
	}
	made := row{number: number}
	if len(fields) > mostColumns {
		return tooLarge("Line %d has %d columns; at most %d are possible.", number, len(fields), mostColumns)
	}
	for _, field := range fields {
		made.cells = append(made.cells, cell{text: field})
	}
	if b.cells += len(fields); b.cells > mostCells {
		return tooLarge("The file has more than %d cells.", mostCells)
	}
	if !made.blank() {
		last := b.sheets[len(b.sheets)-1]
		last.rows = append(last.rows, made)
	}
	return nil
}

func (b *blocks) book() (*workbook, error) { return &workbook{sheets: b.sheets}, nil }
