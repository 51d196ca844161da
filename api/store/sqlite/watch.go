package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
)

const (
	pollEvery = 200 * time.Millisecond // for writes of other processes
	// The most that Watch reads before it calls each, so that a slow receiver holds up neither
	// a connection nor memory.
	watchRows  = 200
	watchBytes = 4 << 20
)

// poll looks for commits of other processes while somebody watches.
type poll struct {
	mutex    sync.Mutex
	watchers int
	stop     context.CancelFunc
}

// join starts the poll with the first watcher; leave ends it with the last.
func (e *Engine) join() (leave func()) {
	e.poll.mutex.Lock()
	defer e.poll.mutex.Unlock()
	if e.poll.watchers++; e.poll.watchers == 1 {
		var ctx context.Context
		ctx, e.poll.stop = context.WithCancel(e.lifetime)
		go e.look(ctx)
	}
	return func() {
		e.poll.mutex.Lock()
		defer e.poll.mutex.Unlock()
		if e.poll.watchers--; e.poll.watchers == 0 {
			e.poll.stop()
		}
	}
}

// look asks again and again for the place of the newest write, which costs the same however
// much there is, and wakes the watchers when it has moved.
func (e *Engine) look(ctx context.Context) {
	ticker := time.NewTicker(pollEvery)
	defer ticker.Stop()
	known := int64(-1)
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			newest, _, err := e.reach(ctx)
			if err == nil && newest != known {
				known = newest
				e.signal.Send()
			}
		}
	}
}

// reach gives the place of the newest write and of the newest forgotten deletion.
func (e *Engine) reach(ctx context.Context) (newest, forgotten int64, err error) {
	statement, err := e.queries.get(ctx, "SELECT (SELECT value FROM _meta WHERE name = 'sequence'), (SELECT value FROM _meta WHERE name = 'forgotten')")
	if err == nil {
		err = statement.QueryRowContext(ctx).Scan(&newest, &forgotten)
	}
	return newest, forgotten, translate(ctx, err)
}

// Watch implements store.Store. Changes arrive in the order of all writes to the database.
func (e *Engine) Watch(ctx context.Context, collections []string, mark store.Mark, ready func(store.Mark), each func(store.Change, store.Mark) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.lifetime, cancel)()
	defer e.join()()

	text, err := e.changesText(collections)
	if err != nil {
		return err
	}
	place, err := e.start(ctx, mark)
	if err != nil {
		return ended(ctx, err)
	}
	ready(toMark(place))
	for {
		wake := e.signal.Wait()
		if place, err = e.deliver(ctx, text, place, each); err != nil {
			return ended(ctx, err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-wake:
		}
	}
}

// ended is nil if the watch ended because its context did.
func ended(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

func toMark(place int64) store.Mark { return store.Mark(strconv.FormatInt(place, 10)) }

// start gives the place a mark stands for.
func (e *Engine) start(ctx context.Context, mark store.Mark) (int64, error) {
	newest, forgotten, err := e.reach(ctx)
	if err != nil || mark == "" {
		return newest, err
	}
	place, err := strconv.ParseInt(string(mark), 10, 64)
	if err != nil || place < forgotten || place > newest {
		return 0, fault.New(fault.Invalid, "store.mark", "The mark is too old or not of this database.")
	}
	return place, nil
}

// changesText is the query for what follows a place, documents and tombstones together.
func (e *Engine) changesText(collections []string) (string, error) {
	var parts, names []string
	for _, collection := range collections {
		if _, err := e.catalog.Schema(collection); err != nil {
			return "", err
		}
		parts = append(parts, fmt.Sprintf("SELECT seq, '%s' AS collection, id, revision, body FROM %s WHERE seq > ?1", collection, quote(collection)))
		names = append(names, "'"+collection+"'")
	}
	parts = append(parts, fmt.Sprintf("SELECT seq, collection, id, 0, NULL FROM _tombstone WHERE seq > ?1 AND collection IN (%s)", strings.Join(names, ", ")))
	return strings.Join(parts, " UNION ALL ") + " ORDER BY 1 LIMIT ?2", nil
}

// deliver calls each for everything after place and gives the place reached.
func (e *Engine) deliver(ctx context.Context, text string, place int64, each func(store.Change, store.Mark) error) (int64, error) {
	for {
		changes, places, err := e.changes(ctx, text, place)
		if err != nil {
			return place, translate(ctx, err)
		}
		for i, change := range changes {
			if ctx.Err() != nil {
				return place, ctx.Err()
			}
			place = places[i]
			if err := each(change, toMark(place)); err != nil {
				return place, err
			}
		}
		if len(changes) == 0 {
			return place, nil
		}
	}
}

func (e *Engine) changes(ctx context.Context, text string, place int64) (changes []store.Change, places []int64, err error) {
	statement, err := e.queries.get(ctx, text)
	if err != nil {
		return nil, nil, err
	}
	rows, err := statement.QueryContext(ctx, place, watchRows)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = rows.Close() }()
	for size := 0; size < watchBytes && rows.Next(); {
		var change store.Change
		var body sql.RawBytes
		if err := rows.Scan(&place, &change.Collection, &change.ID, &change.Revision, &body); err != nil {
			return nil, nil, err
		}
		change.Deleted = body == nil
		if !change.Deleted {
			change.Body = append([]byte(nil), body...)
		}
		size += len(body)
		changes, places = append(changes, change), append(places, place)
	}
	return changes, places, rows.Err()
}
