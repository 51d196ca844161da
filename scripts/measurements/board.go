package main

import (
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// The size of the board that is measured.
const (
	boardLocations = 500
	boardVisits    = 40 // of each location
	boardReports   = 5_000
)

const boardDefinition = `{"id":"visit","version":1,"kind":"mystery","title":{"en":"Visit"},"defaultLanguage":"en",
	"choices":{"yn":[{"name":"yes","label":{"en":"Yes"},"points":1},{"name":"no","label":{"en":"No"},"points":0}]},
	"body":[{"type":"select_one","name":"greeted","choices":"yn","label":{"en":"Greeted?"}},{"type":"integer","name":"wait","label":{"en":"Minutes"}}]}`

// board times the first pages of the desk's lists with 20,000 assignments and 5,000 reports.
func board(binary string, runs int) ([]figure, error) {
	folder, err := os.MkdirTemp("", "touchstone-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	s, err := launch(binary, filepath.Join(folder, "data"))
	if err != nil {
		return nil, err
	}
	defer s.stop()
	if err := s.signIn(); err != nil {
		return nil, err
	}
	planning, err := fillBoard(s)
	if err != nil {
		return nil, err
	}
	const p = "/api/v1/projects/bench"
	table := []figure{{
		"20,000 visits planned at once", fmt.Sprintf("%.1f s", planning.Seconds()), "", "", "",
	}}
	for _, page := range []struct{ what, path string }{
		{"board, first page", p + "/board?limit=100"},
		{"board, late ones of a search", p + "/board?limit=100&overdue=true&search=place%201"},
		{"board by wave and location", p + "/board/summary?wave=w1"},
		{"review queue, first page", p + "/review?limit=100"},
	} {
		var took, floor []time.Duration
		for range 40 * runs {
			begin := time.Now()
			if err := s.call("GET", page.path, nil, nil); err != nil {
				return nil, err
			}
			took = append(took, time.Since(begin))
			begin = time.Now()
			if err := s.call("GET", "/healthz", nil, nil); err != nil {
				return nil, err
			}
			floor = append(floor, time.Since(begin))
		}
		p95, least := quantile(took, 0.95), quantile(floor, 0.95)
		table = append(table, figure{page.what + ", of 20,000 assignments and 5,000 reports, p95", milliseconds(p95), milliseconds(least) + " (/healthz, p95)", fmt.Sprintf("%.1f", float64(p95)/float64(least)), "100 ms"})
	}
	return table, nil
}

// fillBoard makes the project; it gives the time that planning took.
func fillBoard(s *server) (time.Duration, error) {
	const p = "/api/v1/projects/bench"
	if err := s.call("POST", "/api/v1/projects", map[string]any{"id": "bench", "title": "Bench", "timeZone": "Europe/Zurich", "languages": []string{"en"}}, nil); err != nil {
		return 0, err
	}
	if err := s.send("POST", p+"/definitions", "application/json", strings.NewReader(boardDefinition)); err != nil {
		return 0, err
	}
	wave := map[string]any{"title": map[string]string{"en": "Wave"}, "kind": "baseline", "firstDay": "2099-01-01", "lastDay": "2099-12-31",
		"targets": []map[string]any{{"definition": "visit", "count": boardVisits}}}
	if err := s.call("PUT", p+"/waves/w1", wave, nil); err != nil {
		return 0, err
	}
	if err := importPlaces(s, p); err != nil {
		return 0, err
	}
	var me struct{ Person struct{ ID string } }
	if err := s.call("GET", "/api/v1/me", nil, &me); err != nil {
		return 0, err
	}
	begin := time.Now()
	var planned struct {
		Planned []struct{ ID string }
	}
	err := s.call("POST", p+"/assignments/plan", map[string]any{
		"wave": "w1", "definition": map[string]any{"id": "visit", "version": 1}, "visits": boardVisits, "spread": true,
		"people": []string{me.Person.ID}, "state": "offered", "template": map[string]any{}, "apply": true,
	}, &planned)
	if err != nil {
		return 0, err
	}
	took := time.Since(begin)
	if len(planned.Planned) != boardLocations*boardVisits {
		return 0, fmt.Errorf("planned %d visits", len(planned.Planned))
	}
	const senders = 16
	failed := make(chan error, senders)
	var sending sync.WaitGroup
	for sender := range senders {
		sending.Go(func() {
			for i := sender; i < boardReports; i += senders {
				report := map[string]any{"id": fmt.Sprintf("0190d000-0000-7000-8000-%012d", i), "assignment": planned.Planned[i*4].ID, "definition": map[string]any{"id": "visit", "version": 1},
					"submittedAt": "2026-03-01T10:00:00Z", "answers": map[string]any{"greeted": "yes", "wait": i % 9}}
				if err := s.call("POST", p+"/responses", report, nil); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	sending.Wait()
	close(failed)
	return took, <-failed
}

// importPlaces brings the locations as a table.
func importPlaces(s *server, p string) error {
	var table strings.Builder
	table.WriteString("code,title,lat,lon,tags\n")
	for i := range boardLocations {
		fmt.Fprintf(&table, "l%03d,Place %d,%.4f,%.4f,region %d\n", i, i, 46+float64(i%25)/20, 6.5+float64(i/25)/8, i%7)
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("file", "places.csv")
	if err == nil {
		_, err = io.WriteString(part, table.String())
	}
	if err == nil {
		err = form.WriteField("apply", "true")
	}
	if err == nil {
		err = form.Close()
	}
	if err != nil {
		return err
	}
	return s.send("POST", p+"/locations/import", form.FormDataContentType(), &body)
}

// send makes a request whose body is not made of JSON values.
func (s *server) send(method, path, mediaType string, body io.Reader) error {
	request, err := http.NewRequest(method, "http://"+s.address+path, body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", mediaType)
	request.Header.Set("Authorization", "Bearer "+s.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= 300 {
		content, _ := io.ReadAll(response.Body)
		return fmt.Errorf("%s %s: %s %s", method, path, response.Status, content)
	}
	_, err = io.Copy(io.Discard, response.Body)
	return err
}
