package rest_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"

	"touchstone/api/store"
)

// photo makes a small picture that differs from every other by its number, and its digest.
func photo(t *testing.T, number int) (content, digest string) {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 8, 8))
	picture.Set(number%8, number/8%8, color.RGBA{R: uint8(number), G: 200, A: 255})
	var buffer bytes.Buffer
	must(t, png.Encode(&buffer, picture))
	sum := sha256.Sum256(buffer.Bytes())
	return buffer.String(), hex.EncodeToString(sum[:])
}

var asPicture = map[string]string{"Content-Type": "image/png"}

func announced(digest, content string) string {
	return fmt.Sprintf(`"answers":{"greeted":"yes","queue":{"id":"%s"}},"attachments":[{"id":"%s","question":"queue","name":"queue.png","type":"image/png","size":%d}]`, digest, digest, len(content))
}

func TestFilesCompleteAReport(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 1)
		second, secondDigest := photo(t, 2)
		path := "/p/responses/0190b000-0000-7000-8000-00000000{n}1/attachments/"
		run(t, a, []scenario{
			{"the file follows its report", append(planVisit(t),
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201, has: has{"complete": false, "missing": []string{digest}}, keep: map[string]string{"response": "id"}},
				step{as: "lead", do: "GET " + path + digest, want: 404, has: has{"code": "attachment.unknown"}},
				step{as: "shopper", do: "PUT " + path + digest, body: content, header: asPicture, want: 204},
				step{note: "again", as: "shopper", do: "PUT " + path + digest, body: content, header: asPicture, want: 204},
				step{note: "the report again", as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 200, has: has{"complete": true, "missing.#": 0}},
				step{as: "lead", do: "GET /p/responses/{response}", want: 200, has: has{"response.complete": true, "response.attachments.0.present": true, "response.attachments.0.type": "image/png", "response.attachments.0.size": len(content)}},
				step{as: "reviewer", do: "GET " + path + digest, want: 200},
				step{as: "shopper", do: "GET " + path + digest, want: 403},
				step{as: "stranger", do: "GET /q/responses/{response}/attachments/" + digest, want: 404},
			)},
			{"the file comes before its report", append(planVisit(t),
				step{as: "shopper", do: "PUT " + path + digest, body: content, header: asPicture, want: 204},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201, has: has{"complete": true, "missing.#": 0}},
			)},
			{"a file known to one project opens nothing in another", append(planVisit(t),
				step{as: "stranger", do: "PUT /q/responses/0190b000-0000-7000-8000-00000000{n}1/attachments/" + secondDigest, body: second, header: asPicture, want: 204},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(secondDigest, second)), want: 201, has: has{"complete": false}},
				step{as: "lead", do: "GET " + path + secondDigest, want: 404},
			)},
			{"files that are not what they say", append(planVisit(t),
				step{note: "another digest", as: "shopper", do: "PUT " + path + secondDigest, body: content, header: asPicture, want: 422, has: has{"code": "blob.digest"}},
				step{note: "no digest", as: "shopper", do: "PUT " + path + "photo.png", body: content, header: asPicture, want: 422, has: has{"code": "attachment.address"}},
				step{note: "60 MB", as: "shopper", do: "PUT " + path + digest, body: content + strings.Repeat("x", 60<<20), header: asPicture, want: 413, has: has{"code": "attachment.tooLarge"}},
				step{note: "of somebody else's report", as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201},
				step{note: "a page instead of the picture", as: "shopper", do: "POST /p/responses", body: report("{n}2", announced(digestOf(page), page)), want: 201},
				step{as: "shopper", do: "PUT /p/responses/0190b000-0000-7000-8000-00000000{n}2/attachments/" + digestOf(page), body: page, header: asPicture, want: 422, has: has{"code": "attachment.type"}},
				step{note: "the page before its report", as: "shopper", do: "PUT /p/responses/0190b000-0000-7000-8000-00000000{n}3/attachments/" + digestOf(page), body: page, header: asPicture, want: 204},
				step{as: "shopper", do: "POST /p/responses", body: report("{n}3", announced(digestOf(page), page)), want: 201, has: has{"complete": false, "missing": []string{digestOf(page)}}},
				step{as: "shopper", do: "HEAD /p/responses/0190b000-0000-7000-8000-00000000{n}3/attachments/" + digestOf(page), want: 422},
				step{note: "through a foreign project", as: "stranger", do: "PUT /q/responses/0190b000-0000-7000-8000-00000000{n}1/attachments/" + digest, body: content, header: asPicture, want: 404, has: has{"code": "response.unknown"}},
				step{as: "shopper2", do: "PUT " + path + digest, body: content, header: asPicture, want: 404, has: has{"code": "response.unknown"}},
				step{as: "viewer", do: "PUT " + path + digest, body: content, header: asPicture, want: 403},
				step{do: "PUT " + path + digest, body: content, header: asPicture, want: 401},
			)},
		})
	})
}

const page = "<html><script>alert(1)</script>"

func digestOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:])
}

