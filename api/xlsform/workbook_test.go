package xlsform_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"touchstone/api/form"
	"touchstone/api/xlsform"
)

// sheetXML makes the part of a sheet of rows.
func sheetXML(rows string) parts {
	return parts{"xl/worksheets/sheet1.xml": words(head + rows + `</sheetData></worksheet>`)}
}

func TestCellsAreReadAsPeopleSeeThem(t *testing.T) {
	const header = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><r><t>la</t></r><rPh><t>xx</t></rPh><r><t xml:space="preserve">bel </t></r></is></c>` +
		`<c r="D1" t="inlineStr"><is><t>default</t></is></c><c r="E1" t="inlineStr"><is><t>required</t></is></c></row>`
	const styles = `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="[Red]&quot;day&quot; 0"/><numFmt numFmtId="165" formatCode="dd\.mm\.yyyy"/></numFmts>` +
		`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="21"/></cellXfs></styleSheet>`
	question := func(kind, rest string) string {
		return header + `<row r="4"><c r="A4" t="str"><v>` + kind + `</v></c><c r="B4" t="str"><v>a</v></c>` + rest + `</row>`
	}
	for _, c := range []struct {
		name, rows string
		changed    parts
		want       string
		said       string
	}{
		{"a number as a label", question("text", `<c r="C4"><v>2.5</v></c>`), nil, `[{"type":"text","name":"a","label":{"en":"2.5"}}]`, ""},
		{"a number with the noise of binary digits", question("text", `<c r="C4"><v>0.10000000000000001</v></c>`), nil, `[{"type":"text","name":"a","label":{"en":"0.1"}}]`, ""},
		{"a large number", question("text", `<c r="C4"><v>1.2345678901E+10</v></c>`), nil, `[{"type":"text","name":"a","label":{"en":"12345678901"}}]`, ""},
		{"a day", question("date", `<c r="D4" s="1"><v>46082</v></c>`), nil, `[{"type":"date","name":"a","default":"2026-03-01"}]`, ""},
		{"a day in a format of one's own", question("date", `<c r="D4" s="3"><v>46082</v></c>`), nil, `[{"type":"date","name":"a","default":"2026-03-01"}]`, ""},
		{"a day that is shown as a number", question("date", `<c r="D4"><v>46082</v></c>`), nil, `[{"type":"date","name":"a","default":"2026-03-01"}]`, ""},
		{"a day before the leap day that never was", question("date", `<c r="D4" s="1"><v>59</v></c>`), nil, `[{"type":"date","name":"a","default":"1900-02-28"}]`, ""},
		{"a day since 1904", question("date", `<c r="D4" s="1"><v>44620</v></c>`), parts{"xl/workbook.xml": words(`<workbook><workbookPr date1904="1"/><sheets><sheet name="survey" r:id="rId1"/></sheets></workbook>`)},
			`[{"type":"date","name":"a","default":"2026-03-01"}]`, ""},
		{"a time", question("time", `<c r="D4" s="4"><v>0.604166666666667</v></c>`), nil, `[{"type":"time","name":"a","default":"14:30:00"}]`, ""},
		{"a day with a time", question("dateTime", `<c r="D4" s="1"><v>46082.5</v></c>`), nil, `[{"type":"dateTime","name":"a","default":"2026-03-01T12:00:00"}]`, ""},
		{"a number in a format with letters in quotation marks", question("integer", `<c r="D4" s="2"><v>5</v></c>`), nil, `[{"type":"integer","name":"a","default":5}]`, ""},
		{"true", question("integer", `<c r="E4" t="b"><v>1</v></c>`), nil, `[{"type":"integer","name":"a","required":true}]`, ""},
		{"a formula", question("text", `<c r="C4" t="str"><f>A1&amp;B1</f><v>Words</v></c>`), nil, `[{"type":"text","name":"a","label":{"en":"Words"}}]`, "warning formula survey 4 label"},
		{"a formula without result", question("text", `<c r="C4"><f>A1</f></c>`), nil, `[{"type":"text","name":"a"}]`, "error formula survey 4 label"},
		{"a formula that fails", question("text", `<c r="C4" t="e"><f>A1/0</f><v>#DIV/0!</v></c>`), nil, `[{"type":"text","name":"a","label":{"en":"#DIV/0!"}}]`, "error formula survey 4 label"},
		{"line breaks and escaped signs", question("text", `<c r="C4" t="str"><v>One_x000D_&#10;Two &lt;b&gt; _x0041_</v></c>`), nil, `[{"type":"text","name":"a","label":{"en":"One\nTwo <b> A"}}]`, ""},
		{"blanks that do not break", question("text", "<c r=\"C4\" t=\"str\"><v>\u00a0Prêt\u00a0? </v></c>"), nil, `[{"type":"text","name":"a","label":{"en":"Prêt\u00a0?"}}]`, ""},
		{"a cell merged over two rows", header + `<row r="2"><c r="A2" t="str"><v>text</v></c><c r="B2" t="str"><v>a</v></c><c r="C2" t="str"><v>L</v></c></row><row r="3"><c r="B3" t="str"><v>b</v></c><c r="C3" t="str"><v>M</v></c></row>` +
			`</sheetData><mergeCells><mergeCell ref="A2:A9"/><mergeCell ref="C2:D3"/></mergeCells><sheetData>`, nil, `[{"type":"text","name":"a","label":{"en":"L"}},{"type":"text","name":"b","label":{"en":"M"}}]`, "warning merged survey 3 type"},
		{"cells without references", header + `<row><c t="str"><v>text</v></c><c t="str"><v>a</v></c></row>`, nil, `[{"type":"text","name":"a"}]`, ""},
		{"other namespaces and prefixes", "", parts{"xl/worksheets/sheet1.xml": words(`<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c></x:row>` +
			`<x:row><x:c t="str"><x:v>note</x:v></x:c></x:row></x:sheetData></x:worksheet>`)}, `[{"type":"note","name":"note_row_2"}]`, "warning missing survey 2 "},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := sheetXML(c.rows)
			all["xl/styles.xml"] = words(styles)
			all["xl/sharedStrings.xml"] = words(`<sst><si><t>type</t></si><si><r><t>na</t></r><r><t>me</t></r></si></sst>`)
			for name, write := range c.changed {
				all[name] = write
			}
			imported, err := xlsform.Import(xlsform.Source{Name: "form.xlsx", Data: workbook(t, all)})
			if err != nil {
				t.Fatal(err)
			}
			body(t, imported, c.want)
			if c.said != "" && !said(imported.Problems, c.said) {
				t.Errorf("%q is missing in %+v", c.said, imported.Problems)
			}
		})
	}
}

