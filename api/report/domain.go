package report

import (
	"math"

	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

// domain is what a picture of the row spans, in the unit that is read: the scale where there
// is one, else all levels of rows in the same unit with round ends.
func (w *writer) domain(row *measure.Row) stats.Interval {
	u := unitOf(row)
	if scale := scaleOf(row); scale != nil && !u.time {
		return stats.Interval{scale[0] * u.factor, scale[1] * u.factor}
	}
	low, high := 0.0, 0.0
	for i := range w.rows {
		other := &w.rows[i]
		if unitOf(other).factor != u.factor || other.Kind != row.Kind || w.text(other.Unit, english) != w.text(row.Unit, english) {
			continue
		}
		for _, level := range []*measure.Level{&other.Baseline, &other.FollowUp} {
			if level.Estimate != nil {
				low, high = min(low, *level.Estimate*u.factor), max(high, *level.Estimate*u.factor)
			}
			if level.Interval != nil {
				high = max(high, level.Interval[1]*u.factor)
			}
		}
		if other.Goal != nil {
			low, high = min(low, *other.Goal*u.factor), max(high, *other.Goal*u.factor)
		}
	}
	step := math.Pow(10, math.Floor(math.Log10(max(high-low, 1e-9))))
	return stats.Interval{math.Floor(low/step) * step, math.Ceil(high/step) * step}
}

// scaleOf gives the scale of a row, as declared or as its kind has it.
func scaleOf(row *measure.Row) *stats.Interval {
	switch row.Kind {
	case "share", "csat":
		return &stats.Interval{0, 1}
	case "score":
		return &stats.Interval{0, 100}
	case "nps":
		return &stats.Interval{-100, 100}
	}
	return row.Scale
}
