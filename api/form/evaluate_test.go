package form_test

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/form"
)

const visit = `{"id":"visit","version":1,"kind":"mystery","title":{"en":"Visit"},"defaultLanguage":"en",
"choices":{"yn":[{"name":"yes"},{"name":"no"}]},
"body":[
 {"type":"start","name":"began"},
 {"type":"section","name":"arrival","body":[
  {"type":"integer","name":"wait","required":true,"constraint":". >= 0 and . <= 240","constraintMessage":{"en":"0 to 240, not ${wait}"},
   "points":[{"when":". <= 3","points":5},{"points":0}]},
  {"type":"text","name":"reason","relevant":"${wait} > 10","required":true},
  {"type":"calculate","name":"seconds","calculation":"${wait} * 60"}]},
 {"type":"section","name":"advice","relevant":"${wait} < 100","body":[{"type":"select_one","name":"asked","choices":"yn"}]}],
"indicators":[{"name":"quick","kind":"share","when":"${wait} <= 5"}]}`

func TestEvaluateCleansAnswers(t *testing.T) {
	f := compiled(t, []byte(visit))
	for _, c := range []struct {
		name           string
		given          map[string]any
		answers        map[string]any
		violations     []string
		unknown        map[string]any
		adviceRelevant bool
	}{
		{"all well", map[string]any{"wait": 4.0, "asked": "yes"}, map[string]any{"wait": 4.0, "asked": "yes", "seconds": 240.0}, nil, map[string]any{}, true},
		{"numbers of Go", map[string]any{"wait": 4, "seconds": int64(240)}, map[string]any{"wait": 4.0, "seconds": 240.0}, nil, map[string]any{}, true},
		{"nothing", nil, map[string]any{}, []string{"wait required"}, map[string]any{}, false},
		{"not relevant any more", map[string]any{"wait": 4.0, "reason": "a queue"}, map[string]any{"wait": 4.0, "seconds": 240.0}, nil, map[string]any{}, true},
		{"a section that is not relevant", map[string]any{"wait": 120.0, "reason": "x", "asked": "yes"}, map[string]any{"wait": 120.0, "reason": "x", "seconds": 7200.0}, nil, map[string]any{}, false},
		{"a broken constraint keeps its answer", map[string]any{"wait": 999.0, "reason": "x"}, map[string]any{"wait": 999.0, "reason": "x", "seconds": 59940.0}, []string{"wait constraint"}, map[string]any{}, false},
		{"a wrong shape is kept aside", map[string]any{"wait": "four"}, map[string]any{}, []string{"wait type"}, map[string]any{"wait": "four"}, false},
		{"an unknown question is kept aside", map[string]any{"wait": 1.0, "mood": "good"}, map[string]any{"wait": 1.0, "seconds": 60.0}, []string{"mood unknown"}, map[string]any{"mood": "good"}, true},
		{"an answer to a section is kept aside", map[string]any{"wait": 1.0, "arrival": "x"}, map[string]any{"wait": 1.0, "seconds": 60.0}, []string{"arrival type"}, map[string]any{"arrival": "x"}, true},
		{"another calculation", map[string]any{"wait": 1.0, "seconds": 61.0}, map[string]any{"wait": 1.0, "seconds": 60.0}, []string{"seconds calculation"}, map[string]any{}, true},
		{"no metadata are made up", map[string]any{"wait": 1.0}, map[string]any{"wait": 1.0, "seconds": 60.0}, nil, map[string]any{}, true},
		{"metadata stay", map[string]any{"wait": 1.0, "began": "2026-01-01T08:00:00+01:00"}, map[string]any{"wait": 1.0, "seconds": 60.0, "began": "2026-01-01T08:00:00+01:00"}, nil, map[string]any{}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := f.Evaluate(form.Environment{Now: time.Unix(0, 0)}, c.given)
			var violations []string
			for _, v := range result.Violations {
				violations = append(violations, v.Question+" "+v.Code)
				if v.Message == "" {
					t.Errorf("%v has no message", v)
				}
			}
			if !reflect.DeepEqual(result.Answers, c.answers) {
				t.Errorf("answers %v, want %v", result.Answers, c.answers)
			}
			if !reflect.DeepEqual(violations, c.violations) {
				t.Errorf("violations %v, want %v", violations, c.violations)
			}
			if !reflect.DeepEqual(result.Unknown, c.unknown) {
				t.Errorf("unknown %v, want %v", result.Unknown, c.unknown)
			}
			if result.Relevant["advice"] != c.adviceRelevant || result.Relevant["asked"] != c.adviceRelevant || !result.Relevant["arrival"] {
				t.Errorf("relevant %v", result.Relevant)
			}
		})
	}
}

