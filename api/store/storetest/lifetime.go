package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// lifetime: opening, closing, and declarations that change.
func (s suite) lifetime(t *testing.T) {
	t.Run("Ping answers", func(t *testing.T) {
		ctx, cancel := within(t)
		defer cancel()
		if err := s.open(t).Ping(ctx); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("what was written is there when opened again", func(t *testing.T) {
		opener := s.database(t)
		first, err := opener(t, declared)
		if err != nil {
			t.Fatal(err)
		}
		record := insert(t, first, "a", `{"title":"x","rank":1}`)
		record.Body = json.RawMessage(`{"title":"y","rank":2}`)
		if _, err := first.Replace(t.Context(), notes.Name, record); err != nil {
			t.Fatal(err)
		}
		insert(t, first, "b", `{"title":"y"}`)
		if err := first.Delete(t.Context(), notes.Name, "b", 1); err != nil {
			t.Fatal(err)
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		again := open(t, opener, declared)
		got := get(t, again, "a")
		same(t, got.Body, `{"title":"y","rank":2}`)
		if got.Revision != 2 {
			t.Fatalf("revision %d", got.Revision)
		}
		if found := collect(t, again, store.Query{Index: "byTitle", Equal: []any{"y"}}); !slices.Equal(found, []string{"a"}) {
			t.Fatalf("found %v", found)
		}
	})
	t.Run("a closed store refuses work and ends its watches", func(t *testing.T) {
		opener := s.database(t)
		in, err := opener(t, declared)
		if err != nil {
			t.Fatal(err)
		}
		w := watching(t, in, "", notes.Name)
		if err := in.Close(); err != nil {
			t.Fatal(err)
		}
		select {
		case err := <-w.ended:
			if err != nil && !fault.Is(err, fault.Unavailable) {
				t.Fatal(err)
			}
		case <-time.After(limit):
			t.Fatal("the watch goes on")
		}
		_, err = in.Insert(t.Context(), notes.Name, "a", json.RawMessage(`{}`))
		wants(t, err, fault.Unavailable, "store.unavailable")
		_, err = in.Get(t.Context(), notes.Name, "a")
		wants(t, err, fault.Unavailable, "store.unavailable")
		wants(t, in.Ping(t.Context()), fault.Unavailable, "store.unavailable")
		if err := in.Close(); err != nil {
			t.Fatalf("the second Close: %v", err)
		}
	})
	t.Run("several may open a new database at once", func(t *testing.T) {
		opener := s.database(t)
		errs := together(4, func(i int) error {
			in, err := opener(t, declared)
			if err != nil {
				return err
			}
			if _, err := in.Insert(t.Context(), notes.Name, numbered(i), json.RawMessage(`{"title":"x"}`)); err != nil {
				return err
			}
			return in.Close()
		})
		expect(t, outcomes(errs), map[string]int{"": 4})
		if found := collect(t, open(t, opener, declared), store.Query{Index: "byTitle"}); len(found) != 4 {
			t.Fatalf("found %v", found)
		}
	})
	t.Run("Close waits for writes under way", func(t *testing.T) {
		opener := s.database(t)
		in, err := opener(t, declared)
		if err != nil {
			t.Fatal(err)
		}
		closed := make(chan error, 1)
		errs := together(16, func(i int) error {
			if i == 8 {
				closed <- in.Close()
				return nil
			}
			_, err := in.Insert(t.Context(), notes.Name, numbered(i), json.RawMessage(`{}`))
			return err
		})
		if err := <-closed; err != nil {
			t.Fatal(err)
		}
		again := open(t, opener, declared)
		there := collect(t, again, store.Query{})
		for i, err := range errs {
			if i != 8 && (err == nil) != slices.Contains(there, numbered(i)) {
				t.Errorf("%s: %v, but there: %t", numbered(i), err, slices.Contains(there, numbered(i)))
			}
		}
	})
	t.Run("declarations that change take the documents along", s.redeclared)
}

func (s suite) redeclared(t *testing.T) {
	opener := s.database(t)
	at := func(i int) string { return fmt.Sprintf("2026-05-01T10:00:0%d.000Z", i) }
	with := func(indexes ...store.Index) []store.Collection {
		return []store.Collection{{Name: notes.Name, Indexes: indexes}}
	}
	one := func(name string, path string, kind store.Kind, unique bool) store.Index {
		return store.Index{Name: name, Unique: unique, Paths: []store.Path{{Name: path, Kind: kind}}}
	}
	session := func(collections []store.Collection, work func(in store.Store)) {
		t.Helper()
		in, err := opener(t, collections)
		if err != nil {
			t.Fatal(err)
		}
		work(in)
		if err := in.Close(); err != nil {
			t.Fatal(err)
		}
	}
	session(with(one("byRank", "rank", store.Number, true)), func(in store.Store) {
		for i := range 3 {
			insert(t, in, numbered(i), fmt.Sprintf(`{"rank":%d,"title":["t%d"],"at":%q}`, i, i, at(i)))
		}
		insert(t, in, "odd", `{"rank":"x","title":"t","at":"x"}`)
	})
	session(with(one("byAt", "at", store.Instant, false), one("byTitle", "title", store.String, false), one("byRank", "rank", store.Number, false)), func(in store.Store) {
		if found := collect(t, in, store.Query{Index: "byAt", From: at(1)}); !slices.Equal(found, []string{numbered(1), numbered(2)}) {
			t.Errorf("by the new index: %v", found)
		}
		if found := collect(t, in, store.Query{Index: "byTitle"}); !slices.Equal(found, []string{"odd"}) {
			t.Errorf("by the new index of texts: %v", found)
		}
		insert(t, in, "twin", `{"rank":1}`) // no longer unique
		same(t, get(t, in, numbered(1)).Body, `{"rank":1,"title":["t1"],"at":"`+at(1)+`"}`)
		if revision := get(t, in, numbered(1)).Revision; revision != 1 {
			t.Errorf("revision %d", revision)
		}
	})
	session(with(one("byAt", "at", store.String, false)), func(in store.Store) {
		if found := collect(t, in, store.Query{Index: "byAt"}); !slices.Equal(found, []string{numbered(0), numbered(1), numbered(2), "odd"}) {
			t.Errorf("by the same path as text: %v", found)
		}
		_, err := in.Find(t.Context(), notes.Name, store.Query{Index: "byRank"})
		wants(t, err, fault.Invalid, "store.query")
	})
	if _, err := opener(t, with(one("byRank", "rank", store.Number, true))); s.lacks[TellsDuplicates] == "" {
		wants(t, err, fault.Conflict, "store.duplicate")
	} else if err == nil {
		t.Error("a unique index was made over documents with the same values")
	}
	session(with(), func(in store.Store) {
		if found := collect(t, in, store.Query{}); len(found) != 5 {
			t.Errorf("documents left: %v", found)
		}
	})
}

// declarations that cannot be are refused before the database is touched.
func (s suite) declarations(t *testing.T) {
	path := func(name string, kind store.Kind) store.Path { return store.Path{Name: name, Kind: kind} }
	index := func(name string, paths ...store.Path) []store.Collection {
		return []store.Collection{{Name: "notes", Indexes: []store.Index{{Name: name, Paths: paths}}}}
	}
	cases := []struct {
		name  string
		given []store.Collection
	}{
		{"a collection twice", []store.Collection{{Name: "notes"}, {Name: "notes"}}},
		{"a collection name with quotes", []store.Collection{{Name: `no"tes`}}},
		{"no collection name", []store.Collection{{}}},
		{"a name of the engine", []store.Collection{{Name: "_meta"}}},
		{"no index name", index("", path("a", store.String))},
		{"no path", index("by")},
		{"five paths", index("by", path("a", 0), path("b", 0), path("c", 0), path("d", 0), path("e", 0))},
		{"a path twice", index("by", path("a", store.String), path("a", store.String))},
		{"an empty path", index("by", path("", store.String))},
		{"an empty name in a path", index("by", path("a..b", store.String))},
		{"an operator", index("by", path("$where", store.String))},
		{"a path inside another", index("by", path("a.b", store.String), path("a", store.String))},
		{"an unknown kind", index("by", path("a", store.Instant+1))},
		{"two kinds of one path", []store.Collection{{Name: "notes", Indexes: []store.Index{
			{Name: "a", Paths: []store.Path{path("x", store.String)}}, {Name: "b", Paths: []store.Path{path("x", store.Instant)}}}}}},
	}
	opener := s.database(t)
	for _, one := range cases {
		t.Run("refuses "+one.name, func(t *testing.T) {
			_, err := opener(t, one.given)
			wants(t, err, fault.Invalid, "store.declaration")
		})
	}
}
