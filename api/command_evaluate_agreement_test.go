package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"touchstone/api/form"
)

// Both evaluate commands say the same of random answers to every definition that ships.
func TestEnginesAgreeOnTheLibrary(t *testing.T) {
	file := os.Getenv("TOUCHSTONE_AGREEMENT")
	if file == "" {
		t.Skip("scripts/engines-agree compares both engines; it names the file of random cases in TOUCHSTONE_AGREEMENT")
	}
	cases, err := os.ReadFile(file + ".library")
	must(t, err)
	lines := bufio.NewScanner(bytes.NewReader(cases))
	lines.Buffer(nil, 10<<20)
	count := 0
	for lines.Scan() {
		count++
		var c struct {
			File        string
			Environment struct {
				Now            time.Time
				Zone, Language string
				Seed           int64
			}
			Answers map[string]any
			Want    map[string]any
		}
		must(t, json.Unmarshal(lines.Bytes(), &c))
		definition, problems, err := readQuestionnaire(filepath.Join(root, "surveys/library", c.File), "", "")
		must(t, err)
		if form.Failed(problems) {
			t.Fatal(problems)
		}
		zone, err := time.LoadLocation(c.Environment.Zone)
		must(t, err)
		e := c.Environment
		result, err := evaluated(definition, form.Environment{Now: e.Now, Zone: zone, Seed: e.Seed, Language: e.Language}, c.Answers)
		must(t, err)
		printed, err := json.Marshal(result)
		must(t, err)
		var got map[string]any
		must(t, json.Unmarshal(printed, &got))
		delete(got, "score")
		for member, want := range c.Want {
			if !reflect.DeepEqual(got[member], want) {
				t.Errorf("%s: %s\n  here %v\n  there %v\n  %s", c.File, member, got[member], want, lines.Bytes())
			}
		}
	}
	if lines.Err() != nil || count < 100 {
		t.Fatalf("%d cases, %v", count, lines.Err())
	}
	t.Logf("%d cases", count)
}
