package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchstone/api/fault"
)

const (
	guestDefinition = "../surveys/library/sfo-guest-survey.json"
	guestMapping    = "../surveys/library/mappings/sfo-guest-survey.json"
	madeUpGuests    = "spreadsheet/testdata"
)

// say runs one command line and gives what it printed.
func say(t *testing.T, words ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	err := run(context.Background(), words, &out)
	return out.String(), err
}

func TestImportResponsesFromTheCommandLine(t *testing.T) {
	folder := t.TempDir()
	problems := filepath.Join(folder, "problems.csv")
	words := func(wave, file string, more ...string) []string {
		line := append([]string{"import", "responses", "--data", filepath.Join(folder, "data"), "--project", "sfo", "--definition", guestDefinition,
			"--wave", wave, "--mapping", guestMapping}, more...)
		return append(line, filepath.Join(madeUpGuests, file))
	}
	for _, step := range []struct {
		name  string
		words []string
		says  []string // in this order
	}{
		{"the first wave is the baseline", words("2014", "guests-2014.csv"), []string{
			`Added the project "sfo".`, `Published the definition "sfo-guest-survey", version 1.`, `Added the wave "2014" as baseline, since it is the first.`,
			"guests-2014.csv into wave 2014: 3 rows", "3 responses added, 0 were there already", "SAQ", "choice", "3"}},
		{"the next is a follow-up", words("2016", "guests-2016.csv", "--problems", problems), []string{
			`Added the wave "2016" as followUp.`, "3 responses added", "Q19AGE", "Under 19", "Every one with line and column: " + problems}},
		{"again nothing is added", words("2016", "guests-2016.csv"), []string{"0 responses added, 3 were there already"}},
		{"and they can be compared", []string{"compare", "--data", filepath.Join(folder, "data"), "--project", "sfo", "--baseline", "2014", "--follow-up", "2016"}, []string{
			"The airport as a whole", "4.00", "3", "3.00", "3"}},
	} {
		t.Run(step.name, func(t *testing.T) {
			out, err := say(t, step.words...)
			if err != nil {
				t.Fatal(err)
			}
			rest := out
			for _, want := range step.says {
				_, after, found := strings.Cut(rest, want)
				if !found {
					t.Fatalf("%q is not said (in its place):\n%s", want, out)
				}
				rest = after
			}
		})
	}
	table, err := os.ReadFile(problems)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(table), "\n4,Q19AGE,choice,Under 19,age,") {
		t.Errorf("the file of problems:\n%s", table)
	}
}

func TestImportResponsesSaysWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	whole, err := os.ReadFile(filepath.Join(madeUpGuests, "guests-2014.csv"))
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "short.csv")
	if err := os.WriteFile(file, bytes.Replace(whole, []byte("Q7ART"), []byte("Q7ARD"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	line := []string{"import", "responses", "--data", filepath.Join(folder, "data"), "--project", "sfo", "--definition", guestDefinition, "--mapping", guestMapping}
	for _, vector := range []struct {
		name  string
		words []string
		says  string
	}{
		{"a missing column, with a near name", []string{"--wave", "2014", file}, `"Q7ARD"`},
		{"no file", []string{"--wave", "2014"}, "say what to import"},
		{"a file that is not there", []string{"--wave", "2014", filepath.Join(folder, "none.csv")}, "no such file"},
		{"a wave without edition", []string{"--wave", "2013", file}, "2014, 2015, 2016, 2017"},
		{"a kind that is none", []string{"--wave", "2014", "--kind", "zero", filepath.Join(madeUpGuests, "guests-2014.csv")}, "baseline, pilot or followUp"},
	} {
		t.Run(vector.name, func(t *testing.T) {
			_, err := say(t, append(line, vector.words...)...)
			if err == nil || !strings.Contains(explain(err), vector.says) {
				t.Errorf("got %v", err)
			}
		})
		if vector.name == "a missing column, with a near name" {
			if _, err := say(t, "compare", "--data", filepath.Join(folder, "data"), "--project", "sfo", "--baseline", "2014", "--follow-up", "2016"); fault.Of(err).Code != "project.unknown" {
				t.Errorf("an import that cannot be must leave nothing behind: %v", err)
			}
		}
	}
}

func TestDemoFromTheCommandLine(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	for range 2 {
		if out, err := say(t, "demo", "--data", data); err != nil || !strings.Contains(out, `The demo project "demo" is there`) {
			t.Fatalf("%v: %s", err, out)
		}
	}
	out, err := say(t, "compare", "--data", data, "--project", "demo", "--baseline", "baseline", "--follow-up", "autumn")
	if err != nil || !strings.Contains(out, "improved, relevant") || !strings.Contains(out, "worsened") {
		t.Errorf("%v\n%s", err, out)
	}
}

// A file that cannot be imported must leave nothing behind, and what it holds must not steer
// the terminal.
func TestABadFileLeavesNothingBehind(t *testing.T) {
	folder := t.TempDir()
	keep := func(name, content string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	data := []string{"--data", filepath.Join(folder, "data"), "--project", "p"}
	mapping := keep("mapping.json", `{"definition":{"id":"feedback","version":1},"key":["key"],"columns":[{"column":"recommend","question":"recommend"}]}`)
	words := func(definition, wave, file string) []string {
		return append(append([]string{"import", "responses"}, data...), "--definition", definition, "--wave", wave, "--mapping", mapping, file)
	}
	if _, err := say(t, words("rest/testdata/feedback.json", "first", keep("good.csv", "key,recommend\n1,9\n"))...); err != nil {
		t.Fatal(err)
	}
	out, err := say(t, words("feedback", "second", keep("empty.csv", ""))...)
	if err == nil || strings.Contains(out, "Added") {
		t.Errorf("an empty file: %v\n%s", err, out)
	}
	out, err = say(t, words("feedback", "first", keep("steering.csv", "key,recommend\n2,\"\x1b]0;title\x07\"\n"))...)
	if err != nil || strings.Contains(out, "\x1b") || !strings.Contains(out, "]0;title") {
		t.Errorf("control characters: %v\n%q", err, out)
	}
}
