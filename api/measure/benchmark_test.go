package measure_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// fill counts n responses with 20 indicators: ratings, shares, scores and a duration.
func fill(tally *measure.Tally, wave string, n int, indicators int) {
	random := rand.New(rand.NewPCG(1, 2))
	values := make(map[string]fieldwork.IndicatorValue, indicators)
	for i := range n {
		for j := range indicators {
			x := float64(1 + random.IntN(5))
			switch j % 10 {
			case 7:
				x = float64(random.IntN(2))
			case 8:
				x = 100 * float64(random.IntN(61)) / 60
			case 9:
				x = float64(30 + int(random.ExpFloat64()*200))
			}
			values[fmt.Sprint("i", j)] = number(x)
		}
		tally.Apply(contribution(fmt.Sprintf("%s-%08x-0000-7000-8000-%012x", wave, i, i), 1, wave, values))
	}
}

func BenchmarkTallyApply(b *testing.B) {
	tally := measure.NewTally()
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	b.ResetTimer()
	fill(tally, "w", b.N, 20)
	b.StopTimer()
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/float64(b.N), "heapB/response")
	runtime.KeepAlive(tally)
}

func BenchmarkCompare60(b *testing.B) {
	definition := &form.Definition{ID: "visit", Version: 1, DefaultLanguage: "en"}
	kinds := []string{"mean", "mean", "mean", "mean", "mean", "mean", "mean", "share", "score", "duration"}
	for j := range 60 {
		difference := 0.1
		definition.Indicators = append(definition.Indicators, form.Indicator{Name: fmt.Sprint("i", j), Kind: kinds[j%10], RelevantDifference: &difference})
	}
	tally := measure.NewTally()
	fill(tally, "before", 20000, 60)
	fill(tally, "after", 20000, 60)
	b.ResetTimer()
	for range b.N {
		comparison := measure.Compare(measure.ComparisonRequest{
			Baseline:    measure.Side{Snapshot: tally.Snapshot("p", "before")},
			FollowUp:    measure.Side{Snapshot: tally.Snapshot("p", "after")},
			Definitions: []*form.Definition{definition},
		})
		if len(comparison.Rows) != 60 {
			b.Fatal(len(comparison.Rows))
		}
	}
}

func BenchmarkScoreAndIndicators200(b *testing.B) {
	one, five := 1.0, 5.0
	definition := &form.Definition{ID: "long", Version: 1, DefaultLanguage: "en", Choices: map[string][]form.Choice{"list": {{Name: "1", Points: &one}, {Name: "5", Points: &five}}}}
	answers := map[string]any{}
	for s := range 10 {
		section := form.Question{Type: "section", Name: fmt.Sprint("s", s)}
		for q := range 20 {
			name := fmt.Sprintf("s%dq%d", s, q)
			section.Body = append(section.Body, form.Question{Type: "select_one", Name: name, Choices: "list"})
			answers[name] = "5"
			if q%5 == 0 {
				definition.Indicators = append(definition.Indicators, form.Indicator{Name: name, Kind: "mean", Of: name})
			}
		}
		definition.Body = append(definition.Body, section)
	}
	compiled, err := form.Compile(definition)
	if err != nil {
		b.Fatal(err)
	}
	result := compiled.Evaluate(form.Environment{}, answers)
	b.ResetTimer()
	for range b.N {
		score, err := measure.ScoreOf(compiled, result)
		if err != nil || *score.Total.Percent != 100 {
			b.Fatal(err)
		}
		if len(measure.Indicators(compiled, result, score, measure.Timing{})) != 40 {
			b.Fatal("indicators")
		}
	}
}

