package spreadsheet_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/form"
	"touchstone/api/spreadsheet"
)

// visit is a small definition with every type that a column can answer.
var visit = &form.Definition{
	ID: "visit", Version: 1,
	Choices: map[string][]form.Choice{
		"rating": {{Name: "1", Label: form.Text{"en": "Bad", "de": "Schlecht"}}, {Name: "2"}, {Name: "3", Label: form.Text{"en": "Good", "de": "Gut"}}, {Name: "na", NotApplicable: true}},
		"plain":  {{Name: "a"}, {Name: "b"}},
	},
	Body: []form.Question{
		{Type: "section", Name: "all", Body: []form.Question{
			{Type: "select_one", Name: "rating", Choices: "rating", Label: form.Text{"en": "How was it?"}},
			{Type: "select_multiple", Name: "reasons", Choices: "plain"},
			{Type: "integer", Name: "visits"},
			{Type: "decimal", Name: "price"},
			{Type: "range", Name: "recommend", Parameters: map[string]any{"start": 0.0, "end": 10.0}},
			{Type: "date", Name: "day"},
			{Type: "text", Name: "comment"},
			{Type: "image", Name: "photo"},
		}},
	},
}

// answer binds one column "x" to the question and reads one cell.
func answer(t *testing.T, column, cell string) (spreadsheet.Row, error) {
	t.Helper()
	sheet, err := spreadsheet.Open([]byte("x;y\n\""+strings.ReplaceAll(cell, `"`, `""`)+"\";1\n"), "", ";")
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := spreadsheet.ParseMapping([]byte(`{"definition":{"id":"visit"},"ignore":["y"],` + column + `}`))
	if err != nil {
		t.Fatal(err)
	}
	binding, err := spreadsheet.Bind(sheet, visit, mapping, "")
	if err != nil {
		return spreadsheet.Row{}, err
	}
	for row := range binding.Rows() {
		return row, nil
	}
	t.Fatal("the row is gone")
	return spreadsheet.Row{}, nil
}

func TestCellsBecomeAnswers(t *testing.T) {
	column := func(members string) string { return `"columns":[{"column":"x",` + members + `}]` }
	rating, decimalComma := column(`"question":"rating"`), `"decimal":",",`+column(`"question":"price"`)
	for _, vector := range []struct {
		name, column, cell string
		want               any
		code               string // of the problem; "" is none
	}{
		{"choice by name", rating, "3", "3", ""},
		{"choice with blanks around", rating, " 3\t", "3", ""},
		{"choice by label in any language", rating, "GUT", "3", ""},
		{"whole number written with a decimal", rating, "3.0", "3", ""},
		{"a number that is no choice", rating, "3.5", nil, "choice"},
		{"unknown choice", rating, "4", nil, "choice"},
		{"empty is blank", rating, "", nil, ""},
		{"blanks are blank", rating, "  ", nil, ""},
		{"recode", column(`"question":"rating","recode":{"9":"na","gut":"3"}`), "9", "na", ""},
		{"not applicable", column(`"question":"rating","notApplicable":["6"]`), "6", "na", ""},
		{"not applicable, written 6.0", column(`"question":"rating","notApplicable":["6"]`), "6.0", "na", ""},
		{"blank code", column(`"question":"rating","blank":["0"]`), "0", nil, ""},
		{"blank code, written 0.0", column(`"question":"rating","blank":["0"]`), "0.0", nil, ""},
		{"blank code for all columns", `"blank":["-"],` + rating, "-", nil, ""},
		{"recode wins over the blank code for all columns", `"blank":["0"],` + column(`"question":"rating","recode":{"0":"na"}`), "0", "na", ""},
		{"shared coding", `"codings":{"r":{"recode":{"A":"1"}}},` + column(`"question":"rating","coding":"r"`), "A", "1", ""},
		{"one of several", column(`"question":"reasons"`), "b", []any{"b"}, ""},
		{"whole number", column(`"question":"visits"`), "12", 12.0, ""},
		{"a fraction where a whole number belongs", column(`"question":"visits"`), "1.5", nil, "number"},
		{"text where a number belongs", column(`"question":"visits"`), "often", nil, "number"},
		{"hexadecimal is no number here", column(`"question":"price"`), "0x10", nil, "number"},
		{"infinity is no number here", column(`"question":"price"`), "inf", nil, "number"},
		{"decimal point", column(`"question":"price"`), "1.25", 1.25, ""},
		{"decimal comma", decimalComma, "1,25", 1.25, ""},
		{"decimal comma with thousands", decimalComma, "1.234,5", 1234.5, ""},
		{"Swiss thousands", decimalComma, "1'234,5", 1234.5, ""},
		{"comma where a point is the mark", column(`"question":"price"`), "1,25", nil, "number"},
		{"inside the range of the question", column(`"question":"recommend"`), "10", 10.0, ""},
		{"outside the range of the question", column(`"question":"recommend"`), "11", nil, "range"},
		{"outside the range of the column", column(`"question":"visits","range":[1,5]`), "6", nil, "range"},
		{"recode to a number", column(`"question":"visits","recode":{"many":"20"}`), "many", 20.0, ""},
		{"day", column(`"question":"day"`), "2016-02-29", "2016-02-29", ""},
		{"day that is not in the calendar", column(`"question":"day"`), "2015-02-29", nil, "date"},
		{"German day", column(`"question":"day","format":"DD.MM.YYYY"`), "1.9.2014", "2014-09-01", ""},
		{"American day with a time", column(`"question":"day","format":"MM/DD/YYYY hh:mm:ss AM"`), "05/11/2016 12:00:00 AM", "2016-05-11", ""},
		{"day of the month", column(`"question":"day","month":"2014-09"`), "30", "2014-09-30", ""},
		{"day that the month lacks", column(`"question":"day","month":"2014-09"`), "31", nil, "date"},
		{"text that looks like a formula", column(`"question":"comment"`), "=1+1", "=1+1", ""},
		{"constant", `"constants":{"comment":"old file"}`, "", "old file", ""},
	} {
		t.Run(vector.name, func(t *testing.T) {
			row, err := answer(t, vector.column, vector.cell)
			if err != nil {
				t.Fatal(err)
			}
			var got any
			for _, value := range row.Answers {
				got = value
			}
			if !reflect.DeepEqual(got, vector.want) {
				t.Errorf("got %#v, want %#v", got, vector.want)
			}
			code := ""
			for _, problem := range row.Problems {
				if problem.Code == spreadsheet.CodeUnmapped {
					continue
				}
				code = problem.Code
				if problem.Line != 2 || problem.Column != "x" || problem.Value != vector.cell {
					t.Errorf("the place is wrong: %+v", problem)
				}
			}
			if code != vector.code {
				t.Errorf("problem: got %q, want %q", code, vector.code)
			}
		})
	}
}

