package measure_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

const scores = "../../surveys/conformance/scores"

type vector struct {
	Name  string
	Given struct {
		Definition             string
		Scoring                *form.Scoring
		Indicator              *form.Indicator
		Answers                map[string]any
		StartedAt, SubmittedAt time.Time
		Seconds                map[string]float64
	}
	Want map[string]any
}

func TestScoreVectors(t *testing.T) {
	for file, vectors := range vectorFiles(t) {
		if strings.HasPrefix(file, "indicator-") {
			continue
		}
		for _, v := range vectors {
			t.Run(file+"/"+v.Name, func(t *testing.T) {
				definition := definitionNamed(t, v.Given.Definition)
				definition.Scoring = v.Given.Scoring
				score, _ := evaluate(t, definition, v)
				contains(t, "", asJSON(t, score), v.Want)
			})
		}
	}
}

func TestIndicatorVectors(t *testing.T) {
	kinds := []string{"ces", "csat", "duration", "mean", "nps", "score", "share"}
	if got := measure.Kinds(); !slices.Equal(got, kinds) {
		t.Errorf("kinds are %v", got)
	}
	files := vectorFiles(t)
	for _, kind := range measure.Kinds() {
		vectors := files["indicator-"+kind]
		if len(vectors) < 5 {
			t.Errorf("kind %s has only %d vectors", kind, len(vectors))
		}
		for _, v := range vectors {
			t.Run(kind+"/"+v.Name, func(t *testing.T) {
				definition := definitionNamed(t, v.Given.Definition)
				v.Given.Indicator.Name = "it"
				definition.Indicators = []form.Indicator{*v.Given.Indicator}
				_, got := evaluate(t, definition, v)
				if v.Given.Indicator.Kind != kind || len(v.Want) != 1 {
					t.Fatal("the vector is for another kind, or wants not exactly one thing")
				}
				value := asJSON(t, got["it"]).(map[string]any)
				if len(value) != 1 {
					t.Errorf("got %v, want exactly a value or a reason", value)
				}
				contains(t, "", value, v.Want)
			})
		}
	}
}

func evaluate(t *testing.T, definition *form.Definition, v vector) (*measure.Score, map[string]fieldwork.IndicatorValue) {
	t.Helper()
	compiled, err := form.Compile(definition)
	if err != nil {
		t.Fatal(err)
	}
	result := compiled.Evaluate(form.Environment{Now: time.Date(2026, 3, 1, 10, 0, 0, 0, time.UTC)}, v.Given.Answers)
	score, err := measure.ScoreOf(compiled, result)
	if err != nil {
		t.Fatal(err)
	}
	timing := measure.Timing{StartedAt: v.Given.StartedAt, SubmittedAt: v.Given.SubmittedAt, Questions: map[string]time.Duration{}}
	for question, seconds := range v.Given.Seconds {
		timing.Questions[question] = time.Duration(seconds * float64(time.Second))
	}
	return score, measure.Indicators(compiled, result, score, timing)
}

// vectorFiles reads every vector file by its name without ".json".
func vectorFiles(t *testing.T) map[string][]vector {
	t.Helper()
	paths, err := filepath.Glob(scores + "/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no vectors in %s (%v)", scores, err)
	}
	files := map[string][]vector{}
	for _, path := range paths {
		var vectors []vector
		read(t, path, &vectors)
		files[strings.TrimSuffix(filepath.Base(path), ".json")] = vectors
	}
	return files
}

func definitionNamed(t *testing.T, name string) *form.Definition {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(scores, "definitions", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	definition, problems := form.Parse(data)
	if len(problems) > 0 {
		t.Fatalf("%s: %v", name, problems)
	}
	return definition
}

func read(t *testing.T, path string, into any) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func asJSON(t *testing.T, x any) any {
	t.Helper()
	data, err := json.Marshal(x)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(data, &tree); err != nil {
		t.Fatal(err)
	}
	return tree
}

// contains checks the wanted members; null is wanted of a member that is null or left out.
// Lists must be equally long.
func contains(t *testing.T, path string, got, want any) {
	t.Helper()
	switch want := want.(type) {
	case map[string]any:
		members, ok := got.(map[string]any)
		if !ok {
			t.Fatalf("%s: got %v, want an object", path, got)
		}
		for name := range want {
			contains(t, path+"."+name, members[name], want[name])
		}
	case []any:
		items, ok := got.([]any)
		if !ok || len(items) != len(want) {
			t.Fatalf("%s: got %v, want %d items", path, got, len(want))
		}
		for i := range want {
			contains(t, fmt.Sprintf("%s[%d]", path, i), items[i], want[i])
		}
	case float64:
		x, isNumber := got.(float64)
		if !isNumber || math.Abs(x-want) > 1e-12*math.Max(1, math.Abs(want)) {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	default:
		if got != want {
			t.Errorf("%s: got %v, want %v", path, got, want)
		}
	}
}
