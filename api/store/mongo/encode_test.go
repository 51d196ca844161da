package mongo

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"touchstone/api/store"
)

// FuzzStoredForm: what is taken as a document comes back from its stored form with the same
// meaning, in a form that servers take: no name is empty, starts with a dollar sign or holds
// a dot, and none of the engine's own is overwritten.
func FuzzStoredForm(f *testing.F) {
	for _, seed := range []string{
		`{}`, `{"title":"a","at":{"x":"2026-05-01T10:00:00.000Z"},"rank":1.0}`, `{"title":["a"],"at":[{"x":1}],"rank":null}`, `{"":{"":0},"%":1,"%%":2,"a%":3,"$a":{"$b":4},"a.b":5,"_id":6,"_x":{"_y":7}}`,
		`{"title%":1,"title":2,"%25":3,"%2E":4,".":5,"\u0000":6}`, `{"n":[0.1,1e300,-0,9223372036854775808,[[]],{}]}`,
	} {
		f.Add([]byte(seed))
	}
	catalog, err := store.Declare([]store.Collection{{Name: "notes", Indexes: []store.Index{
		{Name: "by", Paths: []store.Path{{Name: "title", Kind: store.String}, {Name: "at.x", Kind: store.Instant}, {Name: "rank", Kind: store.Number}}},
	}}})
	if err != nil {
		f.Fatal(err)
	}
	schema, err := catalog.Schema("notes")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		stored, keys, err := newEncoder(schema).encode("id", 7, 1, body)
		if err != nil {
			return
		}
		plain(t, stored, true)
		record, err := decode(stored)
		if err != nil {
			t.Fatal(err)
		}
		if record.ID != "id" || record.Revision != 7 {
			t.Fatalf("got %+v", record)
		}
		if got, want := floats(t, record.Body), floats(t, body); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %s, want %s", record.Body, body)
		}
		again, err := schema.Keys(record.Body)
		if err != nil || !reflect.DeepEqual(again, keys) {
			t.Fatalf("keys %v became %v (%v)", keys, again, err)
		}
	})
}

// floats gives the meaning of a text as encoding/json sees it; whole numbers beyond floats
// are the suite's matter.
func floats(t *testing.T, text []byte) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatal(err)
	}
	return value
}

func plain(t *testing.T, stored bson.Raw, top bool) {
	t.Helper()
	elements, err := stored.Elements()
	if err != nil {
		t.Fatal(err)
	}
	for i, element := range elements {
		name := element.Key()
		if own := top && i < 3; own != (top && name != "" && name[0] == '_') {
			t.Fatalf("member %d is called %q", i, name)
		}
		if name == "" || name[0] == '$' || strings.Contains(name, ".") {
			t.Fatalf("a stored name is %q", name)
		}
		if inner, isDocument := element.Value().DocumentOK(); isDocument {
			plain(t, inner, false)
		}
	}
}
