package stats

import (
	"cmp"
	"math"
	"slices"
)

// Bin is a value and how often it occurs.
type Bin struct {
	Value float64
	Count int64
}

// Histogram is the exact distribution of a sample: distinct finite values, ascending, each
// with a positive count. The zero value is the empty sample. It is immutable.
type Histogram struct {
	bins         []Bin
	n            int64
	mean, spread float64 // spread is the sum of squared deviations; both 0 for no values
}

// NewHistogram collects bins in any order; equal values are added up, bins without a finite
// value or a positive count are left out.
func NewHistogram(bins []Bin) Histogram {
	kept := make([]Bin, 0, len(bins))
	for _, bin := range bins {
		if bin.Count > 0 && !math.IsNaN(bin.Value) && !math.IsInf(bin.Value, 0) {
			kept = append(kept, bin)
		}
	}
	slices.SortFunc(kept, func(a, b Bin) int { return cmp.Compare(a.Value, b.Value) })
	h := Histogram{bins: kept[:0]}
	for _, bin := range kept {
		h.n += bin.Count
		if last := len(h.bins) - 1; last >= 0 && h.bins[last].Value == bin.Value {
			h.bins[last].Count += bin.Count
			continue
		}
		h.bins = append(h.bins, bin)
	}
	h.mean, h.spread = h.moments()
	return h
}

// Bins gives the distinct values, ascending; the caller must not change them.
func (h Histogram) Bins() []Bin { return h.bins }

// N is the number of values.
func (h Histogram) N() int64 { return h.n }

// Count is the number of values for which the predicate holds.
func (h Histogram) Count(holds func(value float64) bool) int64 {
	var n int64
	for _, bin := range h.bins {
		if holds(bin.Value) {
			n += bin.Count
		}
	}
	return n
}

// Sample gives size, mean and variance.
func (h Histogram) Sample() Sample {
	switch h.n {
	case 0:
		return Sample{0, math.NaN(), math.NaN()}
	case 1:
		return Sample{1, h.mean, math.NaN()}
	}
	return Sample{h.n, h.mean, h.spread / float64(h.n-1)}
}

// moments takes values relative to the middle one and sums twice, so that a large offset that
// all share costs no digits.
func (h Histogram) moments() (mean, spread float64) {
	if h.n == 0 {
		return 0, 0
	}
	n, origin := float64(h.n), h.bins[len(h.bins)/2].Value
	if h.n == 1 {
		return origin, 0
	}
	var shift sum
	for _, bin := range h.bins {
		shift.add(float64(bin.Count) * (bin.Value - origin))
	}
	offset := shift.total() / n
	var squares, residue sum
	for _, bin := range h.bins {
		d := (bin.Value - origin) - offset
		squares.add(float64(bin.Count) * d * d)
		residue.add(float64(bin.Count) * d)
	}
	rest := residue.total()
	return origin + offset, squares.total() - rest*rest/n
}

// Sum is Σ (value - origin).
func (h Histogram) Sum(origin float64) float64 { return float64(h.n) * (h.mean - origin) }

// Quantile is the p quantile (0 <= p <= 1) with linear interpolation between order
// statistics at 1 + (n-1)p: Hyndman and Fan 1996, type 7, the default of R.
func (h Histogram) Quantile(p float64) float64 {
	if h.n == 0 {
		return math.NaN()
	}
	place := float64(h.n-1) * p
	below := math.Floor(place)
	low := h.order(int64(below))
	if place == below {
		return low
	}
	return low + (place-below)*(h.order(int64(below)+1)-low)
}

// order is the value at a rank counted from 0.
func (h Histogram) order(rank int64) float64 {
	for _, bin := range h.bins {
		if rank < bin.Count {
			return bin.Value
		}
		rank -= bin.Count
	}
	return h.bins[len(h.bins)-1].Value
}

// sum adds with Neumaier's compensation (1974): the rounding errors are summed beside.
type sum struct{ high, low float64 }

func (s *sum) add(x float64) {
	t := s.high + x
	if math.Abs(s.high) >= math.Abs(x) {
		s.low += (s.high - t) + x
	} else {
		s.low += (x - t) + s.high
	}
	s.high = t
}

func (s *sum) total() float64 { return s.high + s.low }
