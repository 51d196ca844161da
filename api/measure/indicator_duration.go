package measure

import (
	"math"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// durationKind is seconds from start to submission, or spent at a question, at all questions
// of a section, or in all instances of what is repeated. Whole seconds: phones do not measure
// finer what people do. A clock that ran backwards gives no value.
var durationKind = kind{
	name: "duration", family: means, quartiles: true, value: durationValue,
	scale: func(_ *form.Definition, i *form.Indicator) *stats.Interval { return declaredScale(i) },
}

func durationValue(in *indication) fieldwork.IndicatorValue {
	if of := in.indicator.Of; of != "" && of != ofTotal {
		return in.timeAt(of)
	}
	known := !in.timing.StartedAt.IsZero() && !in.timing.SubmittedAt.IsZero()
	return seconds(in.timing.SubmittedAt.Sub(in.timing.StartedAt), known)
}

// timeAt sums the time at a question, or at the questions of a section, over all instances.
func (in *indication) timeAt(of string) fieldwork.IndicatorValue {
	q, exists := in.definition.Question(of)
	if !exists {
		return absentFor(AbsentMissing)
	}
	inside := map[string]bool{}
	var visit func(q *form.Question)
	visit = func(q *form.Question) {
		inside[q.Name] = true
		for i := range q.Body {
			visit(&q.Body[i])
		}
	}
	visit(q)
	relevant := false
	for path, holds := range in.result.Relevant {
		relevant = relevant || holds && fieldwork.QuestionName(path) == of
	}
	if !relevant {
		return absentFor(AbsentNotRelevant)
	}
	var spent time.Duration
	known := false
	for path, span := range in.timing.Questions {
		if inside[fieldwork.QuestionName(path)] {
			spent, known = spent+span, true
		}
	}
	return seconds(spent, known)
}

func seconds(spent time.Duration, known bool) fieldwork.IndicatorValue {
	if !known || spent < 0 {
		return absentFor(AbsentMissing)
	}
	return present(math.Round(spent.Seconds()))
}
