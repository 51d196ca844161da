package stats_test

import "touchstone/api/measure/stats"

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
	rows := decode[struct{ Rows [][]float64 }](given).Rows
	m := stats.NewMoments(rows[0])
	for _, row := range rows {
		m.Add(row, 1)
	}
	i := m.RelativeWeights()
	return map[string]any{"explained": i.Explained, "weights": i.Weights}
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
