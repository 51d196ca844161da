package stats

// tie is how much above the observed table's probability another still counts as not above;
// the tolerance of R's fisher.test, which keeps rounding from splitting equal tables.
const tie = 1 + 1e-7

// fisher is the two-sided p of Fisher's exact test: the summed probability of all tables
// with the same margins that are no more probable than the observed one. Probabilities are
// built from the mode outwards by their ratios, so no factorial is ever computed.
func fisher(a, b Proportion) float64 {
	successes := a.Count + b.Count
	lowest, highest := max(0, successes-b.N), min(successes, a.N)
	// ratio is P(x+1) / P(x) of the hypergeometric distribution of a's successes.
	ratio := func(x int64) float64 {
		return float64(a.N-x) / float64(x+1) * (float64(successes-x) / float64(b.N-successes+x+1))
	}
	mode := int64(float64(successes+1) / float64(a.N+b.N+2) * float64(a.N+1))
	mode = min(max(mode, lowest), highest)
	weight := func(x int64) float64 {
		w := 1.0
		for i := mode; i < x && w > 0; i++ {
			w *= ratio(i)
		}
		for i := mode; i > x && w > 0; i-- {
			w /= ratio(i - 1)
		}
		return w
	}
	limit := weight(a.Count) * tie
	var all, extreme sum
	count := func(w float64) {
		all.add(w)
		if w <= limit {
			extreme.add(w)
		}
	}
	count(1)
	for w, x := 1.0, mode; x < highest && w > 0; x++ {
		w *= ratio(x)
		count(w)
	}
	for w, x := 1.0, mode; x > lowest && w > 0; x-- {
		w /= ratio(x - 1)
		count(w)
	}
	return min(1, extreme.total()/all.total())
}
