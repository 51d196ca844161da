package measure

import (
	"cmp"
	"math"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure/stats"
)

// Plan is what a version of a definition lets count of a response: worked out once, since
// published versions never change. Safe for concurrent use.
type Plan struct {
	definition *form.Definition // nil of Unplanned
	automatic  []form.Indicator
	parts      []compositePart // by touchpoint
}

// Unplanned counts what responses say themselves, where their definition is not to be had.
var Unplanned = &Plan{}

// compositePart is what an indicator contributes to the composite of its touchpoint.
type compositePart struct {
	indicator  string
	touchpoint string // "" is that of the response
	weight     float64
	scale      stats.Interval
	mirrored   bool
}

// PlanOf makes the plan of a definition.
func PlanOf(definition *form.Definition) *Plan {
	p := &Plan{definition: definition, automatic: Columns(definition)[len(definition.Indicators):]}
	for i := range definition.Indicators {
		indicator := &definition.Indicators[i]
		part := compositePart{indicator: indicator.Name, touchpoint: touchpointOf(definition, indicator), weight: 1, mirrored: indicator.Better == lower}
		if indicator.Weight != nil {
			part.weight = *indicator.Weight
		}
		if scale := compositeScale(definition, indicator); scale != nil && part.weight > 0 {
			part.scale = *scale
			p.parts = append(p.parts, part)
		}
	}
	return p
}

// compositeScale gives the scale by which an indicator is brought to 0 to 100, nil where
// there is none.
func compositeScale(definition *form.Definition, indicator *form.Indicator) *stats.Interval {
	kind, known := kinds[indicator.Kind]
	if !known {
		return nil
	}
	scale := kind.scale(definition, indicator)
	if scale == nil || !(scale[0] < scale[1]) || math.IsInf(scale[1]-scale[0], 0) {
		return nil
	}
	return scale
}

// CompositeColumn is the composite of a touchpoint as an indicator; its title is the
// inventory's to give.
func CompositeColumn(touchpoint string) form.Indicator {
	return form.Indicator{Name: CompositeName(touchpoint), Kind: "score", Touchpoint: touchpoint, Scale: []float64{0, 100}, Better: higher}
}

// CompositeTouchpoints lists the touchpoints whose composite responses to a definition have,
// without that of the response, which may be one more.
func CompositeTouchpoints(definition *form.Definition) []string {
	var names []string
	for _, part := range PlanOf(definition).parts {
		if part.touchpoint != "" {
			names = append(names, part.touchpoint)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Composites gives how well a response speaks of each touchpoint, from 0 to 100 where higher
// is better: the mean, by Indicator.Weight (default 1), over the touchpoint's declared
// indicators that have a value and a scale, each brought from its scale to 0 to 100, mirrored
// where lower is better, and held within. Scores are as they are, shares times 100, net
// promoter scores (NPS + 100) / 2. An indicator without a touchpoint belongs to that of the
// response. Touchpoints without any value are left out.
func Composites(definition *form.Definition, indicators map[string]fieldwork.IndicatorValue, responseTouchpoint string) map[string]float64 {
	return PlanOf(definition).Composites(indicators, responseTouchpoint)
}

// Composites is the function of that name for the plan's definition.
func (p *Plan) Composites(indicators map[string]fieldwork.IndicatorValue, responseTouchpoint string) map[string]float64 {
	composites := map[string]float64{}
	for _, one := range p.compositeValues(nil, indicators, responseTouchpoint) {
		if one.value.Value != nil {
			touchpoint, _ := CompositeTouchpoint(one.column)
			composites[touchpoint] = *one.value.Value
		}
	}
	return composites
}

// compositeValues adds the composites of a response; where none of its indicators has a value,
// with the reason: missing where any is, else not applicable where any is.
func (p *Plan) compositeValues(values []columnValue, indicators map[string]fieldwork.IndicatorValue, responseTouchpoint string) []columnValue {
	type sum struct {
		touchpoint      string
		points, weights float64
		absent          string
	}
	var sums []sum // few, so that a list is faster than a map
	for i := range p.parts {
		part := &p.parts[i]
		touchpoint := cmp.Or(part.touchpoint, responseTouchpoint)
		value, listed := indicators[part.indicator]
		if touchpoint == "" || !listed {
			continue
		}
		at := slices.IndexFunc(sums, func(s sum) bool { return s.touchpoint == touchpoint })
		if at < 0 {
			at = len(sums)
			sums = append(sums, sum{touchpoint: touchpoint, absent: AbsentNotRelevant})
		}
		s := &sums[at]
		if points, has := part.points(value); has {
			s.points, s.weights = s.points+part.weight*points, s.weights+part.weight
		} else if value.Absent != AbsentNotRelevant && s.absent != AbsentMissing {
			s.absent = cmp.Or(value.Absent, AbsentMissing)
		}
	}
	for _, s := range sums {
		value := absentFor(s.absent)
		if s.weights > 0 {
			value = present(tidy(s.points / s.weights))
		}
		values = append(values, columnValue{CompositeName(s.touchpoint), value})
	}
	return values
}

// points brings a value to 0 to 100, higher being better.
func (p *compositePart) points(value fieldwork.IndicatorValue) (points float64, has bool) {
	if value.Value == nil {
		return 0, false
	}
	x, countable := countable(*value.Value)
	if !countable {
		return 0, false
	}
	points = min(max((x-p.scale[0])*(100/(p.scale[1]-p.scale[0])), 0), 100)
	if p.mirrored {
		points = 100 - points
	}
	return points, true
}
