package rest_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"mime/multipart"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// packed is an entry of an archive; a phone stores them as they are.
type packed struct {
	name, content string
	deflated      bool
}

func archive(t *testing.T, entries ...packed) string {
	t.Helper()
	var buffer bytes.Buffer
	writer := zip.NewWriter(&buffer)
	for _, entry := range entries {
		var into io.Writer
		var err error
		if entry.deflated {
			into, err = writer.Create(entry.name) // its size follows the content
		} else {
			into, err = writer.CreateRaw(&zip.FileHeader{Name: entry.name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(entry.content)),
				CompressedSize64: uint64(len(entry.content)), UncompressedSize64: uint64(len(entry.content))})
		}
		must(t, err)
		_, err = io.WriteString(into, entry.content)
		must(t, err)
	}
	must(t, writer.Close())
	return buffer.String()
}

// upload sends a file of unsent reports.
func (a *api) upload(t *testing.T, as, project, content string) reply {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "../../unsent.zip")
	must(t, err)
	_, err = io.WriteString(part, content)
	must(t, err)
	must(t, form.Close())
	return a.send(t, "POST", "/api/v1/projects/"+project+"/unsent", body.String(), map[string]string{
		"Content-Type": form.FormDataContentType(), "Authorization": "Bearer " + a.tokens[as]})
}

// unsent gives a list as a phone writes it.
func unsent(person string, items ...string) string {
	return fmt.Sprintf(`{"format":"touchstone-unsent","version":1,"person":%q,"savedAt":"2026-03-02T10:00:00.000Z","items":[%s]}`, person, strings.Join(items, ","))
}

// unsentStory is a project with an assignment, and a report for it with a photo.
type unsentStory struct {
	kept                    map[string]string
	content, digest, report string
}

func (a *api) unsentStory(t *testing.T) unsentStory {
	t.Helper()
	s := unsentStory{kept: a.kept(t)}
	for _, step := range planVisit(t) {
		a.play(t, step.do, step, s.kept)
	}
	s.content, s.digest = photo(t, 1)
	s.report = s.item("1", s.kept["p"], announced(s.digest, s.content))
	return s
}

func (s unsentStory) item(digit, project, rest string) string {
	text := fmt.Sprintf(`{"kind":"report","project":%q,"content":%s}`, project, report("{n}"+digit, rest))
	return placeholder.ReplaceAllStringFunc(text, func(name string) string { return s.kept[strings.Trim(name, "{}")] })
}

func TestUnsentReportsAreTakenIn(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		s := a.unsentStory(t)
		file := archive(t, packed{name: "unsent.json", content: unsent(a.ids["shopper"], s.report)}, packed{name: "media/" + s.digest, content: s.content})
		if got := a.upload(t, "shopper", s.kept["p"], file); got.status != 403 {
			t.Fatalf("a shopper: status %d", got.status)
		}
		for round, want := range []string{"added", "known", "known"} {
			got := a.upload(t, "reviewer", s.kept["p"], file)
			a.conforms(t, "unsent", "POST", "/api/v1/projects/"+s.kept["p"]+"/unsent", got)
			if result, _ := at(got.json(t), "items.0.result"); got.status != 200 || result != want {
				t.Fatalf("round %d: status %d, %v\n%s", round, got.status, result, got.body)
			}
			if n, _ := at(got.json(t), "attachments"); n != 1.0 {
				t.Errorf("round %d: %v files", round, n)
			}
		}
		a.play(t, "as if the shopper had sent it", step{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}1", want: 200, has: has{
			"response.person": "{shopper}", "response.complete": true, "response.flags.code=fromFile.message": present, "response.events.0.person": "{reviewer}"}}, s.kept)
		a.play(t, "the phone finds network after all", step{as: "shopper", do: "POST /p/responses", body: report("{n}1", announced(s.digest, s.content)), want: 200, has: has{"complete": true}}, s.kept)

		a.play(t, "returned", step{as: "reviewer", do: "POST /p/responses/" + reported + "/reviews", body: decision("a", reported, `"decision":"return","comments":[{"question":"wait","text":"?"}]`), want: 200}, s.kept)
		corrected := placeholder.ReplaceAllString(fmt.Sprintf(`{"kind":"revision","project":"project-%d","response":%q,"content":%s}`, a.projects, reported, revision("b", event("a"), `"answers":{"greeted":"no"}`)), s.kept["n"])
		got := a.upload(t, "reviewer", s.kept["p"], archive(t, packed{name: "unsent.json", content: unsent(a.ids["shopper"], corrected)}))
		if result, _ := at(got.json(t), "items.0.result"); result != "added" {
			t.Fatalf("a revision: %s", got.body)
		}
		a.play(t, "revised", step{as: "reviewer", do: "GET /p/responses/" + reported, want: 200, has: has{"response.state": "submitted", "response.answers.greeted": "no"}}, s.kept)
	})
}

