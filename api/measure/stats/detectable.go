package stats

import "math"

// Detectable sizes are the smallest true differences that a plan finds with its power, given
// n responses in each wave. A design effect multiplies the variances, or divides the n.

// DetectableMeans is the smallest difference of means that Welch's test finds, in the unit of
// the values; +Inf below two responses.
func (p Plan) DetectableMeans(variance0, variance1, n float64) float64 {
	if n < 2 {
		return math.Inf(1)
	}
	if variance0+variance1 == 0 {
		return 0
	}
	df := spread(variance0, variance1) * (n - 1)
	se := math.Sqrt((variance0 + variance1) / n)
	if n > fewResponses {
		z := normalQuantile(1-p.Alpha/2) + normalQuantile(p.Power)
		return z * se * (1 + normalQuantile(1-p.Alpha/2)*normalQuantile(1-p.Alpha/2)/(4*df))
	}
	critical := StudentQuantile(1-p.Alpha/2, df)
	shift := bisect(0, 2*(critical+10), func(shift float64) bool {
		return 1-noncentralStudent(critical, df, shift) >= p.Power
	})
	return shift * se
}

// DetectableNormal is the smallest difference that a normal test finds; variances is the sum of
// both waves' variances of a single response.
func (p Plan) DetectableNormal(variances, n float64) float64 {
	return (normalQuantile(1-p.Alpha/2) + normalQuantile(p.Power)) * math.Sqrt(variances/n)
}

// DetectableShares gives the nearest share above and below a baseline share that the score
// test tells from it; NaN on a side where none can be told.
func (p Plan) DetectableShares(share, n float64) (below, above float64) {
	told := func(other float64) bool {
		if other == share {
			return false
		}
		mean := (share + other) / 2
		root := normalQuantile(1-p.Alpha/2)*math.Sqrt(2*mean*(1-mean)) +
			normalQuantile(p.Power)*math.Sqrt(share*(1-share)+other*(1-other))
		return math.Pow(root/(other-share), 2) <= n
	}
	below, above = math.NaN(), math.NaN()
	if share < 1 && told(1) {
		above = bisect(share, 1, told)
	}
	if share > 0 && told(0) {
		below = share - bisect(0, share, func(distance float64) bool { return told(share - distance) })
	}
	return below, above
}

// bisect gives where a condition that fails at low and holds at high begins to hold.
func bisect(low, high float64, holds func(float64) bool) float64 {
	for range 200 {
		if middle := (low + high) / 2; middle == low || middle == high {
			break
		} else if holds(middle) {
			high = middle
		} else {
			low = middle
		}
	}
	return high
}

// Clusters is how many clusters of a size a wave needs for so many independent responses,
// at that intraclass correlation; at least 4 (fewer give no honest standard error).
func Clusters(responses, size, correlation float64) float64 {
	if math.IsInf(responses, 1) {
		return responses
	}
	return math.Max(4, math.Ceil(responses*DesignEffect(size, correlation)/size*(1-1e-12)))
}
