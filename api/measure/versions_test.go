package measure_test

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

const versioned = `{"id": "visit", "version": 1, "kind": "mystery", "title": {"en": "T"}, "defaultLanguage": "en",
 "choices": {"yes_no": [{"name": "yes", "label": {"en": "Yes"}, "points": 1}, {"name": "no", "label": {"en": "No"}, "points": 0}],
  "grades": [{"name": "1", "label": {"en": "Bad"}}, {"name": "2", "label": {"en": "Good"}}]},
 "body": [
  {"type": "section", "name": "arrival", "label": {"en": "Arrival"}, "body": [
   {"type": "section", "name": "door", "label": {"en": "Door"}, "body": [
    {"type": "select_one", "name": "greeted", "choices": "yes_no", "label": {"en": "Greeted?"}}]},
   {"type": "integer", "name": "wait", "label": {"en": "Minutes"}},
   {"type": "select_one", "name": "grade", "choices": "grades", "label": {"en": "Grade"}}]}],
 "indicators": [
  {"name": "total", "kind": "score", "of": "total"},
  {"name": "arrival", "kind": "score", "of": "arrival"},
  {"name": "waiting", "kind": "mean", "of": "wait"},
  {"name": "good", "kind": "share", "of": "grade", "values": ["2"], "scale": [0, 1]},
  {"name": "quick", "kind": "share", "when": "${wait} < 5 and ${greeted} = 'yes'"}]}`

// noted gives the codes of the notes of a comparison of version 1 with version 2, by row.
func noted(t *testing.T, first, second string) (map[string]string, *measure.Comparison) {
	t.Helper()
	tally := measure.NewTally()
	var definitions []*form.Definition
	for version, text := range map[int]string{1: first, 2: second} {
		d, problems := form.Parse([]byte(text))
		if form.Failed(problems) {
			t.Fatal(problems)
		}
		d.Version = version
		definitions = append(definitions, d)
		wave := map[int]string{1: "before", 2: "after"}[version]
		waves(tally, version, map[string]repeated{wave: {{0, 3}, {1, 4}}})
	}
	comparison := compare(tally, definitions...)
	codes := map[string]string{}
	for _, row := range comparison.Rows {
		var found []string
		for _, note := range row.Notes {
			if strings.HasSuffix(note.Code, "Changed") {
				found = append(found, note.Code)
			}
		}
		codes[row.Indicator] = strings.Join(found, " ")
	}
	return codes, comparison
}

func TestNotesOnWhatChangedBetweenVersions(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new string
		want     map[string]string // notes by indicator; none for the others
	}{
		{"nothing", "", "", nil},
		{"a hint and a translation", `"label": {"en": "Greeted?"}`, `"label": {"en": "Greeted?", "de": "Begrüsst?"}, "hint": {"en": "At once"}`, nil},
		{"the wording of a scored question", "Greeted?", "Welcomed?", map[string]string{"total": "wordingChanged", "arrival": "wordingChanged", "quick": "wordingChanged"}},
		{"the wording of a question without points", "Minutes", "How many minutes?", map[string]string{"waiting": "wordingChanged", "quick": "wordingChanged"}},
		{"the label of a choice", `"Good"`, `"Very good"`, map[string]string{"good": "wordingChanged"}},
		{"a choice more", `{"name": "2",`, `{"name": "3"}, {"name": "2",`, map[string]string{"good": "scaleChanged"}},
		{"the value of a choice", `{"name": "2",`, `{"name": "2", "value": 5,`, map[string]string{"good": "scaleChanged"}},
		{"another type", `"integer"`, `"decimal"`, map[string]string{"waiting": "scaleChanged", "quick": "scaleChanged"}},
		{"points", `"points": 1`, `"points": 2`, map[string]string{"total": "scoringChanged", "arrival": "scoringChanged"}},
		{"points for one more question", `"label": {"en": "Minutes"}`, `"label": {"en": "Minutes"}, "points": [{"points": 1}]`, map[string]string{"total": "scoringChanged", "arrival": "scoringChanged"}},
		{"a critical question", `"choices": "yes_no",`, `"choices": "yes_no", "critical": "total",`, map[string]string{"total": "scoringChanged", "arrival": "scoringChanged"}},
		{"the rules of the whole", `"defaultLanguage": "en"`, `"defaultLanguage": "en", "scoring": {"unanswered": "count"}`, map[string]string{"total": "scoringChanged"}},
		{"the order of choices and questions", `{"name": "1", "label": {"en": "Bad"}}, {"name": "2", "label": {"en": "Good"}}`, `{"name": "2", "label": {"en": "Good"}}, {"name": "1", "label": {"en": "Bad"}}`, nil},
		{"wording and points", `"Yes"}, "points": 1`, `"Certainly"}, "points": 2`, map[string]string{"total": "wordingChanged scoringChanged", "arrival": "wordingChanged scoringChanged", "quick": "wordingChanged"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			second := versioned
			if c.old != "" {
				if second = strings.Replace(versioned, c.old, c.new, 1); second == versioned {
					t.Fatal("nothing was replaced")
				}
			}
			got, _ := noted(t, versioned, second)
			if len(got) != 5 {
				t.Fatalf("rows %v", got)
			}
			for indicator, codes := range got {
				if codes != c.want[indicator] {
					t.Errorf("%s: %q, want %q", indicator, codes, c.want[indicator])
				}
			}
		})
	}
}

