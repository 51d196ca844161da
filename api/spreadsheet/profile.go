package spreadsheet

import (
	"slices"
	"strconv"
	"strings"
)

// Profile is what a person wants to see of a file before mapping it.
type Profile struct {
	Format  Format          `json:"format"`
	Columns []ColumnProfile `json:"columns"`
	Sample  [][]string      `json:"sample"` // the first five rows, cells cut to 80 characters
}

// ColumnProfile counts what stands in one column; cells are trimmed and cut to 80 characters.
type ColumnProfile struct {
	Name     string    `json:"name"`
	Distinct int       `json:"distinct"` // different filled cells; counting stops at 2,000
	Blank    int       `json:"blank"`
	Numeric  bool      `json:"numeric"` // every filled cell is a number
	Examples []Example `json:"examples"`

	unique bool
}

// Example is one of the five most frequent cells of a column.
type Example struct {
	Value string `json:"value"`
	Count int    `json:"count"`
}

// mostDistinct bounds the memory of a profile: 500 columns stay below 100 MB.
const mostDistinct = 2000

// Profile goes through the whole file and describes each column.
func (s *Sheet) Profile() Profile {
	p := Profile{Format: s.Format, Columns: make([]ColumnProfile, len(s.Header)), Sample: [][]string{}}
	counts := make([]map[string]int, len(s.Header))
	for i, name := range s.Header {
		p.Columns[i] = ColumnProfile{Name: name, Numeric: true, unique: true}
		counts[i] = map[string]int{}
	}
	for record := range s.Rows() {
		if len(p.Sample) < 5 {
			p.Sample = append(p.Sample, sample(record.Cells, len(s.Header)))
		}
		for i := range p.Columns {
			cell := ""
			if i < len(record.Cells) {
				cell = cut(strings.TrimSpace(record.Cells[i]))
			}
			p.Columns[i].add(counts[i], cell)
		}
	}
	for i := range p.Columns {
		p.Columns[i].finish(counts[i])
	}
	return p
}

func sample(cells []string, width int) []string {
	row := make([]string, width)
	for i := range min(width, len(cells)) {
		row[i] = strings.Clone(cut(cells[i]))
	}
	return row
}

func (c *ColumnProfile) add(counts map[string]int, cell string) {
	if cell == "" {
		c.Blank++
		return
	}
	if n, known := counts[cell]; known {
		counts[cell] = n + 1
		c.unique = false
		return
	}
	c.Numeric = c.Numeric && numeric(cell)
	if len(counts) < mostDistinct {
		counts[strings.Clone(cell)] = 1 // a clone, so that the whole row is not kept alive
	}
}

// numeric reports whether a cell is a number with a decimal point or comma.
func numeric(cell string) bool {
	if at := strings.IndexByte(cell, ','); at >= 0 {
		cell = cell[:at] + "." + cell[at+1:]
	}
	_, err := strconv.ParseFloat(cell, 64)
	return err == nil
}

func (c *ColumnProfile) finish(counts map[string]int) {
	c.Distinct = len(counts)
	c.Numeric = c.Numeric && c.Distinct > 0
	c.unique = c.unique && c.Blank == 0 && c.Distinct > 0
	c.Examples = make([]Example, 0, len(counts))
	for value, count := range counts {
		c.Examples = append(c.Examples, Example{value, count})
	}
	slices.SortFunc(c.Examples, func(a, b Example) int {
		if a.Count != b.Count {
			return b.Count - a.Count
		}
		return strings.Compare(a.Value, b.Value)
	})
	c.Examples = slices.Clip(c.Examples[:min(5, len(c.Examples))])
}