func TestFilesGoOutWithSafeHeaders(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 3)
		run(t, a, []scenario{{"headers", append(planVisit(t),
			step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(digest, content)), want: 201},
			step{as: "shopper", do: "PUT /p/responses/0190b000-0000-7000-8000-00000000{n}1/attachments/" + digest, body: content, header: asPicture, want: 204},
		)}})
		got := a.send(t, "GET", "/api/v1/projects/project-1/responses/0190b000-0000-7000-8000-000000000021/attachments/"+digest, "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
		if string(got.body) != content {
			t.Error("the file came back changed")
		}
		for name, want := range map[string]string{
			"Content-Type": "image/png", "X-Content-Type-Options": "nosniff", "Cache-Control": "private, max-age=31536000, immutable",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
		} {
			if got.header.Get(name) != want {
				t.Errorf("%s is %q, want %q", name, got.header.Get(name), want)
			}
		}
	})
}

// A phone whose network breaks in the middle of a photo sends it anew later.
func TestAFileThatBreaksOffLeavesNothing(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 4)
		project := a.project(t, team)
		path := "/api/v1/projects/" + project + "/responses/0190b000-0000-7000-8000-0000000000aa/attachments/" + digest
		request, err := http.NewRequestWithContext(t.Context(), "PUT", a.base+path, io.MultiReader(strings.NewReader(content[:20]), &broken{}))
		must(t, err)
		request.ContentLength = int64(len(content))
		request.Header.Set("Authorization", "Bearer "+a.tokens["shopper"])
		if answer, err := client.Do(request); err == nil {
			_ = answer.Body.Close()
			t.Fatalf("half a file was answered with %d", answer.StatusCode)
		}
		got := a.send(t, "PUT", path, content, map[string]string{"Authorization": "Bearer " + a.tokens["shopper"]})
		if got.status != 204 {
			t.Fatalf("sent anew: status %d\n%s", got.status, got.body)
		}
	})
}

type broken struct{}

func (*broken) Read([]byte) (int, error) { return 0, io.ErrClosedPipe }

// Report and files race each other in every order; in the end the report is complete.
func TestReportAndFilesAtOnce(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		if !a.winsRaces {
			t.Skip("the test server loses races of guarded writes; a real MongoDB and the embedded engine take this test")
		}
		kept := map[string]string{"p": a.project(t, team)}
		for name, id := range a.ids {
			kept[name] = id
		}
		for _, s := range planVisit(t) {
			a.play(t, "plan", s, kept)
		}
		var files []string
		var announcements []string
		var digests []string
		for i := range 4 {
			content, digest := photo(t, 10+i)
			files, digests = append(files, content), append(digests, digest)
			announcements = append(announcements, fmt.Sprintf(`{"id":"%s","question":"queue","name":"%d.png","size":%d}`, digest, i, len(content)))
		}
		header := map[string]string{"Authorization": "Bearer " + a.tokens["shopper"]}
		for round := range 8 {
			id := fmt.Sprintf("0190b000-0000-7000-8000-%012d", 700+round)
			body := fmt.Sprintf(`{"id":"%s","assignment":"%s","definition":{"id":"visit","version":1},"answers":{"greeted":"yes"},"submittedAt":"2026-03-01T10:01:00Z","attachments":[%s]}`,
				id, kept["assignment"], strings.Join(announcements, ","))
			base := "/api/v1/projects/" + kept["p"] + "/responses"
			var all sync.WaitGroup
			for range 2 {
				all.Go(func() { expectStatus(t, a.send(t, "POST", base, body, header), 200, 201) })
			}
			for i := range files {
				all.Go(func() {
					expectStatus(t, a.send(t, "PUT", base+"/"+id+"/attachments/"+digests[i], files[i], header), 204)
				})
			}
			all.Wait()
			got := a.send(t, "POST", base, body, header)
			if complete, _ := at(got.json(t), "complete"); complete != true {
				t.Fatalf("round %d: not complete although all is there\n%s", round, got.body)
			}
		}
	})
}

func expectStatus(t *testing.T, got reply, allowed ...int) {
	t.Helper()
	for _, status := range allowed {
		if got.status == status {
			return
		}
	}
	t.Errorf("status %d, want one of %v\n%s", got.status, allowed, got.body)
}

// lateFile is a store that lets something happen just before a response is written.
type lateFile struct {
	store.Store
	before func()
}

func (l *lateFile) Insert(ctx context.Context, collection, id string, body json.RawMessage) (store.Record, error) {
	if collection == "responses" && l.before != nil {
		before := l.before
		l.before = nil
		before()
	}
	return l.Store.Insert(ctx, collection, id, body)
}

// The narrowest case of the race: the file arrives after the report looked for it and
// before the report is written, so that neither sees the other at first.
func TestAFileBetweenLookAndWrite(t *testing.T) {
	engine, files := openSQLite(t)
	late := &lateFile{Store: engine}
	a := start(t, late, files, nil)
	a.hire(t)
	kept := map[string]string{"p": a.project(t, team), "n": "001"}
	for name, id := range a.ids {
		kept[name] = id
	}
	for _, s := range planVisit(t) {
		a.play(t, "plan", s, kept)
	}
	content, digest := photo(t, 20)
	late.before = func() {
		a.play(t, "the file", step{as: "shopper", do: "PUT /p/responses/0190b000-0000-7000-8000-000000000011/attachments/" + digest, body: content, header: asPicture, want: 204}, kept)
	}
	a.play(t, "the report", step{as: "shopper", do: "POST /p/responses", body: report("0011", announced(digest, content)), want: 201, has: has{"complete": true, "missing.#": 0}}, kept)
}
