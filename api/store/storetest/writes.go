package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// writes: what each verb does to one document, and what it refuses.
func (s suite) writes(t *testing.T) {
	t.Run("Insert refuses a taken id and keeps what was there", func(t *testing.T) {
		in := s.open(t)
		insert(t, in, "a", `{"v":1}`)
		_, err := in.Insert(t.Context(), notes.Name, "a", json.RawMessage(`{"v":2}`))
		wants(t, err, fault.Conflict, "store.exists")
		same(t, get(t, in, "a").Body, `{"v":1}`)
	})
	t.Run("Insert tells a taken id even if a unique value is taken as well", func(t *testing.T) {
		in := s.open(t)
		insert(t, in, "a", `{"code":"x"}`)
		insert(t, in, "b", `{"code":"y"}`)
		for _, code := range []string{"x", "y"} {
			_, err := in.Insert(t.Context(), notes.Name, "a", json.RawMessage(`{"code":"`+code+`"}`))
			wants(t, err, fault.Conflict, "store.exists")
		}
	})
	t.Run("one id in two collections is two documents", func(t *testing.T) {
		in := s.open(t)
		insert(t, in, "a", `{"v":1}`)
		if _, err := in.Insert(t.Context(), others.Name, "a", json.RawMessage(`{"v":2}`)); err != nil {
			t.Fatal(err)
		}
		if err := in.Delete(t.Context(), others.Name, "a", 1); err != nil {
			t.Fatal(err)
		}
		same(t, get(t, in, "a").Body, `{"v":1}`)
	})
	t.Run("Replace counts revisions and takes away what the new body lacks", func(t *testing.T) {
		in := s.open(t)
		record := insert(t, in, "a", `{"v":1,"old":true,"title":"x"}`)
		record.Body = json.RawMessage(`{"v":2}`)
		record, err := in.Replace(t.Context(), notes.Name, record)
		if err != nil || record.Revision != 2 {
			t.Fatalf("revision %d, %v", record.Revision, err)
		}
		got := get(t, in, "a")
		same(t, got.Body, `{"v":2}`)
		if got.Revision != 2 {
			t.Fatalf("revision %d", got.Revision)
		}
		if found := collect(t, in, store.Query{Index: "byTitle", Equal: []any{"x"}}); len(found) != 0 {
			t.Fatalf("still found by its old title: %v", found)
		}
	})
	t.Run("Replace and Delete refuse revisions that are not the stored one", func(t *testing.T) {
		in := s.open(t)
		record := insert(t, in, "a", `{"v":1}`)
		record.Body = json.RawMessage(`{"v":2}`)
		if _, err := in.Replace(t.Context(), notes.Name, record); err != nil {
			t.Fatal(err)
		}
		for _, revision := range []int64{-1, 0, 1, 3} {
			record.Revision = revision
			_, err := in.Replace(t.Context(), notes.Name, record)
			wants(t, err, fault.Conflict, "store.stale")
			wants(t, in.Delete(t.Context(), notes.Name, "a", revision), fault.Conflict, "store.stale")
		}
		same(t, get(t, in, "a").Body, `{"v":2}`)
	})
	t.Run("what is not there is not found", func(t *testing.T) {
		in := s.open(t)
		_, err := in.Get(t.Context(), notes.Name, "a")
		wants(t, err, fault.NotFound, "store.notFound")
		_, err = in.Replace(t.Context(), notes.Name, store.Record{ID: "a", Revision: 1, Body: json.RawMessage(`{}`)})
		wants(t, err, fault.NotFound, "store.notFound")
		wants(t, in.Delete(t.Context(), notes.Name, "a", 1), fault.NotFound, "store.notFound")
	})
	t.Run("a deleted id begins anew", func(t *testing.T) {
		in := s.open(t)
		insert(t, in, "a", `{"code":"x"}`)
		if err := in.Delete(t.Context(), notes.Name, "a", 1); err != nil {
			t.Fatal(err)
		}
		_, err := in.Get(t.Context(), notes.Name, "a")
		wants(t, err, fault.NotFound, "store.notFound")
		if record := insert(t, in, "a", `{"code":"x"}`); record.Revision != 1 {
			t.Fatalf("revision %d", record.Revision)
		}
	})
	t.Run("collections that are not declared are refused", func(t *testing.T) {
		in := s.open(t)
		_, err := in.Get(t.Context(), "foreign", "a")
		wants(t, err, fault.Invalid, "store.query")
		_, err = in.Insert(t.Context(), "foreign", "a", json.RawMessage(`{}`))
		wants(t, err, fault.Invalid, "store.query")
		_, err = in.Replace(t.Context(), "foreign", store.Record{ID: "a", Revision: 1, Body: json.RawMessage(`{}`)})
		wants(t, err, fault.Invalid, "store.query")
		wants(t, in.Delete(t.Context(), "foreign", "a", 1), fault.Invalid, "store.query")
		_, err = in.Find(t.Context(), "foreign", store.Query{})
		wants(t, err, fault.Invalid, "store.query")
		err = in.Watch(t.Context(), []string{"foreign"}, "", func(store.Mark) {}, func(store.Change, store.Mark) error { return nil })
		wants(t, err, fault.Invalid, "store.query")
	})
	t.Run("a context that has ended stops every verb", func(t *testing.T) {
		in := s.open(t)
		insert(t, in, "a", `{"v":1}`)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, got := in.Get(ctx, notes.Name, "a")
		_, found := in.Find(ctx, notes.Name, store.Query{})
		_, inserted := in.Insert(ctx, notes.Name, "b", json.RawMessage(`{}`))
		_, replaced := in.Replace(ctx, notes.Name, store.Record{ID: "a", Revision: 1, Body: json.RawMessage(`{"v":2}`)})
		deleted := in.Delete(ctx, notes.Name, "a", 1)
		for verb, err := range map[string]error{"Get": got, "Find": found, "Insert": inserted, "Replace": replaced, "Delete": deleted} {
			if !errors.Is(err, context.Canceled) || !fault.Is(err, fault.Unavailable) {
				t.Errorf("%s: got %v", verb, err)
			}
		}
		same(t, get(t, in, "a").Body, `{"v":1}`)
	})
	t.Run("unique", s.unique)
}

