package mongo

import (
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/fault"
	"touchstone/api/store"
)

// retryAfter is the pause before a watch that lost the server tries again.
const retryAfter = time.Second

// Codes by which a server refuses to resume a change stream.
var lostMark = []int{50811, 222, 260, 280, 286}

// Watch implements store.Store, by a change stream where the server has them and by polling
// else. An outage does not end it: it goes on where it was when the server is back.
func (e *Engine) Watch(ctx context.Context, collections []string, mark store.Mark, ready func(store.Mark), each func(store.Change, store.Mark) error) error {
	for _, collection := range collections {
		if _, err := e.catalog.Schema(collection); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(e.lifetime, cancel)()
	var err error
	if e.streams {
		err = e.watchStream(ctx, collections, mark, ready, each)
	} else {
		err = e.watchPolling(ctx, collections, mark, ready, each)
	}
	if ctx.Err() != nil {
		return nil
	}
	return translate(ctx, err)
}

// received wraps an error of the receiver, which ends a watch whatever its kind.
type received struct{ error }

func (r received) Unwrap() error { return r.error }

// pause waits after an outage; it is false for errors that are none and when ctx has ended.
func pause(ctx context.Context, err error) bool {
	if errors.As(err, &received{}) || !fault.Is(translate(ctx, err), fault.Unavailable) {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(retryAfter):
		return true
	}
}

func markFault(cause error) error {
	return fault.Wrap(fault.Invalid, "store.mark", cause, "The mark is too old or not of this database.")
}

// event is what a change stream tells of a write.
type event struct {
	Operation string `bson:"operationType"`
	Namespace struct {
		Collection string `bson:"coll"`
	} `bson:"ns"`
	Key struct {
		ID string `bson:"_id"`
	} `bson:"documentKey"`
	Document bson.Raw `bson:"fullDocument"`
}

func (e *Engine) watchStream(ctx context.Context, collections []string, mark store.Mark, ready func(store.Mark), each func(store.Change, store.Mark) error) error {
	token, err := readToken(mark)
	if err != nil {
		return err
	}
	told := false
	for {
		token, err = e.stream(ctx, collections, token, func(reached store.Mark) {
			if !told {
				told = true
				ready(reached)
			}
		}, each)
		// Before the watch is ready its caller waits for an answer, so an outage is told.
		if !told || !pause(ctx, err) {
			return err
		}
	}
}

// stream delivers from one change stream until it breaks, and gives the place reached.
func (e *Engine) stream(ctx context.Context, collections []string, token bson.Raw, ready func(store.Mark), each func(store.Change, store.Mark) error) (bson.Raw, error) {
	with := options.ChangeStream().SetFullDocument(options.UpdateLookup)
	if len(token) > 0 {
		with.SetResumeAfter(token)
	}
	stream, err := e.database.Watch(ctx, mongo.Pipeline{{{Key: "$match", Value: bson.D{
		{Key: "operationType", Value: bson.D{{Key: "$in", Value: bson.A{"insert", "replace", "update", "delete"}}}},
		{Key: "ns.coll", Value: bson.D{{Key: "$in", Value: collections}}},
	}}}}, with)
	if err != nil {
		return token, resumeFault(err)
	}
	defer func() { _ = stream.Close(context.WithoutCancel(ctx)) }()
	token = slices.Clone(stream.ResumeToken())
	ready(toMark(token))
	for stream.Next(ctx) {
		var told event
		if err := stream.Decode(&told); err != nil {
			return token, err
		}
		change := store.Change{Collection: told.Namespace.Collection, ID: told.Key.ID, Deleted: told.Document == nil}
		if !change.Deleted {
			record, err := decode(told.Document)
			if err != nil {
				return token, err
			}
			change.Revision, change.Body = record.Revision, record.Body
		}
		token = slices.Clone(stream.ResumeToken())
		if err := each(change, toMark(token)); err != nil {
			return token, received{err}
		}
	}
	return token, resumeFault(stream.Err())
}

func resumeFault(err error) error {
	var refused mongo.ServerError
	if errors.As(err, &refused) && slices.ContainsFunc(lostMark, refused.HasErrorCode) {
		return markFault(err)
	}
	return err
}

func toMark(token bson.Raw) store.Mark {
	return store.Mark(streamMark + base64.RawURLEncoding.EncodeToString(token))
}

// The two kinds of marks.
const (
	streamMark = "s:"
	pollMark   = "p:"
)

// readToken gives the place a mark stands for; an empty one is the present.
func readToken(mark store.Mark) (bson.Raw, error) {
	if mark == "" {
		return bson.Raw{}, nil
	}
	text, known := cutMark(mark, streamMark)
	data, err := base64.RawURLEncoding.DecodeString(text)
	if !known || err != nil || bson.Raw(data).Validate() != nil {
		return nil, markFault(err)
	}
	return data, nil
}

func cutMark(mark store.Mark, kind string) (string, bool) {
	if len(mark) < len(kind) || string(mark[:len(kind)]) != kind {
		return "", false
	}
	return string(mark[len(kind):]), true
}
