package measure_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// toldOf is a response to a definition of the tests below, whose only indicator is a score.
type toldOf struct {
	definition, wave, cluster string
	traits                    map[string]string
	value                     float64
}

func rated(id string) *form.Definition {
	return &form.Definition{ID: id, Version: 1, DefaultLanguage: "en", Title: form.Text{"en": id}, Indicators: []form.Indicator{{Name: "it", Kind: "score", Touchpoint: "counter"}}}
}

func tallyOf(responses []toldOf) *measure.Tally {
	tally := measure.NewTally()
	for i, r := range responses {
		c := contribution(fmt.Sprint(i), 1, r.wave, map[string]fieldwork.IndicatorValue{"it": number(r.value), measure.CompositeName("counter"): number(r.value)})
		c.Definition.ID = r.definition
		c.Traits = map[string]string{measure.TraitCluster: r.cluster}
		for name, value := range r.traits {
			c.Traits[name] = value
		}
		tally.Apply(c)
	}
	return tally
}

func sideOf(tally *measure.Tally, wave, strata string) measure.Side {
	side := measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: wave, By: measure.TraitCluster})}
	if strata != "" {
		side.Strata = tally.Select(measure.Selection{Project: "p", Wave: wave, By: strata, Across: measure.TraitCluster})
	}
	return side
}

func many(definition, wave string, values ...float64) []toldOf {
	var all []toldOf
	for _, value := range values {
		all = append(all, toldOf{definition: definition, wave: wave, value: value})
	}
	return all
}

func nearly(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-9*math.Max(1, math.Abs(want))) {
		t.Errorf("%s is %.12g, want %.12g", what, got, want)
	}
}

// Worked by hand. Questionnaire a: 40, 50, 60 (mean 50, variance 100), then 60, 70, 80 (mean 70,
// variance 100): change 20, squared error 100/3 + 100/3 = 66.667, 4 degrees of freedom. b: 30,
// 50 (mean 40, variance 200), then 50, 70 (mean 60): change 20, squared error 200, 2 degrees.
// Weights 3 and 1 are shares of 0.75 and 0.25: level 0.75·50 + 0.25·40 = 47.5, then
// 0.75·70 + 0.25·60 = 67.5; squared error 0.5625·66.667 + 0.0625·200 = 37.5 + 12.5 = 50; degrees
// 50² / (37.5²/4 + 12.5²/2) = 2500 / (351.5625 + 78.125) = 5.8181818.
func TestSeveralDefinitionsAreCombinedByTheirWeights(t *testing.T) {
	var all []toldOf
	all = append(all, many("a", "before", 40, 50, 60)...)
	all = append(all, many("a", "after", 60, 70, 80)...)
	all = append(all, many("b", "before", 30, 50)...)
	all = append(all, many("b", "after", 50, 70)...)
	tally := tallyOf(all)
	goal, matters := 87.5, 5.0
	request := measure.ComparisonRequest{
		Baseline: sideOf(tally, "before", ""), FollowUp: sideOf(tally, "after", ""), Definitions: []*form.Definition{rated("a"), rated("b")},
		Touchpoints: []fieldwork.Touchpoint{{Name: "counter", Title: form.Text{"en": "Counter"}, GoalLevel: &goal, RelevantDifference: &matters, Weights: map[string]float64{"a": 3}}},
	}
	comparison := measure.Compare(request)
	if len(comparison.Rows) != 3 || comparison.Rows[0].Role != measure.RoleComposite {
		t.Fatalf("%d rows, the first a %s", len(comparison.Rows), comparison.Rows[0].Role)
	}
	row := comparison.Rows[0]
	nearly(t, "baseline", *row.Baseline.Estimate, 47.5)
	nearly(t, "follow-up", *row.FollowUp.Estimate, 67.5)
	nearly(t, "error of the baseline", *row.Baseline.StandardError, math.Sqrt(0.5625*100/3+0.0625*100))
	nearly(t, "change", row.Change.Estimate, 20)
	nearly(t, "standard error", row.Change.StandardError, math.Sqrt(50))
	nearly(t, "degrees of freedom", *row.Change.DegreesOfFreedom, 2500/(351.5625+78.125))
	nearly(t, "goal attainment", row.GoalAttainment.Value, 0.5)
	if row.Definition.ID != "" || len(row.Definitions) != 2 || row.Definitions[0].Weight != 0.75 || *row.Definitions[1].FollowUp.Estimate != 60 {
		t.Errorf("definitions: %+v", row.Definitions)
	}
	if row.Title["en"] != "Counter" || row.Method.Name != measure.MethodCombined || row.Baseline.N != 5 || *row.Goal != goal || *row.RelevantDifference != matters {
		t.Errorf("row: %+v", row)
	}
	if want := []measure.Family{{Role: "composite", Tests: 1}, {Role: "indicator", Tests: 2}}; !slices.Equal(comparison.Families, want) {
		t.Errorf("families %v, want %v", comparison.Families, want)
	}
	if row.Change.Q != row.Change.P {
		t.Error("q of the composite regards the indicators")
	}
	asJSON(t, comparison)

	request.Touchpoints[0].Weights = map[string]float64{"b": 0}
	row = measure.Compare(request).Rows[0]
	if row.Definition.ID != "a" || row.Definitions != nil || *row.Baseline.Estimate != 50 {
		t.Errorf("b weighs nothing: %+v", row)
	}
}

