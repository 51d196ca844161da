package form

import (
	"math"
	"strings"

	"touchstone/api/form/expr"
)

// geopointType takes {lat, lon, alt, accuracy}: degrees and metres, the last two at will.
var geopointType = questionType{
	accepts: func(answer any) (any, bool) {
		place, ok := answer.(map[string]any)
		if !ok {
			return nil, false
		}
		for _, part := range []string{"lat", "lon", "alt", "accuracy"} {
			value, given := place[part]
			_, isNumber := acceptsNumber(value)
			if !isNumber && (given || part == "lat" || part == "lon") {
				return nil, false
			}
		}
		return place, true
	},
	check: func(answer any, _ *Question, _ []*Choice) string {
		place := answer.(map[string]any)
		if math.Abs(coordinate(place, "lat")) > 90 || math.Abs(coordinate(place, "lon")) > 180 {
			return CodeRange
		}
		return ""
	},
	value: func(answer any) expr.Value {
		place, _ := answer.(map[string]any)
		parts := make([]string, 4)
		for i, part := range []string{"lat", "lon", "alt", "accuracy"} {
			parts[i] = expr.Print(coordinate(place, part))
		}
		return expr.Text(strings.Join(parts, " "))
	},
	parameters: []string{"accuracy"},
}

// coordinate gives a part of a geopoint, 0 when it is absent.
func coordinate(place map[string]any, part string) float64 {
	number, _ := acceptsNumber(place[part])
	x, _ := number.(float64)
	return x
}
