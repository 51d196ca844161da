package xlsform

import (
	"slices"
	"strconv"
	"strings"
)

// area is a column of merged cells, from its first to its last row.
type area struct{ column, first, last int }

// areaOf reads a reference such as A2:A5; false for areas of more columns, whose text people
// mean once.
func areaOf(reference string) (area, bool) {
	from, to, _ := strings.Cut(reference, ":")
	column, ok := columnOf(from)
	other, also := columnOf(to)
	if !ok || !also || column != other {
		return area{}, false
	}
	first, err := strconv.Atoi(strings.TrimLeft(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	last, wrong := strconv.Atoi(strings.TrimLeft(to, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return area{column, first, last}, err == nil && wrong == nil
}

// fillDown puts the text of merged cells into every row that holds something else, as far as
// the bound of cells allows.
func (w *workbookReader) fillDown(s *sheet, a area) {
	start, found := slices.BinarySearchFunc(s.rows, a.first, func(r row, number int) int { return r.number - number })
	if !found || a.column >= len(s.rows[start].cells) {
		return
	}
	text := s.rows[start].cells[a.column].text
	for i := start + 1; i < len(s.rows) && s.rows[i].number <= a.last && text != "" && w.cells <= mostCells*4; i++ {
		w.cells += max(0, a.column+1-len(s.rows[i].cells))
		for len(s.rows[i].cells) <= a.column {
			s.rows[i].cells = append(s.rows[i].cells, cell{})
		}
		if s.rows[i].cells[a.column].text == "" {
			s.rows[i].cells[a.column] = cell{text: text, merged: true}
		}
	}
}

// columnOf reads the column of a reference such as AB12, from 0.
func columnOf(reference string) (int, bool) {
	column := 0
	for i := range len(reference) {
		letter := reference[i] &^ 0x20
		if letter < 'A' || letter > 'Z' {
			return column - 1, i > 0
		}
		if column = column*26 + int(letter-'A') + 1; column > 1<<20 {
			return 0, false
		}
	}
	return 0, false
}
