package measure

import (
	"math"

	"touchstone/api/measure/stats"
)

// mostBins is how many distinct values a distribution shows before they are grouped.
const mostBins = 101

// family is how an indicator's values are summed up and compared.
type family int

const (
	means  family = iota // t interval, Welch
	shares               // values 0 and 1: Wilson, Newcombe
	nets                 // values -100, 0 and 100: adjusted Wald
)

func proportion(h stats.Histogram) stats.Proportion {
	return stats.Proportion{Count: h.Count(func(v float64) bool { return v > 0 }), N: h.N()}
}

func recommendation(h stats.Histogram) stats.Recommendation {
	return stats.Recommendation{
		Detractors: h.Count(func(v float64) bool { return v < 0 }),
		Passives:   h.Count(func(v float64) bool { return v == 0 }),
		Promoters:  h.Count(func(v float64) bool { return v > 0 }),
	}
}

// levelOf sums up an indicator in one wave.
func levelOf(kind kind, counts Counts) Level {
	h := counts.Values
	l := Level{N: h.N(), Missing: counts.Missing, NotApplicable: counts.NotApplicable, NotRelevant: counts.NotRelevant, degrees: math.NaN()}
	l.Distribution, l.BinWidth = distribution(h)
	sample := h.Sample()
	l.StandardDeviation = finite(sample.StandardDeviation())
	switch kind.family {
	case means:
		l.Estimate, l.StandardError, l.Interval = finite(sample.Mean), finite(sample.StandardError()), limits(sample.Interval(Confidence))
		l.degrees = float64(sample.N - 1)
	case shares:
		p := proportion(h)
		l.Estimate, l.StandardError, l.Interval = finite(p.Share()), finite(p.StandardError()), limits(p.Wilson(Confidence))
	case nets:
		r := recommendation(h)
		adjusted := r.Adjusted()
		l.Estimate, l.Adjusted = finite(100*r.NetPromoter()), finite(100*adjusted.Estimate)
		l.StandardError, l.Interval = finite(100*adjusted.StandardError), limits(scaled(adjusted.Interval(Confidence), 100))
	}
	if kind.quartiles && h.N() > 0 {
		l.Quartiles = []float64{h.Quantile(0.25), h.Quantile(0.5), h.Quantile(0.75)}
	}
	return l
}

// distribution lists values with their counts; more than mostBins are grouped into bins of
// equal width between the smallest and the largest value.
func distribution(h stats.Histogram) (list []DistributionBin, width float64) {
	bins := h.Bins()
	list = make([]DistributionBin, 0, min(len(bins), mostBins))
	if len(bins) <= mostBins {
		for _, bin := range bins {
			list = append(list, DistributionBin{bin.Value, bin.Count})
		}
		return list, 0
	}
	lowest, highest := bins[0].Value, bins[len(bins)-1].Value
	width = (highest - lowest) / mostBins
	for i := range mostBins {
		list = append(list, DistributionBin{Value: lowest + (float64(i)+0.5)*width})
	}
	for _, bin := range bins {
		i := min(int((bin.Value-lowest)/width), mostBins-1)
		list[i].Count += bin.Count
	}
	return list, width
}

func scaled(i stats.Interval, factor float64) stats.Interval {
	return stats.Interval{i[0] * factor, i[1] * factor}
}

// finite is nil for what JSON cannot say.
func finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

func limits(i stats.Interval) *stats.Interval {
	if finite(i[0]) == nil || finite(i[1]) == nil {
		return nil
	}
	return &i
}
