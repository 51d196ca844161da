package stats

import "math"

// Component is an estimate with its standard error that is to be combined with others, and
// the degrees of freedom of that error: NaN or +Inf where it counts as known.
type Component struct {
	Weight           float64
	Estimate         float64
	StandardError    float64
	DegreesOfFreedom float64
}

// Combine gives Σ weight · estimate of independent components: variances add with the squares
// of the weights, degrees of freedom follow Welch and Satterthwaite (Satterthwaite 1946:
// v²/Σ(vᵢ²/dfᵢ), v being Σvᵢ). Weights are taken as they are. The error is NaN when one of a
// component that counts is; without any spread there is no test. Nothing combined is NaN.
func Combine(components []Component) Change {
	c := Change{
		Estimate: math.NaN(), StandardError: math.NaN(), Statistic: math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: undefined(), Interval90: undefined(),
	}
	var estimate, variance, inverse sum
	counted := false
	for _, one := range components {
		if one.Weight == 0 {
			continue
		}
		counted = true
		v := one.Weight * one.Weight * one.StandardError * one.StandardError
		estimate.add(one.Weight * one.Estimate)
		variance.add(v)
	}
	if !counted {
		return c
	}
	c.Estimate, c.StandardError = estimate.total(), math.Sqrt(variance.total())
	if !(c.StandardError > 0) {
		return c
	}
	for _, one := range components {
		if one.Weight != 0 && one.DegreesOfFreedom > 0 { // not NaN
			// Shares of the summed variance instead of squares, which would under- or overflow.
			share := one.Weight * one.StandardError / c.StandardError
			inverse.add(share * share * share * share / one.DegreesOfFreedom)
		}
	}
	return c.byStudent(1 / inverse.total())
}
