package mongo

import (
	"context"
	"slices"
	"strconv"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/store"
)

// Without change streams a watch reads what was written lately, again and again. A write
// carries the time at which its process sent it, so it may become visible after writes with
// a later time; every look therefore reaches back, mostly a little, now and then far, and
// what was seen before is not told again.
const (
	lookEvery  = 250 * time.Millisecond // for writes of other processes
	lookAtMost = 20 * time.Millisecond  // pause between looks when own writes press,
	lookRest   = 4                      // and as many times as long as the last look took,
	restAtMost = time.Second            // though never so long that a slow look starves the watch
	farEvery   = 5 * time.Second
	near       = 2 * time.Second
	far        = 30 * time.Second // longer than any write takes, see answerTimeout
	// remembered is how long a deletion can still be told.
	remembered = 7 * 24 * time.Hour
	// bodiesAtOnce bounds the memory of a watch.
	bodiesAtOnce = 50
)

const tombstones = "_tombstones"

// tombstone says that a document was deleted, if it is not there any more.
type tombstone struct {
	Key        string        `bson:"_id"`
	Collection string        `bson:"collection"`
	ID         string        `bson:"id"`
	At         bson.DateTime `bson:"_at"`
}

func (e *Engine) bury(ctx context.Context, collection, id string) error {
	stone := tombstone{Key: collection + "/" + id, Collection: collection, ID: id, At: e.now()}
	return upsert(ctx, e.database.Collection(tombstones), stone.Key, stone)
}

// indexTombstones makes them findable by time, and drops those that are too old.
func (e *Engine) indexTombstones(ctx context.Context) error {
	if err := e.createIndex(ctx, tombstones, wantedIndex{name: indexAt, keys: bson.D{{Key: fieldAt, Value: int32(1)}}}); err != nil {
		return err
	}
	_, err := e.database.Collection(tombstones).DeleteMany(ctx, since(e.now().Time().Add(-remembered-far), "$lt"))
	return err
}

func since(at time.Time, operator string) bson.D {
	return bson.D{{Key: fieldAt, Value: bson.D{{Key: operator, Value: bson.NewDateTimeFromTime(at)}}}}
}

// version tells the states of a document apart; a document that was deleted and made again
// has a new time.
type version struct {
	Revision int64
	At       bson.DateTime
}

// polling is one watch that polls.
type polling struct {
	engine      *Engine
	collections []string
	each        func(store.Change, store.Mark) error
	seen        map[[2]string]version // by collection and id; what was seen within twice far
	buried      map[string]bson.DateTime
	reached     time.Time // server's time of the last complete look
	farthest    time.Time // server's time of the last look far back
}

func (e *Engine) watchPolling(ctx context.Context, collections []string, mark store.Mark, ready func(store.Mark), each func(store.Change, store.Mark) error) error {
	p := &polling{engine: e, collections: collections, each: each, seen: map[[2]string]version{}, buried: map[string]bson.DateTime{}}
	p.reached = e.now().Time()
	if mark == "" {
		// What is there already was written before, however late it may show.
		if err := p.look(ctx, far, false); err != nil {
			return err
		}
	} else if err := p.resume(mark); err != nil {
		return err
	}
	ready(p.mark())
	for {
		wake := e.signal.Wait()
		back := near
		if e.now().Time().Sub(p.farthest) >= farEvery {
			back = far
		}
		started := time.Now()
		if err := p.look(ctx, back, true); err != nil {
			if !pause(ctx, err) {
				return err
			}
			continue
		}
		rest := min(restAtMost, max(lookAtMost, lookRest*time.Since(started)))
		if !sleep(ctx, rest, nil) || !sleep(ctx, lookEvery-rest, wake) {
			return nil
		}
	}
}

// sleep waits; it is false when ctx has ended.
func sleep(ctx context.Context, pause time.Duration, wake <-chan struct{}) bool {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
	case <-wake:
	}
	return true
}

func (p *polling) mark() store.Mark {
	return store.Mark(pollMark + strconv.FormatInt(p.reached.UnixMilli(), 10))
}

func (p *polling) resume(mark store.Mark) error {
	text, known := cutMark(mark, pollMark)
	milliseconds, err := strconv.ParseInt(text, 10, 64)
	at := time.UnixMilli(milliseconds)
	if !known || err != nil || at.After(p.reached.Add(far)) || at.Before(p.reached.Add(-remembered)) {
		return markFault(err)
	}
	p.reached = at
	return nil
}

