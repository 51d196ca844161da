package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/uuid"

	"touchstone/api/service"
	"touchstone/api/store"
	"touchstone/api/store/sqlite"
)

const (
	loadProject   = "/api/v1/projects/load"
	loadQuestions = 25
)

// load plays traffic against a server process of its own, at growing numbers of connections:
// customers' answers to 25 questions, validated, scored and durable before they are
// acknowledged. Beside it the floor: the same documents written straight into the engine.
func load(binary string, span time.Duration, connections []int) ([]figure, error) {
	folder, err := os.MkdirTemp("", "touchstone-load-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	data := filepath.Join(folder, "server")
	// All connections come from one address.
	if err := os.Setenv("TOUCHSTONE_LINK_RATE", "0"); err != nil {
		return nil, err
	}
	s, err := launch(binary, data)
	if err != nil {
		return nil, err
	}
	defer func() { s.stop() }()
	link, err := s.loadLink()
	if err != nil {
		return nil, err
	}
	var table []figure
	var most play
	for _, n := range connections {
		p, err := s.play(link, n, span)
		if err != nil {
			return nil, err
		}
		table = append(table, p.figure(fmt.Sprintf("answers of %d questions, %d connections", loadQuestions, n)))
		if n == 32 {
			most = p
		}
	}
	bytes, err := s.resident()
	if err != nil {
		return nil, err
	}
	table = append(table, figure{what: "resident memory after that load", measured: megabytes(bytes), bar: "200 MB"})
	s.stop()
	disk, err := size(data)
	if err != nil {
		return nil, err
	}
	floor, documents, average, err := floorOfEngine(data, filepath.Join(folder, "floor"), 32, span)
	if err != nil {
		return nil, err
	}
	table = append(table, figure{what: "bytes on disk per response", measured: fmt.Sprintf("%.0f B", float64(disk)/float64(max(documents, 1))), floor: fmt.Sprintf("%d B of JSON", average)})
	if most.accepted > 0 {
		table = append(table, figure{
			what: "32 connections beside the engine alone", measured: fmt.Sprintf("%.0f/s", most.rate()), floor: fmt.Sprintf("%.0f/s", floor),
			ratio: fmt.Sprintf("%.2f", most.rate()/floor), bar: "3,600/s, 0.60 of the floor",
		})
	}
	return table, nil
}

// loadLink sets up a project whose definition has as many questions as the load asks.
func (s *server) loadLink() (string, error) {
	if err := s.signIn(); err != nil {
		return "", err
	}
	if err := s.call("POST", "/api/v1/projects", object{"id": "load", "title": "Load", "timeZone": "Europe/Zurich", "languages": []string{"en"}}, nil); err != nil {
		return "", err
	}
	if err := s.call("PUT", loadProject+"/waves/now", object{"title": english("Now"), "kind": "baseline", "order": 1}, nil); err != nil {
		return "", err
	}
	if err := s.call("POST", loadProject+"/definitions", loadDefinition(), nil); err != nil {
		return "", err
	}
	var link struct {
		ID string `json:"id"`
	}
	err := s.call("POST", loadProject+"/links", object{"title": "Load", "definition": object{"id": "load", "version": 1}, "wave": "now"}, &link)
	return link.ID, err
}

func loadDefinition() object {
	yesNo := []object{{"name": "yes", "label": english("Yes"), "points": 1}, {"name": "no", "label": english("No"), "points": 0}}
	var body, indicators []object
	for section := range 5 {
		var questions []object
		for i := range loadQuestions / 5 {
			name := fmt.Sprintf("q%d", section*loadQuestions/5+i)
			label := english("Question %s", name)
			switch i {
			case 0:
				questions = append(questions, object{"type": "select_one", "name": name, "choices": "yes_no", "label": label, "required": true})
			case 1:
				questions = append(questions, object{"type": "integer", "name": name, "label": label, "constraint": ". >= 0 and . <= 240",
					"points": []object{{"when": ". <= 3", "points": 5}, {"when": ". <= 10", "points": 2}, {"points": 0}}})
			case 4:
				questions = append(questions, object{"type": "text", "name": name, "label": label})
			default:
				questions = append(questions, object{"type": "range", "name": name, "label": label, "start": 1, "end": 5, "step": 1})
				indicators = append(indicators, object{"name": name + "_mean", "kind": "mean", "of": name, "touchpoint": fmt.Sprintf("point-%d", section)})
			}
		}
		body = append(body, object{"type": "section", "name": fmt.Sprintf("s%d", section), "label": english("Part %d", section), "body": questions})
		indicators = append(indicators, object{"name": fmt.Sprintf("s%d_score", section), "kind": "score", "of": fmt.Sprintf("s%d", section), "touchpoint": fmt.Sprintf("point-%d", section)})
	}
	return object{"id": "load", "version": 1, "kind": "customer", "title": english("Load"), "defaultLanguage": "en",
		"choices": object{"yes_no": yesNo}, "body": body, "indicators": indicators}
}

func loadAnswer() []byte {
	answers := object{}
	for q := range loadQuestions {
		name := fmt.Sprintf("q%d", q)
		switch q % 5 {
		case 0:
			answers[name] = []string{"yes", "no"}[rand.IntN(2)]
		case 1:
			answers[name] = rand.IntN(20)
		case 4:
			answers[name] = "The queue was long, the people were friendly."
		default:
			answers[name] = 1 + rand.IntN(5)
		}
	}
	now := time.Now().UTC()
	content, _ := json.Marshal(object{ // plain values always have a JSON form
		"id": uuid.Must(uuid.NewV7()).String(), "definition": object{"id": "load", "version": 1}, "answers": answers, "language": "en",
		"startedAt": now.Add(-time.Minute).Format("2006-01-02T15:04:05.000Z"), "submittedAt": now.Format("2006-01-02T15:04:05.000Z"),
	})
	return content
}

// play is what a number of connections got in a span.
type play struct {
	span                   time.Duration
	accepted, shed, failed int
	took                   []time.Duration // of what was accepted
	processor              time.Duration   // of the server
}

func (p play) rate() float64 { return float64(p.accepted) / p.span.Seconds() }

func (p play) figure(what string) figure {
	f := figure{what: what, bar: "p99 50 ms, no errors"}
	if p.accepted > 0 {
		f.measured = fmt.Sprintf("%.0f/s; p50 %s, p95 %s, p99 %s; %d errors, %d shed; %.2f ms of processor each", p.rate(),
			milliseconds(quantile(p.took, 0.5)), milliseconds(quantile(p.took, 0.95)), milliseconds(quantile(p.took, 0.99)), p.failed, p.shed,
			float64(p.processor.Microseconds())/1000/float64(p.accepted))
	}
	return f
}

// play has so many connections answer one after the other. Answers are made beforehand, so that
// making them takes no processor away from the server.
func (s *server) play(link string, connections int, span time.Duration) (play, error) {
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections, MaxConnsPerHost: connections}, Timeout: 30 * time.Second}
	defer client.CloseIdleConnections()
	ready := make(chan []byte, 4096)
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	go func() {
		for ctx.Err() == nil {
			select {
			case ready <- loadAnswer():
			case <-ctx.Done():
			}
		}
	}()
	var whole play
	var lock sync.Mutex
	var running sync.WaitGroup
	used, err := s.processor()
	if err != nil {
		return whole, err
	}
	begin := time.Now()
	for range connections {
		running.Go(func() {
			var own play
			for time.Since(begin) < span {
				own.one(client, "http://"+s.address+"/api/v1/links/"+link+"/responses", <-ready)
			}
			lock.Lock()
			defer lock.Unlock()
			whole.accepted, whole.shed, whole.failed = whole.accepted+own.accepted, whole.shed+own.shed, whole.failed+own.failed
			whole.took = append(whole.took, own.took...)
		})
	}
	running.Wait()
	whole.span = time.Since(begin)
	after, err := s.processor()
	whole.processor = after - used
	return whole, err
}

