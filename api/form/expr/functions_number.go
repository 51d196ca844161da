package expr

import (
	"math"
	"strconv"
)

// numberFunctions convert, round and calculate.
var numberFunctions = map[string]function{
	"number": {least: 0, most: 1, eval: func(c *Context, n *call) Value { return Num(n.optional(c, 0).Number(c.Zone)) }},
	"int":    one(math.Trunc),
	"abs":    one(math.Abs),
	"sqrt":   one(math.Sqrt),
	"round": {least: 1, most: 2, eval: func(c *Context, n *call) Value {
		places := 0.0
		if len(n.args) == 2 {
			places = n.number(c, 1)
		}
		return Num(round(n.number(c, 0), places))
	}},
	"pow":   two(power),
	"exp10": one(func(x float64) float64 { return power(10, x) }),
	"exp":   one(twelveDigits(math.Exp)),
	"log":   one(twelveDigits(logarithm(math.Log))),
	"log10": one(twelveDigits(logarithm(math.Log10))),
	"sin":   one(twelveDigits(math.Sin)),
	"cos":   one(twelveDigits(math.Cos)),
	"tan":   one(twelveDigits(math.Tan)),
	"asin":  one(twelveDigits(math.Asin)),
	"acos":  one(twelveDigits(arcCosine)),
	"atan":  one(twelveDigits(math.Atan)),
	"atan2": two(func(y, x float64) float64 {
		return significant(arcTangent(y, x))
	}),
	"pi": {eval: func(*Context, *call) Value { return Num(math.Pi) }},
	"random": {varies: true, eval: func(c *Context, _ *call) Value {
		return Num(c.Random.Next())
	}},
}

func one(apply func(float64) float64) function {
	return function{least: 1, most: 1, eval: func(c *Context, n *call) Value { return Num(apply(n.number(c, 0))) }}
}

func two(apply func(a, b float64) float64) function {
	return function{least: 2, most: 2, eval: func(c *Context, n *call) Value {
		a := n.number(c, 0)
		return Num(apply(a, n.number(c, 1)))
	}}
}

// arcTangent is math.Atan2 with the sign of y kept where y / x is too small for a number.
func arcTangent(y, x float64) float64 {
	if x < 0 && y < 0 && y/x == 0 {
		return -math.Pi
	}
	return math.Atan2(y, x)
}

// logarithm mends a logarithm for subnormal numbers, which math.Log of Go 1.26 gets wrong on amd64.
func logarithm(of func(float64) float64) func(float64) float64 {
	return func(x float64) float64 {
		if x > 0 && x < 0x1p-1022 {
			return of(x*0x1p54) - 54*of(2)
		}
		return of(x)
	}
}

// twelveDigits rounds to twelve significant digits. No two mathematical libraries agree on the
// last bits of these functions, and a server must find what a phone found.
func twelveDigits(apply func(float64) float64) func(float64) float64 {
	return func(x float64) float64 { return significant(apply(x)) }
}

func significant(x float64) float64 {
	rounded, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'e', 11, 64), 64)
	return rounded
}

// power raises to whole powers by repeated squaring, which is exact as long as the result
// has room, and rounds all others to twelve digits. As in ECMAScript, 1 to the power of an
// infinity or of no number is no number.
func power(base, exponent float64) float64 {
	switch {
	case math.IsNaN(exponent), math.Abs(base) == 1 && math.IsInf(exponent, 0):
		return math.NaN()
	case math.IsInf(exponent, 0):
		return math.Pow(base, exponent)
	case exponent != math.Trunc(exponent):
		whole := math.Trunc(exponent)
		return significant(power(base, whole) * math.Pow(base, exponent-whole))
	case exponent < 0:
		return 1 / power(base, -exponent)
	}
	result := 1.0
	for exponent > 0 {
		if math.Mod(exponent, 2) == 1 {
			result *= base
		}
		exponent = math.Floor(exponent / 2)
		base *= base
	}
	return result
}

// round rounds the printed decimal digits half away from zero to a number of places, which
// may be negative.
func round(x, places float64) float64 {
	if math.IsNaN(x) || math.IsNaN(places) {
		return math.NaN()
	}
	if math.IsInf(x, 0) || x == 0 {
		return x
	}
	places = math.Trunc(min(max(places, -400), 400))
	printed := strconv.FormatFloat(math.Abs(x), 'e', -1, 64) // d.ddde±dd
	mantissa, exponent := cutExponent(printed)
	keep := exponent + 1 + int(places) // digits to keep of the mantissa
	if keep >= len(mantissa) {
		return x
	}
	if keep < 0 {
		return 0
	}
	up := mantissa[keep] >= '5'
	digits := "0" + mantissa[:keep]
	rounded, _ := strconv.ParseFloat(carry(digits, up)+"e"+strconv.Itoa(exponent+1-keep), 64)
	return math.Copysign(rounded, x)
}

// cutExponent splits a number such as 1.25e+02 into its digits and its exponent.
func cutExponent(printed string) (string, int) {
	for i := range printed {
		if printed[i] == 'e' {
			exponent, _ := strconv.Atoi(printed[i+1:])
			digits := printed[:1]
			if i > 1 {
				digits += printed[2:i]
			}
			return digits, exponent
		}
	}
	return printed, 0
}

// carry adds one to the last of the digits when up is set; the first digit must not be a 9.
func carry(digits string, up bool) string {
	if !up {
		return digits
	}
	out := []byte(digits)
	for i := len(out) - 1; ; i-- {
		if out[i] != '9' {
			out[i]++
			return string(out)
		}
		out[i] = '0'
	}
}

// arcCosine keeps its digits near 1, where a difference from pi/2 would lose them.
func arcCosine(x float64) float64 {
	return 2 * math.Atan2(math.Sqrt(1-x), math.Sqrt(1+x))
}
