package xlsform

import (
	"encoding/xml"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// sheet reads the cells of a part.
func (w *workbookReader) sheet(part string, s *sheet) error {
	c := cellReader{w: w, sheet: s}
	err := w.tokens(part, func(_ *xml.Decoder, token xml.Token) error {
		switch e := token.(type) {
		case xml.StartElement:
			return c.start(e)
		case xml.EndElement:
			return c.end(e.Name.Local)
		case xml.CharData:
			switch {
			case c.inValue:
				c.value.Write(e)
			case c.inText:
				c.text.see(token)
			}
		}
		return nil
	})
	for _, area := range c.merged {
		w.fillDown(s, area)
	}
	return err
}

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

// cellReader holds the row and cell under way.
type cellReader struct {
	w       *workbookReader
	sheet   *sheet
	row     row
	column  int
	kind    string
	style   int
	formula bool
	value   strings.Builder
	text    richText
	merged  []area

	inCell, inValue, inText bool
}

func (c *cellReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "row":
		c.row = row{number: c.row.number + 1}
		if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
			c.row.number = n
		}
		c.column = -1
	case "c":
		c.column++
		if at, ok := columnOf(attribute(e, "r")); ok {
			c.column = at
		}
		c.kind, c.formula, c.inCell = attribute(e, "t"), false, true
		c.style, _ = strconv.Atoi(attribute(e, "s")) // none means the first style
		c.value.Reset()
		c.text.take()
	case "mergeCell":
		if made, ok := areaOf(attribute(e, "ref")); ok && len(c.merged) < mostMerged {
			c.merged = append(c.merged, made)
		}
	case "f":
		c.formula = c.inCell
	case "v":
		c.inValue = c.inCell
	case "is":
		c.inText = c.inCell
	default:
		if c.inText {
			c.text.see(e)
		}
	}
	return nil
}

func (c *cellReader) end(name string) error {
	switch name {
	case "v":
		c.inValue = false
	case "is":
		c.inText = false
	case "c":
		c.inCell = false
		return c.add(c.cell())
	case "row":
		if c.row.blank() {
			return nil
		}
		c.w.rows++
		if c.w.rows > mostRows {
			return tooLarge("The workbook has more than %d rows. Large tables of data belong in a CSV file beside the form.", mostRows)
		}
		c.sheet.rows = append(c.sheet.rows, c.row)
	default:
		if c.inText {
			c.text.see(xml.EndElement{Name: xml.Name{Local: name}})
		}
	}
	return nil
}

func (c *cellReader) add(made cell) error {
	if made.text == "" && !made.formula {
		return nil
	}
	if c.column >= mostColumns {
		return tooLarge("The sheet %s has something in column %d; at most %d columns are possible. Delete what stands to the right of the form.", quoted(c.sheet.name), c.column+1, mostColumns)
	}
	if c.w.cells += c.column + 1 - len(c.row.cells); c.w.cells > mostCells*4 {
		return tooLarge("The workbook has more than %d cells.", mostCells)
	}
	for len(c.row.cells) <= c.column {
		c.row.cells = append(c.row.cells, cell{})
	}
	c.row.cells[c.column] = made
	return nil
}

// cell gives what was read, as people see it.
func (c *cellReader) cell() cell {
	raw := c.value.String()
	made := cell{text: raw, formula: c.formula}
	switch c.kind {
	case "s":
		made.text = ""
		if i, err := strconv.Atoi(strings.TrimSpace(raw)); err == nil && i >= 0 && i < len(c.w.texts) {
			made.text = c.w.texts[i]
		}
	case "inlineStr":
		made.text = c.text.take()
	case "str":
		made.text = unescaped(raw)
	case "b":
		made.kind, made.text = truthCell, map[bool]string{true: "TRUE", false: "FALSE"}[strings.TrimSpace(raw) == "1"]
	case "e":
		made.kind = failureCell
	case "d":
		made.kind = momentCell
	default:
		c.number(&made)
	}
	if len(made.text) > mostCellRunes && utf8.RuneCountInString(made.text) > mostCellRunes {
		made.text = string([]rune(made.text)[:mostCellRunes])
	}
	return made
}

func (c *cellReader) number(made *cell) {
	x, err := strconv.ParseFloat(strings.TrimSpace(made.text), 64)
	if err != nil || math.IsInf(x, 0) || math.IsNaN(x) {
		return
	}
	if c.style >= 0 && c.style < len(c.w.moments) && c.w.moments[c.style] {
		if moment, ok := momentText(x, c.w.from1904); ok {
			made.kind, made.text = momentCell, moment
			return
		}
	}
	made.kind, made.text = numberCell, printed(x)
}

// printed gives the shortest digits of a number, without an exponent where that is readable.
func printed(x float64) string {
	if x == 0 {
		return "0"
	}
	if size := math.Abs(x); size >= 1e21 || size < 1e-9 {
		return strconv.FormatFloat(x, 'g', -1, 64)
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}

// momentText writes the serial number of a day as date, dateTime or time. Excel counts days
// from 1899-12-31 and takes 1900 for a leap year; files of old Macs count from 1904-01-01.
func momentText(serial float64, from1904 bool) (string, bool) {
	const seconds = 24 * 60 * 60
	if serial < 0 || serial >= 2958466 { // 10000-01-01
		return "", false
	}
	day, clock := math.Modf(serial)
	second := math.Round(clock * seconds)
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case serial < 61:
		start = start.AddDate(0, 0, 1)
	}
	at := start.AddDate(0, 0, int(day)).Add(time.Duration(second) * time.Second)
	switch {
	case day == 0 && !from1904:
		return at.Format("15:04:05"), true
	case second == 0:
		return at.Format("2006-01-02"), true
	}
	return at.Format("2006-01-02T15:04:05"), true
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

// styles finds out which styles show numbers as dates or times.
func (w *workbookReader) styles() error {
	const part = "xl/styles.xml"
	if w.parts[part] == nil {
		return nil
	}
	dates := map[int]bool{}
	for _, span := range [][2]int{{14, 22}, {27, 36}, {45, 47}, {50, 58}} { // built in
		for id := span[0]; id <= span[1]; id++ {
			dates[id] = true
		}
	}
	inFormats := false
	return w.tokens(part, func(_ *xml.Decoder, token xml.Token) error {
		switch e := token.(type) {
		case xml.StartElement:
			switch {
			case e.Name.Local == "numFmt":
				if id, err := strconv.Atoi(attribute(e, "numFmtId")); err == nil {
					dates[id] = showsMoment(attribute(e, "formatCode"))
				}
			case e.Name.Local == "cellXfs":
				inFormats = true
			case e.Name.Local == "xf" && inFormats:
				id, _ := strconv.Atoi(attribute(e, "numFmtId")) // none means the general format
				w.moments = append(w.moments, dates[id])
			}
		case xml.EndElement:
			inFormats = inFormats && e.Name.Local != "cellXfs"
		}
		return nil
	})
}

// showsMoment tells whether a number format has letters of days or times outside of quotation
// marks and brackets.
func showsMoment(format string) bool {
	quotes, bracket := false, false
	for i := 0; i < len(format); i++ {
		switch letter := format[i]; {
		case letter == '"':
			quotes = !quotes
		case quotes:
		case letter == '\\' || letter == '_' || letter == '*':
			i++
		case letter == '[':
			bracket = true
		case letter == ']':
			bracket = false
		case bracket:
		case strings.IndexByte("dDyYhHsSmM", letter) >= 0:
			return true
		}
	}
	return false
}
