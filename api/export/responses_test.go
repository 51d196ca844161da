package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"touchstone/api/export"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

var update = flag.Bool("update", false, "write the golden files anew")

type storedResponses struct {
	Definitions []*form.Definition
	Documents   []json.RawMessage
}

func readStored(t testing.TB) storedResponses {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", "responses.json"))
	if err != nil {
		t.Fatal(err)
	}
	var stored storedResponses
	if err := json.Unmarshal(content, &stored); err != nil {
		t.Fatal(err)
	}
	return stored
}

func (s storedResponses) table(columns export.ResponseColumns) []byte {
	columns.Definitions = s.Definitions
	lines := export.NewResponseLines(columns)
	out := lines.AppendHeader(nil)
	for i, document := range s.Documents {
		if i == 1 {
			lines = lines.Copy() // whose habits are its own
		}
		out = lines.Append(out, document)
	}
	return out
}

func TestResponsesAsTable(t *testing.T) {
	stored := readStored(t)
	for name, columns := range map[string]export.ResponseColumns{
		"responses.csv":        {},
		"responses-client.csv": {Client: true, Hidden: map[string]bool{"who": true, "by": true}},
	} {
		t.Run(name, func(t *testing.T) {
			got, path := stored.table(columns), filepath.Join("testdata", name)
			if *update {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s\nwant %s", got, want)
			}
		})
	}
}

// The lines are those that WriteCSV makes of the same cells.
func TestLinesAreThoseOfOtherTables(t *testing.T) {
	stored := readStored(t)
	texts := []string{"", "plain", "=1+1", "-", "@", "\tx", "a,b", `say "so"`, "=a,b", " leading", "\u00a0leading", `\.`, "two\nlines", "=two\r\nlines", "\r", "Zürich", "'", "x=1"}
	for _, text := range texts {
		document, err := json.Marshal(map[string]any{"id": text, "answers": map[string]any{"remark": text}})
		if err != nil {
			t.Fatal(err)
		}
		lines := export.NewResponseLines(export.ResponseColumns{Definitions: stored.Definitions[:1], Client: true})
		got := lines.Append(nil, document)
		row := make([]any, bytes.Count(bytes.SplitAfter(lines.AppendHeader(nil), []byte("\r\n"))[0], []byte(","))+1)
		row[0], row[len(row)-2] = text, text
		var want bytes.Buffer
		if err := export.WriteCSV(&want, export.Table{Rows: slices.Values([][]any{row}), Columns: make([]string, len(row))}); err != nil {
			t.Fatal(err)
		}
		_, body, _ := strings.Cut(want.String(), "\r\n")
		if string(got) != body {
			t.Errorf("%q\nwant %q", got, body)
		}
	}
}

func TestHead(t *testing.T) {
	for _, document := range readStored(t).Documents {
		var whole fieldwork.Response
		if err := json.Unmarshal(document, &whole); err != nil {
			t.Fatal(err)
		}
		want := fieldwork.Response{
			Project: whole.Project, Wave: whole.Wave, Definition: whole.Definition, State: whole.State, Source: whole.Source, Link: whole.Link,
			Location: whole.Location, Touchpoint: whole.Touchpoint, Language: whole.Language, Group: whole.Group, Account: whole.Account, Segments: whole.Segments,
		}
		if got := export.Head(document, false); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v\nwant %+v", got, want)
		}
		want.Answers = whole.Answers
		if got := export.Head(document, true); !reflect.DeepEqual(got, want) {
			t.Errorf("%+v\nwant %+v", got, want)
		}
	}
}

// Whatever JSON a response is, its line is one row with as many cells as there are columns,
// and its texts and numbers are those that a full decoder finds.
func FuzzResponseLines(f *testing.F) {
	stored := readStored(f)
	for _, document := range stored.Documents {
		f.Add([]byte(document))
	}
	f.Add([]byte(` { "id" : "a\"b\u0041" , "wave":"w\\" , "answers" : { "remark" : "x" } } `))
	f.Fuzz(func(t *testing.T, document []byte) {
		var want struct {
			ID, Wave json.RawMessage
			Answers  map[string]json.RawMessage
		}
		lines := export.NewResponseLines(export.ResponseColumns{Definitions: stored.Definitions})
		line := lines.Append(nil, document)
		sound := json.Unmarshal(document, &want) == nil && onceEach(document)
		reader := csv.NewReader(bytes.NewReader(line))
		row, err := reader.Read()
		if !sound {
			return // only that nothing breaks
		}
		if err != nil || len(row) != 31 {
			t.Fatalf("%d cells, %v: %q", len(row), err, line)
		}
		for at, value := range map[int]json.RawMessage{0: want.ID, 1: want.Wave, 24: want.Answers["remark"]} {
			var text string
			if len(value) == 0 || value[0] != '"' || json.Unmarshal(value, &text) != nil {
				continue
			}
			text = strings.NewReplacer("\r\n", "\n", "\r", "").Replace(text)
			if got := export.Meant(row[at]); got != text && !strings.HasPrefix(text, "\r") {
				t.Errorf("cell %d is %q, want %q, in %q", at, got, text, line)
			}
		}
	})
}

// onceEach tells whether no member of the document's objects has a name twice or one that
// differs by escapes or case only, which encoding/json would fold.
func onceEach(document []byte) bool {
	text := strings.ToLower(string(document))
	for _, name := range []string{"id", "wave", "answers", "remark"} {
		if strings.Count(text, `"`+name+`"`) > 1 || bytes.Contains(document, []byte(`\u`)) {
			return false
		}
	}
	return text == string(document)
}