// compared is a programme of n responses a wave with a hundred indicators, at 500 locations.
func compared(n int) (*measure.Tally, *form.Definition) {
	difference := 0.1
	definition := &form.Definition{ID: "visit", Version: 1, DefaultLanguage: "en"}
	kinds := []string{"mean", "mean", "mean", "mean", "mean", "mean", "mean", "share", "score", "duration"}
	for j := range 100 {
		definition.Indicators = append(definition.Indicators, form.Indicator{
			Name: fmt.Sprint("i", j), Kind: kinds[j%10], Touchpoint: fmt.Sprint("t", j/5), Scale: []float64{1, 5}, RelevantDifference: &difference,
		})
	}
	tally := measure.NewTally()
	plan := measure.PlanOf(definition)
	random := rand.New(rand.NewPCG(1, 2))
	for _, wave := range []string{"before", "after"} {
		for i := range n {
			values := make(map[string]fieldwork.IndicatorValue, 120)
			for j := range 100 {
				x := float64(1 + random.IntN(5))
				switch j % 10 {
				case 7:
					x = float64(random.IntN(2))
				case 8:
					x = 100 * float64(random.IntN(61)) / 60
				case 9:
					x = float64(30 + int(random.ExpFloat64()*200))
				}
				values[fmt.Sprint("i", j)] = number(x)
			}
			for touchpoint, value := range plan.Composites(values, "") {
				values[measure.CompositeName(touchpoint)] = number(value)
			}
			c := contribution(fmt.Sprintf("%s-%08x-0000-7000-8000-%012x", wave, i, i), 1, wave, values)
			location := fmt.Sprint("l", random.IntN(500))
			c.Traits = map[string]string{measure.TraitCluster: location, measure.TraitLocation: location, "segment.age": fmt.Sprint("age", random.IntN(5))}
			tally.Apply(c)
		}
	}
	return tally, definition
}

// BenchmarkComparison is what one comparison costs once its views are counted, by how many
// responses there are.
func BenchmarkComparison(b *testing.B) {
	for _, n := range []int{5_000, 50_000} {
		tally, definition := compared(n)
		side := func(wave, strata string) measure.Side {
			side := measure.Side{Snapshot: tally.Select(measure.Selection{Project: "p", Wave: wave, By: measure.TraitCluster})}
			if strata != "" {
				side.Strata = tally.Select(measure.Selection{Project: "p", Wave: wave, By: strata, Across: measure.TraitCluster})
			}
			return side
		}
		request := func(strata string) measure.ComparisonRequest {
			return measure.ComparisonRequest{Baseline: side("before", strata), FollowUp: side("after", strata), Definitions: []*form.Definition{definition}, Standardise: strata}
		}
		b.Run(fmt.Sprint(n, " a wave"), func(b *testing.B) {
			for b.Loop() {
				if comparison := measure.Compare(request("")); len(comparison.Rows) != 120 {
					b.Fatal(len(comparison.Rows))
				}
			}
		})
		b.Run(fmt.Sprint(n, " a wave, at an equal mix"), func(b *testing.B) {
			for b.Loop() {
				if comparison := measure.Compare(request("segment.age")); comparison.Rows[0].Standardised == nil {
					b.Fatal(comparison.Rows[0].Notes)
				}
			}
		})
		b.Run(fmt.Sprint(n, " a wave, one more response each time"), func(b *testing.B) {
			i := 0
			for b.Loop() {
				i++
				values := map[string]fieldwork.IndicatorValue{}
				for j := range 100 {
					values[fmt.Sprint("i", j)] = number(1)
				}
				tally.Apply(contribution(fmt.Sprintf("more-%08x-0000-7000-8000-%012x", i, i), 1, "after", values))
				measure.Compare(request(""))
			}
		})
		b.Run(fmt.Sprint(n, " a wave, by location"), func(b *testing.B) {
			for b.Loop() {
				parts, _ := measure.CompareParts(measure.PartsRequest{By: measure.TraitLocation, ComparisonRequest: func() measure.ComparisonRequest {
					one := measure.ComparisonRequest{Definitions: []*form.Definition{definition}, Column: "i3"}
					for wave, side := range map[string]*measure.Side{"before": &one.Baseline, "after": &one.FollowUp} {
						side.Snapshot = tally.Select(measure.Selection{Project: "p", Wave: wave, By: measure.TraitCluster, Indicators: []string{"i3"}})
						side.Strata = tally.Select(measure.Selection{Project: "p", Wave: wave, By: measure.TraitLocation, Across: measure.TraitCluster, Indicators: []string{"i3"}})
					}
					return one
				}()})
				if len(parts.Rows) < 500 {
					b.Fatal(len(parts.Rows))
				}
			}
		})
	}
}
