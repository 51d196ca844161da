package stats

import "math"

// Ratio estimates Σ earned / Σ possible, the other of the two averages of mystery scores:
// every point weighs the same, where the mean of scores lets every response weigh the same.
// It keeps moments, so that it can be added to. The zero value is empty.
type Ratio struct {
	N                        int64
	earned, possible         sum
	earned2, possible2, both sum
}

// Add counts a response with its points.
func (r *Ratio) Add(earned, possible float64) {
	r.N++
	r.earned.add(earned)
	r.possible.add(possible)
	r.earned2.add(earned * earned)
	r.possible2.add(possible * possible)
	r.both.add(earned * possible)
}

// Estimate is the ratio; NaN of nothing.
func (r Ratio) Estimate() float64 { return r.earned.total() / r.possible.total() }

// StandardError is linearised (Cochran 1977, section 2.11, without finite population
// correction): √(n/(n-1) Σ(earned - ratio·possible)²) / Σ possible; NaN below two responses.
func (r Ratio) StandardError() float64 {
	n, q := float64(r.N), r.Estimate()
	if r.N < 2 {
		return math.NaN()
	}
	squares := r.earned2.total() - 2*q*r.both.total() + q*q*r.possible2.total()
	return math.Sqrt(n/(n-1)*math.Max(0, squares)) / r.possible.total()
}

// Interval is the t interval with N-1 degrees of freedom.
func (r Ratio) Interval(confidence float64) Interval {
	if r.N < 2 {
		return undefined()
	}
	return around(r.Estimate(), StudentQuantile(twoSided(confidence), float64(r.N-1))*r.StandardError())
}
