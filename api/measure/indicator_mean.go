package measure

import "touchstone/api/fieldwork"

// meanKind is a number as answered: a rating, an integer, a decimal, a choice with a value.
var meanKind = kind{name: "mean", family: means, perInstance: true, value: meanValue, scale: ratingScale}

func meanValue(in *indication) fieldwork.IndicatorValue {
	_, x, absent := in.rating()
	if absent != "" {
		return absentFor(absent)
	}
	return present(x)
}
