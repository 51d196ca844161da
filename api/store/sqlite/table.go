package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// remembered is how long Watch can still be told of a deletion.
const remembered = 7 * 24 * time.Hour

// table holds the prepared writes of one collection. They run in a batch only.
type table struct {
	schema                                             *store.Schema
	insert, replace, remove, revision, bury, old, mark *sql.Stmt
	duplicates                                         map[string]*sql.Stmt // by unique index
}

func newTable(ctx context.Context, conn *sql.Conn, schema *store.Schema) (*table, error) {
	t := &table{schema: schema, duplicates: map[string]*sql.Stmt{}}
	name, columns, marks, sets := quote(schema.Name), "", "", ""
	for _, path := range schema.Paths {
		columns += ", " + column(path)
		marks += ", ?"
		sets += ", " + column(path) + " = ?"
	}
	queries := map[**sql.Stmt]string{
		&t.insert:   fmt.Sprintf("INSERT INTO %s (seq, id, revision, body%s) VALUES (?, ?, 1, ?%s)", name, columns, marks),
		&t.replace:  fmt.Sprintf("UPDATE %s SET seq = ?, revision = revision + 1, body = ?%s WHERE id = ? AND revision = ?", name, sets),
		&t.remove:   fmt.Sprintf("DELETE FROM %s WHERE id = ? AND revision = ?", name),
		&t.revision: fmt.Sprintf("SELECT revision FROM %s WHERE id = ?", name),
		&t.bury:     "INSERT INTO _tombstone (seq, collection, id, at) VALUES (?, ?, ?, ?)",
		&t.old:      "DELETE FROM _tombstone WHERE seq IN (SELECT seq FROM _tombstone ORDER BY seq LIMIT 16) AND at < ? RETURNING seq",
		&t.mark:     "UPDATE _meta SET value = max(value, ?) WHERE name = 'forgotten'",
	}
	for into, query := range queries {
		var err error
		if *into, err = conn.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
	}
	for _, index := range schema.Indexes {
		if !index.Unique {
			continue
		}
		var terms []string
		for _, path := range index.Paths {
			terms = append(terms, column(path)+" = ?")
		}
		statement, err := conn.PrepareContext(ctx, fmt.Sprintf("SELECT 1 FROM %s WHERE %s AND id <> ?", name, strings.Join(terms, " AND ")))
		if err != nil {
			return nil, err
		}
		t.duplicates[index.Name] = statement
	}
	return t, nil
}

// Insert implements store.Store.
func (e *Engine) Insert(ctx context.Context, collection, id string, body json.RawMessage) (store.Record, error) {
	keys, err := e.check(collection, id, body)
	if err != nil {
		return store.Record{}, err
	}
	err = e.writer.do(ctx, len(body), func(ctx context.Context, b *batch) error {
		t := b.tables[collection]
		_, err := t.insert.ExecContext(ctx, append([]any{b.next(), id, string(body)}, keys...)...)
		if isConstraint(err) {
			if known := t.exists(ctx, id, err); known != nil {
				return known
			}
			return t.duplicate(ctx, id, keys, err)
		}
		return err
	})
	if err != nil {
		return store.Record{}, err
	}
	return store.Record{ID: id, Revision: 1, Body: body}, nil
}

// Replace implements store.Store.
func (e *Engine) Replace(ctx context.Context, collection string, record store.Record) (store.Record, error) {
	keys, err := e.check(collection, record.ID, record.Body)
	if err != nil {
		return store.Record{}, err
	}
	err = e.writer.do(ctx, len(record.Body), func(ctx context.Context, b *batch) error {
		t := b.tables[collection]
		args := append([]any{b.next(), string(record.Body)}, keys...)
		result, err := t.replace.ExecContext(ctx, append(args, record.ID, record.Revision)...)
		if isConstraint(err) {
			return t.duplicate(ctx, record.ID, keys, err)
		}
		return t.guarded(ctx, result, err, record.ID)
	})
	if err != nil {
		return store.Record{}, err
	}
	record.Revision++
	return record, nil
}

// Delete implements store.Store.
func (e *Engine) Delete(ctx context.Context, collection, id string, revision int64) error {
	if _, err := e.catalog.Schema(collection); err != nil {
		return err
	}
	return e.writer.do(ctx, 0, func(ctx context.Context, b *batch) error {
		t := b.tables[collection]
		result, err := t.remove.ExecContext(ctx, id, revision)
		if err := t.guarded(ctx, result, err, id); err != nil {
			return err
		}
		if _, err := t.bury.ExecContext(ctx, b.next(), collection, id, now()); err != nil {
			return err
		}
		return t.forget(ctx)
	})
}

func (e *Engine) check(collection, id string, body json.RawMessage) (store.Keys, error) {
	schema, err := e.catalog.Schema(collection)
	if err != nil {
		return nil, err
	}
	if err := store.CheckID(id); err != nil {
		return nil, err
	}
	return schema.Keys(body)
}

// guarded says why a write that names a revision changed nothing.
func (t *table) guarded(ctx context.Context, result sql.Result, err error, id string) error {
	if err != nil {
		return err
	}
	changed, err := result.RowsAffected()
	if err != nil || changed == 1 {
		return err
	}
	var revision int64
	err = t.revision.QueryRowContext(ctx, id).Scan(&revision)
	if errors.Is(err, sql.ErrNoRows) {
		return notFoundFault(t.schema.Name, id)
	}
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "store.stale", "The document %q in %s was changed meanwhile (revision %d).", id, t.schema.Name, revision)
}

// exists says whether the id of a new document was taken, which weighs more than a duplicate.
func (t *table) exists(ctx context.Context, id string, cause error) error {
	var revision int64
	err := t.revision.QueryRowContext(ctx, id).Scan(&revision)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return fault.Wrap(fault.Conflict, "store.exists", cause, "There already is a document %q in %s.", id, t.schema.Name)
}

// duplicate says which unique index a write broke.
func (t *table) duplicate(ctx context.Context, id string, keys store.Keys, cause error) error {
	for _, index := range t.schema.Indexes {
		statement := t.duplicates[index.Name]
		if statement == nil {
			continue
		}
		var args []any
		for _, path := range index.Paths {
			args = append(args, keys[t.schema.Position(path)])
		}
		var one int
		err := statement.QueryRowContext(ctx, append(args, id)...).Scan(&one)
		if err == nil {
			return fault.Wrap(fault.Conflict, "store.duplicate", cause, "Another document in %s has the same values.", t.schema.Name).
				With(fault.Field{Path: index.Name, Code: "duplicate", Message: "The values of this index must be unique."})
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return cause
}

// forget drops tombstones that are too old, a few with each deletion.
func (t *table) forget(ctx context.Context) error {
	rows, err := t.old.QueryContext(ctx, now()-int64(remembered/time.Second))
	if err != nil {
		return err
	}
	last := int64(-1)
	for rows.Next() {
		var sequence int64
		if err := rows.Scan(&sequence); err != nil {
			return errors.Join(err, rows.Close())
		}
		last = max(last, sequence)
	}
	if err := errors.Join(rows.Err(), rows.Close()); err != nil || last < 0 {
		return err
	}
	_, err = t.mark.ExecContext(ctx, last)
	return err
}
