package rest_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// edited is the feedback definition as a draft, with another label of its first question.
func edited(t *testing.T, label string) string {
	return strings.Replace(testdata(t, "feedback.json"), "Would you recommend us?", label, 1)
}

func TestDrafts(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		const draft = "/p/definitions/feedback/draft"
		first := testdata(t, "feedback.json")
		run(t, a, []scenario{
			{"a draft is kept, published as the next version and gone", []step{
				{as: "lead", do: "GET " + draft, want: 404, has: has{"code": "draft.unknown"}},
				{as: "lead", do: "PUT " + draft, body: first, want: 200, has: has{"problems.#": 0, "draft.id": "feedback", "savedBy": "{lead}"}, keep: map[string]string{"revision": "revision"}, gives: map[string]string{}},
				{as: "viewer", do: "GET /p/definitions", want: 200, has: has{"items.#": 1, "items.0.id": "feedback", "items.0.versions.#": 0, "items.0.newest": 0, "items.0.draft.errors": 0, "items.0.title.en": present}},
				{note: "the same again", as: "lead", do: "PUT " + draft, body: first, want: 200, has: has{"draft.version": 1}},
				{as: "lead", do: "POST " + draft + "/publish", body: `{"version":1}`, want: 201, has: has{"definition.id": "feedback", "definition.version": 1}},
				{note: "the answer was lost", as: "lead", do: "POST " + draft + "/publish", body: `{"version":1}`, want: 200, has: has{"definition.version": 1}},
				{as: "lead", do: "GET " + draft, want: 404},
				{as: "lead", do: "POST " + draft + "/publish", body: `{}`, want: 404, has: has{"code": "draft.unknown"}},
				{note: "the old number in the next draft does not matter", as: "lead", do: "PUT " + draft, body: edited(t, "How probable"), want: 200, has: has{"problems.#": 0}},
				{as: "viewer", do: "GET /p/definitions", want: 200, has: has{"items.#": 1, "items.0.versions": []int{1}, "items.0.draft.errors": 0}},
				{as: "lead", do: "POST " + draft + "/publish", body: `{"version":7}`, want: 409, has: has{"code": "definition.version"}},
				{as: "lead", do: "POST " + draft + "/publish", body: `{"version":2}`, want: 201, has: has{"definition.version": 2}},
				{as: "viewer", do: "GET /p/definitions/feedback/versions/2", want: 200, has: has{"version": 2}},
				{as: "viewer", do: "GET /p/definitions", want: 200, has: has{"items.0.versions": []int{1, 2}, "items.0.draft": absent}},
				{note: "nothing new makes no version", as: "lead", do: "PUT " + draft, body: edited(t, "How probable"), want: 200},
				{as: "lead", do: "POST " + draft + "/publish", body: `{"version":3}`, want: 200, has: has{"definition.version": 2}},
			}},
			{"mistakes are kept too, but not published", []step{
				{as: "lead", do: "PUT " + draft, body: `{"id":"feedback","body":[{"type":"wrong","name":"a"}]}`, want: 200, has: has{"problems.0.severity": present}},
				{as: "lead", do: "GET " + draft, want: 200, has: has{"draft.body.0.type": "wrong", "problems.0.code": present}},
				{as: "viewer", do: "GET /p/definitions", want: 200, has: has{"items.0.draft.errors": present, "items.0.kind": ""}},
				{as: "lead", do: "POST " + draft + "/publish", body: `{}`, want: 422, has: has{"code": "definition.invalid"}},
				{note: "another id", as: "lead", do: "PUT /p/definitions/other/draft", body: first, want: 200, has: has{"problems.path=/id.severity": "error"}},
				{note: "no object", as: "lead", do: "PUT /p/definitions/third/draft", body: `[1]`, want: 422, has: has{"code": "draft.invalid"}},
				{note: "no JSON", as: "lead", do: "PUT /p/definitions/third/draft", body: `{`, want: 400},
				{note: "nested without end", as: "lead", do: "PUT /p/definitions/third/draft", body: `{"body":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`, want: 422, has: has{"code": "draft.invalid", "detail": "A draft is a JSON object; this is none: This is not valid JSON near line 1, column 69: it is nested too deeply."}},
				{note: "a number that no computer holds", as: "lead", do: "PUT /p/definitions/third/draft", body: `{"body":[{"a":1e999}]}`, want: 422, has: has{"code": "request.shape", "fields.0.path": "body[0].a", "fields.0.code": "range"}},
				{note: "no name", as: "lead", do: "PUT /p/definitions/No/draft", body: `{}`, want: 422},
				{note: "anything else is kept", as: "lead", do: "PUT /p/definitions/third/draft", body: `{"notes":{"a.b":[1,"x"]}}`, want: 200, has: has{"draft.notes": map[string]any{"a.b": []any{1, "x"}}}},
				{as: "lead", do: "DELETE /p/definitions/third/draft", want: 204},
				{as: "lead", do: "DELETE /p/definitions/third/draft", want: 204},
				{as: "lead", do: "GET /p/definitions/third/draft", want: 404},
			}},
			{"two people do not overwrite each other", []step{
				{as: "lead", do: "PUT " + draft, body: `{"title":{"en":"A"}}`, want: 200, keep: map[string]string{"revision": "revision"}},
				{as: "administrator", do: "PUT " + draft, body: `{"title":{"en":"B"}}`, header: map[string]string{"If-Match": `"{revision}"`}, want: 200, keep: map[string]string{"second": "revision"}},
				{as: "lead", do: "PUT " + draft, body: `{"title":{"en":"C"}}`, header: map[string]string{"If-Match": `"{revision}"`}, want: 412, has: has{"code": "draft.stale"}},
				{note: "as if new", as: "lead", do: "PUT " + draft, body: `{"title":{"en":"C"}}`, want: 412},
				{as: "lead", do: "DELETE " + draft, header: map[string]string{"If-Match": `"{revision}"`}, want: 412},
				{as: "lead", do: "GET " + draft, want: 200, has: has{"draft.title.en": "B", "revision": present}, gives: map[string]string{"ETag": `"{second}"`}},
				{note: "not a revision", as: "lead", do: "PUT " + draft, body: `{}`, header: map[string]string{"If-Match": "x"}, want: 422},
				{as: "lead", do: "DELETE " + draft, header: map[string]string{"If-Match": `"{second}"`}, want: 204},
				{note: "a draft that another has changed is not published unseen", as: "lead", do: "PUT " + draft, body: first, want: 200, keep: map[string]string{"third": "revision"}},
				{as: "administrator", do: "PUT " + draft, body: edited(t, "How probable"), header: map[string]string{"If-Match": `"{third}"`}, want: 200, keep: map[string]string{"fourth": "revision"}},
				{as: "lead", do: "POST " + draft + "/publish", body: `{"version":1}`, header: map[string]string{"If-Match": `"{third}"`}, want: 412, has: has{"code": "draft.stale"}},
				{as: "lead", do: "POST " + draft + "/publish", body: `{"version":1}`, header: map[string]string{"If-Match": `"{fourth}"`}, want: 201},
				{note: "the answer was lost", as: "lead", do: "POST " + draft + "/publish", body: `{"version":1}`, header: map[string]string{"If-Match": `"{fourth}"`}, want: 200},
				{note: "a tab that never heard of it", as: "lead", do: "PUT " + draft, body: `{"title":{"en":"D"}}`, header: map[string]string{"If-Match": `"{second}"`}, want: 412},
			}},
			{"what changed between versions", []step{
				{as: "lead", do: "POST /p/definitions", body: first, want: 201},
				{as: "lead", do: "PUT " + draft, body: edited(t, "How probable"), want: 200},
				{as: "viewer", do: "GET /p/definitions/feedback/diff?from=1&to=draft", want: 200, has: has{"from": "1", "to": "draft", "changes.#": 1, "changes.0.kind": "changed", "changes.0.what": "question", "changes.0.name": "recommend", "changes.0.keys": []string{"label"}, "changes.0.breaks": "wording"}},
				{as: "viewer", do: "GET /p/definitions/feedback/diff?from=1&to=1", want: 200, has: has{"changes.#": 0}},
				{as: "viewer", do: "GET /p/definitions/feedback/diff?from=1&to=2", want: 404, has: has{"code": "definition.unknown"}},
				{as: "viewer", do: "GET /p/definitions/feedback/diff?from=1", want: 400, has: has{"fields.path=to.code": "format"}},
				{as: "viewer", do: "GET /p/definitions/nothing/diff?from=draft&to=1", want: 404, has: has{"code": "draft.unknown"}},
			}},
		})
	})
}

