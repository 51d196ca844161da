package sqlite_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"touchstone/api/store"
	"touchstone/api/store/sqlite"
)

const (
	// victim and round make the test program the process that is killed.
	victim = "TOUCHSTONE_TEST_CRASH_DATABASE"
	round  = "TOUCHSTONE_TEST_CRASH_ROUND"
	// rounds can be raised for a longer run.
	rounds = "TOUCHSTONE_TEST_CRASHES"
)

var kept = []store.Collection{{Name: "kept", Indexes: []store.Index{
	{Name: "byCode", Unique: true, Paths: []store.Path{{Name: "code", Kind: store.String}}},
	{Name: "byState", Paths: []store.Path{{Name: "state", Kind: store.Number}}},
}}}

func TestMain(m *testing.M) {
	if path := os.Getenv(victim); path != "" {
		fmt.Println(writeUntilKilled(path, os.Getenv(round)))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeUntilKilled inserts and replaces documents and says each thing only after the engine
// has acknowledged it.
func writeUntilKilled(path, round string) error {
	engine, err := sqlite.Open(context.Background(), path, kept)
	if err != nil {
		return err
	}
	var told sync.Mutex
	failed := make(chan error)
	for w := range 16 {
		go func() {
			for n := 0; ; n++ {
				id := fmt.Sprintf("%s-%d-%d", round, w, n)
				record, err := engine.Insert(context.Background(), "kept", id, state(id, 1))
				for err == nil && record.Revision < 4 {
					told.Lock()
					fmt.Println(id, record.Revision)
					told.Unlock()
					record.Body = state(id, record.Revision+1)
					record, err = engine.Replace(context.Background(), "kept", record)
				}
				if err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

func state(id string, revision int64) json.RawMessage {
	return json.RawMessage(fmt.Sprintf(`{"code":%q,"state":%d,"ballast":%q}`, id, revision, strings.Repeat("x", 500)))
}

func TestNothingAcknowledgedIsLostOrDoubledByKill(t *testing.T) {
	count := 5
	if text := os.Getenv(rounds); text != "" {
		var err error
		if count, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "touchstone.db")
	acknowledged := map[string]int64{}
	for i := range count {
		before := len(acknowledged)
		kill(t, path, i, acknowledged)
		if len(acknowledged) == before {
			t.Fatalf("round %d: nothing was acknowledged before the kill", i)
		}
		check(t, path, acknowledged)
	}
	t.Logf("%d documents survived %d kills", len(acknowledged), count)
}

// kill runs a victim for a random while, kills it and notes what it said.
func kill(t *testing.T, path string, number int, acknowledged map[string]int64) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), victim+"="+path, fmt.Sprintf("%s=%d", round, number))
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(output)
	var timer *time.Timer
	for lines.Scan() {
		if timer == nil { // from the first word on, however slow the machine is
			timer = time.AfterFunc(time.Duration(rand.IntN(300))*time.Millisecond, func() { _ = command.Process.Kill() })
		}
		id, text, _ := strings.Cut(lines.Text(), " ")
		revision, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			continue // cut off by the kill
		}
		acknowledged[id] = max(acknowledged[id], revision)
	}
	if err := command.Wait(); err == nil || command.ProcessState.Exited() {
		t.Fatalf("the victim ended by itself: %v", err)
	}
}

// check compares the database with what was acknowledged. A write that was under way may
// have happened, but only whole.
func check(t *testing.T, path string, acknowledged map[string]int64) {
	t.Helper()
	engine, err := sqlite.Open(t.Context(), path, kept)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = engine.Close() }()
	found := map[string]int64{}
	for _, index := range []string{"", "byCode", "byState"} {
		seen := map[string]bool{}
		query := store.Query{Index: index, Limit: store.MaxLimit}
		for {
			page, err := engine.Find(t.Context(), "kept", query)
			if err != nil {
				t.Fatal(err)
			}
			for _, record := range page.Records {
				if seen[record.ID] {
					t.Errorf("%s is there twice by %q", record.ID, index)
				}
				if want := state(record.ID, record.Revision); string(record.Body) != string(want) {
					t.Errorf("%s holds %.60s at revision %d", record.ID, record.Body, record.Revision)
				}
				seen[record.ID], found[record.ID] = true, record.Revision
			}
			if query.After = page.Next; query.After == "" {
				break
			}
		}
		if len(seen) != len(found) {
			t.Errorf("%d documents by %q, %d in all", len(seen), index, len(found))
		}
	}
	for id, revision := range acknowledged {
		if found[id] < revision || found[id] > revision+1 {
			t.Errorf("%s was acknowledged at revision %d and is there at %d", id, revision, found[id])
		}
		acknowledged[id] = found[id]
	}
	database, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = database.Close() }()
	var verdict string
	if err := database.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity: %s %v", verdict, err)
	}
}
