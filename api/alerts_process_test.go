package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"
)

// TestEveryCaseIsOpenedOnceWhateverHappensToTheProcess kills the server while customers answer;
// the next one opens what the first did not come to, and nothing twice.
func TestEveryCaseIsOpenedOnceWhateverHappensToTheProcess(t *testing.T) {
	data := t.TempDir()
	p := startProgram(t, data)
	token := p.signIn(t)
	link := p.furnish(t, token)
	if status, value := p.call(t, token, "PUT", "/projects/p/alerts/unhappy", `{"title":"Unhappy","kind":"detractor","case":true,"active":true}`); status != http.StatusOK {
		t.Fatalf("status %d, %v", status, value)
	}
	var acknowledged atomic.Int64
	var answering sync.WaitGroup
	for worker := range 4 {
		answering.Go(func() {
			for n := range 2_000 {
				body := fmt.Sprintf(`{"id":"0190a000-0000-7000-8000-%06d%06d","definition":{"id":"feedback","version":1},"answers":{"recommend":2},"submittedAt":"2026-03-01T10:00:00Z"}`, worker, n)
				if p.tryAnswer(link, body) != http.StatusCreated {
					return // it is dead
				}
				acknowledged.Add(1)
			}
		})
	}
	for deadline := time.Now().Add(20 * time.Second); acknowledged.Load() < 150 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	p.stop(t, syscall.SIGKILL)
	answering.Wait()

	p = startProgram(t, data)
	token = p.signIn(t)
	_, before := p.call(t, token, "GET", "/projects/p/cases?limit=1", "")
	var after map[string]any
	stored := p.stored(t, token)
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		if _, after = p.call(t, token, "GET", "/projects/p/cases?limit=1000", ""); after["total"] == float64(stored) {
			break
		}
	}
	t.Logf("%d answers acknowledged, %d stored, %v cases when it was killed, %v now", acknowledged.Load(), stored, before["total"], after["total"])
	if int64(stored) < acknowledged.Load() || after["total"] != float64(stored) {
		t.Errorf("%v cases for %d answers, of which %d were acknowledged", after["total"], stored, acknowledged.Load())
	}
	once := map[any]bool{}
	for _, item := range after["items"].([]any) {
		once[item.(map[string]any)["response"]] = true
	}
	if len(once) != min(stored, 1000) {
		t.Errorf("%d responses have cases, want %d", len(once), stored)
	}
}

// tryAnswer gives the status of an answer, 0 when the server is gone.
func (p *program) tryAnswer(link, body string) int {
	answer, err := http.Post(p.base+"/api/v1/links/"+link+"/responses", "application/json", strings.NewReader(body))
	if err != nil {
		return 0
	}
	_ = answer.Body.Close()
	return answer.StatusCode
}

// stored counts the responses of wave w1.
func (p *program) stored(t *testing.T, token string) int {
	t.Helper()
	count := 0
	for after := ""; ; {
		_, page := p.call(t, token, "GET", "/projects/p/responses?wave=w1&limit=1000&after="+after, "")
		items, _ := page["items"].([]any)
		count += len(items)
		next, more := page["next"].(string)
		if !more || next == "" {
			return count
		}
		after = next
	}
}
