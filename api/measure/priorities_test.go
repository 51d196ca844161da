package measure_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// priorities of wave "w", from the tally.
func (s *survey) priorities(t *testing.T, change func(*measure.PrioritiesRequest)) *measure.Priorities {
	t.Helper()
	request := measure.PrioritiesRequest{
		Side: s.side("w", measure.Selection{}), Definitions: s.definitions, Importance: measure.ImportanceDerived, Of: measure.PrioritiesRatings,
		Joint: func(definition string, columns []string) []measure.DefinitionJoint {
			return s.tally.Joint(measure.Selection{Project: "p", Wave: "w", Definition: definition, Indicators: columns})
		},
	}
	if change != nil {
		change(&request)
	}
	p, unknown := measure.PrioritiesOf(request)
	if unknown != "" {
		t.Fatalf("%s is unknown", unknown)
	}
	asJSON(t, p)
	return p
}

// driven is a definition with so many drivers d0, d1, … at touchpoints of their own and the outcome "it".
func driven(drivers int, scale ...float64) *form.Definition {
	indicators := []form.Indicator{{Name: "it", Kind: "mean", Of: "whole"}}
	for i := range drivers {
		name := fmt.Sprintf("d%d", i)
		indicators = append(indicators, form.Indicator{Name: name, Kind: "mean", Of: "q" + name, Touchpoint: "t" + name, Scale: scale})
	}
	return visit(1, indicators...)
}

func driverReply(outcome float64, drivers ...float64) reply {
	r := reply{values: map[string]float64{"it": outcome}}
	for i, x := range drivers {
		r.values[fmt.Sprintf("d%d", i)] = x
	}
	return r
}

// TestDriversAgreeWithR feeds the responses of the reference vectors through the tally.
func TestDriversAgreeWithR(t *testing.T) {
	data, err := os.ReadFile("../../surveys/conformance/statistics/influence.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		Name  string
		Given struct {
			Rows    [][]float64
			Weights []float64
		}
		Want struct {
			Explained *float64
			Weights   []*float64
		}
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	for _, v := range vectors {
		t.Run(v.Name, func(t *testing.T) {
			last := len(v.Given.Rows[0]) - 1
			s := surveyOf(driven(last))
			for i, row := range v.Given.Rows {
				r := driverReply(row[last], row[:last]...)
				if v.Given.Weights != nil {
					r.weight = v.Given.Weights[i]
				}
				s.add(r)
			}
			p := s.priorities(t, nil)
			if v.Want.Explained == nil {
				if p.RSquared != nil || len(p.Notes) == 0 {
					t.Errorf("R² %v, notes %s", shownNumber(p.RSquared), noteCodes(p.Notes))
				}
				return
			}
			about(t, "R²", p.RSquared, *v.Want.Explained)
			sum := 0.0
			for _, point := range p.Points {
				var i int
				if _, err := fmt.Sscanf(point.Indicator, "d%d", &i); err != nil {
					t.Fatal(err)
				}
				if v.Want.Weights[i] == nil {
					if point.Importance != nil {
						t.Errorf("%s has importance %v", point.Indicator, *point.Importance)
					}
					continue
				}
				about(t, point.Indicator, point.Importance, *v.Want.Weights[i] / *v.Want.Explained)
				sum += *point.Importance
			}
			about(t, "the sum of shares", &sum, 1)
		})
	}
}

func TestDriversSayWhyThereIsNoAnswer(t *testing.T) {
	varied := func(i int) float64 { return float64(i*7%11) + float64(i%3) }
	for _, c := range []struct {
		name    string
		drivers int
		replies []reply
		notes   string
		told    bool
	}{
		{"nobody answered", 2, nil, "nothingMeasured", false},
		{"the outcome is constant", 1, repeat(30, func(i int) reply { return driverReply(3, varied(i)) }), "outcomeConstant", false},
		{"no driver varies", 2, repeat(30, func(i int) reply { return driverReply(varied(i), 4, 4) }), "driversConstant", false},
		{"one driver does not vary", 2, repeat(30, func(i int) reply { return driverReply(varied(i), varied(i*i), 4) }), "nothingExplained driverConstant", true},
		{"nothing but the outcome", 0, repeat(30, func(i int) reply { return driverReply(varied(i)) }), "noDrivers", false},
		{"complete responses are as many as drivers and one", 2, append(repeat(3, func(i int) reply { return driverReply(varied(i), varied(i+1), varied(i*i)) }),
			repeat(20, func(i int) reply { return driverReply(varied(i), varied(i+2)) })...), "fewComplete", false},
		{"few complete ones", 2, append(repeat(9, func(i int) reply { return driverReply(varied(i), varied(i+1), varied(i*i)) }),
			repeat(20, func(i int) reply { return driverReply(varied(i), varied(i+2)) })...), "nothingExplained driversFew halfIncomplete", true},
		{"one driver is another twice over", 2, repeat(30, func(i int) reply { return driverReply(varied(i), varied(i+1), 2*varied(i+1)) }), "driversDependent", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := surveyOf(driven(c.drivers)).add(c.replies...).priorities(t, nil)
			if noteCodes(p.Notes) != c.notes || (p.RSquared != nil) != c.told {
				t.Errorf("notes %s, R² %v", noteCodes(p.Notes), shownNumber(p.RSquared))
			}
		})
	}
}

