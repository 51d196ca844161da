package spreadsheet

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"touchstone/api/fault"
)

// Format is what was found out about a file.
type Format struct {
	Delimiter string `json:"delimiter"`
	Encoding  string `json:"encoding"`
	Rows      int    `json:"rows"` // below the header, blank ones included
	Columns   int    `json:"columns"`
}

// Sheet is an opened CSV file: its header is read and its form is known to be sound.
type Sheet struct {
	Format Format
	Header []string // trimmed; a column without name is "#" and its number
	text   []byte
	comma  rune
	first  int // lines before text, taken by a "sep=" line
}

// Record is one row as it stands in the file.
type Record struct {
	Line  int // where the row begins, from 1
	Cells []string
}

func place(line, column int) string { return fmt.Sprintf("line %d, character %d", line, column) }

// Open reads a CSV file: encoding and delimiter are "" to find them out. It goes through the
// whole file once, so that a file that is broken anywhere is refused before any row is used.
// Faults: import.empty, import.encoding, import.workbook, import.quotes, import.columns.
func Open(data []byte, encoding, delimiter string) (*Sheet, error) {
	text, encoding, err := decode(data, encoding)
	if err != nil {
		return nil, err
	}
	s := &Sheet{text: text, Format: Format{Encoding: encoding}}
	if rest, ok := bytes.CutPrefix(text, []byte("sep=")); ok {
		line, after, _ := bytes.Cut(rest, []byte{'\n'})
		s.text, s.first = after, 1
		if delimiter == "" {
			delimiter = strings.TrimRight(string(line), "\r")
		}
	}
	if delimiter == "" {
		delimiter = detectDelimiter(s.text)
	}
	comma, size := utf8.DecodeRuneInString(delimiter)
	if size != len(delimiter) || comma == utf8.RuneError || strings.ContainsRune("\"\r\n", comma) {
		return nil, fault.New(fault.Invalid, "import.delimiter", "%q cannot separate cells; use a comma, a semicolon or a tab.", delimiter)
	}
	s.comma, s.Format.Delimiter = comma, delimiter

	reader := s.reader()
	header, err := reader.Read()
	if errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Invalid, "import.empty", "The file is empty: the first line must hold the column names.")
	}
	if err != nil {
		return nil, s.malformed(err)
	}
	if err := s.nameColumns(header); err != nil {
		return nil, err
	}
	reader.ReuseRecord = true
	for {
		_, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err != nil {
			return nil, s.malformed(err)
		}
		s.Format.Rows++
	}
}

func (s *Sheet) nameColumns(header []string) error {
	for len(header) > 0 && strings.TrimSpace(header[len(header)-1]) == "" && len(header) > MaxColumns {
		header = header[:len(header)-1]
	}
	if len(header) > MaxColumns {
		return fault.New(fault.Invalid, "import.columns", "The file has %d columns; %d are allowed. Remove the columns that are not needed, or check the delimiter.", len(header), MaxColumns)
	}
	s.Header = make([]string, len(header))
	named := false
	for i, name := range header {
		s.Header[i] = strings.TrimSpace(name)
		if s.Header[i] == "" {
			s.Header[i] = unnamed(i)
		} else {
			named = true
		}
	}
	if !named {
		return fault.New(fault.Invalid, "import.header", "The first line holds no column names.")
	}
	s.Format.Columns = len(header)
	return nil
}

func (s *Sheet) reader() *csv.Reader {
	reader := csv.NewReader(bytes.NewReader(s.text))
	reader.Comma = s.comma
	reader.FieldsPerRecord = -1
	return reader
}

// Rows gives the rows below the header in order. The file was checked by Open, so there
// is no error; the cells belong to the caller.
func (s *Sheet) Rows() iter.Seq[Record] {
	return func(yield func(Record) bool) {
		reader := s.reader()
		if _, err := reader.Read(); err != nil {
			return
		}
		for {
			cells, err := reader.Read()
			if err != nil {
				return
			}
			line, _ := reader.FieldPos(0)
			if !yield(Record{Line: line + s.first, Cells: cells}) {
				return
			}
		}
	}
}

// malformed translates an error of the CSV reader into a fault with its place.
func (s *Sheet) malformed(err error) error {
	var parse *csv.ParseError
	if !errors.As(err, &parse) {
		return fault.Wrap(fault.Invalid, "import.quotes", err, "The file is not sound CSV.")
	}
	line := parse.Line + s.first
	what := "a quotation mark inside a cell that is not quoted; put the cell in quotation marks and double the mark inside"
	if errors.Is(parse.Err, csv.ErrQuote) {
		what = "a quotation mark that is not closed where its cell ends"
		if parse.StartLine != parse.Line {
			what += fmt.Sprintf(" (the row begins in line %d)", parse.StartLine+s.first)
		}
	}
	return fault.New(fault.Invalid, "import.quotes", "Line %d, character %d: %s.", line, parse.Column, what).With(
		fault.Field{Path: place(line, parse.Column), Code: "quotes", Message: what})
}

// detectDelimiter takes the candidate that cuts the first rows into the same number of
// cells most often, more cells deciding between equals.
func detectDelimiter(text []byte) string {
	best, bestScore := ",", 0
	for _, candidate := range []rune{',', ';', '\t', '|'} {
		reader := csv.NewReader(bytes.NewReader(text))
		reader.Comma, reader.FieldsPerRecord, reader.LazyQuotes, reader.ReuseRecord = candidate, -1, true, true
		var widths []int
		for len(widths) < 20 {
			cells, err := reader.Read()
			if err != nil {
				break
			}
			widths = append(widths, len(cells))
		}
		if len(widths) == 0 || widths[0] < 2 {
			continue
		}
		same := len(widths) - len(slices.DeleteFunc(slices.Clone(widths), func(w int) bool { return w == widths[0] }))
		if score := same*1000/len(widths)*1000 + widths[0]; score > bestScore {
			best, bestScore = string(candidate), score
		}
	}
	return best
}
