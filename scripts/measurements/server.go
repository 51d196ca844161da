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
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// server is a process of the built binary on a data folder.
type server struct {
	binary, data, address string
	process               *exec.Cmd
	printed               *output
	ready                 time.Duration // from the start of the process to the first 200 of /readyz
	token                 string
}

type output struct {
	mutex sync.Mutex
	bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.Buffer.Write(p)
}

func (o *output) text() string {
	o.mutex.Lock()
	defer o.mutex.Unlock()
	return o.String()
}

func launch(binary, data string) (*server, error) { return launchWithin(binary, data, 30*time.Second) }

// launchWithin waits that long for the server to become ready.
func launchWithin(binary, data string, patience time.Duration) (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		return nil, err
	}
	s := &server{binary: binary, data: data, address: address, printed: &output{}}
	s.process = exec.Command(binary, "serve")
	s.process.Env = append(os.Environ(), "TOUCHSTONE_ADDR="+address, "TOUCHSTONE_DATA="+data, "TOUCHSTONE_MONGODB_URI=")
	s.process.Stdout, s.process.Stderr = s.printed, s.printed
	begin := time.Now()
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	for time.Since(begin) < patience {
		if response, err := http.Get("http://" + address + "/readyz"); err == nil {
			response.Body.Close()
			if response.StatusCode == http.StatusOK {
				s.ready = time.Since(begin)
				return s, nil
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	s.stop()
	return nil, fmt.Errorf("server did not become ready:\n%s", s.printed.text())
}

// stop ends the process and waits for it.
func (s *server) stop() {
	_ = s.process.Process.Signal(syscall.SIGTERM)
	_ = s.process.Wait()
}

// resident is the process's resident memory in bytes.
func (s *server) resident() (int64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kilobytes, err := strconv.ParseInt(strings.Fields(rest)[0], 10, 64)
			return kilobytes * 1024, err
		}
	}
	return 0, fmt.Errorf("no VmRSS in /proc")
}

// worked is the time that all cores together have worked for the process.
func (s *server) worked() (time.Duration, error) {
	content, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.process.Process.Pid))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(content), ") ") // the name before may hold anything
	fields := strings.Fields(rest)
	var ticks int64
	for _, field := range fields[11:13] { // in user mode and in the kernel, in hundredths of a second
		n, err := strconv.ParseInt(field, 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}

var setupToken = regexp.MustCompile(`/desk/setup#([\w-]+)`)

// signIn does the first set-up with the printed token and signs in.
func (s *server) signIn() error {
	// What the process printed may arrive here after its first answer does.
	match := setupToken.FindStringSubmatch(s.printed.text())
	for wait := 0; match == nil && wait < 500; wait++ {
		time.Sleep(10 * time.Millisecond)
		match = setupToken.FindStringSubmatch(s.printed.text())
	}
	if match == nil {
		return fmt.Errorf("no set-up address printed:\n%s", s.printed.text())
	}
	if err := s.call("POST", "/api/v1/setup", map[string]any{"token": match[1], "name": "Bench", "email": benchEmail, "password": benchPassword, "language": "en", "demo": false}, nil); err != nil {
		return err
	}
	return s.enter()
}

const benchEmail, benchPassword = "bench@example.org", "a long enough password"

// enter signs in where the first set-up was done before.
func (s *server) enter() error {
	var session struct {
		AccessToken string `json:"accessToken"`
	}
	if err := s.call("POST", "/api/v1/session", map[string]any{"email": benchEmail, "password": benchPassword}, &session); err != nil {
		return err
	}
	s.token = session.AccessToken
	return nil
}

func (s *server) call(method, path string, body, answer any) error {
	var reader io.Reader
	if body != nil {
		content, err := json.Marshal(body)
		if err != nil {
			return err
		}
		reader = bytes.NewReader(content)
	}
	request, err := http.NewRequest(method, "http://"+s.address+path, reader)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", "application/json")
	if s.token != "" {
		request.Header.Set("Authorization", "Bearer "+s.token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %s %s", method, path, response.Status, content)
	}
	if answer == nil {
		return nil
	}
	return json.Unmarshal(content, answer)
}

// startUp measures the start with an empty store and the idle memory two seconds later; the
// floor is the same binary doing nothing (version).
func startUp(binary string, runs int) ([]figure, error) {
	var ready, floor []time.Duration
	var resident []float64
	for range runs {
		begin := time.Now()
		if err := exec.Command(binary, "version").Run(); err != nil {
			return nil, fmt.Errorf("version: %w", err)
		}
		floor = append(floor, time.Since(begin))
		folder, err := os.MkdirTemp("", "touchstone-bench-")
		if err != nil {
			return nil, err
		}
		s, err := launch(binary, folder)
		if err != nil {
			return nil, err
		}
		ready = append(ready, s.ready)
		time.Sleep(2 * time.Second)
		bytes, err := s.resident()
		if err != nil {
			return nil, err
		}
		resident = append(resident, float64(bytes))
		s.stop()
		if err := os.RemoveAll(folder); err != nil {
			return nil, err
		}
	}
	median, least := quantile(ready, 0.5), quantile(floor, 0.5)
	return []figure{
		{"start to ready, empty store", milliseconds(median), milliseconds(least) + " (process start)", fmt.Sprintf("%.1f", float64(median)/float64(least)), "1 s"},
		{"resident memory, idle", megabytes(int64(quantile(resident, 0.5))), "", "", "80 MB"},
	}, nil
}
