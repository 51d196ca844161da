package xlsform_test

import (
	"bytes"
	"testing"

	"touchstone/api/xlsform"
)

// imports must neither panic nor hang, and what is imported can be exported.
func imports(t *testing.T, name string, data []byte) {
	all := func(string) ([]byte, bool) { return data, true }
	imported, err := xlsform.Import(xlsform.Source{Name: name, Data: data, Table: all})
	if err != nil {
		return
	}
	for _, p := range imported.Problems {
		if p.Message == "" || p.Code == "" || p.Severity == "" {
			t.Errorf("says nothing: %+v", p)
		}
	}
	var out bytes.Buffer
	if err := xlsform.Export(imported.Definition, &out); err != nil {
		return
	}
	if _, err := xlsform.Import(xlsform.Source{Name: "form.xlsx", Data: out.Bytes()}); err != nil {
		t.Errorf("what was written cannot be read: %v", err)
	}
}

func FuzzForms(f *testing.F) {
	for _, seed := range []string{
		survey("type | name | label", "text | a | A"), survey("type | name | label::Deutsch (de) | media::image | jr:count", "begin_repeat | r | R | a.png | 3", "select_one x.csv or_other | a | “A” | | ", "end_repeat"),
		survey("type|name|default|parameters|points|trigger", "geoshape|a|1 2;3 4|a=\"b\" c=1|5 when . > 1|${a}", "select_one l|b|{\"expression\":\"1\"}||"), yesNo,
		"type,name,label\ntext,a,A\n", "survey\n,type;name\ntables\n,x\na,b\n,1\nfiles\n,name,size\n,a.png,x\nscoring\n,cap_bonus\n,maybe\nindicators\n,name,scale\n,i,0 to\n",
	} {
		f.Add("form.md", []byte(seed))
		f.Add("form.csv", []byte(seed))
	}
	f.Fuzz(func(t *testing.T, name string, data []byte) { imports(t, name, data) })
}

// FuzzSheets reads the XML of a sheet, styles and shared texts.
func FuzzSheets(f *testing.F) {
	f.Add(head+surveyHeader+`<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" s="1"><v>46082</v></c><c t="b"><f>1</f><v>1</v></c></row></sheetData></worksheet>`,
		`<styleSheet><numFmt numFmtId="165" formatCode="dd\.mm"/><cellXfs><xf/><xf numFmtId="165"/></cellXfs></styleSheet>`, `<sst><si><t>text_x000D_</t></si></sst>`)
	f.Fuzz(func(t *testing.T, sheet, styles, texts string) {
		imports(t, "form.xlsx", workbook(t, parts{"xl/worksheets/sheet1.xml": words(sheet), "xl/styles.xml": words(styles), "xl/sharedStrings.xml": words(texts)}))
	})
}
