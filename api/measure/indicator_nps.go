package measure

import (
	"math"

	"touchstone/api/fieldwork"
)

// npsKind is the net promoter score: of the whole numbers 0 to 10, 0 to 6 are -100, 7 and 8
// are 0, 9 and 10 are +100. Anything else is not an answer to that question.
var npsKind = kind{name: "nps", family: nets, perInstance: true, value: npsValue, scale: fixedScale(-100, 100)}

func npsValue(in *indication) fieldwork.IndicatorValue {
	q, answer, absent := in.subject()
	if absent != "" {
		return absentFor(absent)
	}
	x, isNumber := in.number(q, answer)
	switch {
	case !isNumber || x < 0 || x > 10 || x != math.Trunc(x):
		return absentFor(AbsentMissing)
	case x <= 6:
		return present(-100)
	case x <= 8:
		return present(0)
	default:
		return present(100)
	}
}