// TestAnotherReaderOpensWhatIsWritten reads a written workbook with the library that others
// use too.
func TestAnotherReaderOpensWhatIsWritten(t *testing.T) {
	d := &form.Definition{ID: "a", Version: 1, Kind: "quiz", Title: form.Text{"en": "A"}, DefaultLanguage: "en", Body: []form.Question{
		{Type: "text", Name: "a", Label: form.Text{"en": "=1+1", "de": "Zwei\nZeilen"}}}}
	path := filepath.Join(t.TempDir(), "form.xlsx")
	if err := os.WriteFile(path, exported(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if got := strings.Join(file.GetSheetList(), " "); got != "survey choices settings" {
		t.Errorf("sheets %s", got)
	}
	rows, err := file.GetRows("survey")
	if err != nil || len(rows) != 2 || strings.Join(rows[0], "|") != "type|name|label::English (en)|label::Deutsch (de)" || rows[1][3] != "Zwei\nZeilen" {
		t.Errorf("%v %q", err, rows)
	}
	if formula, err := file.GetCellFormula("survey", "C2"); err != nil || formula != "" || rows[1][2] != "=1+1" {
		t.Errorf("a text became a formula: %q %v", formula, err)
	}
	panes, err := file.GetPanes("survey")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header does not stay: %+v %v", panes, err)
	}
	if width, err := file.GetColWidth("survey", "C"); err != nil || width < 15 {
		t.Errorf("a column %v wide, %v", width, err)
	}
}

// TestFormsOfTheField reads public example forms where they are; they are not part of this
// repository.
func TestFormsOfTheField(t *testing.T) {
	folder := os.Getenv("TOUCHSTONE_XLSFORM_DATA")
	if folder == "" {
		folder = filepath.Join("..", "..", "..", "shared", "data", "xlsforms")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Skip("the example forms are not here (TOUCHSTONE_XLSFORM_DATA names their folder); forms made here are tested in any case")
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			imported, err := xlsform.Import(xlsform.Source{Name: filepath.Base(file), Data: data})
			if err != nil {
				t.Fatal(err)
			}
			if form.Failed(imported.Problems) {
				t.Error(imported.Problems)
			}
			roundTripOnly(t, imported.Definition)
		})
	}
}