func TestBindReportsEveryMistakeOfAMapping(t *testing.T) {
	for _, vector := range []struct {
		name, header, mapping string
		code, path, says      string
	}{
		{"missing column with a near name", "Q7ARD,y", `"columns":[{"column":"Q7ART","question":"rating"}]`, "column", "columns[0].column", `"Q7ARD"`},
		{"missing key", "x,y", `"key":["nr"]`, "column", "key[0]", `"nr"`},
		{"two columns of one name", "x,X", `"columns":[{"column":"x","question":"rating"}]`, "ambiguous", "columns[0].column", "number 2"},
		{"two of the names are there", "x,y", `"columns":[{"column":["x","y"],"question":"rating"}]`, "ambiguous", "columns[0].column", "number 2"},
		{"no name", "x,y", `"columns":[{"column":[],"question":"rating"}]`, "column", "columns[0].column", "missing"},
		{"unknown question with a near name", "x,y", `"columns":[{"column":"x","question":"ratin"}]`, "question", "columns[0].question", `"rating"`},
		{"question twice", "x,y", `"columns":[{"column":"x","question":"rating"},{"column":"y","question":"rating"}]`, "question", "columns[1].question", "twice"},
		{"question that takes no cell", "x,y", `"columns":[{"column":"x","question":"photo"}]`, "type", "columns[0].question", "image"},
		{"unknown coding", "x,y", `"codings":{"grade":{}},"columns":[{"column":"x","question":"rating","coding":"grad"}]`, "coding", "columns[0].coding", `"grade"`},
		{"recode to no choice", "x,y", `"columns":[{"column":"x","question":"rating","recode":{"5":"five"}}]`, "choice", "columns[0].recode", `"five"`},
		{"not applicable without such a choice", "x,y", `"columns":[{"column":"x","question":"reasons","notApplicable":["6"]}]`, "notApplicable", "columns[0].notApplicable", "reasons"},
		{"several columns for one answer", "x,y", `"columns":[{"column":"x","also":["y"],"question":"rating"}]`, "also", "columns[0].also", "select_one"},
		{"range upside down", "x,y", `"columns":[{"column":"x","question":"visits","range":[5,1]}]`, "range", "columns[0].range", "lowest"},
		{"format without year", "x,y", `"columns":[{"column":"x","question":"day","format":"DD.MM."}]`, "format", "columns[0].format", "YYYY"},
		{"month that is none", "x,y", `"submittedAt":{"column":"x","month":"2014-13"}`, "month", "submittedAt.month", "2014-13"},
		{"decimal mark", "x,y", `"decimal":"·"`, "decimal", "decimal", "·"},
		{"constant for a mapped question", "x,y", `"columns":[{"column":"x","question":"rating"}],"constants":{"rating":"1"}`, "question", "constants.rating", "mapped"},
		{"constant that is no choice", "x,y", `"constants":{"rating":"9"}`, "choice", "constants.rating", `"9"`},
	} {
		t.Run(vector.name, func(t *testing.T) {
			sheet, err := spreadsheet.Open([]byte(vector.header+"\n1,2\n"), "", "")
			if err != nil {
				t.Fatal(err)
			}
			mapping, err := spreadsheet.ParseMapping([]byte(`{"definition":{"id":"visit"},` + vector.mapping + `}`))
			if err != nil {
				t.Fatal(err)
			}
			_, err = spreadsheet.Bind(sheet, visit, mapping, "")
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("got %v", err)
			}
			for _, field := range fault.Of(err).Fields {
				if field.Path == vector.path && field.Code == vector.code && strings.Contains(field.Message, vector.says) {
					return
				}
			}
			t.Errorf("got %+v", fault.Of(err).Fields)
		})
	}
}

