package rest_test

import (
	"fmt"
	"net/url"
	"strings"
	"testing"

	"touchstone/api/service"
)

const oldFile = "nr;visit;wait\n1;1;5\n2;2;\n3;9;7\n4;1;=2+3\n"

const oldMapping = `{"definition":{"id":"old"},"key":["nr"],"columns":[
	{"column":"visit","question":"happy","recode":{"1":"yes","2":"no"}},{"column":"wait","question":"wait"}]}`

const oldDefinition = `{"id":"old","version":1,"kind":"customer","title":{"en":"Old"},"defaultLanguage":"en",
	"choices":{"yn":[{"name":"yes","label":{"en":"Yes"}},{"name":"no","label":{"en":"No"}}]},
	"body":[{"type":"select_one","name":"happy","choices":"yn","label":{"en":"Happy?"}},{"type":"integer","name":"wait","label":{"en":"Wait"}}],
	"indicators":[{"name":"happy_share","kind":"share","of":"happy","values":["yes"]}]}`

var upload = map[string]string{"Content-Type": "multipart/form-data; boundary=part"}

// form writes a multipart body of names and values in turn; file is sent as old.csv.
func form(parts ...string) string {
	var b strings.Builder
	for i := 0; i < len(parts); i += 2 {
		disposition := fmt.Sprintf("form-data; name=%q", parts[i])
		if parts[i] == "file" {
			disposition += `; filename="folder\old.csv"`
		}
		fmt.Fprintf(&b, "--part\r\nContent-Disposition: %s\r\n\r\n%s\r\n", disposition, parts[i+1])
	}
	return b.String() + "--part--\r\n"
}

