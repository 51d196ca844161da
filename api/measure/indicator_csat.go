package measure

import (
	"math"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// csatKind is customer satisfaction: 1 for one of the top two values of the scale, else 0.
var csatKind = kind{name: "csat", family: shares, perInstance: true, value: csatValue, scale: fixedScale(0, 1)}

func csatValue(in *indication) fieldwork.IndicatorValue { return topValue(in, 2) }

// topValue is 1 for one of the highest values of the scale. The steps of the scale are the
// values of the choice list, the steps of a range, else whole numbers.
func topValue(in *indication, boxes int) fieldwork.IndicatorValue {
	q, x, absent := in.rating()
	if absent != "" {
		return absentFor(absent)
	}
	// A category that the scale does not have is neither among the top nor below it.
	if scale := declaredScale(in.indicator); scale != nil && (x < scale[0] || x > scale[1]) {
		return absentFor(AbsentMissing)
	}
	lowest, known := lowestTop(in.definition, in.indicator, q, boxes)
	if !known {
		return absentFor(AbsentMissing)
	}
	if x >= lowest {
		return present(1)
	}
	return present(0)
}

// lowestTop is the smallest value that is still among the top boxes.
func lowestTop(d *form.Definition, i *form.Indicator, q *form.Question, boxes int) (float64, bool) {
	scale := ratingScale(d, i)
	if scale == nil {
		return 0, false
	}
	values := slices.DeleteFunc(choiceValues(d, q), func(x float64) bool { return x > scale[1] })
	if len(values) >= boxes {
		return values[len(values)-boxes], true
	}
	step := 1.0
	if q.Type == "range" {
		step = q.Scale().Step
	}
	// Half a step lower, so that steps such as 0.1 are met in spite of binary fractions.
	return math.Max(scale[0], scale[1]-(float64(boxes)-0.5)*step), true
}

// choiceValues lists the distinct numbers of a select's applicable choices, ascending;
// choices that stand for no number, such as "other", are none of them.
func choiceValues(d *form.Definition, q *form.Question) []float64 {
	if q.Choices == "" || !form.IsSelect(q.Type) {
		return nil
	}
	var values []float64
	list := d.Choices[q.Choices]
	for i := range list {
		if x, isNumber := choiceValue(&list[i]); isNumber && !list[i].NotApplicable {
			values = append(values, x)
		}
	}
	slices.Sort(values)
	return slices.Compact(values)
}
