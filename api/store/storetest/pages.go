package storetest

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"testing"

	"touchstone/api/store"
)

// pages: reading on with cursors while others write.
func (s suite) pages(t *testing.T) {
	t.Run("the last page has no cursor, also when it is full", func(t *testing.T) {
		in := s.open(t)
		for i := range 4 {
			insert(t, in, numbered(i), `{"title":"a"}`)
		}
		for limit, want := range map[int]int{2: 2, 4: 1, 5: 1, 3: 2} {
			count, query := 0, store.Query{Index: "byTitle", Limit: limit}
			for {
				page, err := in.Find(t.Context(), notes.Name, query)
				if err != nil {
					t.Fatal(err)
				}
				count++
				if query.After = page.Next; query.After == "" {
					break
				}
			}
			if count != want {
				t.Errorf("pages of %d: %d, want %d", limit, count, want)
			}
		}
	})
	t.Run("no limit means a hundred", func(t *testing.T) {
		in := s.open(t)
		for i := range store.DefaultLimit + 1 {
			insert(t, in, numbered(i), `{}`)
		}
		page, err := in.Find(t.Context(), notes.Name, store.Query{})
		if err != nil || len(page.Records) != store.DefaultLimit || page.Next == "" {
			t.Fatalf("%d records, %v", len(page.Records), err)
		}
	})
	t.Run("a cursor outlives the document it was made from", func(t *testing.T) {
		in := s.open(t)
		for i := range 4 {
			insert(t, in, numbered(i), fmt.Sprintf(`{"title":"a","rank":%d}`, i))
		}
		query := store.Query{Index: "byTitleRank", Equal: []any{"a"}, Limit: 2}
		page, err := in.Find(t.Context(), notes.Name, query)
		if err != nil {
			t.Fatal(err)
		}
		if err := in.Delete(t.Context(), notes.Name, numbered(1), 1); err != nil {
			t.Fatal(err)
		}
		query.After = page.Next
		if got := collect(t, in, query); !slices.Equal(got, []string{numbered(2), numbered(3)}) {
			t.Fatalf("got %v", got)
		}
	})
	for name, query := range map[string]store.Query{
		"ids":        {Limit: 3},
		"an index":   {Index: "byTitleRank", Equal: []any{"kept"}, Limit: 3},
		"descending": {Index: "byTitleRank", Equal: []any{"kept"}, Limit: 3, Descending: true},
		"a set":      {Index: "byTitleRank", Equal: []any{"kept"}, In: []any{0, 1, 2, 3, 4}, Limit: 3},
	} {
		t.Run("under writes nothing that stays is skipped or given twice: "+name, func(t *testing.T) { s.underWrites(t, query) })
	}
}

func (s suite) underWrites(t *testing.T, query store.Query) {
	const kept = 30
	in := s.open(t)
	for i := range kept {
		insert(t, in, fmt.Sprintf("kept-%02d", i), fmt.Sprintf(`{"title":"kept","rank":%d}`, i%5))
	}
	stop := make(chan struct{})
	var writers sync.WaitGroup
	defer writers.Wait()
	defer close(stop)
	for w := range 2 {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				// Documents come and go on both sides of every page; kept ones change elsewhere.
				id := fmt.Sprintf("kept-%02d-%d", i%kept, w)
				if _, err := in.Insert(t.Context(), notes.Name, id, json.RawMessage(fmt.Sprintf(`{"title":"kept","rank":%d}`, i%5))); err != nil {
					t.Errorf("insert: %v", err)
					return
				}
				if err := in.Delete(t.Context(), notes.Name, id, 1); err != nil {
					t.Errorf("delete: %v", err)
					return
				}
				if w == 0 {
					if err := touch(t, in, fmt.Sprintf("kept-%02d", i%kept)); err != nil {
						t.Errorf("replace: %v", err)
						return
					}
				}
			}
		})
	}
	for range 5 {
		seen := map[string]int{}
		for _, id := range collect(t, in, query) {
			seen[id]++
		}
		for i := range kept {
			if id := fmt.Sprintf("kept-%02d", i); seen[id] != 1 {
				t.Fatalf("%s came %d times", id, seen[id])
			}
		}
	}
}

// touch replaces a document without changing what is indexed.
func touch(t *testing.T, in store.Store, id string) error {
	record, err := in.Get(t.Context(), notes.Name, id)
	if err != nil {
		return err
	}
	var body map[string]any
	if err := json.Unmarshal(record.Body, &body); err != nil {
		return err
	}
	body["touched"] = record.Revision
	if record.Body, err = json.Marshal(body); err != nil {
		return err
	}
	_, err = in.Replace(t.Context(), notes.Name, record)
	return err
}
