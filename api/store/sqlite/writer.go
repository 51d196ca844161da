package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// The most that one commit takes, so that nobody waits long behind others.
const (
	batchWrites = 256
	batchBytes  = 16 << 20
)

// write is one pending write. Whoever moves state from waiting decides about it: the writer,
// who takes it into a batch, or its caller, whose context ended first.
type write struct {
	ctx    context.Context
	size   int
	apply  func(ctx context.Context, batch *batch) error
	state  atomic.Int32
	done   chan struct{}
	failed error
}

const (
	waiting int32 = iota
	taken
	givenUp
)

// batch is the transaction under way.
type batch struct {
	conn     *sql.Conn
	tables   map[string]*table
	sequence int64
	wrote    bool
}

// next gives the place of a write in the sequence of all writes.
func (b *batch) next() int64 {
	b.sequence++
	return b.sequence
}

// writer commits the writes of the process in batches on one connection.
type writer struct {
	conn    *sql.Conn
	tables  map[string]*table
	own     ownStatements
	signal  *store.Signal
	queue   chan *write
	gate    sync.RWMutex // held for reading while a write is put into the queue
	closed  bool
	stopped chan struct{}
}

type ownStatements struct {
	begin, commit, rollback, sequence, advance *sql.Stmt
}

func newWriter(ctx context.Context, conn *sql.Conn, catalog store.Catalog, signal *store.Signal) (*writer, error) {
	w := &writer{conn: conn, tables: map[string]*table{}, signal: signal, queue: make(chan *write, batchWrites), stopped: make(chan struct{})}
	for _, name := range catalog.Names() {
		schema, err := catalog.Schema(name)
		if err != nil {
			return nil, err
		}
		if w.tables[name], err = newTable(ctx, conn, schema); err != nil {
			return nil, err
		}
	}
	for query, into := range map[string]**sql.Stmt{
		"BEGIN IMMEDIATE": &w.own.begin,
		"COMMIT":          &w.own.commit,
		"ROLLBACK":        &w.own.rollback,
		"SELECT value FROM _meta WHERE name = 'sequence'":    &w.own.sequence,
		"UPDATE _meta SET value = ? WHERE name = 'sequence'": &w.own.advance,
	} {
		var err error
		if *into, err = conn.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
	}
	go w.run()
	return w, nil
}

// do queues a write and waits until it is durable or has failed. Once it is taken into a
// batch its outcome is awaited even when ctx ends, so that the answer is always true.
func (w *writer) do(ctx context.Context, size int, apply func(context.Context, *batch) error) error {
	one := &write{ctx: ctx, size: size, apply: apply, done: make(chan struct{})}
	if err := w.enqueue(ctx, one); err != nil {
		return err
	}
	select {
	case <-one.done:
		return one.failed
	case <-ctx.Done():
		if one.state.CompareAndSwap(waiting, givenUp) {
			return translate(ctx, ctx.Err())
		}
		<-one.done
		return one.failed
	}
}

func (w *writer) enqueue(ctx context.Context, one *write) error {
	w.gate.RLock()
	defer w.gate.RUnlock()
	if w.closed {
		return closedFault()
	}
	if ctx.Err() != nil {
		return translate(ctx, ctx.Err())
	}
	select {
	case w.queue <- one:
		return nil
	case <-ctx.Done():
		return translate(ctx, ctx.Err())
	}
}

// close refuses new writes, waits for those under way and gives the connection back.
func (w *writer) close() error {
	w.gate.Lock()
	w.closed = true
	w.gate.Unlock()
	close(w.queue)
	<-w.stopped
	return w.conn.Close()
}

func (w *writer) run() {
	defer close(w.stopped)
	for first := range w.queue {
		gathered := w.gather(first)
		if len(gathered) == 0 {
			continue
		}
		wrote, err := w.commit(gathered)
		for _, one := range gathered {
			if err != nil {
				one.failed = err
			}
			close(one.done)
		}
		if wrote && err == nil {
			w.signal.Send()
		}
	}
}

// gather takes what is pending, without waiting for more.
func (w *writer) gather(first *write) []*write {
	var gathered []*write
	size := 0
	for one := first; ; {
		if one.state.CompareAndSwap(waiting, taken) {
			gathered = append(gathered, one)
			size += one.size
		}
		if len(gathered) == batchWrites || size >= batchBytes {
			return gathered
		}
		select {
		case next, open := <-w.queue:
			if !open {
				return gathered
			}
			one = next
		default:
			return gathered
		}
	}
}

// commit applies the writes in one transaction. A write that fails by itself changes nothing
// and keeps its fault; an error here means that none of them was written.
func (w *writer) commit(gathered []*write) (wrote bool, err error) {
	ctx := context.Background()
	if _, err := w.own.begin.ExecContext(ctx); err != nil {
		return false, translate(ctx, err)
	}
	b := &batch{conn: w.conn, tables: w.tables}
	if err = w.own.sequence.QueryRowContext(ctx).Scan(&b.sequence); err == nil {
		err = b.applyAll(ctx, gathered)
	}
	if err == nil && b.wrote {
		if _, err = w.own.advance.ExecContext(ctx, b.sequence); err == nil {
			_, err = w.own.commit.ExecContext(ctx)
		}
	}
	if err != nil || !b.wrote {
		_, failed := w.own.rollback.ExecContext(ctx)
		if err == nil {
			err = failed // after an error SQLite may have rolled back by itself
		}
	}
	return b.wrote, translate(ctx, err)
}

// applyAll applies each write; only an error that is no fault of the write itself ends it.
func (b *batch) applyAll(ctx context.Context, gathered []*write) error {
	for _, one := range gathered {
		err := one.apply(ctx, b)
		var own *fault.Error
		switch {
		case err == nil:
			b.wrote = true
		case errors.As(err, &own):
			one.failed = err
		default:
			return err
		}
	}
	return nil
}

// now is the time of a tombstone in seconds since 1970.
func now() int64 { return time.Now().Unix() }