// unique indexes refuse a second document with the same values, and only that.
func (s suite) unique(t *testing.T) {
	taken := []struct{ name, first, second, index string }{
		{"a text", `{"code":"x"}`, `{"code":"x"}`, "byCode"},
		{"an empty text", `{"code":""}`, `{"code":""}`, "byCode"},
		{"two paths", `{"slot":{"day":"mo","hour":9}}`, `{"slot":{"hour":9,"day":"mo"}}`, "bySlot"},
		{"a number written otherwise", `{"slot":{"day":"mo","hour":9}}`, `{"slot":{"day":"mo","hour":9.0}}`, "bySlot"},
	}
	for _, one := range taken {
		t.Run("refuses "+one.name, func(t *testing.T) {
			in := s.open(t)
			insert(t, in, "a", one.first)
			_, err := in.Insert(t.Context(), notes.Name, "b", json.RawMessage(one.second))
			s.duplicate(t, err, one.index)
			_, err = in.Get(t.Context(), notes.Name, "b")
			wants(t, err, fault.NotFound, "store.notFound")
		})
		t.Run("refuses in Replace "+one.name, func(t *testing.T) {
			s.needs(t, TellsDuplicates)
			in := s.open(t)
			insert(t, in, "a", one.first)
			record := insert(t, in, "b", `{"v":1}`)
			record.Body = json.RawMessage(one.second)
			_, err := in.Replace(t.Context(), notes.Name, record)
			s.duplicate(t, err, one.index)
			got := get(t, in, "b")
			same(t, got.Body, `{"v":1}`)
			if got.Revision != 1 {
				t.Fatalf("revision %d", got.Revision)
			}
		})
	}
	free := []struct{ name, first, second string }{
		{"without the value", `{"v":1}`, `{"v":1}`},
		{"null", `{"code":null}`, `{"code":null}`},
		{"another type", `{"code":1}`, `{"code":1}`},
		{"lists with the same items", `{"code":["x"]}`, `{"code":["x","y"]}`},
		{"a list with another's value", `{"code":"x"}`, `{"code":["x"]}`},
		{"one of two paths", `{"slot":{"day":"mo"}}`, `{"slot":{"day":"mo"}}`},
		{"one of two paths null", `{"slot":{"day":"mo","hour":null}}`, `{"slot":{"day":"mo","hour":null}}`},
		{"other case", `{"code":"x"}`, `{"code":"X"}`},
		{"other composition", `{"code":"\u00e9"}`, `{"code":"e\u0301"}`},
		{"trailing space", `{"code":"x"}`, `{"code":"x "}`},
		{"neighbouring large numbers", `{"slot":{"day":"mo","hour":9007199254740993}}`, `{"slot":{"day":"mo","hour":9007199254740992}}`},
	}
	for _, one := range free {
		t.Run("lets pass "+one.name, func(t *testing.T) {
			in := s.open(t)
			insert(t, in, "a", one.first)
			insert(t, in, "b", one.second)
		})
	}
	t.Run("frees a value with the document that had it", func(t *testing.T) {
		in := s.open(t)
		record := insert(t, in, "a", `{"code":"x"}`)
		record.Body = json.RawMessage(`{"code":"y"}`)
		if _, err := in.Replace(t.Context(), notes.Name, record); err != nil {
			t.Fatal(err)
		}
		insert(t, in, "b", `{"code":"x"}`)
	})
	t.Run("lets a document keep its own value", func(t *testing.T) {
		in := s.open(t)
		record := insert(t, in, "a", `{"code":"x","v":1}`)
		record.Body = json.RawMessage(`{"code":"x","v":2}`)
		if _, err := in.Replace(t.Context(), notes.Name, record); err != nil {
			t.Fatal(err)
		}
	})
}

func (s suite) duplicate(t *testing.T, err error, index string) {
	t.Helper()
	wants(t, err, fault.Conflict, "store.duplicate")
	fields := fault.Of(err).Fields
	if len(fields) != 1 || fields[0].Path != index {
		t.Fatalf("fields %+v, want the index %s", fields, index)
	}
}
