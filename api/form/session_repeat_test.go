package form_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/form"
)

const dwelling = `{"id":"dwelling","version":1,"kind":"visit","title":{"en":"Household"},"defaultLanguage":"en",
"choices":{"yn":[{"name":"yes"},{"name":"no"}],"town":[{"name":"zh","columns":{"land":"ch"}},{"name":"b","columns":{"land":"de"}}]},
"body":[
 {"type":"integer","name":"limit","default":18},
 {"type":"repeat","name":"people","body":[
  {"type":"integer","name":"age","required":true},
  {"type":"select_one","name":"works","choices":"yn","relevant":"${age} >= ${limit}"},
  {"type":"section","name":"life","relevant":"${works} = 'yes'","body":[
   {"type":"repeat","name":"jobs","body":[
    {"type":"integer","name":"wage","constraint":". >= 0"},
    {"type":"calculate","name":"share","calculation":"${wage} div ${income}"},
    {"type":"calculate","name":"where","calculation":"concat(position(../..), '.', position(..))"}]}]},
  {"type":"calculate","name":"income","calculation":"sum(${wage})"},
  {"type":"calculate","name":"elder","calculation":"count(${people}[age > current()/../age])"},
  {"type":"text","name":"word","calculation":"concat('w', ${age})","trigger":["works"]}]},
 {"type":"integer","name":"rooms"},
 {"type":"repeat","name":"room","count":"${rooms}","body":[{"type":"text","name":"use"},{"type":"select_one","name":"owner","choices":"${age}"}]},
 {"type":"calculate","name":"total","calculation":"sum(${income})"},
 {"type":"calculate","name":"rich","calculation":"join(',', ${people}[sum(life/jobs/wage) > 5]/age)"},
 {"type":"calculate","name":"uses","calculation":"join(' ', ${use})"}]}`

func TestInstancesAreAddedAndRemoved(t *testing.T) {
	s := compiled(t, []byte(dwelling)).Session(form.Environment{}, nil)
	path, err := s.Add("people")
	if err != nil || path != "people[2]" {
		t.Fatalf("added %q, %v", path, err)
	}
	if path, err = s.Add("people[2].jobs"); err != nil || path != "people[2].jobs[2]" {
		t.Fatalf("added %q, %v", path, err)
	}
	if err := s.Remove("people[1]"); err != nil {
		t.Fatal(err)
	}
	if got := s.Instances("people"); got != 1 {
		t.Errorf("%d people", got)
	}
}

func TestWhatCannotBeAddedOrRemoved(t *testing.T) {
	s := compiled(t, []byte(dwelling)).Session(form.Environment{}, map[string]any{"rooms": 2.0})
	for _, c := range []struct {
		name, code string
		do         func() error
	}{
		{"an instance of a question", "question.unknown", func() error { _, err := s.Add("rooms"); return err }},
		{"an instance of nothing", "question.unknown", func() error { _, err := s.Add("cellar"); return err }},
		{"an instance in an instance that is not there", "question.unknown", func() error { _, err := s.Add("people[9].jobs"); return err }},
		{"an instance of an inner repeat without its place", "question.unknown", func() error { _, err := s.Add("jobs"); return err }},
		{"an instance where the number is calculated", "repeat.counted", func() error { _, err := s.Add("room"); return err }},
		{"removing where the number is calculated", "repeat.counted", func() error { return s.Remove("room[1]") }},
		{"removing what is not there", "question.unknown", func() error { return s.Remove("people[2]") }},
		{"removing the instance before the first", "question.unknown", func() error { return s.Remove("people[0]") }},
		{"removing a repeat", "question.unknown", func() error { return s.Remove("people") }},
		{"answering an instance", "question.unknown", func() error { return s.Set("people[1]", 1.0) }},
		{"answering a question without its instance", "question.unknown", func() error { return s.Set("age", 1.0) }},
		{"answering with an odd number", "question.unknown", func() error { return s.Set("people[01].age", 1.0) }},
		{"answering behind a dot too many", "question.unknown", func() error { return s.Set("people[1]..age", 1.0) }},
		{"answering an outer question in an instance", "question.unknown", func() error { return s.Set("people[1].rooms", 1.0) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			var failed *fault.Error
			if err := c.do(); !errors.As(err, &failed) || failed.Code != c.code {
				t.Errorf("got %v, want %s", err, c.code)
			}
		})
	}
}

