package form

import (
	"time"

	"touchstone/api/form/expr"
)

// dateType takes calendar dates such as 2026-03-01.
var dateType = questionType{accepts: acceptsMoment(true), value: textValue, read: readText}

// acceptsMoment takes dates, or dateTimes.
func acceptsMoment(dateOnly bool) func(answer any) (any, bool) {
	return func(answer any) (any, bool) {
		s, _ := answer.(string)
		moment, ok := expr.ParseMoment(s, time.UTC)
		return s, ok && moment.DateOnly == dateOnly
	}
}
