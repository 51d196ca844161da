package backup_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"touchstone/api/backup"
	"touchstone/api/blob"
	"touchstone/api/blob/disk"
	"touchstone/api/blob/gridfs"
	"touchstone/api/fault"
	"touchstone/api/store"
	"touchstone/api/store/mongo"
	"touchstone/api/store/sqlite"
	"touchstone/api/store/storetest"
)

var collections = []store.Collection{{Name: "answers"}, {Name: "pairs"}, {Name: "places"}, {Name: "sessions"}, {Name: "settings"}}

func names() []string {
	var list []string
	for _, c := range collections {
		list = append(list, c.Name)
	}
	return list
}

// room is an engine with its files.
type room struct {
	store store.Store
	files blob.Blob
}

var engines = map[string]func(t *testing.T) room{
	"sqlite": func(t *testing.T) room {
		folder := t.TempDir()
		engine, err := sqlite.Open(t.Context(), filepath.Join(folder, "touchstone.db"), collections)
		must(t, err)
		files, err := disk.Open(filepath.Join(folder, "files"))
		must(t, err)
		t.Cleanup(func() { _ = engine.Close() })
		return room{engine, files}
	},
	"mongo": func(t *testing.T) room {
		uri := storetest.MongoURI(t)
		engine, err := mongo.Open(t.Context(), uri, "", collections)
		must(t, err)
		files, err := gridfs.Open(t.Context(), uri, "")
		must(t, err)
		t.Cleanup(func() { _ = engine.Close() })
		return room{engine, files}
	},
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (r room) source() backup.Source {
	return backup.Source{Store: r.store, Files: r.files, Collections: names(), Marks: "settings", Version: "test", Now: time.Now}
}

func (r room) target() backup.Target {
	return backup.Target{Store: r.store, Files: r.files, Collections: names(), Left: []string{"sessions"}}
}

// everything gives all documents and files of a room, by name.
func (r room) everything(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, collection := range names() {
		for record := range r.records(t, collection) {
			var body any
			must(t, json.Unmarshal(record.Body, &body))
			text, err := json.Marshal(body)
			must(t, err)
			all[collection+"/"+record.ID] = string(text)
		}
	}
	files, err := r.files.List(t.Context(), "", 1000)
	must(t, err)
	for _, file := range files {
		content, _, err := r.files.Open(t.Context(), file.ID)
		must(t, err)
		text, err := io.ReadAll(content)
		must(t, err)
		_ = content.Close()
		all["file "+file.ID] = string(text)
	}
	return all
}

func (r room) records(t *testing.T, collection string) func(func(store.Record) bool) {
	return func(yield func(store.Record) bool) {
		query := store.Query{Limit: 500}
		for {
			page, err := r.store.Find(t.Context(), collection, query)
			must(t, err)
			for _, record := range page.Records {
				if !yield(record) {
					return
				}
			}
			if page.Next == "" {
				return
			}
			query.After = page.Next
		}
	}
}

func (r room) put(t *testing.T, content string) string {
	sum := sha256.Sum256([]byte(content))
	id := hex.EncodeToString(sum[:])
	must(t, r.files.Put(t.Context(), id, int64(len(content)), strings.NewReader(content)))
	return id
}

func TestABackupHoldsTheSameOnEveryEngine(t *testing.T) {
	for from, openSource := range engines {
		t.Run("from "+from, func(t *testing.T) {
			source := openSource(t)
			for i := range 450 {
				_, err := source.store.Insert(t.Context(), "answers", fmt.Sprintf("a%03d", i), json.RawMessage(fmt.Sprintf(`{"n":%d,"text":"Grüezi \u0000 %s","deep":{"list":[1,2.5,null]}}`, i, strings.Repeat("x", i))))
				must(t, err)
			}
			_, err := source.store.Insert(t.Context(), "sessions", "s", json.RawMessage(`{}`))
			must(t, err)
			source.put(t, "a picture")
			source.put(t, "")
			var archive bytes.Buffer
			wrote, err := backup.Write(t.Context(), source.source(), &archive, nil)
			must(t, err)
			if wrote.Documents != 451 || wrote.Files != 2 || wrote.FileBytes != 9 {
				t.Errorf("wrote %+v", wrote)
			}
			want := source.everything(t)
			if _, marked := want["settings/"]; marked || len(want) != 453 {
				t.Errorf("the source has %d entries afterwards, want 453", len(want))
			}
			delete(want, "sessions/s")
			for to, openTarget := range engines {
				t.Run("to "+to, func(t *testing.T) {
					target := openTarget(t)
					_, read, err := backup.Restore(t.Context(), bytes.NewReader(archive.Bytes()), target.target(), nil)
					must(t, err)
					if read != wrote {
						t.Errorf("read %+v, wrote %+v", read, wrote)
					}
					compare(t, target.everything(t), want)
					if _, _, err := backup.Restore(t.Context(), bytes.NewReader(archive.Bytes()), target.target(), nil); fault.Of(err).Code != "backup.notEmpty" {
						t.Errorf("a second time: %v", err)
					}
				})
			}
		})
	}
}

func compare(t *testing.T, got, want map[string]string) {
	t.Helper()
	for name, content := range want {
		if got[name] != content {
			t.Errorf("%s: %.80q, want %.80q", name, got[name], content)
		}
	}
	for name := range got {
		if _, wanted := want[name]; !wanted {
			t.Errorf("%s is too much", name)
		}
	}
}

// TestABackupWhileManyWrite has fifty writers that count up in two documents, one after the
// other, and now and then delete a third. What they had been told was written before the
// backup began is in it, and the two documents are at most one step apart: those of one moment.
func TestABackupWhileManyWrite(t *testing.T) {
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			source := open(t)
			const writers = 50
			var acknowledged [writers]atomic.Int64
			ctx, stop := context.WithCancel(t.Context())
			var running sync.WaitGroup
			for i := range writers {
				running.Go(func() { count(ctx, t, source.store, i, &acknowledged[i]) })
			}
			time.Sleep(300 * time.Millisecond)
			var before [writers]int64
			for i := range before {
				before[i] = acknowledged[i].Load()
			}
			var archive bytes.Buffer
			wrote, err := backup.Write(t.Context(), source.source(), &archive, nil)
			stop()
			running.Wait()
			must(t, err)
			if wrote.Changes == 0 {
				t.Error("nobody wrote during the backup: the test shows nothing")
			}
			target := engines["sqlite"](t)
			_, _, err = backup.Restore(t.Context(), &archive, target.target(), nil)
			must(t, err)
			for i := range writers {
				first, second := counted(t, target.store, fmt.Sprintf("first%d", i)), counted(t, target.store, fmt.Sprintf("second%d", i))
				if second < before[i] {
					t.Errorf("writer %d was told of %d, the backup has %d", i, before[i], second)
				}
				// Without a stream of changes a look at several documents takes a moment, in which some go on.
				if name == "sqlite" && first-second != 0 && first-second != 1 {
					t.Errorf("writer %d: the first document is at %d, the second at %d", i, first, second)
				}
			}
		})
	}
}

