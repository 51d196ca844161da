package stats

import "math"

// Fieller is the confidence interval of numerator/denominator, two estimates with standard
// errors and a covariance, by Fieller 1954 with Student's t: all ratios r for which
// numerator - r · denominator does not differ from 0. Undefined where the denominator itself
// may be 0, since then no ratio can be excluded on at least one side.
func Fieller(numerator, denominator, varianceOfNumerator, varianceOfDenominator, covariance, df float64) Interval {
	t := StudentQuantile(twoSided(confidence), df)
	a := denominator*denominator - t*t*varianceOfDenominator
	b := numerator*denominator - t*t*covariance
	c := numerator*numerator - t*t*varianceOfNumerator
	if !(a > 0) {
		return undefined()
	}
	root := math.Sqrt(math.Max(0, b*b-a*c))
	return Interval{(b - root) / a, (b + root) / a}
}