func TestWhatCannotBeComparedIsLeftOutOfACombination(t *testing.T) {
	a := append(many("a", "before", 40, 50, 60), many("a", "after", 60, 70, 80)...)
	for _, c := range []struct {
		name     string
		more     []toldOf
		method   string
		weights  string
		notes    string
		baseline float64
	}{
		{"only in the baseline", many("b", "before", 10, 20), "welch", "[1 0]", "definitionLeftOut", 50},
		{"too few", append(many("b", "before", 10, 20), many("b", "after", 10)...), "welch", "[1 0]", "definitionLeftOut", 50},
		{"without spread it counts as certain", append(many("b", "before", 90, 90), many("b", "after", 90, 90)...), "combined", "[0.5 0.5]", "", 70},
	} {
		t.Run(c.name, func(t *testing.T) {
			tally := tallyOf(append(slices.Clone(a), c.more...))
			row := measure.Compare(measure.ComparisonRequest{
				Baseline: sideOf(tally, "before", ""), FollowUp: sideOf(tally, "after", ""), Definitions: []*form.Definition{rated("a"), rated("b")},
				Roles: []string{measure.RoleComposite},
			}).Rows[0]
			var weights []float64
			for _, d := range row.Definitions {
				weights = append(weights, d.Weight)
			}
			notes := ""
			for _, note := range row.Notes {
				if note.Code == "definitionLeftOut" {
					notes += note.Code
				}
			}
			if got, want := fmt.Sprint(row.Method.Name, weights, notes, *row.Baseline.Estimate), fmt.Sprint(c.method, c.weights, c.notes, c.baseline); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
			if row.Change == nil || broken(row) != "" {
				t.Errorf("change %+v, %s", row.Change, broken(row))
			}
		})
	}
}

func TestNothingInCommonGivesNoTest(t *testing.T) {
	tally := tallyOf(append(many("a", "before", 40, 50, 60), many("b", "after", 60, 70, 80)...))
	request := measure.ComparisonRequest{
		Baseline: sideOf(tally, "before", ""), FollowUp: sideOf(tally, "after", ""), Definitions: []*form.Definition{rated("a"), rated("b")},
		Roles: []string{measure.RoleComposite},
	}
	row := measure.Compare(request).Rows[0]
	if row.Verdict != measure.NoTest || row.Change != nil || *row.Baseline.Estimate != 50 || *row.FollowUp.Estimate != 70 {
		t.Errorf("waves of different questionnaires: %+v", row)
	}
	// Groups are asked by their own questionnaires: what is compared is their levels.
	request.ByName = true
	request.Baseline.Title, request.FollowUp.Title = form.Text{"en": "Employees", "de": "Mitarbeitende"}, form.Text{"en": "Customers", "de": "Kundschaft"}
	row = measure.Compare(request).Rows[0]
	if row.Change == nil || row.Verdict != measure.Undecided {
		t.Fatalf("groups: %+v", row)
	}
	nearly(t, "difference", row.Change.Estimate, 20)
	nearly(t, "error", row.Change.StandardError, math.Sqrt(200.0/3))
	nearly(t, "degrees of freedom", *row.Change.DegreesOfFreedom, 4)
}

func TestGoalAttainment(t *testing.T) {
	for _, c := range []struct {
		name          string
		goal          float64
		before, after repeated
		better        string
		want          any // value, or the code of the note that says why there is none
	}{
		{"half way", 5, repeated{{2, 50}, {4, 50}}, repeated{{3, 50}, {5, 50}}, "", 0.5},
		{"farther away", 5, repeated{{2, 50}, {4, 50}}, repeated{{1, 50}, {3, 50}}, "", -0.5},
		{"beyond", 4, repeated{{2, 50}, {4, 50}}, repeated{{4, 50}, {6, 50}}, "", 2.0},
		{"downwards", 1, repeated{{2, 50}, {4, 50}}, repeated{{1, 50}, {3, 50}}, "lower", 0.5},
		{"met before", 2, repeated{{2, 50}, {4, 50}}, repeated{{3, 50}, {5, 50}}, "", "goalMet"},
		{"exactly at the goal", 3, repeated{{2, 50}, {4, 50}}, repeated{{3, 50}, {5, 50}}, "", "goalMet"},
		{"maybe at the goal", 3.1, repeated{{2, 50}, {4, 50}}, repeated{{3, 50}, {5, 50}}, "", "goalNear"},
		{"without a test", 5, repeated{{2, 1}}, repeated{{3, 50}, {5, 50}}, "", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := compareOne(t, form.Indicator{Kind: "mean", Goal: &c.goal, Better: c.better}, c.before, c.after)
			switch want := c.want.(type) {
			case float64:
				nearly(t, "attainment", row.GoalAttainment.Value, want)
				if i := row.GoalAttainment.Interval; !(i[0] < want && want < i[1]) {
					t.Errorf("interval %v", i)
				}
			case string:
				if row.GoalAttainment != nil || !slices.ContainsFunc(row.Notes, func(n measure.Note) bool { return n.Code == want && n.Text["de"] != "" }) {
					t.Errorf("%+v, notes %v", row.GoalAttainment, row.Notes)
				}
			default:
				if row.GoalAttainment != nil {
					t.Errorf("%+v", row.GoalAttainment)
				}
			}
		})
	}
}