func TestEvaluateAddressesByPath(t *testing.T) {
	f := compiled(t, []byte(dwelling))
	result := f.Evaluate(form.Environment{}, map[string]any{
		"limit": 18.0, "age": 5.0, "people": []any{
			map[string]any{"age": 40.0, "works": "yes", "income": 9.0, "jobs": []any{map[string]any{"wage": 4.0}, map[string]any{"wage": "x", "boss": "Z"}}},
			map[string]any{"age": 3.0, "works": "yes", "word": "kept"}},
		"total": 4.0, "room": "none"})
	codes := []string{}
	for _, v := range result.Violations {
		codes = append(codes, v.Question+" "+v.Code)
	}
	if want := []string{"people[1].jobs[2].wage type", "room type", "people[1].income calculation", "age unknown", "people[1].jobs[2].boss unknown"}; !reflect.DeepEqual(codes, want) {
		t.Errorf("violations %q, want %q", codes, want)
	}
	if want := map[string]any{"age": 5.0, "people[1].jobs[2].wage": "x", "people[1].jobs[2].boss": "Z", "room": "none"}; !reflect.DeepEqual(result.Unknown, want) {
		t.Errorf("unknown %v", result.Unknown)
	}
	for path, want := range map[string]bool{"people": true, "people[1].jobs[1].wage": true, "people[2].works": false, "people[2].jobs": false, "people[2].life": false} {
		if got, known := result.Relevant[path]; got != want || !known {
			t.Errorf("%s is relevant: %v, %v", path, got, known)
		}
	}
	if paths := result.Paths("wage"); !reflect.DeepEqual(paths, []string{"people[1].jobs[1].wage", "people[1].jobs[2].wage"}) {
		t.Errorf("paths %v", paths)
	}
	if answer, ok := result.Answer("people[2].word"); answer != "kept" || !ok {
		t.Errorf("a triggered calculation is %v, not what was sent", answer)
	}
	if result.Instances("people") != 2 || result.Instances("people[1].jobs") != 2 || result.Instances("people[2].jobs") != 0 {
		t.Error("the instances are miscounted")
	}
}

// A session with repeats that is changed step by step must stand where one stands that resumes what it remembers.
func TestRepeatsStepByStepComeToTheSame(t *testing.T) {
	f := compiled(t, []byte(dwelling))
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 11))
		s := f.Session(form.Environment{}, nil)
		for range 120 {
			person, job := 1+random.IntN(4), 1+random.IntN(3)
			at := func(format string) string {
				return strings.NewReplacer("P", fmt.Sprint(person), "J", fmt.Sprint(job)).Replace(format)
			}
			answer := []any{nil, "yes", "no", 1.0, 7.0, 20.0, 60.0, "x"}[random.IntN(8)]
			switch random.IntN(9) {
			case 0:
				_, _ = s.Add("people")
			case 1:
				_ = s.Remove(at("people[P]"))
			case 2:
				_, _ = s.Add(at("people[P].jobs"))
			case 3:
				_ = s.Remove(at("people[P].jobs[J]"))
			case 4:
				_ = s.Set("rooms", float64(random.IntN(5)-1))
			case 5:
				_ = s.Set(at("room[J].use"), answer)
			default:
				path := []string{"people[P].age", "people[P].works", "people[P].jobs[J].wage", "limit"}[random.IntN(4)]
				_ = s.Set(at(path), answer)
			}
		}
		kept := s.Remembered()
		afresh := f.Session(form.Environment{Resumed: true}, kept)
		for what, pair := range map[string][2]any{
			"answers": {s.Answers(), afresh.Answers()}, "violations": {s.Violations(), afresh.Violations()}, "remembered": {kept, afresh.Remembered()},
		} {
			if one, two := asJSON(t, pair[0]), asJSON(t, pair[1]); one != two {
				t.Fatalf("seed %d: %s\n%s\nafresh\n%s", seed, what, one, two)
			}
		}
	}
}

