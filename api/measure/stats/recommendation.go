package stats

import "math"

// Recommendation counts the three groups of the net promoter question.
type Recommendation struct{ Detractors, Passives, Promoters int64 }

// N is the number of answers.
func (r Recommendation) N() int64 { return r.Detractors + r.Passives + r.Promoters }

// NetPromoter is the share of promoters minus the share of detractors, -1 to 1.
func (r Recommendation) NetPromoter() float64 {
	return float64(r.Promoters-r.Detractors) / float64(r.N())
}

// AdjustedNetPromoter is an estimate by adjusted Wald: the score after 3/4 of a detractor,
// 1 1/2 passives and 3/4 of a promoter are added (Bonett and Price 2012; Sauro and Lewis
// 2016), which gives intervals of honest width also for few or unanimous answers.
type AdjustedNetPromoter struct{ Estimate, StandardError float64 }

// Adjusted applies adjusted Wald; undefined for no answers.
func (r Recommendation) Adjusted() AdjustedNetPromoter {
	if r.N() == 0 {
		return AdjustedNetPromoter{math.NaN(), math.NaN()}
	}
	n := float64(r.N()) + 3
	score := float64(r.Promoters-r.Detractors) / n
	outer := (float64(r.Promoters+r.Detractors) + 1.5) / n
	return AdjustedNetPromoter{score, math.Sqrt((outer - score*score) / n)}
}

// Interval is the adjusted Wald interval, held to -1 to 1.
func (a AdjustedNetPromoter) Interval(confidence float64) Interval {
	i := around(a.Estimate, normalQuantile(twoSided(confidence))*a.StandardError)
	return Interval{math.Max(-1, i[0]), math.Min(1, i[1])}
}

// NetPromoterChange compares two adjusted net promoter scores by the normal distribution.
func NetPromoterChange(baseline, followUp Recommendation) Change {
	a, b := baseline.Adjusted(), followUp.Adjusted()
	c := Change{
		Estimate:         b.Estimate - a.Estimate,
		StandardError:    math.Hypot(a.StandardError, b.StandardError),
		DegreesOfFreedom: math.NaN(),
	}
	c.Statistic = c.Estimate / c.StandardError
	c.P = normalTails(c.Statistic)
	c.Interval = around(c.Estimate, normalQuantile(twoSided(confidence))*c.StandardError)
	c.Interval90 = around(c.Estimate, normalQuantile(twoSided(confidenceTwice))*c.StandardError)
	return c
}
