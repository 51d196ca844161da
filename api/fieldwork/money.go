package fieldwork

import "math"

// Money is an amount in the smallest unit of its ISO 4217 currency, for example 2500 CHF = 25.00 francs.
type Money struct {
	Amount   int64  `json:"amount"`
	Currency string `json:"currency"`
}

// unusualDigits lists the currencies whose smallest unit is not a hundredth (ISO 4217, column
// "minor unit").
var unusualDigits = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0, "UYI": 0, "VND": 0,
	"VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0, "BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3, "CLF": 4, "UYW": 4,
}

// Units gives the amount in whole units of the currency, 25.5 for 2550 CHF, to show it.
func (m Money) Units() float64 {
	digits, unusual := unusualDigits[m.Currency]
	if !unusual {
		digits = 2
	}
	return float64(m.Amount) / math.Pow10(digits)
}
