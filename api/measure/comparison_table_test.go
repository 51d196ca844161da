package measure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

func codesOf(warnings []measure.Warning) string {
	var codes []string
	for _, w := range warnings {
		codes = append(codes, w.Code)
	}
	return strings.Join(codes, " ")
}

func TestVersionsOfADefinition(t *testing.T) {
	mean := form.Indicator{Name: "it", Kind: "mean", Of: "q", Scale: []float64{1, 5}}
	wider := form.Indicator{Name: "it", Kind: "mean", Of: "q", Scale: []float64{0, 10}}
	share := form.Indicator{Name: "it", Kind: "share", Of: "q", Values: []string{"5"}}
	elsewhere := form.Indicator{Name: "it", Kind: "mean", Of: "r", Scale: []float64{1, 5}}
	other := form.Indicator{Name: "another", Kind: "mean", Of: "q", Scale: []float64{1, 5}}
	some, more := repeated{{2, 10}, {3, 10}}, repeated{{3, 10}, {4, 10}}
	for _, c := range []struct {
		name     string
		feed     func(*measure.Tally)
		versions []*form.Definition
		want     string // verdict, n in both waves, versions in both waves, warnings
	}{
		{"one version each, alike", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some})
			waves(t, 2, map[string]repeated{"after": more})
		}, []*form.Definition{visit(1, mean), visit(2, mean)}, "improved 20 20 [1] [2] "},
		{"two versions in one wave are pooled", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some, "after": more})
			waves(t, 2, map[string]repeated{"after": more})
		}, []*form.Definition{visit(1, mean), visit(2, mean)}, "improved 20 40 [1] [1 2] "},
		{"another scale", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some})
			waves(t, 2, map[string]repeated{"after": more})
		}, []*form.Definition{visit(1, mean), visit(2, wider)}, "noTest 20 20 [1] [2] indicatorRedefined"},
		{"another scale within a wave", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some, "after": some})
			waves(t, 2, map[string]repeated{"after": more})
		}, []*form.Definition{visit(1, mean), visit(2, wider)}, "noTest 20 20 [1] [1 2] indicatorRedefined"},
		{"another kind", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some})
			waves(t, 2, map[string]repeated{"after": ones(3, 10)})
		}, []*form.Definition{visit(1, mean), visit(2, share)}, "noTest 20 10 [1] [2] indicatorRedefined"},
		{"another question", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some})
			waves(t, 2, map[string]repeated{"after": more})
		}, []*form.Definition{visit(1, elsewhere), visit(2, mean)}, "improved 20 20 [1] [2] indicatorReworded"},
		{"a version nobody answered does not matter", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some, "after": more})
		}, []*form.Definition{visit(1, mean), visit(2, share)}, "improved 20 20 [1] [1] "},
		{"an indicator that only the old version knows", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some})
			c := contribution("new", 1, "after", map[string]fieldwork.IndicatorValue{"another": number(1)})
			c.Definition.Version = 2
			t.Apply(c)
		}, []*form.Definition{visit(1, mean), visit(2, other)}, "noTest 20 0 [1] [] "},
		{"a version that is not at hand", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some, "after": more})
			waves(t, 3, map[string]repeated{"after": more})
		}, []*form.Definition{visit(1, mean)}, "improved 20 20 [1] [1] definitionUnknown"},
		{"a version given twice", func(t *measure.Tally) {
			waves(t, 1, map[string]repeated{"before": some, "after": more})
		}, []*form.Definition{visit(1, mean), visit(1, mean)}, "improved 20 20 [1] [1] "},
	} {
		t.Run(c.name, func(t *testing.T) {
			tally := measure.NewTally()
			c.feed(tally)
			comparison := compare(tally, c.versions...)
			asJSON(t, comparison)
			for _, row := range comparison.Rows {
				if row.Indicator != "it" {
					continue
				}
				got := fmt.Sprint(row.Verdict, " ", row.Baseline.N, row.FollowUp.N, " ", row.Definition.Versions.Baseline, " ", row.Definition.Versions.FollowUp, " ", codesOf(comparison.Warnings))
				if got != c.want {
					t.Errorf("got %q, want %q", got, c.want)
				}
				return
			}
			t.Error("no row")
		})
	}
}

