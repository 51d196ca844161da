package rest_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"touchstone/api/blob/disk"
	"touchstone/api/service"
)

// piece is the header of a piece that begins at offset.
func piece(offset, size int) map[string]string {
	return map[string]string{"Content-Type": "application/offset+octet-stream", "Upload-Offset": strconv.Itoa(offset), "Upload-Length": strconv.Itoa(size)}
}

func stands(offset, size int) map[string]string {
	return map[string]string{"Upload-Offset": strconv.Itoa(offset), "Upload-Length": strconv.Itoa(size)}
}

func TestFilesComeInPieces(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 1)
		all := len(content)
		path := "/p/responses/0190b000-0000-7000-8000-00000000{n}1/attachments/" + digest
		other := "/p/responses/0190b000-0000-7000-8000-00000000{n}2/attachments/" + digest
		run(t, a, []scenario{
			{"a photo goes on where it stopped and completes its report", append(planVisit(t),
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201, has: has{"complete": false}},
				step{as: "shopper", do: "HEAD " + path, want: 404},
				step{as: "shopper", do: "PATCH " + path, body: content[:10], header: piece(0, all), want: 204, gives: map[string]string{"Upload-Offset": "10"}},
				step{as: "shopper", do: "HEAD " + path, want: 200, gives: stands(10, all)},
				step{note: "from elsewhere", as: "shopper", do: "PATCH " + path, body: content[5:20], header: piece(5, all), want: 409, has: has{"code": "attachment.offset"}, gives: map[string]string{"Upload-Offset": "10"}},
				step{note: "beyond the end", as: "shopper", do: "PATCH " + path, body: content[10:] + "x", header: piece(10, all), want: 422},
				step{note: "another size", as: "shopper", do: "PATCH " + path, body: content[10:], header: piece(10, all+1), want: 422, has: has{"code": "blob.size"}},
				step{note: "another type", as: "shopper", do: "PATCH " + path, body: content[10:], want: 415},
				step{as: "lead", do: "GET " + path, want: 404},
				step{as: "shopper", do: "PATCH " + path, body: content[10:], header: piece(10, all), want: 204, gives: map[string]string{"Upload-Offset": strconv.Itoa(all)}},
				step{as: "shopper", do: "HEAD " + path, want: 200, gives: stands(all, all)},
				step{note: "the end again", as: "shopper", do: "PATCH " + path, header: piece(all, all), want: 204},
				step{note: "the beginning again", as: "shopper", do: "PATCH " + path, body: content[:10], header: piece(0, all), want: 409, gives: map[string]string{"Upload-Offset": strconv.Itoa(all)}},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 200, has: has{"complete": true, "missing.#": 0}},
				step{as: "lead", do: "GET " + path, want: 200, gives: map[string]string{"Content-Type": "image/png", "Content-Disposition": "inline"}},
			)},
			{"two reports with the same photo do not disturb each other", append(planVisit(t),
				step{as: "shopper", do: "PATCH " + path, body: content[:10], header: piece(0, all), want: 204},
				step{as: "shopper", do: "PATCH " + other, body: content[:30], header: piece(0, all), want: 204},
				step{as: "shopper", do: "HEAD " + path, want: 200, gives: stands(10, all)},
				step{as: "shopper", do: "PATCH " + other, body: content[30:], header: piece(30, all), want: 204},
				step{as: "shopper", do: "HEAD " + path, want: 200, gives: stands(10, all)},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201, has: has{"complete": false}},
				step{as: "shopper", do: "PATCH " + path, body: content[10:], header: piece(10, all), want: 204},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 200, has: has{"complete": true}},
			)},
			{"pieces that make up something else begin anew", append(planVisit(t),
				step{as: "shopper", do: "PATCH " + path, body: content[:10], header: piece(0, all), want: 204},
				step{as: "shopper", do: "PATCH " + path, body: strings.Repeat("x", all-10), header: piece(10, all), want: 422, has: has{"code": "blob.digest"}},
				step{as: "shopper", do: "HEAD " + path, want: 404},
				step{as: "shopper", do: "PATCH " + path, body: content, header: piece(0, all), want: 204},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201, has: has{"complete": true}},
			)},
			{"nobody goes on with somebody else's file", append(planVisit(t),
				step{note: "before the report", as: "shopper", do: "PATCH " + path, body: content[:10], header: piece(0, all), want: 204},
				step{as: "shopper2", do: "HEAD " + path, want: 404},
				step{as: "shopper2", do: "PATCH " + path, body: "0123456789", header: piece(0, 20), want: 204},
				step{as: "shopper", do: "HEAD " + path, want: 200, gives: stands(10, all)},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201},
				step{as: "shopper2", do: "PATCH " + path, body: content, header: piece(0, all), want: 404, has: has{"code": "response.unknown"}},
				step{as: "shopper2", do: "HEAD " + path, want: 404},
				step{as: "viewer", do: "PATCH " + path, body: content, header: piece(0, all), want: 403},
				step{do: "PATCH " + path, body: content, header: piece(0, all), want: 401},
			)},
			{"what the question does not take is refused when it is whole", append(planVisit(t),
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digestOf(page), page)), want: 201},
				step{as: "shopper", do: "PATCH " + strings.Replace(path, digest, digestOf(page), 1), body: page[:9], header: piece(0, len(page)), want: 204},
				step{as: "shopper", do: "PATCH " + strings.Replace(path, digest, digestOf(page), 1), body: page[9:], header: piece(9, len(page)), want: 422, has: has{"code": "attachment.type"}},
			)},
			{"headers that make no sense", append(planVisit(t),
				step{as: "shopper", do: "PATCH " + path, body: content, header: map[string]string{"Content-Type": "application/offset+octet-stream"}, want: 422, has: has{"code": "attachment.offset"}},
				step{as: "shopper", do: "PATCH " + path, body: content, header: piece(-1, all), want: 422},
				step{as: "shopper", do: "PATCH " + path, body: content, header: piece(1, 0), want: 422},
				step{as: "shopper", do: "PATCH " + path, header: piece(0, 0), want: 422, has: has{"code": "attachment.length"}},
				step{as: "shopper", do: "PATCH " + path, body: content, header: piece(0, 1<<50), want: 413, has: has{"code": "attachment.total"}},
				step{as: "shopper", do: "PATCH " + path, body: content, header: piece(0, 201<<20), want: 413, has: has{"code": "attachment.tooLarge"}},
				step{as: "shopper", do: "PATCH /p/responses/x/attachments/" + digest, body: content, header: piece(0, all), want: 422, has: has{"code": "attachment.address"}},
				step{as: "shopper", do: "HEAD /p/responses/x/attachments/" + digest, want: 422},
				step{as: "shopper", do: "HEAD " + path, want: 404},
			)},
			{"a large page instead of a picture is refused at its beginning", append(planVisit(t),
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digestOf(largePage), largePage)), want: 201},
				step{as: "shopper", do: "PATCH " + strings.Replace(path, digest, digestOf(largePage), 1), body: largePage[:5000], header: piece(0, len(largePage)), want: 422, has: has{"code": "attachment.type"}},
			)},
		})
	})
}

