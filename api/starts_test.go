package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestFirstAndLaterStarts(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := startProgram(t, data)
	if !setupLink.MatchString(p.output.String()) || !strings.Contains(p.output.String(), strings.Replace(p.base, "127.0.0.1", "localhost", 1)) {
		t.Fatalf("the first start prints neither address nor set-up link:\n%s", p.output)
	}
	if status, problem := p.call(t, "", "POST", "/setup", `{"token":"guessed","name":"Eve","email":"eve@example.org","password":"correct horse battery"}`); status != http.StatusForbidden {
		t.Errorf("set-up with a guessed token: status %d, %v", status, problem)
	}
	link := p.furnish(t, p.signIn(t))
	if status := p.answer(t, link, 1); status != http.StatusCreated {
		t.Fatalf("answering: status %d", status)
	}
	if status := p.stop(t, syscall.SIGTERM); status != 0 {
		t.Errorf("stopped with status %d\n%s", status, p.output)
	}

	p = startProgram(t, data)
	if setupLink.MatchString(p.output.String()) {
		t.Errorf("a later start still offers the set-up:\n%s", p.output)
	}
	token := p.signIn(t)
	if n := p.counted(t, token); n != 1 {
		t.Errorf("after a restart the comparison counts %g responses, want 1", n)
	}
	if status := p.answer(t, link, 1); status != http.StatusOK {
		t.Errorf("a repeat after a restart: status %d, want 200", status)
	}
}

func TestKilledServerKeepsWhatItAcknowledged(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := startProgram(t, data)
	token := p.signIn(t)
	link := p.furnish(t, token)
	for i := range 20 {
		if status := p.answer(t, link, i); status != http.StatusCreated {
			t.Fatalf("answer %d: status %d", i, status)
		}
	}
	p.stop(t, syscall.SIGKILL)
	p = startProgram(t, data)
	if n := p.counted(t, p.signIn(t)); n != 20 {
		t.Errorf("%g responses survived, want 20", n)
	}
}

func TestTwoProcessesOnOneStore(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	first := startProgram(t, data)
	token := first.signIn(t)
	link := first.furnish(t, token)
	second := startProgram(t, data)
	if status := second.answer(t, link, 1); status != http.StatusCreated {
		t.Fatalf("answering at the second: status %d", status)
	}
	deadline := time.Now().Add(5 * time.Second)
	for first.counted(t, token) != 1 {
		if time.Now().After(deadline) {
			t.Fatal("the first process does not count what the second wrote")
		}
		time.Sleep(20 * time.Millisecond)
	}
	status, output := runProgram(t, []string{"TOUCHSTONE_DATA=" + data}, "compare", "--project", "p", "--baseline", "w1", "--follow-up", "w2", "--json")
	var fromCommand map[string]any
	if err := json.Unmarshal([]byte(output), &fromCommand); status != 0 || err != nil {
		t.Fatalf("compare: status %d, %v\n%s", status, err, output)
	}
	_, fromAPI := first.call(t, token, "GET", "/projects/p/comparison?baseline=w1&followUp=w2", "")
	delete(fromCommand, "computedAt")
	delete(fromAPI, "computedAt")
	if a, b := fmt.Sprint(fromCommand), fmt.Sprint(fromAPI); a != b {
		t.Errorf("the command line says\n%s\nthe API says\n%s", a, b)
	}
	if status, output = runProgram(t, []string{"TOUCHSTONE_DATA=" + data}, "compare", "--project", "p", "--baseline", "w1", "--follow-up", "w2"); status != 0 || !strings.Contains(output, "Recommendation") {
		t.Errorf("the table: status %d\n%s", status, output)
	}
}

// A request under way is finished before the server ends.
func TestStoppingFinishesRequestsUnderWay(t *testing.T) {
	p := startProgram(t, filepath.Join(t.TempDir(), "data"))
	token := p.signIn(t)
	body, sending := io.Pipe()
	request, err := http.NewRequestWithContext(t.Context(), "POST", p.base+"/api/v1/projects", body)
	must(t, err)
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	answered := make(chan int, 1)
	go func() {
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			answered <- 0
			return
		}
		_ = answer.Body.Close()
		answered <- answer.StatusCode
	}()
	_, err = io.WriteString(sending, `{"id":"slow","title":"Slow",`)
	must(t, err)
	time.Sleep(100 * time.Millisecond) // the request is under way
	must(t, p.Process.Signal(syscall.SIGTERM))
	time.Sleep(200 * time.Millisecond)
	_, err = io.WriteString(sending, `"timeZone":"UTC","languages":["en"]}`)
	must(t, err)
	must(t, sending.Close())
	if status := <-answered; status != http.StatusCreated {
		t.Errorf("the request under way got status %d, want 201", status)
	}
	if err := <-p.ended; err != nil {
		t.Errorf("it ended with %v\n%s", err, p.output)
	}
}