func TestANoteNamesVersionsAndQuestions(t *testing.T) {
	_, comparison := noted(t, versioned, strings.NewReplacer("Greeted?", "Welcomed?", `"points": 1`, `"points": 2`).Replace(versioned))
	for _, row := range comparison.Rows {
		if row.Indicator != "total" {
			continue
		}
		if len(row.Notes) < 2 {
			t.Fatalf("%+v", row.Notes)
		}
		for i, want := range []form.Text{
			{"en": "The wording behind this indicator changed between version 1 of the baseline and version 2 of the follow-up (greeted): part of the change may come from that.",
				"de": "Der Wortlaut hinter dieser Kennzahl hat sich zwischen Version 1 der Nullmessung und Version 2 der Folgemessung geändert (greeted): Ein Teil der Veränderung kann daher rühren."},
			{"en": "The points behind this indicator changed between version 1 of the baseline and version 2 of the follow-up (greeted): part of the change may come from that.",
				"de": "Die Punkte hinter dieser Kennzahl haben sich zwischen Version 1 der Nullmessung und Version 2 der Folgemessung geändert (greeted): Ein Teil der Veränderung kann daher rühren."},
		} {
			if row.Notes[i].Text["en"] != want["en"] || row.Notes[i].Text["de"] != want["de"] {
				t.Errorf("%v\nwant %v", row.Notes[i].Text, want)
			}
		}
	}
}

func TestATouchpointComesFromTheNearestSection(t *testing.T) {
	given := strings.NewReplacer(`"name": "arrival", "label"`, `"name": "arrival", "touchpoint": "counter", "label"`,
		`"name": "door", "label"`, `"name": "door", "touchpoint": "entrance", "label"`,
		`"of": "grade"`, `"of": "grade", "touchpoint": "own"`).Replace(versioned)
	given = strings.Replace(given, `{"name": "total", "kind": "score", "of": "total"}`, `{"name": "greeting", "kind": "score", "of": "greeted"}`, 1)
	_, comparison := noted(t, given, given)
	want := map[string]string{"greeting": "entrance", "arrival": "counter", "waiting": "counter", "good": "own", "quick": ""}
	for _, row := range comparison.Rows {
		if row.Touchpoint != want[row.Indicator] {
			t.Errorf("%s: touchpoint %q, want %q", row.Indicator, row.Touchpoint, want[row.Indicator])
		}
	}
}

