package expr_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/form/expr"
)

const folder = "../../../surveys/conformance/expressions"

// vector is one case of surveys/conformance/expressions.
type vector struct {
	Name  string
	Given given
	Want  struct {
		String *string
		Kind   string
		Error  string
	}
}

type given struct {
	Expression string
	Answers    map[string]any
	At         string
	Self       any
	Choices    map[string][]row
	Tables     map[string]struct {
		Columns []string
		Rows    [][]string
	}
	Now      time.Time
	Zone     string
	Seed     int64
	Language string
}

// outcome is what came of a vector: a value, or the code of the first mistake.
type outcome struct {
	value expr.Value
	code  string
}

func evaluate(t *testing.T, g given) outcome {
	t.Helper()
	zone, err := time.LoadLocation(g.Zone)
	if err != nil {
		t.Fatal(err)
	}
	w := worldOf(t, g)
	compiled, mistakes := expr.Compile(g.Expression, w.outline, w.own)
	if len(mistakes) > 0 {
		return outcome{code: mistakes[0].Code}
	}
	value, err := compiled.Evaluate(&expr.Context{
		Frame: w.frame, Self: w.self, Now: g.Now, Zone: zone, Language: g.Language, Random: expr.NewRandom(g.Seed), Version: "1",
	})
	var failed *fault.Error
	if errors.As(err, &failed) {
		return outcome{code: failed.Code}
	}
	return outcome{value: value}
}

func valueOf(t *testing.T, answer any) expr.Value {
	t.Helper()
	switch a := answer.(type) {
	case nil:
		return expr.Value{}
	case string:
		return expr.Text(a)
	case float64:
		return expr.Num(a)
	case bool:
		return expr.Bool(a)
	case []any:
		names := make([]string, len(a))
		for i, name := range a {
			names[i] = name.(string)
		}
		return expr.Names(names)
	case map[string]any: // a geopoint
		number := func(key string) string { x, _ := a[key].(float64); return expr.Print(x) }
		return expr.Text(strings.Join([]string{number("lat"), number("lon"), number("alt"), number("accuracy")}, " "))
	}
	t.Fatalf("no value for %v", answer)
	return expr.Value{}
}

func TestExpressionsPassTheVectors(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no vectors in %s: %v", folder, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			for _, v := range readVectors(t, file) {
				t.Run(v.Name, func(t *testing.T) { check(t, v) })
			}
		})
	}
}

func readVectors(t testing.TB, file string) []vector {
	t.Helper()
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var vectors []vector
	if err := json.Unmarshal(content, &vectors); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return vectors
}

func check(t *testing.T, v vector) {
	t.Helper()
	if v.Want.Error == "" && v.Want.String == nil {
		t.Fatal("the vector wants nothing")
	}
	got := evaluate(t, v.Given)
	if got.code != v.Want.Error {
		t.Fatalf("%s: error %q, want %q", v.Given.Expression, got.code, v.Want.Error)
	}
	if v.Want.String != nil && got.value.String() != *v.Want.String {
		t.Errorf("%s = %q, want %q", v.Given.Expression, got.value, *v.Want.String)
	}
	if v.Want.Kind != "" && got.value.Kind().String() != v.Want.Kind {
		t.Errorf("%s is a %s, want a %s", v.Given.Expression, got.value.Kind(), v.Want.Kind)
	}
}

// operatorFiles names the files of the operators, whose signs cannot name a file.
var operatorFiles = map[string]string{
	"or": "or", "and": "and", "=": "equal", "!=": "not-equal", "<": "less", "<=": "less-or-equal", ">": "greater",
	">=": "greater-or-equal", "+": "plus", "-": "minus", "*": "times", "div": "div", "mod": "mod",
}

func TestEveryFunctionAndOperatorHasVectors(t *testing.T) {
	var wanted []string
	for _, name := range expr.Functions() {
		wanted = append(wanted, strings.ReplaceAll(name, ":", "-"))
	}
	for _, operator := range expr.Operators() {
		wanted = append(wanted, operatorFiles[operator])
	}
	for _, name := range wanted {
		file := filepath.Join(folder, name+".json")
		if _, err := os.Stat(file); err != nil {
			t.Errorf("%s has no vectors in %s", name, file)
		} else if n := len(readVectors(t, file)); n < 15 {
			t.Errorf("%s has only %d vectors", name, n)
		}
	}
}
