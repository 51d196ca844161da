package rest_test

import (
	"context"
	"encoding/json"
	"sync"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// failing is a real store that fails, from some write of what alerts make on, as if its process
// had been killed before it.
type failing struct {
	store.Store
	lock   sync.Mutex
	left   int // writes until it fails; 0 is never
	failed bool
}

// after lets it fail at the nth write from now on; 0 lets everything through.
func (f *failing) after(nth int) {
	f.lock.Lock()
	defer f.lock.Unlock()
	f.left, f.failed = nth, false
}

func (f *failing) happened() bool {
	f.lock.Lock()
	defer f.lock.Unlock()
	return f.failed
}

func (f *failing) write(collection string) error {
	f.lock.Lock()
	defer f.lock.Unlock()
	switch collection {
	case "alarms", "cases", "notices":
	default:
		return nil
	}
	if f.left > 1 {
		f.left--
	} else if f.left == 1 {
		f.failed = true
		return fault.New(fault.Unavailable, "store.unavailable", "The process was killed.")
	}
	return nil
}

func (f *failing) Insert(ctx context.Context, collection, id string, body json.RawMessage) (store.Record, error) {
	if err := f.write(collection); err != nil {
		return store.Record{}, err
	}
	return f.Store.Insert(ctx, collection, id, body)
}

func (f *failing) Replace(ctx context.Context, collection string, record store.Record) (store.Record, error) {
	if err := f.write(collection); err != nil {
		return store.Record{}, err
	}
	return f.Store.Replace(ctx, collection, record)
}
