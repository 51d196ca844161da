// Package export writes tables for other programs: a format a file. It is pure; whoever
// calls says where the rows come from and where they go.
package export

import (
	"iter"
	"strings"
)

// Table is what is written: a row holds texts, numbers (int, int64, float64), truths, or nil
// for nothing, in the order of the columns. Rows are asked for as they are written.
type Table struct {
	Name    string // of the sheet, at most 31 characters
	Columns []string
	Rows    iter.Seq[[]any]
}

// formulaStarts are the characters at which spreadsheet programs take a text for a formula
// (OWASP, "CSV Injection").
const formulaStarts = "=+-@\t\r"

// Harmless gives a text that no spreadsheet program takes for a formula.
func Harmless(text string) string {
	if text != "" && strings.ContainsRune(formulaStarts, rune(text[0])) {
		return "'" + text
	}
	return text
}

// Meant gives back the text that Harmless was given.
func Meant(text string) string {
	if len(text) > 1 && text[0] == '\'' && strings.ContainsRune(formulaStarts, rune(text[1])) {
		return text[1:]
	}
	return text
}
