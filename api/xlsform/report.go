package xlsform

import (
	"fmt"

	"touchstone/api/form"
)

func (r *reading) wrong(at place, code, message string, args ...any) {
	r.report(form.Error, at, code, message, args...)
}

func (r *reading) warn(at place, code, message string, args ...any) {
	r.report(form.Warning, at, code, message, args...)
}

const mostProblems = 2000

func (r *reading) report(severity form.Severity, at place, code, message string, args ...any) {
	if severity == form.Warning && len(r.found) > 10*mostProblems {
		return
	}
	r.found = append(r.found, form.Problem{
		Severity: severity, Code: code, Message: fmt.Sprintf(message, args...), Sheet: at.sheet, Row: at.row, Column: at.column,
	})
}
