package xlsform

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
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
