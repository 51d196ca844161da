package measure_test

import (
	"fmt"
	"math"
	"testing"

	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

func (s *survey) plan(t *testing.T, change func(*measure.PlanningRequest)) *measure.Planning {
	t.Helper()
	request := measure.PlanningRequest{Side: s.side("w", measure.Selection{}), Definitions: s.definitions, Column: "it", Power: 0.8}
	if change != nil {
		change(&request)
	}
	p, found := measure.PlanOfMeasurement(request)
	if !found {
		t.Fatal("nobody has the column")
	}
	asJSON(t, p)
	return p
}

// Independent responses need what the reference vectors of planning say for their spread.
func TestPlanOfIndependentResponses(t *testing.T) {
	relevant := 5.0
	s := surveyOf(visit(1, form.Indicator{Name: "it", Kind: "score", RelevantDifference: &relevant})).add(repeat(50, func(i int) reply { return reply{values: scored(float64(i % 10))} })...)
	deviation := math.Sqrt(50.0 / 49 * 8.25)
	p := s.plan(t, func(r *measure.PlanningRequest) { r.Difference, r.Responses = 2, 40 })
	about(t, "standard deviation", p.StandardDeviation, deviation)
	plan := stats.Plan{Alpha: 0.05, Power: 0.8}
	if want := int64(plan.Means(deviation*deviation, deviation*deviation, 2)); p.Needed == nil || p.Needed.Responses != want || p.Needed.Locations != nil || p.DesignEffect != 1 || p.Intraclass != nil {
		t.Errorf("needed %+v, want %d; design effect %v", p.Needed, want, p.DesignEffect)
	}
	about(t, "detectable", p.Detectable, plan.DetectableMeans(deviation*deviation, deviation*deviation, 40))
	for i := 1; i < len(p.Curve); i++ {
		if p.Curve[i].Responses <= p.Curve[i-1].Responses || *p.Curve[i].Detectable >= *p.Curve[i-1].Detectable {
			t.Fatalf("the curve does not fall: %v", p.Curve)
		}
	}
	if p = s.plan(t, nil); p.Difference == nil || *p.Difference != 5 {
		t.Errorf("without a difference it is the relevant one, not %v", shownNumber(p.Difference))
	}
}

// Where responses of a location resemble each other, the plan counts with the intraclass
// correlation that analysis of variance gives.
func TestPlanWithLocations(t *testing.T) {
	s := surveyOf(visit(1, form.Indicator{Name: "it", Kind: "score"})).add(repeat(200, func(i int) reply {
		location := i % 20
		return reply{location: fmt.Sprint(location), cluster: fmt.Sprint("l", location), values: scored(float64(location*7%13) + float64(i*i%9))}
	})...)
	p := s.plan(t, func(r *measure.PlanningRequest) { r.Difference = 2 })
	if p.Intraclass == nil || *p.Intraclass < 0.3 || *p.PerLocation != 10 {
		t.Fatalf("intraclass %v, per location %v", shownNumber(p.Intraclass), shownNumber(p.PerLocation))
	}
	about(t, "design effect", &p.DesignEffect, 1+9**p.Intraclass)
	if *p.Needed.Locations*10 != p.Needed.Responses {
		t.Errorf("needed %d responses at %d locations", p.Needed.Responses, *p.Needed.Locations)
	}
	fewer := s.plan(t, func(r *measure.PlanningRequest) { r.Difference, r.PerLocation = 2, 2 })
	if fewer.Needed.Responses >= p.Needed.Responses || *fewer.Needed.Locations <= *p.Needed.Locations {
		t.Errorf("two visits each: %+v, ten: %+v", fewer.Needed, p.Needed)
	}
	// More visits of the same locations tell less and less.
	fixed := s.plan(t, func(r *measure.PlanningRequest) { r.Locations = 20 })
	last := fixed.Curve[len(fixed.Curve)-1]
	floor := (1.959964 + 0.841621) * math.Sqrt(2**p.Intraclass/20) * *p.StandardDeviation
	if *last.Detectable < floor || *fixed.Planned.Locations != 20 || fixed.Planned.Responses != 200 || fixed.Difference != nil || noteCodes(fixed.Notes) != "planWithoutDifference" {
		t.Errorf("%v responses of 20 locations tell %v, below %v; %+v", last.Responses, *last.Detectable, floor, fixed.Planned)
	}
}

func TestPlansOfOtherKinds(t *testing.T) {
	of := func(indicator form.Indicator, values func(i int) float64) *survey {
		indicator.Name = "it"
		return surveyOf(visit(1, indicator)).add(repeat(100, func(i int) reply { return reply{values: scored(values(i))} })...)
	}
	bit := func(i int) float64 { return float64(i % 10 / 6) } // 40 %
	plan := stats.Plan{Alpha: 0.05, Power: 0.8}
	for _, c := range []struct {
		name   string
		survey *survey
		change func(*measure.PlanningRequest)
		needed float64 // 0 for nothing
		notes  string
	}{
		{"a share goes up", of(form.Indicator{Kind: "share"}, bit), func(r *measure.PlanningRequest) { r.Difference = 0.1 }, plan.Shares(0.4, 0.5), ""},
		{"a share that should go down", of(form.Indicator{Kind: "share", Better: "lower"}, bit), func(r *measure.PlanningRequest) { r.Difference = 0.1 }, plan.Shares(0.4, 0.4-0.1), ""},
		{"a share that cannot rise so far falls", of(form.Indicator{Kind: "share"}, func(i int) float64 { return 1 - float64(i%10/9) }), func(r *measure.PlanningRequest) { r.Difference = 0.2 }, plan.Shares(0.9, 0.9-0.2), ""},
		{"a difference beyond the scale", of(form.Indicator{Kind: "share"}, bit), func(r *measure.PlanningRequest) { r.Difference = 0.7 }, 0, "planOutOfReach"},
		{"a mean beyond its scale", of(form.Indicator{Kind: "mean", Scale: []float64{0, 1}}, bit), func(r *measure.PlanningRequest) { r.Difference = 1.1 }, 0, "planOutOfReach"},
		{"no spread", of(form.Indicator{Kind: "mean"}, func(int) float64 { return 3 }), func(r *measure.PlanningRequest) { r.Difference = 1 }, 0, "planWithoutSpread"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := c.survey.plan(t, c.change)
			got := 0.0
			if p.Needed != nil {
				got = float64(p.Needed.Responses)
			}
			if math.Abs(got-c.needed) > 0.5 || noteCodes(p.Notes) != c.notes {
				t.Errorf("needed %v, want %v; notes %s", got, c.needed, noteCodes(p.Notes))
			}
		})
	}
	nps := of(form.Indicator{Kind: "nps"}, func(i int) float64 { return float64(i%3)*100 - 100 }).plan(t, func(r *measure.PlanningRequest) { r.Difference, r.Responses = 20, 100 })
	if nps.Needed == nil || nps.Needed.Responses < 200 || *nps.Detectable < 20 {
		t.Errorf("needed %+v, detectable %v", nps.Needed, shownNumber(nps.Detectable))
	}
	weighted := surveyOf(visit(1, form.Indicator{Name: "it", Kind: "mean"})).add(repeat(100, func(i int) reply {
		return reply{weight: float64(1 + i%2*3), values: scored(float64(i % 7))}
	})...).plan(t, func(r *measure.PlanningRequest) { r.Difference = 1 })
	about(t, "Kish's effect of weights", &weighted.DesignEffect, 100.0*(50*1+50*16)/(250*250))
	if noteCodes(weighted.Notes) != "planWeights" {
		t.Errorf("notes %s", noteCodes(weighted.Notes))
	}
}
