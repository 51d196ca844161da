package form

import "math"

// largestInteger is the largest whole number that both engines hold exactly.
const largestInteger = 1<<53 - 1

// integerType takes whole numbers between -(2^53-1) and 2^53-1.
var integerType = questionType{
	accepts: func(answer any) (any, bool) {
		number, ok := acceptsNumber(answer)
		x, _ := number.(float64)
		return number, ok && x == math.Trunc(x) && math.Abs(x) <= largestInteger
	},
	value: numberValue, read: readNumber, numeric: true,
}