func TestTheNewestVersionDescribesTheRow(t *testing.T) {
	old, goal := 3.0, 4.0
	tally := measure.NewTally()
	waves(tally, 1, map[string]repeated{"before": {{2, 10}}})
	waves(tally, 2, map[string]repeated{"after": {{3, 10}}})
	first, second := visit(1, form.Indicator{Name: "it", Kind: "mean", Goal: &old}), visit(2, form.Indicator{Name: "it", Kind: "mean", Goal: &goal})
	for _, definitions := range [][]*form.Definition{{first, second}, {second, first}} {
		if row := compare(tally, definitions...).Rows[0]; *row.Goal != goal {
			t.Errorf("goal %v, want that of version 2", *row.Goal)
		}
	}
}

func TestRowsFollowTheInventory(t *testing.T) {
	definition := &form.Definition{ID: "visit", Version: 1, DefaultLanguage: "en",
		Body: []form.Question{
			{Type: "section", Name: "counter", Touchpoint: "desk", Label: form.Text{"en": "At the counter"}, Body: []form.Question{{Type: "range", Name: "smile"}, {Type: "range", Name: "queue", Touchpoint: "line"}}},
			{Type: "range", Name: "web"},
		},
		Indicators: []form.Indicator{
			{Name: "web", Kind: "mean", Of: "web"},
			{Name: "queue", Kind: "mean", Of: "queue", Title: form.Text{"en": "Queue"}},
			{Name: "smile", Kind: "mean", Of: "smile"},
			{Name: "counter", Kind: "score", Of: "counter"},
			{Name: "shop", Kind: "mean", Of: "web", Touchpoint: "shop"},
		}}
	tally := measure.NewTally()
	for i := range 40 {
		values := map[string]fieldwork.IndicatorValue{}
		for j, indicator := range definition.Indicators {
			values[indicator.Name] = number(float64(1 + (i*7+j)%5))
		}
		tally.Apply(contribution(fmt.Sprint(i), 1, []string{"before", "after"}[i%2], values))
	}
	request := measure.ComparisonRequest{
		Baseline: measure.Side{Snapshot: tally.Snapshot("p", "before")}, FollowUp: measure.Side{Snapshot: tally.Snapshot("p", "after")},
		Definitions: []*form.Definition{definition},
		Touchpoints: []fieldwork.Touchpoint{{Name: "unused", Order: 1}, {Name: "line", Order: 3}, {Name: "desk", Order: 2, Title: form.Text{"en": "Desk"}}},
	}
	rows := func(c *measure.Comparison) string {
		var list []string
		for _, row := range c.Rows {
			list = append(list, row.Touchpoint+"/"+row.Indicator+"/"+row.Title["en"])
		}
		for _, touchpoint := range c.Touchpoints {
			list = append(list, fmt.Sprint(touchpoint.Name, touchpoint.Order))
		}
		return strings.Join(list, " ")
	}
	all := measure.Compare(request)
	if got, want := rows(all), "desk/smile/smile desk/counter/At the counter line/queue/Queue shop/shop/shop /web/web desk2 line3 shop4"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	request.Touchpoint = "desk"
	desk := measure.Compare(request)
	if got, want := rows(desk), "desk/smile/smile desk/counter/At the counter desk2"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	for _, comparison := range []*measure.Comparison{all, desk} {
		var p []float64
		for _, row := range comparison.Rows {
			p = append(p, row.Change.P)
		}
		for i, q := range stats.FalseDiscovery(p) {
			if got := comparison.Rows[i].Change.Q; got != q {
				t.Errorf("%s: q is %v, want %v", comparison.Rows[i].Indicator, got, q)
			}
		}
	}
}

func TestManyComparisonsAtOnceAskForMore(t *testing.T) {
	tally := measure.NewTally()
	waves(tally, 1, map[string]repeated{"before": {{1, 10}, {2, 20}, {3, 30}, {4, 20}, {5, 10}}, "after": {{1, 7}, {2, 13}, {3, 26}, {4, 29}, {5, 15}}})
	alone := form.Indicator{Name: "it", Kind: "mean"}
	first := compare(tally, visit(1, alone)).Rows[0]
	if first.Verdict != measure.Improved {
		t.Fatalf("alone: %s, p %v", first.Verdict, first.Change.P)
	}
	beside := form.Indicator{Name: "beside", Kind: "mean"}
	for i := range 90 {
		for _, wave := range []string{"before", "after"} {
			tally.Apply(contribution(fmt.Sprint("beside", wave, i), 1, wave, map[string]fieldwork.IndicatorValue{"beside": number(float64(i % 5))}))
		}
	}
	among := compare(tally, visit(1, alone, beside)).Rows[0]
	variance := func(level measure.Level) float64 { return *level.StandardDeviation * *level.StandardDeviation }
	// Second of two rows: the smaller p has to meet half the level.
	needed := stats.Plan{Alpha: 0.025, Power: 0.8}.Means(variance(among.Baseline), variance(among.FollowUp), among.Change.Estimate)
	if among.Needed == nil || among.Needed.Responses != int64(needed) {
		t.Errorf("needs %+v, want %v", among.Needed, needed)
	}
	if among.Verdict != measure.Undecided || among.Change.Q != 2*among.Change.P || among.Notes[0].Code != "significantAlone" {
		t.Errorf("among two: %s, q %v, notes %v", among.Verdict, among.Change.Q, among.Notes)
	}
}