func TestRowsThatDoNotFitAreReported(t *testing.T) {
	data := "nr,rating,visits\n1,3\n2,3,1,9\n3,2,1,,\n,,\n ,1,7\n ,1,7\n5," + strings.Repeat("x", spreadsheet.MaxCell+1) + ",1\n"
	sheet, err := spreadsheet.Open([]byte(data), "", "")
	if err != nil {
		t.Fatal(err)
	}
	mapping := &spreadsheet.Mapping{Definition: spreadsheet.Definition{ID: "visit"}}
	mapping.Key = []spreadsheet.Names{{"nr"}}
	mapping.Columns = []spreadsheet.Column{{Column: spreadsheet.Names{"rating"}, Question: "rating"}}
	binding, err := spreadsheet.Bind(sheet, visit, mapping, "")
	if err != nil {
		t.Fatal(err)
	}
	if len(binding.Problems) != 1 || binding.Problems[0].Column != "visits" || binding.Problems[0].Code != spreadsheet.CodeUnmapped {
		t.Errorf("a column nobody mentions is named: got %+v", binding.Problems)
	}
	type outcome struct {
		line  int
		codes string
		left  bool
	}
	want := []outcome{{2, "shortRow", false}, {3, "longRow", true}, {4, "", false}, {5, "blankRow", true},
		{6, "noKey", false}, {7, "noKey", false}, {8, "tooLong", true}}
	keys := map[string]bool{}
	i := 0
	for row := range binding.Rows() {
		var codes []string
		for _, problem := range row.Problems {
			codes = append(codes, problem.Code)
		}
		if got := (outcome{row.Line, strings.Join(codes, " "), row.Left}); got != want[i] {
			t.Errorf("row %d: got %+v, want %+v", i, got, want[i])
		}
		if !row.Left && keys[row.Key] {
			t.Errorf("row %d: the key %q is taken", i, row.Key)
		}
		keys[row.Key] = true
		i++
	}
}

func TestBesideTheAnswers(t *testing.T) {
	sheet, err := spreadsheet.Open([]byte("w;g;loc;lang;when\n0,5;run 7;zh-1;E;31.12.2015 23:15\n-1;;;X;soon\n"), "", "")
	if err != nil {
		t.Fatal(err)
	}
	mapping, err := spreadsheet.ParseMapping([]byte(`{"definition":{"id":"visit"},"decimal":",","weight":{"column":"w"},"cluster":{"column":"g"},
		"location":{"column":"loc"},"language":{"column":"lang","recode":{"E":"en"}},"submittedAt":{"column":"when","format":"DD.MM.YYYY hh:mm"}}`))
	if err != nil {
		t.Fatal(err)
	}
	binding, err := spreadsheet.Bind(sheet, visit, mapping, "")
	if err != nil {
		t.Fatal(err)
	}
	var rows []spreadsheet.Row
	for row := range binding.Rows() {
		rows = append(rows, row)
	}
	r := rows[0]
	if r.Weight == nil || *r.Weight != 0.5 || r.Cluster != "run 7" || r.Location != "zh-1" || r.Language != "en" || !r.SubmittedAt.Equal(time.Date(2015, 12, 31, 23, 15, 0, 0, time.UTC)) {
		t.Errorf("got %+v", r)
	}
	codes := map[string]string{}
	for _, problem := range rows[1].Problems {
		codes[problem.Column] = problem.Code
	}
	if rows[1].Weight != nil || codes["w"] != spreadsheet.CodeRange || codes["when"] != spreadsheet.CodeDate {
		t.Errorf("got %+v with %v", rows[1], codes)
	}
}