func TestDefinitionFiles(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 5)
		other, otherDigest := photo(t, 6)
		shown := strings.Replace(testdata(t, "feedback.json"), `"version": 1`, fmt.Sprintf(`"version": 1, "files": {"shelf.png": {"sha256": %q, "type": "image/png", "size": %d}}`, digest, len(content)), 1)
		if !strings.Contains(shown, digest) {
			t.Fatal("the definition names no file")
		}
		drawing := `<svg xmlns="http://www.w3.org/2000/svg"/>`
		run(t, a, []scenario{{"a definition shows only what is there", []step{
			{as: "lead", do: "POST /p/definitions", body: shown, want: 422, has: has{"fields.0.path": "/files/shelf.png", "fields.0.code": "file"}},
			{as: "lead", do: "PUT /p/definitions/feedback/draft", body: shown, want: 200, has: has{"problems.code=file.severity": "error"}},
			{as: "lead", do: "POST /p/definitions/check", body: shown, want: 200, has: has{"problems.code=file.path": "/files/shelf.png"}},
			{as: "lead", do: "PUT /p/files/" + digest, body: other, want: 422, has: has{"code": "blob.digest"}},
			{as: "lead", do: "PUT /p/files/" + digestOf(drawing), body: drawing, header: map[string]string{"Content-Type": "image/svg+xml"}, want: 422, has: has{"code": "file.type"}},
			{as: "lead", do: "PUT /p/files/shelf.png", body: content, want: 422, has: has{"code": "file.address"}},
			{as: "lead", do: "GET /p/files/" + digest, want: 404, has: has{"code": "file.unknown"}},
			{as: "shopper", do: "PUT /p/files/" + digest, body: content, want: 403},
			{as: "lead", do: "PUT /p/files/" + digest, body: content, header: asPicture, want: 204},
			{as: "lead", do: "PUT /p/files/" + digest, body: content, header: asPicture, want: 204},
			{as: "lead", do: "PUT /p/files/" + otherDigest, body: other, header: asPicture, want: 204},
			{as: "shopper", do: "GET /p/files/" + digest, want: 200, gives: map[string]string{"Content-Type": "image/png", "Cache-Control": "private, max-age=31536000, immutable"}},
			{as: "stranger", do: "GET /q/files/" + digest, want: 404},
			{as: "viewer", do: "GET /p/definitions", want: 200, has: has{"items.0.draft.errors": 1}},
			{note: "the file has come", as: "lead", do: "PUT /p/definitions/feedback/draft", body: shown, want: 200, has: has{"problems.code=file": absent}},
			{as: "viewer", do: "GET /p/definitions", want: 200, has: has{"items.0.draft.errors": 0}},
			{as: "lead", do: "POST /p/definitions", body: shown, want: 201},
			{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
			{as: "lead", do: "POST /p/links", body: `{"title":"Counter","definition":{"id":"feedback","version":1},"wave":"w1"}`, want: 201, keep: map[string]string{"link": "id"}},
			{do: "GET /links/{link}", want: 200, has: has{"definition.files": present}},
			{do: "GET /links/{link}/files/" + digest, want: 200, gives: map[string]string{"Content-Type": "image/png"}},
			{note: "not of this definition", do: "GET /links/{link}/files/" + otherDigest, want: 404, has: has{"code": "file.unknown"}},
			{do: "GET /links/nowhere/files/" + digest, want: 404, has: has{"code": "link.unknown"}},
		}}})
	})
}

