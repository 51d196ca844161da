package stats

import "math"

// Proportion is how many of N showed something.
type Proportion struct{ Count, N int64 }

// Share is the fraction; NaN of nothing.
func (p Proportion) Share() float64 { return float64(p.Count) / float64(p.N) }

// Variance of the single response with that share: p(1-p).
func (p Proportion) Variance() float64 {
	return float64(p.Count) / float64(p.N) * (float64(p.N-p.Count) / float64(p.N))
}

// StandardError of the share, √(p(1-p)/n): 0 at 0 % and 100 %, where the interval still has width.
func (p Proportion) StandardError() float64 { return math.Sqrt(p.Variance() / float64(p.N)) }

// Wilson is the score interval of a share (Wilson 1927), without continuity correction.
func (p Proportion) Wilson(confidence float64) Interval {
	if p.N == 0 {
		return undefined()
	}
	n, z := float64(p.N), normalQuantile(twoSided(confidence))
	q := z * z
	centre, half := p.Share()+q/(2*n), z*math.Sqrt(p.Variance()/n+q/(4*n*n))
	i := Interval{(centre - half) / (1 + q/n), (centre + half) / (1 + q/n)}
	// At the ends the limit is exact; rounding must not push it out of 0 to 1.
	if p.Count == 0 {
		i[0] = 0
	}
	if p.Count == p.N {
		i[1] = 1
	}
	return i
}

// Newcombe compares two independent shares: hybrid score intervals (Newcombe 1998, method
// 10, no continuity correction) and the two-proportion score test with pooled variance; where
// an expected count of the 2x2 table is below 5, Fisher's exact test instead (Exact). With
// an empty sample everything is NaN.
func Newcombe(baseline, followUp Proportion) (c Change, exact bool) {
	c = Change{
		Estimate:      followUp.Share() - baseline.Share(),
		StandardError: math.Sqrt(baseline.Variance()/float64(baseline.N) + followUp.Variance()/float64(followUp.N)),
		Statistic:     math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: hybrid(baseline, followUp, confidence), Interval90: hybrid(baseline, followUp, confidenceTwice),
	}
	if baseline.N == 0 || followUp.N == 0 {
		return c, false
	}
	if smallestExpected(baseline, followUp) < 5 {
		c.P = fisher(baseline, followUp)
		return c, true
	}
	n0, n1 := float64(baseline.N), float64(followUp.N)
	all := Proportion{baseline.Count + followUp.Count, baseline.N + followUp.N}
	c.Statistic = c.Estimate / math.Sqrt(all.Variance()*(1/n0+1/n1))
	c.P = normalTails(c.Statistic)
	return c, false
}

func hybrid(baseline, followUp Proportion, confidence float64) Interval {
	p0, p1 := baseline.Share(), followUp.Share()
	w0, w1 := baseline.Wilson(confidence), followUp.Wilson(confidence)
	return Interval{
		p1 - p0 - math.Hypot(p1-w1[0], w0[1]-p0),
		p1 - p0 + math.Hypot(w1[1]-p1, p0-w0[0]),
	}
}

// smallestExpected is the smallest expected count of the 2x2 table under equal shares.
func smallestExpected(a, b Proportion) float64 {
	n := float64(a.N + b.N)
	rows := math.Min(float64(a.N), float64(b.N))
	columns := math.Min(float64(a.Count+b.Count), n-float64(a.Count+b.Count))
	return rows / n * columns
}

// CohenH is the difference of the angles 2 arcsin √share (Cohen 1988).
func CohenH(baseline, followUp Proportion) float64 {
	return 2*math.Asin(math.Sqrt(followUp.Share())) - 2*math.Asin(math.Sqrt(baseline.Share()))
}
