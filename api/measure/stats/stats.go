// Package stats is statistics over sufficient statistics: floats in, floats out. It knows
// histograms, samples and counts, and nothing of questionnaires. All variances have the
// divisor n-1, all p values are two-sided, all intervals have the named confidence. What
// cannot be computed (a mean of nothing, a variance of one value) is NaN, never zero.
// The reference vectors in surveys/conformance/statistics are made by R.
package stats

import "math"

// Interval is a confidence interval, lower limit first.
type Interval [2]float64

// Inside reports whether the whole interval lies strictly between -margin and +margin.
func (i Interval) Inside(margin float64) bool { return -margin < i[0] && i[1] < margin }

// Beyond reports whether the whole interval lies at or beyond margin on one side of zero.
func (i Interval) Beyond(margin float64) bool { return i[0] >= margin || i[1] <= -margin }

func around(centre, half float64) Interval { return Interval{centre - half, centre + half} }

func undefined() Interval { return Interval{math.NaN(), math.NaN()} }

// Confidences of the intervals a Change carries: 95 % for the reader, 90 % for the two
// one-sided tests of equivalence at 5 % each.
const (
	confidence      = 0.95
	confidenceTwice = 0.90
)

// Change is the difference follow-up minus baseline with everything said about it.
type Change struct {
	Estimate         float64
	StandardError    float64
	Statistic        float64 // t or z; NaN where the test is exact
	DegreesOfFreedom float64 // NaN unless the test is a t test
	P                float64
	Interval         Interval // 95 %
	Interval90       Interval
}
