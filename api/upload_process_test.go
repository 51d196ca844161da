package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// tricklingReader gives the content in small pieces with a pause between, and then nothing.
type tricklingReader struct {
	content io.Reader
	stop    <-chan struct{}
}

func (r *tricklingReader) Read(into []byte) (int, error) {
	time.Sleep(time.Millisecond)
	n, err := r.content.Read(into[:min(len(into), 16<<10)])
	if err == io.EOF {
		<-r.stop // the phone's network hangs
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

// A server that is killed in the middle of a file goes on with it when it runs again.
func TestAFileGoesOnAfterTheServerWasKilled(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := startProgram(t, data)
	token := p.signIn(t)
	p.furnish(t, token)
	definition, err := os.ReadFile(filepath.Join(root, "api/rest/testdata/snap.json"))
	must(t, err)
	p.call(t, token, "POST", "/projects/p/definitions", string(definition))
	_, link := p.call(t, token, "POST", "/projects/p/links", `{"title":"L","definition":{"id":"snap","version":1},"wave":"w1"}`)

	content := make([]byte, 3<<20)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range content {
		content[i] = byte(random.Uint32())
	}
	sum := sha256.Sum256(content)
	digest := hex.EncodeToString(sum[:])
	const response = "0190a000-0000-7000-8000-000000000001"
	body := fmt.Sprintf(`{"id":%q,"definition":{"id":"snap","version":1},"answers":{"recommend":9},"submittedAt":"2026-03-01T10:00:00Z","attachments":[{"id":%q,"question":"letter","name":"letter.bin","size":%d}]}`, response, digest, len(content))
	if status, answer := p.call(t, "", "POST", fmt.Sprint("/links/", link["id"], "/responses"), body); status != 201 || answer["complete"] != false {
		t.Fatalf("status %d, %v", status, answer)
	}
	path := fmt.Sprint("/links/", link["id"], "/responses/", response, "/attachments/", digest)
	send := func(p *program, method string, offset int, from io.Reader) (int, int) {
		request, err := http.NewRequestWithContext(t.Context(), method, p.base+"/api/v1"+path, from)
		must(t, err)
		request.ContentLength = int64(len(content) - offset)
		request.Header.Set("Content-Type", "application/offset+octet-stream")
		request.Header.Set("Upload-Offset", strconv.Itoa(offset))
		request.Header.Set("Upload-Length", strconv.Itoa(len(content)))
		if method == "HEAD" {
			request.ContentLength = 0
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return 0, 0
		}
		_ = answer.Body.Close()
		stands, _ := strconv.Atoi(answer.Header.Get("Upload-Offset"))
		return answer.StatusCode, stands
	}

	offset := 0
	for _, until := range []int{1 << 20, 2 << 20} {
		stop := make(chan struct{})
		ended := make(chan struct{})
		go func(p *program) {
			defer close(ended)
			send(p, "PATCH", offset, &tricklingReader{strings.NewReader(string(content[offset:until])), stop})
		}(p)
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			if _, stands := send(p, "HEAD", 0, nil); stands > offset && stands > until-(600<<10) {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("most of the first %d bytes never arrived", until)
			}
		}
		p.stop(t, syscall.SIGKILL)
		close(stop)
		<-ended
		p = startProgram(t, data)
		status, stands := send(p, "HEAD", 0, nil)
		if status != 200 || stands <= offset || stands > until {
			t.Fatalf("after the restart: status %d, stands at %d, sent from %d to %d", status, stands, offset, until)
		}
		offset = stands
	}
	if status, stands := send(p, "PATCH", offset, strings.NewReader(string(content[offset:]))); status != 204 || stands != len(content) {
		t.Fatalf("the rest: status %d, stands at %d", status, stands)
	}
	if status, answer := p.call(t, "", "POST", fmt.Sprint("/links/", link["id"], "/responses"), body); status != 200 || answer["complete"] != true {
		t.Fatalf("status %d, %v", status, answer)
	}
	request, err := http.NewRequestWithContext(t.Context(), "GET", p.base+"/api/v1/projects/p/responses/"+response+"/attachments/"+digest, nil)
	must(t, err)
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	defer func() { _ = answer.Body.Close() }()
	if got, err := io.ReadAll(answer.Body); err != nil || string(got) != string(content) {
		t.Fatalf("status %d, %d bytes, %v", answer.StatusCode, len(got), err)
	}
}
