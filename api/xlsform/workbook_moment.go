package xlsform

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"
	"time"
)

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
