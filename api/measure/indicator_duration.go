package measure

import (
	"math"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// durationKind is seconds from start to submission, or spent at a question. Whole seconds:
// phones do not measure finer what people do. A clock that ran backwards gives no value.
var durationKind = kind{
	name: "duration", family: means, quartiles: true, value: durationValue,
	scale: func(_ *form.Definition, i *form.Indicator) *stats.Interval { return declaredScale(i) },
}

func durationValue(in *indication) fieldwork.IndicatorValue {
	if of := in.indicator.Of; of != "" && of != ofTotal {
		if !in.result.Relevant[of] {
			return absentFor(AbsentNotRelevant)
		}
		spent, known := in.timing.Questions[of]
		return seconds(spent, known)
	}
	known := !in.timing.StartedAt.IsZero() && !in.timing.SubmittedAt.IsZero()
	return seconds(in.timing.SubmittedAt.Sub(in.timing.StartedAt), known)
}

func seconds(spent time.Duration, known bool) fieldwork.IndicatorValue {
	if !known || spent < 0 {
		return absentFor(AbsentMissing)
	}
	return present(math.Round(spent.Seconds()))
}
