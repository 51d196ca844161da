// Package sqlite is the embedded engine of the store: one SQLite file, durable on every
// acknowledged write. A table per collection holds the documents as text, with one column
// for each indexed path and a B-tree for each declared index.
//
// All writes of a process pass one goroutine, which commits what has gathered in one
// transaction, so that many writers share one fsync. Reads run beside it on connections of
// their own. Other processes may use the same file at the same time.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"

	_ "modernc.org/sqlite" // registers the driver

	"touchstone/api/fault"
	"touchstone/api/store"
)

const (
	readers = 4 // connections for reads; more would only add caches on small machines
	// busyMilliseconds is how long a write waits for another process to finish its own.
	busyMilliseconds = 5000
)

// Engine is an open database. It implements store.Store.
type Engine struct {
	catalog  store.Catalog
	reads    *sql.DB
	writes   *sql.DB
	writer   *writer
	signal   *store.Signal
	queries  *statements
	lifetime context.Context
	end      context.CancelFunc
	poll     poll
	close    func() error
}

var _ store.Store = (*Engine)(nil)

// Open opens the database file at path, or makes it and its folder, readable for the owner
// only, and brings tables and indexes to what is declared. Faults: Unavailable
// "store.folder" (cannot be made or written), "store.unavailable" (locked for too long, disk
// full); Invalid "store.version" (written by a newer Touchstone), "store.foreign" (no
// database, or one of another program), "store.declaration"; Conflict "store.duplicate" (a
// newly declared unique index does not hold).
func Open(ctx context.Context, path string, collections []store.Collection) (*Engine, error) {
	catalog, err := store.Declare(collections)
	if err != nil {
		return nil, err
	}
	path, err = prepareFile(path)
	if err != nil {
		return nil, err
	}
	engine := &Engine{catalog: catalog, signal: store.NewSignal()}
	engine.lifetime, engine.end = context.WithCancel(context.Background())
	if err := engine.open(ctx, path); err != nil {
		engine.end()
		return nil, errors.Join(translate(ctx, err), engine.closeFiles())
	}
	engine.close = sync.OnceValue(engine.shut)
	return engine, nil
}

func (e *Engine) open(ctx context.Context, path string) (err error) {
	if e.writes, err = connect(path, "cache_size(-8000)", "journal_mode(WAL)", "synchronous(FULL)", "wal_autocheckpoint(2000)", "journal_size_limit(67108864)"); err != nil {
		return err
	}
	e.writes.SetMaxOpenConns(1)
	conn, err := e.writes.Conn(ctx)
	if err != nil {
		return err
	}
	if err := reconcile(ctx, conn, path, e.catalog); err != nil {
		return errors.Join(err, conn.Close())
	}
	if e.reads, err = connect(path, "cache_size(-2000)", "query_only(1)"); err != nil {
		return errors.Join(err, conn.Close())
	}
	e.reads.SetMaxOpenConns(readers)
	e.reads.SetMaxIdleConns(readers)
	e.queries = &statements{database: e.reads, byText: map[string]*sql.Stmt{}}
	e.writer, err = newWriter(ctx, conn, e.catalog, e.signal)
	if err != nil {
		return errors.Join(err, conn.Close())
	}
	return nil
}

func connect(path string, pragmas ...string) (*sql.DB, error) {
	options := url.Values{"_pragma": append([]string{fmt.Sprintf("busy_timeout(%d)", busyMilliseconds)}, pragmas...)}
	return sql.Open("sqlite", (&url.URL{Scheme: "file", Path: path, RawQuery: options.Encode()}).String())
}

// prepareFile makes sure that folder and file exist and can be written, with the owner's
// rights only; SQLite gives its side files the same rights. It returns the absolute path.
func prepareFile(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", fault.Wrap(fault.Unavailable, "store.folder", err, "The path %s of the database cannot be resolved.", path)
	}
	folder := filepath.Dir(path)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fault.Wrap(fault.Unavailable, "store.folder", err, "The data folder %s cannot be made: %s.", folder, reason(err))
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return "", fault.Wrap(fault.Unavailable, "store.folder", err, "The database %s cannot be opened for writing: %s.", path, reason(err))
	}
	return path, file.Close()
}

func reason(err error) string {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err.Error()
	}
	return err.Error()
}

// Ping implements store.Store.
func (e *Engine) Ping(ctx context.Context) error {
	var one int
	return translate(ctx, e.reads.QueryRowContext(ctx, "SELECT 1 FROM _meta LIMIT 1").Scan(&one))
}

// Close implements store.Store. It also ends every Watch.
func (e *Engine) Close() error { return e.close() }

func (e *Engine) shut() error {
	e.end()
	return errors.Join(e.writer.close(), e.closeFiles())
}

func (e *Engine) closeFiles() error {
	var failed []error
	for _, database := range []*sql.DB{e.reads, e.writes} {
		if database != nil {
			failed = append(failed, database.Close())
		}
	}
	return errors.Join(failed...)
}
