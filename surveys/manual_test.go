package surveys_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"touchstone/api/form"
	"touchstone/api/form/expr"
)

func manual(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestManualNamesEveryTypeAndFunction(t *testing.T) {
	text := manual(t)
	for _, name := range form.Types() {
		if !strings.Contains(text, "`"+name+"`") {
			t.Errorf("the type %s is not in the manual", name)
		}
	}
	for _, name := range expr.Functions() {
		if !strings.Contains(text, "`"+name+"(") {
			t.Errorf("the function %s is not in the manual", name)
		}
	}
}

// example is how the manual shows what an expression gives.
var example = regexp.MustCompile("`([^`]+)` → `([^`]*)`")

func TestExamplesOfTheManualHold(t *testing.T) {
	found := example.FindAllStringSubmatch(manual(t), -1)
	if len(found) < 60 {
		t.Fatalf("only %d examples", len(found))
	}
	for _, e := range append(found, []string{"", "date('2026-02-29')", ""}) {
		t.Run(e[1], func(t *testing.T) {
			compiled, mistakes := expr.Compile(e[1], expr.NewOutline(), expr.Outside)
			if len(mistakes) > 0 {
				t.Fatal(mistakes)
			}
			value, err := compiled.Evaluate(&expr.Context{Zone: time.UTC, Random: expr.NewRandom(1)})
			if err != nil || value.String() != e[2] {
				t.Errorf("gives %q, %v; the manual says %q", value, err, e[2])
			}
		})
	}
}

func TestFirstDefinitionOfTheManualIsValid(t *testing.T) {
	_, after, _ := strings.Cut(manual(t), "```json\n")
	source, _, _ := strings.Cut(after, "```")
	if !json.Valid([]byte(source)) {
		t.Fatal("the example is not JSON")
	}
	d, problems := form.Parse([]byte(source))
	if problems = append(problems, form.Check(d)...); len(problems) > 0 {
		t.Error(problems)
	}
}

func TestManualExplainsEveryCodeOfChecking(t *testing.T) {
	// The codes as they stand in the sources of checking, so that a new one cannot be forgotten.
	reported := regexp.MustCompile(`(?:wrong|warn)\(.*"([a-zA-Z]+)", "[A-Z%]`)
	text := manual(t)
	count := 0
	files, err := filepath.Glob("../api/form/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range reported.FindAllStringSubmatch(string(source), -1) {
			count++
			if !strings.Contains(text, "`"+match[1]+"`") {
				t.Errorf("%s reports %q, which the manual does not explain", file, match[1])
			}
		}
	}
	if count < 50 {
		t.Errorf("only %d codes were found in the sources", count)
	}
}