var largePage = page + strings.Repeat(" ", 10_000)

// A connection that breaks keeps what came before.
func TestAPieceThatBreaksOffStays(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content := strings.Repeat("0123456789abcdef", 60_000)
		digest := digestOf(content)
		project := a.project(t, team)
		path := "/api/v1/projects/" + project + "/responses/0190b000-0000-7000-8000-0000000000ab/attachments/" + digest
		token := map[string]string{"Authorization": "Bearer " + a.tokens["shopper"]}
		request, err := http.NewRequestWithContext(t.Context(), "PATCH", a.base+path, io.MultiReader(strings.NewReader(content[:600_000]), &broken{}))
		must(t, err)
		request.ContentLength = int64(len(content))
		request.Header.Set("Authorization", token["Authorization"])
		for name, value := range piece(0, len(content)) {
			request.Header.Set(name, value)
		}
		if answer, err := client.Do(request); err == nil {
			_ = answer.Body.Close()
			t.Fatalf("half a piece was answered with %d", answer.StatusCode)
		}
		offset := 0
		eventually(t, "what came is there", func() bool {
			offset, _ = strconv.Atoi(a.send(t, "HEAD", path, "", token).header.Get("Upload-Offset"))
			return offset > 0
		})
		if offset > 600_000 {
			t.Fatalf("stands at %d of 600000 sent", offset)
		}
		eventually(t, "the rest is taken", func() bool { // the server may still be reading what came
			header := piece(offset, len(content))
			header["Authorization"] = token["Authorization"]
			got := a.send(t, "PATCH", path, content[offset:], header)
			if got.status == 409 {
				offset, _ = strconv.Atoi(got.header.Get("Upload-Offset"))
			}
			return got.status == 204
		})
	})
}

// snapAnswer announces files of a customer's response.
func snapAnswer(id string, files ...string) string {
	return fmt.Sprintf(`{"id":"0190a000-0000-7000-8000-00000000%s","definition":{"id":"snap","version":1},"answers":{"recommend":9},"submittedAt":"2026-03-01T10:01:00Z","attachments":[%s]}`, id, strings.Join(files, ","))
}