// look tells everything that was written since the last look, less back, and was not seen
// yet; or only takes note of it. No operation is open while the receiver works, so that it
// may use the store, and close it.
func (p *polling) look(ctx context.Context, back time.Duration, tell bool) error {
	started := p.engine.now().Time()
	if back == near && started.Sub(p.reached) > near {
		back = far // after an outage
	}
	from := p.reached.Add(-back)
	if err := p.deletions(ctx, from, tell); err != nil {
		return err
	}
	for _, collection := range p.collections {
		if err := p.writes(ctx, collection, from, tell); err != nil {
			return err
		}
	}
	p.reached = started
	if back == far {
		p.farthest = started
		p.forget(started)
	}
	return nil
}

// query reads all that a filter finds.
func query[T any](ctx context.Context, e *Engine, collection string, filter, shape bson.D) ([]T, error) {
	bounded, done, err := e.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	found, err := e.database.Collection(collection).Find(bounded, filter, options.Find().SetSort(bson.D{{Key: fieldAt, Value: 1}}).SetProjection(shape))
	if err != nil {
		return nil, err
	}
	var all []T
	err = found.All(bounded, &all)
	return all, err
}

func (p *polling) forget(now time.Time) {
	old := bson.NewDateTimeFromTime(now.Add(-2 * far))
	for key, seen := range p.seen {
		if seen.At < old {
			delete(p.seen, key)
		}
	}
	for key, at := range p.buried {
		if at < old {
			delete(p.buried, key)
		}
	}
}

func (p *polling) deletions(ctx context.Context, from time.Time, tell bool) error {
	stones, err := query[tombstone](ctx, p.engine, tombstones, since(from, "$gte"), bson.D{})
	if err != nil {
		return err
	}
	for _, stone := range stones {
		if !slices.Contains(p.collections, stone.Collection) || p.buried[stone.Key] == stone.At {
			continue
		}
		there, err := query[bson.Raw](ctx, p.engine, stone.Collection, bson.D{{Key: fieldID, Value: stone.ID}}, bson.D{{Key: fieldID, Value: 1}})
		if err != nil {
			return err
		}
		if len(there) > 0 {
			continue // not deleted yet, or made again, which its own time tells
		}
		if tell {
			if err := p.each(store.Change{Collection: stone.Collection, ID: stone.ID, Deleted: true}, p.mark()); err != nil {
				return received{err}
			}
		}
		p.buried[stone.Key] = stone.At
		delete(p.seen, [2]string{stone.Collection, stone.ID})
	}
	return nil
}

// state is a document without its members.
type state struct {
	ID       string        `bson:"_id"`
	Revision int64         `bson:"_rev"`
	At       bson.DateTime `bson:"_at"`
}

func (p *polling) writes(ctx context.Context, collection string, from time.Time, tell bool) error {
	lately, err := query[state](ctx, p.engine, collection, since(from, "$gte"), bson.D{{Key: fieldRevision, Value: 1}, {Key: fieldAt, Value: 1}})
	if err != nil {
		return err
	}
	var fresh []string
	for _, one := range lately {
		key, now := [2]string{collection, one.ID}, version{one.Revision, one.At}
		if p.seen[key] == now {
			continue
		}
		if tell {
			fresh = append(fresh, one.ID)
		} else {
			p.seen[key] = now
		}
	}
	for some := range slices.Chunk(fresh, bodiesAtOnce) {
		if err := p.bodies(ctx, collection, some); err != nil {
			return err
		}
	}
	return nil
}

// bodies tells documents as they are now.
func (p *polling) bodies(ctx context.Context, collection string, ids []string) error {
	found, err := query[bson.Raw](ctx, p.engine, collection, bson.D{{Key: fieldID, Value: bson.D{{Key: "$in", Value: ids}}}}, bson.D{})
	if err != nil {
		return err
	}
	for _, stored := range found {
		record, err := decode(stored)
		if err != nil {
			return err
		}
		change := store.Change{Collection: collection, ID: record.ID, Revision: record.Revision, Body: record.Body}
		if err := p.each(change, p.mark()); err != nil {
			return received{err}
		}
		at, _ := stored.Lookup(fieldAt).DateTimeOK()
		p.seen[[2]string{collection, record.ID}] = version{record.Revision, bson.DateTime(at)}
	}
	return nil
}
