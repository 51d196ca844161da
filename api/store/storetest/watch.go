package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// watched collects what a Watch delivers.
type watched struct {
	mutex   sync.Mutex
	changes []store.Change
	marks   []store.Mark
	moved   chan struct{}
	ready   store.Mark
	stop    context.CancelFunc
	ended   chan error
}

// watching starts a Watch and returns once it is ready.
func watching(t *testing.T, in store.Store, mark store.Mark, collections ...string) *watched {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	w := &watched{moved: make(chan struct{}, 1), stop: cancel, ended: make(chan error, 1)}
	ready := make(chan struct{})
	go func() {
		w.ended <- in.Watch(ctx, collections, mark, func(reached store.Mark) {
			w.ready = reached
			close(ready)
		}, w.each)
	}()
	t.Cleanup(cancel)
	select {
	case <-ready:
	case err := <-w.ended:
		t.Fatalf("the watch ended: %v", err)
	case <-time.After(limit):
		t.Fatal("the watch did not get ready")
	}
	return w
}

func (w *watched) each(change store.Change, mark store.Mark) error {
	w.mutex.Lock()
	w.changes, w.marks = append(w.changes, change), append(w.marks, mark)
	w.mutex.Unlock()
	select {
	case w.moved <- struct{}{}:
	default:
	}
	return nil
}

// until waits for a change that want accepts and gives the mark with it.
func (w *watched) until(t *testing.T, what string, want func(store.Change) bool) store.Mark {
	t.Helper()
	deadline := time.After(limit)
	for seen := 0; ; {
		w.mutex.Lock()
		for ; seen < len(w.changes); seen++ {
			if want(w.changes[seen]) {
				defer w.mutex.Unlock()
				return w.marks[seen]
			}
		}
		w.mutex.Unlock()
		select {
		case <-w.moved:
		case err := <-w.ended:
			t.Fatalf("the watch ended before %s: %v", what, err)
		case <-deadline:
			t.Fatalf("no change came: %s", what)
		}
	}
}

func (w *watched) end(t *testing.T) {
	t.Helper()
	w.stop()
	select {
	case err := <-w.ended:
		if err != nil {
			t.Fatalf("the watch ended with %v", err)
		}
	case <-time.After(limit):
		t.Fatal("the watch does not end with its context")
	}
}

func isWrite(id string, revision int64) func(store.Change) bool {
	return func(change store.Change) bool {
		return change.ID == id && change.Revision == revision && !change.Deleted
	}
}

func isDeletion(id string) func(store.Change) bool {
	return func(change store.Change) bool { return change.ID == id && change.Deleted }
}