func file(question, digest string, size int) string {
	return fmt.Sprintf(`{"id":%q,"question":%q,"name":"f","size":%d}`, digest, question, size)
}

func TestCustomersSendFiles(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 1)
		sound := "RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x00\x00\x00\x00"
		film := "\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + strings.Repeat("\x00", 40)
		drawing := `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`
		table := "name,age\nAda,36\nGrace,85\n"
		snap := []step{
			{as: "lead", do: "POST /p/definitions", body: testdata(t, "snap.json"), want: 201},
			{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
			{as: "lead", do: "POST /p/links", body: `{"title":"Counter","definition":{"id":"snap","version":1},"wave":"w1"}`, want: 201, keep: map[string]string{"link": "id"}},
		}
		at := func(digest string) string {
			return "/links/{link}/responses/0190a000-0000-7000-8000-00000000{n}1/attachments/" + digest
		}
		kept := func(digest string) string {
			return "GET /p/responses/0190a000-0000-7000-8000-00000000{n}1/attachments/" + digest
		}
		run(t, a, []scenario{
			{"a photo completes the answer", append(snap,
				step{do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digest, len(content))), want: 201, has: has{"complete": false, "missing": []string{digest}}},
				step{do: "HEAD " + at(digest), want: 404},
				step{do: "PATCH " + at(digest), body: content[:10], header: piece(0, len(content)), want: 204},
				step{do: "PATCH " + at(digest), body: content[10:], header: piece(10, len(content)), want: 204},
				step{do: "HEAD " + at(digest), want: 200, gives: stands(len(content), len(content))},
				step{do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digest, len(content))), want: 200, has: has{"complete": true, "missing.#": 0}},
				step{as: "viewer", do: kept(digest), want: 200, gives: map[string]string{"Content-Type": "image/png"}},
			)},
			{"a whole file before the answer", append(snap,
				step{do: "PUT " + at(digest), body: content, header: asPicture, want: 204},
				step{do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digest, len(content))), want: 201, has: has{"complete": true}},
			)},
			{"what a question takes, and how it goes out", append(snap,
				step{do: "POST /links/{link}/responses", want: 201, body: snapAnswer("{n}1", file("voice", digestOf(sound), len(sound)), file("letter", digestOf(drawing), len(drawing)), file("letter", digestOf(table), len(table)), file("letter", digestOf(page), len(page)))},
				step{do: "PUT " + at(digestOf(sound)), body: sound, want: 204},
				step{do: "PUT " + at(digestOf(drawing)), body: drawing, want: 204},
				step{do: "PUT " + at(digestOf(table)), body: table, want: 204},
				step{do: "PUT " + at(digestOf(page)), body: page, want: 204},
				step{as: "viewer", do: kept(digestOf(sound)), want: 200, gives: map[string]string{"Content-Type": "audio/wav", "Content-Disposition": "inline"}},
				step{as: "viewer", do: kept(digestOf(drawing)), want: 200, gives: map[string]string{"Content-Type": "application/octet-stream", "Content-Disposition": "attachment; filename=f"}},
				step{as: "viewer", do: kept(digestOf(table)), want: 200, gives: map[string]string{"Content-Type": "text/csv", "Content-Disposition": "attachment; filename=f"}},
				step{as: "viewer", do: kept(digestOf(page)), want: 200, gives: map[string]string{"Content-Type": "application/octet-stream"}},
			)},
			{"sound in a film's container is sound where sound is asked", append(snap,
				step{do: "POST /links/{link}/responses", want: 201, body: snapAnswer("{n}1", file("voice", digestOf(film), len(film)))},
				step{do: "PUT " + at(digestOf(film)), body: film, want: 204},
				step{as: "viewer", do: kept(digestOf(film)), want: 200, gives: map[string]string{"Content-Type": "audio/webm"}},
			)},
			{"what a question does not take", append(snap,
				step{note: "no question", do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("recommend", digest, 5)), want: 422, has: has{"fields.0.path": "attachments[0].question"}},
				step{note: "more than maxSize", do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digest, 2<<20)), want: 422, has: has{"fields.0.path": "attachments[0].size"}},
				step{do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digestOf(sound), len(sound))), want: 201},
				step{note: "sound for a photo", do: "PUT " + at(digestOf(sound)), body: sound, want: 422, has: has{"code": "attachment.type"}},
				step{note: "larger than maxSize", do: "PATCH " + at(digestOf(sound)), body: sound, header: piece(0, 2<<20), want: 413, has: has{"code": "attachment.tooLarge"}},
			)},
			{"a long name is cut before its ending", append(snap,
				step{do: "POST /links/{link}/responses", want: 201, body: strings.Replace(snapAnswer("{n}1", file("letter", digestOf(table), len(table))), `"f"`, `"`+strings.Repeat("ü", 300)+`.csv"`, 1)},
				step{do: "PUT " + at(digestOf(table)), body: table, want: 204},
				step{as: "viewer", do: "GET /p/responses/0190a000-0000-7000-8000-00000000{n}1", want: 200, has: has{"response.attachments.0.name": strings.Repeat("ü", 125) + ".csv"}},
			)},
			{"a survey without files takes none", append(openLink(t),
				step{do: "PUT " + at(digest), body: content, header: asPicture, want: 422, has: has{"code": "link.files"}},
				step{do: "PUT " + strings.Replace(at(digest), "{link}", "nowhere", 1), body: content, header: asPicture, want: 404, has: has{"code": "link.unknown"}},
			)},
			{"one link does not reach another's responses", append(snap,
				step{do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digest, len(content))), want: 201},
				step{as: "lead", do: "POST /p/links", body: `{"title":"Other","definition":{"id":"snap","version":1},"wave":"w1"}`, want: 201, keep: map[string]string{"link": "id"}},
				step{do: "PUT " + at(digest), body: content, header: asPicture, want: 404, has: has{"code": "response.unknown"}},
				step{do: "HEAD " + at(digest), want: 404},
			)},
		})
	})
}

