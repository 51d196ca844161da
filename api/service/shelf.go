package service

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// shelf is a collection of one type of noun.
type shelf[T any] struct {
	store      store.Store
	collection string
	noun       string // in fault codes, for example "wave" in "wave.unknown"
}

// List is one page of nouns. Next is "" on the last page.
type List[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next,omitempty"`
}

// Page asks for part of a list: at most Limit entries (1 to 1000, 0 means 100) after the
// cursor of the page before.
type Page struct {
	Limit int
	After string
}

func (s shelf[T]) unknown(id string) *fault.Error {
	return fault.New(fault.NotFound, s.noun+".unknown", "There is no %s %q here.", s.noun, id)
}

// get gives a noun and its revision; NotFound "noun.unknown".
func (s shelf[T]) get(ctx context.Context, id string) (T, int64, error) {
	var value T
	record, err := s.store.Get(ctx, s.collection, id)
	switch {
	case fault.Is(err, fault.NotFound), len(id) > 200:
		return value, 0, s.unknown(id)
	case err != nil:
		return value, 0, err
	}
	value, err = s.read(record)
	return value, record.Revision, err
}

func (s shelf[T]) read(record store.Record) (T, error) {
	var value T
	if err := json.Unmarshal(record.Body, &value); err != nil {
		return value, fmt.Errorf("stored %s %s: %w", s.noun, record.ID, err)
	}
	return value, nil
}

// insert adds a noun; Conflict "store.exists" when its id is taken.
func (s shelf[T]) insert(ctx context.Context, id string, value T) (int64, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", s.noun, id, err)
	}
	record, err := s.store.Insert(ctx, s.collection, id, body)
	s.tell(value, record.Revision, err)
	return record.Revision, err
}

// replace writes a noun if its revision has not moved; Conflict "store.stale" when it has.
func (s shelf[T]) replace(ctx context.Context, id string, value T, revision int64) (int64, error) {
	body, err := json.Marshal(value)
	if err != nil {
		return 0, fmt.Errorf("%s %s: %w", s.noun, id, err)
	}
	record, err := s.store.Replace(ctx, s.collection, store.Record{ID: id, Revision: revision, Body: body})
	s.tell(value, record.Revision, err)
	return record.Revision, err
}

// telling is a store whose shelves tell what they wrote, so that whoever reads next finds it
// on the board without waiting for the store's changes.
type telling struct {
	store.Store
	wrote func(value any, revision int64)
}

func (s shelf[T]) tell(value T, revision int64, err error) {
	if store, tells := s.store.(telling); tells && err == nil {
		store.wrote(value, revision)
	}
}

// attempts bounds how often a change is tried again when others change the same noun.
const attempts = 20

// change loads a noun, lets decide alter it, and writes it if nobody else did in between;
// otherwise it starts again. When decide returns an error nothing is written.
func (s shelf[T]) change(ctx context.Context, id string, decide func(*T) error) (T, int64, error) {
	for range attempts {
		value, revision, err := s.get(ctx, id)
		if err != nil {
			return value, 0, err
		}
		if err := decide(&value); err != nil {
			return value, revision, err
		}
		revision, err = s.replace(ctx, id, value, revision)
		if !fault.Is(err, fault.Conflict) || fault.Of(err).Code != "store.stale" {
			return value, revision, err
		}
	}
	var none T
	return none, 0, fault.New(fault.Unavailable, s.noun+".busy", "Too many changes to this %s at once; try again.", s.noun)
}

// remove deletes a noun; NotFound "noun.unknown", which names it by name.
func (s shelf[T]) remove(ctx context.Context, id, name string) error {
	for range attempts {
		_, revision, err := s.get(ctx, id)
		if err == nil {
			err = s.store.Delete(ctx, s.collection, id, revision)
		}
		if fault.Is(err, fault.NotFound) {
			return s.unknown(name)
		}
		if !fault.Is(err, fault.Conflict) {
			return err
		}
	}
	return fault.New(fault.Unavailable, s.noun+".busy", "Too many changes to this %s at once; try again.", s.noun)
}

// put creates a noun or changes the one that is there. decide is given nil when there is
// none, and gives what to store.
func (s shelf[T]) put(ctx context.Context, id string, decide func(old *T) (T, error)) (T, error) {
	for range attempts {
		old, revision, err := s.get(ctx, id)
		absent := fault.Is(err, fault.NotFound)
		if err != nil && !absent {
			return old, err
		}
		given := &old
		if absent {
			given = nil
		}
		value, err := decide(given)
		if err != nil {
			return value, err
		}
		if absent {
			_, err = s.insert(ctx, id, value)
		} else {
			_, err = s.replace(ctx, id, value, revision)
		}
		if !fault.Is(err, fault.Conflict) {
			return value, err
		}
	}
	var none T
	return none, fault.New(fault.Unavailable, s.noun+".busy", "Too many changes to this %s at once; try again.", s.noun)
}

// find gives one page.
func (s shelf[T]) find(ctx context.Context, query store.Query) (List[T], error) {
	list := List[T]{Items: []T{}}
	page, err := s.store.Find(ctx, s.collection, query)
	if err != nil {
		if fault.Is(err, fault.Invalid) {
			err = cursorRefused(err)
		}
		return list, err
	}
	for _, record := range page.Records {
		value, err := s.read(record)
		if err != nil {
			return list, err
		}
		list.Items = append(list.Items, value)
	}
	list.Next = page.Next
	return list, nil
}

// cursorRefused tells whoever asked for a page which of the parameters was at fault.
func cursorRefused(err error) error {
	return fault.Wrap(fault.Invalid, "request.query", err, "The limit or the cursor is not valid.").With(
		fault.Field{Path: "after", Code: "cursor", Message: "Use the value of next from the page before."})
}

// all goes through every match, a page at a time.
func (s shelf[T]) all(ctx context.Context, query store.Query) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		query.Limit = 500
		for {
			page, err := s.find(ctx, query)
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, value := range page.Items {
				if !yield(value, nil) {
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

// everything gathers all matches; for lists that people keep by hand.
func (s shelf[T]) everything(ctx context.Context, query store.Query) ([]T, error) {
	items := []T{}
	for value, err := range s.all(ctx, query) {
		if err != nil {
			return nil, err
		}
		items = append(items, value)
	}
	return items, nil
}
