package form

import (
	"math"

	"touchstone/api/form/expr"
)

// rangeType takes numbers on a scale: sliders, rating stars, smileys, 0 to 10.
var rangeType = questionType{
	accepts: acceptsNumber,
	check: func(answer any, q *Question, _ []*Choice) string {
		scale := q.Scale()
		x := answer.(float64)
		steps := (x - scale.Start) / scale.Step
		// A scale such as 0 to 1 by 0.1 has no exact steps in binary.
		if x < min(scale.Start, scale.End) || x > max(scale.Start, scale.End) || math.Abs(steps-math.Round(steps)) > 1e-9 {
			return CodeRange
		}
		return ""
	},
	value: numberValue, read: readNumber, numeric: true,
	parameters: []string{"start", "end", "step"},
}

// Scale is the scale of a range question; Step is positive.
type Scale struct{ Start, End, Step float64 }

// Scale reads the parameters start, end and step; what they leave out is 1 to 10 in steps of 1.
func (q *Question) Scale() Scale {
	scale := Scale{q.number("start", 1), q.number("end", 10), math.Abs(q.number("step", 1))}
	if scale.Step == 0 {
		scale.Step = 1
	}
	return scale
}

// number reads a parameter that is a number, or a text of one.
func (q *Question) number(parameter string, otherwise float64) float64 {
	switch x := q.Parameters[parameter].(type) {
	case float64:
		return x
	case string: // as spreadsheets hand it over
		if number := expr.Text(x).Number(nil); !math.IsInf(number, 0) && !math.IsNaN(number) {
			return number
		}
	}
	return otherwise
}