func asJSON(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

const errand = `{"id":"errand","version":4,"kind":"visit","title":{"en":"Errand"},"defaultLanguage":"en","body":[
	{"type":"start","name":"began"},{"type":"today","name":"day"},{"type":"end","name":"ended"},{"type":"deviceid","name":"device"},{"type":"username","name":"who"},
	{"type":"repeat","name":"stops","body":[{"type":"start","name":"at"},{"type":"username","name":"by"},{"type":"text","name":"x"}]}]}`

func TestMetadataComesFromTheEnvironment(t *testing.T) {
	noon := time.Date(2026, 3, 1, 11, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		env  form.Environment
		want string
	}{
		{"a fresh session", form.Environment{Now: noon, Device: "d-1", Username: "ann"},
			`{"began":"2026-03-01T11:00:00.000+00:00","day":"2026-03-01","device":"d-1","stops":[{"at":"2026-03-01T11:00:00.000+00:00","by":"ann"}],"who":"ann"}`},
		{"somebody without an account", form.Environment{Now: noon, Start: noon.Add(-time.Hour)},
			`{"began":"2026-03-01T10:00:00.000+00:00","day":"2026-03-01","stops":[{"at":"2026-03-01T10:00:00.000+00:00"}]}`},
		{"a session that resumes", form.Environment{Now: noon, Device: "d-1", Username: "ann", Resumed: true}, `{}`},
		{"at the end", form.Environment{Now: noon, End: noon, Resumed: true}, `{"ended":"2026-03-01T11:00:00.000+00:00"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := asJSON(t, compiled(t, []byte(errand)).Session(c.env, nil).Answers()); got != c.want {
				t.Errorf("got %s", got)
			}
		})
	}
}

func TestNobodyElsesMetadataIsTaken(t *testing.T) {
	s := compiled(t, []byte(errand)).Session(form.Environment{Username: "ann"}, map[string]any{"who": "ben"})
	if state, _ := s.State("who"); state.Value != "ben" {
		t.Errorf("what was answered before is %v", state.Value)
	}
}

func TestAnInstanceHasTheTextsOfItsRepeat(t *testing.T) {
	s := compiled(t, []byte(`{"id":"a","version":1,"kind":"visit","title":{"en":"A"},"defaultLanguage":"en","body":[
		{"type":"repeat","name":"people","label":{"en":"About ${name}"},"body":[{"type":"text","name":"name"}]}]}`)).
		Session(form.Environment{}, map[string]any{"people": []any{map[string]any{"name": "Al"}, map[string]any{"name": "Bo"}}})
	state, ok := s.State("people[2]")
	if !ok || !state.Relevant || state.Label != "About Bo" {
		t.Errorf("%+v, %v", state, ok)
	}
	if _, ok := s.State("people[3]"); ok {
		t.Error("there is a third")
	}
}

func TestConditionsHoldInTheirInstance(t *testing.T) {
	f := compiled(t, []byte(`{"id":"a","version":1,"kind":"visit","title":{"en":"A"},"defaultLanguage":"en","body":[{"type":"repeat","name":"stops","body":[
		{"type":"integer","name":"wait","points":[{"when":". <= ${limit}","points":1},{"points":0}]},{"type":"integer","name":"limit"}]}]}`))
	result := f.Evaluate(form.Environment{}, map[string]any{"stops": []any{map[string]any{"wait": 5.0, "limit": 3.0}, map[string]any{"wait": 5.0, "limit": 9.0}}})
	for path, want := range map[string]bool{"stops[1].wait": false, "stops[2].wait": true} {
		if got, err := result.Holds(path, ". <= ${limit}"); err != nil || got != want {
			t.Errorf("%s: %v, %v", path, got, err)
		}
	}
	if _, err := result.Holds("stops[3].wait", ". <= ${limit}"); !fault.Is(err, fault.Invalid) {
		t.Errorf("in an instance that is not there: %v", err)
	}
}
