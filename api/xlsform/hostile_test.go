package xlsform_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/xlsform"
)

// parts are the files of a workbook with one sheet, survey; nil parts are left out.
type parts map[string]func(io.Writer)

func words(text string) func(io.Writer) {
	return func(out io.Writer) { _, _ = io.WriteString(out, text) }
}

func repeated(before, text string, times int, after string) func(io.Writer) {
	return func(out io.Writer) {
		_, _ = io.WriteString(out, before)
		block := strings.Repeat(text, 1000)
		for range times / 1000 {
			_, _ = io.WriteString(out, block)
		}
		_, _ = io.WriteString(out, after)
	}
}

const head = `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`

// surveyHeader is the first row of a sheet.
const surveyHeader = `<row r="1"><c r="A1" t="inlineStr"><is><t>type</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c><c r="C1" t="inlineStr"><is><t>label</t></is></c></row>`

func workbook(t testing.TB, changed parts) []byte {
	t.Helper()
	all := parts{
		"[Content_Types].xml":        words(`<Types/>`),
		"xl/workbook.xml":            words(`<workbook><sheets><sheet name="survey" sheetId="1" r:id="rId1"/></sheets></workbook>`),
		"xl/_rels/workbook.xml.rels": words(`<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`),
		"xl/worksheets/sheet1.xml":   words(head + surveyHeader + `</sheetData></worksheet>`),
	}
	for name, write := range changed {
		all[name] = write
	}
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for name, write := range all {
		if write == nil {
			continue
		}
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		write(part)
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// peak measures how many bytes more the heap holds at most while act runs.
func peak(act func()) (bytes uint64, took time.Duration) {
	held := func() uint64 {
		sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
		metrics.Read(sample)
		return sample[0].Value.Uint64()
	}
	// With the race detector the collector falls behind, and what it has not come to is not what an import needs.
	defer debug.SetGCPercent(debug.SetGCPercent(50))
	runtime.GC()
	before, most := held(), uint64(0)
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			most = max(most, held())
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	begun := time.Now()
	act()
	took = time.Since(begun)
	close(stop)
	<-stopped
	return most - min(most, before), took
}

const oleMagic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

func wide(text string) string { return strings.Join(strings.Split(text, ""), "\x00") + "\x00" }

// sheetOf makes the part of a sheet.
func sheetOf(rows func(io.Writer)) parts {
	return parts{"xl/worksheets/sheet1.xml": func(out io.Writer) {
		_, _ = io.WriteString(out, head+surveyHeader)
		rows(out)
		_, _ = io.WriteString(out, `</sheetData></worksheet>`)
	}}
}

func TestHostileAndWrongFilesGetAClearErrorWithinBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("makes large files")
	}
	opened := func(names ...string) []byte {
		var out bytes.Buffer
		archive := zip.NewWriter(&out)
		for _, name := range names {
			if _, err := archive.Create(name); err != nil {
				t.Fatal(err)
			}
		}
		if err := archive.Close(); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	whole := workbook(t, nil)
	const cell = `<c t="inlineStr"><is><t>a</t></is></c>`
	for _, c := range []struct {
		name string
		file string // "form.xlsx" when blank
		data []byte
		code string
		says string
	}{
		{"nothing", "", nil, "xlsform.empty", "empty"},
		{"no zip", "", []byte("hello"), "xlsform.format", ".xlsx"},
		{"a web page", "", []byte("<html><table></table></html>"), "xlsform.format", "web page"},
		{"cut off", "", whole[:len(whole)/2], "xlsform.format", "damaged"},
		{"old Excel", "form.xls", []byte(oleMagic + strings.Repeat("\x00", 500) + wide("Workbook")), "xlsform.oldExcel", "Save As"},
		{"old Excel, named like new", "", []byte(oleMagic + strings.Repeat("\x00", 500)), "xlsform.oldExcel", ".xlsx"},
		{"encrypted", "", []byte(oleMagic + strings.Repeat("\x00", 500) + wide("EncryptedPackage")), "xlsform.encrypted", "password"},
		{"OpenDocument", "form.ods", opened("mimetype", "content.xml"), "xlsform.openDocument", "LibreOffice"},
		{"binary workbook", "", opened("[Content_Types].xml", "xl/workbook.bin"), "xlsform.binary", ".xlsb"},
		{"Numbers", "", opened("Index/Document.iwa"), "xlsform.numbers", "Export"},
		{"a document", "", opened("[Content_Types].xml", "word/document.xml"), "xlsform.format", "no Excel workbook"},
		{"no sheet survey", "", workbook(t, parts{"xl/workbook.xml": words(`<workbook><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`)}), "xlsform.sheets", "“Sheet1”"},
		{"an empty survey", "", workbook(t, sheetOfNothing), "xlsform.empty", "survey"},
		{"a missing part", "", workbook(t, parts{"xl/worksheets/sheet1.xml": nil}), "xlsform.format", "damaged"},
		{"broken XML", "", workbook(t, parts{"xl/worksheets/sheet1.xml": words(head + `<row><c`)}), "xlsform.format", "damaged"},
		{"entities that grow", "", workbook(t, parts{"xl/worksheets/sheet1.xml": words(`<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`)}), "xlsform.format", "damaged"},
		{"a bomb of blanks", "", workbook(t, sheetOf(repeated("", "          ", 1_800_000, ""))), "xlsform.tooLarge", "16 MB"},
		{"a bomb of texts", "", workbook(t, parts{"xl/sharedStrings.xml": repeated("<sst>", "<si><t>a</t></si>", 500_000, "</sst>")}), "xlsform.tooLarge", ""},
		{"a text without end", "", workbook(t, parts{"xl/sharedStrings.xml": repeated("<sst><si><t>", "aaaaaaaaaaaaaaa", 1_200_000, "</t></si></sst>")}), "xlsform.tooLarge", "16 MB"},
		{"an attribute without end", "", workbook(t, sheetOf(repeated(`<row><c r="`, "AAAAAAAAAAAAAAA", 1_200_000, `"/></row>`))), "xlsform.tooLarge", "16 MB"},
		{"elements without end", "", workbook(t, sheetOf(repeated("", "<a>", 6_000_000, ""))), "xlsform.tooLarge", "16 MB"},
		{"rows without end", "", workbook(t, sheetOf(repeated("", "<row>"+cell+"</row>", 100_000, ""))), "xlsform.tooLarge", "rows"},
		{"blank rows without end", "", workbook(t, sheetOf(repeated("", `<row r="7" s="1"><c r="A7" s="1"/></row>`, 450_000, ""))), "xlsform.tooLarge", "blank"},
		{"ten thousand columns", "", workbook(t, sheetOf(repeated("<row>", cell, 10_000, "</row>"))), "xlsform.tooLarge", "column"},
		{"cells far apart", "", workbook(t, sheetOf(repeated("", `<row><c r="ALK1" t="inlineStr"><is><t>a</t></is></c></row>`, 50_000, ""))), "xlsform.tooLarge", "cells"},
		{"merged cells far apart", "", workbook(t, merging), "xlsform.tooLarge", "survey"},
		{"questions without end", "", workbook(t, sheetOf(repeated("", "<row>"+cell+cell+"</row>", 40_000, ""))), "xlsform.tooLarge", "survey"},
		{"many parts", "", opened(strings.Split(strings.Repeat("a/", 6000), "/")...), "xlsform.tooLarge", "parts"},
		{"CSV with ten thousand columns", "form.csv", []byte("survey" + strings.Repeat(",a", 10_000)), "xlsform.tooLarge", "columns"},
		{"CSV of cells without end", "form.csv", []byte("survey\n" + strings.Repeat(",a,b,c,d,e,f,g,h,i,j\n", 100_000)), "xlsform.tooLarge", "cells"},
		{"Markdown of sheets without end", "form.md", []byte(strings.Repeat("| a |\n", 3_000_000)), "xlsform.tooLarge", "sheets"},
		{"a dozen wrong sheets", "form.md", []byte(strings.Repeat("| a |\n", 12)), "xlsform.sheets", "“a”, …. Give"},
		{"CSV in another encoding", "form.csv", []byte("survey,\xe4"), "xlsform.encoding", "UTF-8"},
		{"CSV without sheets", "form.csv", []byte("a,b\nc,d\n"), "xlsform.sheets", "survey"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.file == "" {
				c.file = "form.xlsx"
			}
			var err error
			held, took := peak(func() { _, err = xlsform.Import(xlsform.Source{Name: c.file, Data: c.data}) })
			t.Logf("%d MB more on the heap, %v", held>>20, took.Round(time.Millisecond))
			if f := fault.Of(err); f == nil || f.Code != c.code || !strings.Contains(f.Message, c.says) {
				t.Errorf("got %v, want %s with %q", err, c.code, c.says)
			}
			if held > 200<<20 {
				t.Errorf("%d MB more on the heap", held>>20)
			}
		})
	}
}

