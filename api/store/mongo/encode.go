package mongo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"go.mongodb.org/mongo-driver/v2/bson"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// maxStored is what MongoDB takes as one document, less room for the engine's members.
const maxStored = 16<<20 - 1024

// encoder turns the documents of one collection into stored ones.
type encoder struct {
	schema *store.Schema
	leaves map[string]int  // position of an indexed path in the keys
	nodes  map[string]bool // beginnings of indexed paths, and the paths themselves
}

func newEncoder(schema *store.Schema) encoder {
	e := encoder{schema: schema, leaves: map[string]int{}, nodes: map[string]bool{}}
	for position, path := range schema.Paths {
		e.leaves[path.Name] = position
		names := strings.Split(path.Name, ".")
		for i := range names {
			e.nodes[strings.Join(names[:i+1], ".")] = true
		}
	}
	return e
}

// encode checks a document and gives it in stored form.
func (e encoder) encode(id string, revision int64, at bson.DateTime, body json.RawMessage) (bson.Raw, store.Keys, error) {
	keys, err := e.schema.Keys(body)
	if err != nil {
		return nil, nil, err
	}
	walk := encoding{encoder: e, keys: keys, decoder: jsontext.NewDecoder(bytes.NewBuffer(body))}
	if _, err := walk.decoder.ReadToken(); err != nil {
		return nil, nil, err
	}
	document := bson.D{{Key: fieldID, Value: id}, {Key: fieldRevision, Value: revision}, {Key: fieldAt, Value: at}}
	if document, err = walk.members(document, "", true); err != nil {
		return nil, nil, err
	}
	stored, err := bson.Marshal(document)
	if err != nil {
		return nil, nil, fmt.Errorf("encode document %s: %w", id, err)
	}
	if len(stored) > maxStored {
		return nil, nil, fault.New(fault.Invalid, "store.document", "The document takes %d bytes in MongoDB; at most %d are allowed.", len(stored), maxStored)
	}
	return stored, keys, nil
}

// encoding walks one document that is known to be within the bounds.
type encoding struct {
	encoder
	keys    store.Keys
	decoder *jsontext.Decoder
}

// members appends the members of an object up to its end. path is the object's own, or "-"
// where no indexed path leads.
func (e *encoding) members(into bson.D, path string, top bool) (bson.D, error) {
	for e.decoder.PeekKind() != '}' {
		token, err := e.decoder.ReadToken()
		if err != nil {
			return nil, err
		}
		name := token.String()
		inner := e.inner(path, name, top)
		stored := escape(name, top)
		if inner != nowhere && e.odd(inner) {
			stored += aside
		}
		value, err := e.value(inner)
		if err != nil {
			return nil, err
		}
		into = append(into, bson.E{Key: stored, Value: value})
	}
	_, err := e.decoder.ReadToken()
	return into, err
}

// nowhere is the path of a member that no indexed path leads to or through.
const nowhere = "-"

func (e *encoding) inner(path, name string, top bool) string {
	if path == nowhere || strings.Contains(name, ".") {
		return nowhere
	}
	if !top {
		name = path + "." + name
	}
	if !e.nodes[name] {
		return nowhere
	}
	return name
}

// odd reports whether the member to come must stand aside: at an indexed path it is not of
// the path's kind, or it is a list on the way to one.
func (e *encoding) odd(path string) bool {
	if position, leaf := e.leaves[path]; leaf {
		return e.keys[position] == nil
	}
	return e.decoder.PeekKind() == '['
}

func (e *encoding) value(path string) (any, error) {
	token, err := e.decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	switch token.Kind() {
	case '{':
		return e.members(bson.D{}, path, false)
	case '[':
		list := bson.A{}
		for e.decoder.PeekKind() != ']' {
			item, err := e.value(nowhere)
			if err != nil {
				return nil, err
			}
			list = append(list, item)
		}
		_, err := e.decoder.ReadToken()
		return list, err
	case '0':
		return store.ParseNumber(token.String())
	case '"':
		text := token.String()
		if position, leaf := e.leaves[path]; leaf && e.keys[position] != nil && e.schema.Paths[position].Kind == store.Instant {
			return date(text)
		}
		return text, nil
	case 't', 'f':
		return token.Bool(), nil
	}
	return bson.Null{}, nil
}

func date(instant string) (any, error) {
	at, err := time.Parse(store.InstantLayout, instant)
	if err != nil {
		return nil, err
	}
	return bson.NewDateTimeFromTime(at), nil
}
