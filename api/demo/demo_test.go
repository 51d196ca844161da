package demo_test

import (
	"encoding/json"
	"testing"
	"time"

	"touchstone/api/demo"
	"touchstone/api/fieldwork"
)

var today = time.Date(2026, 5, 12, 9, 0, 0, 0, time.UTC)

func text(t *testing.T, seed uint64) string {
	t.Helper()
	data, err := json.Marshal(demo.Generate(seed, today))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestTheSeedDecides(t *testing.T) {
	first := text(t, 1)
	if again := text(t, 1); again != first {
		t.Error("the same seed gave other data")
	}
	if other := text(t, 2); other == first {
		t.Error("two seeds gave the same data")
	}
}

func TestEverythingIsValidByItself(t *testing.T) {
	d := demo.Generate(demo.Seed, today)
	check := func(what string, err error) {
		if err != nil {
			t.Errorf("%s: %v", what, err)
		}
	}
	check("project", d.Project.Check())
	for _, touchpoint := range d.Touchpoints {
		check(touchpoint.Name, touchpoint.Check())
	}
	for _, location := range d.Locations {
		check(location.Code, location.Check())
	}
	for _, wave := range d.Waves {
		check(wave.Name, wave.Check())
	}
	for _, assignment := range d.Assignments {
		check(assignment.ID, assignment.Check())
	}
	for _, action := range d.Actions {
		check(action.ID, action.Check())
	}
	for _, alert := range d.Alerts {
		check(alert.ID, alert.Check())
	}
	ids := map[string]bool{}
	for _, report := range d.Reports {
		check(report.Submission.ID, report.Submission.Check())
		if ids[report.Submission.ID] {
			t.Errorf("the id %s is taken", report.Submission.ID)
		}
		ids[report.Submission.ID] = true
	}
	if len(d.Locations) != 32 || len(d.Links) != 5 || len(d.Assignments) != 278 || len(d.Reports) != 158+920+96+180+360 {
		t.Errorf("%d locations, %d links, %d assignments, %d reports", len(d.Locations), len(d.Links), len(d.Assignments), len(d.Reports))
	}
}

func TestThePilotIsAtEveryStageBeforeAReport(t *testing.T) {
	stages := map[fieldwork.Stage]int{}
	for _, assignment := range demo.Generate(demo.Seed, today).Assignments {
		if assignment.Wave == "pilot" {
			stages[fieldwork.StageOf(&assignment, nil)]++
		}
	}
	for _, stage := range []fieldwork.Stage{"planned", "offered", "accepted", "inProgress", "cancelled"} {
		if stages[stage] == 0 {
			t.Errorf("none is %s", stage)
		}
	}
}
