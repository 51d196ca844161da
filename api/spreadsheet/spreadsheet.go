// Package spreadsheet reads old survey data from CSV files: it finds out encoding and
// delimiter, lays a mapping (which column answers which question, what the codes mean)
// over the header, and turns each row into answers. It is pure. Nothing is dropped in
// silence: whatever it cannot place is reported as a Problem with line and column.
package spreadsheet

import "fmt"

// Limits of a file; a file beyond them is refused with a fault.
const (
	MaxColumns = 500
	MaxCell    = 32_767 // bytes, the limit of spreadsheet programs in characters
)

// Problem says that a cell, row or column could not be taken as it is.
type Problem struct {
	Line    int    `json:"line"`             // of the file, from 1 (the header is usually 1); 0 when the whole column is meant
	Column  string `json:"column,omitempty"` // header name; "" when the whole row is meant
	Code    string `json:"code"`             // one of the Code constants
	Message string `json:"message"`
	Value   string `json:"value,omitempty"` // the cell as it stands in the file

	Question string `json:"question,omitempty"`
}

// Codes of problems. Those marked (row) mean that the whole row was left out.
const (
	CodeChoice      = "choice"      // the value is no choice of the question
	CodeNumber      = "number"      // not a number
	CodeRange       = "range"       // number outside the range
	CodeDate        = "date"        // not a date of the declared format
	CodeRepeated    = "repeated"    // the same choice twice in a select_multiple
	CodeTooLong     = "tooLong"     // (row) a cell beyond MaxCell
	CodeShortRow    = "shortRow"    // fewer cells than the header; the missing ones count as blank
	CodeLongRow     = "longRow"     // (row) more filled cells than the header has columns
	CodeBlankRow    = "blankRow"    // (row) only blank cells
	CodeNoKey       = "noKey"       // key columns blank: the row is known by its whole content
	CodeRepeatedKey = "repeatedKey" // the key occurred before: kept, told apart by its occurrence
	CodeUnmapped    = "unmapped"    // column neither mapped nor in ignore; nothing of it is imported
	CodeAbsent      = "absent"      // optional column not in this file
)

// Name stands for a column without header: "#" and its number, from 1.
func unnamed(index int) string { return fmt.Sprintf("#%d", index+1) }
