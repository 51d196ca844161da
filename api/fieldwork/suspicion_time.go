package fieldwork

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Bounds of the rules about time.
const (
	clockNoise   = 2 * time.Minute // by which clocks differ anyway
	fewEarlier   = 10              // reports that make a median
	usualPart    = 3               // a report faster than the median divided by this is too fast
	beforeVisit  = 2 * time.Hour   // a photo may be taken before the check-in
	hourOfTheDay = "15:04"
)

// Seconds is how long the report took: by the timer of the visit where there is one, else
// from start to submission by the device's clock; 0 is not known.
func (r *Response) Seconds() float64 {
	switch {
	case r.Visit != nil && r.Visit.Seconds > 0:
		return r.Visit.Seconds
	case r.StartedAt != nil && r.SubmittedAt.After(r.StartedAt.Time):
		return r.SubmittedAt.Sub(r.StartedAt.Time).Seconds()
	}
	return 0
}

// clockOffset is by how much the device's clock was behind the server's as the device last
// saw it, 0 when that is within what clocks differ by anyway, or more than can be true.
func (r *Response) clockOffset() time.Duration {
	if r.Visit == nil || r.Visit.ClockOffset == nil || math.Abs(*r.Visit.ClockOffset) > mostClockOffset {
		return 0
	}
	offset := time.Duration(*r.Visit.ClockOffset * float64(time.Millisecond))
	if offset.Abs() <= clockNoise {
		return 0
	}
	return offset
}

// visited is when the visit was, in the project's zone.
func (f *Facts) visited() time.Time { return f.Response.Begun().In(f.Zone) }

// outsideWindow looks at the day of the visit: within the days planned, on a weekday that
// was asked for, and not excluded. Without a check-in it is the day of the submission.
func outsideWindow(f *Facts) []Flag {
	at := f.visited()
	day := at.Format(dayFormat)
	weekday := (int(at.Weekday())+6)%7 + 1
	reason := ""
	switch {
	case f.FirstDay != "" && day < f.FirstDay, f.LastDay != "" && day > f.LastDay:
		reason = "outside the days planned"
	case f.Assignment != nil && len(f.Assignment.Weekdays) > 0 && !slices.Contains(f.Assignment.Weekdays, weekday):
		reason = "a weekday that was not asked for"
	case f.Assignment != nil && slices.Contains(f.Assignment.ExcludedDays, day):
		reason = "a day that was excluded"
	default:
		return nil
	}
	return []Flag{{Code: "outsideWindow", Message: "It was on " + day + ", " + reason + ".", Value: day}}
}

// outsideHours looks at the time of day of the check-in; a report without one may have been
// written at home and says nothing.
func outsideHours(f *Facts) []Flag {
	if f.checkIn() == nil || f.Assignment == nil || f.Assignment.From == "" && f.Assignment.To == "" {
		return nil
	}
	at := f.visited().Format(hourOfTheDay)
	if at >= f.Assignment.From && (f.Assignment.To == "" || at <= f.Assignment.To) {
		return nil
	}
	return []Flag{{Code: "outsideHours", Message: fmt.Sprintf("The check-in was at %s, outside %s to %s.", at, f.Assignment.From, f.Assignment.To), Value: at}}
}

// wrongClock looks at the device's clock: ahead of the server's by the submission that came
// from the future or by what the device saw, behind by what it saw, or going backwards.
func wrongClock(f *Facts) []Flag {
	flags := f.Response.ClockFlags()
	ahead := slices.ContainsFunc(flags, func(flag Flag) bool { return flag.Code == "clockAhead" })
	switch offset := f.Response.clockOffset(); {
	case offset < -clockTolerance && !ahead:
		flags = append(flags, Flag{Code: "clockAhead", Message: "The device's clock was ahead of the server's.", Value: -offset.Seconds()})
	case offset > clockTolerance:
		flags = append(flags, Flag{Code: "clockBehind", Message: "The device's clock was behind the server's.", Value: offset.Seconds()})
	}
	return flags
}

// tooFast compares how long the report took with what the project asks for, else with a third
// of the median of at least ten earlier reports for the same definition.
func tooFast(f *Facts) []Flag {
	took := f.Response.Seconds()
	least := float64(f.Rules.ShortestSeconds)
	if least == 0 && f.Earlier >= fewEarlier {
		least = f.Usual / usualPart
	}
	if !f.possible() || took == 0 || took >= least {
		return nil
	}
	return []Flag{{Code: "tooFast", Message: fmt.Sprintf("It took %.0f seconds; at least %.0f were to be expected.", took, least), Value: math.Round(took)}}
}

// Median gives the middle of values, 0 for none; the mean of the two in the middle of an even number.
func Median(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}
