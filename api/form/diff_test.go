package form_test

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/api/form"
)

const diffBefore = `{"id": "d", "version": 1, "kind": "mystery", "title": {"en": "T"}, "defaultLanguage": "en",
 "choices": {"yes_no": [{"name": "yes", "label": {"en": "Yes"}, "points": 1}, {"name": "no", "label": {"en": "No"}}, {"name": "na", "label": {"en": "N/A"}}]},
 "body": [
  {"type": "section", "name": "one", "label": {"en": "One"}, "body": [
   {"type": "select_one", "name": "greeted", "choices": "yes_no", "label": {"en": "Greeted?"}},
   {"type": "integer", "name": "wait", "label": {"en": "Minutes"}},
   {"type": "text", "name": "why", "label": {"en": "Why?"}}]},
  {"type": "repeat", "name": "people", "label": {"en": "People"}, "body": [{"type": "text", "name": "who", "label": {"en": "Who?"}}]},
  {"type": "range", "name": "rate", "label": {"en": "Rate"}, "parameters": {"start": 1, "end": 5}}],
 "indicators": [{"name": "waiting", "kind": "mean", "of": "wait"}, {"name": "all", "kind": "score", "of": "total"}]}`

func TestDiff(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new string // replaced in the definition above
		want     string // kind what path name [keys] breaks, one a line
	}{
		{"nothing", "", "", ""},
		{"the version number alone", `"version": 1`, `"version": 2`, ""},
		{"a label in other words", "Greeted?", "Welcomed?", "changed question /body/0/body/0 greeted [label] wording"},
		{"a translation added", `{"en": "Greeted?"}`, `{"en": "Greeted?", "de": "Begrüsst?"}`, "changed question /body/0/body/0 greeted [label] "},
		{"a label with another blank at its end", `"Greeted?"`, `"Greeted? "`, "changed question /body/0/body/0 greeted [label] "},
		{"another type", `"integer"`, `"decimal"`, "changed question /body/0/body/1 wait [type] type"},
		{"another scale", `"end": 5`, `"end": 10`, "changed question /body/2 rate [parameters] scale"},
		{"a hint", `"label": {"en": "Minutes"}`, `"label": {"en": "Minutes"}, "hint": {"en": "Whole ones"}`, "changed question /body/0/body/1 wait [hint] "},
		{"points of a question", `"label": {"en": "Minutes"}`, `"label": {"en": "Minutes"}, "points": [{"points": 1}]`, "changed question /body/0/body/1 wait [points] scale"},
		{"a section's weight", `"label": {"en": "One"}`, `"label": {"en": "One"}, "weight": 2`, "changed section /body/0 one [weight] scale"},
		{"a choice's points", `"points": 1`, `"points": 2`, "changed choice /choices/yes_no/0 yes [points] scale"},
		{"a choice's label", `"No"`, `"Not at all"`, "changed choice /choices/yes_no/1 no [label] wording"},
		{"a choice less", `, {"name": "na", "label": {"en": "N/A"}}`, "", "removed choice /choices/yes_no/2 na [] scale"},
		{"a choice more", `{"name": "no",`, `{"name": "some"}, {"name": "no",`, "added choice /choices/yes_no/1 some [] scale"},
		{"choices in another order", `{"name": "yes", "label": {"en": "Yes"}, "points": 1}, {"name": "no", "label": {"en": "No"}}`, `{"name": "no", "label": {"en": "No"}}, {"name": "yes", "label": {"en": "Yes"}, "points": 1}`, "moved choice /choices/yes_no/1 yes [] "},
		{"a question more", `{"type": "integer"`, `{"type": "note", "name": "new"}, {"type": "integer"`, "added question /body/0/body/1 new [] "},
		{"a question less", `{"type": "integer", "name": "wait", "label": {"en": "Minutes"}},`, "", "removed question /body/0/body/1 wait [] type"},
		{"a question renamed", `"name": "why"`, `"name": "reason"`, "added question /body/0/body/2 reason [] \nremoved question /body/0/body/2 why [] type"},
		{"questions in another order", `{"type": "integer", "name": "wait", "label": {"en": "Minutes"}},
   {"type": "text", "name": "why", "label": {"en": "Why?"}}`, `{"type": "text", "name": "why", "label": {"en": "Why?"}},
   {"type": "integer", "name": "wait", "label": {"en": "Minutes"}}`, "moved question /body/0/body/2 wait [] "},
		{"a question moved into a repeat and reworded", `{"type": "text", "name": "why", "label": {"en": "Why?"}}]},
  {"type": "repeat", "name": "people", "label": {"en": "People"}, "body": [`, `{"type":"note","name":"n"}]},
  {"type": "repeat", "name": "people", "label": {"en": "People"}, "body": [{"type": "text", "name": "why", "label": {"en": "Why not?"}}, `,
			"added question /body/0/body/2 n [] \nchanged question /body/1/body/0 why [label] wording\nmoved question /body/1/body/0 why [] type"},
		{"an indicator's goal", `"of": "wait"`, `"of": "wait", "goal": 3`, "changed indicator /indicators/0 waiting [goal] "},
		{"an indicator of something else", `"of": "wait"`, `"of": "rate"`, "changed indicator /indicators/0 waiting [of] scale"},
		{"an indicator less", `{"name": "waiting", "kind": "mean", "of": "wait"}, `, "", "removed indicator /indicators/0 waiting [] scale"},
		{"an indicator more", `"indicators": [`, `"indicators": [{"name": "new", "kind": "nps", "of": "rate"}, `, "added indicator /indicators/0 new [] "},
		{"settings", `"title": {"en": "T"}`, `"title": {"en": "U"}, "thanks": {"en": "Thank you"}, "scoring": {"unanswered": "count"}`,
			"added setting /scoring scoring [] scale\nadded setting /thanks thanks [] \nchanged setting /title title [] "},
		{"a setting less", `"title": {"en": "T"}, `, ``, "changed setting /title title [] "},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := diffBefore
			if c.old != "" {
				if after = strings.Replace(diffBefore, c.old, c.new, 1); after == diffBefore {
					t.Fatal("nothing was replaced")
				}
			}
			from, problems := form.Parse([]byte(diffBefore))
			to, more := form.Parse([]byte(after))
			if form.Failed(problems) || form.Failed(more) {
				t.Fatal(problems, more)
			}
			var got []string
			for _, change := range form.Diff(from, to) {
				got = append(got, fmt.Sprintf("%s %s %s %s %v %s", change.Kind, change.What, change.Path, change.Name, change.Keys, change.Breaks))
				if change.Kind == form.Changed && (change.Before == nil || change.After == nil) || change.Kind == form.Added && change.After == nil || change.Kind == form.Removed && change.Before == nil {
					t.Errorf("%s %s lacks what was or is: %s, %s", change.Kind, change.Name, change.Before, change.After)
				}
			}
			if text := strings.Join(got, "\n"); text != c.want {
				t.Errorf("got\n%s\nwant\n%s", text, c.want)
			}
		})
	}
}

func TestDiffTellsWhatWasAndIs(t *testing.T) {
	from, _ := form.Parse([]byte(diffBefore))
	to, _ := form.Parse([]byte(strings.Replace(diffBefore, "Greeted?", "Welcomed?", 1)))
	changes := form.Diff(from, to)
	if len(changes) != 1 || string(changes[0].Before) != `{"label":{"en":"Greeted?"}}` || string(changes[0].After) != `{"label":{"en":"Welcomed?"}}` {
		t.Errorf("%+v", changes)
	}
}
