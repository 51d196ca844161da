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

func TestLibraryVisitsScoreAsTheirStoriesTell(t *testing.T) {
	comment := "Described in more than twenty characters."
	attempt := func(outcome string) map[string]any {
		return map[string]any{"attempt_time": "12:00", "outcome": outcome, "attempt_seconds": 20.0}
	}
	for _, c := range []struct {
		name, definition string
		given            map[string]any // what differs from the best visit
		total            float64
	}{
		{"nobody answers the telephone", "hotline-call", map[string]any{"attempts": []any{attempt("busy"), attempt("gave_up")}}, 0},
		{"somebody answers at the second attempt", "hotline-call", map[string]any{"attempts": []any{attempt("busy"), attempt("person")}}, 75 + 25*20.0/23},
		{"a wrong answer on the telephone", "hotline-call", map[string]any{"answer": "wrong", "solution_comment": comment}, 80},
		{"no answer to the enquiry", "email-enquiry", map[string]any{"answered": "no"}, 0},
		{"an answer after thirty hours", "email-enquiry", map[string]any{"sent": "2026-03-05T06:00:00.000Z", "received": "2026-03-06T12:00:00.000Z"}, 75 + 25*12.0/17},
		{"half of the questions answered", "email-enquiry", map[string]any{"questions_asked": 4.0, "questions_answered": 2.0}, 65 + 35*24.0/31},
		{"the money does not come back", "online-purchase", map[string]any{"refunded": "no", "return_comment": comment}, 50},
		{"nothing is delivered", "online-purchase", map[string]any{"delivered": "no", "delivery_comment": comment}, 0},
		{"no word after the fair", "trade-fair-booth", map[string]any{"followed": "no"}, 80},
		{"a bathroom with two kinds of dirt", "hotel-stay", map[string]any{"bath_dirt": []any{"hair", "towels"}, "dirt_photo": photo("dirt.jpg")}, 70},
		{"risks that nobody mentions", "bank-advice", map[string]any{"risks": "no", "proposal_comment": comment}, 60},
		{"a bill with a mistake", "restaurant-visit", map[string]any{"bill_right": "no", "payment_comment": comment}, 60},
		// 5 + 5 + 5 + 2 + 2 + 5 + 2 + 2 + 2 possible, 4 lost, 1 of bonus.
		{"an order taken after eighteen minutes", "restaurant-visit", map[string]any{"time_seated": "23:50", "time_ordered": "00:08", "time_served": "00:20"}, 70 + 30*27.0/30},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := shipped(t, c.definition)
			r := &respondent{t, f, map[string]any{}, false}
			r.fill(f.Definition().Body, r.answers, "")
			maps.Copy(r.answers, c.given)
			result, score := scored(t, f, r.answers)
			if len(result.Violations) > 0 {
				t.Error(result.Violations)
			}
			near(t, "total", score.Total.Percent, c.total)
		})
	}
}
