package stats

import "math"

// Paired compares the same units (locations) in both waves by their differences: a t test of
// the mean difference. Below two differences, or where all are equal, only the estimate is
// defined.
func Paired(differences []float64) Change {
	s := sampleOf(differences)
	c := Change{
		Estimate: s.Mean, StandardError: math.NaN(), Statistic: math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: undefined(), Interval90: undefined(),
	}
	if s.N < 2 {
		return c
	}
	c.StandardError = s.StandardError()
	if c.StandardError == 0 {
		return c
	}
	return c.byStudent(float64(s.N - 1))
}

// byStudent fills in what follows from estimate, standard error and degrees of freedom.
func (c Change) byStudent(df float64) Change {
	c.DegreesOfFreedom = df
	c.Statistic = c.Estimate / c.StandardError
	c.P = StudentTails(c.Statistic, df)
	c.Interval = around(c.Estimate, StudentQuantile(twoSided(confidence), df)*c.StandardError)
	c.Interval90 = around(c.Estimate, StudentQuantile(twoSided(confidenceTwice), df)*c.StandardError)
	return c
}

func sampleOf(values []float64) Sample {
	bins := make([]Bin, len(values))
	for i, v := range values {
		bins[i] = Bin{v, 1}
	}
	return NewHistogram(bins).Sample()
}

// Pairs counts units that were asked in both waves whether they show something.
type Pairs struct {
	Both, OnlyBaseline, OnlyFollowUp, Neither int64
}

// N is the number of units.
func (p Pairs) N() int64 { return p.Both + p.OnlyBaseline + p.OnlyFollowUp + p.Neither }

// fewDiscordant is up to how many changed units McNemar's test is exact.
const fewDiscordant = 25

// McNemar compares the shares of the same units in both waves: the test of McNemar 1947,
// exact (binomial) up to 25 changed units, else without continuity correction. The interval
// is Newcombe's hybrid score interval for paired shares; StandardError is that of Wald.
func McNemar(p Pairs) (c Change, exact bool) {
	n := float64(p.N())
	gained, lost := float64(p.OnlyFollowUp), float64(p.OnlyBaseline)
	c = Change{
		Estimate:      (gained - lost) / n,
		StandardError: math.Sqrt(gained+lost-(gained-lost)*(gained-lost)/n) / n,
		Statistic:     math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: p.interval(confidence), Interval90: p.interval(confidenceTwice),
	}
	if p.N() == 0 {
		return c, false
	}
	if p.OnlyBaseline+p.OnlyFollowUp <= fewDiscordant {
		c.P = foldedTails(gained, binomials(int(p.OnlyBaseline+p.OnlyFollowUp)))
		return c, true
	}
	c.Statistic = (gained - lost) / math.Sqrt(gained+lost)
	c.P = normalTails(c.Statistic)
	return c, false
}

// binomials are the coefficients of n.
func binomials(n int) []float64 {
	row := make([]float64, n+1)
	row[0] = 1
	for i := 1; i <= n; i++ {
		row[i] = row[i-1] * float64(n-i+1) / float64(i)
	}
	return row
}

// interval is method 10 of Newcombe 1998 (Statistics in Medicine 17: 2635-2650): the Wilson
// limits of both shares joined under their correlation, that of the table with the corrected
// product.
func (p Pairs) interval(confidence float64) Interval {
	if p.N() == 0 {
		return undefined()
	}
	baseline, followUp := Proportion{p.Both + p.OnlyBaseline, p.N()}, Proportion{p.Both + p.OnlyFollowUp, p.N()}
	w0, w1 := baseline.Wilson(confidence), followUp.Wilson(confidence)
	p0, p1 := baseline.Share(), followUp.Share()
	phi := p.correlation()
	below0, above0, below1, above1 := p0-w0[0], w0[1]-p0, p1-w1[0], w1[1]-p1
	d := p1 - p0
	return Interval{
		d - math.Sqrt(math.Max(0, below1*below1-2*phi*below1*above0+above0*above0)),
		d + math.Sqrt(math.Max(0, above1*above1-2*phi*above1*below0+below0*below0)),
	}
}

// correlation is Newcombe's corrected phi: the product of the diagonals less that of the
// others, less half the number of units where that is positive (at least 0), over the root
// of the product of the margins; 0 where a margin is empty.
func (p Pairs) correlation() float64 {
	both, lost, gained, neither := float64(p.Both), float64(p.OnlyBaseline), float64(p.OnlyFollowUp), float64(p.Neither)
	margins := (both + lost) * (gained + neither) * (both + gained) * (lost + neither)
	if margins == 0 {
		return 0
	}
	product := both*neither - lost*gained
	if product > 0 {
		product = math.Max(product-float64(p.N())/2, 0)
	}
	return product / math.Sqrt(margins)
}