// Every response has room for so many files that it does not name, and no more.
func TestFilesOfOneResponseAreBounded(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil, func(o *service.Options) { o.MostBytes = 3000 })
	a.hire(t)
	kept := map[string]string{"p": a.project(t, team)}
	put := func(content string) reply {
		path := "/api/v1/projects/" + kept["p"] + "/responses/0190b000-0000-7000-8000-0000000000ac/attachments/" + digestOf(content)
		return a.send(t, "PUT", path, content, map[string]string{"Authorization": "Bearer " + a.tokens["shopper"]})
	}
	expectStatus(t, put(strings.Repeat("a", 2000)), 204)
	expectStatus(t, put(strings.Repeat("a", 2000)), 204)
	got := put(strings.Repeat("b", 1001))
	if expectStatus(t, got, 413); !bytes.Contains(got.body, []byte("attachment.total")) {
		t.Errorf("%s", got.body)
	}
	expectStatus(t, put(strings.Repeat("b", 400)), 204)
	for i := range 198 {
		expectStatus(t, put(strconv.Itoa(i)), 204)
	}
	if got := put("x"); !bytes.Contains(got.body, []byte("attachment.tooMany")) {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// A server that ended between the last byte of a file and the check of the whole makes up
// for it when it is asked.
func TestAFileWhoseLastByteCameJustBeforeTheEnd(t *testing.T) {
	engine, _ := openSQLite(t)
	folder := t.TempDir()
	files, err := disk.Open(folder)
	must(t, err)
	a := start(t, engine, files, nil)
	a.hire(t)
	vars := map[string]string{"p": a.project(t, team), "n": "001"}
	for name, id := range a.ids {
		vars[name] = id
	}
	for _, s := range planVisit(t) {
		a.play(t, s.do, s, vars)
	}
	content, digest := photo(t, 50)
	const response = "0190b000-0000-7000-8000-000000000011"
	for _, c := range []struct {
		name, found string
		status      int
	}{{"what it should be", content, 200}, {"something else", strings.Repeat("x", len(content)), 422}} {
		key := digestOf(vars["p"] + "/" + response + "/" + digest + "/" + a.ids["shopper"])
		must(t, os.MkdirAll(filepath.Join(folder, "pieces", key[:2]), 0o700))
		must(t, os.WriteFile(filepath.Join(folder, "pieces", key[:2], key+"-"+strconv.Itoa(len(content))), []byte(c.found), 0o600))
		if c.status == 422 { // as if nothing had come yet
			arrived, err := engine.Get(t.Context(), "arrivals", vars["p"]+"/"+response+"/"+digest)
			must(t, err)
			must(t, engine.Delete(t.Context(), "arrivals", arrived.ID, arrived.Revision))
		}
		a.play(t, c.name, step{as: "shopper", do: "HEAD /p/responses/" + response + "/attachments/" + digest, want: c.status}, vars)
		if c.status == 200 {
			a.play(t, "the report", step{as: "shopper", do: "POST /p/responses", body: report("0011", announced(digest, content)), want: 201, has: has{"complete": true}}, vars)
		} else {
			a.play(t, "begun anew", step{as: "shopper", do: "HEAD /p/responses/" + response + "/attachments/" + digest, want: 404}, vars)
		}
	}
}