// count writes until ctx ends.
func count(ctx context.Context, t *testing.T, to store.Store, writer int, acknowledged *atomic.Int64) {
	var records [2]store.Record
	for n := int64(1); ctx.Err() == nil; n++ {
		body := json.RawMessage(fmt.Sprintf(`{"n":%d}`, n))
		for i, name := range []string{"first", "second"} {
			var err error
			if n == 1 {
				records[i], err = to.Insert(t.Context(), "pairs", fmt.Sprintf("%s%d", name, writer), body)
			} else {
				records[i].Body = body
				records[i], err = to.Replace(t.Context(), "pairs", records[i])
			}
			if err != nil {
				t.Errorf("writer %d: %v", writer, err)
				return
			}
		}
		acknowledged.Store(n)
		place, err := to.Insert(t.Context(), "places", fmt.Sprintf("p%d-%d", writer, n), body)
		if err == nil && n%3 == 0 {
			err = to.Delete(t.Context(), "places", place.ID, place.Revision)
		}
		if err != nil {
			t.Errorf("writer %d: %v", writer, err)
			return
		}
	}
}

func counted(t *testing.T, in store.Store, id string) int64 {
	t.Helper()
	record, err := in.Get(t.Context(), "pairs", id)
	must(t, err)
	var body struct {
		N int64 `json:"n"`
	}
	must(t, json.Unmarshal(record.Body, &body))
	return body.N
}

func TestDamageIsNoticed(t *testing.T) {
	source := engines["sqlite"](t)
	_, err := source.store.Insert(t.Context(), "answers", "a", json.RawMessage(`{"n":12345}`))
	must(t, err)
	source.put(t, "a picture")
	var archive bytes.Buffer
	_, err = backup.Write(t.Context(), source.source(), &archive, nil)
	must(t, err)
	whole := archive.Bytes()
	if _, _, err := backup.Check(bytes.NewReader(whole)); err != nil {
		t.Fatalf("the whole: %v", err)
	}
	cases := map[string]struct {
		archive []byte
		code    string
	}{
		"nothing":             {nil, "backup.damaged"},
		"something else":      {bytes.Repeat([]byte("no archive "), 200), "backup.format"},
		"another number":      {bytes.Replace(whole, []byte("12345"), []byte("12346"), 1), "backup.damaged"},
		"another picture":     {bytes.Replace(whole, []byte("a picture"), []byte("b picture"), 1), "backup.damaged"},
		"a newer format":      {bytes.Replace(whole, []byte(`"format":1`), []byte(`"format":2`), 1), "backup.format"},
		"cut in the middle":   {whole[:len(whole)/2], "backup.damaged"},
		"cut before the end":  {whole[:bytes.LastIndex(whole, []byte("end.json"))], "backup.damaged"},
		"cut within an entry": {whole[:bytes.Index(whole, []byte("a picture"))+3], "backup.damaged"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if _, _, err := backup.Check(bytes.NewReader(c.archive)); err == nil || fault.Of(err).Code != c.code {
				t.Errorf("check: %v, want %s", err, c.code)
			}
			target := engines["sqlite"](t)
			if _, _, err := backup.Restore(t.Context(), bytes.NewReader(c.archive), target.target(), nil); err == nil {
				t.Error("it was restored")
			}
		})
	}
}
