package stats

import "math"

// Sample is what means are compared by: size, mean, variance (divisor n-1). With N 0 the
// mean, and with N below 2 the variance, is NaN.
type Sample struct {
	N        int64
	Mean     float64
	Variance float64
}

// StandardDeviation is the square root of the variance.
func (s Sample) StandardDeviation() float64 { return math.Sqrt(s.Variance) }

// StandardError of the mean; NaN below two values.
func (s Sample) StandardError() float64 { return math.Sqrt(s.Variance / float64(s.N)) }

// Interval is the t interval of the mean. Below two values it is undefined; without variance
// it has no width.
func (s Sample) Interval(confidence float64) Interval {
	if s.N < 2 {
		return undefined()
	}
	return around(s.Mean, StudentQuantile(twoSided(confidence), float64(s.N-1))*s.StandardError())
}

// Welch compares two means without assuming equal variances (Welch 1947, degrees of freedom
// by Satterthwaite). Below two values in either sample, or without variance in both, only
// the estimate is defined.
func Welch(baseline, followUp Sample) Change {
	c := Change{
		Estimate:      followUp.Mean - baseline.Mean,
		StandardError: math.NaN(), Statistic: math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: undefined(), Interval90: undefined(),
	}
	if baseline.N < 2 || followUp.N < 2 {
		return c
	}
	v0, v1 := baseline.Variance/float64(baseline.N), followUp.Variance/float64(followUp.N)
	c.StandardError = math.Sqrt(v0 + v1)
	if c.StandardError == 0 {
		return c
	}
	// Shares of the summed variance instead of squares, which would under- or overflow.
	w0, w1 := v0/(v0+v1), v1/(v0+v1)
	c.DegreesOfFreedom = 1 / (w0*w0/float64(baseline.N-1) + w1*w1/float64(followUp.N-1))
	c.Statistic = c.Estimate / c.StandardError
	c.P = StudentTails(c.Statistic, c.DegreesOfFreedom)
	c.Interval = around(c.Estimate, StudentQuantile(twoSided(confidence), c.DegreesOfFreedom)*c.StandardError)
	c.Interval90 = around(c.Estimate, StudentQuantile(twoSided(confidenceTwice), c.DegreesOfFreedom)*c.StandardError)
	return c
}

// Effect is a standardised difference with its 95 % interval.
type Effect struct {
	Value    float64
	Interval Interval
}

// HedgesG is the difference of means in pooled standard deviations, freed from small-sample
// bias by the exact factor (Hedges 1981), with the large-sample interval of Hedges and
// Olkin 1985. It is NaN below two values in either sample or without variance.
func HedgesG(baseline, followUp Sample) Effect {
	n0, n1 := float64(baseline.N), float64(followUp.N)
	df := n0 + n1 - 2
	pooled := math.Sqrt(((n0-1)*baseline.Variance + (n1-1)*followUp.Variance) / df)
	if baseline.N < 2 || followUp.N < 2 || pooled == 0 {
		return Effect{math.NaN(), undefined()}
	}
	g := unbias(df) * (followUp.Mean - baseline.Mean) / pooled
	se := math.Sqrt((n0+n1)/(n0*n1) + g*g/(2*(n0+n1)))
	return Effect{g, around(g, normalQuantile(twoSided(confidence))*se)}
}

// unbias is Γ(m/2) / (√(m/2) Γ((m-1)/2)), by its asymptotic series where logarithms of large
// gamma functions would cancel.
func unbias(m float64) float64 {
	if m > 300 {
		x := 1 / m
		return 1 - x*(3.0/4+x*(7.0/32+x*9.0/128))
	}
	upper, _ := math.Lgamma(m / 2)
	lower, _ := math.Lgamma((m - 1) / 2)
	return math.Exp(upper-lower) / math.Sqrt(m/2)
}
