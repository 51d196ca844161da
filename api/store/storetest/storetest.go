// Package storetest is the suite that every engine of the store must pass, and the place
// where tests get a MongoDB from.
package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// Opener opens one database, each time it is called, with the declared collections.
type Opener func(t *testing.T, collections []store.Collection) (store.Store, error)

// Ability is something a server may lack that the product itself relies on.
type Ability string

// Abilities that not every server of the tests has.
const (
	WinsRaces       Ability = "of several writers with the same revision exactly one wins"
	TellsDuplicates Ability = "a unique violation by Replace or by a new index is told as such"
	NestedLists     Ability = "lists in lists"
)

// Lacks says for each missing ability why; the cases that need it are left out and reported.
type Lacks map[Ability]string

// limit is how long anything in the suite may take before it counts as stuck.
const limit = 20 * time.Second

// notes is the collection of the suite: an index of each kind, and compound ones.
var notes = store.Collection{Name: "notes", Indexes: []store.Index{
	{Name: "byTitle", Paths: []store.Path{{Name: "title", Kind: store.String}}},
	{Name: "byRank", Paths: []store.Path{{Name: "rank", Kind: store.Number}}},
	{Name: "byDone", Paths: []store.Path{{Name: "done", Kind: store.Bool}}},
	{Name: "byAt", Paths: []store.Path{{Name: "meta.at", Kind: store.Instant}}},
	{Name: "byTitleRank", Paths: []store.Path{{Name: "title", Kind: store.String}, {Name: "rank", Kind: store.Number}}},
	{Name: "byDoneTitleRank", Paths: []store.Path{{Name: "done", Kind: store.Bool}, {Name: "title", Kind: store.String}, {Name: "rank", Kind: store.Number}}},
	{Name: "byCode", Unique: true, Paths: []store.Path{{Name: "code", Kind: store.String}}},
	{Name: "bySlot", Unique: true, Paths: []store.Path{{Name: "slot.day", Kind: store.String}, {Name: "slot.hour", Kind: store.Number}}},
}}

// others is a second collection, for what must not mix.
var others = store.Collection{Name: "others", Indexes: []store.Index{
	{Name: "byTitle", Paths: []store.Path{{Name: "title", Kind: store.String}}},
}}

var declared = []store.Collection{notes, others}

// suite is what a case gets.
type suite struct {
	database func(t *testing.T) Opener
	lacks    Lacks
}

// Run runs the suite. database makes a new, empty database and gives the way to open it.
func Run(t *testing.T, database func(t *testing.T) Opener, lacks Lacks) {
	s := suite{database: database, lacks: lacks}
	t.Run("declarations", s.declarations)
	t.Run("documents", s.documents)
	t.Run("writes", s.writes)
	t.Run("find", s.find)
	t.Run("pages", s.pages)
	t.Run("refused", s.refused)
	t.Run("concurrency", s.concurrency)
	t.Run("watch", s.watch)
	t.Run("lifetime", s.lifetime)
}

func (s suite) needs(t *testing.T, ability Ability) {
	t.Helper()
	if why, lacking := s.lacks[ability]; lacking {
		t.Skipf("left out, this server lacks it: %s (%s)", ability, why)
	}
}

// open gives an empty database, closed when the test ends.
func (s suite) open(t *testing.T) store.Store {
	t.Helper()
	return open(t, s.database(t), declared)
}

func open(t *testing.T, opener Opener, collections []store.Collection) store.Store {
	t.Helper()
	opened, err := opener(t, collections)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return opened
}

func insert(t *testing.T, in store.Store, id, body string) store.Record {
	t.Helper()
	record, err := in.Insert(t.Context(), notes.Name, id, json.RawMessage(body))
	if err != nil {
		t.Fatalf("insert %s: %v", id, err)
	}
	return record
}

func get(t *testing.T, in store.Store, id string) store.Record {
	t.Helper()
	record, err := in.Get(t.Context(), notes.Name, id)
	if err != nil {
		t.Fatalf("get %s: %v", id, err)
	}
	return record
}

// wants fails unless err is the fault with this kind and code.
func wants(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	var got *fault.Error
	if !errors.As(err, &got) || got.Kind != kind || got.Code != code {
		t.Fatalf("got error %v, want %s", err, code)
	}
}

// collect reads all pages and gives the ids in order.
func collect(t *testing.T, in store.Store, query store.Query) []string {
	t.Helper()
	ids := []string{}
	for {
		page, err := in.Find(t.Context(), notes.Name, query)
		if err != nil {
			t.Fatalf("find %+v: %v", query, err)
		}
		for _, record := range page.Records {
			ids = append(ids, record.ID)
		}
		if page.Next == "" {
			return ids
		}
		if query.After == page.Next {
			t.Fatalf("find %+v: the cursor does not move", query)
		}
		query.After = page.Next
	}
}

func within(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	return context.WithTimeout(t.Context(), limit)
}

func numbered(i int) string { return fmt.Sprintf("n%04d", i) }
