package stats

import (
	"math"

	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/stat/distuv"
)

// Plan is what a sample size must achieve: the two-sided level of the test (Alpha) and the
// probability of finding a difference that is there (Power).
type Plan struct{ Alpha, Power float64 }

// Sizes below are responses in each of two equal waves: the smallest whole number that does,
// at least 2, or +Inf where no number would (a difference of zero).

// fewResponses is up to where sizes for means are found with the exact t distribution; above,
// the normal approximation with its correction term is within a hundredth of a response.
const fewResponses = 5000

// Means finds a true difference of means by Welch's test, given the variances of single
// responses. Power follows the noncentral t distribution; the far tail, which would call the
// difference in the wrong direction, is not counted as success.
func (p Plan) Means(variance0, variance1, difference float64) float64 {
	n := p.Wald(variance0+variance1, difference)
	if n > fewResponses {
		z := normalQuantile(1 - p.Alpha/2)
		return math.Ceil(p.wald(variance0+variance1, difference) + z*z/(2*spread(variance0, variance1)))
	}
	for ; n <= 2*fewResponses; n++ {
		df := spread(variance0, variance1) * (n - 1)
		shift := math.Abs(difference) / math.Sqrt((variance0+variance1)/n)
		if 1-noncentralStudent(StudentQuantile(1-p.Alpha/2, df), df, shift) >= p.Power {
			break
		}
	}
	return n
}

// spread is Satterthwaite's degrees of freedom per further response: 2 for equal variances.
func spread(variance0, variance1 float64) float64 {
	w := variance0 / (variance0 + variance1)
	return 1 / (w*w + (1-w)*(1-w))
}

// Shares finds a true difference of two shares by the score test (Fleiss 1981, without
// continuity correction).
func (p Plan) Shares(share0, share1 float64) float64 {
	if share0 == share1 {
		return math.Inf(1)
	}
	mean := (share0 + share1) / 2
	root := normalQuantile(1-p.Alpha/2)*math.Sqrt(2*mean*(1-mean)) +
		normalQuantile(p.Power)*math.Sqrt(share0*(1-share0)+share1*(1-share1))
	return whole(math.Pow(root/(share1-share0), 2))
}

// Wald finds a true difference by a normal test; variances is the sum of both waves'
// variances of a single response.
func (p Plan) Wald(variances, difference float64) float64 {
	return whole(p.wald(variances, difference))
}

func (p Plan) wald(variances, difference float64) float64 {
	if difference == 0 {
		return math.Inf(1)
	}
	return math.Pow((normalQuantile(1-p.Alpha/2)+normalQuantile(p.Power))/difference, 2) * variances
}

// Equivalence shows by two one-sided normal tests of level Alpha each that a true difference
// lies within the margin, given the sum of both variances. +Inf when it does not lie there.
func (p Plan) Equivalence(variances, difference, margin float64) float64 {
	near, far := margin-math.Abs(difference), margin+math.Abs(difference)
	if near <= 0 {
		return math.Inf(1)
	}
	z := normalQuantile(1 - p.Alpha)
	achieved := func(se float64) float64 {
		return 1 - (normalTail(near/se-z) + normalTail(far/se-z))
	}
	// Power falls as the standard error grows; at near/z it is below one half.
	low, high := 0.0, near/z
	for range 200 {
		if middle := (low + high) / 2; achieved(middle) >= p.Power {
			low = middle
		} else {
			high = middle
		}
	}
	return whole(variances / (low * low))
}

// normalTail is P(Z >= z).
func normalTail(z float64) float64 { return math.Erfc(z/math.Sqrt2) / 2 }

// whole rounds up, forgiving the rounding error of an exact whole number.
func whole(n float64) float64 { return math.Max(2, math.Ceil(n*(1-1e-12))) }

// noncentralStudent is P(T <= t) for t > 0 with df degrees of freedom and noncentrality
// shift >= 0 (Lenth 1989, algorithm AS 243), to about ten digits.
func noncentralStudent(t, df, shift float64) float64 {
	x := t * t / (t*t + df)
	half := shift * shift / 2
	if half > 700 {
		return 0 // below the smallest number
	}
	p := math.Exp(-half) / 2
	q := shift * math.Exp(-half) / math.Sqrt(2*math.Pi)
	total := 0.0
	for j := 0.0; j < 10000; j++ {
		odd, even := mathext.RegIncBeta(j+0.5, df/2, x), mathext.RegIncBeta(j+1, df/2, x)
		total += p*odd + q*even
		p *= half / (j + 1)
		q *= half / (j + 1.5)
		if j > half && (p+q)*odd < 1e-14 {
			break
		}
	}
	return distuv.UnitNormal.CDF(-shift) + total
}
