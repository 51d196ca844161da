// Package store is the port to the database: six verbs over JSON documents in named
// collections. It is narrow on purpose, so that any engine can fulfil it and no rule of
// the product can hide in one. Both engines pass the suite in storetest.
//
// A document is one JSON object of at most 12 MB, nested at most 64 levels deep, in valid
// UTF-8 and without a name twice in one object. Its members keep their JSON meaning on every
// engine: an integer of 64 bits comes back exactly, any other number as the nearest 64-bit
// float (one beyond its range is refused), 1 and 1.0 are the same number; member names may be
// empty and hold dots and dollar signs; null and absent differ. The text itself (white space,
// order of members, escapes) may come back changed.
package store

import (
	"context"
	"encoding/json"
)

// Record is one stored document.
type Record struct {
	ID       string          // unique in its collection; 1 to 200 bytes
	Revision int64           // 1 after Insert, one more after each Replace
	Body     json.RawMessage // the JSON object
}

// Kind is the type an index compares by.
type Kind int

// Kinds of indexed members.
const (
	String  Kind = iota // compared by Unicode code point
	Number              // compared as a number
	Bool                // false before true
	Instant             // RFC 3339 in UTC with exactly three fractional digits, e.g. 2026-05-01T10:00:00.000Z
)

// Path is an indexed member: names joined by dots, without arrays on the way. A name starts
// with a letter and goes on with letters, digits and underscores.
type Path struct {
	Name string
	Kind Kind
}

// Index is a declared order over one to four paths; the document id always follows as the
// last key, so every order is total. A document is in the index only if it has a value of
// the right kind at every path: one where any of them is absent, null or of another type is
// never found through the index, not even by the paths before it. (To list documents that
// may lack a value, leave that path out or store an empty value.) A unique index refuses a
// second document with the same values; documents that are not in it are exempt.
type Index struct {
	Name   string
	Paths  []Path
	Unique bool
}

// Collection declares a collection and its indexes. Engines create both when opened.
type Collection struct {
	Name    string
	Indexes []Index
}

// Query asks for documents over one declared index (or over the id order when Index is "").
// Equal fixes the first len(Equal) paths of the index. In, if set, instead gives the allowed
// values of the path after those (at most 100; results then come in index order all the
// same). From (inclusive) and To (exclusive) bound the path after Equal; nil is open; they do
// not go together with In. The id order has one path, the id itself, of kind String.
type Query struct {
	Index      string
	Equal      []any // string, float64, int, int64 or bool, in the order of the index's paths
	In         []any
	From, To   any
	Descending bool
	After      string // cursor: the Next of the page before
	Limit      int    // 1 to 1000; 0 means 100
}

// Page is one page of a Find. Next is "" on the last page. A cursor stays valid under
// concurrent writes: no document that existed throughout is skipped or given twice,
// provided its indexed values did not change.
type Page struct {
	Records []Record
	Next    string
}

// Change says that a document was written. Changes of one document arrive in the order they
// were made, possibly more than once; one that a later change of the same document has
// overtaken may be left out.
type Change struct {
	Collection string
	ID         string
	Revision   int64 // 0 when deleted
	Deleted    bool
	Body       json.RawMessage // nil when deleted
}

// Mark is a position in the stream of changes; "" is now. Opaque. Marks older than a day may
// be refused.
type Mark string

// Store is what an engine implements. Errors are faults: NotFound "store.notFound",
// Conflict "store.exists" (id taken), "store.duplicate" (unique index; Fields name the
// index), "store.stale" (revision moved), Invalid "store.query" (undeclared collection or
// index, too many values, bad cursor), "store.document" (not an object, bad id, out of
// bounds) and "store.mark" (not a mark of this database, or too old: begin again with ""),
// Unavailable "store.unavailable" (database not reachable, busy, closed or disk full, or the
// context ended first, which errors.Is then tells).
type Store interface {
	Get(ctx context.Context, collection, id string) (Record, error)
	Find(ctx context.Context, collection string, query Query) (Page, error)
	Insert(ctx context.Context, collection, id string, body json.RawMessage) (Record, error)
	// Replace writes body if the stored revision is still record.Revision.
	Replace(ctx context.Context, collection string, record Record) (Record, error)
	// Delete removes the document if the stored revision is still revision.
	Delete(ctx context.Context, collection, id string, revision int64) error
	// Watch calls each for every change committed after mark, by this process or any other
	// on the same database, until ctx ends (then it returns nil) or each returns an error.
	// Delivery is at least once. ready is called once, before the first call of each, with
	// the mark from which changes follow; for mark "" that is the present. Who reads the
	// documents after ready and then applies the changes misses none.
	Watch(ctx context.Context, collections []string, mark Mark, ready func(Mark), each func(Change, Mark) error) error
	// Ping reports whether the database answers.
	Ping(ctx context.Context) error
	// Close waits for writes under way and releases the database.
	Close() error
}
