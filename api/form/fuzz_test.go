package form_test

import (
	"encoding/json"
	"testing"
	"time"

	"touchstone/api/form"
)

// FuzzDefinition feeds any bytes to Parse, Check and Compile, and any JSON as answers to what
// compiles: nothing may panic or hang, every problem has words, and what Check finds no error in
// can be compiled.
func FuzzDefinition(f *testing.F) {
	f.Add([]byte(frame), []byte(`{"ok":"yes"}`))
	f.Add([]byte(visit), []byte(`{"wait":4,"asked":["x"],"began":null,"mood":{"a":[1]}}`))
	for _, seed := range []string{`{"id":"a","version":1,"kind":"quiz","title":{"en":"${a}"},"defaultLanguage":"en","body":[{"type":"range","name":"a","parameters":{"start":"x","end":1e300,"step":-1},"default":{"expression":"."}}]}`, `{"id":"a","version":1,"kind":"quiz","title":{"en":"A","de":"B"},"defaultLanguage":"en","choices":{"l":[{"name":"x","points":1,"columns":{"c":"y"}}]},"body":[{"type":"section","name":"s","weight":1,"body":[{"type":"select_multiple","name":"a","choices":"l","choiceFilter":"c = ."}]}],"scoring":{"method":"weightedSections"},"indicators":[{"name":"i","kind":"share","of":"a","values":["x"]}]}`,
		`{"id":"a","version":1,"kind":"quiz","title":{"en":"A"},"defaultLanguage":"en","body":[{"type":"date","name":"a","constraint":". <= today()"},{"type":"geopoint","name":"g","required":"${a} != ''"},{"type":"image","name":"p","relevant":"${a} > 5 and ${a} < 3"},{"type":"calculate","name":"c","calculation":"once(random()) + ."}]}`} {
		f.Add([]byte(seed), []byte(`{"a":5,"s":"x"}`))
	}
	f.Fuzz(func(t *testing.T, source, sent []byte) {
		d, problems := form.Parse(source)
		if d == nil {
			if !form.Failed(problems) {
				t.Fatal("no definition and no error")
			}
			return
		}
		checked := form.Check(d)
		for _, p := range append(problems, checked...) {
			if p.Code == "" || p.Message == "" || p.Severity == "" {
				t.Errorf("a problem without words: %+v", p)
			}
		}
		compiled, err := form.Compile(d)
		if (err == nil) == (compiled == nil) || !form.Failed(checked) && err != nil {
			t.Fatalf("compile gives %v, %v after %v", compiled, err, checked)
		}
		if compiled == nil {
			return
		}
		var answers map[string]any
		if json.Unmarshal(sent, &answers) != nil {
			answers = nil
		}
		env := form.Environment{Now: time.Unix(1_772_359_200, 0)}
		result := compiled.Evaluate(env, answers)
		for name := range answers {
			_, known := result.Answers[name]
			_, kept := result.Unknown[name]
			if known && kept {
				t.Errorf("%q is both known and unknown", name)
			}
		}
		again := compiled.Evaluate(env, result.Answers)
		if one, two := written(t, result.Answers), written(t, again.Answers); one != two && !recalculates(d) {
			t.Errorf("evaluating clean answers again changes them:\n%s\n%s", one, two)
		}
		s := compiled.Session(env, answers)
		for name := range result.Relevant {
			s.State(name)
		}
	})
}

func written(t testing.TB, answers map[string]any) string {
	t.Helper()
	encoded, err := json.Marshal(answers)
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded)
}

// recalculates tells whether a calculation reads the value before, so that each evaluation goes a step on.
func recalculates(d *form.Definition) bool {
	for _, q := range d.All() {
		if q.Calculation != "" {
			return true
		}
	}
	return false
}
