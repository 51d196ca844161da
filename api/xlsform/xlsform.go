// Package xlsform reads questionnaires from spreadsheets written as XLSForm (xlsform.org) and
// writes definitions as such spreadsheets. Whatever XLSForm lacks, such as scoring and
// indicators, stands in further columns and sheets, so that a written file reads as the same
// definition. Everything wrong in a sheet is reported at once, each with sheet, row and column.
package xlsform

import (
	"cmp"
	"fmt"
	"slices"

	"touchstone/api/form"
)

// Source is a form as somebody brings it.
type Source struct {
	Name string // of the file; its ending tells CSV and Markdown tables from workbooks
	Data []byte
	// Table gives a file of data that the form names (CSV, GeoJSON), Media describes a picture,
	// sound or film; nil for none.
	Table func(name string) (data []byte, ok bool)
	Media func(name string) (form.File, bool)
	// ID and Kind, where set, go before what the sheet settings says.
	ID, Kind string
}

// Companion is a media file that the form names.
type Companion struct {
	Name string `json:"name"`
	form.File
}

// Imported is what was read. With problems of severity Error the definition holds what could
// be understood.
type Imported struct {
	Definition *form.Definition
	Problems   []form.Problem
	Files      []Companion // media files that came along, by name
}

// Import reads a form and checks it. It fails with Invalid "xlsform.…" or TooLarge
// "xlsform.tooLarge" where there is no form to read at all.
func Import(source Source) (Imported, error) {
	book, err := open(source.Name, source.Data)
	if err != nil {
		return Imported{}, err
	}
	if err := book.complete(); err != nil {
		return Imported{}, err
	}
	r := &reading{source: source, book: book, definition: &form.Definition{}, origins: map[string]origin{}}
	r.read()
	return Imported{Definition: r.definition, Problems: r.problems(), Files: r.companions}, nil
}

// reading is one import under way.
type reading struct {
	source       Source
	book         *workbook
	definition   *form.Definition
	tongues      tongues
	found        []form.Problem
	origins      map[string]origin // of parts of the definition, by JSON pointer
	companions   []Companion
	lists        map[string]*choiceList
	tables       map[string]bool // names for which data were sought
	dataFiles    map[string]dataFile
	listCells    int // of the lists from files so far
	items        []*item
	renamedLists []string
	logic        int      // letters of the expressions so far
	replaced     []string // lists for which one with the choice "other" was made
}

func (r *reading) read() {
	for _, s := range r.book.sheets {
		r.cells(s)
	}
	settings, survey, choices := r.book.table("settings"), r.book.table("survey"), r.book.table("choices")
	external := r.book.table("external_choices")
	r.tongues = r.languages(settings, survey, choices, external)
	for _, t := range []*table{settings, survey, choices, external} {
		r.columns(t)
	}
	r.otherSheets()
	r.readSettings(settings)
	r.readChoices(choices)
	r.readChoices(external)
	r.readTables(r.book.sheet("tables"))
	r.readFiles(r.book.table("files"))
	r.items = r.readSurvey(survey)
	r.layChoices()
	r.walk(r.items, r.repairFilter)
	r.rename()
	r.definition.Body = r.lay("/body", r.items)
	r.readScoring(r.book.table("scoring"))
	r.readIndicators(r.book.table("indicators"))
	r.gather()
}

// problems adds what the check finds, each with its cell, and orders by where it stands.
func (r *reading) problems() []form.Problem {
	all := r.found
	type said struct {
		at   place
		code string // "" for an error
	}
	known := map[said]bool{}
	for _, p := range r.found {
		at := place{p.Sheet, p.Row, p.Column}
		known[said{at, p.Code}] = true
		known[said{at, ""}] = known[said{at, ""}] || p.Severity == form.Error
	}
	for _, p := range form.Check(r.definition) {
		at := r.placeOf(p.Path)
		p.Sheet, p.Row, p.Column = at.sheet, at.row, at.column
		p.Message = r.withRows(p.Message)
		if at.column == "" || !known[said{at, p.Code}] && !known[said{at, ""}] {
			all = append(all, p) // else it follows from what is said of the cell already
		}
	}
	order := map[string]int{}
	for i, s := range r.book.sheets {
		order[s.name] = i
	}
	slices.SortStableFunc(all, func(a, b form.Problem) int {
		return cmp.Or(cmp.Compare(order[a.Sheet], order[b.Sheet]), cmp.Compare(a.Row, b.Row))
	})
	return fewer(slices.CompactFunc(all, func(a, b form.Problem) bool {
		a.Path = b.Path // one cell may have become several parts, such as the choices of two lists
		return a == b
	}))
}

// fewer bounds the list for a file in which every cell is wrong; what is left out counts as
// an error when it holds one.
func fewer(all []form.Problem) []form.Problem {
	if len(all) <= mostProblems {
		return all
	}
	rest := form.Problem{Severity: form.Warning, Code: "more", Message: fmt.Sprintf("There are %d more problems; correct these first.", len(all)-mostProblems), Sheet: all[mostProblems].Sheet}
	if form.Failed(all[mostProblems:]) {
		rest.Severity = form.Error
	}
	return append(all[:mostProblems:mostProblems], rest)
}
