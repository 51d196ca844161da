package rest_test

import (
	"bytes"
	"mime/multipart"
	"strings"
	"testing"

	"touchstone/api/xlsform"
)

const smallForm = `
| survey |
| | type | name | label::English (en) | image |
| | select_one_from_file shops.csv | shop | Which shop? | shelf.png |
| | txet | why | Why? | |
| settings |
| | form_id | form_title | kind | default_language |
| | shops | Shops | customer | English (en) |
`

// files writes a multipart body of part, file name and content in turn; without a file name
// it is a plain part.
func files(t *testing.T, parts ...string) (string, map[string]string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(parts); i += 3 {
		out, err := w.CreateFormFile(parts[i], parts[i+1])
		if parts[i+1] == "" {
			out, err = w.CreateFormField(parts[i])
		}
		must(t, err)
		_, err = out.Write([]byte(parts[i+2]))
		must(t, err)
	}
	must(t, w.Close())
	return b.String(), map[string]string{"Content-Type": w.FormDataContentType()}
}

func TestForms(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		const address = "POST /p/definitions/import"
		sent := func(as string, want int, expect has, parts ...string) step {
			body, header := files(t, parts...)
			return step{as: as, do: address, body: body, header: header, want: want, has: expect}
		}
		table, picture := []string{"tables", "shops.csv", "name,label\na,Bahnhof\nb,Markt\n"}, []string{"media", "shelf.png", "\x89PNG\r\n\x1a\n"}
		whole := append(append([]string{"file", `C:\forms\form.md`, smallForm}, table...), picture...)
		sound := append([]string{}, whole...)
		sound[2] = strings.Replace(smallForm, "txet", "text", 1)
		run(t, a, []scenario{
			{"a form is read with its files and problems, and not kept", append([]step{},
				sent("lead", 200, has{
					"definition.id": "shops", "definition.kind": "customer", "definition.body.0.choices": "shops", "definition.choices.shops.1.label.en": "Markt",
					"definition.files": present, "files.#": 1, "files.0.name": "shelf.png", "files.0.type": "image/png", "files.0.size": 8,
					"problems.0.sheet": "survey", "problems.0.row": 5, "problems.0.column": "type", "problems.0.severity": "error", "problems.0.code": "type"}, whole...),
				sent("lead", 200, has{"problems.#": 0, "definition.version": 1, "definition.id": "mine", "definition.kind": "quiz"}, append(append([]string{}, sound...), "id", "", "mine", "kind", "", "quiz")...),
				sent("lead", 200, has{"problems.#": 2, "problems.0.code": "file", "files.#": 0}, "file", "form.md", sound[2]),
			)},
			{"a form of a definition that is there is its next version", append([]step{
				{as: "lead", do: "POST /p/definitions", body: `{"id":"shops","version":1,"kind":"quiz","title":{"en":"S"},"defaultLanguage":"en","body":[{"type":"text","name":"a","label":{"en":"A"}}]}`, want: 201}},
				sent("lead", 200, has{"definition.version": 2, "problems.code=exists.severity": "warning"}, sound...),
			)},
			{"what is no form is refused with a sentence", append([]step{},
				sent("lead", 422, has{"code": "xlsform.oldExcel"}, "file", "form.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
				sent("lead", 422, has{"code": "xlsform.format"}, "file", "form.xlsx", "hello"),
				sent("lead", 422, has{"code": "request.invalid"}, "id", "", "x"),
				sent("lead", 422, has{"fields.0.path": "colour"}, "colour", "", "red"),
				sent("lead", 413, nil, "file", "form.csv", strings.Repeat("x", 21<<20)),
				sent("reviewer", 403, nil, sound...),
			)},
		})
		t.Run("a published version and a draft come back as workbooks", func(t *testing.T) {
			p := a.project(t, team)
			header := map[string]string{"Authorization": "Bearer " + a.tokens["lead"], "Content-Type": "application/json"}
			definition := testdata(t, "feedback.json")
			for _, request := range [][2]string{{"POST", "/definitions"}, {"PUT", "/definitions/feedback/draft"}} {
				if got := a.send(t, request[0], "/api/v1/projects/"+p+request[1], definition, header); got.status >= 300 {
					t.Fatal(got.status, string(got.body))
				}
			}
			for address, version := range map[string]int{"/versions/1.xlsx": 1, "/draft.xlsx": 2} {
				got := a.send(t, "GET", "/api/v1/projects/"+p+"/definitions/feedback"+address, "", header)
				if got.status != 200 || !strings.HasPrefix(got.header.Get("Content-Type"), "application/vnd.openxmlformats") || !strings.Contains(got.header.Get("Content-Disposition"), ".xlsx") {
					t.Fatal(address, got.status, got.header)
				}
				imported, err := xlsform.Import(xlsform.Source{Name: "form.xlsx", Data: got.body})
				if err != nil || imported.Definition.ID != "feedback" || imported.Definition.Version != version {
					t.Errorf("%s: %v, %+v", address, err, imported.Definition)
				}
			}
			for _, address := range []string{"/versions/7.xlsx", "/versions/x.xlsx", "/versions/.xlsx"} {
				if got := a.send(t, "GET", "/api/v1/projects/"+p+"/definitions/feedback"+address, "", header); got.status != 404 {
					t.Errorf("%s: %d", address, got.status)
				}
			}
		})
	})
}
