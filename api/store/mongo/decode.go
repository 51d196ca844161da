package mongo

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"go.mongodb.org/mongo-driver/v2/bson"

	"touchstone/api/store"
)

// decode turns a stored document back. Types that people may have brought in by hand and
// that JSON has no value for are an error.
func decode(stored bson.Raw) (store.Record, error) {
	record := store.Record{}
	id, known := stored.Lookup(fieldID).StringValueOK()
	if !known {
		return record, fmt.Errorf("mongo: a document has an _id that is no text: %s", stored.Lookup(fieldID))
	}
	record.ID = id
	if record.Revision, known = stored.Lookup(fieldRevision).AsInt64OK(); !known {
		return record, fmt.Errorf("mongo: document %s has no _rev", id)
	}
	var text bytes.Buffer
	into := jsontext.NewEncoder(&text, jsontext.AllowDuplicateNames(true))
	if err := members(into, stored, true); err != nil {
		return record, fmt.Errorf("mongo: document %s: %w", id, err)
	}
	record.Body = bytes.TrimSuffix(text.Bytes(), []byte("\n"))
	return record, nil
}

func members(into *jsontext.Encoder, stored bson.Raw, top bool) error {
	elements, err := stored.Elements()
	if err != nil {
		return err
	}
	if err := into.WriteToken(jsontext.BeginObject); err != nil {
		return err
	}
	for _, element := range elements {
		name := element.Key()
		if top && strings.HasPrefix(name, "_") {
			continue
		}
		if err := into.WriteToken(jsontext.String(unescape(name))); err != nil {
			return err
		}
		if err := value(into, element.Value()); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return into.WriteToken(jsontext.EndObject)
}

func value(into *jsontext.Encoder, stored bson.RawValue) error {
	switch stored.Type {
	case bson.TypeString:
		return into.WriteToken(jsontext.String(stored.StringValue()))
	case bson.TypeInt64, bson.TypeInt32:
		return into.WriteToken(jsontext.Int(stored.AsInt64()))
	case bson.TypeDouble:
		return into.WriteToken(jsontext.Float(stored.Double()))
	case bson.TypeBoolean:
		return into.WriteToken(jsontext.Bool(stored.Boolean()))
	case bson.TypeNull:
		return into.WriteToken(jsontext.Null)
	case bson.TypeDateTime:
		return into.WriteToken(jsontext.String(stored.Time().UTC().Format(store.InstantLayout)))
	case bson.TypeEmbeddedDocument:
		return members(into, stored.Document(), false)
	case bson.TypeArray:
		return items(into, stored.Array())
	}
	return fmt.Errorf("the type %s has no value in JSON", stored.Type)
}

func items(into *jsontext.Encoder, stored bson.RawArray) error {
	values, err := stored.Values()
	if err != nil {
		return err
	}
	if err := into.WriteToken(jsontext.BeginArray); err != nil {
		return err
	}
	for _, item := range values {
		if err := value(into, item); err != nil {
			return err
		}
	}
	return into.WriteToken(jsontext.EndArray)
}
