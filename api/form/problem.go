package form

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/fault"
)

// Severity tells whether a problem forbids the use of a definition.
type Severity string

// The severities.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
)

// Problem is something wrong with a definition.
type Problem struct {
	Path     string   `json:"path"` // JSON pointer (RFC 6901), for example /body/0/constraint; "" is the whole
	Severity Severity `json:"severity"`
	Code     string   `json:"code"`    // stable, for example "name"
	Message  string   `json:"message"` // what is wrong and what to do
	// Sheet, Row (from 1) and Column (its header) say where it stands in a spreadsheet.
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row,omitempty"`
	Column string `json:"column,omitempty"`
}

// Failed tells whether any of the problems is an error.
func Failed(problems []Problem) bool {
	return slices.ContainsFunc(problems, func(p Problem) bool { return p.Severity == Error })
}

// problems collects what is wrong, in the order it is found.
type problems []Problem

func (p *problems) wrong(path, code, message string, args ...any) {
	*p = append(*p, Problem{Path: path, Severity: Error, Code: code, Message: fmt.Sprintf(message, args...)})
}

func (p *problems) warn(path, code, message string, args ...any) {
	*p = append(*p, Problem{Path: path, Severity: Warning, Code: code, Message: fmt.Sprintf(message, args...)})
}

// sorted orders by path, keeping the order of what was found at the same path.
func (p problems) sorted() []Problem {
	slices.SortStableFunc(p, func(a, b Problem) int { return cmp.Compare(a.Path, b.Path) })
	return p
}

// Invalid makes the fault of a definition that has errors; the fields are its errors. It returns nil when there are none.
func Invalid(found []Problem) error {
	failure := fault.New(fault.Invalid, "definition.invalid", "The definition has mistakes.")
	for _, p := range found {
		if p.Severity == Error {
			failure.Fields = append(failure.Fields, fault.Field{Path: p.Path, Code: p.Code, Message: p.Message})
		}
	}
	if len(failure.Fields) == 0 {
		return nil
	}
	return failure
}

// at gives the pointer to a member of a list, join to a member of an object.
func at(path string, i int) string { return path + "/" + strconv.Itoa(i) }

func join(path, key string) string { return path + "/" + pointerEscapes.Replace(key) }

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")
