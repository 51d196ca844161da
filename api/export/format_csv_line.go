package export

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is a row of CSV in the making, in the form that WriteCSV gives: for tables of millions
// of rows, where a text per cell would cost more than all the rest.
type line struct {
	out   []byte
	begun bool
}

func (l *line) separate() {
	if l.begun {
		l.out = append(l.out, ',')
	}
	l.begun = true
}

// nothing adds an empty cell.
func (l *line) nothing() { l.separate() }

// number adds a number or truth as JSON writes it.
func (l *line) number(value []byte) {
	l.separate()
	l.out = append(l.out, value...)
}

// text adds a text, with an apostrophe in front where it looks like a formula.
func (l *line) text(text []byte) {
	l.separate()
	if len(text) == 0 {
		return
	}
	formula := strings.IndexByte(formulaStarts, text[0]) >= 0
	if !needsQuotes(text, formula) {
		if formula {
			l.out = append(l.out, '\'')
		}
		l.out = append(l.out, text...)
		return
	}
	l.out = append(l.out, '"')
	if formula {
		l.out = append(l.out, '\'')
	}
	for _, c := range text {
		switch c {
		case '"':
			l.out = append(l.out, '"', '"')
		case '\r': // lines within a cell end as those of the table
		case '\n':
			l.out = append(l.out, '\r', '\n')
		default:
			l.out = append(l.out, c)
		}
	}
	l.out = append(l.out, '"')
}

// needsQuotes tells whether encoding/csv would put a text into quotes.
func needsQuotes(text []byte, formula bool) bool {
	for _, c := range text {
		if c == ',' || c == '"' || c == '\r' || c == '\n' {
			return true
		}
	}
	if formula {
		return false
	}
	first, _ := utf8.DecodeRune(text)
	return unicode.IsSpace(first) || string(text) == `\.`
}

// end ends the row and gives everything written.
func (l *line) end() []byte {
	out := append(l.out, '\r', '\n')
	l.out, l.begun = nil, false
	return out
}
