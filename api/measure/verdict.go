package measure

import (
	"math"

	"touchstone/api/measure/stats"
)

// mostNeeded is the largest sample size worth telling.
const mostNeeded = 10_000_000

// fewValues is below which a t interval relies on values being roughly bell-shaped.
const fewValues = 10

// test is a row's comparison before its verdict: what the verdict and the sample size need.
type test struct {
	change    stats.Change
	effect    *Effect
	variances [2]float64 // of a single response, baseline and follow-up
	needed    func(plan stats.Plan) float64

	designEffect float64 // of clusters and weights on the variance of the change; 0 where neither is regarded
	clusterSize  float64 // responses of a cluster in a wave, on average; 0 without clusters
}

// untested takes no part in the correction for many comparisons.
func untested() test {
	return test{change: stats.Change{Estimate: math.NaN(), StandardError: math.NaN(), P: math.NaN()}}
}

// decidable tells whether there is a p and an interval.
func (t test) decidable() bool {
	return !math.IsNaN(t.change.P) && limits(t.change.Interval) != nil && finite(t.change.StandardError) != nil
}

// sound tells whether there is a change with a standard error, be it 0.
func (t test) sound() bool {
	return finite(t.change.Estimate) != nil && finite(t.change.StandardError) != nil
}

// testOf compares two pooled histograms by the kind's rule. Everything is in the indicator's unit.
func testOf(family family, baseline, followUp stats.Histogram) (t test, method Method) {
	switch family {
	case shares:
		a, b := proportion(baseline), proportion(followUp)
		change, exact := stats.Newcombe(a, b)
		t = test{change: change, effect: effect("cohenH", stats.Effect{Value: stats.CohenH(a, b), Interval: stats.Interval{math.NaN(), math.NaN()}})}
		t.variances = [2]float64{steady(a), steady(b)}
		t.needed = func(plan stats.Plan) float64 { return plan.Shares(a.Share(), b.Share()) }
		return t, methodNewcombe(a.N, b.N, exact)
	case nets:
		a, b := recommendation(baseline), recommendation(followUp)
		change := stats.NetPromoterChange(a, b)
		change.Estimate, change.StandardError = 100*change.Estimate, 100*change.StandardError
		change.Interval, change.Interval90 = scaled(change.Interval, 100), scaled(change.Interval90, 100)
		t = test{change: change, effect: effect("hedgesG", stats.HedgesG(baseline.Sample(), followUp.Sample()))}
		for i, r := range []stats.Recommendation{a, b} {
			se := 100 * r.Adjusted().StandardError
			t.variances[i] = se * se * float64(r.N()+3)
		}
		t.needed = func(plan stats.Plan) float64 { return plan.Wald(t.variances[0]+t.variances[1], change.Estimate) }
		return t, methodAdjustedWald(a.N(), b.N())
	default:
		a, b := baseline.Sample(), followUp.Sample()
		t = test{change: stats.Welch(a, b), effect: effect("hedgesG", stats.HedgesG(a, b)), variances: [2]float64{a.Variance, b.Variance}}
		t.needed = func(plan stats.Plan) float64 { return plan.Means(a.Variance, b.Variance, t.change.Estimate) }
		return t, methodWelch(a.N, b.N)
	}
}

// steady is the variance of a share after one success and one failure were added, so that
// 0 % and 100 % do not look certain.
func steady(p stats.Proportion) float64 {
	return stats.Proportion{Count: p.Count + 1, N: p.N + 2}.Variance()
}

func effect(name string, e stats.Effect) *Effect {
	if finite(e.Value) == nil {
		return nil
	}
	return &Effect{name, e.Value, limits(e.Interval)}
}

// conclude gives a tested row its change, verdict and, where undecided, the responses needed.
func (r *Row) conclude(t test, q float64) {
	c := t.change
	r.Change = &Change{
		Estimate: c.Estimate, Interval: c.Interval, Interval90: c.Interval90, StandardError: c.StandardError,
		P: c.P, Q: q, DegreesOfFreedom: finite(c.DegreesOfFreedom), Effect: t.effect,
		DesignEffect: positive(t.designEffect),
	}
	margin := 0.0
	if r.RelevantDifference != nil {
		margin = *r.RelevantDifference
	}
	equivalent := margin > 0 && c.Interval90.Inside(margin)
	switch {
	case q <= FalseDiscoveryRate:
		r.Verdict = Worsened
		if (c.Estimate > 0) == (r.Better == higher) {
			r.Verdict = Improved
		}
		r.Relevant = margin > 0 && c.Interval.Beyond(margin)
		if equivalent {
			r.Notes = append(r.Notes, noteSmall())
		}
	case equivalent:
		r.Verdict = Unchanged
	default:
		r.Verdict = Undecided
		if c.P <= FalseDiscoveryRate {
			r.Notes = append(r.Notes, noteAlone())
		}
		r.need(t, q, margin)
	}
}

// positive is nil for what is not regarded.
func positive(x float64) *float64 {
	if x > 0 {
		return finite(x)
	}
	return nil
}

// need finds how many responses per wave would decide the row.
func (r *Row) need(t test, q, margin float64) {
	// The level this row has to meet among all rows: q is p times a factor.
	level := FalseDiscoveryRate * t.change.P / q
	byDifference := t.needed(stats.Plan{Alpha: level, Power: Power})
	byEquivalence := math.Inf(1)
	if margin > 0 {
		byEquivalence = stats.Plan{Alpha: FalseDiscoveryRate, Power: Power}.Equivalence(t.variances[0]+t.variances[1], t.change.Estimate, margin)
	}
	responses, by := byDifference, "difference"
	if byEquivalence < byDifference {
		responses, by = byEquivalence, "equivalence"
	}
	if !(responses <= mostNeeded) {
		r.Notes = append(r.Notes, noteOutOfReach())
		return
	}
	// What is there did not decide it, so it takes more than the smaller wave has.
	r.Needed = &Needed{Responses: max(int64(responses), min(r.Baseline.N, r.FollowUp.N)+1), By: by}
	if t.clusterSize > 0 && r.Baseline.Clusters != nil && r.FollowUp.Clusters != nil {
		clusters := max(int64(math.Ceil(responses/t.clusterSize)), min(*r.Baseline.Clusters, *r.FollowUp.Clusters)+1)
		r.Needed.Clusters = &clusters
		r.Needed.Responses = max(r.Needed.Responses, int64(math.Ceil(float64(clusters)*t.clusterSize)))
	}
}
