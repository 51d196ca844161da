package measure_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// repeated makes a histogram of pairs: a value and how many responses have it.
type repeated [][2]float64

// ones is how many of n responses have 1; the others have 0.
func ones(count, n float64) repeated { return repeated{{1, count}, {0, n - count}} }

// recommended is detractors, passives and promoters.
func recommended(d, s, p float64) repeated { return repeated{{-100, d}, {0, s}, {100, p}} }

func singles(values ...float64) repeated {
	var r repeated
	for _, x := range values {
		r = append(r, [2]float64{x, 1})
	}
	return r
}

// waves fills a tally: wave name to histogram of the indicator "it" of a version of "visit".
func waves(tally *measure.Tally, version int, histograms map[string]repeated) {
	for wave, histogram := range histograms {
		for i, pair := range histogram {
			for n := range int(pair[1]) {
				c := contribution(fmt.Sprintf("%s-%d-%d-%d", wave, version, i, n), 1, wave, map[string]fieldwork.IndicatorValue{"it": number(pair[0])})
				c.Definition.Version = version
				tally.Apply(c)
			}
		}
	}
}

func visit(version int, indicators ...form.Indicator) *form.Definition {
	return &form.Definition{ID: "visit", Version: version, DefaultLanguage: "en", Indicators: indicators}
}

func compare(tally *measure.Tally, definitions ...*form.Definition) *measure.Comparison {
	return measure.Compare(measure.ComparisonRequest{
		Baseline:    measure.Side{Snapshot: tally.Snapshot("p", "before")},
		FollowUp:    measure.Side{Snapshot: tally.Snapshot("p", "after")},
		Definitions: definitions,
	})
}

func compareOne(t *testing.T, indicator form.Indicator, before, after repeated) measure.Row {
	t.Helper()
	indicator.Name = "it"
	tally := measure.NewTally()
	waves(tally, 1, map[string]repeated{"before": before, "after": after})
	comparison := compare(tally, visit(1, indicator))
	asJSON(t, comparison)
	if len(comparison.Rows) != 1 {
		t.Fatalf("%d rows", len(comparison.Rows))
	}
	return comparison.Rows[0]
}

func TestPublishedValuesComeThrough(t *testing.T) {
	group1 := singles(0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0)
	group2 := singles(1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4)
	for _, c := range []struct {
		name          string
		kind          string
		before, after repeated
		want          map[string]any
	}{
		{"Welch: sleep in R's t.test", "mean", group2, group1, map[string]any{
			"method":   map[string]any{"name": "welch"},
			"baseline": map[string]any{"n": 10.0, "estimate": 2.33},
			"followUp": map[string]any{"n": 10.0, "estimate": 0.75},
			"change":   map[string]any{"estimate": -1.58, "p": 0.07939414, "q": 0.07939414, "degreesOfFreedom": 17.776474, "interval": []any{-3.3654832, 0.2054832}},
			"verdict":  "undecided",
		}},
		{"Wilson 81/263; Newcombe 56/70 - 48/80", "share", ones(48, 80), ones(56, 70), map[string]any{
			"method": map[string]any{"name": "newcombe"},
			"change": map[string]any{"estimate": 0.2, "interval": []any{0.0524, 0.3339}, "degreesOfFreedom": nil},
		}},
		{"Wilson 81/263", "share", ones(81, 263), ones(81, 263), map[string]any{
			"baseline": map[string]any{"estimate": 81.0 / 263, "interval": []any{0.2553, 0.3662}},
			"change":   map[string]any{"estimate": 0.0, "p": 1.0},
		}},
		{"Adjusted Wald 20/30/50", "nps", recommended(20, 30, 50), recommended(20, 30, 50), map[string]any{
			"method":   map[string]any{"name": "adjustedWald"},
			"baseline": map[string]any{"estimate": 30.0, "adjusted": 29.12621, "standardError": 7.69151, "interval": []any{14.05113, 44.20130}},
			"change":   map[string]any{"estimate": 0.0, "p": 1.0},
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := asJSON(t, compareOne(t, form.Indicator{Kind: c.kind}, c.before, c.after))
			near(t, "", row, c.want, 5e-5)
		})
	}
}

// near checks the wanted members to an absolute tolerance, as published values need.
func near(t *testing.T, path string, got, want any, tolerance float64) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		for name := range want {
			near(t, path+"."+name, got.(map[string]any)[name], want[name], tolerance)
		}
	case []any:
		for i := range want {
			near(t, fmt.Sprintf("%s[%d]", path, i), got.([]any)[i], want[i], tolerance)
		}
	case float64:
		if x, isNumber := got.(float64); !isNumber || math.Abs(x-want) > tolerance {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	default:
		if got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}

