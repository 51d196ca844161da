package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"touchstone/api/store/storetest"
)

// A server that is killed while responses come in counts after its next start, whether from a
// checkpoint or not, exactly what the store holds.
func TestKilledUnderLoadTheNumbersAreThoseOfTheStore(t *testing.T) {
	for _, engine := range []struct {
		name        string
		environment func(t *testing.T) []string
	}{
		{"sqlite", func(*testing.T) []string { return nil }},
		{"mongo", func(t *testing.T) []string { return []string{"TOUCHSTONE_MONGODB_URI=" + storetest.MongoURI(t)} }},
	} {
		t.Run(engine.name, func(t *testing.T) {
			data, environment := filepath.Join(t.TempDir(), "data"), engine.environment(t)
			p := startProgram(t, data, environment...)
			token := p.signIn(t)
			link, acknowledged := p.furnish(t, token), 0
			for round, signal := range []syscall.Signal{syscall.SIGKILL, syscall.SIGTERM, syscall.SIGKILL} {
				acknowledged += p.load(t, link, 1_000_000*(round+1), func() { p.stop(t, signal) })
				p = startProgram(t, data, environment...)
				if n := p.counted(t, p.signIn(t)); n < float64(acknowledged) {
					t.Errorf("round %d: %g of %d acknowledged responses count", round, n, acknowledged)
				}
				status, output := runProgram(t, append(environment, "TOUCHSTONE_DATA="+data), "verify", "--server", p.base)
				if status != 0 || strings.Count(output, "counted anew") != 2 || strings.Count(output, ", 0 differences.") != 2 {
					t.Errorf("round %d: verify ends with %d:\n%s", round, status, output)
				}
				if engine.name == "sqlite" && round > 0 && !strings.Contains(output, "from the checkpoint") {
					t.Errorf("round %d: the checkpoint was not used:\n%s", round, output)
				}
			}
			if status, found := p.call(t, "", "GET", "/verification", ""); status != http.StatusUnauthorized {
				t.Errorf("anybody may verify: %d %v", status, found)
			}
		})
	}
}

// load answers from several sides while after some time end is called, and gives how many
// answers were acknowledged.
func (p *program) load(t *testing.T, link string, first int, end func()) int {
	t.Helper()
	var acknowledged, number atomic.Int64
	var senders sync.WaitGroup
	for range 4 {
		senders.Go(func() {
			for {
				body := fmt.Sprintf(`{"id":"0190a000-0000-7000-8000-%012d","definition":{"id":"feedback","version":1},"answers":{"recommend":%d},"submittedAt":"2026-03-01T10:00:00Z"}`, int64(first)+number.Add(1), number.Load()%11)
				answer, err := http.Post(p.base+"/api/v1/links/"+link+"/responses", "application/json", strings.NewReader(body))
				if err != nil {
					return // it has ended
				}
				_ = answer.Body.Close()
				if answer.StatusCode == http.StatusCreated {
					acknowledged.Add(1)
				}
			}
		})
	}
	for deadline := time.Now().Add(20 * time.Second); acknowledged.Load() < 30 && time.Now().Before(deadline); {
		time.Sleep(5 * time.Millisecond)
	}
	end()
	senders.Wait()
	return int(acknowledged.Load())
}

func TestVerifyNeedsNoCheckpoint(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	p := startProgram(t, data)
	link := p.furnish(t, p.signIn(t))
	p.answer(t, link, 1)
	p.stop(t, syscall.SIGTERM)
	for _, c := range []struct {
		name, words string
		before      func()
	}{
		{"as it was left", "A start from the checkpoint: 1 responses counted anew", func() {}},
		{"without one", "A start from a full count: 1 responses counted anew", func() { must(t, os.Remove(filepath.Join(data, "tally.checkpoint"))) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.before()
			status, output := runProgram(t, []string{"TOUCHSTONE_DATA=" + data}, "verify")
			if status != 0 || !strings.Contains(output, c.words) {
				t.Errorf("status %d:\n%s", status, output)
			}
		})
	}
}
