package measure_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"touchstone/api/form"
	"touchstone/api/measure"
)

// longForm makes a mystery visit of 200 questions in ten sections with 60 conditions, 40
// constraints and 20 calculations, and a whole set of answers to it.
func longForm() (string, map[string]any) {
	answers := map[string]any{}
	var sections, scores []string
	for s := 1; s <= 10; s++ {
		var questions []string
		n := func(k int) string { return fmt.Sprintf("s%d_q%02d", s, k) }
		add := func(kind string, k int, answer any, rest string) {
			questions = append(questions, fmt.Sprintf(`{"type":%q,"name":%q,"label":{"en":"Question %d"}%s}`, kind, n(k), k, rest))
			if answer != nil {
				answers[n(k)] = answer
			}
		}
		yesNo, stars := `,"choices":"yn","required":true`, `,"parameters":{"start":1,"end":5},"required":true,"points":[{"when":". >= 4","points":2},{"when":". = 3","points":1},{"points":0}]`
		add("select_one", 1, "no", yesNo)
		add("text", 2, "broken glass", fmt.Sprintf(`,"relevant":"${%s} = 'no'"`, n(1)))
		add("range", 3, 2.0, stars)
		add("text", 4, "dirty", fmt.Sprintf(`,"relevant":"${%s} <= 2"`, n(3)))
		for k := 5; k <= 7; k++ {
			add("range", k, float64(k-2), stars)
		}
		add("select_one", 8, "no", yesNo)
		add("text", 9, "a red scarf", fmt.Sprintf(`,"relevant":"${%s} = 'no' and ${%s} <= 3"`, n(8), n(3)))
		add("integer", 10, 12.0, `,"constraint":". >= 0 and . <= 180","points":[{"when":". <= 10","points":5},{"points":0}]`)
		add("text", 11, "one till open", fmt.Sprintf(`,"relevant":"${%s} > 10"`, n(10)))
		add("integer", 12, 3.0, `,"constraint":". >= 0 and . <= 50"`)
		add("select_one", 13, "senior", `,"choices":"who"`)
		add("select_multiple", 14, []any{"queue", "other"}, `,"choices":"noticed","constraint":"count-selected(.) <= 3"`)
		add("text", 15, "a dog", fmt.Sprintf(`,"relevant":"selected(${%s}, 'other')"`, n(14)))
		add("text", 16, "AB1234", `,"constraint":"regex(., '^[A-Z]{2}[0-9]{4}$')"`)
		add("decimal", 17, 24.5, "")
		add("select_one", 18, "yes", `,"choices":"yn"`)
		add("select_one", 19, "card", fmt.Sprintf(`,"choices":"product","relevant":"${%s} = 'yes' and ${s%d_q01} = 'no'"`, n(18), max(1, s-1)))
		add("text", 20, "nothing else", "")
		score := fmt.Sprintf("s%d_score", s)
		scores = append(scores, "${"+score+"}")
		questions = append(questions, fmt.Sprintf(`{"type":"calculate","name":%q,"calculation":"sum(${%s}, ${%s}, ${%s}, ${%s})"}`, score, n(3), n(5), n(6), n(7)))
		if s < 10 {
			questions = append(questions, fmt.Sprintf(`{"type":"calculate","name":"s%d_pct","calculation":"round(${%s} div 20 * 100, 1)"}`, s, score))
		} else {
			questions = append(questions, fmt.Sprintf(`{"type":"calculate","name":"total_pct","calculation":"round(sum(%s) div 200 * 100, 1)"}`, strings.Join(scores, ", ")))
		}
		sections = append(sections, fmt.Sprintf(`{"type":"section","name":"s%d","label":{"en":"Section %d"},"body":[%s]}`, s, s, strings.Join(questions, ",")))
	}
	return `{"id":"long","version":1,"kind":"mystery","title":{"en":"Long"},"defaultLanguage":"en","choices":{
		"yn":[{"name":"yes","points":1},{"name":"no","points":0}],"who":[{"name":"manager"},{"name":"senior"},{"name":"junior"},{"name":"unknown"}],
		"noticed":[{"name":"noise"},{"name":"smell"},{"name":"queue"},{"name":"promotion"},{"name":"other"}],
		"product":[{"name":"drink"},{"name":"dessert"},{"name":"card"},{"name":"insurance"}]},
		"body":[` + strings.Join(sections, ",\n") + `]}`, answers
}

func compiledLongForm(t testing.TB) (*form.Form, map[string]any) {
	t.Helper()
	source, answers := longForm()
	definition, problems := form.Parse([]byte(source))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	compiled, err := form.Compile(definition)
	if err != nil {
		t.Fatal(form.Check(definition))
	}
	return compiled, answers
}

func TestTheLongFormIsValidAndScored(t *testing.T) {
	compiled, answers := compiledLongForm(t)
	result := compiled.Evaluate(form.Environment{Now: time.Unix(1_772_359_200, 0)}, answers)
	score, err := measure.ScoreOf(compiled, result)
	if err != nil || len(result.Violations) > 0 || len(result.Answers) != 220 {
		t.Fatalf("%d answers, violations %v, %v", len(result.Answers), result.Violations, err)
	}
	// In every section: no, 2 stars, 3, 4 and 5 stars, no, 12 minutes, and the additional product was offered.
	if score.Total.Earned != 60 || score.Total.Possible != 160 {
		t.Errorf("total %+v", score.Total)
	}
}

// BenchmarkValidateAndScore takes a response to 200 questions from JSON-like answers to its score.
func BenchmarkValidateAndScore(b *testing.B) {
	compiled, answers := compiledLongForm(b)
	env := form.Environment{Now: time.Unix(1_772_359_200, 0)}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := measure.ScoreOf(compiled, compiled.Evaluate(env, answers)); err != nil {
			b.Fatal(err)
		}
	}
}
