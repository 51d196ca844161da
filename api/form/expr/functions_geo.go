package expr

import (
	"math"
	"slices"
	"strings"
)

// earthRadius is in metres, at the equator, as ODK takes it.
const earthRadius = 6_378_100

// geoFunctions measure on the ground.
var geoFunctions = map[string]function{
	"distance": {least: 1, most: -1, eval: func(c *Context, n *call) Value {
		points, ok := pointsOf(c, n.args)
		if !ok || len(points) < 2 {
			return Num(math.NaN())
		}
		length := 0.0
		for i := range points[1:] {
			length += points[i].to(points[i+1])
		}
		return Num(hundredths(length))
	}},
	"area": {least: 1, most: -1, eval: func(c *Context, n *call) Value {
		points, ok := pointsOf(c, n.args)
		if !ok || len(points) < 2 {
			return Num(math.NaN())
		}
		return Num(hundredths(areaWithin(points)))
	}},
	"geofence": {least: 2, most: 2, eval: func(c *Context, n *call) Value {
		place, ok := pointsOf(c, n.args[:1])
		shape, closed := pointsOf(c, n.args[1:])
		return Bool(ok && closed && len(place) == 1 && len(shape) > 2 && place[0].within(shape))
	}},
}

// point is a place in degrees.
type point struct{ latitude, longitude float64 }

// pointsOf reads places separated by semicolons; false when one is no place on the earth.
func pointsOf(c *Context, args []node) ([]point, bool) {
	var points []point
	for _, arg := range args {
		value := arg.eval(c)
		lines := value.Members()
		if value.kind == Nodes {
			lines = nil
			for _, node := range value.nodes {
				lines = append(lines, node.String())
			}
		}
		for _, line := range lines {
			for text := range strings.SplitSeq(strings.TrimRight(line, blanks+";"), ";") {
				p, ok := readPoint(text)
				if !ok {
					return nil, false
				}
				points = append(points, p)
			}
		}
	}
	return points, true
}

// readPoint reads "lat lon", in degrees, with altitude and accuracy at will.
func readPoint(s string) (point, bool) {
	parts := chosen(Text(s))
	if len(parts) < 2 || len(parts) > 4 || !isNumeral(parts[0]) || !isNumeral(parts[1]) {
		return point{}, false
	}
	p := point{parseNumber(parts[0], nil), parseNumber(parts[1], nil)}
	return p, math.Abs(p.latitude) <= 90 && math.Abs(p.longitude) <= 180
}

func radians(degrees float64) float64 { return degrees * math.Pi / 180 }

func hundredths(x float64) float64 { return math.Floor(x*100+0.5) / 100 }

// to gives the great-circle length in metres by the haversine formula, which unlike the
// spherical law of cosines keeps its precision for places close together.
func (p point) to(q point) float64 {
	north := math.Sin((radians(q.latitude) - radians(p.latitude)) / 2)
	east := math.Sin((radians(q.longitude) - radians(p.longitude)) / 2)
	h := north*north + math.Cos(radians(p.latitude))*math.Cos(radians(q.latitude))*east*east
	return 2 * earthRadius * math.Asin(math.Sqrt(min(1, h)))
}

// areaWithin gives square metres on the sphere by the formula that ODK uses: half the sum of
// the differences of longitude times two and the sines of both latitudes. It is from Chamberlain
// and Duquette, "Some algorithms for polygons on a sphere" (JPL Publication 07-03, 2007).
func areaWithin(corners []point) float64 {
	total := 0.0
	for i, from := range corners {
		to := corners[(i+1)%len(corners)]
		total += float64(radians(eastward(from, to)) * (2 + sine(radians(to.latitude)) + sine(radians(from.latitude))))
	}
	return math.Abs(total) * earthRadius * earthRadius / 2
}

// eastward gives the difference of longitude the shorter way around the earth.
func eastward(from, to point) float64 {
	switch difference := to.longitude - from.longitude; {
	case difference > 180:
		return difference - 360
	case difference < -180:
		return difference + 360
	default:
		return difference
	}
}

// sine is the sine of an angle between -π/2 and π/2 by its series. The sum of an area takes
// away most digits of its terms, and no two mathematical libraries agree on the last: this one is the
// same in both engines. Conversions keep compilers from fusing products and sums.
func sine(x float64) float64 {
	square, series := float64(x*x), 1.0
	for k := 21.0; k > 1; k -= 2 {
		series = 1 - float64(square/(k*(k-1))*series)
	}
	return x * series
}

// within tells whether a place lies inside of a shape or on its border, taking degrees as a
// plane: an edge is a straight line on a map with square degrees, the shorter way around the earth.
func (p point) within(corners []point) bool {
	flat := unrolled(corners)
	for _, turn := range []float64{0, 360, -360} {
		if inside(p.longitude+turn, p.latitude, flat) {
			return true
		}
	}
	return false
}

// unrolled lets a shape across the 180th meridian go on beyond it.
func unrolled(corners []point) []point {
	flat, turns := slices.Clone(corners), 0.0
	for i := range corners[1:] {
		from, to := corners[i], corners[i+1]
		turns += math.Round((eastward(from, to) - (to.longitude - from.longitude)) / 360)
		flat[i+1].longitude += float64(turns * 360)
	}
	return flat
}

func inside(x, y float64, corners []point) bool {
	odd, from := false, corners[len(corners)-1]
	for _, to := range corners {
		x1, y1, x2, y2 := from.longitude, from.latitude, to.longitude, to.latitude
		across := float64((x2-x1)*(y-y1)) - float64((y2-y1)*(x-x1))
		if across == 0 && min(x1, x2) <= x && x <= max(x1, x2) && min(y1, y2) <= y && y <= max(y1, y2) {
			return true
		}
		if (y1 > y) != (y2 > y) && x < (x2-x1)*(y-y1)/(y2-y1)+x1 {
			odd = !odd
		}
		from = to
	}
	return odd
}
