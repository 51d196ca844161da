package surveys_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/surveys"
)

func shipped(t *testing.T, id string) *form.Form {
	t.Helper()
	content, err := surveys.Library.ReadFile("library/" + id + ".json")
	if err != nil {
		t.Fatal(err)
	}
	d, _ := form.Parse(content)
	f, err := form.Compile(d)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// photo is an answer to an image question.
func photo(name string) map[string]any {
	return map[string]any{"id": "0197f3c2-0000-7000-8000-000000000001", "name": name, "type": "image/jpeg", "size": 1000.0, "sha256": strings.Repeat("0", 64)}
}

// perfect is a store visit without anything to find fault with.
var perfect = map[string]any{
	"visit_date": "2026-03-01", "place": map[string]any{"lat": 47.37, "lon": 8.54}, "time_in": "14:05", "traffic": "some", "staff_seen": 4.0, "scenario_kept": "yes",
	"greeted": "yes", "wait": 2.0, "attention": "yes",
	"advised": "yes", "needs": []any{"use", "experience", "wishes", "budget"}, "knowledge": "fully", "benefits": "fully", "alternatives": "na", "add_on": "yes",
	"checkout_wait": 1.0, "price_correct": "yes", "receipt": "yes", "receipt_photo": photo("receipt.jpg"), "amount": 49.9, "farewell": "yes",
	"available": "yes", "flaws": []any{"none"}, "staff_recognisable": "yes", "orientation": "fully",
	"time_out": "14:30", "impression": 5.0, "recommend": 10.0, "story": "Everything went well from the greeting to the farewell; I would come back.",
}

func TestStoreVisitsScoreAsTheirStoriesTell(t *testing.T) {
	f := shipped(t, "store-visit")
	for _, c := range []struct {
		name       string
		given      map[string]any // what differs from the perfect visit; nil takes an answer away
		violations []string
		total      float64
		advice     float64
	}{
		{"a perfect visit", nil, nil, 100, 100},
		{"nobody to advise", map[string]any{"advised": "no", "no_advice_reason": "nobody"}, nil, 60, 0},
		{"no greeting zeroes the arrival", map[string]any{"greeted": "no"}, []string{"arrival_comment required"}, 80, 100},
		{"a wrong price caps the whole at 50", map[string]any{"price_correct": "no", "checkout_comment": "The shelf said 39.90, the till charged 49.90."}, nil, 50, 100},
		{"half of the needs, made up for by the bonus in part", map[string]any{"needs": []any{"use", "budget"}}, nil, 60 + 40*20.0/21, 100 * 20.0 / 21},
		{"a long wait asks for a photo", map[string]any{"wait": 12.0, "arrival_comment": "Two employees talked at the till and did not look up."}, []string{"queue_photo required"}, 80 + 20*7.0/12, 100},
		{"a low rating asks for reasons", map[string]any{"benefits": "not"}, []string{"advice_comment required"}, 60 + 40*17.0/21, 100 * 17.0 / 21},
		{"a visit tomorrow", map[string]any{"visit_date": "2026-03-02"}, []string{"visit_date constraint"}, 100, 100},
		{"none and a flaw at once", map[string]any{"flaws": []any{"none", "smell"}}, []string{"flaws choice"}, 100, 100},
	} {
		t.Run(c.name, func(t *testing.T) {
			answers := maps.Clone(perfect)
			maps.Copy(answers, c.given)
			result := f.Evaluate(form.Environment{Now: time.Date(2026, 3, 1, 17, 0, 0, 0, time.UTC)}, answers)
			var violations []string
			for _, v := range result.Violations {
				violations = append(violations, v.Question+" "+v.Code)
			}
			if len(violations) != len(c.violations) || len(violations) == 1 && violations[0] != c.violations[0] {
				t.Errorf("violations %v, want %v", violations, c.violations)
			}
			score, err := measure.ScoreOf(f, result)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "total", score.Total.Percent, c.total)
			for _, section := range score.Sections {
				if section.Name == "advice" {
					near(t, "advice", section.Percent, c.advice)
				}
			}
		})
	}
}

func near(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil {
		t.Errorf("%s has no score, want %v", what, want)
	} else if *got-want > 1e-9 || want-*got > 1e-9 {
		t.Errorf("%s is %v %%, want %v", what, *got, want)
	}
}

func TestCustomersSeeWhatConcernsThem(t *testing.T) {
	f := shipped(t, "customer-feedback")
	for _, c := range []struct {
		name            string
		given           map[string]any
		asked, notAsked []string
	}{
		{"nothing answered yet", map[string]any{}, []string{"satisfaction", "recommend", "found"}, []string{"disappointment", "contact_wish", "contact"}},
		{"content", map[string]any{"satisfaction": 5.0, "recommend": 9.0}, nil, []string{"disappointment", "contact_wish", "contact"}},
		{"disappointed", map[string]any{"satisfaction": 2.0}, []string{"disappointment", "contact_wish"}, []string{"contact"}},
		{"would not recommend", map[string]any{"satisfaction": 4.0, "recommend": 6.0}, []string{"contact_wish"}, []string{"disappointment"}},
		{"wishes to be called", map[string]any{"satisfaction": 1.0, "contact_wish": "yes"}, []string{"contact"}, nil},
		{"just looked around", map[string]any{"visit_reason": "look"}, nil, []string{"found"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			relevant := f.Evaluate(form.Environment{}, c.given).Relevant
			for _, name := range c.asked {
				if !relevant[name] {
					t.Errorf("%s is not asked", name)
				}
			}
			for _, name := range c.notAsked {
				if relevant[name] {
					t.Errorf("%s is asked", name)
				}
			}
		})
	}
}
