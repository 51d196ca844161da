package service

import (
	"context"
	"encoding/json"
	"errors"
	"sync"

	"touchstone/api/fault"
)

// tideMark is a small document that is written so that the changes of the store tell of it:
// when they do, they have told of everything written before. It also keeps the token of the
// newest checkpoint.
type tideMark struct {
	Token string `json:"token,omitempty"`
	Turn  int64  `json:"turn,omitempty"`
}

// tideID is its id, the only one of its collection.
const tideID = "tide"

// tide says how far the store's changes have told.
type tide struct {
	lock   sync.Mutex
	height int64         // revision of the newest tideMark told of
	risen  chan struct{} // closed when that moves; nil while nobody waits
}

func (t *tide) rise(revision int64) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.height = max(t.height, revision)
	if t.risen != nil {
		close(t.risen)
		t.risen = nil
	}
}

// errTide says that nobody needs to wait any more.
var errTide = errors.New("the changes of the store cannot be followed from there")

// wait waits until the changes have told of a revision, or gone is closed.
func (t *tide) wait(ctx context.Context, revision int64, gone <-chan struct{}) error {
	for {
		t.lock.Lock()
		if t.height >= revision {
			t.lock.Unlock()
			return nil
		}
		if t.risen == nil {
			t.risen = make(chan struct{})
		}
		risen := t.risen
		t.lock.Unlock()
		select {
		case <-risen:
		case <-gone:
			return errTide
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

func (s *Service) readTide(ctx context.Context) (revision int64, mark tideMark, err error) {
	record, err := s.store.Get(ctx, tides, tideID)
	if err == nil {
		err = json.Unmarshal(record.Body, &mark)
	}
	return record.Revision, mark, err
}

// changeTide writes the mark anew and gives its revision.
func (s *Service) changeTide(ctx context.Context, change func(*tideMark)) (revision int64, err error) {
	for {
		record, err := s.store.Get(ctx, tides, tideID)
		absent := fault.Is(err, fault.NotFound)
		if err != nil && !absent {
			return 0, err
		}
		var mark tideMark
		if !absent {
			if err := json.Unmarshal(record.Body, &mark); err != nil {
				return 0, err
			}
		}
		change(&mark)
		if record.Body, err = json.Marshal(mark); err != nil {
			return 0, err
		}
		if absent {
			record, err = s.store.Insert(ctx, tides, tideID, record.Body)
		} else {
			record, err = s.store.Replace(ctx, tides, record)
		}
		if !fault.Is(err, fault.Conflict) {
			return record.Revision, err
		}
	}
}
