package measure

import (
	"math"

	"touchstone/api/measure/stats"
)

// GoalAttainment is how much of the way from the baseline to the goal the follow-up has come:
// 0 where it was, 1 at the goal, beyond both where it went further or back. The interval is
// Fieller's for a ratio of two estimates.
type GoalAttainment struct {
	Value    float64        `json:"value"`
	Interval stats.Interval `json:"interval"`
}

// attain tells the goal attainment of a tested row: none without a goal, where the baseline
// had already met it, or where the baseline may be at the goal for all that is known.
func (r *Row) attain(change stats.Change) {
	if r.Goal == nil || r.Baseline.StandardError == nil || r.FollowUp.StandardError == nil {
		return
	}
	before, after := r.Baseline.shown(), r.FollowUp.shown()
	way := *r.Goal - before
	if way == 0 || (way > 0) != (r.Better == higher) {
		r.Notes = append(r.Notes, noteGoalMet())
		return
	}
	v0, v1 := square(*r.Baseline.StandardError), square(*r.FollowUp.StandardError)
	// What both waves share (locations) follows from the error of their difference.
	most := math.Sqrt(v0 * v1)
	shared := min(max((v0+v1-square(change.StandardError))/2, -most), most)
	df := change.DegreesOfFreedom
	if math.IsNaN(df) {
		df = math.Inf(1)
	}
	left := stats.Fieller(*r.Goal-after, way, v1, v0, shared, df)
	if limits(left) == nil {
		r.Notes = append(r.Notes, noteGoalNear())
		return
	}
	r.GoalAttainment = &GoalAttainment{Value: (after - before) / way, Interval: stats.Interval{1 - left[1], 1 - left[0]}}
}

// shown is the estimate that interval and change are about.
func (l *Level) shown() float64 {
	if l.Adjusted != nil {
		return *l.Adjusted
	}
	return *l.Estimate
}

func square(x float64) float64 { return x * x }
