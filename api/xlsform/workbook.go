package xlsform

import (
	"slices"
	"strings"

	"touchstone/api/fault"
)

// workbook is a file as tables of cells.
type workbook struct {
	sheets []*sheet
	tables map[string]*table // those made so far, by key
}

// sheet is one table of cells; blank rows are left out.
type sheet struct {
	name string // as written
	rows []row
}

// row is the cells of a line that hold something, by column from 0.
type row struct {
	number int // from 1
	cells  []cell
}

// cellKind says what a cell was beside its text.
type cellKind byte

const (
	plainCell   cellKind = iota
	numberCell           // a number; text is its shortest form
	truthCell            // TRUE or FALSE
	momentCell           // a number shown as a date or time; text is ISO 8601
	failureCell          // a formula's failure such as #REF!
)

type cell struct {
	text    string
	kind    cellKind
	formula bool
	merged  bool // the text stands in a cell above
}

// Bounds of a workbook. They are far beyond every form in use, and keep hostile files within
// 200 MB and two seconds.
const (
	mostFileBytes  = 20 << 20
	mostPartBytes  = 16 << 20 // of one part of a workbook, unpacked
	mostUnpacked   = 32 << 20 // of all parts that are read
	mostParts      = 5000
	mostRows       = 60_000 // in all sheets, without blank ones
	mostColumns    = 1000
	mostCells      = 400_000
	mostSheets     = 1000
	mostCellRunes  = 32_767 // as in Excel
	mostSurveyRows = 5000
	mostPlaces     = 20_000 // of a GeoJSON collection
	mostMerged     = 2000
	mostLogic      = 1 << 20 // letters of all expressions
)

func tooLarge(message string, args ...any) error {
	return fault.New(fault.TooLarge, "xlsform.tooLarge", message, args...)
}

// sheetKey makes the names of sheets comparable: case, blanks and underscores do not count.
func sheetKey(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(tidy(name)), func(r rune) bool { return r == ' ' || r == '_' || r == '-' }), "_")
}

// sheet gives a sheet by its name in XLSForm; one without rows where there is none.
func (b *workbook) sheet(key string) *sheet {
	for _, s := range b.sheets {
		if sheetKey(s.name) == key || key == "choices" && sheetKey(s.name) == "choices_and_columns" {
			return s
		}
	}
	return &sheet{name: key}
}

// nameOf gives the name as it is written in the file.
func (b *workbook) nameOf(key string) string { return b.sheet(key).name }

func (b *workbook) has(key string) bool {
	return slices.ContainsFunc(b.sheets, func(s *sheet) bool { return sheetKey(s.name) == key })
}

// complete demands the sheet without which there is no form.
func (b *workbook) complete() error {
	if len(b.sheet("survey").rows) > 0 {
		if n := len(b.sheet("survey").rows); n > mostSurveyRows {
			return tooLarge("The sheet survey has %d rows; at most %d are possible.", n, mostSurveyRows)
		}
		return nil
	}
	if b.has("survey") {
		return fault.New(fault.Invalid, "xlsform.empty", "The sheet survey is empty. Its first row names the columns (type, name, label), each further row is a question.")
	}
	const told = 10
	names := make([]string, 0, told+1)
	for _, s := range b.sheets[:min(len(b.sheets), told)] {
		names = append(names, quoted(s.name))
	}
	if len(b.sheets) > told {
		names = append(names, "…")
	}
	return fault.New(fault.Invalid, "xlsform.sheets",
		"There is no sheet named survey; the file has %s. Give the sheet with the questions the name survey.", orNothing(strings.Join(names, ", ")))
}

func orNothing(text string) string {
	if text == "" {
		return "no sheets"
	}
	return text
}

// quoted shows a name from the file, shortened.
func quoted(name string) string {
	if runes := []rune(name); len(runes) > 60 {
		name = string(runes[:60]) + "…"
	}
	return "“" + strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, name) + "”"
}

// blank tells whether nothing stands in a row.
func (r row) blank() bool {
	return !slices.ContainsFunc(r.cells, func(c cell) bool { return c.text != "" })
}

// tidy makes one kind of blank of all, drops invisible characters and trims; line breaks stay.
func tidy(text string) string { return strings.TrimSpace(invisible.Replace(text)) }

var invisible = strings.NewReplacer(
	"\u00a0", " ", "\u202f", " ", "\u2007", " ", "\u2009", " ", "\u200a", " ", "\u2003", " ", "\u2002", " ",
	"\ufeff", "", "\u200b", "", "\r\n", "\n", "\r", "\n")
