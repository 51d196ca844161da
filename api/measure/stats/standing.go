package stats

import (
	"cmp"
	"math"
	"slices"
)

// Standing is where one of several quantities stands among all, best first, counted from 1.
type Standing struct {
	Rank  int // by the estimates: one more than how many are better
	Best  int // the best rank that chance allows: one more than how many are surely better
	Worst int // the worst: as many as there are, less how many are surely worse
}

// Pairwise is the two-sided p value of the difference between two of several quantities;
// NaN where they cannot be compared. Where it lies surely above the level of all pairs, or
// surely below the level of a single one, a bound on it does.
type Pairwise func(i, j int) float64

// Standings ranks estimates (the higher the better) with confidence sets for the ranks that
// hold for all of them at once: every pair is tested, the error of any false difference is
// held at alpha by Holm's step-down over all pairs, and a rank is as uncertain as the
// differences that remain (Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic
// Studies 91: 476-518, section 3; Holm 1979, Scandinavian Journal of Statistics 6: 65-70).
func Standings(estimates []float64, alpha float64, p Pairwise) []Standing {
	n := len(estimates)
	standings := make([]Standing, n)
	order := slices.Clone(estimates)
	slices.Sort(order)
	for i, estimate := range estimates {
		above, _ := slices.BinarySearchFunc(order, estimate, func(x, at float64) int {
			if x <= at {
				return -1
			}
			return 1
		})
		standings[i] = Standing{Rank: 1 + n - above, Best: 1, Worst: n}
	}
	pairs := n * (n - 1) / 2
	type pair struct {
		p    float64
		i, j int
	}
	var found []pair
	told := func(i, j int) {
		if estimates[i] < estimates[j] {
			i, j = j, i
		}
		standings[j].Best++
		standings[i].Worst--
	}
	sure := 0
	for i := range n {
		for j := range i {
			if estimates[i] == estimates[j] {
				continue
			}
			switch tail := p(i, j); {
			case tail <= alpha/float64(pairs):
				// Whatever the others are, Holm rejects it.
				told(i, j)
				sure++
			case tail <= alpha:
				found = append(found, pair{tail, i, j})
			}
		}
	}
	slices.SortFunc(found, func(a, b pair) int { return cmp.Compare(a.p, b.p) })
	for k, one := range found {
		if one.p > alpha/float64(pairs-sure-k) {
			break
		}
		told(one.i, one.j)
	}
	return standings
}

// Estimated is a quantity with its standard error and the degrees of freedom of that;
// infinite for a normal test.
type Estimated struct{ Value, StandardError, DegreesOfFreedom float64 }

// StudentPairs compares independent quantities by t tests with Satterthwaite's degrees of
// freedom, which for means of samples is Welch's test. It answers with bounds where the exact
// p value decides nothing at the level alpha over all pairs.
func StudentPairs(all []Estimated, alpha float64) Pairwise {
	pairs := float64(len(all)*(len(all)-1)) / 2
	least := normalQuantile(1 - alpha/2)
	// Beyond these t is below the level of a single pair; by whole degrees, rounded down.
	var certain [manyDegrees + 1]float64
	return func(i, j int) float64 {
		a, b := all[i], all[j]
		va, vb := a.StandardError*a.StandardError, b.StandardError*b.StandardError
		variance := va + vb
		if !(variance > 0) {
			return math.NaN()
		}
		t := math.Abs(a.Value-b.Value) / math.Sqrt(variance)
		if t < least {
			return 1 // no t distribution has thinner tails than the normal one
		}
		wa, wb := va/variance, vb/variance
		df := 1 / (wa*wa/a.DegreesOfFreedom + wb*wb/b.DegreesOfFreedom)
		if math.IsNaN(df) {
			return math.NaN()
		}
		if whole := int(math.Min(df, manyDegrees)); whole > 0 {
			if certain[whole] == 0 {
				certain[whole] = StudentQuantile(1-alpha/pairs/2, float64(whole))
			}
			if t > certain[whole] {
				return 0
			}
		}
		return StudentTails(t, df)
	}
}

// SharePairs compares shares pair by pair as Newcombe does: by the score test, or by Fisher's
// exact test where an expected count is below 5.
func SharePairs(all []Proportion) Pairwise {
	exact := map[[2]Proportion]float64{}
	return func(i, j int) float64 {
		a, b := all[i], all[j]
		if a.N == 0 || b.N == 0 {
			return math.NaN()
		}
		if smallestExpected(a, b) >= 5 {
			both := Proportion{a.Count + b.Count, a.N + b.N}
			return normalTails((b.Share() - a.Share()) / math.Sqrt(both.Variance()*(1/float64(a.N)+1/float64(b.N))))
		}
		key := [2]Proportion{a, b}
		p, known := exact[key]
		if !known {
			p = fisher(a, b)
			exact[key] = p
		}
		return p
	}
}