func TestViolationsSpeakTheLanguage(t *testing.T) {
	f := compiled(t, []byte(visit))
	for _, c := range []struct {
		name, language, want string
		answers              map[string]any
	}{
		{"the definition's own words, with answers piped in", "en", "0 to 240, not 500", map[string]any{"wait": 500.0, "reason": "x"}},
		{"its default language where there is no other", "de", "0 to 240, not 500", map[string]any{"wait": 500.0, "reason": "x"}},
		{"plain words in English", "en", "An answer is needed here.", nil},
		{"plain words in German", "de-CH", "Hier wird eine Antwort gebraucht.", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			violations := f.Evaluate(form.Environment{Language: c.language}, c.answers).Violations
			if len(violations) != 1 || violations[0].Message != c.want {
				t.Errorf("got %v, want %q", violations, c.want)
			}
		})
	}
}

func TestHoldsAsksPointRulesAndIndicators(t *testing.T) {
	result := compiled(t, []byte(visit)).Evaluate(form.Environment{}, map[string]any{"wait": 4.0})
	for _, c := range []struct {
		name, question, condition string
		want                      bool
	}{
		{"a point rule by its own answer", "wait", ". <= 3", false},
		{"an indicator", "", "${wait} <= 5", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := result.Holds(c.question, c.condition); err != nil || got != c.want {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	if _, err := result.Holds("wait", ". <= 4"); !fault.Is(err, fault.Invalid) {
		t.Errorf("a condition that the definition does not have: %v", err)
	}
}

func TestAFormServesManyAtOnce(t *testing.T) {
	f := compiled(t, []byte(visit))
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range 200 {
				wait := float64((i*200 + j) % 240)
				if got := f.Evaluate(form.Environment{}, map[string]any{"wait": wait}).Answers["seconds"]; got != wait*60 {
					t.Errorf("%v minutes are %v seconds", wait, got)
				}
			}
		})
	}
	group.Wait()
}

func TestCostlyExpressionsAreCutOff(t *testing.T) {
	var questions []string
	questions = append(questions, `{"type":"text","name":"q0"}`)
	for i := 1; i <= 40; i++ {
		questions = append(questions, fmt.Sprintf(`{"type":"calculate","name":"q%d","calculation":"concat(${q%d}, ${q%d})"}`, i, i-1, i-1))
	}
	f := compiled(t, []byte(`{"id":"a","version":1,"kind":"quiz","title":{"en":"A"},"defaultLanguage":"en","body":[`+strings.Join(questions, ",")+`]}`))
	result := f.Evaluate(form.Environment{}, map[string]any{"q0": "doubled"})
	if len(result.Violations) == 0 || result.Violations[0].Code != form.CodeBudget {
		t.Errorf("violations %v", result.Violations)
	}
	for name, answer := range result.Answers {
		if len(answer.(string)) > 200_000 {
			t.Errorf("%s has %d characters", name, len(answer.(string)))
		}
	}
}

// wide makes a definition of 200 questions: 60 with conditions, 20 calculations, constraints, selects.
func wide() (string, map[string]any) {
	var questions []string
	answers := map[string]any{}
	for i := range 200 {
		name := fmt.Sprintf("q%d", i)
		switch {
		case i%10 == 9:
			questions = append(questions, fmt.Sprintf(`{"type":"calculate","name":"%s","calculation":"sum(${q%d}, ${q%d}) * 2 + if(${q%d} > 3, 1, 0)"}`, name, i-1, i-2, i-1))
		case i%3 == 2 && i%10 != 0:
			questions = append(questions, fmt.Sprintf(`{"type":"select_one","name":"%s","choices":"yn","relevant":"${q%d} >= 1 and ${q%d} != ''","required":true}`, name, i-i%10, i-i%10))
			answers[name] = "yes"
		default:
			questions = append(questions, fmt.Sprintf(`{"type":"integer","name":"%s","required":true,"constraint":". >= 0 and . <= 240"}`, name))
			answers[name] = float64(i % 7)
		}
	}
	return `{"id":"wide","version":1,"kind":"mystery","title":{"en":"Wide"},"defaultLanguage":"en","choices":{"yn":[{"name":"yes"},{"name":"no"}]},"body":[` + strings.Join(questions, ",\n") + `]}`, answers
}

func BenchmarkEvaluate200Questions(b *testing.B) {
	source, answers := wide()
	d, _ := form.Parse([]byte(source))
	f, err := form.Compile(d)
	if err != nil {
		b.Fatal(err)
	}
	if found := f.Evaluate(form.Environment{}, answers).Violations; len(found) > 0 {
		b.Fatal(found)
	}
	b.ReportAllocs()
	for b.Loop() {
		f.Evaluate(form.Environment{}, answers)
	}
}

func BenchmarkCompile200Questions(b *testing.B) {
	source, _ := wide()
	b.ReportAllocs()
	for b.Loop() {
		d, _ := form.Parse([]byte(source))
		if _, err := form.Compile(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSet200Questions(b *testing.B) {
	source, answers := wide()
	d, _ := form.Parse([]byte(source))
	f, err := form.Compile(d)
	if err != nil {
		b.Fatal(err)
	}
	s := f.Session(form.Environment{}, answers)
	i := 0
	for b.Loop() {
		i++
		if err := s.Set("q8", float64(i%5)); err != nil {
			b.Fatal(err)
		}
	}
}