func TestImports(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		prepared := []step{
			{as: "lead", do: "POST /p/definitions", body: oldDefinition, want: 201},
			{as: "lead", do: "PUT /p/waves/before", body: `{"title":{"en":"Before"},"kind":"baseline","order":1}`, want: 200},
			{as: "lead", do: "PUT /p/waves/after", body: `{"title":{"en":"After"},"kind":"followUp","order":2}`, want: 200},
		}
		whole := form("file", oldFile, "mapping", oldMapping, "wave", "before", "definition", "old/1")
		run(t, a, []scenario{
			{"a preview describes, suggests and foretells, and writes nothing", append(prepared,
				step{as: "lead", do: "POST /p/imports/preview", header: upload, body: form("file", oldFile), want: 200,
					has: has{"format.delimiter": ";", "format.encoding": "utf-8", "format.rows": 4, "format.columns": 3, "columns.1.name": "visit", "columns.1.distinct": 3, "sample.0.0": "1", "suggestion": absent}},
				step{as: "lead", do: "POST /p/imports/preview", header: upload, body: form("file", oldFile, "definition", "old"), want: 200,
					has: has{"suggestion.key.0.0": "nr", "suggestion.columns.0.question": "wait", "problems.0.column": "visit", "problems.0.code": "unmapped"}},
				step{as: "lead", do: "POST /p/imports/preview", header: upload, body: form("file", oldFile, "mapping", oldMapping), want: 200,
					has: has{"summary.rows": 4, "summary.ready": 4, "summary.odd.choice": 1, "summary.odd.number": 1}},
				step{as: "viewer", do: "GET /p/responses", want: 200, has: has{"items.#": 0}},
			)},
			{"bad uploads are refused with the place", append(prepared,
				step{as: "lead", do: "POST /p/imports", body: `{}`, want: 415, has: has{"code": "request.mediaType"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("wave", "before"), want: 422, has: has{"fields.0.path": "file"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", oldFile, "wave", "before"), want: 422, has: has{"fields.0.path": "mapping"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", oldFile, "colour", "red"), want: 422, has: has{"fields.0.path": "colour"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: strings.TrimSuffix(whole, "--part--\r\n"), want: 422, has: has{"code": "request.form"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", oldFile, "mapping", "{", "wave", "before"), want: 422, has: has{"code": "import.mapping", "fields.0.path": "line 1, character 2"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", oldFile, "mapping", oldMapping, "wave", "never"), want: 404, has: has{"code": "wave.unknown"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", oldFile, "mapping", oldMapping, "wave", "before", "definition", "old/x"), want: 422, has: has{"fields.0.path": "definition"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", "a;b\n1;\"2\n", "mapping", oldMapping, "wave", "before"), want: 422, has: has{"code": "import.quotes"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", "nr;visti;wait\n1;2;3\n", "mapping", oldMapping, "wave", "before"), want: 422,
					has: has{"code": "import.mapping", "fields.0.message": `The file has no column "visit" (near: "visti").`}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", strings.Repeat("x;", 700)+"\n1\n", "mapping", oldMapping, "wave", "before"), want: 422, has: has{"code": "import.columns"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("file", "PK\x03\x04", "mapping", oldMapping, "wave", "before"), want: 422, has: has{"code": "import.workbook"}},
				step{as: "lead", do: "POST /p/imports", header: upload, body: form("mapping", strings.Repeat(" ", 3<<20)), want: 413},
				step{as: "reviewer", do: "POST /p/imports", header: upload, body: whole, want: 403},
				step{as: "lead", do: "GET /p/imports", want: 200, has: has{"items.#": 0}},
				step{as: "lead", do: "GET /p/imports/nothing", want: 404, has: has{"code": "import.unknown"}},
			)},
		})
		t.Run("an import runs in the background, and again adds nothing", func(t *testing.T) {
			p := a.project(t, team)
			kept := map[string]string{"p": p, "q": p}
			for _, s := range prepared {
				a.play(t, s.do, s, kept)
			}
			started := step{as: "lead", do: "POST /p/imports", header: upload, body: whole, want: 202,
				has: has{"file": "old.csv", "wave": "before", "rows": 4, "definition.version": 1}, keep: map[string]string{"import": "id"}}
			a.play(t, "start", started, kept)
			member := a.member(t, p)
			done := func() bool {
				found, err := a.service.Import(t.Context(), member, kept["import"])
				must(t, err)
				return found.State == service.ImportDone
			}
			eventually(t, "the import is done", done)
			a.play(t, "progress", step{as: "lead", do: "GET /p/imports/{import}", want: 200, has: has{
				"state": "done", "read": 4, "added": 4, "already": 0, "problemCount": 2, "finishedAt": present,
				"odd.0.column": "visit", "odd.0.value": "9", "odd.0.count": 1, "odd.0.lines.0": 4, "odd.1.code": "number", "problems.1.line": 5}}, kept)
			a.play(t, "responses", step{as: "lead", do: "GET /p/responses?source=import", want: 200, has: has{"items.#": 4}}, kept)
			header := map[string]string{"Authorization": "Bearer " + a.tokens["lead"]}
			table := a.send(t, "GET", "/api/v1/projects/"+url.PathEscape(p)+"/imports/"+kept["import"]+"/problems.csv", "", header)
			want := "line,column,code,value,question,message\n4,visit,choice,9,happy,\"\"\"9\"\" is not a code of this column.\"\n5,wait,number,'=2+3,wait,\"\"\"=2+3\"\" is not a number.\"\n"
			if table.status != 200 || string(table.body) != want {
				t.Errorf("problems: %d\n%s", table.status, table.body)
			}
			started.has["id"] = "{import}"
			a.play(t, "again", started, kept)
			eventually(t, "the import is done again", done)
			a.play(t, "progress again", step{as: "lead", do: "GET /p/imports", want: 200, has: has{"items.#": 1, "items.0.added": 0, "items.0.already": 4}}, kept)
			eventually(t, "the comparison counts it", func() bool {
				comparison, err := a.service.Comparison(t.Context(), member, service.ComparisonQuery{Baseline: "before", FollowUp: "after"})
				return err == nil && len(comparison.Rows) == 1 && comparison.Rows[0].Baseline.N == 3
			})
		})
	})
}