func TestVerdicts(t *testing.T) {
	relevant := func(x float64) *float64 { return &x }
	ratings := func(counts ...float64) repeated {
		var r repeated
		for i, n := range counts {
			r = append(r, [2]float64{float64(i + 1), n})
		}
		return r
	}
	for _, c := range []struct {
		name          string
		indicator     form.Indicator
		before, after repeated
		verdict       measure.Verdict
		relevant      bool
		method        string
		notes         string // codes
		needed        string // by
	}{
		{"improved", form.Indicator{Kind: "mean"}, ratings(10, 20, 30, 20, 10), ratings(5, 10, 20, 40, 30), "improved", false, "welch", "", ""},
		{"worsened", form.Indicator{Kind: "mean"}, ratings(5, 10, 20, 40, 30), ratings(10, 20, 30, 20, 10), "worsened", false, "welch", "", ""},
		{"more is worse", form.Indicator{Kind: "mean", Better: "lower"}, ratings(10, 20, 30, 20, 10), ratings(5, 10, 20, 40, 30), "worsened", false, "welch", "", ""},
		{"less is better", form.Indicator{Kind: "mean", Better: "lower"}, ratings(5, 10, 20, 40, 30), ratings(10, 20, 30, 20, 10), "improved", false, "welch", "", ""},
		{"improved and relevant", form.Indicator{Kind: "mean", RelevantDifference: relevant(0.3)}, ratings(10, 20, 30, 20, 10), ratings(0, 5, 20, 40, 30), "improved", true, "welch", "", ""},
		{"improved, not surely relevant", form.Indicator{Kind: "mean", RelevantDifference: relevant(0.5)}, ratings(10, 20, 30, 20, 10), ratings(5, 10, 20, 40, 30), "improved", false, "welch", "", ""},
		{"improved, surely not relevant", form.Indicator{Kind: "mean", RelevantDifference: relevant(0.5)}, ratings(1000, 2000, 3000, 2000, 1000), ratings(900, 1900, 3000, 2100, 1100), "improved", false, "welch", "smallerThanRelevant", ""},
		{"unchanged", form.Indicator{Kind: "mean", RelevantDifference: relevant(0.5)}, ratings(10, 20, 30, 20, 10), ratings(10, 19, 30, 21, 10), "unchanged", false, "welch", "", ""},
		{"unchanged to the last one", form.Indicator{Kind: "mean", RelevantDifference: relevant(0.5)}, ratings(10, 20, 30, 20, 10), ratings(10, 20, 30, 20, 10), "unchanged", false, "welch", "", ""},
		{"undecided, no relevant difference", form.Indicator{Kind: "mean"}, ratings(10, 20, 30, 20, 10), ratings(10, 19, 30, 21, 10), "undecided", false, "welch", "", "difference"},
		{"undecided, equal means", form.Indicator{Kind: "mean"}, ratings(10, 20, 30, 20, 10), ratings(10, 20, 30, 20, 10), "undecided", false, "welch", "neededOutOfReach", ""},
		{"undecided, equivalence would be sooner", form.Indicator{Kind: "mean", RelevantDifference: relevant(0.2)}, ratings(10, 20, 30, 20, 10), ratings(10, 19, 30, 21, 10), "undecided", false, "welch", "", "equivalence"},
		{"undecided, a difference would be sooner", form.Indicator{Kind: "mean", RelevantDifference: relevant(0.2)}, ratings(10, 20, 30, 20, 10), ratings(8, 17, 30, 24, 11), "undecided", false, "welch", "", "difference"},
		{"few values", form.Indicator{Kind: "mean"}, ratings(1, 1, 1), ratings(1, 1, 1, 1, 1), "undecided", false, "welch", "fewValues", "difference"},
		{"one wave without spread", form.Indicator{Kind: "mean"}, ratings(0, 0, 20), ratings(0, 1, 20, 1), "undecided", false, "welch", "noSpread neededOutOfReach", ""},
		{"no spread at all", form.Indicator{Kind: "mean"}, ratings(0, 0, 20), ratings(0, 0, 0, 20), "noTest", false, "none", "", ""},
		{"one value", form.Indicator{Kind: "mean"}, ratings(0, 0, 1), ratings(0, 0, 0, 20), "noTest", false, "none", "", ""},
		{"only the baseline", form.Indicator{Kind: "mean"}, ratings(0, 5, 1), nil, "noTest", false, "none", "", ""},
		{"only the follow-up", form.Indicator{Kind: "nps"}, nil, recommended(1, 2, 3), "noTest", false, "none", "", ""},
		{"share improved", form.Indicator{Kind: "share", RelevantDifference: relevant(0.05)}, ones(300, 1000), ones(450, 1000), "improved", true, "newcombe", "", ""},
		{"share unchanged", form.Indicator{Kind: "csat", RelevantDifference: relevant(0.1)}, ones(500, 1000), ones(505, 1000), "unchanged", false, "newcombe", "", ""},
		{"share by the exact test", form.Indicator{Kind: "share"}, ones(1, 10), ones(3, 10), "undecided", false, "newcombe", "", "difference"},
		{"nobody in both", form.Indicator{Kind: "share", RelevantDifference: relevant(0.1)}, ones(0, 10), ones(0, 10), "undecided", false, "newcombe", "", "equivalence"},
		{"nobody in both, many", form.Indicator{Kind: "share", RelevantDifference: relevant(0.1)}, ones(0, 100), ones(0, 100), "unchanged", false, "newcombe", "", ""},
		{"all after nobody", form.Indicator{Kind: "share"}, ones(0, 10), ones(10, 10), "improved", false, "newcombe", "", ""},
		{"one answer each", form.Indicator{Kind: "share"}, ones(0, 1), ones(1, 1), "noTest", false, "none", "", ""},
		{"recommendation improved", form.Indicator{Kind: "nps", RelevantDifference: relevant(10)}, recommended(300, 300, 400), recommended(100, 300, 600), "improved", true, "adjustedWald", "adjustedDifference", ""},
		{"recommendation undecided", form.Indicator{Kind: "nps", RelevantDifference: relevant(5)}, recommended(20, 30, 50), recommended(18, 30, 52), "undecided", false, "adjustedWald", "adjustedDifference", "difference"},
		{"all promoters", form.Indicator{Kind: "nps"}, recommended(0, 0, 9), recommended(0, 0, 9), "undecided", false, "adjustedWald", "neededOutOfReach", ""},
		{"score", form.Indicator{Kind: "score", Of: "total"}, singles(50, 60, 70, 80, 55, 65, 75, 85, 60, 70), singles(80, 90, 100, 95, 85, 75, 90, 100, 85, 90), "improved", false, "welch", "", ""},
		{"duration", form.Indicator{Kind: "duration", Better: "lower"}, singles(50, 60, 70, 80, 55, 65, 75, 85, 60, 70), singles(80, 90, 100, 95, 85, 75, 90, 100, 85, 90), "worsened", false, "welch", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			row := compareOne(t, c.indicator, c.before, c.after)
			var codes []string
			for _, note := range row.Notes {
				codes = append(codes, note.Code)
			}
			needed := ""
			if row.Needed != nil {
				needed = row.Needed.By
				if row.Needed.Responses <= min(row.Baseline.N, row.FollowUp.N) {
					t.Errorf("needs %d responses, and has %d and %d", row.Needed.Responses, row.Baseline.N, row.FollowUp.N)
				}
			}
			got := fmt.Sprint(row.Verdict, row.Relevant, row.Method.Name, codes, needed)
			if want := fmt.Sprint(c.verdict, c.relevant, c.method, strings.Fields(c.notes), c.needed); got != want {
				t.Errorf("got %s, want %s (change %+v)", got, want, row.Change)
			}
			if (row.Change == nil) != (row.Verdict == measure.NoTest) || row.Method.Reason["en"] == "" || row.Method.Reason["de"] == "" {
				t.Errorf("change %v, reason %v", row.Change, row.Method.Reason)
			}
			if (row.Kind == "duration") != (len(row.Baseline.Quartiles) == 3) {
				t.Errorf("quartiles %v", row.Baseline.Quartiles)
			}
		})
	}
}

