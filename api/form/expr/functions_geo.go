package expr

import (
	"math"
	"strings"
)

// earthRadius is in metres, at the equator, as ODK takes it.
const earthRadius = 6_378_100

// geoFunctions measure on the ground.
var geoFunctions = map[string]function{
	"distance": {least: 1, most: -1, eval: func(c *Context, n *call) Value {
		var points []point
		for _, arg := range n.args {
			for _, text := range strings.Split(strings.TrimRight(arg.eval(c).String(), blanks+";"), ";") {
				p, ok := readPoint(text)
				if !ok {
					return Num(math.NaN())
				}
				points = append(points, p)
			}
		}
		if len(points) < 2 {
			return Num(math.NaN())
		}
		length := 0.0
		for i := range points[1:] {
			length += points[i].to(points[i+1])
		}
		return Num(math.Floor(length*100+0.5) / 100)
	}},
}

// point is a place in radians.
type point struct{ latitude, longitude float64 }

// readPoint reads "lat lon", in degrees, with altitude and accuracy at will.
func readPoint(s string) (point, bool) {
	parts := chosen(Text(s))
	if len(parts) < 2 || len(parts) > 4 || !isNumeral(parts[0]) || !isNumeral(parts[1]) {
		return point{}, false
	}
	latitude, longitude := parseNumber(parts[0], nil), parseNumber(parts[1], nil)
	if math.Abs(latitude) > 90 || math.Abs(longitude) > 180 {
		return point{}, false
	}
	return point{latitude * math.Pi / 180, longitude * math.Pi / 180}, true
}

// to gives the great-circle length in metres by the haversine formula, which unlike the
// spherical law of cosines keeps its precision for places close together.
func (p point) to(q point) float64 {
	north := math.Sin((q.latitude - p.latitude) / 2)
	east := math.Sin((q.longitude - p.longitude) / 2)
	h := north*north + math.Cos(p.latitude)*math.Cos(q.latitude)*east*east
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))
}
