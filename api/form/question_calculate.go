package form

import (
	"math"
	"time"

	"touchstone/api/form/expr"
)

// calculateType holds any single value: calculations and hidden questions.
var calculateType = questionType{
	accepts: func(answer any) (any, bool) {
		switch a := answer.(type) {
		case string, bool:
			return a, true
		default:
			return acceptsNumber(answer)
		}
	},
	value: func(answer any) expr.Value {
		switch a := answer.(type) {
		case string:
			return expr.Text(a)
		case bool:
			return expr.Bool(a)
		case float64:
			return expr.Num(a)
		default:
			return expr.Value{}
		}
	},
	read: func(v expr.Value, zone *time.Location) any {
		switch v.Kind() {
		case expr.Number:
			if x := v.Number(zone); !math.IsNaN(x) && !math.IsInf(x, 0) {
				return x + 0
			}
			return nil
		case expr.Boolean:
			return v.Boolean()
		default:
			return v.String()
		}
	},
	silent: true,
}
