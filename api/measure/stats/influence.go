package stats

import (
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Moments are the joint first and second moments of some variables, of responses that have
// all of them. The zero value of NewMoments is empty; order of adding does not matter but
// for rounding.
type Moments struct {
	N        int64
	origin   []float64
	sums     []sum
	products [][]sum // upper triangle
}

// NewMoments of so many variables; values are kept relative to origin, best a usual value of
// each, so that no digits are lost.
func NewMoments(origin []float64) *Moments {
	m := &Moments{origin: origin, sums: make([]sum, len(origin)), products: make([][]sum, len(origin))}
	for i := range m.products {
		m.products[i] = make([]sum, len(origin))
	}
	return m
}

// Add counts a response count times.
func (m *Moments) Add(values []float64, count int64) {
	m.N += count
	for i := range values {
		x := values[i] - m.origin[i]
		m.sums[i].add(float64(count) * x)
		for j := i; j < len(values); j++ {
			m.products[i][j].add(float64(count) * x * (values[j] - m.origin[j]))
		}
	}
}

// Correlation of two of the variables (Pearson); NaN when one of them does not vary.
func (m *Moments) Correlation(i, j int) float64 {
	if i > j {
		i, j = j, i
	}
	return m.covariance(i, j) / math.Sqrt(m.covariance(i, i)*m.covariance(j, j))
}

// covariance, times N.
func (m *Moments) covariance(i, j int) float64 {
	return m.products[i][j].total() - m.sums[i].total()*m.sums[j].total()/float64(m.N)
}

// Influence is how much of the outcome's variance the drivers explain together, and how it
// divides among them.
type Influence struct {
	Explained float64   // R², 0 to 1
	Weights   []float64 // of each driver, adding up to Explained; NaN for one that does not vary
	Dependent bool      // some drivers follow exactly from others
	Rank      int       // drivers that do not follow from others
}

// Beyond tells what of R² is more than as many drivers explain by chance among n independent
// responses: R² adjusted (Wherry, as R's summary.lm), and the p of the F test that all drivers
// together explain nothing. Both are NaN where there is nothing to tell.
func (i Influence) Beyond(n int64) (adjusted, p float64) {
	rank, rest := float64(i.Rank), float64(n)-float64(i.Rank)-1
	if i.Rank == 0 || rest < 1 || math.IsNaN(i.Explained) {
		return math.NaN(), math.NaN()
	}
	unexplained := math.Max(0, 1-i.Explained)
	adjusted = 1 - unexplained*(rest+rank)/rest
	if unexplained == 0 {
		return adjusted, 0
	}
	return adjusted, distuv.F{D1: rank, D2: rest}.Survival(i.Explained / rank / (unexplained / rest))
}

// RelativeWeights divides the explained variance of the outcome (the last variable) among
// the drivers (the others); see the function of that name.
func (m *Moments) RelativeWeights() Influence {
	covariance := make([][]float64, len(m.origin))
	for i := range covariance {
		covariance[i] = make([]float64, len(m.origin))
		for j := range covariance[i] {
			covariance[i][j] = m.covariance(min(i, j), max(i, j))
		}
	}
	return RelativeWeights(m.N, covariance)
}

// RelativeWeights divides the explained variance of the outcome (the last variable) among
// the drivers (the others) by Johnson's relative weights (Johnson 2000, Multivariate
// Behavioral Research 35: 1-19): through the orthogonal variables nearest to the drivers.
// The covariances, which may be weighted, are of n responses and in any unit common to all.
// Drivers that do not vary are left out. Everything is NaN when the outcome does not vary or
// there are fewer responses than variables.
func RelativeWeights(n int64, covariance [][]float64) Influence {
	last := len(covariance) - 1
	result := Influence{Explained: math.NaN(), Weights: make([]float64, last)}
	var used []int
	for i := range last {
		result.Weights[i] = math.NaN()
		if n > 1 && covariance[i][i] > 0 {
			used = append(used, i)
		}
	}
	if len(used) == 0 || n <= int64(len(used)+1) || !(covariance[last][last] > 0) {
		return result
	}
	correlation := func(i, j int) float64 {
		return covariance[i][j] / math.Sqrt(covariance[i][i]*covariance[j][j])
	}
	correlations := mat.NewSymDense(len(used), nil)
	outcome := mat.NewVecDense(len(used), nil)
	for a, i := range used {
		outcome.SetVec(a, correlation(i, last))
		for b := a; b < len(used); b++ {
			correlations.SetSym(a, b, correlation(i, used[b]))
		}
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(correlations, true) {
		return result
	}
	var vectors mat.Dense
	eigen.VectorsTo(&vectors)
	roots := eigen.Values(nil)
	// Along the drivers' axes: loadings V√λV', and weights V(1/√λ)V' times the correlations
	// with the outcome. An axis without variance (drivers that say the same) has no weight.
	var turned mat.VecDense
	turned.MulVec(vectors.T(), outcome)
	for k, root := range roots {
		if root > 1e-10 {
			result.Rank++
			turned.SetVec(k, turned.AtVec(k)/math.Sqrt(root))
		} else {
			turned.SetVec(k, 0)
			roots[k], result.Dependent = 0, true
		}
	}
	var beta mat.VecDense
	beta.MulVec(&vectors, &turned)
	result.Explained = 0
	for a, i := range used {
		weight := 0.0
		for b := range used {
			loading := 0.0
			for k, root := range roots {
				loading += vectors.At(a, k) * math.Sqrt(root) * vectors.At(b, k)
			}
			weight += loading * loading * beta.AtVec(b) * beta.AtVec(b)
		}
		result.Weights[i] = weight
		result.Explained += weight
	}
	return result
}
