package form

import "touchstone/api/form/expr"

// geoshapeType takes the corners of an area, at least three different ones; the first follows the last.
var geoshapeType = questionType{
	accepts:    acceptsPlaces,
	check:      func(answer any, _ *Question, _ []*Choice) string { return checkPlaces(answer.([]any), 3) },
	value:      func(answer any) expr.Value { return placesValue(answer, true) },
	parameters: geopointType.parameters,
}
