package measure_test

import (
	"slices"
	"testing"

	"touchstone/api/form"
	"touchstone/api/measure"
)

func TestVerbatims(t *testing.T) {
	text := func(name, appearance, touchpoint string) form.Question {
		return form.Question{Type: "text", Name: name, Appearance: appearance, Touchpoint: touchpoint, Label: form.Text{"en": name}}
	}
	definition := &form.Definition{
		Cluster: "run", Segments: []string{"town"},
		Body: []form.Question{
			text("loose", "", ""), text("own", "multiline", "counter"), text("run", "", "counter"), text("town", "", "counter"),
			{Type: "section", Name: "named", Touchpoint: "counter", Body: []form.Question{
				text("inside", "", ""), text("elsewhere", "", "phone"), text("mail", "email", ""), {Type: "integer", Name: "wait"},
				{Type: "repeat", Name: "people", Body: []form.Question{text("said", "", "")}},
			}},
			{Type: "section", Name: "scored", Body: []form.Question{text("beside", "", "")}},
		},
		Indicators: []form.Indicator{{Name: "score", Kind: "score", Of: "scored", Touchpoint: "counter"}},
	}
	answers := map[string]any{
		"loose": "l", "own": "o", "run": "7", "town": "Bern", "inside": " ", "elsewhere": "e", "mail": "a@example.org", "wait": 3.0, "beside": "b",
		"people": []any{map[string]any{"said": "first"}, map[string]any{}, map[string]any{"said": "third"}},
	}
	for _, one := range []struct {
		touchpoint string
		whole      bool
		want       []string
		names      []string
	}{
		{"counter", false, []string{"own=o", "people[0].said=first", "people[2].said=third", "beside=b"}, []string{"own", "inside", "people", "beside"}},
		{"phone", false, []string{"elsewhere=e"}, []string{"elsewhere"}},
		{"none", false, nil, nil},
		{"none", true, []string{"loose=l", "own=o", "elsewhere=e", "people[0].said=first", "people[2].said=third", "beside=b"}, []string{"loose", "own", "inside", "elsewhere", "people", "beside"}},
	} {
		questions := measure.VerbatimQuestionsOf(definition, one.touchpoint, one.whole)
		var got []string
		for _, verbatim := range questions.In(answers) {
			got = append(got, verbatim.Question+"="+verbatim.Text)
		}
		if !slices.Equal(got, one.want) || !slices.Equal(questions.Names(), one.names) {
			t.Errorf("%s, %t: %v of %v, want %v of %v", one.touchpoint, one.whole, got, questions.Names(), one.want, one.names)
		}
	}
}
