package stats

import "math"

// RankTest is a two-sided test on ranks.
type RankTest struct {
	Statistic float64
	P         float64
	Exact     bool // by the permutation distribution instead of the normal one
}

// fewRanked is below how many values the permutation distribution is used, when none are
// tied: the rule of R's wilcox.test.
const fewRanked = 50

// MannWhitney tests whether the values of one wave tend to be larger than those of the other
// (Mann and Whitney 1947): exactly for fewer than 50 untied values in each wave, else by the
// normal distribution with corrections for ties and continuity. Statistic is the number of
// pairs in which the follow-up's value is the larger one, a tie counting half. P is NaN for
// an empty wave and where all values are equal.
func MannWhitney(baseline, followUp Histogram) RankTest {
	if baseline.n == 0 || followUp.n == 0 {
		return RankTest{Statistic: math.NaN(), P: math.NaN()}
	}
	n0, n1 := float64(baseline.n), float64(followUp.n)
	d := dominance(baseline, followUp)
	test := RankTest{Statistic: n0*n1/2 + d.net/2}
	if !d.tied && baseline.n < fewRanked && followUp.n < fewRanked {
		test.Exact = true
		test.P = foldedTails(test.Statistic, rankSums(int(baseline.n), int(followUp.n)))
		return test
	}
	n := n0 + n1
	test.P = steppedTails(d.net/2, n0*n1/12*(n+1-d.ties/(n*(n-1))))
	return test
}

// SignedRank tests whether differences lie around zero (Wilcoxon 1945). Zeros are left out;
// fewer than 50 differences without zeros and ties are tested exactly, others by the normal
// distribution with corrections for ties and continuity. Statistic is the sum of the ranks
// of the positive differences. P is NaN when no difference is left.
func SignedRank(differences []float64) RankTest {
	var kept []Bin
	exact := len(differences) < fewRanked
	for _, d := range differences {
		if d == 0 || math.IsNaN(d) {
			exact = false
			continue
		}
		kept = append(kept, Bin{math.Abs(d), 1})
	}
	sizes := NewHistogram(kept)
	if sizes.n == 0 {
		return RankTest{Statistic: math.NaN(), P: math.NaN()}
	}
	ranks, ties, below := map[float64]float64{}, 0.0, 0.0
	for _, bin := range sizes.bins {
		t := float64(bin.Count)
		ranks[bin.Value] = below + (t+1)/2
		ties += t*t*t - t
		below += t
		exact = exact && bin.Count == 1
	}
	test := RankTest{Exact: exact}
	for _, d := range differences {
		if d > 0 {
			test.Statistic += ranks[d]
		}
	}
	n := float64(sizes.n)
	if exact {
		test.P = foldedTails(test.Statistic, signedSums(int(sizes.n)))
		return test
	}
	test.P = steppedTails(test.Statistic-n*(n+1)/4, n*(n+1)*(2*n+1)/24-ties/48)
	return test
}

// steppedTails is the two-sided normal p of a distance from the mean, moved half a step
// towards it.
func steppedTails(distance, variance float64) float64 {
	switch {
	case !(variance > 0):
		return math.NaN()
	case distance == 0:
		return 1
	}
	return normalTails((math.Abs(distance) - 0.5) / math.Sqrt(variance))
}

// foldedTails is twice the smaller tail at a whole number under frequencies from zero up.
func foldedTails(at float64, frequencies []float64) float64 {
	var below, all sum
	place := int(math.Round(at))
	place = min(place, len(frequencies)-1-place) // the distributions are symmetric
	for i, f := range frequencies {
		all.add(f)
		if i <= place {
			below.add(f)
		}
	}
	return math.Min(1, 2*below.total()/all.total())
}

// rankSums gives in how many ways each value of the Mann-Whitney statistic comes about, in
// proportion: adding up to m of the ranks 1 to m+n, less the least possible sum.
func rankSums(m, n int) []float64 {
	if m > n {
		m, n = n, m
	}
	ways := make([][]float64, m+1) // by how many are chosen, by what they add up to beyond the least
	for k := range ways {
		ways[k] = make([]float64, m*n+1)
	}
	ways[0][0] = 1
	for rank := 1; rank <= m+n; rank++ {
		for k := min(m, rank); k > 0; k-- {
			// The k-th chosen adds rank - k beyond the least sum.
			for s := m * n; s >= rank-k; s-- {
				ways[k][s] += ways[k-1][s-(rank-k)]
			}
		}
	}
	return ways[m]
}

