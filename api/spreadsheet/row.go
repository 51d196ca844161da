package spreadsheet

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"time"
)

// Row is one row as answers.
type Row struct {
	Line        int
	Key         string // the same in every run over the same data; unique in the file
	Answers     map[string]any
	Cells       map[string]Cell // where the answers come from, by question
	Weight      *float64
	Cluster     string
	Location    string
	Language    string
	SubmittedAt time.Time // clock of the place, without zone (in UTC); zero when unknown
	Problems    []Problem
	Left        bool // the row cannot be taken at all; Problems says why
}

// Cell is a place in the file and what stands there.
type Cell struct {
	Line   int
	Column string
	Value  string
}

// Rows gives every row of the sheet in order.
func (b *Binding) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		seen := map[string]int{}
		for record := range b.sheet.Rows() {
			row := b.row(record)
			if !row.Left {
				b.identify(&row, record, seen)
			}
			if !yield(row) {
				return
			}
		}
	}
}

func (b *Binding) row(record Record) Row {
	row := Row{Line: record.Line}
	cells := record.Cells
	if reason := b.fit(&row, &cells); reason != "" {
		row.Left = true
		return row
	}
	row.Answers = make(map[string]any, len(b.readers)+len(b.constant))
	row.Cells = make(map[string]Cell, len(b.readers))
	for question, value := range b.constant {
		if value != nil {
			row.Answers[question] = value
		}
	}
	for i := range b.readers {
		b.answer(&row, &b.readers[i], cells)
	}
	if value, ok := b.one(&row, b.weight, cells).(float64); ok {
		if value < 0 {
			row.report(b.place(&row, b.weight, cells), CodeRange, "A weight cannot be negative.")
		} else {
			row.Weight = &value
		}
	}
	row.Cluster, _ = b.one(&row, b.cluster, cells).(string)
	row.Location, _ = b.one(&row, b.location, cells).(string)
	row.Language, _ = b.one(&row, b.language, cells).(string)
	row.SubmittedAt, _ = b.one(&row, b.submittedAt, cells).(time.Time)
	return row
}

// fit makes the row as wide as the header; it returns why the row cannot be taken, or "".
func (b *Binding) fit(row *Row, cells *[]string) string {
	width := len(b.sheet.Header)
	blank, filled := true, 0
	for i, cell := range *cells {
		if len(cell) > MaxCell {
			column := ""
			if i < width {
				column = b.sheet.Header[i]
			}
			row.report(Cell{row.Line, column, cut(cell)}, CodeTooLong, fmt.Sprintf("The cell holds %d bytes, %d are allowed; the row is left out.", len(cell), MaxCell))
			return CodeTooLong
		}
		if strings.TrimSpace(cell) != "" {
			blank, filled = false, i+1
		}
	}
	switch {
	case blank:
		row.report(Cell{Line: row.Line}, CodeBlankRow, "The row is blank; it is left out.")
		return CodeBlankRow
	case filled > width:
		row.report(Cell{Line: row.Line, Value: cut(strings.Join((*cells)[width:], " "))}, CodeLongRow,
			fmt.Sprintf("The row has %d cells, the header %d: its cells cannot be told apart, so it is left out. Is a delimiter inside a cell without quotation marks?", filled, width))
		return CodeLongRow
	case len(*cells) < width:
		row.report(Cell{Line: row.Line}, CodeShortRow, fmt.Sprintf("The row has %d cells, the header %d; the missing ones count as blank.", len(*cells), width))
		padded := make([]string, width)
		copy(padded, *cells)
		*cells = padded
	}
	return ""
}

func (b *Binding) answer(row *Row, r *reader, cells []string) {
	if r.kind != "select_multiple" {
		if value := b.one(row, r, cells); value != nil {
			row.Answers[r.question] = value
		}
		return
	}
	var chosen []any
	for _, at := range r.columns {
		cell := Cell{row.Line, b.sheet.Header[at], cells[at]}
		value, code, message := r.read(cells[at])
		switch {
		case code != "":
			row.problem(cell, code, message, r.question)
		case value == nil:
		case contains(chosen, value):
			row.problem(cell, CodeRepeated, "The same choice stands in another column already.", r.question)
		default:
			chosen = append(chosen, value)
			row.Cells[r.question] = cell
		}
	}
	if len(chosen) > 0 {
		row.Answers[r.question] = chosen
	}
}

func contains(values []any, value any) bool {
	for _, v := range values {
		if v == value {
			return true
		}
	}
	return false
}

// one reads the single column of a reader; nil when blank, odd or not mapped.
func (b *Binding) one(row *Row, r *reader, cells []string) any {
	if r == nil {
		return nil
	}
	cell := b.place(row, r, cells)
	value, code, message := r.read(cell.Value)
	if code != "" {
		row.problem(cell, code, message, r.question)
		return nil
	}
	if r.question != "" && value != nil {
		row.Cells[r.question] = cell
	}
	return value
}

func (b *Binding) place(row *Row, r *reader, cells []string) Cell {
	at := r.columns[0]
	return Cell{row.Line, b.sheet.Header[at], cells[at]}
}

// Report adds a problem with the answer to a question, at the place it comes from.
func (row *Row) Report(question, code, message string) {
	cell, mapped := row.Cells[question]
	if !mapped {
		cell.Line = row.Line
	}
	row.problem(cell, code, message, question)
}

func (row *Row) report(cell Cell, code, message string) { row.problem(cell, code, message, "") }

func (row *Row) problem(cell Cell, code, message, question string) {
	row.Problems = append(row.Problems, Problem{Line: cell.Line, Column: cell.Column, Code: code, Message: message, Value: cell.Value, Question: question})
}

// identify gives the row its key: the key columns, or the whole content where there is
// none, with the number of its occurrence.
func (b *Binding) identify(row *Row, record Record, seen map[string]int) {
	var parts []string
	filled := false
	for _, at := range b.key {
		cell := ""
		if at < len(record.Cells) {
			cell = strings.TrimSpace(record.Cells[at])
		}
		filled = filled || cell != ""
		parts = append(parts, strconv.Quote(cell))
	}
	key := strings.Join(parts, " ")
	if !filled {
		if len(b.key) > 0 {
			row.report(Cell{Line: row.Line, Column: b.sheet.Header[b.key[0]]}, CodeNoKey, "The row has no key; it is known by its whole content.")
		}
		sum := sha256.Sum256([]byte(strings.Join(quoteAll(record.Cells), " ")))
		key = "content " + hex.EncodeToString(sum[:])
	}
	seen[key]++
	if n := seen[key]; n > 1 {
		if filled {
			row.report(Cell{Line: row.Line, Column: b.sheet.Header[b.key[0]], Value: key}, CodeRepeatedKey,
				fmt.Sprintf("The key occurs for the %d. time; the row is kept as another response.", n))
		}
		key += " occurrence " + strconv.Itoa(n)
	}
	row.Key = key
}

func quoteAll(cells []string) []string {
	quoted := make([]string, len(cells))
	for i, cell := range cells {
		quoted[i] = strconv.Quote(cell)
	}
	return quoted
}
