package stats

import (
	"cmp"
	"math"
	"slices"
)

// FalseDiscovery turns p values into q values (Benjamini and Hochberg 1995): calling
// everything up to a q significant makes at most that share of the calls false, on average.
// NaN entries were not tested: they stay NaN and do not count. The order is kept.
func FalseDiscovery(p []float64) []float64 {
	q := slices.Clone(p)
	var tested []int
	for i := range p {
		if !math.IsNaN(p[i]) {
			tested = append(tested, i)
		}
	}
	slices.SortFunc(tested, func(a, b int) int { return cmp.Compare(p[a], p[b]) })
	least := 1.0
	for rank := len(tested); rank > 0; rank-- {
		i := tested[rank-1]
		least = min(least, p[i]*(float64(len(tested))/float64(rank)))
		q[i] = least
	}
	return q
}