func TestLongDistributionsAreGrouped(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		bins int
	}{{"as many as are shown", 101, 101}, {"one more", 102, 101}, {"many", 5000, 101}} {
		t.Run(c.name, func(t *testing.T) {
			var values repeated
			for i := range c.n {
				values = append(values, [2]float64{math.Sqrt(float64(i)), 1})
			}
			level := compareOne(t, form.Indicator{Kind: "mean"}, values, singles(1, 2)).Baseline
			total := int64(0)
			for _, bin := range level.Distribution {
				total += bin.Count
			}
			if len(level.Distribution) != c.bins || total != int64(c.n) || (level.BinWidth > 0) != (c.n > c.bins) {
				t.Errorf("%d bins of width %v with %d responses", len(level.Distribution), level.BinWidth, total)
			}
		})
	}
}

// TestNoComparisonBreaks feeds whatever may come: few values, no values, absurd values.
func TestNoComparisonBreaks(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	absurd := []float64{0, -1, 1, 1e308, -1e308, 5e-324, 1e-300, 1e-99, 1e16, 1e100, -1e100, math.MaxFloat64, 100, -100, 0.1, 1 / 3.0}
	kinds := measure.Kinds()
	for round := range 1000 {
		var indicators []form.Indicator
		for i := range 1 + random.IntN(6) {
			indicator := form.Indicator{Name: fmt.Sprint("i", i), Kind: kinds[random.IntN(len(kinds))]}
			if random.IntN(2) == 0 {
				margin := absurd[random.IntN(len(absurd))]
				indicator.RelevantDifference = &margin
			}
			indicators = append(indicators, indicator)
		}
		tally := measure.NewTally()
		for n := range random.IntN(14) {
			values := map[string]fieldwork.IndicatorValue{}
			for _, indicator := range indicators {
				switch random.IntN(4) {
				case 0:
					values[indicator.Name] = absent("missing")
				case 1:
					values[indicator.Name] = number(absurd[random.IntN(len(absurd))])
				default:
					values[indicator.Name] = number(float64(random.IntN(3)))
				}
			}
			tally.Apply(contribution(fmt.Sprint(n), 1, []string{"before", "after"}[random.IntN(2)], values))
		}
		comparison := compare(tally, visit(1, indicators...))
		asJSON(t, comparison)
		for _, row := range comparison.Rows {
			if problem := broken(row); problem != "" {
				t.Fatalf("round %d, %s: %s\n%+v", round, row.Kind, problem, row)
			}
		}
	}
}

// broken says which promise a row does not keep.
func broken(row measure.Row) string {
	c := row.Change
	switch {
	case (c == nil) != (row.Verdict == measure.NoTest) || (c == nil) != (row.Method.Name == "none"):
		return "change, verdict and method disagree"
	case row.Baseline.N > 0 && row.Baseline.Estimate == nil:
		return "values without an estimate"
	case c == nil:
		return ""
	case !(c.Interval[0] <= c.Estimate && c.Estimate <= c.Interval[1]) || c.Interval90[1]-c.Interval90[0] > c.Interval[1]-c.Interval[0]:
		return "the estimate is outside its interval, or the intervals are swapped"
	case !(0 <= c.P && c.P <= c.Q && c.Q <= 1):
		return "p and q"
	case (row.Verdict == measure.Improved || row.Verdict == measure.Worsened) != (c.Q <= measure.FalseDiscoveryRate):
		return "verdict and q disagree"
	case row.Verdict == measure.Undecided && row.Needed == nil && len(row.Notes) == 0:
		return "undecided without saying what it takes"
	case row.Verdict != measure.Undecided && row.Needed != nil:
		return "decided, and yet more is needed"
	}
	return ""
}
