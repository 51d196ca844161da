package stats_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"touchstone/api/measure/stats"
)

// A response without a cluster must weigh as a cluster of one response does, which is what
// the reference vectors are about.
func TestSinglesAreClustersOfOne(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5))
	for round := range 50 {
		var clusters, spelled []stats.Cluster
		var weighted, spelledWeighted []stats.WeightedCluster
		bins, weightedBins := make([][]stats.Bin, 2), make([][]stats.WeightedBin, 2)
		for range 2 + random.IntN(6) {
			cluster, heavy := stats.Cluster{Cells: make([]stats.Cell, 2)}, stats.WeightedCluster{Cells: make([]stats.WeightedCell, 2)}
			for c := range 2 {
				n := int64(random.IntN(4))
				cluster.Cells[c] = stats.Cell{N: n, Sum: float64(n) * random.NormFloat64()}
				heavy.Cells[c] = stats.WeightedCell{N: n, Weight: float64(n) * 1.5, Sum: float64(n) * random.NormFloat64()}
			}
			clusters, weighted = append(clusters, cluster), append(weighted, heavy)
		}
		spelled, spelledWeighted = append(spelled, clusters...), append(spelledWeighted, weighted...)
		for c := range 2 {
			for range 2 + random.IntN(9) {
				value, weight := float64(random.IntN(5)), float64(1+random.IntN(4))
				bins[c] = append(bins[c], stats.Bin{Value: value, Count: 1})
				weightedBins[c] = append(weightedBins[c], stats.WeightedBin{Value: value, Count: 1, Weight: weight, Squares: weight * weight})
				one, heavy := stats.Cluster{Cells: make([]stats.Cell, 2)}, stats.WeightedCluster{Cells: make([]stats.WeightedCell, 2)}
				one.Cells[c] = stats.Cell{N: 1, Sum: value}
				heavy.Cells[c] = stats.WeightedCell{N: 1, Weight: weight, Sum: weight * value}
				spelled, spelledWeighted = append(spelled, one), append(spelledWeighted, heavy)
			}
		}
		singles := []stats.Sample{stats.NewHistogram(bins[0]).Sample(), stats.NewHistogram(bins[1]).Sample()}
		contrast := []float64{-1, 1}
		same(t, round, stats.Contrast(clusters, singles, contrast), stats.Contrast(spelled, nil, contrast))
		same(t, round, stats.WeightedContrast(weighted, weightedBins, contrast), stats.WeightedContrast(spelledWeighted, nil, contrast))
	}
}

// With every response on its own the standard error for clusters is Welch's, and so are the
// degrees of freedom where both waves have the same size and spread.
func TestWithoutClustersItIsWelch(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	for round := range 50 {
		samples := make([]stats.Sample, 2)
		for c := range samples {
			var bins []stats.Bin
			for range 2 + random.IntN(40) {
				bins = append(bins, stats.Bin{Value: float64(random.IntN(9)), Count: 1})
			}
			bins = append(bins, stats.Bin{Value: 10, Count: 1})
			samples[c] = stats.NewHistogram(bins).Sample()
		}
		got, want := stats.Contrast(nil, samples, []float64{-1, 1}), stats.Welch(samples[0], samples[1])
		if math.Abs(got.Estimate-want.Estimate) > 1e-12 || math.Abs(got.StandardError-want.StandardError) > 1e-12 {
			t.Errorf("round %d: got %+v, want %+v", round, got, want)
		}
		same(t, round, stats.Contrast(nil, []stats.Sample{samples[0], samples[0]}, []float64{-1, 1}), stats.Welch(samples[0], samples[0]))
	}
}

func same(t *testing.T, round int, got, want stats.Change) {
	t.Helper()
	for _, pair := range [][2]float64{{got.Estimate, want.Estimate}, {got.StandardError, want.StandardError}, {got.DegreesOfFreedom, want.DegreesOfFreedom}, {got.P, want.P}} {
		if !(math.Abs(pair[0]-pair[1]) <= 1e-10*math.Max(1, math.Abs(pair[1]))) {
			t.Errorf("round %d: got %+v, want %+v", round, got, want)
			return
		}
	}
}
