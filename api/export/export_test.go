package export_test

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"touchstone/api/export"
)

var table = export.Table{Name: "Places", Columns: []string{"code", "title", "share", "n", "own"}, Rows: slices.Values([][]any{
	{"zh01", `Zürich, "Bahnhof"`, 0.25, 7, true},
	{"zh02", "=HYPERLINK(\"http://x\")", -1.5, int64(-2), false},
	{"zh03", "two\nlines", nil, nil},
})}

func TestCSV(t *testing.T) {
	var out bytes.Buffer
	if err := export.WriteCSV(&out, table); err != nil {
		t.Fatal(err)
	}
	const want = "\ufeffcode,title,share,n,own\r\nzh01,\"Zürich, \"\"Bahnhof\"\"\",0.25,7,true\r\n" +
		"zh02,\"'=HYPERLINK(\"\"http://x\"\")\",-1.5,-2,false\r\nzh03,\"two\r\nlines\",,,\r\n"
	if out.String() != want {
		t.Errorf("%q\nwant %q", out.String(), want)
	}
}

func TestWorkbook(t *testing.T) {
	var out bytes.Buffer
	if err := export.WriteXLSX(&out, table); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	rows, err := book.GetRows("Places")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{{"code", "title", "share", "n", "own"}, {"zh01", `Zürich, "Bahnhof"`, "0.25", "7", "TRUE"},
		{"zh02", `=HYPERLINK("http://x")`, "-1.5", "-2", "FALSE"}, {"zh03", "two\nlines"}}
	if !slices.EqualFunc(rows, want, slices.Equal) {
		t.Errorf("%q\nwant %q", rows, want)
	}
	if formula, err := book.GetCellFormula("Places", "B3"); err != nil || formula != "" {
		t.Errorf("a text became the formula %q, %v", formula, err)
	}
}

func TestTextsThatLookLikeFormulasComeBack(t *testing.T) {
	for _, text := range []string{"", "a", "'", "'a", "=1+1", "+41 44 123 45 67", "-", "@x", "\tx", "''=1"} {
		if got := export.Meant(export.Harmless(text)); got != text {
			t.Errorf("%q came back as %q", text, got)
		}
	}
}

func TestWorkbookOfSeveralSheets(t *testing.T) {
	var out bytes.Buffer
	other := export.Table{Name: "Other", Columns: []string{"a"}, Rows: slices.Values([][]any{{1}})}
	if err := export.WriteWorkbook(&out, table, other); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = book.Close() }()
	if names := book.GetSheetList(); !slices.Equal(names, []string{"Places", "Other"}) {
		t.Errorf("sheets %q", names)
	}
	rows, err := book.GetRows("Other")
	if err != nil || !slices.EqualFunc(rows, [][]string{{"a"}, {"1"}}, slices.Equal) {
		t.Errorf("%q, %v", rows, err)
	}
}
