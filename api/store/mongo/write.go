package mongo

import (
	"context"
	"encoding/json"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/fault"
	"touchstone/api/store"
)

func notFoundFault(collection, id string) error {
	return fault.New(fault.NotFound, "store.notFound", "There is no document %q in %s.", id, collection)
}

func existsFault(collection, id string) error {
	return fault.New(fault.Conflict, "store.exists", "There already is a document %q in %s.", id, collection)
}

// Insert implements store.Store.
func (e *Engine) Insert(ctx context.Context, collection, id string, body json.RawMessage) (store.Record, error) {
	stored, keys, err := e.encode(collection, id, 1, body)
	if err != nil {
		return store.Record{}, err
	}
	bounded, done, err := e.begin(ctx)
	if err != nil {
		return store.Record{}, err
	}
	defer done()
	_, err = e.database.Collection(collection).InsertOne(bounded, stored)
	if mongo.IsDuplicateKeyError(err) {
		err = e.insertConflict(bounded, collection, id, keys, err)
	}
	if err != nil {
		return store.Record{}, translate(ctx, err)
	}
	e.signal.Send()
	return store.Record{ID: id, Revision: 1, Body: body}, nil
}

// Replace implements store.Store.
func (e *Engine) Replace(ctx context.Context, collection string, record store.Record) (store.Record, error) {
	stored, keys, err := e.encode(collection, record.ID, record.Revision+1, record.Body)
	if err != nil {
		return store.Record{}, err
	}
	bounded, done, err := e.begin(ctx)
	if err != nil {
		return store.Record{}, err
	}
	defer done()
	result, err := e.database.Collection(collection).ReplaceOne(bounded, guard(record.ID, record.Revision), stored)
	switch {
	case mongo.IsDuplicateKeyError(err):
		err = e.duplicate(bounded, collection, record.ID, keys, err)
	case err == nil && result.MatchedCount == 0:
		err = e.moved(bounded, collection, record.ID)
	}
	if err != nil {
		return store.Record{}, translate(ctx, err)
	}
	e.signal.Send()
	record.Revision++
	return record, nil
}

// Delete implements store.Store. Where watches have to poll, a tombstone is written first:
// a tombstone whose document is still there says nothing, a deletion without one would
// never be told.
func (e *Engine) Delete(ctx context.Context, collection, id string, revision int64) error {
	if _, err := e.catalog.Schema(collection); err != nil {
		return err
	}
	bounded, done, err := e.begin(ctx)
	if err != nil {
		return err
	}
	defer done()
	if !e.streams {
		// Only a deletion that can succeed leaves a tombstone.
		if err := e.holds(bounded, collection, id, revision); err != nil {
			return translate(ctx, err)
		}
		if err := e.bury(bounded, collection, id); err != nil {
			return translate(ctx, err)
		}
	}
	result, err := e.database.Collection(collection).DeleteOne(bounded, guard(id, revision))
	if err == nil && result.DeletedCount == 0 {
		err = e.moved(bounded, collection, id)
	}
	if err != nil {
		return translate(ctx, err)
	}
	e.signal.Send()
	return nil
}

func (e *Engine) encode(collection, id string, revision int64, body json.RawMessage) (bson.Raw, store.Keys, error) {
	if _, err := e.catalog.Schema(collection); err != nil {
		return nil, nil, err
	}
	if err := store.CheckID(id); err != nil {
		return nil, nil, err
	}
	return e.encoders[collection].encode(id, revision, e.now(), body)
}

func guard(id string, revision int64) bson.D {
	return bson.D{{Key: fieldID, Value: id}, {Key: fieldRevision, Value: revision}}
}

// revision gives the stored revision of a document.
func (e *Engine) revision(ctx context.Context, collection, id string) (int64, error) {
	var found struct {
		Revision int64 `bson:"_rev"`
	}
	err := e.database.Collection(collection).FindOne(ctx, bson.D{{Key: fieldID, Value: id}},
		options.FindOne().SetProjection(bson.D{{Key: fieldRevision, Value: 1}})).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return 0, notFoundFault(collection, id)
	}
	return found.Revision, err
}

// moved says why a guarded write met no document.
func (e *Engine) moved(ctx context.Context, collection, id string) error {
	revision, err := e.revision(ctx, collection, id)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "store.stale", "The document %q in %s was changed meanwhile (revision %d).", id, collection, revision)
}

func (e *Engine) holds(ctx context.Context, collection, id string, revision int64) error {
	stored, err := e.revision(ctx, collection, id)
	if err == nil && stored != revision {
		return e.moved(ctx, collection, id)
	}
	return err
}

// insertConflict says whether an Insert was refused for its id or for a unique value.
func (e *Engine) insertConflict(ctx context.Context, collection, id string, keys store.Keys, cause error) error {
	_, err := e.revision(ctx, collection, id)
	if err == nil {
		return existsFault(collection, id)
	}
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	return e.duplicate(ctx, collection, id, keys, cause)
}

// duplicate says which unique index a write broke. When the other document is gone already
// the write may simply be tried again, as after a revision that moved.
func (e *Engine) duplicate(ctx context.Context, collection, id string, keys store.Keys, cause error) error {
	schema, err := e.catalog.Schema(collection)
	if err != nil {
		return err
	}
	for _, index := range schema.Indexes {
		if !index.Unique {
			continue
		}
		filter := bson.D{{Key: fieldID, Value: bson.D{{Key: "$ne", Value: id}}}}
		for _, path := range index.Paths {
			stored, err := toStored(path, keys[schema.Position(path)])
			if err != nil {
				return err
			}
			if stored == nil {
				filter = nil
				break
			}
			filter = append(filter, bson.E{Key: path.Name, Value: bson.D{{Key: "$eq", Value: stored}}})
		}
		if filter == nil {
			continue
		}
		err := e.database.Collection(collection).FindOne(ctx, filter, options.FindOne().SetProjection(bson.D{{Key: fieldID, Value: 1}})).Err()
		if err == nil {
			return fault.Wrap(fault.Conflict, "store.duplicate", cause, "Another document in %s has the same values.", collection).
				With(fault.Field{Path: index.Name, Code: "duplicate", Message: "The values of this index must be unique."})
		}
		if !errors.Is(err, mongo.ErrNoDocuments) {
			return err
		}
	}
	return fault.Wrap(fault.Unavailable, "store.unavailable", cause, "Another write to %s was under way; try again.", collection)
}

// toStored gives a key in the type it is stored with; nil stays nil.
func toStored(path store.Path, key any) (any, error) {
	if text, isText := key.(string); isText && path.Kind == store.Instant {
		return date(text)
	}
	return key, nil
}
