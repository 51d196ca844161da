package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/store"
)

const (
	applicationID = 0x54435354 // marks the file as Touchstone's
	dataVersion   = 1          // of the layout below; a newer one is refused
)

var kindNames = map[store.Kind]string{store.String: "string", store.Number: "number", store.Bool: "bool", store.Instant: "instant"}

// The row id of a document is its place in the sequence of all writes, across collections:
// new documents are appended and Watch reads on from where it was. Deleted documents leave
// a tombstone with the place of their deletion.
const layout = `
CREATE TABLE _meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO _meta VALUES ('sequence', 0), ('forgotten', 0);
CREATE TABLE _tombstone (seq INTEGER PRIMARY KEY, collection TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL);
`

func quote(name string) string { return `"` + name + `"` }

// column names the column of an indexed path; the kind is part of it, so that a path
// declared anew with another kind is extracted anew.
func column(path store.Path) string { return quote("k:" + path.Name + ":" + kindNames[path.Kind]) }

func indexName(collection, index string) string { return quote(collection + ":" + index) }

func tableSQL(schema *store.Schema) string {
	columns := []string{"seq INTEGER PRIMARY KEY", "id TEXT NOT NULL UNIQUE", "revision INTEGER NOT NULL"}
	for _, path := range schema.Paths {
		columns = append(columns, column(path))
	}
	return fmt.Sprintf("CREATE TABLE %s (%s, body TEXT NOT NULL)", quote(schema.Name), strings.Join(columns, ", "))
}

// indexSQL leaves documents without all values out of the index; only a unique index does
// without the id, which would make every entry different.
func indexSQL(collection string, index store.Index) string {
	unique, columns, present := "", []string{}, []string{}
	for _, path := range index.Paths {
		columns = append(columns, column(path))
		present = append(present, column(path)+" IS NOT NULL")
	}
	if index.Unique {
		unique = "UNIQUE "
	} else {
		columns = append(columns, "id")
	}
	return fmt.Sprintf("CREATE %sINDEX %s ON %s (%s) WHERE %s", unique, indexName(collection, index.Name), quote(collection),
		strings.Join(columns, ", "), strings.Join(present, " AND "))
}

// session is a transaction or the connection it runs on.
type session interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// reconcile brings the file to the declared tables and indexes. A file that already is as
// declared is only read, so that a command beside a running server waits for nobody.
func reconcile(ctx context.Context, conn *sql.Conn, path string, catalog store.Catalog) error {
	ready, err := asDeclared(ctx, conn, path, catalog)
	if err != nil || ready {
		return err
	}
	if _, err := conn.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err = change(ctx, conn, path, catalog)
	if err == nil {
		_, err = conn.ExecContext(ctx, "COMMIT")
	}
	if err != nil {
		_, _ = conn.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
	}
	return err
}

func asDeclared(ctx context.Context, in session, path string, catalog store.Catalog) (bool, error) {
	isNew, err := checkOwner(ctx, in, path)
	if err != nil || isNew {
		return false, err
	}
	for _, name := range catalog.Names() {
		schema, err := catalog.Schema(name)
		if err != nil {
			return false, err
		}
		steps, _, err := steps(ctx, in, schema)
		if err != nil || len(steps) > 0 {
			return false, err
		}
	}
	return true, nil
}

// checkOwner refuses files of other programs and of newer versions, and says whether the
// file is still empty.
func checkOwner(ctx context.Context, in session, path string) (isNew bool, err error) {
	var application, version, tables int
	for pragma, into := range map[string]*int{"PRAGMA application_id": &application, "PRAGMA user_version": &version, "SELECT count(*) FROM sqlite_master": &tables} {
		if err := in.QueryRowContext(ctx, pragma).Scan(into); err != nil {
			return false, err
		}
	}
	switch {
	case application == 0 && tables == 0:
		return true, nil
	case application != applicationID:
		return false, fault.New(fault.Invalid, "store.foreign", "The file %s is a database of another program.", path)
	case version > dataVersion:
		return false, fault.New(fault.Invalid, "store.version", "The data in %s was written by a newer Touchstone (data version %d; this one knows %d): start that version.", path, version, dataVersion)
	}
	return false, nil
}

