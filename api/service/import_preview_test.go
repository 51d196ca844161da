package service_test

import (
	"maps"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/service"
	"touchstone/api/spreadsheet"
)

func TestPreviewSuggestsAndForetells(t *testing.T) {
	d := openDesk(t)
	member := d.furnish(t, "2014")
	late, early := readFile(t, madeUp, "guests-2016.csv"), readFile(t, madeUp, "guests-2014.csv")
	survey := fieldwork.DefinitionRef{ID: "sfo-guest-survey"}
	for _, vector := range []struct {
		name    string
		order   service.ImportOrder
		edition string
		odd     map[string]int // nil: no summary
	}{
		{"without a definition only the file is described", service.ImportOrder{File: late}, "", nil},
		{"the shipped mapping, by the name of the wave", service.ImportOrder{Name: "x.csv", File: late, Definition: survey, Wave: "2016"}, "2016",
			map[string]int{"choice": 3, "notRelevant": 1, "repeatedKey": 1}},
		{"the shipped mapping, by the name of the file", service.ImportOrder{Name: "guests-2014.csv", File: early, Definition: survey, Wave: "before"}, "2014",
			map[string]int{"choice": 2}},
		{"a mapping that was brought along", service.ImportOrder{File: early, Wave: "2014",
			Mapping: []byte(`{"definition":{"id":"sfo-guest-survey"},"key":["RESPNUM"],"columns":[{"column":"Q7ALL","question":"overall"}],"ignore":["*"]}`)}, "", map[string]int{}},
	} {
		t.Run(vector.name, func(t *testing.T) {
			preview, err := d.PreviewImport(t.Context(), member, vector.order)
			if err != nil {
				t.Fatal(err)
			}
			if preview.Format.Rows != 3 || len(preview.Columns) != preview.Format.Columns || len(preview.Sample) != 3 {
				t.Errorf("the file: %+v", preview.Format)
			}
			if preview.Edition != vector.edition {
				t.Errorf("edition %q, want %q", preview.Edition, vector.edition)
			}
			if vector.odd == nil {
				if preview.Summary != nil || preview.Suggestion != nil {
					t.Errorf("got %+v", preview)
				}
				return
			}
			if preview.Summary == nil || preview.Summary.Ready != 3 || !maps.Equal(preview.Summary.Odd, vector.odd) {
				t.Errorf("summary: %+v", preview.Summary)
			}
			if len(preview.Suggestion.Editions) != 0 {
				t.Error("a suggestion has no editions left to choose")
			}
			if n := len(d.responses(t, "2014")) + len(d.responses(t, "2016")); n != 0 {
				t.Errorf("a preview wrote %d responses", n)
			}
		})
	}
}

func TestPreviewShowsWhatDoesNotFit(t *testing.T) {
	d := openDesk(t)
	member := d.furnish(t, "2014")
	preview, err := d.PreviewImport(t.Context(), member, service.ImportOrder{File: []byte("nr,Q7AL\n1,5\n"), Wave: "2014",
		Mapping: []byte(`{"definition":{"id":"sfo-guest-survey"},"columns":[{"column":"Q7ALL","question":"overall"}]}`)})
	if err != nil {
		t.Fatal(err)
	}
	if preview.Summary != nil || len(preview.Problems) != 1 || preview.Problems[0].Code != "column" || !strings.Contains(preview.Problems[0].Message, `"Q7AL"`) {
		t.Errorf("got %+v", preview.Problems)
	}
	preview, err = d.PreviewImport(t.Context(), member, service.ImportOrder{File: []byte("nr,art,secret\n1,5,x\n2,9,y\n"), Definition: fieldwork.DefinitionRef{ID: "sfo-guest-survey", Version: 1}})
	if err != nil {
		t.Fatal(err)
	}
	if len(preview.Problems) != 1 || preview.Problems[0].Column != "secret" || preview.Problems[0].Code != spreadsheet.CodeUnmapped {
		t.Errorf("a column nobody mentions: %+v", preview.Problems)
	}
	if preview.Summary == nil || preview.Summary.Odd["choice"] != 1 {
		t.Errorf("a suggestion made from names is tried at once: %+v", preview.Summary)
	}
}

func TestFurnishingMakesOnlyWhatIsMissing(t *testing.T) {
	d := openDesk(t)
	wanted := service.Furnishing{Project: "sfo", TimeZone: "America/Los_Angeles", Definition: readFile(t, surveys, "library/sfo-guest-survey.json"), Wave: "2014"}
	member, did, err := d.Furnish(t.Context(), service.Operator(), wanted)
	if err != nil || len(did) != 4 {
		t.Fatalf("%v, %v", did, err)
	}
	touchpoints, err := d.Touchpoints(t.Context(), member)
	if err != nil {
		t.Fatal(err)
	}
	titles := map[string]fieldwork.Touchpoint{}
	for _, touchpoint := range touchpoints.Items {
		titles[touchpoint.Name] = touchpoint
	}
	for name, want := range map[string]string{"airport": "The airport as a whole", "restrooms": "Restrooms", "safety": "Feeling safe", "wifi": "Free Wi-Fi"} {
		if got := titles[name].Title["en"]; got != want {
			t.Errorf("touchpoint %s is called %q, want %q", name, got, want)
		}
	}
	wifi := titles["wifi"]
	wifi.Title = map[string]string{"en": "Our Wi-Fi"}
	if _, err := d.PutTouchpoint(t.Context(), member, wifi); err != nil {
		t.Fatal(err)
	}
	if _, did, err = d.Furnish(t.Context(), service.Operator(), wanted); err != nil || len(did) != 0 {
		t.Errorf("again: %v, %v", did, err)
	}
	wanted.Wave, wanted.Kind = "trial", fieldwork.Pilot
	if _, did, err = d.Furnish(t.Context(), service.Operator(), wanted); err != nil || len(did) != 1 || !strings.Contains(did[0], "pilot") {
		t.Errorf("a further wave: %v, %v", did, err)
	}
	if touchpoints, err = d.Touchpoints(t.Context(), member); err != nil {
		t.Fatal(err)
	}
	for _, touchpoint := range touchpoints.Items {
		if touchpoint.Name == "wifi" && touchpoint.Title["en"] != "Our Wi-Fi" {
			t.Error("what is there must stay as it is")
		}
	}
	if _, _, err := d.Furnish(t.Context(), service.Actor{}, wanted); err == nil {
		t.Error("somebody anonymous furnished a project")
	}
}
