package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

const evaluatedDefinition = `{"id": "visit", "version": 1, "kind": "mystery", "title": {"en": "Visit"}, "defaultLanguage": "en",
 "choices": {"yes_no": [{"name": "yes", "label": {"en": "Yes", "de": "Ja"}, "points": 2}, {"name": "no", "label": {"en": "No", "de": "Nein"}, "points": 0}]},
 "body": [
  {"type": "text", "name": "who", "label": {"en": "Who?", "de": "Wer?"}, "required": true, "requiredMessage": {"en": "Say who.", "de": "Bitte angeben."}},
  {"type": "select_one", "name": "greeted", "choices": "yes_no", "label": {"en": "Did ${who} greet?", "de": "Grüsste ${who}?"}},
  {"type": "integer", "name": "wait", "label": {"en": "Minutes", "de": "Minuten"}, "relevant": "${greeted} = 'no'"},
  {"type": "date", "name": "day", "label": {"en": "Day", "de": "Tag"}, "constraint": ". <= today()"},
  {"type": "repeat", "name": "people", "label": {"en": "People", "de": "Leute"}, "body": [
   {"type": "integer", "name": "age", "label": {"en": "Age", "de": "Alter"}},
   {"type": "calculate", "name": "next", "calculation": "${age} + 1"}]}]}`

func TestEvaluate(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(folder, name)
		must(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	definition := write("visit.json", evaluatedDefinition)
	full := write("full.json", `{"who": "Ada", "greeted": "yes", "wait": 5, "day": "2026-05-03", "people": [{"age": 30}, {"age": 40, "other": 1}], "next": "?"}`)
	empty := write("empty.json", `{}`)
	now := "--now=2026-05-02T23:30:00Z"
	for _, c := range []struct {
		name  string
		words []string
		want  string
	}{
		{"answers, with flags behind and between", []string{definition, now, full, "--language", "de", "--zone", "Europe/Zurich"}, `{
			"calculated": {"people[1].next": 31, "people[2].next": 41},
			"choices": {"greeted": ["yes", "no"]},
			"labels": {"who": "Wer?", "greeted": "Grüsste Ada?", "day": "Tag", "people": "Leute", "people[1].age": "Alter", "people[2].age": "Alter"},
			"relevant": {"who": true, "greeted": true, "wait": false, "day": true, "people": true, "people[1].age": true, "people[1].next": true, "people[2].age": true, "people[2].next": true},
			"values": {"who": "Ada", "greeted": "yes", "day": "2026-05-03", "people": [{"age": 30, "next": 31}, {"age": 40, "next": 41}]},
			"violations": [{"code": "unknown", "question": "next"}, {"code": "unknown", "question": "people[2].other"}]}`},
		{"the same, a day earlier in UTC", []string{now, definition, full}, `{"violations": [{"code": "constraint", "question": "day"}, {"code": "unknown", "question": "next"}, {"code": "unknown", "question": "people[2].other"}]}`},
		{"nothing", []string{definition, empty}, `{"calculated": {}, "values": {}, "violations": [{"code": "required", "question": "who", "message": "Say who."}]}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			must(t, evaluate(t.Context(), c.words, &out))
			var got, want map[string]any
			must(t, json.Unmarshal(out.Bytes(), &got))
			must(t, json.Unmarshal([]byte(c.want), &want))
			if len(got) != 7 {
				t.Errorf("members %v", got)
			}
			for member := range want {
				if !reflect.DeepEqual(got[member], want[member]) {
					t.Errorf("%s\ngot  %v\nwant %v", member, got[member], want[member])
				}
			}
		})
	}
	t.Run("scores what the server would score", func(t *testing.T) {
		var out bytes.Buffer
		must(t, evaluate(t.Context(), []string{definition, full}, &out))
		var got struct {
			Score struct {
				Total struct{ Earned, Possible, Percent float64 }
			}
		}
		must(t, json.Unmarshal(out.Bytes(), &got))
		if total := got.Score.Total; total.Earned != 2 || total.Possible != 2 || total.Percent != 100 {
			t.Errorf("total %+v\n%s", total, out.String())
		}
	})
	broken := write("broken.json", strings.Replace(evaluatedDefinition, "${age} + 1", "${age} +", 1))
	list := write("list.json", `[1]`)
	for name, words := range map[string][]string{
		"a broken definition": {broken, full}, "no answers": {definition}, "answers that are none": {definition, list}, "no such file": {definition, filepath.Join(folder, "none")},
		"no moment": {definition, full, "--now", "soon"}, "no zone": {definition, full, "--zone", "Zurich"}, "no flag": {definition, full, "--colour", "red"},
	} {
		if err := evaluate(t.Context(), words, &bytes.Buffer{}); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

// Every definition that ships evaluates, empty as it is.
func TestEvaluateTheLibrary(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "surveys/library/*.json"))
	must(t, err)
	if len(files) < 3 {
		t.Fatalf("%d definitions", len(files))
	}
	empty := filepath.Join(t.TempDir(), "empty.json")
	must(t, os.WriteFile(empty, []byte("{}"), 0o600))
	for _, file := range files {
		var out bytes.Buffer
		if err := evaluate(t.Context(), []string{file, empty}, &out); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
