package stats_test

import (
	"math"

	"touchstone/api/measure/stats"
)

func student(given []byte) any {
	g := decode[struct{ T, DF, Quantile float64 }](given)
	if g.Quantile == 0 {
		return map[string]any{"p": stats.StudentTails(g.T, g.DF)}
	}
	return map[string]any{"t": stats.StudentQuantile(g.Quantile, g.DF)}
}

func mean(given []byte) any {
	h := decode[struct{ Bins bins }](given).Bins.histogram()
	s := h.Sample()
	return map[string]any{
		"n": float64(s.N), "mean": s.Mean, "sd": s.StandardDeviation(), "se": s.StandardError(), "interval": s.Interval(0.95),
		"quartiles": []float64{h.Quantile(0.25), h.Quantile(0.5), h.Quantile(0.75)},
	}
}

func wilson(given []byte) any {
	g := decode[struct {
		stats.Proportion
		Confidence float64
	}](given)
	return map[string]any{"share": g.Share(), "se": g.StandardError(), "interval": g.Wilson(g.Confidence)}
}

func recommendation(given []byte) any {
	r := decode[stats.Recommendation](given)
	a := r.Adjusted()
	return map[string]any{"score": r.NetPromoter(), "estimate": a.Estimate, "se": a.StandardError, "interval": a.Interval(0.95)}
}

func welch(given []byte) any {
	g := decode[struct{ Baseline, FollowUp bins }](given)
	a, b := g.Baseline.histogram().Sample(), g.FollowUp.histogram().Sample()
	got, effect := change(stats.Welch(a, b)), stats.HedgesG(a, b)
	got["g"] = map[string]any{"value": effect.Value, "interval": effect.Interval}
	return got
}

func newcombe(given []byte) any {
	g := decode[struct{ Baseline, FollowUp stats.Proportion }](given)
	c, exact := stats.Newcombe(g.Baseline, g.FollowUp)
	got := change(c)
	got["exact"], got["h"] = exact, stats.CohenH(g.Baseline, g.FollowUp)
	return got
}

func recommendationChange(given []byte) any {
	g := decode[struct{ Baseline, FollowUp stats.Recommendation }](given)
	return change(stats.NetPromoterChange(g.Baseline, g.FollowUp))
}

func change(c stats.Change) map[string]any {
	return map[string]any{
		"estimate": c.Estimate, "se": c.StandardError, "statistic": c.Statistic, "df": c.DegreesOfFreedom, "p": c.P,
		"interval": c.Interval, "interval90": c.Interval90,
	}
}

func discovery(given []byte) any {
	var p []float64
	for _, x := range decode[struct{ P []*float64 }](given).P {
		if x == nil {
			p = append(p, math.NaN())
		} else {
			p = append(p, *x)
		}
	}
	return map[string]any{"q": stats.FalseDiscovery(p)}
}

func power(given []byte) any {
	g := decode[struct {
		Kind                               string
		Alpha, Power                       float64
		Variance0, Variance1, Variances    float64
		Share0, Share1, Difference, Margin float64
	}](given)
	plan := stats.Plan{Alpha: g.Alpha, Power: g.Power}
	n := map[string]func() float64{
		"means":       func() float64 { return plan.Means(g.Variance0, g.Variance1, g.Difference) },
		"shares":      func() float64 { return plan.Shares(g.Share0, g.Share1) },
		"wald":        func() float64 { return plan.Wald(g.Variances, g.Difference) },
		"equivalence": func() float64 { return plan.Equivalence(g.Variances, g.Difference, g.Margin) },
	}[g.Kind]()
	return map[string]any{"n": n}
}