// merging merges a cell far to the right over every row.
var merging = parts{"xl/worksheets/sheet1.xml": func(out io.Writer) {
	_, _ = io.WriteString(out, head+`<row r="1"><c r="ALK1" t="str"><v>a</v></c></row>`)
	for i := range 50_000 {
		_, _ = fmt.Fprintf(out, `<row r="%d"><c t="str"><v>a</v></c></row>`, i+2)
	}
	_, _ = io.WriteString(out, `</sheetData><mergeCells>`+strings.Repeat(`<mergeCell ref="ALK1:ALK60000"/>`, 2000)+`</mergeCells></worksheet>`)
}}

var sheetOfNothing = parts{"xl/worksheets/sheet1.xml": words(head + `</sheetData></worksheet>`)}

// endless is a table or collection of nothing but members.
func endless(name string) ([]byte, bool) {
	if strings.HasSuffix(name, ".geojson") {
		return []byte(`{"features":[{}` + strings.Repeat(",{}", 1_300_000) + `]}`), true
	}
	return []byte(strings.Repeat(strings.Repeat(",", 900)+"\n", 10_000)), true
}

// TestLargeFormsStayWithinBounds reads forms at the edge of what is possible, where every
// cell is wrong.
func TestLargeFormsStayWithinBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("makes large files")
	}
	lines := func(header string, n int, line func(i int) string) string {
		var out strings.Builder
		out.WriteString(header)
		for i := range n {
			out.WriteString(line(i))
		}
		return out.String()
	}
	choices := func(n int) string {
		return lines("choices\n,list_name,name,label,state\n", n, func(i int) string { return fmt.Sprintf(",l,c,C,%d\n", i) })
	}
	for _, c := range []struct{ name, data string }{
		{"questions with unknown names", lines("survey\n,type,name,label,relevant\n", 4990, func(i int) string { return fmt.Sprintf(",text,a%d,A,${b%d} > 1\n", i, i) })},
		{"questions with long expressions", lines("survey\n,type,name,label,relevant\n", 1000, func(i int) string { return fmt.Sprintf(",text,a%d,A,%s1\n", i, strings.Repeat("1 + ", 2400)) })},
		{"questions of unknown types", lines("survey\n,type,name,label\n", 4990, func(i int) string { return ",zzz a b c,a,A\n" })},
		{"groups that do not end", lines("survey\n,type,name,label\n", 4990, func(i int) string { return fmt.Sprintf(",begin group,a%d,A\n", i) })},
		{"questions of one name", lines("survey\n,type,name,label\n", 4990, func(i int) string { return ",text,a,A\n" })},
		{"many languages", "survey\n,type,name" + lines("", 900, func(i int) string { return fmt.Sprintf(",label::L%d (x%c%c)", i, 'a'+i%26, 'a'+i/26%26) }) +
			lines("\n", 400, func(i int) string { return fmt.Sprintf(",text,a%d,A%s\n", i, strings.Repeat(",b", 890)) })},
		{"a list with one name over and over, filtered often", choices(50_000) + lines("survey\n,type,name,label,choice_filter\n", 2000, func(i int) string { return fmt.Sprintf(",select_one l,a%d,A,state = nothing\n", i) })},
		{"tables without end", "survey\n,type,name,label\n" + lines("", 3, func(i int) string {
			return fmt.Sprintf(",select_one_from_file t%d.csv,a%d,A\n,select_one_from_file t%d.geojson,b%d,A\n", i, i, i, i)
		})},
		{"a long list", choices(55_000) + "survey\n,type,name,label\n,select_one l or_other,a,A\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var imported xlsform.Imported
			var err error
			held, took := peak(func() {
				imported, err = xlsform.Import(xlsform.Source{Name: "form.csv", Data: []byte(c.data), Table: endless})
			})
			t.Logf("%d problems, %d MB more on the heap, %v", len(imported.Problems), held>>20, took.Round(time.Millisecond))
			if err != nil {
				t.Fatal(err)
			}
			if held > 200<<20 {
				t.Errorf("%d MB more on the heap", held>>20)
			}
			if len(imported.Problems) > 2001 {
				t.Errorf("%d problems", len(imported.Problems))
			}
		})
	}
}
