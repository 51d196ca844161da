package rest_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"touchstone/api/blob/disk"
	"touchstone/api/rest"
)

// A phone that vanishes in the middle of a piece is no failure of the server.
func TestAConnectionResetIsNoFailureOfTheServer(t *testing.T) {
	engine, _ := openSQLite(t)
	folder := t.TempDir()
	files, err := disk.Open(folder)
	must(t, err)
	read, written := io.Pipe()
	a := start(t, engine, files, func(o *rest.Options) { o.Log = slog.New(slog.NewTextHandler(written, nil)) })
	lines := make(chan string, 100)
	go func() {
		for scanner := bufio.NewScanner(read); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	a.hire(t)
	path := "/api/v1/projects/" + a.project(t, team) + "/responses/0190b000-0000-7000-8000-0000000000ab/attachments/" + digestOf("x")
	connection, err := net.Dial("tcp", strings.TrimPrefix(a.base, "http://"))
	must(t, err)
	_, err = fmt.Fprintf(connection, "PATCH %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\nUpload-Length: 9000\r\nContent-Length: 9000\r\n\r\n%s",
		path, a.tokens["shopper"], strings.Repeat("x", 5000))
	must(t, err)
	eventually(t, "the piece is being read", func() bool {
		found, _ := filepath.Glob(filepath.Join(folder, "pieces", "*", "*"))
		return len(found) > 0
	})
	must(t, connection.(*net.TCPConn).SetLinger(0))
	must(t, connection.Close())
	for {
		select {
		case line := <-lines:
			if strings.Contains(line, "level=ERROR") {
				t.Fatal(line)
			}
			if strings.Contains(line, "method=PATCH") {
				return
			}
		case <-time.After(10 * time.Second):
			t.Fatal("the request has not ended")
		}
	}
}

// What a closed link was told in time may be completed; it is no place to leave files.
func TestFilesThroughAClosedLink(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		content, digest := photo(t, 1)
		at := func(response string) string {
			return "PUT /links/{link}/responses/0190a000-0000-7000-8000-00000000{n}" + response + "/attachments/" + digest
		}
		vars := map[string]string{"p": a.project(t, team), "n": "001"}
		play := func(steps ...step) {
			t.Helper()
			for _, s := range steps {
				a.play(t, s.note+s.do, s, vars)
			}
		}
		link := `{"title":"Counter","definition":{"id":"snap","version":1},"wave":"w1","closed":%t}`
		play(step{as: "lead", do: "POST /p/definitions", body: testdata(t, "snap.json"), want: 201},
			step{as: "lead", do: "PUT /p/waves/w1", body: `{"title":{"en":"One"},"kind":"baseline","order":1}`, want: 200},
			step{as: "lead", do: "POST /p/links", body: fmt.Sprintf(link, false), want: 201, keep: map[string]string{"link": "id"}},
			step{do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digest, len(content))), want: 201},
			step{as: "lead", do: "PUT /p/links/{link}", body: fmt.Sprintf(link, true), want: 200},
			step{note: "just closed", do: at("2"), body: content, header: asPicture, want: 204})
		a.clock.pass(15 * 24 * time.Hour)
		a.again(t)
		play(step{note: "long closed", do: at("3"), body: content, header: asPicture, want: 403, has: has{"code": "link.closed"}},
			step{do: at("1"), body: content, header: asPicture, want: 204},
			step{do: "POST /links/{link}/responses", body: snapAnswer("{n}1", file("photo", digest, len(content))), want: 200, has: has{"complete": true}})
	})
}

// What customers send is counted, so its length must be known before.
func TestCustomersStateLengths(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	request, err := http.NewRequestWithContext(t.Context(), "PATCH", a.base+"/api/v1/links/x/responses/0190a000-0000-7000-8000-000000000011/attachments/"+digestOf("abc"), io.MultiReader(strings.NewReader("abc")))
	must(t, err)
	for name, value := range piece(0, 3) {
		request.Header.Set(name, value)
	}
	answer, err := client.Do(request)
	must(t, err)
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	must(t, err)
	if answer.StatusCode != 422 || !bytes.Contains(body, []byte("attachment.length")) {
		t.Errorf("%d %s", answer.StatusCode, body)
	}
}

// A report with more photos than anybody would think of is complete with all of them.
func TestAReportWithManyFiles(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	a.hire(t)
	vars := map[string]string{"p": a.project(t, team), "n": "001"}
	for name, id := range a.ids {
		vars[name] = id
	}
	for _, s := range planVisit(t) {
		a.play(t, s.do, s, vars)
	}
	const many = 210
	var named []string
	for i := range many {
		content, digest := photo(t, i)
		named = append(named, fmt.Sprintf(`{"id":%q,"question":"queue","name":"q.png","size":%d}`, digest, len(content)))
	}
	whole := step{as: "shopper", do: "POST /p/responses", body: report("0011", `"answers":{"greeted":"yes"},"attachments":[`+strings.Join(named, ",")+`]`), want: 201, has: has{"missing.#": many}}
	a.play(t, "the report", whole, vars)
	for i := range many {
		content, digest := photo(t, i)
		a.play(t, strconv.Itoa(i), step{as: "shopper", do: "PUT /p/responses/0190b000-0000-7000-8000-000000000011/attachments/" + digest, body: content, header: asPicture, want: 204}, vars)
	}
	whole.want, whole.has = 200, has{"complete": true, "missing.#": 0}
	a.play(t, "the report again", whole, vars)
}
