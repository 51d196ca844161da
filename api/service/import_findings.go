package service

import (
	"cmp"
	"slices"
	"strings"

	"touchstone/api/spreadsheet"
)

// Bounds of what is kept of an import's findings; the file of all problems has no bound.
const (
	mostProblems = 1000
	mostOddities = 2000 // different odd values; further ones are counted together, by column
	mostLines    = 20
)

// anyValue stands for the odd values beyond mostOddities.
const anyValue = "…"

// findings counts problems as they come, in any order of lines, and reports them by line.
type findings struct {
	columns  map[string]int // position in the file
	odd      map[oddKey]*Oddity
	problems []spreadsheet.Problem
	count    int
}

type oddKey struct{ code, column, value string }

func newFindings(header []string) findings {
	f := findings{columns: map[string]int{}, odd: map[oddKey]*Oddity{}}
	for i, name := range header {
		f.columns[name] = i + 1
	}
	return f
}

func (f *findings) add(problem spreadsheet.Problem) {
	f.count++
	f.problems = append(f.problems, problem)
	if len(f.problems) >= 4*mostProblems {
		f.shorten()
	}
	key := oddKey{problem.Code, problem.Column, problem.Value}
	if f.odd[key] == nil {
		if len(f.odd) >= mostOddities {
			key.value = anyValue
		}
		if f.odd[key] == nil {
			f.odd[key] = &Oddity{Code: key.code, Column: key.column, Value: key.value, Lines: []int{}}
		}
	}
	odd := f.odd[key]
	odd.Count++
	if problem.Line > 0 {
		odd.Lines = append(odd.Lines, problem.Line)
	}
	if len(odd.Lines) >= 4*mostLines {
		odd.Lines = first(odd.Lines, mostLines)
	}
}

func (f *findings) shorten() {
	slices.SortStableFunc(f.problems, func(a, b spreadsheet.Problem) int {
		return cmp.Or(a.Line-b.Line, f.columns[a.Column]-f.columns[b.Column], strings.Compare(a.Code, b.Code))
	})
	f.problems = f.problems[:min(len(f.problems), mostProblems)]
}

func first(lines []int, most int) []int {
	slices.Sort(lines)
	return lines[:min(len(lines), most)]
}

// report gives a copy of the findings: odd values by column, the most frequent first.
func (f *findings) report() ImportFindings {
	f.shorten()
	report := ImportFindings{Odd: make([]Oddity, 0, len(f.odd)), Problems: slices.Clone(f.problems), ProblemCount: f.count}
	if report.Problems == nil {
		report.Problems = []spreadsheet.Problem{}
	}
	for _, odd := range f.odd {
		shown := *odd
		shown.Lines = slices.Clone(first(odd.Lines, mostLines))
		report.Odd = append(report.Odd, shown)
	}
	slices.SortFunc(report.Odd, func(a, b Oddity) int {
		return cmp.Or(f.columns[a.Column]-f.columns[b.Column], strings.Compare(a.Code, b.Code), b.Count-a.Count, strings.Compare(a.Value, b.Value))
	})
	return report
}