// signedSums gives in how many ways each sum of positive ranks 1 to n comes about.
func signedSums(n int) []float64 {
	ways := make([]float64, n*(n+1)/2+1)
	ways[0] = 1
	for rank := 1; rank <= n; rank++ {
		for s := len(ways) - 1; s >= rank; s-- {
			ways[s] += ways[s-rank]
		}
	}
	return ways
}

// pairing compares every value of one wave with every value of the other.
type pairing struct {
	net      float64 // pairs in which the follow-up is larger, less those in which it is smaller
	squares  float64 // pairs that are not tied
	within0  float64 // sum over the baseline of (mean sign against the follow-up)²
	within1  float64
	ties     float64 // Σ t³-t over the values of both waves together
	tied     bool
	estimate float64 // net per pair
}

// dominance walks both histograms at once.
func dominance(baseline, followUp Histogram) pairing {
	var p pairing
	n0, n1 := float64(baseline.n), float64(followUp.n)
	var below0, below1 float64 // counts below the present value
	i, j := 0, 0
	var net, within0, within1, ties, equal sum
	for i < len(baseline.bins) || j < len(followUp.bins) {
		value := math.Inf(1)
		if i < len(baseline.bins) {
			value = baseline.bins[i].Value
		}
		if j < len(followUp.bins) {
			value = math.Min(value, followUp.bins[j].Value)
		}
		var here0, here1 float64
		if i < len(baseline.bins) && baseline.bins[i].Value == value {
			here0 = float64(baseline.bins[i].Count)
			i++
		}
		if j < len(followUp.bins) && followUp.bins[j].Value == value {
			here1 = float64(followUp.bins[j].Count)
			j++
		}
		// Of one value of the follow-up: how many of the baseline lie below, less above.
		sign1 := below0 - (n0 - below0 - here0)
		sign0 := (n1 - below1 - here1) - below1
		net.add(here1 * sign1)
		within1.add(here1 * (sign1 / n0) * (sign1 / n0))
		within0.add(here0 * (sign0 / n1) * (sign0 / n1))
		equal.add(here0 * here1)
		t := here0 + here1
		ties.add(t*t*t - t)
		below0, below1 = below0+here0, below1+here1
	}
	p.net, p.ties = net.total(), ties.total()
	p.within0, p.within1 = within0.total(), within1.total()
	p.squares = n0*n1 - equal.total()
	p.tied = p.ties > 0
	p.estimate = p.net / (n0 * n1)
	return p
}

// CliffDelta is the chance that a value of the follow-up is larger than one of the baseline
// less the chance that it is smaller, -1 to 1, with the unbiased variance of Cliff 1996 and
// the asymmetric 95 % interval of Feng and Cliff 2004. Without overlap the interval reaches
// from ±1 to (n-z²)/(n+z²), n the smaller wave. The interval is undefined below two values
// in either wave.
func CliffDelta(baseline, followUp Histogram) Effect {
	if baseline.n == 0 || followUp.n == 0 {
		return Effect{math.NaN(), undefined()}
	}
	d := dominance(baseline, followUp)
	e := Effect{d.estimate, undefined()}
	if baseline.n < 2 || followUp.n < 2 {
		return e
	}
	n0, n1 := float64(baseline.n), float64(followUp.n)
	z := normalQuantile(twoSided(confidence))
	if math.Abs(d.estimate) == 1 {
		n := math.Min(n0, n1)
		far := d.estimate * (n - z*z) / (n + z*z)
		e.Interval = Interval{math.Min(far, d.estimate), math.Max(far, d.estimate)}
		return e
	}
	square := d.estimate * d.estimate
	// Sums of squared deviations of the mean signs, by row, by column and by pair.
	rows, columns, all := d.within1-n1*square, d.within0-n0*square, d.squares-n0*n1*square
	variance := (n0*n0*rows + n1*n1*columns - all) / (n0 * n1 * (n0 - 1) * (n1 - 1))
	// The unbiased estimate can fall below what any distribution with this delta has.
	variance = math.Max(variance, (1-square)/(n0*n1-1))
	bend := z * z * variance
	half := z * math.Sqrt(variance) * math.Sqrt((1-square)*(1-square)+bend)
	centre := d.estimate - square*d.estimate
	e.Interval = Interval{(centre - half) / (1 - square + bend), (centre + half) / (1 - square + bend)}
	return e
}
