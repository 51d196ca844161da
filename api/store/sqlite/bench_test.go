package sqlite_test

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"touchstone/api/store"
	"touchstone/api/store/sqlite"
)

// responses is a collection like the busiest one of the product.
var responses = store.Collection{Name: "responses", Indexes: []store.Index{
	{Name: "byWave", Paths: []store.Path{{Name: "wave", Kind: store.String}, {Name: "submittedAt", Kind: store.Instant}}},
	{Name: "byShopper", Paths: []store.Path{{Name: "shopper", Kind: store.String}, {Name: "state", Kind: store.String}}},
	{Name: "bySource", Unique: true, Paths: []store.Path{{Name: "source", Kind: store.String}}},
}}

// response is a document of about 2 kB, with 25 answers.
func response(i int64) json.RawMessage {
	var answers strings.Builder
	for q := range 25 {
		fmt.Fprintf(&answers, `,"question%d":{"value":%d,"at":"2026-05-01T10:00:00.000Z","note":"as expected"}`, q, (i+int64(q))%11)
	}
	return json.RawMessage(fmt.Sprintf(`{"wave":"w%d","submittedAt":"2026-05-01T10:00:%02d.%03dZ","shopper":"s%d","state":"submitted","source":"file:%d","answers":{%s}}`,
		i%4, i%60, i%1000, i%50, i, answers.String()[1:]))
}

func id(i int64) string { return fmt.Sprintf("01970000-0000-7000-8000-%012d", i) }

// BenchmarkInsert measures acknowledged inserts by so many writers at once, each waiting for
// its own. Compare with BenchmarkFloor at the same number.
func BenchmarkInsert(b *testing.B) {
	for _, writers := range []int{1, 8, 32, 64} {
		b.Run(fmt.Sprintf("writers=%d", writers), func(b *testing.B) {
			engine, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "touchstone.db"), []store.Collection{responses})
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = engine.Close() }()
			var next atomic.Int64
			b.ResetTimer()
			work(b, writers, func(ctx context.Context) error {
				i := next.Add(1)
				_, err := engine.Insert(ctx, responses.Name, id(i), response(i))
				return err
			})
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "inserts/s")
		})
	}
}

// work does b.N pieces of work with so many goroutines.
func work(b *testing.B, writers int, piece func(context.Context) error) {
	b.Helper()
	var left atomic.Int64
	left.Store(int64(b.N))
	failed := make(chan error, writers)
	for range writers {
		go func() {
			for left.Add(-1) >= 0 {
				if err := piece(b.Context()); err != nil {
					failed <- err
					return
				}
			}
			failed <- nil
		}()
	}
	for range writers {
		if err := <-failed; err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFloor is what SQLite itself gives: the same rows into the same table with the
// same settings by one goroutine, one commit for each batch, nothing checked or extracted.
func BenchmarkFloor(b *testing.B) {
	for _, batch := range []int{1, 8, 32, 64} {
		b.Run(fmt.Sprintf("batch=%d", batch), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "touchstone.db")
			engine, err := sqlite.Open(b.Context(), path, []store.Collection{responses})
			if err != nil {
				b.Fatal(err)
			}
			if err := engine.Close(); err != nil {
				b.Fatal(err)
			}
			database, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(2000)&_pragma=cache_size(-8000)")
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = database.Close() }()
			database.SetMaxOpenConns(1)
			conn, err := database.Conn(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			insert, err := conn.PrepareContext(b.Context(), `INSERT INTO responses (seq, id, revision, body, "k:shopper:string", "k:source:string", "k:state:string", "k:submittedAt:instant", "k:wave:string") VALUES (?, ?, 1, ?, ?, ?, 'submitted', ?, ?)`)
			if err != nil {
				b.Fatal(err)
			}
			run := func(text string) {
				if _, err := conn.ExecContext(b.Context(), text); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for done := int64(0); done < int64(b.N); {
				run("BEGIN IMMEDIATE")
				for range min(int64(batch), int64(b.N)-done) {
					done++
					at := fmt.Sprintf("2026-05-01T10:00:%02d.%03dZ", done%60, done%1000)
					if _, err := insert.ExecContext(b.Context(), done, id(done), string(response(done)), fmt.Sprintf("s%d", done%50), fmt.Sprintf("file:%d", done), at, fmt.Sprintf("w%d", done%4)); err != nil {
						b.Fatal(err)
					}
				}
				run("COMMIT")
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "inserts/s")
		})
	}
}
