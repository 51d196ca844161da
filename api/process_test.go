package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// The test binary is the program itself when asked to be.
const beProgram = "TOUCHSTONE_TEST_BE_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(beProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// program is a running Touchstone.
type program struct {
	*exec.Cmd
	base   string
	output *safeBuffer
	ended  chan error
}

type safeBuffer struct {
	lock    sync.Mutex
	content bytes.Buffer // not embedded: its ReadFrom would go round the lock
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.content.Write(p)
}

func (b *safeBuffer) String() string {
	b.lock.Lock()
	defer b.lock.Unlock()
	return b.content.String()
}

func programCommand(t *testing.T, environment []string, words ...string) (*exec.Cmd, *safeBuffer) {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], words...)
	c.Env = append([]string{beProgram + "=1", "PATH=" + os.Getenv("PATH")}, environment...)
	c.Dir = t.TempDir()
	output := &safeBuffer{}
	c.Stdout, c.Stderr = output, output
	return c, output
}

// runProgram runs a command to its end.
func runProgram(t *testing.T, environment []string, words ...string) (status int, output string) {
	t.Helper()
	c, printed := programCommand(t, environment, words...)
	err := c.Run()
	if c.ProcessState == nil {
		t.Fatal(err)
	}
	return c.ProcessState.ExitCode(), printed.String()
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { _ = listener.Close() }()
	return listener.Addr().String()
}

// startProgram serves on a free port and waits until it is ready.
func startProgram(t *testing.T, data string, environment ...string) *program {
	t.Helper()
	address := freeAddress(t)
	c, output := programCommand(t, append(environment, "TOUCHSTONE_ADDR="+address, "TOUCHSTONE_DATA="+data), "serve")
	must(t, c.Start())
	p := &program{c, "http://" + address, output, make(chan error, 1)}
	go func() { p.ended <- c.Wait() }()
	t.Cleanup(func() {
		if c.ProcessState == nil {
			_ = c.Process.Kill()
			<-p.ended
		}
	})
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if answer, err := http.Get(p.base + "/readyz"); err == nil {
			_ = answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return p
			}
		}
	}
	t.Fatalf("not ready within 20 seconds:\n%s", output)
	return nil
}

// stop ends the program with a signal and gives its exit status, -1 when the signal killed it.
func (p *program) stop(t *testing.T, signal os.Signal) int {
	t.Helper()
	must(t, p.Process.Signal(signal))
	select {
	case <-p.ended:
	case <-time.After(30 * time.Second):
		t.Fatalf("it did not end:\n%s", p.output)
	}
	return p.ProcessState.ExitCode()
}

// call sends JSON and reads JSON; token "" is anonymous.
func (p *program) call(t *testing.T, token, method, path, body string) (int, map[string]any) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, p.base+"/api/v1"+path, strings.NewReader(body))
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	must(t, err)
	value := map[string]any{}
	if len(content) > 0 {
		must(t, json.Unmarshal(content, &value))
	}
	return answer.StatusCode, value
}

const (
	email    = "ada@example.org"
	password = "correct horse battery"
)

var setupLink = regexp.MustCompile(`/desk/setup#([\w-]+)`)

// signIn gives an access token of the administrator, doing the set-up first if needed.
func (p *program) signIn(t *testing.T) string {
	t.Helper()
	if _, setup := p.call(t, "", "GET", "/setup", ""); setup["needed"] == true {
		// What the process printed may arrive here after its first answer does.
		link := setupLink.FindStringSubmatch(p.output.String())
		for deadline := time.Now().Add(5 * time.Second); link == nil; link = setupLink.FindStringSubmatch(p.output.String()) {
			if time.Now().After(deadline) {
				t.Fatalf("no set-up address printed:\n%s", p.output)
			}
			time.Sleep(5 * time.Millisecond)
		}
		p.call(t, "", "POST", "/setup", fmt.Sprintf(`{"token":%q,"name":"Ada","email":%q,"password":%q}`, link[1], email, password))
	}
	status, session := p.call(t, "", "POST", "/session", fmt.Sprintf(`{"email":%q,"password":%q}`, email, password))
	if status != http.StatusOK {
		t.Fatalf("sign-in: status %d, %v", status, session)
	}
	return session["accessToken"].(string)
}

// furnish makes a project with two waves and a link of the first; it gives the link's token.
func (p *program) furnish(t *testing.T, token string) string {
	t.Helper()
	definition, err := os.ReadFile(filepath.Join(root, "api/rest/testdata/feedback.json"))
	must(t, err)
	var link map[string]any
	for _, step := range [][3]string{
		{"POST", "/projects", `{"id":"p","title":"P","timeZone":"UTC","languages":["en"]}`},
		{"PUT", "/projects/p/waves/w1", `{"title":{"en":"One"},"kind":"baseline"}`},
		{"PUT", "/projects/p/waves/w2", `{"title":{"en":"Two"},"kind":"followUp"}`},
		{"POST", "/projects/p/definitions", string(definition)},
		{"POST", "/projects/p/links", `{"title":"L","definition":{"id":"feedback","version":1},"wave":"w1"}`},
	} {
		status, value := p.call(t, token, step[0], step[1], step[2])
		if status > 201 {
			t.Fatalf("%s %s: status %d, %v", step[0], step[1], status, value)
		}
		link = value
	}
	return link["id"].(string)
}

func (p *program) answer(t *testing.T, link string, number int) int {
	t.Helper()
	status, _ := p.call(t, "", "POST", "/links/"+link+"/responses", fmt.Sprintf(
		`{"id":"0190a000-0000-7000-8000-%012d","definition":{"id":"feedback","version":1},"answers":{"recommend":9},"submittedAt":"2026-03-01T10:00:00Z"}`, number))
	return status
}

// counted gives how many responses of wave w1 the comparison counts.
func (p *program) counted(t *testing.T, token string) float64 {
	t.Helper()
	status, value := p.call(t, token, "GET", "/projects/p/comparison?baseline=w1&followUp=w2", "")
	rows, _ := value["rows"].([]any)
	if status != http.StatusOK || len(rows) == 0 {
		return 0
	}
	return rows[0].(map[string]any)["baseline"].(map[string]any)["n"].(float64)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
