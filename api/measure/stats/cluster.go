package stats

import "math"

// Cluster is what one cluster (a location) brings to each cell (a wave, or an arm of a pilot
// in a wave). A cluster may be in several cells.
type Cluster struct{ Cells []Cell }

// Cell is the size and the sum of the values of one cluster in one cell; the values are best
// given relative to a common middle, so that no digits are lost.
type Cell struct {
	N   int64
	Sum float64
}

// Contrast estimates Σ contrast[c] · mean of cell c over all clusters, with CR2 standard
// errors (Bell and McCaffrey 2002, independence as the working model) and Satterthwaite
// degrees of freedom: the linear model with a mean for each cell, in closed form. The cells
// of a contrast are {-1, 1} for two waves, {1} for the level of one, {1, -1, -1, 1} for the
// difference in differences of control before, control after, test before, test after.
//
// Singles, if not nil, are the responses of each cell that belong to no cluster: each is a
// cluster of its own. Their values are relative to the same middle.
//
// The variance is NaN when a cell that counts is empty or lies in one cluster alone. Without
// variance between the clusters the standard error is 0 and there is no test.
func Contrast(clusters []Cluster, singles []Sample, contrast []float64) Change {
	cells := len(contrast)
	totals := make([]Cell, cells)
	sums := make([]sum, cells)
	for c, single := range singles {
		if single.N > 0 {
			totals[c].N += single.N
			sums[c].add(float64(single.N) * single.Mean)
		}
	}
	for _, cluster := range clusters {
		for c := range cells {
			totals[c].N += cluster.Cells[c].N
			sums[c].add(cluster.Cells[c].Sum)
		}
	}
	c := Change{
		StandardError: math.NaN(), Statistic: math.NaN(), DegreesOfFreedom: math.NaN(), P: math.NaN(),
		Interval: undefined(), Interval90: undefined(),
	}
	means := make([]float64, cells)
	for i := range cells {
		if contrast[i] != 0 {
			means[i] = sums[i].total() / float64(totals[i].N)
			c.Estimate += contrast[i] * means[i]
		}
	}
	if math.IsNaN(c.Estimate) || !spreads(clusters, singles, contrast) {
		return c
	}
	variance, df := bellMcCaffrey(clusters, singles, contrast, totals, means)
	c.StandardError = math.Sqrt(variance)
	if variance == 0 {
		return c
	}
	return c.byStudent(df)
}

// spreads reports whether every cell that counts has two clusters.
func spreads(clusters []Cluster, singles []Sample, contrast []float64) bool {
	for i, weight := range contrast {
		found := int64(0)
		if singles != nil {
			found = singles[i].N
		}
		for _, cluster := range clusters {
			if cluster.Cells[i].N > 0 {
				found++
			}
		}
		if weight != 0 && found < 2 {
			return false
		}
	}
	return true
}

// bellMcCaffrey gives the CR2 variance and its degrees of freedom. With a mean for each cell
// the hat matrix is 1/N in each cell and 0 between cells, so the adjustment of a cluster is
// (1 - n/N)^-1/2 for the sum of its residuals in the cell, and everything comes down to
// sums over clusters.
func bellMcCaffrey(clusters []Cluster, singles []Sample, contrast []float64, totals []Cell, means []float64) (variance, df float64) {
	var squares, trace, traceOfSquare sum
	cells := len(contrast)
	// products[c][d] = Σ over clusters of u_c·u_d, with u = size times adjusted weight.
	products := make([][]sum, cells)
	for c := range products {
		products[c] = make([]sum, cells)
	}
	u := make([]float64, cells)
	for _, cluster := range clusters {
		score, diagonal := 0.0, 0.0
		for c, cell := range cluster.Cells[:cells] {
			u[c] = 0
			if cell.N == 0 || contrast[c] == 0 {
				continue
			}
			n, total := float64(cell.N), float64(totals[c].N)
			g := contrast[c] / total / math.Sqrt(1-n/total)
			score += g * (cell.Sum - n*means[c])
			diagonal += n * g * g
			u[c] = n * g
		}
		squares.add(score * score)
		trace.add(diagonal)
		traceOfSquare.add(diagonal * diagonal)
		for c := range cells {
			if u[c] == 0 {
				continue
			}
			trace.add(-u[c] * u[c] / float64(totals[c].N))
			traceOfSquare.add(-2 * diagonal * u[c] * u[c] / float64(totals[c].N))
			for d := range c + 1 { // the rest is the same
				if u[d] != 0 {
					products[c][d].add(u[c] * u[d])
				}
			}
		}
	}
	for c, single := range singles {
		if single.N == 0 || contrast[c] == 0 {
			continue
		}
		k, total := float64(single.N), float64(totals[c].N)
		g := contrast[c] / total / math.Sqrt(1-1/total)
		deviation := k * (single.Mean - means[c]) * (single.Mean - means[c])
		if single.N > 1 {
			deviation += (k - 1) * single.Variance
		}
		squares.add(g * g * deviation)
		trace.add(k * g * g * (1 - 1/total))
		traceOfSquare.add(k * g * g * g * g * (1 - 2/total))
		products[c][c].add(k * g * g)
	}
	for c := range cells {
		for d := range c + 1 {
			if p := products[c][d].total(); p != 0 {
				square := p / float64(totals[c].N) * (p / float64(totals[d].N))
				traceOfSquare.add(square)
				if d < c {
					traceOfSquare.add(square)
				}
			}
		}
	}
	return squares.total(), trace.total() * trace.total() / traceOfSquare.total()
}

// IntraclassCorrelation is the share of the variance that lies between clusters, by analysis
// of variance (Donner 1986), within -1/(m-1) and 1; NaN without two clusters and a value
// more than clusters. Within is the sum of squared deviations of all values from the mean of
// their cluster.
func IntraclassCorrelation(clusters []Cell, within float64) float64 {
	var n, squares float64
	var total sum
	k := 0.0
	for _, c := range clusters {
		if c.N > 0 {
			n += float64(c.N)
			squares += float64(c.N) * float64(c.N)
			total.add(c.Sum)
			k++
		}
	}
	if k < 2 || n <= k {
		return math.NaN()
	}
	mean := total.total() / n
	var between sum
	for _, c := range clusters {
		if c.N > 0 {
			d := c.Sum/float64(c.N) - mean
			between.add(float64(c.N) * d * d)
		}
	}
	size := (n - squares/n) / (k - 1)
	msb, msw := between.total()/(k-1), within/(n-k)
	if msb+(size-1)*msw == 0 {
		return math.NaN()
	}
	return (msb - msw) / (msb + (size-1)*msw)
}

// DesignEffect is by how much clusters of a size with that intraclass correlation inflate the
// variance of a mean: 1 + (size-1)·correlation (Kish 1965), at least 1.
func DesignEffect(size, correlation float64) float64 {
	return math.Max(1, 1+(size-1)*correlation)
}
