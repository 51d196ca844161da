package measure

import (
	"maps"
	"math"
	"slices"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// Reasons for having no value (fieldwork.IndicatorValue.Absent).
const (
	AbsentMissing       = "missing"
	AbsentNotApplicable = "notApplicable"
	AbsentNotRelevant   = "notRelevant"
)

// Timing is what durations are read from. What is unknown stays zero.
type Timing struct {
	StartedAt   time.Time
	SubmittedAt time.Time
	Questions   map[string]time.Duration // time spent at single questions
}

// kind is what a kind of indicator says of its values; a file per kind.
type kind struct {
	name      string
	family    family
	quartiles bool // levels show median and quartiles
	// perInstance kinds have a value in every instance of a repeat; the others sum up by themselves.
	perInstance bool
	// value reads one response.
	value func(in *indication) fieldwork.IndicatorValue
	// scale gives the smallest and largest value, nil where there is none.
	scale func(d *form.Definition, i *form.Indicator) *stats.Interval
}

// kinds is the table of all kinds, by the name in Indicator.Kind.
var kinds = map[string]kind{
	"score":    scoreKind,
	"mean":     meanKind,
	"share":    shareKind,
	"nps":      npsKind,
	"csat":     csatKind,
	"ces":      cesKind,
	"duration": durationKind,
}

// Kinds lists the names of all kinds in alphabetical order.
func Kinds() []string { return slices.Sorted(maps.Keys(kinds)) }

// indication is one indicator of one response in the making.
type indication struct {
	*reading
	indicator *form.Indicator
	path      string // of the question it is of: its name, or where it is in a repeat
	score     *Score
	timing    Timing
}

// Indicators computes every indicator of an evaluated response, by name. An answer that
// breaks a rule of its question (a value off the scale, a choice that is not offered) counts
// as missing until it is corrected. Of a question in a repeat it is the mean over the instances
// that have a value, so that every response counts once however many instances it has.
func Indicators(f *form.Form, result *form.Result, score *Score, timing Timing) map[string]fieldwork.IndicatorValue {
	d := f.Definition()
	values := make(map[string]fieldwork.IndicatorValue, len(d.Indicators))
	reading := newReading(d, result)
	for i := range d.Indicators {
		in := &indication{reading: reading, indicator: &d.Indicators[i], path: d.Indicators[i].Of, score: score, timing: timing}
		kind, known := kinds[in.indicator.Kind]
		switch {
		case !known:
		case kind.perInstance && in.repeated():
			values[in.indicator.Name] = in.overInstances(kind)
		default:
			values[in.indicator.Name] = kind.value(in)
		}
	}
	return values
}

// repeated tells whether the question lies in a repeat.
func (in *indication) repeated() bool {
	if _, exists := in.definition.Question(in.indicator.Of); !exists {
		return false
	}
	paths := in.result.Paths(in.indicator.Of)
	return len(paths) != 1 || paths[0] != in.indicator.Of
}

// overInstances is the mean over the instances that have a value. Without any the reason is
// missing where somebody left an answer out, else not applicable where that was said.
func (in *indication) overInstances(kind kind) fieldwork.IndicatorValue {
	sum, count, reason := 0.0, 0, AbsentNotRelevant
	for _, in.path = range in.result.Paths(in.indicator.Of) {
		switch one := kind.value(in); {
		case one.Value != nil:
			sum, count = sum+*one.Value, count+1
		case one.Absent == AbsentMissing || reason == AbsentNotRelevant:
			reason = one.Absent
		}
	}
	if count == 0 {
		return absentFor(reason)
	}
	return present(sum / float64(count))
}

// subject gives the answer the indicator is of, or the reason for having no value.
func (in *indication) subject() (q *form.Question, answer any, absent string) {
	q, known := in.definition.Question(in.indicator.Of)
	if !known {
		return nil, nil, AbsentMissing
	}
	answer, absent = in.answer(q, in.path)
	if absent == "" && in.broken[in.path] {
		return q, nil, AbsentMissing
	}
	return q, answer, absent
}

// rating gives the number the indicator is of. A declared scale says how the number is shown
// and rescaled; a valid answer beyond it (18 minutes on a scale to 15) still counts in full,
// since leaving it out would flatter the mean.
func (in *indication) rating() (q *form.Question, x float64, absent string) {
	q, answer, absent := in.subject()
	if absent != "" {
		return q, 0, absent
	}
	x, isNumber := in.number(q, answer)
	if !isNumber {
		return q, 0, AbsentMissing
	}
	return q, x, ""
}

func present(x float64) fieldwork.IndicatorValue {
	if value, countable := countable(x); countable {
		return fieldwork.IndicatorValue{Value: &value}
	}
	return absentFor(AbsentMissing)
}

// extreme bounds what anybody measures, so that squares and sums stay within the numbers:
// larger values are no answer, and smaller ones than its inverse are zero.
const extreme = 1e100

// countable gives a value as indicators count it; minus zero is zero.
func countable(x float64) (float64, bool) {
	if math.Abs(x) < 1/extreme {
		return 0, true
	}
	return x, math.Abs(x) <= extreme
}

func absentFor(reason string) fieldwork.IndicatorValue {
	return fieldwork.IndicatorValue{Absent: reason}
}

// declaredScale is Indicator.Scale when it is one.
func declaredScale(i *form.Indicator) *stats.Interval {
	if len(i.Scale) == 2 && i.Scale[0] < i.Scale[1] {
		return &stats.Interval{i.Scale[0], i.Scale[1]}
	}
	return nil
}

// ratingScale is the declared scale, else the one implied by the question: the ends of a
// range, the smallest and largest value of a choice list.
func ratingScale(d *form.Definition, i *form.Indicator) *stats.Interval {
	if scale := declaredScale(i); scale != nil {
		return scale
	}
	q, known := d.Question(i.Of)
	if !known {
		return nil
	}
	if q.Type == "range" {
		scale := q.Scale()
		return &stats.Interval{min(scale.Start, scale.End), max(scale.Start, scale.End)}
	}
	if values := choiceValues(d, q); len(values) > 1 {
		return &stats.Interval{values[0], values[len(values)-1]}
	}
	return nil
}

func fixedScale(low, high float64) func(*form.Definition, *form.Indicator) *stats.Interval {
	return func(*form.Definition, *form.Indicator) *stats.Interval { return &stats.Interval{low, high} }
}
