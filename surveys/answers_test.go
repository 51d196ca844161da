package surveys_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/api/form"
	"touchstone/api/measure"
)

var evening = form.Environment{Now: time.Date(2026, 3, 6, 18, 0, 0, 0, time.UTC)}

func scored(t *testing.T, f *form.Form, answers map[string]any) (*form.Result, *measure.Score) {
	t.Helper()
	result := f.Evaluate(evening, answers)
	score, err := measure.ScoreOf(f, result)
	if err != nil {
		t.Fatal(err)
	}
	return result, score
}

// respondent answers the questions that are asked, from top to bottom: of all answers that
// break no rule the one that earns most; or least, which may be to leave it out.
type respondent struct {
	*testing.T
	form    *form.Form
	answers map[string]any
	worst   bool
}

func (r *respondent) fill(body []form.Question, into map[string]any, prefix string) {
	for i := range body {
		q := &body[i]
		switch q.Type {
		case "section":
			r.fill(q.Body, into, prefix)
		case "repeat":
			result, _ := scored(r.T, r.form, r.answers)
			if result.Relevant[prefix+q.Name] && !(r.worst && accepted(result, prefix+q.Name)) {
				instance := map[string]any{}
				into[q.Name] = []any{instance}
				r.fill(q.Body, instance, prefix+q.Name+"[1].")
			}
		case "start", "end", "today":
		default:
			if form.HasAnswer(q.Type) && q.Calculation == "" {
				r.answer(q, into, prefix+q.Name)
			}
		}
	}
}

func (r *respondent) answer(q *form.Question, into map[string]any, at string) {
	result, score := scored(r.T, r.form, r.answers)
	if !result.Relevant[at] {
		return
	}
	type attempt struct {
		answer any
		earned float64
	}
	var fitting []attempt
	if r.worst && accepted(result, at) {
		fitting = append(fitting, attempt{nil, score.Total.Earned})
	}
	for _, answer := range r.candidates(q) {
		into[q.Name] = answer
		result, score := scored(r.T, r.form, r.answers)
		if accepted(result, at) {
			fitting = append(fitting, attempt{answer, score.Total.Earned})
		}
	}
	if len(fitting) == 0 {
		r.Errorf("no answer to %s was accepted", at)
		delete(into, q.Name)
		return
	}
	byPoints := func(a, b attempt) int { return cmp.Compare(a.earned, b.earned) }
	// Of equal answers the first: candidates stand in the order of what a content person says.
	chosen := slices.MaxFunc(fitting, byPoints)
	if r.worst {
		slices.Reverse(fitting)
		chosen = slices.MinFunc(fitting, byPoints)
	}
	into[q.Name] = chosen.answer
}

func accepted(result *form.Result, at string) bool {
	return !slices.ContainsFunc(result.Violations, func(v form.Violation) bool { return v.Question == at })
}

func (r *respondent) candidates(q *form.Question) []any {
	photo := map[string]any{"id": "0197f3c2-0000-7000-8000-000000000001", "name": "photo.jpg", "type": "image/jpeg", "size": 1000.0, "sha256": strings.Repeat("0", 64)}
	switch q.Type {
	case "select_one", "select_multiple", "rank":
		return choose(q.Type, r.form.Definition().Choices[q.Choices])
	case "integer", "decimal":
		return []any{0.0, 1.0, 2.0, 4.0, 20.0, 100.0, 200.0, 3600.0}
	case "range":
		scale := q.Scale()
		return []any{scale.End, scale.Start}
	case "text":
		return []any{"Everything went as it should, and nobody had to wait for anything.", "someone@example.org"}
	case "date":
		return []any{"2026-03-06", "2026-03-07"}
	case "time":
		return []any{"12:00"}
	case "dateTime":
		return []any{"2026-03-06T12:00:00.000Z"}
	case "geopoint":
		return []any{map[string]any{"lat": 47.37, "lon": 8.54}}
	case "image":
		return []any{photo}
	default:
		r.Errorf("nobody knows how to answer a %s", q.Type)
		return nil
	}
}

// choose gives single choices, all of a list at once, and of a rank its order.
func choose(kind string, list []form.Choice) []any {
	var all []any
	var single []any
	for _, choice := range list {
		if choice.NotApplicable {
			continue
		}
		if !choice.Exclusive {
			all = append(all, choice.Name)
		}
		single = append(single, choice.Name)
	}
	switch kind {
	case "rank":
		return []any{all}
	case "select_one":
		return single
	}
	answers := []any{all}
	for _, name := range single {
		answers = append(answers, []any{name})
	}
	return answers
}

func TestLibraryDefinitionsCanBeAnswered(t *testing.T) {
	for _, id := range forTrade(t) {
		t.Run(id, func(t *testing.T) {
			f := shipped(t, id)
			values := map[string]bool{}
			totals := map[bool]float64{}
			for _, worst := range []bool{false, true} {
				r := &respondent{t, f, map[string]any{}, worst}
				r.fill(f.Definition().Body, r.answers, "")
				result, score := scored(t, f, r.answers)
				for _, v := range result.Violations {
					t.Errorf("worst %v: %s breaks %s: %s", worst, v.Question, v.Code, v.Message)
				}
				if score.Total.Percent == nil {
					t.Fatalf("worst %v: there is no total", worst)
				}
				totals[worst] = *score.Total.Percent
				for name, value := range measure.Indicators(f, result, score, measure.Timing{}) {
					values[name] = values[name] || value.Value != nil
				}
			}
			if totals[false] != 100 || totals[true] > 40 {
				t.Errorf("the best answers give %v %%, the worst %v %%", totals[false], totals[true])
			}
			for _, name := range slices.Sorted(maps.Keys(values)) {
				if !values[name] {
					t.Errorf("the indicator %s has no value", name)
				}
			}
		})
	}
}

func TestLibraryDefinitionsAreQuietAtFirst(t *testing.T) {
	for _, id := range forTrade(t) {
		t.Run(id, func(t *testing.T) {
			f := shipped(t, id)
			result, _ := scored(t, f, map[string]any{})
			required := 0
			for _, v := range result.Violations {
				if v.Code != form.CodeRequired {
					t.Error(fmt.Sprint(v))
				}
				required++
			}
			if required == 0 {
				t.Error("nothing is required")
			}
		})
	}
}
