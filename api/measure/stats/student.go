package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// manyDegrees is where the incomplete beta function of gonum starts to lose digits (it
// subtracts logarithms of gamma functions that grow with the degrees of freedom) and much
// time, and where expansions around the normal distribution are exact to ten digits.
const manyDegrees = 1000

// normalQuantile is the p quantile of the standard normal distribution.
func normalQuantile(p float64) float64 { return distuv.UnitNormal.Quantile(p) }

// normalTails is P(|Z| >= |z|).
func normalTails(z float64) float64 { return math.Erfc(math.Abs(z) / math.Sqrt2) }

// StudentTails is P(|T| >= |t|) with df > 0 degrees of freedom. For many degrees t becomes a
// normal deviate by Hill 1970 (CACM algorithm 395).
func StudentTails(t, df float64) float64 {
	t = math.Abs(t)
	if df <= manyDegrees {
		return 2 * distuv.StudentsT{Sigma: 1, Nu: df}.CDF(-t)
	}
	if math.IsInf(df, 1) {
		return normalTails(t)
	}
	a := df - 0.5
	b := 48 * a * a
	w := a * math.Log1p(t*t/df)
	z := math.Sqrt(w) * (1 + ((w+3)-(((4*w+33)*w+240)*w+855)/(10*(b+0.8*w*w+100)))/b)
	return normalTails(z)
}

// StudentQuantile is the p quantile with df > 0 degrees of freedom. For many degrees it is
// the expansion of Abramowitz and Stegun 26.7.5; for fewer that is where the search begins.
func StudentQuantile(p, df float64) float64 {
	switch {
	case df > manyDegrees:
		return studentExpansion(p, df)
	case p < 0.5:
		return -StudentQuantile(1-p, df)
	case p > 0.5 && df >= fewDegrees:
		if t, found := studentSearch(p, df); found {
			return t
		}
	}
	return distuv.StudentsT{Sigma: 1, Nu: df}.Quantile(p)
}

// fewDegrees is below which the expansion is too far off to begin with.
const fewDegrees = 3

// studentSearch improves the expansion by Taylor steps of second order until the tail agrees,
// for p above one half; not found says that it did not settle.
func studentSearch(p, df float64) (t float64, found bool) {
	tail := 1 - p
	above, _ := math.Lgamma((df + 1) / 2)
	below, _ := math.Lgamma(df / 2)
	scale := above - below - math.Log(df*math.Pi)/2
	t = studentExpansion(p, df)
	for range 20 {
		density := math.Exp(scale - (df+1)/2*math.Log1p(t*t/df))
		x := (StudentTails(t, df)/2 - tail) / density
		t += x * (1 + x*t*(df+1)/(2*(t*t+df)))
		if !(t > 0) || math.IsInf(t, 1) {
			return 0, false
		}
		if math.Abs(x) <= 1e-7*t { // the step just taken leaves an error of the third order
			return t, true
		}
	}
	return 0, false
}

func studentExpansion(p, df float64) float64 {
	z := normalQuantile(p)
	q := z * z
	g1 := z * (q + 1) / 4
	g2 := z * ((5*q+16)*q + 3) / 96
	g3 := z * (((3*q+19)*q+17)*q - 15) / 384
	g4 := z * ((((79*q+776)*q+1482)*q-1920)*q - 945) / 92160
	return z + (g1+(g2+(g3+g4/df)/df)/df)/df
}

// twoSided gives the quantile that leaves half of what confidence leaves out above it.
func twoSided(confidence float64) float64 { return (1 + confidence) / 2 }
