package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheExampleNamesEverySetting holds deploy/env.example to the table: every variable once,
// in its order, with its default.
func TestTheExampleNamesEverySetting(t *testing.T) {
	example, err := os.ReadFile(filepath.Join(root, "deploy", "env.example"))
	must(t, err)
	var got, want []string
	for line := range strings.Lines(string(example)) {
		if name, found := strings.CutPrefix(strings.TrimSpace(line), "#TOUCHSTONE_"); found {
			got = append(got, "TOUCHSTONE_"+name)
		}
	}
	for _, setting := range settings {
		want = append(want, setting.variable+"="+setting.initial)
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("deploy/env.example has\n%s\nthe table of settings\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