func (p *play) one(client *http.Client, address string, answer []byte) {
	begin := time.Now()
	response, err := client.Post(address, "application/json", bytes.NewReader(answer))
	if err != nil {
		p.failed++
		return
	}
	_, err = io.Copy(io.Discard, response.Body)
	response.Body.Close()
	switch {
	case err == nil && response.StatusCode == http.StatusCreated:
		p.accepted++
		p.took = append(p.took, time.Since(begin))
	case response.StatusCode == http.StatusTooManyRequests || response.StatusCode == http.StatusServiceUnavailable:
		p.shed++
	default:
		p.failed++
	}
}

// floorOfEngine writes the responses that a server stored once more, under new ids, straight
// into an engine of the same kind, by so many writers; it gives documents a second, how many
// there were and their mean length in bytes.
func floorOfEngine(from, to string, writers int, span time.Duration) (rate float64, documents, average int, err error) {
	ctx := context.Background()
	source, err := sqlite.Open(ctx, filepath.Join(from, "touchstone.db"), service.Collections())
	if err != nil {
		return 0, 0, 0, err
	}
	var bodies []json.RawMessage
	length := 0
	for query := (store.Query{Limit: 1000}); ; {
		page, err := source.Find(ctx, "responses", query)
		if err != nil {
			return 0, 0, 0, err
		}
		documents += len(page.Records)
		for _, record := range page.Records {
			if len(bodies) < 2000 {
				bodies = append(bodies, record.Body)
				length += len(record.Body)
			}
		}
		if page.Next == "" {
			break
		}
		query.After = page.Next
	}
	if err := source.Close(); err != nil {
		return 0, 0, 0, err
	}
	if len(bodies) == 0 {
		return 0, 0, 0, fmt.Errorf("the server stored nothing")
	}
	target, err := sqlite.Open(ctx, filepath.Join(to, "touchstone.db"), service.Collections())
	if err != nil {
		return 0, 0, 0, err
	}
	var running sync.WaitGroup
	var lock sync.Mutex
	written := 0
	begin := time.Now()
	for range writers {
		running.Go(func() {
			own := 0
			for time.Since(begin) < span {
				if _, failed := target.Insert(ctx, "responses", uuid.Must(uuid.NewV7()).String(), bodies[rand.IntN(len(bodies))]); failed != nil {
					lock.Lock()
					err = failed
					lock.Unlock()
					return
				}
				own++
			}
			lock.Lock()
			written += own
			lock.Unlock()
		})
	}
	running.Wait()
	rate = float64(written) / time.Since(begin).Seconds()
	if closed := target.Close(); err == nil {
		err = closed
	}
	return rate, documents, length / len(bodies), err
}
