package form

import (
	"strings"

	"touchstone/api/form/expr"
)

// geotraceType takes a list of at least two places: a way.
var geotraceType = questionType{
	accepts: acceptsPlaces,
	check: func(answer any, _ *Question, _ []*Choice) string {
		return checkPlaces(answer.([]any), 2)
	},
	value:      func(answer any) expr.Value { return placesValue(answer, false) },
	parameters: geopointType.parameters,
}

func acceptsPlaces(answer any) (any, bool) {
	places, ok := answer.([]any)
	if !ok {
		return nil, false
	}
	for _, place := range places {
		if _, ok := geopointType.accepts(place); !ok {
			return nil, false
		}
	}
	return places, true
}

// checkPlaces wants all places on the earth, and at least so many different ones.
func checkPlaces(places []any, least int) string {
	different := map[[2]float64]bool{}
	for _, place := range places {
		if code := geopointType.check(place, nil, nil); code != "" {
			return code
		}
		different[position2D(place)] = true
	}
	if len(different) < least {
		return CodeRange
	}
	return ""
}

func position2D(place any) [2]float64 {
	p, _ := place.(map[string]any)
	return [2]float64{coordinate(p, "lat"), coordinate(p, "lon")}
}

// placesValue prints "lat lon alt accuracy; lat lon alt accuracy"; a closed line ends where it began.
func placesValue(answer any, closed bool) expr.Value {
	places, _ := answer.([]any)
	printed := make([]string, 0, len(places)+1)
	for _, place := range places {
		printed = append(printed, geopointType.value(place).String())
	}
	if last := len(places) - 1; closed && last > 0 && position2D(places[0]) != position2D(places[last]) {
		printed = append(printed, printed[0])
	}
	return expr.Text(strings.Join(printed, "; "))
}
