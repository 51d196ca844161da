package xlsform

import (
	"cmp"
	"io"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"touchstone/api/fault"
	"touchstone/api/form"
)

// Export writes a definition as a workbook that Import reads as the same definition. Blanks
// around texts are lost. It fails with Invalid "xlsform.tooLong" where a text does not fit
// into a cell.
func Export(d *form.Definition, out io.Writer) (failure error) {
	file := excelize.NewFile()
	defer func() { failure = cmp.Or(failure, file.Close()) }()
	looks, err := newLooks(file)
	if err != nil {
		return err
	}
	for _, g := range grids(d) {
		if _, err := file.NewSheet(g.sheet); err != nil {
			return err
		}
		if err := g.write(file, looks); err != nil {
			return err
		}
	}
	if err := file.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	file.SetActiveSheet(0)
	return file.Write(out)
}

// grids gives the sheets of a definition; those that XLSForm does not know only where needed.
func grids(d *form.Definition) []*grid {
	list := []*grid{surveyGrid(d), choicesGrid(d), settingsGrid(d)}
	if d.Scoring != nil {
		list = append(list, scoringGrid(d.Scoring))
	}
	if len(d.Indicators) > 0 {
		list = append(list, indicatorsGrid(d))
	}
	if len(d.Tables) > 0 {
		list = append(list, tablesGrid(d))
	}
	if len(d.Files) > 0 {
		list = append(list, filesGrid(d))
	}
	return list
}

// grid is a sheet to be written: cells are texts or numbers by column.
type grid struct {
	sheet    string
	language string   // the default one, whose column stands first
	order    []string // keys of columns, as they shall stand
	keep     []string // those that stand even when they are blank
	rows     []map[columnKey]any
	plain    [][]any // rows without such columns
}

// columnKey is a column by name and language tag, "" for none.
type columnKey struct{ name, tag string }

// line begins a row.
func (g *grid) line() map[columnKey]any {
	made := map[columnKey]any{}
	g.rows = append(g.rows, made)
	return made
}

func put(row map[columnKey]any, name, value string) {
	if value != "" {
		row[columnKey{name, ""}] = value
	}
}

func putNumber(row map[columnKey]any, name string, value *float64) {
	if value != nil {
		row[columnKey{name, ""}] = *value
	}
}

func putText(row map[columnKey]any, name string, text form.Text) {
	for tag, words := range text {
		if words != "" {
			row[columnKey{name, tag}] = words
		}
	}
}

// columns gives those that hold something: in order, then others by name, and the default
// language before the others.
func (g *grid) columns() []columnKey {
	used := map[columnKey]bool{}
	for _, name := range g.keep {
		used[columnKey{name, ""}] = true
	}
	for _, row := range g.rows {
		for key := range row {
			used[key] = true
		}
	}
	rank := func(key columnKey) int {
		if i := slices.Index(g.order, key.name); i >= 0 {
			return i
		}
		return len(g.order)
	}
	return slices.SortedFunc(maps.Keys(used), func(a, b columnKey) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.name, b.name), cmp.Compare(g.foreign(a.tag), g.foreign(b.tag)), cmp.Compare(a.tag, b.tag))
	})
}

func (g *grid) foreign(tag string) int {
	if tag == "" || tag == g.language {
		return 0
	}
	return 1
}

// table gives header and rows.
func (g *grid) table() (header []any, rows [][]any) {
	if g.plain != nil {
		return g.plain[0], g.plain[1:]
	}
	columns := g.columns()
	for _, key := range columns {
		title := key.name
		if key.tag != "" && (title != "form_title" || key.tag != g.language) {
			title += "::" + languageHeader(key.tag)
		}
		header = append(header, title)
	}
	for _, row := range g.rows {
		cells := make([]any, len(columns))
		for i, key := range columns {
			cells[i] = row[key]
		}
		rows = append(rows, cells)
	}
	return header, rows
}

// looks are the styles of a workbook.
type looks struct{ header, cell int }

func newLooks(file *excelize.File) (looks, error) {
	header, err := file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7ECEF"}},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
	})
	if err != nil {
		return looks{}, err
	}
	const textFormat = 49 // keeps what people type, such as 1.0 or 2026-03-01, as it is
	cell, err := file.NewStyle(&excelize.Style{NumFmt: textFormat, Alignment: &excelize.Alignment{Vertical: "top", WrapText: true}})
	return looks{header, cell}, err
}

func (g *grid) write(file *excelize.File, l looks) error {
	header, rows := g.table()
	stream, err := file.NewStreamWriter(g.sheet)
	if err != nil {
		return err
	}
	for i := range header {
		if err := stream.SetColWidth(i+1, i+1, width(i, header, rows)); err != nil {
			return err
		}
	}
	if err := stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	for n, cells := range append([][]any{header}, rows...) {
		style := l.cell
		if n == 0 {
			style = l.header
		}
		made := make([]any, len(cells))
		for i, value := range cells {
			if text, ok := value.(string); ok && utf8.RuneCountInString(text) >= mostCellRunes {
				return fault.New(fault.Invalid, "xlsform.tooLong", "A text in the sheet %s is too long for a cell of a workbook: it begins %s.", g.sheet, quoted(text))
			}
			if value != nil {
				made[i] = excelize.Cell{StyleID: style, Value: value}
			}
		}
		at, err := excelize.CoordinatesToCellName(1, n+1)
		if err != nil {
			return err
		}
		if err := stream.SetRow(at, made); err != nil {
			return err
		}
	}
	return stream.Flush()
}

// width fits the longest line of a column, within reason.
func width(i int, header []any, rows [][]any) float64 {
	longest := 8
	for _, cells := range append([][]any{header}, rows...) {
		if i >= len(cells) {
			continue
		}
		if text, ok := cells[i].(string); ok {
			for part := range strings.SplitSeq(text, "\n") {
				longest = max(longest, utf8.RuneCountInString(part))
			}
		}
	}
	return float64(min(longest+2, 60))
}
