package expr_test

import (
	"path/filepath"
	"testing"
	"time"
	"unicode/utf8"

	"touchstone/api/form/expr"
)

// FuzzExpression feeds any text to lexer, parser and evaluator, and any text as the answers it
// reads: nothing may panic or hang, and the budget must hold.
func FuzzExpression(f *testing.F) {
	files, err := filepath.Glob(filepath.Join(folder, "*.json"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, file := range files {
		for i, v := range readVectors(f, file) {
			if i%8 == 0 {
				f.Add(v.Given.Expression, "2026-03-01", int64(1))
			}
		}
	}
	for _, seed := range []string{"${a}", "regex(., ${b})", "concat(${a}, .)", "((((((", "translate(${a}, ${b}, .)", "substr(., -1, ${a})", "date(${a})", "distance(., ${b})"} {
		f.Add(seed, "\xff\u00a0x", int64(-1))
	}
	zurich, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		f.Fatal(err)
	}
	outline := everybody()
	f.Fuzz(func(t *testing.T, source, answer string, seed int64) {
		compiled, mistakes := expr.CompileFilter(source, outline, expr.Outside)
		if (compiled == nil) != (len(mistakes) > 0) {
			t.Fatalf("%q: an expression and mistakes %v", source, mistakes)
		}
		for _, m := range mistakes {
			if m.Code == "" || m.Message == "" || m.Offset < 0 || m.Offset > len(source) {
				t.Errorf("%q: a mistake without place or words: %+v", source, m)
			}
		}
		if compiled == nil {
			return
		}
		compiled.Demands()
		compiled.Mentions()
		frame := outline.Frame(expr.Outside, nil)
		frame.Values[0], frame.Values[1] = expr.Text(answer), expr.Names([]string{answer, "x"})
		context := &expr.Context{
			Frame: frame, Self: expr.Text(answer),
			Now: time.Unix(seed%1e12, 0), Zone: zurich, Random: expr.NewRandom(seed),
		}
		first, failed := compiled.Evaluate(context)
		context.Random = expr.NewRandom(seed)
		if second, _ := compiled.Evaluate(context); second.String() != first.String() || second.Kind() != first.Kind() {
			t.Errorf("%q is %v and then %v", source, first, second)
		}
		if utf8.RuneCountInString(source) > expr.LongestSource {
			t.Errorf("%d characters were compiled", len(source))
		}
		if failed == nil && len(first.String()) > expr.MostSteps+len(answer)+len(source) {
			t.Errorf("%q has %d bytes", source, len(first.String()))
		}
	})
}
