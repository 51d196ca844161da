package spreadsheet

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"touchstone/api/fault"
)

// Mapping says which column answers which question and what its codes mean. Its JSON form
// is documented by surveys/schema/mapping.schema.json.
type Mapping struct {
	Schema     string     `json:"$schema,omitempty"`
	Definition Definition `json:"definition"`
	TimeZone   string     `json:"timeZone,omitempty"` // of submittedAt, IANA name; "" is the project's
	Layout
	// Editions holds what differs in single files, by name (usually the wave's): columns
	// replace the column of the same question, codings those of the same name, ignore is
	// added, the rest replaces.
	Editions map[string]Layout `json:"editions,omitempty"`
}

// Definition names the definition a mapping is written for; Version 0 is the newest.
type Definition struct {
	ID      string `json:"id"`
	Version int    `json:"version,omitempty"`
}

// Layout is how one file looks.
type Layout struct {
	Note      string            `json:"note,omitempty"`
	Encoding  string            `json:"encoding,omitempty"`  // "" finds it out
	Delimiter string            `json:"delimiter,omitempty"` // "" finds it out
	Decimal   string            `json:"decimal,omitempty"`   // "." (default) or ","
	Blank     []string          `json:"blank,omitempty"`     // cells that mean no answer in every column, beside the empty cell
	Codings   map[string]Coding `json:"codings,omitempty"`   // shared by columns, by name
	Key       []Names           `json:"key,omitempty"`       // columns that together tell the rows apart
	Columns   []Column          `json:"columns,omitempty"`
	Constants map[string]string `json:"constants,omitempty"` // question -> the same cell for every row
	Ignore    []string          `json:"ignore,omitempty"`    // columns left out on purpose; "Q8COM*" means all that begin so
	// What is kept beside the answers.
	Weight      *Column `json:"weight,omitempty"`
	Cluster     *Column `json:"cluster,omitempty"`
	Location    *Column `json:"location,omitempty"`
	Language    *Column `json:"language,omitempty"`
	SubmittedAt *Column `json:"submittedAt,omitempty"`
}

// Names are the names a column goes by; exactly one of them may be in the header.
type Names []string

// Coding says what the cells of a column mean. Cells are compared without blanks around
// them; what no entry names is read as it stands (a choice's name or label, a number).
type Coding struct {
	Recode        map[string]string `json:"recode,omitempty"`        // cell -> choice name or value
	NotApplicable []string          `json:"notApplicable,omitempty"` // cells for the choice marked notApplicable
	Blank         []string          `json:"blank,omitempty"`         // cells for no answer
	Range         []float64         `json:"range,omitempty"`         // [lowest, highest] number
}

// Column maps a column (and for a select_multiple further ones) to a question.
type Column struct {
	Column   Names   `json:"column"`
	Also     []Names `json:"also,omitempty"` // further columns of a select_multiple; the file may lack them
	Question string  `json:"question,omitempty"`
	Coding   string  `json:"coding,omitempty"` // name of a shared coding, to which the next four are added
	// The column's own coding.
	Recode        map[string]string `json:"recode,omitempty"`
	NotApplicable []string          `json:"notApplicable,omitempty"`
	Blank         []string          `json:"blank,omitempty"`
	Range         []float64         `json:"range,omitempty"`

	Format   string `json:"format,omitempty"`   // of dates: YYYY MM DD hh mm ss AM, for example DD.MM.YYYY
	Month    string `json:"month,omitempty"`    // YYYY-MM, where the cell is only the day of the month
	Optional bool   `json:"optional,omitempty"` // the file may lack the column
	Note     string `json:"note,omitempty"`
}

// UnmarshalJSON accepts a list of names, or one name alone; they are always written as a list.
func (n *Names) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		*n = make(Names, 1)
		return json.Unmarshal(data, &(*n)[0])
	}
	return json.Unmarshal(data, (*[]string)(n))
}

// ParseMapping reads a mapping. Unknown members and wrong types are faults with their place.
func ParseMapping(data []byte) (*Mapping, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	mapping := new(Mapping)
	err := decoder.Decode(mapping)
	if err == nil {
		if _, err = decoder.Token(); errors.Is(err, io.EOF) {
			return mapping, nil
		}
		err = errors.New("something follows the closing brace")
	}
	at := decoder.InputOffset()
	var syntax *json.SyntaxError
	var wrong *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &wrong):
		at = wrong.Offset
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		at = int64(len(data))
		err = errors.New("it ends too early")
	}
	before := data[:min(max(at, 0), int64(len(data)))]
	line, column := 1+bytes.Count(before, []byte{'\n'}), 1+utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	what := strings.TrimPrefix(err.Error(), "json: ")
	return nil, fault.New(fault.Invalid, "import.mapping", "The mapping cannot be read near line %d, character %d: %s.", line, column, what).With(
		fault.Field{Path: place(line, column), Code: "json", Message: what})
}

// For gives the layout of one edition: the mapping's own with the edition laid over it.
// A mapping without editions ignores the name; one with editions must know it.
func (m *Mapping) For(edition string) (Layout, error) {
	if len(m.Editions) == 0 {
		return m.Layout, nil
	}
	over, ok := m.Editions[edition]
	if !ok {
		known := slices.Sorted(maps.Keys(m.Editions))
		return Layout{}, fault.New(fault.Invalid, "import.edition", "The mapping has no edition %q; it has %s. Name one of them, or add what this file's codes mean.", edition, strings.Join(known, ", "))
	}
	l := m.Layout
	l.Columns = slices.Clone(l.Columns)
	for _, column := range over.Columns {
		same := func(c Column) bool { return c.Question == column.Question }
		if at := slices.IndexFunc(l.Columns, same); at >= 0 {
			l.Columns[at] = column
		} else {
			l.Columns = append(l.Columns, column)
		}
	}
	l.Constants = overlay(l.Constants, over.Constants)
	l.Codings = overlay(l.Codings, over.Codings)
	l.Ignore = append(slices.Clone(l.Ignore), over.Ignore...)
	replace(&l.Note, over.Note)
	replace(&l.Encoding, over.Encoding)
	replace(&l.Delimiter, over.Delimiter)
	replace(&l.Decimal, over.Decimal)
	replace(&l.Weight, over.Weight)
	replace(&l.Cluster, over.Cluster)
	replace(&l.Location, over.Location)
	replace(&l.Language, over.Language)
	replace(&l.SubmittedAt, over.SubmittedAt)
	if over.Blank != nil {
		l.Blank = over.Blank
	}
	if over.Key != nil {
		l.Key = over.Key
	}
	return l, nil
}

func overlay[V any](below, over map[string]V) map[string]V {
	merged := map[string]V{}
	maps.Copy(merged, below)
	maps.Copy(merged, over)
	return merged
}

func replace[T comparable](value *T, over T) {
	var zero T
	if over != zero {
		*value = over
	}
}
