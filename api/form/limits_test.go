package form_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"touchstone/api/form"
)

// slowest is far beyond what any of the cases needs, also on a busy machine with the race detector.
const slowest = 20 * time.Second

// within fails when something takes as long as if there were no bounds.
func within(t *testing.T, do func()) {
	t.Helper()
	started := time.Now()
	do()
	if took := time.Since(started); took > slowest {
		t.Errorf("it took %v", took)
	}
}

func TestHugeDefinitionsAreReadOrRefused(t *testing.T) {
	question := func(keys string) string {
		return `{"id":"a","version":1,"kind":"quiz","title":{"en":"A"},"defaultLanguage":"en","body":[{"type":"text","name":"a",` + keys + `}]}`
	}
	megabytes := strings.Repeat("0123456789", 1<<20)
	manyQuestions := make([]string, 5000)
	for i := range manyQuestions {
		manyQuestions[i] = fmt.Sprintf(`{"type":"calculate","name":"q%d","calculation":"${q%d} + 1"}`, i, max(0, i-1))
	}
	for _, c := range []struct {
		name, definition string
		codes            []string // that must be among those of the errors; none: it can be used
	}{
		{"arrays in arrays", strings.Repeat("[", 1_000_000), []string{"json"}},
		{"objects in objects", strings.Repeat(`{"a":`, 1_000_000), []string{"json"}},
		{"sections in sections", question(`"body":[` + strings.Repeat(`{"type":"section","name":"s","body":[`, 1000)), []string{"json"}},
		{"a label of ten megabytes", question(`"label":{"en":"` + megabytes + `"}`), nil},
		{"a label that pipes a hundred thousand times", question(`"label":{"en":"` + strings.Repeat("${a}", 100_000) + `"}`), nil},
		{"an expression of ten megabytes", question(`"relevant":"` + megabytes + `"`), []string{"length"}},
		{"an expression of parentheses", question(`"relevant":"` + strings.Repeat("(", 9999) + `"`), []string{"nesting"}},
		{"an expression of signs", question(`"relevant":"` + strings.Repeat("-", 9998) + `1"`), []string{"nesting"}},
		{"an expression of predicates", question(`"relevant":"` + strings.Repeat("/data/a[", 1200) + `"`), []string{"nesting"}},
		{"a long sum", question(`"constraint":"1` + strings.Repeat("+1", 4999) + `"`), nil},
		{"a long chain of conditions", question(`"constraint":"1` + strings.Repeat(" or 1", 1999) + `"`), nil},
		{"a pattern of groups", question(`"constraint":"regex(., '` + strings.Repeat("(", 4900) + strings.Repeat(")", 4900) + `')"`), []string{"regex"}},
		{"a pattern of repetitions", question(`"constraint":"regex(., '((((a{1000}){1000}){1000}){1000})')"`), []string{"regex"}},
		{"a name of ten megabytes", strings.Replace(question(`"hint":{"en":"x"}`), `"name":"a"`, `"name":"`+"n"+megabytes+`"`, 1), []string{"nameForm"}},
		{"a calculation that reads itself through five thousand", strings.Replace(question(`"hint":{"en":"x"}`), `"body":[`, `"body":[`+strings.Join(manyQuestions, ",")+",", 1), []string{"cycle"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			within(t, func() {
				d, problems := form.Parse([]byte(c.definition))
				if d != nil {
					problems = append(problems, form.Check(d)...)
				}
				codes := map[string]bool{}
				for _, p := range problems {
					if p.Severity == form.Error {
						codes[p.Code] = true
					}
				}
				for _, code := range c.codes {
					if !codes[code] {
						t.Errorf("no error %q but %v", code, codes)
					}
				}
				if len(c.codes) == 0 && len(codes) > 0 {
					t.Errorf("the errors are %v", codes)
				}
			})
		})
	}
}

// A list of choices may be as long as a catalogue of articles.
func TestAHundredThousandChoicesCanBeAsked(t *testing.T) {
	list := make([]string, 100_000)
	names := make([]string, len(list))
	for i := range list {
		names[i] = fmt.Sprintf("c%d", i)
		list[i] = fmt.Sprintf(`{"name":"c%d","label":{"en":"Choice %d"},"columns":{"group":"g%d"}}`, i, i, i%1000)
	}
	definition := `{"id":"a","version":1,"kind":"quiz","title":{"en":"A"},"defaultLanguage":"en","choices":{"list":[` + strings.Join(list, ",") + `]},"body":[
		{"type":"text","name":"group"},
		{"type":"select_one","name":"one","choices":"list","choiceFilter":"group = ${group}"},
		{"type":"select_multiple","name":"many","choices":"list"},
		{"type":"rank","name":"rank","choices":"list","parameters":{"randomize":true}},
		{"type":"calculate","name":"label","calculation":"jr:choice-name(${one}, '${one}')"}]}`
	within(t, func() {
		f := compiled(t, []byte(definition))
		result := f.Evaluate(form.Environment{Now: time.Unix(0, 0)}, map[string]any{"group": "g7", "one": "c99007", "many": names, "rank": names})
		if len(result.Violations) > 0 || result.Answers["label"] != "Choice 99007" {
			t.Errorf("violations %v, label %v", result.Violations, result.Answers["label"])
		}
		wrong := f.Evaluate(form.Environment{Now: time.Unix(0, 0)}, map[string]any{"group": "g8", "one": "c99007", "many": append(names, "x"), "rank": names[1:]})
		if len(wrong.Violations) != 3 {
			t.Errorf("violations %v", wrong.Violations)
		}
	})
}

func TestHugeAnswersAreTakenOrKeptAside(t *testing.T) {
	f := compiled(t, []byte(everyType))
	env := form.Environment{Now: time.Unix(1_772_359_200, 0)}
	deep := strings.Repeat("[", 9000) + strings.Repeat("]", 9000)
	places := `[{"lat":1,"lon":2}` + strings.Repeat(`,{"lat":3,"lon":4}`, 100_000) + `]`
	people := `[{"who":"a","age":3}` + strings.Repeat(`,{"who":"b","visits":[{},{}]}`, 20_000) + `]`
	long, _ := json.Marshal(strings.Repeat("ä0 ", 2_500_000))
	for _, c := range []struct{ name, answer string }{
		{"nested deeply", deep}, {"nested deeply in an object", `{"a":` + deep + `}`}, {"a text of ten megabytes", string(long)},
		{"a list of ten megabytes", "[" + string(long) + "," + string(long) + "]"}, {"a hundred thousand places", places}, {"twenty thousand instances", people},
	} {
		t.Run(c.name, func(t *testing.T) {
			var answer any
			if err := json.Unmarshal([]byte(c.answer), &answer); err != nil {
				t.Fatal(err)
			}
			answers := map[string]any{}
			for name := range f.Evaluate(env, nil).Relevant {
				answers[name] = answer
			}
			within(t, func() {
				result := f.Evaluate(env, answers)
				if len(result.Violations) == 0 {
					t.Error("nothing is wrong with it")
				}
				if len(result.Answers)+len(result.Unknown) < len(answers)-3 { // calculations hold their result
					t.Errorf("of %d answers %d are kept and %d set aside", len(answers), len(result.Answers), len(result.Unknown))
				}
			})
		})
	}
}
