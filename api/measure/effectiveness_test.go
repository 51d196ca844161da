package measure_test

import (
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// at gives ten replies about a middle in a wave.
func at(wave string, middle float64) []reply {
	return repeat(10, func(i int) reply { return reply{wave: wave, values: scored(middle + float64(i%5) - 2)} })
}

func (s *survey) wavesOf(kinds ...string) []measure.Side {
	var sides []measure.Side
	for _, kind := range kinds {
		name, kind, _ := strings.Cut(kind, ":")
		side := s.side(name, measure.Selection{})
		side.Wave.Kind = kind
		sides = append(sides, side)
	}
	return sides
}

// cells says of every cell its level, what it is compared with and the verdict.
func cells(t *testing.T, o *measure.Effectiveness, touchpoint string) string {
	t.Helper()
	asJSON(t, o)
	var words []string
	for _, line := range o.Touchpoints {
		if line.Name != touchpoint {
			continue
		}
		for _, cell := range line.Cells {
			word := "–"
			if cell.Level != nil {
				word = shortNumber(*cell.Level.Estimate)
			}
			if cell.Against != "" {
				word += " " + cell.Against
			}
			if cell.Verdict != nil {
				word += " " + string(*cell.Verdict)
			}
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

func shortNumber(x float64) string {
	return strings.TrimSuffix(strings.TrimRight(strings.TrimSpace(formatted(x)), "0"), ".")
}

func TestOverview(t *testing.T) {
	door := form.Indicator{Name: "it", Kind: "score", Touchpoint: "door", Scale: []float64{0, 100}}
	goal := 90.0
	inventory := []fieldwork.Touchpoint{{Name: "desk", Title: form.Text{"en": "Desk"}, Order: 1}, {Name: "door", Title: form.Text{"en": "Door"}, Order: 2, GoalLevel: &goal}}
	many := func(lists ...[]reply) []reply {
		var all []reply
		for _, list := range lists {
			all = append(all, list...)
		}
		return all
	}
	for _, c := range []struct {
		name    string
		replies []reply
		waves   []string
		against string
		want    string
		tests   int
	}{
		{"each wave against the baseline", many(at("a", 50), at("b", 60), at("c", 40)), []string{"a:baseline", "b:pilot", "c:followUp"}, measure.AgainstBaseline, "50, 60 a improved, 40 a worsened", 2},
		{"each wave against the one before", many(at("a", 50), at("b", 60), at("c", 40)), []string{"a:baseline", "b:pilot", "c:followUp"}, measure.AgainstPrevious, "50, 60 a improved, 40 b worsened", 2},
		{"a wave without responses is passed over", many(at("a", 50), at("c", 40)), []string{"a:baseline", "b:pilot", "c:followUp"}, measure.AgainstPrevious, "50, –, 40 a worsened", 1},
		{"the baseline need not be the first", many(at("a", 50), at("b", 60)), []string{"a:pilot", "b:baseline"}, measure.AgainstBaseline, "50 b worsened, 60", 1},
		{"nobody was asked in the baseline", at("b", 60), []string{"a:baseline", "b:followUp"}, measure.AgainstBaseline, "–, 60 a noTest", 0},
		{"one wave", at("a", 50), []string{"a:followUp"}, measure.AgainstBaseline, "50", 0},
		{"no responses at all", nil, []string{"a:baseline", "b:followUp"}, measure.AgainstBaseline, "–, –", 0},
		{"no waves", nil, nil, measure.AgainstBaseline, "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := surveyOf(visit(1, door)).add(c.replies...)
			o := measure.Overview(measure.EffectivenessRequest{Waves: s.wavesOf(c.waves...), Against: c.against, Definitions: s.definitions, Touchpoints: inventory})
			if got := cells(t, o, "door"); got != c.want {
				t.Errorf("got %s", got)
			}
			if len(o.Touchpoints) != 2 || o.Touchpoints[0].Name != "desk" || *o.Touchpoints[1].Goal != 90 {
				t.Errorf("rows %v", o.Touchpoints)
			}
			tests := 0
			for _, family := range o.Families {
				tests += family.Tests
			}
			if tests != c.tests {
				t.Errorf("%d tests", tests)
			}
		})
	}
}

// A level with nothing to compare it with keeps its weights.
func TestOverviewWeighsTheFirstWave(t *testing.T) {
	s := surveyOf(visit(1, form.Indicator{Name: "it", Kind: "score", Touchpoint: "door"})).add(repeat(20, func(i int) reply {
		return reply{wave: "a", cluster: []string{"x", "y", "z", "u", "v"}[i%5], weight: float64(1 + i%2*2), values: scored(float64(40 + 20*(i%2)))}
	})...)
	o := measure.Overview(measure.EffectivenessRequest{Waves: s.wavesOf("a:baseline"), Against: measure.AgainstBaseline, Definitions: s.definitions})
	level := o.Touchpoints[0].Cells[0].Level
	about(t, "the weighted mean", level.Estimate, 55)
	if level.EffectiveN == nil || level.Clusters == nil || *level.Clusters != 5 {
		t.Errorf("%+v", level)
	}
}

// Verdicts are corrected over all cells shown, and a touchpoint that the inventory does not
// know is shown by its name after it.
func TestOverviewCorrectsOverAllCells(t *testing.T) {
	definition := visit(1, form.Indicator{Name: "it", Kind: "score", Touchpoint: "door"}, form.Indicator{Name: "other", Kind: "score", Touchpoint: "elsewhere"})
	s := surveyOf(definition)
	for i, wave := range []string{"a", "b"} {
		s.add(repeat(10, func(k int) reply {
			return reply{wave: wave, values: map[string]float64{"it": float64(50 + k%5 + 2*i), "other": float64(50 + k%5)}}
		})...)
	}
	o := measure.Overview(measure.EffectivenessRequest{Waves: s.wavesOf("a:baseline", "b:followUp"), Against: measure.AgainstBaseline, Definitions: s.definitions,
		Touchpoints: []fieldwork.Touchpoint{{Name: "door", Title: form.Text{"en": "Door"}, Order: 7}}})
	if len(o.Touchpoints) != 2 || o.Touchpoints[1].Name != "elsewhere" || o.Touchpoints[1].Order != 8 || o.Touchpoints[1].Definitions[0] != "visit" {
		t.Fatalf("rows %+v", o.Touchpoints)
	}
	change := o.Touchpoints[0].Cells[1].Change
	about(t, "q over two cells", &change.Q, 2*change.P)
}

func (s *survey) trend(t *testing.T, waves ...string) *measure.Trend {
	t.Helper()
	trend := measure.TrendOf(measure.TrendRequest{
		Touchpoint: fieldwork.Touchpoint{Name: "door"}, Waves: s.wavesOf(waves...), Definitions: s.definitions,
		Actions: []measure.TrendAction{{ID: "signs", Title: form.Text{"en": "Signs"}, State: "done", FirstDay: "2026-01-01"}},
	})
	asJSON(t, trend)
	return trend
}

func points(series *measure.Series) string {
	var words []string
	for _, point := range series.Points {
		word := "–"
		if point.Level != nil {
			word = shortNumber(*point.Level.Estimate)
		}
		if !point.Comparable {
			word += "!"
		}
		if len(point.Note) > 0 {
			word += "*"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

func TestTrend(t *testing.T) {
	indicator := func(name string, low, high float64) form.Indicator {
		return form.Indicator{Name: name, Kind: "mean", Touchpoint: "door", Scale: []float64{low, high}}
	}
	first := visit(1, indicator("it", 0, 100), indicator("old", 0, 10))
	second := visit(2, indicator("it", 0, 200), indicator("new", 0, 10))
	elsewhere := &form.Definition{ID: "poll", Version: 1, DefaultLanguage: "en", Indicators: []form.Indicator{{Name: "it", Kind: "mean", Touchpoint: "desk"}}}
	s := surveyOf(first, second, elsewhere)
	both := func(wave string, version int, x float64, other string) []reply {
		return repeat(5, func(i int) reply {
			return reply{wave: wave, version: version, values: map[string]float64{"it": x + float64(i) - 2, other: 4}}
		})
	}
	s.add(both("a", 1, 50, "old")...).add(both("c", 2, 60, "new")...).add(reply{definition: "poll", wave: "c", values: scored(3)})
	trend := s.trend(t, "a:baseline", "b:pilot", "c:followUp", "d:followUp")
	if trend.Composite == nil || points(trend.Composite) != "45!* – 35 –" { // other indicators make it up since version 2
		t.Errorf("composite %s", points(trend.Composite))
	}
	got := map[string]string{}
	for _, series := range trend.Indicators {
		got[series.Indicator] = points(&series)
	}
	for name, want := range map[string]string{"it": "50!* – 60 –", "new": "– – 4 –", "old": "4 – – –"} {
		if got[name] != want {
			t.Errorf("%s: %s, want %s", name, got[name], want)
		}
	}
	if len(got) != 3 || len(trend.Actions) != 1 || len(trend.Waves) != 4 {
		t.Errorf("series %v", got)
	}
	if nothing := surveyOf(first).trend(t, "a:baseline"); nothing.Composite != nil || len(nothing.Indicators) != 0 {
		t.Errorf("a touchpoint that nobody measured: %+v", nothing)
	}
	if none := surveyOf(first).trend(t); len(none.Waves) != 0 {
		t.Errorf("no waves: %+v", none)
	}
}

// A composite is of all questionnaires that feed it in a wave; where others do than in the
// newest, that is said.
func TestTrendOfTwoQuestionnaires(t *testing.T) {
	door := form.Indicator{Name: "it", Kind: "score", Touchpoint: "door"}
	s := surveyOf(visit(1, door), &form.Definition{ID: "poll", Version: 1, Title: form.Text{"en": "Poll"}, DefaultLanguage: "en", Indicators: []form.Indicator{door}})
	s.add(at("a", 50)...).add(at("b", 60)...)
	for _, r := range at("a", 80) {
		r.definition = "poll"
		s.add(r)
	}
	trend := s.trend(t, "a:baseline", "b:followUp", "c:followUp")
	if got := points(trend.Composite); got != "65!* 60 –" || !strings.Contains(trend.Composite.Points[0].Note["en"], "(Poll, visit)") || trend.Composite.Definition.ID != "" {
		t.Errorf("composite %s: %s", got, trend.Composite.Points[0].Note["en"])
	}
	if len(trend.Indicators) != 2 {
		t.Errorf("%d indicators", len(trend.Indicators))
	}
}

func TestGaps(t *testing.T) {
	rated := func(kind string) form.Indicator {
		return form.Indicator{Name: "it", Kind: kind, Touchpoint: "door", Scale: []float64{0, 100}}
	}
	goal := 95.0
	weighing := func(weight float64) []fieldwork.Touchpoint {
		return []fieldwork.Touchpoint{{Name: "door", Title: form.Text{"en": "Door"}, GoalLevel: &goal, Weights: map[string]float64{"inside": weight}}}
	}
	touchpoints := weighing(1)
	compared := func(employees *form.Definition, replies ...reply) *measure.Gaps {
		s := surveyOf(visit(1, rated("score")), employees).add(replies...)
		of := func(group string) measure.Side {
			side := s.side("w", measure.Selection{Filter: measure.Filter{measure.TraitGroup: {group}}})
			side.Title = form.Text{"en": group, "de": group}
			return side
		}
		gaps := measure.GapsOf(measure.ComparisonRequest{Baseline: of("employees"), FollowUp: of("customers"), Definitions: s.definitions, Touchpoints: touchpoints},
			measure.GroupSize{Name: "employees"}, measure.GroupSize{Name: "customers"}, nil)
		asJSON(t, gaps)
		return gaps
	}
	group := func(name, definition string, middle float64) []reply {
		return repeat(10, func(i int) reply {
			return reply{group: name, definition: definition, values: scored(middle + float64(i%5) - 2)}
		})
	}
	other := func(kind string) *form.Definition {
		return &form.Definition{ID: "inside", Version: 1, DefaultLanguage: "en", Indicators: []form.Indicator{rated(kind)}}
	}
	both := append(group("employees", "inside", 80), group("customers", "visit", 60)...)
	var gaps *measure.Gaps
	for _, weight := range []float64{1, 0} { // employees are heard whether or not the touchpoint's level counts them
		touchpoints = weighing(weight)
		gaps = compared(other("score"), both...)
		if len(gaps.Rows) != 2 {
			t.Fatalf("%d rows", len(gaps.Rows))
		}
		for _, row := range gaps.Rows { // the composite and the indicator, each across definitions
			if row.Change == nil || row.Change.Estimate != -20 || row.Verdict != measure.Worsened || estimate(t, &row.Baseline) != 80 {
				t.Errorf("weight %g, %s: %+v", weight, row.Indicator, row)
			}
			if row.GoalAttainment != nil || len(row.Notes) > 0 {
				t.Errorf("a group on the way from another to the goal: %+v, %v", row.GoalAttainment, row.Notes)
			}
		}
	}
	// Like is compared with like: what both groups answered, where one answered nothing else.
	gaps = compared(other("score"), append(group("customers", "inside", 90), both...)...)
	if row := gaps.Rows[0]; row.Role != measure.RoleComposite || estimate(t, &row.FollowUp) != 90 || row.Change == nil || row.Change.Estimate != 10 {
		t.Errorf("%+v", row)
	}
	touchpoints = weighing(1)
	gaps = compared(other("share"), append(repeat(10, func(i int) reply {
		return reply{group: "employees", definition: "inside", values: scored(float64(i % 2))}
	}), group("customers", "visit", 60)...)...)
	for _, row := range gaps.Rows {
		if row.Role == measure.RoleIndicator && (row.Verdict != measure.NoTest || row.Change != nil) {
			t.Errorf("another kind is compared: %+v", row)
		}
	}
	gaps = compared(other("score"), group("customers", "visit", 60)...)
	for _, row := range gaps.Rows {
		if row.Verdict != measure.NoTest || !strings.Contains(row.Method.Reason["en"], "customers") {
			t.Errorf("one group alone: %s", row.Method.Reason["en"])
		}
	}
}

func TestBenchmark(t *testing.T) {
	s := surveyOf(visit(1, form.Indicator{Name: "it", Kind: "score", Touchpoint: "door"}))
	s.add(near100("us", 70)...).add(near100("them", 60)...).add(near100("others", 70)...)
	of := func(title string, codes ...string) measure.Side {
		side := s.side("w", measure.Selection{By: "none", Filter: measure.Filter{measure.TraitLocation: codes}})
		side.Title = form.Text{"en": title, "de": title}
		return side
	}
	request := measure.BenchmarkRequest{Own: of("own", "us"), Definitions: s.definitions, Brands: []measure.Competitor{
		{Brand: "Them", Side: of("Them", "them")}, {Brand: "Others", Side: of("Others", "others")}}, All: &measure.Competitor{Side: of("all", "them", "others")}}
	b := measure.BenchmarkOf(request)
	asJSON(t, b)
	if len(b.Rows) != 2 || b.Rows[0].Role != measure.RoleComposite || len(b.Rows[0].Brands) != 2 || b.Rows[0].All == nil {
		t.Fatalf("%+v", b.Rows)
	}
	row := b.Rows[1]
	if row.Brands[0].Verdict != measure.Improved || row.Brands[0].Change.Estimate != 10 || row.Brands[1].Verdict != measure.Undecided || row.All.Change.Estimate != 5 {
		t.Errorf("%+v", row)
	}
	if b.Families[1].Tests != 3 {
		t.Errorf("corrected over %v", b.Families)
	}
	about(t, "q over three tests", &row.Brands[0].Change.Q, min(3*row.Brands[0].Change.P, 3*max(row.Brands[0].Change.P, row.All.Change.P)/2))
	request.Brands, request.All = nil, nil
	alone := measure.BenchmarkOf(request)
	if len(alone.Rows) != 2 || estimate(t, &alone.Rows[1].Own) != 70 || len(alone.Rows[1].Brands) != 0 || alone.Rows[1].All != nil {
		t.Errorf("without competitors: %+v", alone.Rows)
	}
}
