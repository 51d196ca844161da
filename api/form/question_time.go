package form

import "touchstone/api/form/expr"

// timeType takes times of the day such as 14:30, with seconds, a fraction and an offset at will.
var timeType = questionType{
	accepts: func(answer any) (any, bool) {
		s, _ := answer.(string)
		return s, expr.IsTime(s)
	},
	value: textValue, read: readText,
}
