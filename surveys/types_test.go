package surveys_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"touchstone/api/form"
	"touchstone/surveys"
)

// A question type has a line in five places; a place that lacks one is found here.
func TestEveryListOfQuestionTypesIsTheSame(t *testing.T) {
	want := slices.Sorted(slices.Values(form.Types()))
	for place, list := range map[string][]string{
		"surveys/schema/definition.schema.json":      schemaTypes(t),
		"surveys/conformance/types":                  vectorTypes(t),
		"frontend/src/lib/engine/question-types.ts":  tableKeys(t, "../frontend/src/lib/engine/question-types.ts", "questionTypes"),
		"frontend/src/lib/controls/index.ts (shown)": append(tableKeys(t, "../frontend/src/lib/controls/index.ts", "controls"), "hidden", "start", "end", "today", "deviceid", "username", "audit"),
	} {
		if slices.Sort(list); !slices.Equal(list, want) {
			t.Errorf("%s has %v, the engine %v", place, list, want)
		}
	}
}

func schemaTypes(t *testing.T) []string {
	t.Helper()
	content, err := surveys.Schema.ReadFile("schema/definition.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Defs struct {
			Question struct {
				Properties struct {
					Type struct{ Enum []string }
				}
			}
			Section, Repeat struct {
				Properties struct {
					Type struct{ Const string }
				}
			}
		} `json:"$defs"`
	}
	if err := json.Unmarshal(content, &document); err != nil {
		t.Fatal(err)
	}
	defs := document.Defs
	return append(defs.Question.Properties.Type.Enum, defs.Section.Properties.Type.Const, defs.Repeat.Properties.Type.Const)
}

func vectorTypes(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("conformance/types/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range files {
		files[i] = strings.TrimSuffix(filepath.Base(file), ".json")
	}
	return files
}

var tableKey = regexp.MustCompile(`(?m)^  (\w+)[:,]?`)

// tableKeys reads the keys of an object that a TypeScript file exports.
func tableKeys(t *testing.T, file, name string) []string {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(content), "export const "+name)
	body, _, closed := strings.Cut(rest, "\n}")
	if !found || !closed {
		t.Fatalf("%s does not export %s", file, name)
	}
	var keys []string
	for _, match := range tableKey.FindAllStringSubmatch(body, -1) {
		keys = append(keys, match[1])
	}
	return keys
}
