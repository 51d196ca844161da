package fieldwork

import "math"

// earthRadius is the mean radius of the earth (IUGG), in metres.
const earthRadius = 6_371_008.8

// Distance gives the metres between two positions along the surface of a sphere, by the
// haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68, 1984).
// Against the true shape of the earth it is wrong by at most 0.6 %.
func Distance(a, b Position) float64 {
	radians := func(degrees float64) float64 { return degrees * math.Pi / 180 }
	lat, lon := math.Sin(radians(b.Lat-a.Lat)/2), math.Sin(radians(b.Lon-a.Lon)/2)
	h := lat*lat + math.Cos(radians(a.Lat))*math.Cos(radians(b.Lat))*lon*lon
	return 2 * earthRadius * math.Asin(math.Sqrt(min(h, 1)))
}
