package fieldwork_test

import (
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

const unsentList = `{"format":"touchstone-unsent","version":1,"person":"me","savedAt":"2026-03-10T12:00:00.000Z","items":[` +
	`{"kind":"report","project":"p","content":{"id":"1","answers":{"a":"]}"}}},` +
	`{"kind":"revision","project":"p","response":"r","content":{"id":"2"}}]}`

func TestReadingUnsentLists(t *testing.T) {
	first := strings.Index(unsentList, `,{"kind":"revision"`)
	for _, c := range []struct {
		name, given string
		items       int
		whole       bool
		code        string
	}{
		{"whole", unsentList, 2, true, ""},
		{"with members of a later version", strings.Replace(unsentList, `"version":1`, `"version":2,"more":{"a":[1]}`, 1), 2, true, ""},
		{"without items", `{"format":"touchstone-unsent"}`, 0, true, ""},
		{"cut off at the end", unsentList[:len(unsentList)-1], 2, false, ""},
		{"cut off after an item", unsentList[:first], 1, false, ""},
		{"cut off within an item", unsentList[:first-5], 0, false, ""},
		{"cut off within the second", unsentList[:len(unsentList)-8], 1, false, ""},
		{"cut off before the items", unsentList[:60], 0, false, ""},
		{"damaged within the second", strings.Replace(unsentList, `"response":"r"`, `"response":'r'`, 1), 1, false, ""},
		{"an item of another shape", strings.Replace(unsentList, `"kind":"revision"`, `"kind":7`, 1), 1, false, "unsent.format"},
		{"another format", strings.Replace(unsentList, "touchstone-unsent", "other", 1), 0, false, "unsent.format"},
		{"without a format", `{"person":"me"}`, 0, false, "unsent.format"},
		{"items before the format", `{"items":[],"format":"touchstone-unsent"}`, 0, false, "unsent.format"},
		{"an array", `[]`, 0, false, "unsent.format"},
		{"empty", ``, 0, false, "unsent.format"},
		{"too many", `{"format":"touchstone-unsent","items":[{}` + strings.Repeat(`,{}`, 2_000) + `]}`, 2_000, false, "unsent.tooMany"},
	} {
		t.Run(c.name, func(t *testing.T) {
			items := 0
			_, whole, err := fieldwork.ReadUnsent(strings.NewReader(c.given), func(fieldwork.UnsentItem) error { items++; return nil })
			code := ""
			if err != nil {
				code = fault.Of(err).Code
			}
			if items != c.items || whole != c.whole || code != c.code {
				t.Errorf("%d items, whole %v, %q (%v); want %d, %v, %q", items, whole, code, err, c.items, c.whole, c.code)
			}
		})
	}
}
