package main

import (
	"bytes"
	"strings"
	"testing"

	"touchstone/api/form"
	"touchstone/api/measure"
)

// What qualifies a row is said once for all rows that it concerns, then what qualifies all.
func TestPrintedComparisonsSayWhatToKeepInMind(t *testing.T) {
	changed := measure.Note{Code: "wordingChanged", Text: form.Text{"en": "The wording changed.", "de": "Der Wortlaut hat sich geändert."}}
	few := measure.Note{Code: "fewValues", Text: form.Text{"en": "Few values.", "de": "Wenige Werte."}}
	comparison := &measure.Comparison{
		Rows: []measure.Row{
			{Indicator: "a", Title: form.Text{"en": "Arrival"}, Notes: []measure.Note{changed, few}},
			{Indicator: "b", Notes: []measure.Note{changed}},
			{Indicator: "c", Notes: []measure.Note{}},
		},
		Warnings: []measure.Warning{{Code: "w", Text: form.Text{"en": "Mind the gap.", "de": "Vorsicht."}}},
	}
	for language, want := range map[string]string{
		"en": "\nNote on Arrival, b: The wording changed.\nNote on Arrival: Few values.\nWarning: Mind the gap.\n",
		"de": "\nNote on Arrival, b: Der Wortlaut hat sich geändert.\nNote on Arrival: Wenige Werte.\nWarning: Vorsicht.\n",
	} {
		var out bytes.Buffer
		must(t, printComparison(&out, comparison, language))
		if !strings.HasSuffix(out.String(), want) {
			t.Errorf("%s:\n%s\nwant at its end:%s", language, out.String(), want)
		}
	}
}