// watch: what one learns of writes, by this handle and others.
func (s suite) watch(t *testing.T) {
	t.Run("tells own writes with their bodies", func(t *testing.T) {
		in := s.open(t)
		w := watching(t, in, "", notes.Name)
		record := insert(t, in, "a", `{"v":1}`)
		w.until(t, "the insert", isWrite("a", 1))
		record.Body = json.RawMessage(`{"v":2}`)
		if _, err := in.Replace(t.Context(), notes.Name, record); err != nil {
			t.Fatal(err)
		}
		w.until(t, "the replacement", func(change store.Change) bool {
			if !isWrite("a", 2)(change) {
				return false
			}
			same(t, change.Body, `{"v":2}`)
			return change.Collection == notes.Name
		})
		if err := in.Delete(t.Context(), notes.Name, "a", 2); err != nil {
			t.Fatal(err)
		}
		w.until(t, "the deletion", func(change store.Change) bool {
			return isDeletion("a")(change) && change.Body == nil && change.Revision == 0 && change.Collection == notes.Name
		})
		w.end(t)
	})
	t.Run("tells the writes of another handle", func(t *testing.T) {
		opener := s.database(t)
		in, other := open(t, opener, declared), open(t, opener, declared)
		w := watching(t, in, "", notes.Name)
		insert(t, other, "a", `{"v":1}`)
		w.until(t, "the insert", isWrite("a", 1))
		if err := other.Delete(t.Context(), notes.Name, "a", 1); err != nil {
			t.Fatal(err)
		}
		w.until(t, "the deletion", isDeletion("a"))
		insert(t, other, "a", `{"v":2}`)
		w.until(t, "the second insert", func(change store.Change) bool {
			return isWrite("a", 1)(change) && string(change.Body) != "" && meaning(t, change.Body).(map[string]any)["v"] == int64(2)
		})
		w.end(t)
	})
	t.Run("tells nothing from before and nothing of other collections", func(t *testing.T) {
		in := s.open(t)
		insert(t, in, "before", `{}`)
		w := watching(t, in, "", notes.Name)
		if _, err := in.Insert(t.Context(), others.Name, "elsewhere", json.RawMessage(`{}`)); err != nil {
			t.Fatal(err)
		}
		insert(t, in, "after", `{}`)
		w.until(t, "the insert", isWrite("after", 1))
		w.end(t)
		for _, change := range w.changes {
			if change.ID == "elsewhere" || change.ID == "before" {
				t.Fatalf("told %s", change.ID)
			}
		}
	})
	t.Run("tells of several collections", func(t *testing.T) {
		in := s.open(t)
		w := watching(t, in, "", others.Name, notes.Name)
		insert(t, in, "a", `{}`)
		if _, err := in.Insert(t.Context(), others.Name, "b", json.RawMessage(`{}`)); err != nil {
			t.Fatal(err)
		}
		w.until(t, "the first", isWrite("a", 1))
		w.until(t, "the second", func(change store.Change) bool { return change.Collection == others.Name && change.ID == "b" })
		w.end(t)
	})
	t.Run("goes on after a mark, missing nothing", func(t *testing.T) {
		opener := s.database(t)
		in, other := open(t, opener, declared), open(t, opener, declared)
		w := watching(t, in, "", notes.Name)
		first := w.ready
		insert(t, in, "a", `{}`)
		mark := w.until(t, "the insert", isWrite("a", 1))
		w.end(t)
		insert(t, other, "b", `{}`)
		if err := other.Delete(t.Context(), notes.Name, "a", 1); err != nil {
			t.Fatal(err)
		}
		again := watching(t, in, mark, notes.Name)
		again.until(t, "what came meanwhile", isWrite("b", 1))
		again.until(t, "the deletion meanwhile", isDeletion("a"))
		again.end(t)
		anew := watching(t, other, first, notes.Name)
		anew.until(t, "what came since the watch began", isWrite("b", 1))
		anew.end(t)
	})
	t.Run("tells all of many writers, each document in order", s.watchMany)
	t.Run("ends with the error of the receiver", func(t *testing.T) {
		in := s.open(t)
		wrong, ready, ended := errors.New("wrong"), make(chan struct{}), make(chan error, 1)
		go func() {
			ended <- in.Watch(t.Context(), []string{notes.Name}, "", func(store.Mark) { close(ready) }, func(store.Change, store.Mark) error { return wrong })
		}()
		select {
		case <-ready:
		case err := <-ended:
			t.Fatal(err)
		}
		insert(t, in, "a", `{}`)
		select {
		case err := <-ended:
			if !errors.Is(err, wrong) {
				t.Fatalf("got %v", err)
			}
		case <-time.After(limit):
			t.Fatal("the watch goes on")
		}
	})
	t.Run("lets the receiver use the store, and close it", func(t *testing.T) {
		in := s.open(t)
		ready, ended := make(chan struct{}), make(chan error, 1)
		go func() {
			ended <- in.Watch(t.Context(), []string{notes.Name}, "", func(store.Mark) { close(ready) }, func(change store.Change, _ store.Mark) error {
				if _, err := in.Get(t.Context(), notes.Name, change.ID); err != nil {
					return err
				}
				if _, err := in.Insert(t.Context(), others.Name, change.ID, change.Body); err != nil {
					return err
				}
				return in.Close()
			})
		}()
		<-ready
		insert(t, in, "a", `{}`)
		select {
		case err := <-ended:
			if err != nil {
				t.Fatal(err)
			}
		case <-time.After(limit):
			t.Fatal("the watch is stuck")
		}
	})
	t.Run("refuses a mark that is none", func(t *testing.T) {
		in := s.open(t)
		for _, mark := range []store.Mark{"nonsense", "-1", "999999999999", "{}"} {
			err := in.Watch(t.Context(), []string{notes.Name}, mark, func(store.Mark) {}, func(store.Change, store.Mark) error { return nil })
			wants(t, err, fault.Invalid, "store.mark")
		}
	})
}

func (s suite) watchMany(t *testing.T) {
	const writers, each = 8, 25
	opener := s.database(t)
	in, other := open(t, opener, declared), open(t, opener, declared)
	w := watching(t, in, "", notes.Name)
	errs := together(writers, func(i int) error {
		by := [2]store.Store{in, other}[i%2]
		for k := range each {
			record, err := by.Insert(t.Context(), notes.Name, fmt.Sprintf("%d-%d", i, k), json.RawMessage(`{"v":1}`))
			if err != nil {
				return err
			}
			record.Body = json.RawMessage(`{"v":2}`)
			if _, err := by.Replace(t.Context(), notes.Name, record); err != nil {
				return err
			}
		}
		return nil
	})
	expect(t, outcomes(errs), map[string]int{"": writers})
	for i := range writers {
		for k := range each {
			w.until(t, fmt.Sprintf("%d-%d", i, k), isWrite(fmt.Sprintf("%d-%d", i, k), 2))
		}
	}
	w.end(t)
	highest := map[string]int64{}
	for _, change := range w.changes {
		if change.Revision < highest[change.ID] {
			t.Fatalf("%s went back to revision %d", change.ID, change.Revision)
		}
		highest[change.ID] = change.Revision
	}
}
