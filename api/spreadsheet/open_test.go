package spreadsheet_test

import (
	"strings"
	"testing"
	"unicode/utf16"

	"touchstone/api/fault"
	"touchstone/api/spreadsheet"
)

func utf16Of(text string, big bool) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		low, high := byte(unit), byte(unit>>8)
		if big {
			low, high = high, low
		}
		b.WriteByte(low)
		b.WriteByte(high)
	}
	return b.String()
}

func TestOpenFindsOutTheForm(t *testing.T) {
	wide := strings.Repeat("c,", spreadsheet.MaxColumns-1) + "c\n"
	for _, vector := range []struct {
		name, given         string
		encoding, delimiter string
		header              string // joined by |
		rows                []string
	}{
		{"comma", "a,b\n1,2\n", "utf-8", ",", "a|b", []string{"1|2"}},
		{"semicolon with decimal commas", "a;b\n1,5;2,5\n3,5;4\n", "utf-8", ";", "a|b", []string{"1,5|2,5", "3,5|4"}},
		{"tab", "a\tb\n1\t2\n", "utf-8", "\t", "a|b", []string{"1|2"}},
		{"delimiter named in the file", "sep=|\na|b\n1|2\n", "utf-8", "|", "a|b", []string{"1|2"}},
		{"byte order mark", "\xef\xbb\xbfa,b\n1,ä\n", "utf-8", ",", "a|b", []string{"1|ä"}},
		{"Windows-1252", "a,b\n1,Stra\xdfe \x80\n", "windows-1252", ",", "a|b", []string{"1|Straße €"}},
		{"UTF-16 little endian with mark", "\xff\xfe" + utf16Of("a;b\nö;😀\n", false), "utf-16le", ";", "a|b", []string{"ö|😀"}},
		{"UTF-16 big endian without mark", utf16Of("alpha;beta\n1;2\n", true), "utf-16be", ";", "alpha|beta", []string{"1|2"}},
		{"line ends of Windows", "a,b\r\n1,2\r\n", "utf-8", ",", "a|b", []string{"1|2"}},
		{"line ends of the old Macintosh", "a,b\r1,2\r3,4", "utf-8", ",", "a|b", []string{"1|2", "3|4"}},
		{"a line break and a delimiter inside a cell", "a,b\n\"1\nx,y\",2\n", "utf-8", ",", "a|b", []string{"1\nx,y|2"}},
		{"a quotation mark inside a cell", "a,b\n\"say \"\"hi\"\"\",2\n", "utf-8", ",", "a|b", []string{"say \"hi\"|2"}},
		{"blanks around names, and columns without name", " a ,,c\n1,2,3\n", "utf-8", ",", "a|#2|c", []string{"1|2|3"}},
		{"rows of other lengths", "a,b\n1\n1,2,3\n", "utf-8", ",", "a|b", []string{"1", "1|2|3"}},
		{"formulas are text", "a,b\n=1+1,@x\n", "utf-8", ",", "a|b", []string{"=1+1|@x"}},
		{"only a header", "a,b\n", "utf-8", ",", "a|b", nil},
		{"one column", "a\nx\n", "utf-8", ",", "a", []string{"x"}},
		{"as many columns as allowed", wide, "utf-8", ",", strings.TrimSuffix(strings.Repeat("c|", spreadsheet.MaxColumns), "|"), nil},
	} {
		t.Run(vector.name, func(t *testing.T) {
			sheet, err := spreadsheet.Open([]byte(vector.given), "", "")
			if err != nil {
				t.Fatal(err)
			}
			if sheet.Format.Encoding != vector.encoding || sheet.Format.Delimiter != vector.delimiter {
				t.Errorf("form: got %q and %q", sheet.Format.Encoding, sheet.Format.Delimiter)
			}
			if got := strings.Join(sheet.Header, "|"); got != vector.header {
				t.Errorf("header: got %q", got)
			}
			var rows []string
			for record := range sheet.Rows() {
				rows = append(rows, strings.Join(record.Cells, "|"))
			}
			if strings.Join(rows, "//") != strings.Join(vector.rows, "//") || sheet.Format.Rows != len(vector.rows) {
				t.Errorf("rows: got %q, counted %d", rows, sheet.Format.Rows)
			}
		})
	}
}

