package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// outcomes counts errors by code; "" is success.
func outcomes(errs []error) map[string]int {
	counts := map[string]int{}
	for _, err := range errs {
		var known *fault.Error
		switch {
		case err == nil:
			counts[""]++
		case errors.As(err, &known):
			counts[known.Code]++
		default:
			counts[err.Error()]++
		}
	}
	return counts
}

// together runs n calls at once.
func together(n int, call func(i int) error) []error {
	errs := make([]error, n)
	start := make(chan struct{})
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() {
			<-start
			errs[i] = call(i)
		})
	}
	close(start)
	group.Wait()
	return errs
}

func expect(t *testing.T, got map[string]int, want map[string]int) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
}

// concurrency: many writers, on one handle and on two.
func (s suite) concurrency(t *testing.T) {
	const writers = 32
	two := func(t *testing.T) [2]store.Store {
		opener := s.database(t)
		return [2]store.Store{open(t, opener, declared), open(t, opener, declared)}
	}
	t.Run("of many Replace of one revision exactly one wins", func(t *testing.T) {
		s.needs(t, WinsRaces)
		in := two(t)
		record := insert(t, in[0], "a", `{"v":-1}`)
		for round := range 5 {
			won := -1
			var mutex sync.Mutex
			errs := together(writers, func(i int) error {
				_, err := in[i%2].Replace(t.Context(), notes.Name, store.Record{ID: "a", Revision: record.Revision, Body: json.RawMessage(fmt.Sprintf(`{"v":%d}`, i))})
				if err == nil {
					mutex.Lock()
					won = i
					mutex.Unlock()
				}
				return err
			})
			expect(t, outcomes(errs), map[string]int{"": 1, "store.stale": writers - 1})
			record = get(t, in[round%2], "a")
			same(t, record.Body, fmt.Sprintf(`{"v":%d}`, won))
		}
		if record.Revision != 6 {
			t.Fatalf("revision %d", record.Revision)
		}
	})
	t.Run("of many Insert of one id exactly one wins", func(t *testing.T) {
		in := two(t)
		errs := together(writers, func(i int) error {
			_, err := in[i%2].Insert(t.Context(), notes.Name, "a", json.RawMessage(`{}`))
			return err
		})
		expect(t, outcomes(errs), map[string]int{"": 1, "store.exists": writers - 1})
	})
	t.Run("of many Insert of one unique value exactly one wins", func(t *testing.T) {
		in := two(t)
		errs := together(writers, func(i int) error {
			_, err := in[i%2].Insert(t.Context(), notes.Name, numbered(i), json.RawMessage(`{"code":"x"}`))
			return err
		})
		expect(t, outcomes(errs), map[string]int{"": 1, "store.duplicate": writers - 1})
	})
	t.Run("of many Delete exactly one wins", func(t *testing.T) {
		s.needs(t, WinsRaces)
		in := two(t)
		insert(t, in[0], "a", `{}`)
		errs := together(writers, func(i int) error { return in[i%2].Delete(t.Context(), notes.Name, "a", 1) })
		expect(t, outcomes(errs), map[string]int{"": 1, "store.notFound": writers - 1})
	})
	t.Run("a writer that fails takes no neighbour along", func(t *testing.T) {
		in := two(t)
		insert(t, in[0], "taken", `{"code":"taken"}`)
		for round := range 5 {
			errs := together(writers, func(i int) error {
				id := fmt.Sprintf("%d-%d", round, i)
				switch {
				case i%8 == 1:
					id = "taken"
				case i%8 == 3:
					_, err := in[0].Insert(t.Context(), notes.Name, id, json.RawMessage(`{"code":"taken"}`))
					return err
				case i%8 == 5:
					_, err := in[0].Replace(t.Context(), notes.Name, store.Record{ID: "taken", Revision: 9, Body: json.RawMessage(`{}`)})
					return err
				case i%8 == 7:
					return in[0].Delete(t.Context(), notes.Name, "nobody", 1)
				}
				_, err := in[0].Insert(t.Context(), notes.Name, id, json.RawMessage(`{"v":1}`))
				return err
			})
			expect(t, outcomes(errs), map[string]int{"": writers / 2, "store.exists": writers / 8, "store.duplicate": writers / 8, "store.stale": writers / 8, "store.notFound": writers / 8})
			for i := 0; i < writers; i += 2 {
				same(t, get(t, in[1], fmt.Sprintf("%d-%d", round, i)).Body, `{"v":1}`)
			}
		}
		if found := collect(t, in[1], store.Query{}); len(found) != 1+5*writers/2 {
			t.Fatalf("%d documents", len(found))
		}
	})
	t.Run("guarded counting loses nothing", func(t *testing.T) {
		s.needs(t, WinsRaces)
		in := two(t)
		insert(t, in[0], "a", `{"v":0}`)
		const each = 10
		errs := together(8, func(i int) error {
			for done := 0; done < each; {
				err := count(t, in[i%2])
				if err == nil {
					done++
				} else if !fault.Is(err, fault.Conflict) {
					return err
				}
			}
			return nil
		})
		expect(t, outcomes(errs), map[string]int{"": 8})
		got := get(t, in[1], "a")
		same(t, got.Body, fmt.Sprintf(`{"v":%d}`, 8*each))
		if got.Revision != 8*each+1 {
			t.Fatalf("revision %d", got.Revision)
		}
	})
}

func count(t *testing.T, in store.Store) error {
	record, err := in.Get(t.Context(), notes.Name, "a")
	if err != nil {
		return err
	}
	var body struct{ V int }
	if err := json.Unmarshal(record.Body, &body); err != nil {
		return err
	}
	record.Body = json.RawMessage(fmt.Sprintf(`{"v":%d}`, body.V+1))
	_, err = in.Replace(t.Context(), notes.Name, record)
	return err
}
