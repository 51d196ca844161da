package stats_test

import (
	"math"

	"touchstone/api/measure/stats"
)

type waves struct{ Baseline, FollowUp bins }

func mannWhitney(given []byte) any {
	g := decode[waves](given)
	test := stats.MannWhitney(g.Baseline.histogram(), g.FollowUp.histogram())
	effect := stats.CliffDelta(g.Baseline.histogram(), g.FollowUp.histogram())
	got := ranks(test)
	got["delta"] = map[string]any{"value": effect.Value, "interval": effect.Interval}
	return got
}

func ranks(test stats.RankTest) map[string]any {
	return map[string]any{"statistic": test.Statistic, "p": test.P, "exact": test.Exact}
}

func signedRank(given []byte) any {
	return ranks(stats.SignedRank(decode[struct{ Differences []float64 }](given).Differences))
}

func paired(given []byte) any {
	return change(stats.Paired(decode[struct{ Differences []float64 }](given).Differences))
}

func mcnemar(given []byte) any {
	c, exact := stats.McNemar(decode[stats.Pairs](given))
	got := change(c)
	got["exact"] = exact
	return got
}

func contrast(given []byte) any {
	g := decode[struct {
		Clusters [][]stats.Cell
		Contrast []float64
	}](given)
	clusters := make([]stats.Cluster, len(g.Clusters))
	for i := range clusters {
		clusters[i].Cells = g.Clusters[i]
	}
	return change(stats.Contrast(clusters, nil, g.Contrast))
}

func weighted(given []byte) any {
	w := stats.NewWeighted(decode[struct{ Bins []stats.WeightedBin }](given).Bins)
	return map[string]any{"n": float64(w.N), "mean": w.Mean, "se": w.StandardError, "effectiveN": w.EffectiveN, "interval": w.Interval(0.95)}
}

func weightedContrast(given []byte) any {
	g := decode[struct {
		Clusters [][]stats.WeightedCell
		Contrast []float64
	}](given)
	clusters := make([]stats.WeightedCluster, len(g.Clusters))
	for i := range clusters {
		clusters[i].Cells = g.Clusters[i]
	}
	return change(stats.WeightedContrast(clusters, nil, g.Contrast))
}

func ratio(given []byte) any {
	g := decode[struct{ Earned, Possible []float64 }](given)
	var r stats.Ratio
	for i := range g.Earned {
		r.Add(g.Earned[i], g.Possible[i])
	}
	return map[string]any{"n": float64(r.N), "estimate": r.Estimate(), "se": r.StandardError(), "interval": r.Interval(0.95)}
}

func standardise(given []byte) any {
	g := decode[struct{ Strata []waves }](given)
	strata := make([]stats.Stratum, len(g.Strata))
	for i, s := range g.Strata {
		strata[i] = stats.Stratum{Baseline: s.Baseline.histogram().Sample(), FollowUp: s.FollowUp.histogram().Sample()}
	}
	s := stats.Standardise(strata)
	got := change(s.Change)
	got["covered"] = s.Covered
	return got
}

func influence(given []byte) any {
	g := decode[struct {
		Rows    [][]float64
		Weights []float64
	}](given)
	m := stats.NewMoments(g.Rows[0])
	for _, row := range g.Rows {
		m.Add(row, 1)
	}
	i := m.RelativeWeights()
	if g.Weights != nil {
		i = stats.RelativeWeights(m.N, weightedCovariance(g.Rows, g.Weights))
	}
	return map[string]any{"explained": i.Explained, "weights": i.Weights, "dependent": i.Dependent}
}

// weightedCovariance is the sum of weighted products about the weighted means.
func weightedCovariance(rows [][]float64, weights []float64) [][]float64 {
	means, total := make([]float64, len(rows[0])), 0.0
	for r, row := range rows {
		total += weights[r]
		for i, x := range row {
			means[i] += weights[r] * x
		}
	}
	covariance := make([][]float64, len(means))
	for i := range covariance {
		covariance[i] = make([]float64, len(means))
		for j := range covariance[i] {
			for r, row := range rows {
				covariance[i][j] += weights[r] * (row[i] - means[i]/total) * (row[j] - means[j]/total)
			}
		}
	}
	return covariance
}

func standing(given []byte) any {
	g := decode[struct {
		Means []struct {
			Value, Se float64
			Df        *float64
		}
		Shares []stats.Proportion
	}](given)
	var estimates []float64
	var pairs stats.Pairwise
	if g.Shares != nil {
		for _, share := range g.Shares {
			estimates = append(estimates, share.Share())
		}
		pairs = stats.SharePairs(g.Shares)
	} else {
		var all []stats.Estimated
		for _, mean := range g.Means {
			df := math.Inf(1)
			if mean.Df != nil {
				df = *mean.Df
			}
			all = append(all, stats.Estimated{Value: mean.Value, StandardError: mean.Se, DegreesOfFreedom: df})
			estimates = append(estimates, mean.Value)
		}
		pairs = stats.StudentPairs(all, 0.05)
	}
	rank, best, worst := []float64{}, []float64{}, []float64{}
	for _, s := range stats.Standings(estimates, 0.05, pairs) {
		rank, best, worst = append(rank, float64(s.Rank)), append(best, float64(s.Best)), append(worst, float64(s.Worst))
	}
	return map[string]any{"rank": rank, "best": best, "worst": worst}
}

func detectable(given []byte) any {
	g := decode[struct {
		Kind                     string
		Alpha, Power, N          float64
		Variance0, Variance1     float64
		Share, Size, Correlation float64
	}](given)
	plan := stats.Plan{Alpha: g.Alpha, Power: g.Power}
	switch g.Kind {
	case "means":
		return map[string]any{"difference": plan.DetectableMeans(g.Variance0, g.Variance1, g.N)}
	case "normal":
		return map[string]any{"difference": plan.DetectableNormal(g.Variance0+g.Variance1, g.N)}
	case "shares":
		below, above := plan.DetectableShares(g.Share, g.N)
		return map[string]any{"below": below, "above": above}
	}
	return map[string]any{"clusters": stats.Clusters(g.N, g.Size, g.Correlation)}
}

func intraclass(given []byte) any {
	g := decode[struct {
		Cells  []stats.Cell
		Within float64
	}](given)
	return map[string]any{"correlation": stats.IntraclassCorrelation(g.Cells, g.Within)}
}