// Whoever publishes while another saves or publishes loses nothing and hears no mistake.
func TestPublishingAtOnce(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		lead := map[string]string{"Authorization": "Bearer " + a.tokens["lead"]}
		for range 10 {
			draft := "/api/v1/projects/" + a.project(t, team) + "/definitions/feedback/draft"
			var kept struct{ Revision int64 }
			must(t, json.Unmarshal(a.send(t, "PUT", draft, testdata(t, "feedback.json"), lead).body, &kept))
			statuses := make(chan int, 8)
			for range 8 {
				go func() { statuses <- a.send(t, "POST", draft+"/publish", `{"version":1}`, lead).status }()
			}
			saved := a.send(t, "PUT", draft, edited(t, "Later"), map[string]string{"Authorization": lead["Authorization"], "If-Match": fmt.Sprintf("%q", fmt.Sprint(kept.Revision))}).status
			for range 8 {
				// 409: the draft saved meanwhile would be another version.
				if status := <-statuses; status != 201 && status != 200 && status != 409 {
					t.Errorf("publishing at once was answered with %d", status)
				}
			}
			somewhere := string(a.send(t, "GET", draft, "", lead).body) + string(a.send(t, "GET", strings.Replace(draft, "draft", "versions/1", 1), "", lead).body)
			if saved == 200 && !strings.Contains(somewhere, `"Later"`) {
				t.Errorf("what was saved is neither the draft nor published: %s", somewhere)
			}
		}
	})
}
