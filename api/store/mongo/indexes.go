package mongo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/fault"
	"touchstone/api/store"
)

const (
	// metaCollection says by which declarations the documents of a collection were stored.
	metaCollection = "_touchstone"
	dataVersion    = 1 // of the stored form; a newer one is refused
	// ownIndexes begin the names of the engine's indexes; others are left alone.
	ownIndexes = "touchstone_"
	indexAt    = ownIndexes + "_at"
)

// meta is what is remembered of a collection.
type meta struct {
	ID      string   `bson:"_id"`
	Version int      `bson:"version"`
	Paths   []string `bson:"paths"`
}

func describe(paths []store.Path) []string {
	names := []string{}
	for _, path := range paths {
		names = append(names, fmt.Sprintf("%s:%d", path.Name, path.Kind))
	}
	return names
}

// reconcile brings every collection to its declaration.
func (e *Engine) reconcile(ctx context.Context) error {
	for _, name := range e.catalog.Names() {
		schema, err := e.catalog.Schema(name)
		if err != nil {
			return err
		}
		if err := e.reconcileOne(ctx, schema); err != nil {
			return err
		}
	}
	if e.streams {
		return nil
	}
	return e.indexTombstones(ctx)
}

func (e *Engine) reconcileOne(ctx context.Context, schema *store.Schema) error {
	metas := e.database.Collection(metaCollection)
	var known meta
	err := metas.FindOne(ctx, bson.D{{Key: fieldID, Value: schema.Name}}).Decode(&known)
	if err != nil && !errors.Is(err, mongo.ErrNoDocuments) {
		return err
	}
	if known.Version > dataVersion {
		return fault.New(fault.Invalid, "store.version", "The collection %s was written by a newer Touchstone (data version %d; this one knows %d): start that version.", schema.Name, known.Version, dataVersion)
	}
	wanted := e.indexes(schema)
	if err := e.dropIndexes(ctx, schema.Name, wanted); err != nil {
		return err
	}
	if !slices.Equal(known.Paths, describe(schema.Paths)) || known.Version == 0 {
		if err := e.restore(ctx, schema); err != nil {
			return err
		}
		if err := upsert(ctx, metas, schema.Name, meta{ID: schema.Name, Version: dataVersion, Paths: describe(schema.Paths)}); err != nil {
			return err
		}
	}
	for _, index := range wanted {
		if err := e.createIndex(ctx, schema.Name, index); err != nil {
			return err
		}
	}
	return nil
}

// upsert puts a document of the engine's own in place. Of two processes that do so at once
// the server may refuse one, which then finds the other's there.
func upsert(ctx context.Context, collection *mongo.Collection, id string, document any) error {
	put := func() error {
		_, err := collection.ReplaceOne(ctx, bson.D{{Key: fieldID, Value: id}}, document, options.Replace().SetUpsert(true))
		return err
	}
	err := put()
	if mongo.IsDuplicateKeyError(err) {
		return put()
	}
	return err
}

// wantedIndex is an index as the server shall have it.
type wantedIndex struct {
	name    string
	keys    bson.D
	unique  bool
	present bson.D // the paths that documents must have to be in it
}

// indexes lists the indexes of a collection. Only a unique one does without the id.
func (e *Engine) indexes(schema *store.Schema) []wantedIndex {
	var wanted []wantedIndex
	for _, index := range schema.Indexes {
		one := wantedIndex{name: ownIndexes + index.Name, unique: index.Unique}
		for _, path := range index.Paths {
			one.keys = append(one.keys, bson.E{Key: path.Name, Value: int32(1)})
			one.present = append(one.present, bson.E{Key: path.Name, Value: bson.D{{Key: "$exists", Value: true}}})
		}
		if !index.Unique {
			one.keys = append(one.keys, bson.E{Key: fieldID, Value: int32(1)})
		}
		wanted = append(wanted, one)
	}
	if !e.streams {
		wanted = append(wanted, wantedIndex{name: indexAt, keys: bson.D{{Key: fieldAt, Value: int32(1)}}})
	}
	return wanted
}

// dropIndexes drops the engine's indexes that are not as wanted any more.
func (e *Engine) dropIndexes(ctx context.Context, collection string, wanted []wantedIndex) error {
	there, err := e.database.Collection(collection).Indexes().ListSpecifications(ctx)
	if hasCode(err, codeNamespaceNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, index := range there {
		if !strings.HasPrefix(index.Name, ownIndexes) {
			continue
		}
		at := slices.IndexFunc(wanted, func(one wantedIndex) bool { return one.name == index.Name })
		if at >= 0 && wanted[at].is(index) {
			continue
		}
		if err := e.database.Collection(collection).Indexes().DropOne(ctx, index.Name); err != nil {
			return err
		}
	}
	return nil
}

func (w wantedIndex) is(there mongo.IndexSpecification) bool {
	elements, err := there.KeysDocument.Elements()
	if err != nil || len(elements) != len(w.keys) || w.unique != (there.Unique != nil && *there.Unique) {
		return false
	}
	for i, element := range elements {
		if element.Key() != w.keys[i].Key {
			return false
		}
	}
	return true
}

// createIndex makes an index unless it is there. A server without partial indexes gets a
// plain one: as long as it treats absent members as distinct, that means the same.
func (e *Engine) createIndex(ctx context.Context, collection string, index wantedIndex) error {
	make := func(partial bool) error {
		with := options.Index().SetName(index.name)
		if index.unique {
			with.SetUnique(true)
		}
		if partial {
			with.SetPartialFilterExpression(index.present)
		}
		_, err := e.database.Collection(collection).Indexes().CreateOne(ctx, mongo.IndexModel{Keys: index.keys, Options: with})
		return err
	}
	err := make(len(index.present) > 0)
	if hasCode(err, codeNotImplemented) {
		err = make(false)
	}
	if mongo.IsDuplicateKeyError(err) {
		return fault.Wrap(fault.Conflict, "store.duplicate", err, "Documents in %s have the same values in a unique index.", collection)
	}
	return err
}

// restore stores every document anew by the declarations of now, where that makes a
// difference. It writes only over the revision it read, and begins a document again when
// somebody else was faster.
func (e *Engine) restore(ctx context.Context, schema *store.Schema) error {
	documents := e.database.Collection(schema.Name)
	found, err := documents.Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: fieldID, Value: 1}}))
	if err != nil {
		return err
	}
	defer func() { _ = found.Close(ctx) }()
	for found.Next(ctx) {
		stored := found.Current
		for {
			fresh, record, err := e.again(schema, stored)
			if err != nil {
				return err
			}
			if bytes.Equal(fresh, stored) {
				break
			}
			result, err := documents.ReplaceOne(ctx, guard(record.ID, record.Revision), fresh)
			if err != nil {
				return err
			}
			if result.MatchedCount == 1 {
				break
			}
			stored, err = documents.FindOne(ctx, bson.D{{Key: fieldID, Value: record.ID}}).Raw()
			if errors.Is(err, mongo.ErrNoDocuments) {
				break
			}
			if err != nil {
				return err
			}
		}
	}
	return found.Err()
}

func (e *Engine) again(schema *store.Schema, stored bson.Raw) (bson.Raw, store.Record, error) {
	record, err := decode(stored)
	if err != nil {
		return nil, record, err
	}
	fresh, _, err := e.encoders[schema.Name].encode(record.ID, record.Revision, bson.DateTime(stored.Lookup(fieldAt).DateTime()), record.Body)
	return fresh, record, err
}
