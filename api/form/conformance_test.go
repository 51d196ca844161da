package form_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"touchstone/api/form"
)

const vectorFolder = "../../surveys/conformance"

// environment is what vectors leave out when they say nothing else.
func environment(t *testing.T, now time.Time, zone string, seed *int64, language string) form.Environment {
	t.Helper()
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	env := form.Environment{Now: now, Zone: location, Seed: 1, Language: language}
	if env.Now.IsZero() {
		env.Now = time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)
	}
	if seed != nil {
		env.Seed = *seed
	}
	if env.Language == "" {
		env.Language = "en"
	}
	return env
}

func vectors[V any](t *testing.T, kind string, run func(t *testing.T, v V)) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(vectorFolder, kind, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors of %s: %v", kind, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var raw []json.RawMessage
		if err := json.Unmarshal(content, &raw); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for _, one := range raw {
			var v V
			var named struct{ Name string }
			if err := json.Unmarshal(one, &named); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if err := json.Unmarshal(one, &v); err != nil {
				t.Fatalf("%s, %s: %v", file, named.Name, err)
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".json")+"/"+named.Name, func(t *testing.T) { run(t, v) })
		}
	}
}

func compiled(t *testing.T, definition []byte) *form.Form {
	t.Helper()
	d, problems := form.Parse(definition)
	if form.Failed(problems) {
		t.Fatalf("the definition cannot be read: %v", problems)
	}
	f, err := form.Compile(d)
	if err != nil {
		t.Fatalf("the definition cannot be used: %v", form.Check(d))
	}
	return f
}

type typeVector struct {
	Given struct {
		Question json.RawMessage
		Choices  json.RawMessage
		Answer   any
		Language string
	}
	Want struct {
		Violations []string
		Value      json.RawMessage
	}
}

func TestTypesPassTheVectors(t *testing.T) {
	vectors(t, "types", func(t *testing.T, v typeVector) {
		var question struct{ Name, Choices string }
		if err := json.Unmarshal(v.Given.Question, &question); err != nil {
			t.Fatal(err)
		}
		if question.Choices == "" {
			question.Choices = "list"
		}
		choices := "[]"
		if v.Given.Choices != nil {
			choices = string(v.Given.Choices)
		}
		f := compiled(t, []byte(`{"id":"vector","version":1,"kind":"customer","title":{"en":"Vector"},"defaultLanguage":"en",
			"choices":{"`+question.Choices+`":`+choices+`},"body":[`+string(v.Given.Question)+`]}`))
		answers := map[string]any{}
		if v.Given.Answer != nil {
			answers[question.Name] = v.Given.Answer
		}
		result := f.Evaluate(environment(t, time.Time{}, "", nil, v.Given.Language), answers)
		if v.Want.Violations != nil {
			codes := []string{}
			for _, violation := range result.Violations {
				codes = append(codes, violation.Code)
			}
			if !reflect.DeepEqual(codes, v.Want.Violations) {
				t.Errorf("violations %v, want %v", codes, v.Want.Violations)
			}
		}
		if v.Want.Value != nil {
			same(t, "value", result.Answers[question.Name], v.Want.Value)
		}
		if v.Want.Violations == nil && v.Want.Value == nil {
			t.Error("the vector wants nothing")
		}
	})
}

func TestEveryTypeHasVectors(t *testing.T) {
	for _, name := range form.Types() {
		var vectors []typeVector
		content, err := os.ReadFile(filepath.Join(vectorFolder, "types", name+".json"))
		if err == nil {
			err = json.Unmarshal(content, &vectors)
		}
		if err != nil || len(vectors) < 10 {
			t.Errorf("the type %s has %d vectors, it needs 10 or more (%v)", name, len(vectors), err)
		}
	}
}

// look lists what a session shows; only what a vector lists is compared.
type look struct {
	Relevant, Required, ReadOnly, Values, Labels, Hints, Choices map[string]json.RawMessage
	Instances                                                    map[string]int
	Violations                                                   []struct{ Question, Code string }
}

type sessionVector struct {
	Given struct {
		Definition json.RawMessage
		Now        time.Time
		Zone       string
		Seed       *int64
		Language   string
		Resumed    bool
		Answers    map[string]any
		Steps      []struct {
			Set         map[string]any
			Add, Remove string
			Language    string
		}
	}
	Want struct {
		Steps   []look
		Answers json.RawMessage
	}
}

func TestSessionsPassTheVectors(t *testing.T) {
	vectors(t, "sessions", func(t *testing.T, v sessionVector) {
		env := environment(t, v.Given.Now, v.Given.Zone, v.Given.Seed, v.Given.Language)
		env.Resumed = v.Given.Resumed
		s := compiled(t, v.Given.Definition).Session(env, v.Given.Answers)
		for i, step := range v.Given.Steps {
			if step.Language != "" {
				s.SetLanguage(step.Language)
			}
			for name, answer := range step.Set {
				if err := s.Set(name, answer); err != nil {
					t.Fatal(err)
				}
			}
			if step.Add != "" {
				if _, err := s.Add(step.Add); err != nil {
					t.Fatal(err)
				}
			}
			if step.Remove != "" {
				if err := s.Remove(step.Remove); err != nil {
					t.Fatal(err)
				}
			}
			if i < len(v.Want.Steps) {
				lookAt(t, i+1, s, v.Want.Steps[i])
			}
		}
		if v.Want.Answers != nil {
			same(t, "answers", s.Answers(), v.Want.Answers)
		}
	})
}

func lookAt(t *testing.T, step int, s *form.Session, want look) {
	t.Helper()
	each := func(what string, listed map[string]json.RawMessage, find func(form.State) any) {
		for name, value := range listed {
			state, ok := s.State(name)
			if !ok {
				t.Fatalf("step %d: there is no question %q", step, name)
			}
			same(t, fmt.Sprintf("step %d: %s of %s", step, what, name), find(state), value)
		}
	}
	each("relevant", want.Relevant, func(s form.State) any { return s.Relevant })
	each("required", want.Required, func(s form.State) any { return s.Required })
	each("read-only", want.ReadOnly, func(s form.State) any { return s.ReadOnly })
	for path, count := range want.Instances {
		if got := s.Instances(path); got != count {
			t.Errorf("step %d: %d instances of %s, want %d", step, got, path, count)
		}
	}
	each("value", want.Values, func(s form.State) any { return s.Value })
	each("label", want.Labels, func(s form.State) any { return s.Label })
	each("hint", want.Hints, func(s form.State) any { return s.Hint })
	each("choices", want.Choices, func(s form.State) any {
		names := []string{}
		for _, choice := range s.Choices {
			names = append(names, choice.Name)
		}
		return names
	})
	if want.Violations != nil {
		got := []struct{ Question, Code string }{}
		for _, violation := range s.Violations() {
			got = append(got, struct{ Question, Code string }{violation.Question, violation.Code})
		}
		if !reflect.DeepEqual(got, want.Violations) {
			t.Errorf("step %d: violations %v, want %v", step, got, want.Violations)
		}
	}
}

// same compares as JSON.
func same(t *testing.T, what string, got any, want json.RawMessage) {
	t.Helper()
	encoded, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var a, b any
	if json.Unmarshal(encoded, &a) != nil || json.Unmarshal(want, &b) != nil {
		t.Fatalf("%s cannot be compared: %s and %s", what, encoded, want)
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%s is %s, want %s", what, encoded, want)
	}
}
