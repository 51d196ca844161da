package fieldwork_test

import (
	"testing"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

func TestAlertChecks(t *testing.T) {
	days, many := 3, 4000
	for _, c := range []struct {
		name  string
		given fieldwork.Alert
		want  string
	}{
		{"a score below", fieldwork.Alert{ID: "a", Title: "A", Kind: "scoreBelow", Threshold: number(60), Case: true, DueDays: &days}, ""},
		{"a section above", fieldwork.Alert{ID: "a", Title: "A", Kind: "scoreAbove", Section: "arrival", Threshold: number(100), Mail: []string{"p"}}, ""},
		{"any detractor", fieldwork.Alert{ID: "a", Title: "A", Kind: "detractor", TouchpointOwner: true}, ""},
		{"an indicator", fieldwork.Alert{ID: "a", Title: "A", Kind: "indicatorBelow", Indicator: "wait", Threshold: number(-5), Case: true, Owner: "p"}, ""},
		{"nothing", fieldwork.Alert{}, "case id kind title"},
		{"a score off its scale", fieldwork.Alert{ID: "a", Title: "A", Kind: "scoreBelow", Threshold: number(101), Case: true}, "threshold"},
		{"no threshold, no indicator", fieldwork.Alert{ID: "a", Title: "A", Kind: "indicatorAbove", Case: true}, "indicator threshold"},
		{"things that are not of its kind", fieldwork.Alert{ID: "a", Title: "A", Kind: "critical", Indicator: "nps", Section: "s", Threshold: number(1), Case: true}, "indicator section threshold"},
		{"a case that is none", fieldwork.Alert{ID: "a", Title: "A", Kind: "critical", Mail: []string{"p", "p"}, Owner: "p", DueDays: &days}, "dueDays mail[1] owner"},
		{"due in the far future, odd names", fieldwork.Alert{ID: "a", Title: "A", Kind: "critical", Case: true, DueDays: &many, Definition: "A b", Touchpoint: "É"}, "definition dueDays touchpoint"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := paths(c.given.Check()); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAlertFinds(t *testing.T) {
	title := form.Text{"en": "T"}
	reading := &fieldwork.Reading{
		Score: number(60),
		Columns: []fieldwork.ReadColumn{
			{Name: "wait", Kind: "mean", Touchpoint: "counter", Value: number(12)},
			{Name: "again", Kind: "nps", Value: number(0)},
			{Name: "recommend", Kind: "nps", Title: title, Value: number(-100)},
			{Name: "silent", Kind: "mean"},
			{Name: "section:arrival", Kind: "score", Touchpoint: "door", Value: number(40)},
		},
		Failed: []fieldwork.ReadColumn{{Name: "safe", Touchpoint: "counter", Title: title}, {Name: "clean", Touchpoint: "door", Title: title}},
	}
	for _, c := range []struct {
		name   string
		given  fieldwork.Alert
		column string // found
		at     string // touchpoint
		found  bool
	}{
		{"a score under it", fieldwork.Alert{Kind: "scoreBelow", Threshold: number(60.1)}, "", "web", true},
		{"a score that is exactly it", fieldwork.Alert{Kind: "scoreBelow", Threshold: number(60)}, "", "", false},
		{"a score over it", fieldwork.Alert{Kind: "scoreAbove", Threshold: number(59)}, "", "web", true},
		{"a section", fieldwork.Alert{Kind: "scoreBelow", Section: "arrival", Threshold: number(50)}, "section:arrival", "door", true},
		{"a section that is not there", fieldwork.Alert{Kind: "scoreBelow", Section: "other", Threshold: number(50)}, "", "", false},
		{"any detractor", fieldwork.Alert{Kind: "detractor"}, "recommend", "web", true},
		{"a passive", fieldwork.Alert{Kind: "detractor", Indicator: "again"}, "", "", false},
		{"a detractor elsewhere", fieldwork.Alert{Kind: "detractor", Touchpoint: "door"}, "", "", false},
		{"an indicator over it", fieldwork.Alert{Kind: "indicatorAbove", Indicator: "wait", Threshold: number(10)}, "wait", "counter", true},
		{"an indicator under it", fieldwork.Alert{Kind: "indicatorBelow", Indicator: "wait", Threshold: number(10)}, "", "", false},
		{"an indicator without a value", fieldwork.Alert{Kind: "indicatorBelow", Indicator: "silent", Threshold: number(10)}, "", "", false},
		{"critical questions", fieldwork.Alert{Kind: "critical"}, "safe", "counter", true},
		{"critical questions of one touchpoint", fieldwork.Alert{Kind: "critical", Touchpoint: "door"}, "clean", "door", true},
		{"critical questions of another", fieldwork.Alert{Kind: "critical", Touchpoint: "web"}, "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, found := c.given.Find(reading, "web")
			if found != c.found || found && (got.Column != c.column || got.Touchpoint != c.at) {
				t.Errorf("got %v %+v", found, got)
			}
		})
	}
	if got, _ := (&fieldwork.Alert{Kind: "critical"}).Find(reading, ""); len(got.Questions) != 2 {
		t.Errorf("%d questions failed, want 2", len(got.Questions))
	}
	if _, found := (&fieldwork.Alert{Kind: "scoreBelow", Threshold: number(100)}).Find(&fieldwork.Reading{}, ""); found {
		t.Error("found something in a response without a score")
	}
}

func TestAlertConcerns(t *testing.T) {
	at := func(hour int) fieldwork.Instant {
		return fieldwork.At(time.Date(2026, 5, 1, hour, 0, 0, 0, time.UTC))
	}
	alert := fieldwork.Alert{Project: "p", Active: true, Since: at(10)}
	event := func(kind string, hour int) fieldwork.Event { return fieldwork.Event{Kind: kind, At: at(hour)} }
	for _, c := range []struct {
		name          string
		alert         func(*fieldwork.Alert)
		given         fieldwork.Response
		concerns, now bool
	}{
		{"new", nil, fieldwork.Response{State: "submitted", ReceivedAt: at(11)}, true, true},
		{"from before", nil, fieldwork.Response{State: "submitted", ReceivedAt: at(9)}, true, false},
		{"from before, corrected", nil, fieldwork.Response{State: "approved", ReceivedAt: at(9), Events: []fieldwork.Event{event("submitted", 9), event("corrected", 11)}}, true, true},
		{"from before, reviewed", nil, fieldwork.Response{State: "approved", ReceivedAt: at(9), Events: []fieldwork.Event{event("submitted", 9), event("reviewed", 11)}}, true, false},
		{"revised too late", nil, fieldwork.Response{State: "approved", ReceivedAt: at(9), Events: []fieldwork.Event{event("submitted", 9), {Kind: "revised", At: at(11), Aside: true}}}, true, false},
		{"set aside", nil, fieldwork.Response{State: "excluded", ReceivedAt: at(11)}, true, false},
		{"rejected", nil, fieldwork.Response{State: "rejected", ReceivedAt: at(11)}, true, false},
		{"imported", nil, fieldwork.Response{State: "submitted", Source: "import", ReceivedAt: at(11)}, false, false},
		{"imported, and wanted", func(a *fieldwork.Alert) { a.Imports = true }, fieldwork.Response{State: "submitted", Source: "import", ReceivedAt: at(11)}, true, true},
		{"switched off", func(a *fieldwork.Alert) { a.Active = false }, fieldwork.Response{State: "submitted", ReceivedAt: at(11)}, true, false},
		{"another definition", func(a *fieldwork.Alert) { a.Definition = "d" }, fieldwork.Response{State: "submitted", ReceivedAt: at(11)}, false, false},
		{"another project", func(a *fieldwork.Alert) { a.Project = "q" }, fieldwork.Response{State: "submitted", ReceivedAt: at(11)}, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			one := alert
			if c.alert != nil {
				c.alert(&one)
			}
			c.given.Project = "p"
			if concerns, now := one.Concerns(&c.given); concerns != c.concerns || now != c.now {
				t.Errorf("got %v %v", concerns, now)
			}
		})
	}
}

func TestAlarmIsTriedForADayAndAHalf(t *testing.T) {
	begun := time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC)
	now, alarm := begun, fieldwork.Alarm{}
	for {
		alarm.Attempts++
		again, may := alarm.Retry(now)
		if !may {
			break
		}
		if !again.After(now) {
			t.Fatalf("attempt %d is to follow at once", alarm.Attempts)
		}
		now = again.Time
	}
	if span := now.Sub(begun); alarm.Attempts != 9 || span < 30*time.Hour || span > 40*time.Hour {
		t.Errorf("%d attempts over %s", alarm.Attempts, span)
	}
}