// The work was given to somebody else while the phone lay in a drawer; the report is still
// that of the shopper who was there.
func TestUnsentReportsBelongToWhoWasThere(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	a.hire(t)
	s := a.unsentStory(t)
	a.play(t, "moved", step{as: "lead", do: "PUT /p/assignments/{assignment}", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"{shopper2}","state":"offered"}`, want: 200}, s.kept)
	for i, c := range []struct{ phone, person string }{{"shopper", "shopper"}, {"stranger", "shopper2"}} {
		digit := fmt.Sprint(i + 1)
		got := a.upload(t, "reviewer", s.kept["p"], archive(t, packed{name: "unsent.json", content: unsent(a.ids[c.phone], s.item(digit, s.kept["p"], `"answers":{"greeted":"yes"}`))}))
		if result, _ := at(got.json(t), "items.0.result"); result != "added" {
			t.Fatalf("%s", got.body)
		}
		a.play(t, "of the "+c.phone, step{as: "reviewer", do: "GET /p/responses/0190b000-0000-7000-8000-00000000{n}" + digit, want: 200, has: has{"response.person": a.ids[c.person]}}, s.kept)
	}
	a.play(t, "nobody's", step{as: "lead", do: "POST /p/assignments", body: `{"wave":"w1","definition":{"id":"visit","version":1},"location":"zh01","person":"","state":"planned"}`, want: 201, keep: map[string]string{"assignment": "id"}}, s.kept)
	got := a.upload(t, "reviewer", s.kept["p"], archive(t, packed{name: "unsent.json", content: unsent(a.ids["shopper"], s.item("3", s.kept["p"], `"answers":{}`))}))
	if result, _ := at(got.json(t), "items.0.result"); result != "refused" {
		t.Errorf("of an assignment that is nobody's: %s", got.body)
	}
}

// Whatever is in the file: what is whole is taken, the rest is told, nothing else happens.
func TestHostileFilesOfUnsentReports(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	a.hire(t)
	s := a.unsentStory(t)
	list := unsent(a.ids["shopper"], s.report)
	whole := archive(t, packed{name: "unsent.json", content: list}, packed{name: "media/" + s.digest, content: s.content})
	packedTogether := archive(t, packed{name: "unsent.json", content: list, deflated: true}, packed{name: "media/" + s.digest, content: s.content, deflated: true})
	bomb := strings.Repeat("\x00", 60<<20)
	for _, c := range []struct {
		name, file string
		status     int
		want       has
	}{
		{"no archive", "hello", 422, has{"code": "unsent.format"}},
		{"empty", "", 422, has{"code": "unsent.format"}},
		{"an archive of something else", archive(t, packed{name: "a.txt", content: "a"}), 422, has{"code": "unsent.format"}},
		{"another list", archive(t, packed{name: "unsent.json", content: `{"format":"other"}`}), 422, has{"code": "unsent.format"}},
		{"a list that is none", archive(t, packed{name: "unsent.json", content: "\x00\xff"}), 422, has{"code": "unsent.format"}},
		{"without its photo", archive(t, packed{name: "unsent.json", content: list}), 200, has{"items.0.result": "added", "items.0.message": present, "attachments": 0}},
		{"a photo whose content is another", archive(t, packed{name: "unsent.json", content: list}, packed{name: "media/" + s.digest, content: strings.Repeat("x", len(s.content))}), 200, has{"items.0.result": "known", "items.0.message": present, "attachments": 0}},
		{"a photo that unpacks to far more", archive(t, packed{name: "unsent.json", content: list}, packed{name: "media/" + s.digest, content: bomb, deflated: true}), 200, has{"items.0.message": present, "attachments": 0}},
		{"a list that unpacks to far more", archive(t, packed{name: "unsent.json", content: `{"format":"touchstone-unsent","x":"` + bomb + bomb + `"}`, deflated: true}), 200, has{"items.#": 0, "whole": false}},
		{"names that lead elsewhere", archive(t, packed{name: "unsent.json", content: list}, packed{name: "../media/" + s.digest, content: s.content}, packed{name: "/etc/passwd", content: "x"}, packed{name: "media/../" + s.digest, content: s.content}), 200, has{"attachments": 0}},
		{"of a foreign project", archive(t, packed{name: "unsent.json", content: unsent("x", s.item("2", "project-9", `"answers":{}`))}), 200, has{"items.0.result": "refused", "items.0.message": present}},
		{"of an assignment nobody knows", archive(t, packed{name: "unsent.json", content: unsent("x", strings.Replace(s.report, s.kept["assignment"], "0190a000-0000-7000-8000-00000000ffff", 1))}), 200, has{"items.0.result": "refused", "items.0.assignment": "0190a000-0000-7000-8000-00000000ffff"}},
		{"an item of no kind", archive(t, packed{name: "unsent.json", content: unsent("x", `{"kind":"act","project":"`+s.kept["p"]+`","content":{}}`)}), 200, has{"items.0.result": "refused"}},
		{"a report of the wrong shape", archive(t, packed{name: "unsent.json", content: unsent("x", `{"kind":"report","project":"`+s.kept["p"]+`","content":{"id":7}}`, s.report)}), 200, has{"items.0.result": "refused", "items.1.result": "known"}},
		{"a revision of no report", archive(t, packed{name: "unsent.json", content: unsent("x", `{"kind":"revision","project":"`+s.kept["p"]+`","response":"x","content":{}}`)}), 200, has{"items.0.result": "refused"}},
		{"other content under a known id", archive(t, packed{name: "unsent.json", content: unsent("x", s.item("1", s.kept["p"], `"answers":{"greeted":"no"}`))}), 200, has{"items.0.result": "refused"}},
		{"cut off in the photo", whole[:strings.Index(whole, s.content)+20], 200, has{"items.0.result": "known", "items.0.message": present, "attachments": 0, "whole": false}},
		{"cut off in the list", whole[:strings.Index(whole, `"content":`)], 200, has{"items.#": 0, "whole": false}},
		{"cut off at the beginning", whole[:20], 422, has{"code": "unsent.format"}},
		{"deflated, cut off in the photo", packedTogether[:strings.Index(packedTogether, "media/")+80], 200, has{"items.0.result": "known", "attachments": 0, "whole": false}},
		{"encrypted", encrypted(whole), 422, has{"code": "unsent.format"}},
		{"deflated, cut off in the directory", packedTogether[:len(packedTogether)-30], 200, has{"items.0.result": "known", "attachments": 1, "whole": false}},
		{"cut off in the directory, sent again", whole[:len(whole)-30], 200, has{"items.0.result": "known", "items.0.message": absent, "attachments": 1, "whole": false}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := a.upload(t, "reviewer", s.kept["p"], c.file)
			if got.status != c.status {
				t.Fatalf("status %d, want %d\n%s", got.status, c.status, got.body)
			}
			for path, want := range c.want {
				found, ok := at(got.json(t), path)
				if want == present && !ok || want == absent && ok || want != present && want != absent && !sameJSON(found, want) {
					t.Errorf("%s is %v, want %v\n%s", path, found, want, got.body)
				}
			}
		})
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "touchstone-unsent-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	a.play(t, "one report came of it all", step{as: "lead", do: "GET /p/responses", want: 200, has: has{"items.#": 1, "items.0.complete": true}}, s.kept)
}

// encrypted marks every entry as encrypted and takes the directory away.
func encrypted(file string) string {
	data := []byte(file[:len(file)-30])
	for at := 0; ; {
		next := bytes.Index(data[at:], []byte("PK\x03\x04"))
		if next < 0 {
			return string(data)
		}
		at += next + 6
		binary.LittleEndian.PutUint16(data[at:], 1)
	}
}

// A form that ends before its file does leaves nothing behind.
func TestUploadsOfUnsentReportsThatBreakOff(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	a.hire(t)
	project := a.project(t, team)
	for _, c := range []struct{ name, body, code string }{
		{"in the file", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"unsent.zip\"\r\n\r\n" + strings.Repeat("x", 1<<20), "attachment.length"},
		{"before the file", "--x\r\nContent-Dis", "request.form"},
		{"with another part only", "--x\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--x--\r\n", "request.invalid"},
	} {
		got := a.send(t, "POST", "/api/v1/projects/"+project+"/unsent", c.body, map[string]string{
			"Content-Type": "multipart/form-data; boundary=x", "Authorization": "Bearer " + a.tokens["reviewer"]})
		if got.status != 422 || code(t, got) != c.code {
			t.Errorf("%s: status %d\n%s", c.name, got.status, got.body)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(os.TempDir(), "touchstone-unsent-*")); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