func TestDriversAreOfOtherQuestionsThanTheOutcome(t *testing.T) {
	definition := visit(1,
		form.Indicator{Name: "promoters", Kind: "nps", Of: "recommend", Touchpoint: "whole"},
		form.Indicator{Name: "mean_recommendation", Kind: "mean", Of: "recommend", Touchpoint: "whole"},
		form.Indicator{Name: "desk", Kind: "mean", Of: "desk", Touchpoint: "desk", Scale: []float64{1, 5}},
		form.Indicator{Name: "desk_top", Kind: "share", Of: "desk", Touchpoint: "desk"},
		form.Indicator{Name: "wait", Kind: "mean", Of: "wait", Touchpoint: "queue", Better: "lower", Scale: []float64{0, 20}},
		form.Indicator{Name: "age", Kind: "mean", Of: "age"},
	)
	s := surveyOf(definition).add(repeat(40, func(i int) reply {
		return reply{values: map[string]float64{
			"promoters": float64(i%3)*100 - 100, "mean_recommendation": float64(i % 11), "desk": float64(1 + i*3%5), "desk_top": float64(i % 2), "wait": float64(i * 7 % 15), "age": float64(i),
		}}
	})...)
	names := func(p *measure.Priorities) string {
		var list []string
		for _, point := range p.Points {
			list = append(list, point.Indicator)
		}
		return strings.Join(list, " ")
	}
	p := s.priorities(t, nil)
	if p.Outcome.Name != "promoters" || len(p.Points) != 2 || !strings.Contains(names(p), "desk") || !strings.Contains(names(p), "wait") || len(p.Outcomes) != 6 {
		t.Errorf("outcome %s, drivers %s", p.Outcome.Name, names(p))
	}
	p = s.priorities(t, func(r *measure.PrioritiesRequest) { r.Outcome, r.Without = "age", []string{"wait"} })
	if names(p) != "promoters desk" && names(p) != "desk promoters" {
		t.Errorf("drivers %s", names(p))
	}
	p = s.priorities(t, func(r *measure.PrioritiesRequest) { r.Of = measure.PrioritiesTouchpoints })
	if len(p.Points) != 2 || strings.Contains(names(p), "touchpoint:whole") || p.RSquared == nil {
		t.Errorf("touchpoints %s", names(p))
	}
	for _, point := range p.Points {
		if point.Touchpoint == "queue" { // mean of 0 … 14 about 7 of 20, mirrored
			if i := point.PerformanceInterval; i == nil || i[0] >= *point.Performance || i[1] <= *point.Performance {
				t.Errorf("performance %v within %v", *point.Performance, i)
			}
			about(t, "performance", point.Performance, 100-*mean(40, func(i int) float64 { return float64(i * 7 % 15) })/20*100)
		}
	}
}

func mean(n int, value func(int) float64) *float64 {
	sum := 0.0
	for i := range n {
		sum += value(i)
	}
	sum /= float64(n)
	return &sum
}

func TestStatedImportance(t *testing.T) {
	eight, goal := 8.0, 90.0
	s := surveyOf(driven(2, 0, 10)).add(repeat(10, func(i int) reply { return driverReply(1, float64(i), 5) })...)
	inventory := []fieldwork.Touchpoint{{Name: "td0", Title: form.Text{"en": "Door"}, Importance: &eight, GoalLevel: &goal}}
	for _, of := range []string{measure.PrioritiesRatings, measure.PrioritiesTouchpoints} {
		p := s.priorities(t, func(r *measure.PrioritiesRequest) {
			r.Importance, r.Of, r.Touchpoints = measure.ImportanceStated, of, inventory
		})
		if len(p.Points) != 2 || noteCodes(p.Notes) != "unstated" || p.Points[1].Importance != nil {
			t.Fatalf("%s: %+v", of, p.Points)
		}
		about(t, of, p.Points[0].Importance, 8)
		about(t, of, p.Points[0].Performance, 45)
		about(t, of+" crosshair", p.Means.Performance, 45)
		if of == measure.PrioritiesTouchpoints {
			about(t, "goal", p.Points[0].Goal, 90)
		}
	}
}

// Versions with another scale are left out, versions alike add up.
func TestDriversOverVersions(t *testing.T) {
	first, second, wider := driven(2, 1, 5), driven(2, 1, 5), driven(2, 1, 10)
	second.Version, wider.Version = 2, 3
	value := func(i, version int) reply {
		r := driverReply(float64(i*5%7), float64(i*3%5), float64(i*i%5))
		r.version = version
		return r
	}
	split := surveyOf(first, second).add(repeat(60, func(i int) reply { return value(i, 1+i%2) })...).priorities(t, nil)
	whole := surveyOf(first).add(repeat(60, func(i int) reply { return value(i, 1) })...).priorities(t, nil)
	about(t, "R² of two versions", split.RSquared, *whole.RSquared)
	if *split.N != 60 {
		t.Errorf("%d complete", *split.N)
	}
	mixed := surveyOf(first, wider).add(repeat(60, func(i int) reply { return value(i, 1+i%2*2) })...).priorities(t, nil)
	if *mixed.N != 30 || noteCodes(mixed.Notes) != "versionsLeftOut nothingExplained" {
		t.Errorf("%d complete, notes %s", *mixed.N, noteCodes(mixed.Notes))
	}
}
