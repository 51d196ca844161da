package stats_test

import (
	"math"
	"testing"

	"touchstone/api/measure/stats"
)

// By R: pf(r/k/((1-r)/(n-k-1)), k, n-k-1, lower.tail = FALSE).
func TestExplainingByChance(t *testing.T) {
	for _, c := range []struct {
		explained   float64
		rank        int
		n           int64
		adjusted, p float64
	}{
		{0.129947207677, 4, 75, 0.0802299052585428, 0.0424858735971084},
		{0.02, 4, 300, 0.00671186440677973, 0.200651892509251},
		{1, 2, 10, 1, 0},
		{0.5, 2, 3, math.NaN(), math.NaN()},
		{0, 0, 30, math.NaN(), math.NaN()},
	} {
		adjusted, p := stats.Influence{Explained: c.explained, Rank: c.rank}.Beyond(c.n)
		for _, x := range [][2]float64{{adjusted, c.adjusted}, {p, c.p}} {
			if math.IsNaN(x[0]) != math.IsNaN(x[1]) || math.Abs(x[0]-x[1]) > 1e-9*math.Abs(x[1]) {
				t.Errorf("R² %g of %d drivers, n %d: %v, want %v", c.explained, c.rank, c.n, x[0], x[1])
			}
		}
	}
}