func TestOpenRefusesBrokenFilesWithThePlace(t *testing.T) {
	for _, vector := range []struct {
		name, given, encoding string
		code, place           string
	}{
		{"empty", "", "", "import.empty", ""},
		{"only blanks in the header", " , \n1,2\n", "", "import.header", ""},
		{"200 columns too many", strings.Repeat("c,", spreadsheet.MaxColumns+199) + "c\n", "", "import.columns", "700 columns"},
		{"broken UTF-8", "a,b\nä,ö\nü,x\xff\n", "", "import.encoding", "Line 3, character 4"},
		{"UTF-8 that is cut off", "a,b\nä,ö\nü,\xc3", "", "import.encoding", "Line 3, character 3"},
		{"not the encoding that was said", "a,b\nx,\xe4\n", "utf-8", "import.encoding", "Line 2, character 3"},
		{"a byte unknown to Windows-1252", "a,b\nx,\xe4\x81\n", "", "import.encoding", "Line 2, character 4"},
		{"half a UTF-16 character", "\xff\xfea\x00,\x00b\x00\n\x001", "", "import.encoding", "Line 2, character 1"},
		{"half a surrogate pair", "\xff\xfea\x00,\x00b\x00\n\x00\x3d\xd8x\x00", "", "import.encoding", "Line 2, character 1"},
		{"a zero byte", "a,b\n1,\x002\n3,4\n5,6\n", "", "import.encoding", "Line 2, character 3"},
		{"an encoding nobody knows", "a,b\n", "ebcdic", "import.encoding", "ebcdic"},
		{"a workbook", "PK\x03\x04rest", "", "import.workbook", "workbook"},
		{"a mark inside a cell without quotation marks", "a,b\n1,2\n5\" screen,3\n", "", "import.quotes", "Line 3, character 2"},
		{"a mark that is never closed", "a,b\n1,\"2\n3,4\n", "", "import.quotes", "row begins in line 2"},
	} {
		t.Run(vector.name, func(t *testing.T) {
			_, err := spreadsheet.Open([]byte(vector.given), vector.encoding, "")
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Code != vector.code || !strings.Contains(err.Error(), vector.place) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestProfileCountsColumns(t *testing.T) {
	sheet, err := spreadsheet.Open([]byte("id,rating,comment\n1,5,good\n2,5,\n3,4,  \n4,x,good\n"), "", "")
	if err != nil {
		t.Fatal(err)
	}
	profile := sheet.Profile()
	for i, want := range []spreadsheet.ColumnProfile{
		{Name: "id", Distinct: 4, Blank: 0, Numeric: true},
		{Name: "rating", Distinct: 3, Blank: 0, Numeric: false},
		{Name: "comment", Distinct: 1, Blank: 2, Numeric: false},
	} {
		got := profile.Columns[i]
		if got.Name != want.Name || got.Distinct != want.Distinct || got.Blank != want.Blank || got.Numeric != want.Numeric {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	if first := profile.Columns[1].Examples[0]; first.Value != "5" || first.Count != 2 {
		t.Errorf("the most frequent cell comes first: got %+v", first)
	}
	if len(profile.Sample) != 4 || profile.Sample[3][2] != "good" {
		t.Errorf("sample: got %q", profile.Sample)
	}
}

func FuzzOpen(f *testing.F) {
	for _, seed := range []string{"a,b\n1,2\n", "sep=;\na;b\n\"1\n2\";3\n", "\xff\xfea\x00,\x00", "\xef\xbb\xbfa\tb\r\n", "\"", "a,\"b\n", strings.Repeat(",", 600)} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		sheet, err := spreadsheet.Open(data, "", "")
		if err != nil {
			if fault.Of(err).Kind != fault.Invalid {
				t.Fatalf("a broken file is the sender's fault: %v", err)
			}
			return
		}
		rows := 0
		for range sheet.Rows() {
			rows++
		}
		if rows != sheet.Format.Rows {
			t.Fatalf("%d rows counted, %d given", sheet.Format.Rows, rows)
		}
		sheet.Profile()
	})
}
