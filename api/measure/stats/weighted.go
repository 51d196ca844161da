package stats

import (
	"cmp"
	"math"
	"slices"
)

// WeightedBin is a value with the weights of the responses that have it.
type WeightedBin struct {
	Value   float64
	Count   int64   // responses, also those of weight 0
	Weight  float64 // Σ w
	Squares float64 // Σ w²
}

// Weighted is a sample with survey weights, each response on its own: mean and linearised
// standard error (Särndal, Swensson and Wretman 1992, section 5.7, with replacement), and
// the effective size (Σw)²/Σw² of Kish 1965. Mean and error are NaN without weight, the
// error also below two responses.
type Weighted struct {
	N             int64
	Weight        float64
	Mean          float64
	StandardError float64
	EffectiveN    float64
}

// NewWeighted takes bins in any order.
func NewWeighted(bins []WeightedBin) Weighted {
	// Added in one order, so that the same responses give the same digits.
	bins = slices.SortedFunc(slices.Values(bins), func(a, b WeightedBin) int { return cmp.Compare(a.Value, b.Value) })
	w := Weighted{Mean: math.NaN(), StandardError: math.NaN()}
	if len(bins) == 0 {
		return w
	}
	origin := bins[len(bins)/2].Value
	var weight, squares, total sum
	for _, bin := range bins {
		w.N += bin.Count
		weight.add(bin.Weight)
		squares.add(bin.Squares)
		total.add(bin.Weight * (bin.Value - origin))
	}
	w.Weight = weight.total()
	if !(w.Weight > 0) {
		return w
	}
	offset := total.total() / w.Weight
	w.Mean, w.EffectiveN = origin+offset, w.Weight*w.Weight/squares.total()
	if w.N < 2 {
		return w
	}
	var spread sum
	for _, bin := range bins {
		d := (bin.Value - origin) - offset
		spread.add(bin.Squares * d * d)
	}
	n := float64(w.N)
	w.StandardError = math.Sqrt(n/(n-1)*spread.total()) / w.Weight
	return w
}

// Interval is the t interval with N-1 degrees of freedom.
func (w Weighted) Interval(confidence float64) Interval {
	if w.N < 2 || math.IsNaN(w.StandardError) {
		return undefined()
	}
	return around(w.Mean, StudentQuantile(twoSided(confidence), float64(w.N-1))*w.StandardError)
}

// WeightedCluster is what one cluster brings to each cell: sums of weights and of weighted
// values, and how many responses.
type WeightedCluster struct{ Cells []WeightedCell }

// WeightedCell of a cluster; Sum is Σ w·value, relative to a common middle.
type WeightedCell struct {
	N           int64
	Weight, Sum float64
}

// WeightedContrast estimates Σ contrast[c] · weighted mean of cell c, linearised over the
// clusters (one stratum, with replacement) with clusters less cells degrees of freedom: what
// svyglm of R's survey package gives for the model with a mean for each cell. Singles, if not
// nil, are the responses of each cell without a cluster, each a cluster of its own, relative
// to the same middle. Undefined when a cell that counts has no weight or when there are not
// more clusters than cells.
func WeightedContrast(clusters []WeightedCluster, singles [][]WeightedBin, contrast []float64) Change {
	means := 0.0
	for _, weight := range contrast {
		if weight != 0 {
			means++
		}
	}
	return weightedContrast(clusters, singles, contrast, means)
}

// WeightedMix is WeightedContrast where the cells are strata of two waves and the contrast
// their shares of one mix: two means are estimated, however many strata make them up, as
// svyglm of R's survey package counts after svystandardize.
func WeightedMix(clusters []WeightedCluster, singles [][]WeightedBin, contrast []float64) Change {
	return weightedContrast(clusters, singles, contrast, 2)
}

func weightedContrast(clusters []WeightedCluster, singles [][]WeightedBin, contrast []float64, used float64) Change {
	cells := len(contrast)
	weights, sums := make([]sum, cells), make([]sum, cells)
	k := 0.0
	for c, bins := range singles {
		for _, bin := range bins {
			weights[c].add(bin.Weight)
			sums[c].add(bin.Weight * bin.Value)
			if contrast[c] != 0 {
				k += float64(bin.Count)
			}
		}
	}
	for _, cluster := range clusters {
		filled := false
		for c := range cells {
			weights[c].add(cluster.Cells[c].Weight)
			sums[c].add(cluster.Cells[c].Sum)
			filled = filled || cluster.Cells[c].N > 0 && contrast[c] != 0
		}
		if filled {
			k++
		}
	}
	c := Change{
		StandardError: math.NaN(), Statistic: math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: undefined(), Interval90: undefined(),
	}
	for i := range cells {
		if contrast[i] != 0 {
			c.Estimate += contrast[i] * sums[i].total() / weights[i].total()
		}
	}
	if math.IsNaN(c.Estimate) || math.IsInf(c.Estimate, 0) || k <= used {
		return c
	}
	var squares sum
	for _, cluster := range clusters {
		score := 0.0
		for i, cell := range cluster.Cells[:cells] {
			if contrast[i] != 0 {
				total := weights[i].total()
				score += contrast[i] / total * (cell.Sum - cell.Weight*sums[i].total()/total)
			}
		}
		squares.add(score * score)
	}
	for i, bins := range singles {
		if contrast[i] == 0 {
			continue
		}
		total := weights[i].total()
		mean := sums[i].total() / total
		for _, bin := range bins {
			d := contrast[i] / total * (bin.Value - mean)
			squares.add(bin.Squares * d * d)
		}
	}
	c.StandardError = math.Sqrt(k / (k - 1) * squares.total())
	if c.StandardError == 0 {
		return c
	}
	return c.byStudent(k - used)
}