// BenchmarkComparisonOfVersions compares waves that used different versions of a long
// definition: what lies behind every indicator is looked at.
func BenchmarkComparisonOfVersions(b *testing.B) {
	var body, indicators []string
	for i := range 200 {
		body = append(body, fmt.Sprintf(`{"type": "select_one", "name": "q%d", "choices": "yes_no", "label": {"en": "Question %d", "de": "Frage %d"}}`, i, i, i))
		if i%5 == 0 {
			indicators = append(indicators, fmt.Sprintf(`{"name": "i%d", "kind": "share", "of": "q%d", "values": ["yes"]}`, i, i))
		}
	}
	text := `{"id": "visit", "version": 1, "kind": "mystery", "title": {"en": "T"}, "defaultLanguage": "en",
 "choices": {"yes_no": [{"name": "yes", "label": {"en": "Yes"}, "points": 1}, {"name": "no", "label": {"en": "No"}, "points": 0}]},
 "body": [` + strings.Join(body, ",") + `], "indicators": [{"name": "total", "kind": "score", "of": "total"}, ` + strings.Join(indicators, ",") + `]}`
	tally := measure.NewTally()
	var definitions []*form.Definition
	for version := 1; version <= 4; version++ {
		d, problems := form.Parse([]byte(strings.ReplaceAll(text, "Question 1", fmt.Sprint("Question ", version))))
		if form.Failed(problems) {
			b.Fatal(problems)
		}
		d.Version = version
		definitions = append(definitions, d)
		wave := map[bool]string{true: "before", false: "after"}[version <= 2]
		for i := range 20 {
			c := contribution(fmt.Sprintf("%s-%d-%d", wave, version, i), 1, wave, map[string]fieldwork.IndicatorValue{"total": number(float64(i)), "i0": number(1)})
			c.Definition.Version = version
			tally.Apply(c)
		}
	}
	for b.Loop() {
		if comparison := compare(tally, definitions...); len(comparison.Rows) != 41 {
			b.Fatal(len(comparison.Rows))
		}
	}
}

// A composite is another number when other indicators make it up, and says so; what stands
// behind indicators of other touchpoints does not concern it.
func TestACompositeTellsWhatChangedBehindIt(t *testing.T) {
	weight := 2.0
	smile := form.Indicator{Name: "smile", Kind: "mean", Of: "smile", Touchpoint: "counter", Scale: []float64{1, 5}}
	speed := form.Indicator{Name: "speed", Kind: "mean", Of: "speed", Touchpoint: "counter", Scale: []float64{1, 5}}
	heavy := speed
	heavy.Weight = &weight
	web := form.Indicator{Name: "web", Kind: "mean", Of: "web", Touchpoint: "web", Scale: []float64{1, 5}}
	count := form.Indicator{Name: "count", Kind: "mean", Of: "speed", Touchpoint: "counter"} // without a scale it is no part
	body := func(label string) []form.Question {
		return []form.Question{
			{Type: "integer", Name: "smile", Label: form.Text{"en": "Smile"}}, {Type: "integer", Name: "speed", Label: form.Text{"en": "Speed"}},
			{Type: "integer", Name: "web", Label: form.Text{"en": label}},
		}
	}
	for _, c := range []struct {
		name          string
		first, second []form.Indicator
		want          string
	}{
		{"the same", []form.Indicator{smile, speed}, []form.Indicator{smile, speed}, ""},
		{"one more", []form.Indicator{smile}, []form.Indicator{smile, speed}, "compositionChanged (speed)"},
		{"another weight", []form.Indicator{smile, speed}, []form.Indicator{smile, heavy}, "compositionChanged (speed)"},
		{"one more elsewhere", []form.Indicator{smile}, []form.Indicator{smile, web}, ""},
		{"one more that cannot be rescaled", []form.Indicator{smile}, []form.Indicator{smile, count}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			tally := measure.NewTally()
			for i := range 40 {
				one := contribution(fmt.Sprint(i), 1, []string{"before", "after"}[i%2], map[string]fieldwork.IndicatorValue{measure.CompositeName("counter"): number(float64(i % 7))})
				one.Definition.Version = 1 + i%2
				tally.Apply(one)
			}
			first, second := visit(1, c.first...), visit(2, c.second...)
			first.Body, second.Body = body("Web"), body("Another question altogether")
			row := compare(tally, first, second).Rows[0]
			got := ""
			for _, note := range row.Notes {
				if _, named, found := strings.Cut(note.Text["en"], "follow-up ("); found {
					name, _, _ := strings.Cut(named, ")")
					got += note.Code + " (" + name + ")"
				}
			}
			if row.Role != measure.RoleComposite || got != c.want {
				t.Errorf("%s: got %q, want %q; %v", row.Role, got, c.want, row.Notes)
			}
		})
	}
}
