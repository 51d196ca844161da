package spreadsheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// instant is the inner type of submittedAt: a date that may carry a time of day.
const instant = "dateTime"

// reader turns the cells of a question's columns into its answer.
type reader struct {
	question string
	kind     string // question type
	columns  []int
	recode   map[string]string // from trimmed cell to choice name or value
	blank    map[string]bool
	choices  map[string]string // plain name or label -> choice name
	span     []float64
	comma    bool // decimal comma
	layout   string
	month    string
}

// read turns one cell into a value; nil is blank. A code says why it cannot.
func (r *reader) read(cell string) (value any, code, message string) {
	cell = strings.TrimSpace(cell)
	if r.blank[cell] {
		return nil, "", ""
	}
	if recoded, ok := r.recode[cell]; ok {
		if r.choices != nil {
			return recoded, "", ""
		}
		cell = recoded
	}
	switch r.kind {
	case "select_one", "select_multiple":
		return r.choice(cell)
	case "integer", "decimal", "range":
		return r.number(cell)
	case "date", instant:
		return r.date(cell)
	}
	return cell, "", ""
}

func (r *reader) choice(cell string) (any, string, string) {
	if name, ok := r.choices[plain(cell)]; ok {
		return name, "", ""
	}
	// Spreadsheet programs write whole numbers as 5.0 now and then.
	if number, err := strconv.ParseFloat(cell, 64); err == nil && number == math.Trunc(number) && math.Abs(number) < 1e9 {
		whole := strconv.FormatFloat(number, 'f', 0, 64)
		if r.blank[whole] {
			return nil, "", ""
		}
		if name, ok := r.recode[whole]; ok {
			return name, "", ""
		}
		if name, ok := r.choices[whole]; ok {
			return name, "", ""
		}
	}
	return nil, CodeChoice, fmt.Sprintf("%s is not a code of this column.", strconv.Quote(cut(cell)))
}

func (r *reader) number(cell string) (any, string, string) {
	text := cell
	if r.comma {
		text = strings.Replace(strings.NewReplacer(".", "", "'", "", "’", "", "\u00a0", "", "\u202f", "").Replace(cell), ",", ".", 1)
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsNaN(number) || math.IsInf(number, 0) || strings.ContainsAny(text, "xXpP_") {
		return nil, CodeNumber, fmt.Sprintf("%s is not a number.", strconv.Quote(cut(cell)))
	}
	if r.kind == "integer" && (number != math.Trunc(number) || math.Abs(number) > 1<<53) {
		return nil, CodeNumber, fmt.Sprintf("%s is not a whole number.", cell)
	}
	if r.span != nil && (number < r.span[0] || number > r.span[1]) {
		return nil, CodeRange, fmt.Sprintf("%s is outside %v to %v.", cell, r.span[0], r.span[1])
	}
	return number, "", ""
}

// date gives a time.Time without zone (in UTC); a date alone is noon.
func (r *reader) date(cell string) (any, string, string) {
	layout, text := r.layout, cell
	if r.month != "" {
		layout, text = "2006-01-2", r.month+"-"+cell
	}
	t, err := time.Parse(layout, text)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return nil, CodeDate, fmt.Sprintf("%s is not a date of the declared format.", strconv.Quote(cut(cell)))
	}
	if r.kind == "date" {
		return t.Format("2006-01-02"), "", ""
	}
	if t.Equal(t.Truncate(24 * time.Hour)) {
		t = t.Add(12 * time.Hour)
	}
	return t, "", ""
}

// cut keeps messages readable.
func cut(text string) string {
	if len(text) <= 80 {
		return text
	}
	if runes := []rune(text); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return text
}
