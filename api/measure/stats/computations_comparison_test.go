package stats_test

import (
	"math"

	"touchstone/api/measure/stats"
)

// known is a number that null stands for: what cannot be told, or no bound.
func known(x *float64, otherwise float64) float64 {
	if x == nil {
		return otherwise
	}
	return *x
}

func combine(given []byte) any {
	g := decode[struct {
		Components []struct {
			Weight, Estimate float64
			SE, DF           *float64
		}
	}](given)
	var components []stats.Component
	for _, one := range g.Components {
		components = append(components, stats.Component{
			Weight: one.Weight, Estimate: one.Estimate, StandardError: known(one.SE, math.NaN()), DegreesOfFreedom: known(one.DF, math.Inf(1)),
		})
	}
	return change(stats.Combine(components))
}

func fieller(given []byte) any {
	g := decode[struct {
		Numerator, Denominator, VarianceOfNumerator, VarianceOfDenominator, Covariance float64
		DF                                                                             *float64
	}](given)
	return map[string]any{"interval": stats.Fieller(g.Numerator, g.Denominator, g.VarianceOfNumerator, g.VarianceOfDenominator, g.Covariance, known(g.DF, math.Inf(1)))}
}

func weightedMix(given []byte) any {
	g := decode[struct {
		Clusters [][]stats.WeightedCell
		Contrast []float64
	}](given)
	clusters := make([]stats.WeightedCluster, len(g.Clusters))
	for i := range clusters {
		clusters[i].Cells = g.Clusters[i]
	}
	return change(stats.WeightedMix(clusters, nil, g.Contrast))
}