func TestNobodyIsNoCertainty(t *testing.T) {
	margin := 0.1
	row := compareOne(t, form.Indicator{Kind: "share", RelevantDifference: &margin}, ones(0, 10), ones(0, 10))
	// Both shares count as 1 of 12: (z(0.95) + z(0.9))^2 * 2 * 1/12 * 11/12 / 0.1^2 = 130.8.
	if row.Needed == nil || row.Needed.Responses != 131 {
		t.Errorf("needs %+v", row.Needed)
	}
}

func TestNeededResponsesWouldDecide(t *testing.T) {
	// The observed picture, repeated until there are as many responses as needed, is decided.
	before, after := repeated{{1, 10}, {2, 20}, {3, 30}, {4, 20}, {5, 10}}, repeated{{1, 9}, {2, 17}, {3, 30}, {4, 23}, {5, 11}}
	relevant := 0.15
	for _, indicator := range []form.Indicator{{Kind: "mean"}, {Kind: "mean", RelevantDifference: &relevant}} {
		row := compareOne(t, indicator, before, after)
		if row.Verdict != measure.Undecided || row.Needed == nil {
			t.Fatalf("verdict %s, needed %v", row.Verdict, row.Needed)
		}
		times := math.Ceil(float64(row.Needed.Responses) / float64(row.Baseline.N))
		grown := func(r repeated) repeated {
			r = slices.Clone(r)
			for i := range r {
				r[i][1] *= times
			}
			return r
		}
		if more := compareOne(t, indicator, grown(before), grown(after)); more.Verdict == measure.Undecided {
			t.Errorf("still undecided with %d responses, needed %+v", more.Baseline.N, *row.Needed)
		}
	}
}
