package stats

import "math"

// Stratum is one part of the customers, such as an age group, in both waves.
type Stratum struct{ Baseline, FollowUp Sample }

// Standardised is a comparison with the follow-up brought to the baseline's mix of strata.
type Standardised struct {
	Change
	// Covered is the share of the baseline in strata that both waves have with at least two
	// responses; the others are left out on both sides and the rest weighs the more.
	Covered float64
}

// Standardise compares both waves at the baseline's mix: Σ share·(mean after - mean before)
// over the strata, share being the stratum's part of the baseline (direct standardisation;
// Kitagawa 1955). Shares are taken as given. Variances of the strata's means add up, with
// Satterthwaite's degrees of freedom.
func Standardise(strata []Stratum) Standardised {
	s := Standardised{Change: Change{
		Estimate: math.NaN(), StandardError: math.NaN(), Statistic: math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: undefined(), Interval90: undefined(),
	}}
	var all, covered float64
	for _, stratum := range strata {
		all += float64(stratum.Baseline.N)
		if stratum.covered() {
			covered += float64(stratum.Baseline.N)
		}
	}
	if covered == 0 {
		return s
	}
	s.Covered = covered / all
	var estimate, variance, fourth sum
	for _, stratum := range strata {
		if !stratum.covered() {
			continue
		}
		share := float64(stratum.Baseline.N) / covered
		estimate.add(share * (stratum.FollowUp.Mean - stratum.Baseline.Mean))
		for _, sample := range []Sample{stratum.Baseline, stratum.FollowUp} {
			v := share * share * sample.Variance / float64(sample.N)
			variance.add(v)
			fourth.add(v * v / float64(sample.N-1))
		}
	}
	s.Estimate, s.StandardError = estimate.total(), math.Sqrt(variance.total())
	if s.StandardError > 0 {
		s.Change = s.Change.byStudent(variance.total() * variance.total() / fourth.total())
	}
	return s
}

func (s Stratum) covered() bool { return s.Baseline.N >= 2 && s.FollowUp.N >= 2 }