func TestEditionsLieOverTheMapping(t *testing.T) {
	mapping, err := spreadsheet.ParseMapping([]byte(`{"definition":{"id":"visit"},"codings":{"c":{"blank":["0"]},"d":{}},
		"columns":[{"column":"a","question":"rating","coding":"c"},{"column":"b","question":"visits"}],"ignore":["x"],
		"editions":{"old":{"codings":{"c":{"blank":["9"]}},"columns":[{"column":"B","question":"visits"},{"column":"p","question":"price"}],"ignore":["y"],"decimal":","},"new":{}}}`))
	if err != nil {
		t.Fatal(err)
	}
	layout, err := mapping.For("old")
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(layout)
	want := `{"decimal":",","codings":{"c":{"blank":["9"]},"d":{}},"columns":[{"column":["a"],"question":"rating","coding":"c"},{"column":["B"],"question":"visits"},{"column":["p"],"question":"price"}],"ignore":["x","y"]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if layout, _ := mapping.For("new"); layout.Columns[1].Column[0] != "b" {
		t.Errorf("one edition must not touch another: %+v", layout.Columns)
	}
	if _, err := mapping.For("2019"); !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "new, old") {
		t.Errorf("an edition nobody knows: got %v", err)
	}
}

func TestMappingsAreReadStrictly(t *testing.T) {
	for _, vector := range []struct{ name, given, says string }{
		{"no JSON", "Q7ART=art", "line 1"},
		{"unknown member", "{\n \"definition\":{\"id\":\"v\"},\n \"colums\":[]\n}", "colums"},
		{"wrong type", "{\n \"definition\":{\"id\":\"v\"},\n \"columns\":{}\n}", "line 3"},
		{"names of the wrong type", `{"columns":[{"column":7}]}`, "line 1"},
		{"something behind", `{} {}`, "follows"},
	} {
		t.Run(vector.name, func(t *testing.T) {
			_, err := spreadsheet.ParseMapping([]byte(vector.given))
			if !fault.Is(err, fault.Invalid) || !strings.Contains(err.Error(), vector.says) {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := spreadsheet.Bind(&spreadsheet.Sheet{}, visit, &spreadsheet.Mapping{Definition: spreadsheet.Definition{ID: "other"}}, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("a mapping for another definition: got %v", err)
	}
}

func TestSuggestionFindsColumnsNamedLikeQuestions(t *testing.T) {
	sheet, err := spreadsheet.Open([]byte("Resp_Nr,Rating,how was it,Visits ,Gewicht\n1,3,1,2,0.5\n2,3,1,2,0.7\n"), "", "")
	if err != nil {
		t.Fatal(err)
	}
	got, _ := json.Marshal(spreadsheet.Suggest(sheet.Profile(), visit))
	want := `{"definition":{"id":"visit","version":1},"key":[["Resp_Nr"]],"columns":[{"column":["Rating"],"question":"rating"},{"column":["Visits"],"question":"visits"}],"weight":{"column":["Gewicht"]}}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func FuzzMapping(f *testing.F) {
	shipped, err := os.ReadFile(filepath.Join(surveys, "library", "mappings", "sfo-guest-survey.json"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(shipped, []byte("RESPNUM,Q7ALL\n1,5\n"), "2014")
	f.Add([]byte(`{"definition":{"id":"visit"},"columns":[{"column":"x","question":"day","format":"hh"}]}`), []byte("x\n1\n"), "")
	f.Add([]byte(`{"definition":{"id":"visit"},"columns":[{"column":["x"],"also":["y"],"question":"reasons"}],"key":[["x","y"]]}`), []byte("x;y\na;b\na;a\n"), "")
	f.Fuzz(func(t *testing.T, mappingData, data []byte, edition string) {
		mapping, err := spreadsheet.ParseMapping(mappingData)
		if err != nil {
			return
		}
		sheet, err := spreadsheet.Open(data, "", "")
		if err != nil {
			return
		}
		for _, definition := range []*form.Definition{visit, sfoDefinition(t)} {
			binding, err := spreadsheet.Bind(sheet, definition, mapping, edition)
			if err != nil {
				if fault.Of(err).Kind != fault.Invalid {
					t.Fatalf("a mapping that does not fit is the sender's fault: %v", err)
				}
				continue
			}
			keys := map[string]bool{}
			for row := range binding.Rows() {
				if !row.Left && (row.Key == "" || keys[row.Key]) {
					t.Fatalf("line %d: the key %q is taken", row.Line, row.Key)
				}
				keys[row.Key] = true
			}
		}
	})
}