func TestWhatKeepsItFromStarting(t *testing.T) {
	used, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { _ = used.Close() }()
	_, port, _ := net.SplitHostPort(used.Addr().String())
	file := filepath.Join(t.TempDir(), "file")
	must(t, os.WriteFile(file, []byte("no database"), 0o600))
	strange := t.TempDir()
	must(t, os.WriteFile(filepath.Join(strange, "touchstone.db"), []byte(strings.Repeat("no database ", 1000)), 0o600))
	free := "TOUCHSTONE_ADDR=" + freeAddress(t)
	for _, c := range []struct {
		name        string
		environment []string
		words       []string
		status      int
		says        []string
	}{
		{"port in use", []string{"TOUCHSTONE_ADDR=" + used.Addr().String()}, nil, 1, []string{port, "in use", "TOUCHSTONE_ADDR"}},
		{"data folder below a file", []string{free, "TOUCHSTONE_DATA=" + file + "/data"}, nil, 1, []string{file}},
		{"not a database", []string{free, "TOUCHSTONE_DATA=" + strange}, nil, 1, []string{"touchstone.db"}},
		{"MongoDB not reachable", []string{free, "TOUCHSTONE_MONGODB_URI=mongodb://127.0.0.1:1/x"}, nil, 1, []string{"127.0.0.1:1", "refused"}},
		{"no connection string", []string{free, "TOUCHSTONE_MONGODB_URI=localhost:27017"}, nil, 2, []string{"TOUCHSTONE_MONGODB_URI", "mongodb://"}},
		{"no address", []string{"TOUCHSTONE_ADDR=nonsense"}, nil, 2, []string{"TOUCHSTONE_ADDR", "127.0.0.1:8080"}},
		{"no address by flag", nil, []string{"serve", "--addr", "nonsense"}, 2, []string{"--addr"}},
		{"short secret", []string{free, "TOUCHSTONE_SECRET=short"}, nil, 2, []string{"TOUCHSTONE_SECRET", "32"}},
		{"unknown command", nil, []string{"dance"}, 2, []string{"dance", "help"}},
		{"unknown flag", nil, []string{"serve", "--dance"}, 2, []string{"dance"}},
		{"unknown project", nil, []string{"compare", "--project", "none", "--baseline", "a", "--follow-up", "b"}, 1, []string{"none"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			status, output := runProgram(t, c.environment, c.words...)
			if status != c.status {
				t.Errorf("status %d, want %d\n%s", status, c.status, output)
			}
			for _, words := range c.says {
				if !strings.Contains(output, words) {
					t.Errorf("it does not say %q:\n%s", words, output)
				}
			}
			if strings.Contains(output, "goroutine ") {
				t.Errorf("it shows a stack:\n%s", output)
			}
		})
	}
}

func TestCommandsThatAdd(t *testing.T) {
	environment := []string{"TOUCHSTONE_DATA=" + filepath.Join(t.TempDir(), "data"), "TOUCHSTONE_PASSWORD=" + password}
	definition, err := filepath.Abs(filepath.Join(root, "api/rest/testdata/feedback.json"))
	must(t, err)
	for _, c := range []struct {
		words  []string
		status int
		says   string
	}{
		{[]string{"project", "add", "--id", "p", "--title", "P"}, 0, "p is there"},
		{[]string{"project", "add", "--id", "p", "--title", "P"}, 0, "p is there"},
		{[]string{"project", "add", "--id", "p", "--title", "Another"}, 1, "already"},
		{[]string{"definition", "add", "--project", "p", definition}, 0, "version 1, is published"},
		{[]string{"definition", "add", "--project", "p"}, 2, "name one file"},
		{[]string{"definition", "add", "--project", "none", definition}, 1, "none"},
		{[]string{"person", "add", "--email", "b@example.org", "--name", "Bea", "--project", "p", "--role", "lead"}, 0, "Added Bea"},
		{[]string{"person", "add", "--email", "b@example.org", "--project", "p", "--role", "viewer"}, 0, "password is unchanged"},
		{[]string{"person", "add", "--email", "b@example.org", "--project", "p", "--role", "king"}, 1, "lead, reviewer"},
		{[]string{"person", "add", "--email", "nonsense", "--name", "N"}, 1, "e-mail"},
		{[]string{"version"}, 0, "touchstone"},
		{[]string{"help"}, 0, "TOUCHSTONE_DATA"},
	} {
		status, output := runProgram(t, environment, c.words...)
		if status != c.status || !strings.Contains(output, c.says) {
			t.Errorf("%v: status %d, want %d and %q\n%s", c.words, status, c.status, c.says, output)
		}
	}
}
