package report

import (
	"slices"

	"touchstone/api/measure"
)

// worded are notes that sentences tell in their own words.
var worded = []string{"significantAlone", "neededOutOfReach", "smallerThanRelevant", "goalMet"}

// footnote gives the number of a note, which is added if it is new.
func (w *writer) footnote(note measure.Note) int {
	for i, known := range w.report.Footnotes {
		if known.Code == note.Code && known.Text[english] == note.Text[english] {
			return i + 1
		}
	}
	w.report.Footnotes = append(w.report.Footnotes, note)
	return len(w.report.Footnotes)
}

// footnotes gives the numbers of everything to be kept in mind for a row.
func (w *writer) footnotes(row *measure.Row) []int {
	var numbers []int
	for _, note := range row.Notes {
		if note.Code == "goalNear" && !isComposite(row) {
			continue // only the table of touchpoints tells the way to the goal
		}
		if !slices.Contains(worded, note.Code) {
			numbers = append(numbers, w.footnote(note))
		}
	}
	for _, warning := range w.request.Comparison.Warnings {
		if warning.Indicator != "" && warning.Indicator == row.Indicator && warning.Definition == row.Definition.ID {
			numbers = append(numbers, w.footnote(measure.Note{Code: warning.Code, Text: warning.Text}))
		}
	}
	return numbers
}

// general adds the warnings that concern no row alone.
func (w *writer) general() {
	for _, warning := range w.request.Comparison.Warnings {
		if warning.Indicator == "" {
			w.footnote(measure.Note{Code: warning.Code, Text: warning.Text})
		}
	}
}
