package xlsform_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"touchstone/api/fault"
	"touchstone/api/xlsform"
)

func TestRowsOfAnyWorkbook(t *testing.T) {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }()
	if _, err := book.NewSheet("Filialen 2026"); err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]any{
		"A2": "Code", "B2": "Seit", "C2": "Konkurrenz", "A4": 12, "B4": time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC), "C4": true, "A5": " zh\u00a001 ", "C5": 47.5,
	} {
		if err := book.SetCellValue("Filialen 2026", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	rows, err := xlsform.Rows(file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	want := map[int][]string{2: {"Code", "Seit", "Konkurrenz"}, 4: {"12", "2026-05-01", "TRUE"}, 5: {"zh 01", "", "47.5"}}
	if len(rows) != len(want) {
		t.Fatalf("%d rows: %v", len(rows), rows)
	}
	for _, row := range rows {
		if !slices.Equal(row.Cells, want[row.Number]) {
			t.Errorf("row %d: %q, want %q", row.Number, row.Cells, want[row.Number])
		}
	}
}

func TestRowsRefuseWhatFormsRefuse(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"nothing on any sheet": {workbook(t, sheetOfNothing), "xlsform.empty"},
		"damaged":              {[]byte("PK\x03\x04"), "xlsform.format"},
		"old Excel":            {[]byte(oleMagic + strings.Repeat("\x00", 500)), "xlsform.oldExcel"},
		"a bomb of columns":    {workbook(t, sheetOf(repeated("<row>", `<c t="inlineStr"><is><t>a</t></is></c>`, 10_000, "</row>"))), "xlsform.tooLarge"},
		"a large file":         {append([]byte("PK"), make([]byte, 21<<20)...), "xlsform.tooLarge"},
	} {
		if !xlsform.IsWorkbook(c.data) {
			t.Errorf("%s: taken for text", name)
		}
		if _, err := xlsform.Rows(c.data); fault.Of(err) == nil || fault.Of(err).Code != c.code {
			t.Errorf("%s: %v, want %s", name, err, c.code)
		}
	}
}
