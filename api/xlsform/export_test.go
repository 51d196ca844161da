package xlsform_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"touchstone/api/form"
	"touchstone/api/xlsform"
	"touchstone/surveys"
)

// canonical writes a definition in one form whatever the order of its source.
func canonical(t *testing.T, d *form.Definition) string {
	t.Helper()
	data, err := json.MarshalIndent(d, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func exported(t *testing.T, d *form.Definition) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := xlsform.Export(d, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// firstDifference shows the first line in which two texts differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one ends before the other"
}

func roundTrip(t *testing.T, d *form.Definition) {
	t.Helper()
	imported, err := xlsform.Import(xlsform.Source{Name: "form.xlsx", Data: exported(t, d)})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := canonical(t, imported.Definition), canonical(t, d); got != want {
		t.Error(firstDifference(got, want))
	}
	before := form.Check(d)
	if len(before) != len(imported.Problems) {
		t.Errorf("problems %v became %v", before, imported.Problems)
	}
	for _, p := range imported.Problems {
		if p.Sheet == "" {
			t.Errorf("no sheet: %+v", p)
		}
	}
}

func TestEveryDefinitionOfTheLibraryComesBackTheSame(t *testing.T) {
	names, err := fs.Glob(surveys.Library, "library/*.json")
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			data, err := surveys.Library.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			d, problems := form.Parse(data)
			if form.Failed(problems) {
				t.Fatal(problems)
			}
			roundTrip(t, d)
		})
	}
}
