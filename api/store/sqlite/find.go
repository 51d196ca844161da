package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"touchstone/api/store"
)

// statements keeps the prepared queries of the readers. Their number is bounded: the text
// depends on the declared indexes and the shape of a query, never on values.
type statements struct {
	database *sql.DB
	mutex    sync.RWMutex
	byText   map[string]*sql.Stmt
}

// get prepares a query once. It holds no lock while it does: that may have to wait for a
// connection.
func (s *statements) get(ctx context.Context, text string) (*sql.Stmt, error) {
	s.mutex.RLock()
	statement := s.byText[text]
	s.mutex.RUnlock()
	if statement != nil {
		return statement, nil
	}
	statement, err := s.database.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if first := s.byText[text]; first != nil {
		return first, statement.Close()
	}
	s.byText[text] = statement
	return statement, nil
}

// Get implements store.Store.
func (e *Engine) Get(ctx context.Context, collection, id string) (store.Record, error) {
	if _, err := e.catalog.Schema(collection); err != nil {
		return store.Record{}, err
	}
	record := store.Record{ID: id}
	statement, err := e.queries.get(ctx, "SELECT revision, body FROM "+quote(collection)+" WHERE id = ?")
	if err == nil {
		err = statement.QueryRowContext(ctx, id).Scan(&record.Revision, (*[]byte)(&record.Body))
	}
	if errors.Is(err, sql.ErrNoRows) {
		return store.Record{}, notFoundFault(collection, id)
	}
	if err != nil {
		return store.Record{}, translate(ctx, err)
	}
	return record, nil
}

// Find implements store.Store.
func (e *Engine) Find(ctx context.Context, collection string, query store.Query) (store.Page, error) {
	schema, err := e.catalog.Schema(collection)
	if err != nil {
		return store.Page{}, err
	}
	plan, err := schema.Plan(query)
	if err != nil {
		return store.Page{}, err
	}
	found, err := e.find(ctx, schema.Name, plan)
	if err != nil {
		return store.Page{}, translate(ctx, err)
	}
	page := store.Page{Records: found}
	if len(found) > plan.Limit {
		page.Records = found[:plan.Limit]
		last := page.Records[plan.Limit-1]
		keys, err := schema.Keys(last.Body)
		if err != nil {
			return store.Page{}, fmt.Errorf("document %s of %s: %w", last.ID, schema.Name, err)
		}
		page.Next, err = plan.Cursor(last.ID, keys)
		return page, err
	}
	return page, nil
}

// find reads up to one document more than the page holds. In is a scan for each value, in
// order: that keeps every step a plain range of one B-tree.
func (e *Engine) find(ctx context.Context, collection string, plan store.Plan) ([]store.Record, error) {
	one := scan{collection: collection, plan: plan, columns: []string{"id"}, equal: plan.Equal}
	if plan.Index != "" {
		one.columns = nil
		for _, path := range plan.Paths {
			one.columns = append(one.columns, column(path))
		}
		one.columns = append(one.columns, "id")
	}
	if plan.After != nil {
		one.after = append(slices.Clone(plan.After.Values), plan.After.ID)
	}
	if plan.In == nil {
		return e.scan(ctx, one, plan.Limit+1)
	}
	values := slices.Clone(plan.In)
	if plan.Descending {
		slices.Reverse(values)
	}
	var found []store.Record
	for _, value := range values {
		step := one
		step.equal = append(slices.Clone(plan.Equal), value)
		if one.after != nil {
			order := store.Compare(value, one.after[0])
			if plan.Descending {
				order = -order
			}
			switch {
			case order < 0:
				continue
			case order == 0:
				step.after = one.after[1:]
			default:
				step.after = nil
			}
		}
		more, err := e.scan(ctx, step, plan.Limit+1-len(found))
		if err != nil {
			return nil, err
		}
		if found = append(found, more...); len(found) > plan.Limit {
			break
		}
	}
	return found, nil
}

// scan is a range of one index: the first columns fixed, the rest from after on.
type scan struct {
	collection string
	plan       store.Plan
	columns    []string
	equal      []any
	after      []any // values of columns[len(equal):]; nil from the start
}

// text gives the query and its arguments. Every column is tied to NOT NULL, which tells
// SQLite that the partial index holds all documents asked for.
func (s scan) text() (string, []any) {
	var terms []string
	args := slices.Clone(s.equal)
	for _, name := range s.columns[:len(s.equal)] {
		terms = append(terms, name+" = ?")
	}
	rest := s.columns[len(s.equal):]
	for _, name := range rest {
		if name != "id" {
			terms = append(terms, name+" IS NOT NULL")
		}
	}
	bound := func(operator string, value any) {
		if value != nil && s.plan.In == nil {
			terms, args = append(terms, rest[0]+operator+"?"), append(args, value)
		}
	}
	// A place lies within the bounds; the one it makes needless could mislead the planner.
	if s.after == nil || s.plan.Descending {
		bound(" >= ", s.plan.From)
	}
	if s.after == nil || !s.plan.Descending {
		bound(" < ", s.plan.To)
	}
	operator, direction := " > ", ""
	if s.plan.Descending {
		operator, direction = " < ", " DESC"
	}
	if s.after != nil {
		terms = append(terms, "("+strings.Join(rest, ", ")+")"+operator+"("+strings.TrimSuffix(strings.Repeat("?, ", len(rest)), ", ")+")")
		args = append(args, s.after...)
	}
	query := "SELECT id, revision, body FROM " + quote(s.collection)
	if s.plan.Index != "" {
		query += " INDEXED BY " + indexName(s.collection, s.plan.Index)
	}
	if len(terms) > 0 {
		query += " WHERE " + strings.Join(terms, " AND ")
	}
	if len(rest) > 0 {
		query += " ORDER BY " + strings.Join(rest, direction+", ") + direction
	}
	return query + " LIMIT ?", args
}

func (e *Engine) scan(ctx context.Context, one scan, limit int) ([]store.Record, error) {
	if one.after != nil && len(one.equal) == len(one.columns) {
		return nil, nil // the id itself was asked for: there is nothing after it
	}
	text, args := one.text()
	statement, err := e.queries.get(ctx, text)
	if err != nil {
		return nil, err
	}
	rows, err := statement.QueryContext(ctx, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var found []store.Record
	for rows.Next() {
		var record store.Record
		var body []byte
		if err := rows.Scan(&record.ID, &record.Revision, &body); err != nil {
			return nil, err
		}
		record.Body = json.RawMessage(body)
		found = append(found, record)
	}
	return found, rows.Err()
}
