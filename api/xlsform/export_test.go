package xlsform_test

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"testing"

	"touchstone/api/fault"
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

// roundTripOnly demands that a definition comes back the same, and gives what was said of it.
func roundTripOnly(t *testing.T, d *form.Definition) xlsform.Imported {
	t.Helper()
	imported, err := xlsform.Import(xlsform.Source{Name: "form.xlsx", Data: exported(t, d)})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := canonical(t, imported.Definition), canonical(t, d); got != want {
		t.Error(firstDifference(got, want))
	}
	return imported
}

// roundTrip demands the same problems too, each with its sheet.
func roundTrip(t *testing.T, d *form.Definition) {
	t.Helper()
	imported := roundTripOnly(t, d)
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

// everything uses every member of a definition, with values that are easily confused in cells.
func everything() *form.Definition {
	f := func(x float64) *float64 { return &x }
	no := false
	text := func(en, de string) form.Text { return form.Text{"en": en, "de": de} }
	return &form.Definition{
		ID: "everything", Version: 12, Kind: "visit", Title: text("All", "Alles"), Description: text("=1+1", "@x"), DefaultLanguage: "de", Pages: "all", Thanks: form.Text{"de-CH": "Merci vilmal"},
		Weight: "b", Cluster: "a", Segments: []string{"a", "b"}, Scoring: &form.Scoring{CapBonus: &no},
		Choices: map[string][]form.Choice{
			"yn": {
				{Name: "1", Label: text("Yes", "Ja"), Points: f(-1.5), Value: f(0), Media: form.Media{Image: form.Text{"de": "a.png"}}, Columns: map[string]string{"region": "1", "points": "x", "label::fr": "y", "two words": "z"}},
				{Name: "1.0", Label: text("TRUE", "-"), NotApplicable: true},
				{Name: "no", Exclusive: true, Columns: map[string]string{"region": "007"}}},
			"unused": {{Name: "x"}},
		},
		Tables: map[string]form.Table{"stores": {Columns: []string{"name", "city"}, Rows: [][]string{{"zh", "Zürich"}, {"", "Bern"}, {"x", ""}}}, "empty": {Columns: []string{"a"}, Rows: [][]string{}}},
		Files:  map[string]form.File{"a.png": {SHA256: strings.Repeat("0a", 32), Type: "image/png", Size: 12345678901}},
		Body: []form.Question{
			{Type: "section", Name: "s", Label: text("S", "S"), Weight: 2.5, Touchpoint: "counter", Appearance: "table-list", Relevant: "1 = 1", Body: []form.Question{
				{Type: "repeat", Name: "r", Count: "${b}", Required: form.Condition{Always: true}, Body: []form.Question{
					{Type: "text", Name: "a", Guidance: text("G", "G"), ReadOnly: form.Condition{Expression: "${b} > 1"}, RequiredMessage: text("R", "R"), ConstraintMessage: text("C", "C"),
						Required: form.Condition{Expression: "${b} = 2"}, Constraint: "regex(., '[a-z]{2,3}')", Hint: form.Text{"en": "${b} • “quoted”"}},
					{Type: "repeat", Name: "r2", Body: []form.Question{{Type: "rank", Name: "k", Choices: "yn", Default: []byte(`["no","1"]`)}}}}},
				{Type: "section", Name: "s2", Body: []form.Question{{Type: "note", Name: "n", Label: form.Text{"de": "# Titel\n\n*fett*"}}}}}},
			{Type: "integer", Name: "b", Default: []byte("5"), Points: []form.PointRule{{When: ". <= 3 or\n. = 7", Points: 5}, {When: ". <= 10", Points: -0.5}, {Points: 0}}, Bonus: 0.25, Critical: "cap:60"},
			{Type: "select_one", Name: "c", Choices: "yn", ChoiceFilter: "region = ${b} and name != ''", Parameters: map[string]any{"randomize": true, "seed": "${b}"}},
			{Type: "select_one", Name: "d", Choices: "${a}"},
			{Type: "range", Name: "e", Parameters: map[string]any{"start": 0.0, "end": "10", "step": 0.5}},
			{Type: "text", Name: "f", Default: []byte(`"5"`)}, {Type: "text", Name: "g", Default: []byte(`"today()"`)}, {Type: "text", Name: "h", Default: []byte(`{"expression":"'x'"}`)},
			{Type: "text", Name: "i", Default: []byte(`"${b}"`)}, {Type: "integer", Name: "j", Default: []byte(`{"expression":"7"}`)}, {Type: "text", Name: "k2", Default: []byte(`"[1]"`)}, {Type: "text", Name: "k3", Default: []byte(`"TRUE"`)},
			{Type: "date", Name: "l", Default: []byte(`"2026-03-01"`)}, {Type: "dateTime", Name: "m", Default: []byte(`{"expression":"now()"}`)}, {Type: "time", Name: "o", Default: []byte(`"14:30"`)},
			{Type: "geopoint", Name: "p", Default: []byte(`{"accuracy":3,"lat":47.4,"lon":8.5}`)}, {Type: "geoshape", Name: "q", Default: []byte(`[{"lat":1,"lon":2},{"lat":1,"lon":3},{"lat":2,"lon":3}]`)},
			{Type: "image", Name: "t", Media: form.Media{BigImage: form.Text{"en": "a.png"}, Audio: form.Text{"de": "b.mp3"}, Video: form.Text{"de": "c.mp4"}}, Parameters: map[string]any{"maxPixels": 1000.0, "keepPosition": false}},
			{Type: "audio", Name: "u", Parameters: map[string]any{"quality": "voice-only", "maxSeconds": 60.0}}, {Type: "file", Name: "v", Parameters: map[string]any{"accept": ".pdf, .csv", "maxSize": 1.5}},
			{Type: "calculate", Name: "w", Calculation: "if(${b} > 1, \"it's\", '“no”')", Trigger: []string{"b", "c"}},
			{Type: "hidden", Name: "x"}, {Type: "acknowledge", Name: "y", Default: []byte(`"OK"`)}, {Type: "barcode", Name: "z"}, {Type: "geotrace", Name: "ga", Parameters: map[string]any{"accuracy": 5.0}},
			{Type: "start", Name: "aa"}, {Type: "end", Name: "ab"}, {Type: "today", Name: "ac"}, {Type: "deviceid", Name: "ad"}, {Type: "username", Name: "ae"}, {Type: "audit", Name: "af"}, {Type: "video", Name: "ag"}, {Type: "decimal", Name: "ah"},
			{Type: "select_multiple", Name: "ai", Choices: "yn", Default: []byte(`["1"]`)},
		},
		Indicators: []form.Indicator{
			{Name: "i", Kind: "share", Of: "c", Values: []string{"1", "no"}, Goal: f(0.5), Weight: f(0)}, {Name: "j", Kind: "share", Of: "a", Values: []string{"two words", "x"}, When: ". = 'a b'"},
			{Name: "k", Kind: "mean", Of: "b", Better: "lower", Scale: []float64{-1.5, 15}, Unit: text("min", "Min."), Title: text("T", "T"), RelevantDifference: f(0.001), Touchpoint: "counter"}},
	}
}

func TestEverythingComesBackTheSame(t *testing.T) { roundTripOnly(t, everything()) }

func TestEveryMemberIsInTheRoundTrip(t *testing.T) {
	data, err := json.Marshal(everything())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range []any{form.Definition{}, form.Question{}, form.Choice{}, form.Indicator{}, form.Scoring{}, form.Media{}, form.File{}, form.Table{}, form.PointRule{}} {
		for i := range reflect.TypeOf(v).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(v).Field(i).Tag.Get("json"), ",")
			if name != "method" && name != "unanswered" && !bytes.Contains(data, []byte(`"`+name+`":`)) {
				t.Errorf("%T.%s is not in the definition that must come back the same", v, name)
			}
		}
	}
	for _, name := range form.Types() {
		if !bytes.Contains(data, []byte(`"type":"`+name+`"`)) {
			t.Errorf("no question of type %s is in it", name)
		}
	}
}

func TestATextTooLongForACellIsRefused(t *testing.T) {
	d := everything()
	d.Thanks = form.Text{"en": strings.Repeat("a", 40_000)}
	if err := xlsform.Export(d, io.Discard); fault.Of(err).Code != "xlsform.tooLong" {
		t.Error(err)
	}
}