func change(ctx context.Context, in session, path string, catalog store.Catalog) error {
	isNew, err := checkOwner(ctx, in, path) // another process may have been faster
	if err != nil {
		return err
	}
	if isNew {
		marks := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, dataVersion)
		if _, err := in.ExecContext(ctx, layout+marks); err != nil {
			return err
		}
	}
	for _, name := range catalog.Names() {
		schema, err := catalog.Schema(name)
		if err != nil {
			return err
		}
		if err := changeTable(ctx, in, schema); err != nil {
			return err
		}
	}
	return nil
}

func changeTable(ctx context.Context, in session, schema *store.Schema) error {
	steps, refill, err := steps(ctx, in, schema)
	if err != nil {
		return err
	}
	for i, step := range steps {
		if refill && strings.Contains(step, "INDEX") && !strings.HasPrefix(step, "DROP") {
			if err := fill(ctx, in, schema); err != nil {
				return err
			}
			refill = false
		}
		if _, err := in.ExecContext(ctx, steps[i]); isConstraint(err) {
			return fault.Wrap(fault.Conflict, "store.duplicate", err, "Documents in %s have the same values in a unique index.", schema.Name)
		} else if err != nil {
			return err
		}
	}
	return nil
}

// steps lists the statements that bring a table to its declaration, indexes last, and says
// whether columns must be filled from the documents before those.
func steps(ctx context.Context, in session, schema *store.Schema) (steps []string, refill bool, err error) {
	found, err := names(ctx, in, "SELECT name, '' FROM pragma_table_info(?)", schema.Name)
	if err != nil {
		return nil, false, err
	}
	indexes, err := names(ctx, in, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?", schema.Name)
	if err != nil {
		return nil, false, err
	}
	var create []string
	for _, index := range schema.Indexes {
		wanted, name := indexSQL(schema.Name, index), indexName(schema.Name, index.Name)
		if indexes[name] != wanted {
			create = append(create, wanted)
		} else {
			delete(indexes, name)
		}
	}
	for name := range indexes {
		steps = append(steps, "DROP INDEX "+name)
	}
	if len(found) == 0 {
		return append(append(steps, tableSQL(schema)), create...), false, nil
	}
	for name := range found {
		if strings.HasPrefix(name, `"k:`) && !slices.ContainsFunc(schema.Paths, func(path store.Path) bool { return column(path) == name }) {
			steps = append(steps, fmt.Sprintf("ALTER TABLE %s DROP COLUMN %s", quote(schema.Name), name))
		}
	}
	for _, path := range schema.Paths {
		if _, there := found[column(path)]; !there {
			steps, refill = append(steps, fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", quote(schema.Name), column(path))), true
		}
	}
	return append(steps, create...), refill, nil
}

// names reads pairs of a name, which it quotes, and a text.
func names(ctx context.Context, in session, query, table string) (map[string]string, error) {
	rows, err := in.QueryContext(ctx, query, table)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	found := map[string]string{}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			return nil, err
		}
		found[quote(name)] = text
	}
	return found, rows.Err()
}

// fill extracts the keys of every document anew.
func fill(ctx context.Context, in session, schema *store.Schema) error {
	var sets []string
	for _, path := range schema.Paths {
		sets = append(sets, column(path)+" = ?")
	}
	update := fmt.Sprintf("UPDATE %s SET %s WHERE seq = ?", quote(schema.Name), strings.Join(sets, ", "))
	for last := int64(0); ; {
		var id string
		var body []byte
		err := in.QueryRowContext(ctx, fmt.Sprintf("SELECT seq, id, body FROM %s WHERE seq > ? ORDER BY seq LIMIT 1", quote(schema.Name)), last).Scan(&last, &id, &body)
		if err == sql.ErrNoRows {
			return nil
		}
		if err != nil {
			return err
		}
		keys, err := schema.Keys(json.RawMessage(body))
		if err != nil {
			return fmt.Errorf("document %s of %s: %w", id, schema.Name, err)
		}
		if _, err := in.ExecContext(ctx, update, append([]any(keys), last)...); err != nil {
			return err
		}
	}
}
