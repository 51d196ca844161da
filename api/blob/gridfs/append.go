package gridfs

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/blob"
	"touchstone/api/fault"
)

// piece is one piece of an upload. Its id holds key and offset, so that of two pieces that
// begin at the same place only one is kept, and the pieces of an upload form one chain.
type piece struct {
	ID     string    `bson:"_id"`
	Key    string    `bson:"key"`
	Offset int64     `bson:"offset"`
	Length int64     `bson:"length"`
	Size   int64     `bson:"size"` // announced for the whole upload
	At     time.Time `bson:"at"`
	Data   []byte    `bson:"data,omitempty"`
}

func pieceID(key string, offset int64) string { return fmt.Sprintf("%s/%015d", key, offset) }

// ofUpload matches all pieces of an upload by their ids.
func ofUpload(key string) bson.D {
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$gte", Value: key + "/"}, {Key: "$lt", Value: key + "0"}}}}
}

// Append implements blob.Blob.
func (g *GridFS) Append(ctx context.Context, upload blob.Upload, offset int64, r io.Reader) (int64, error) {
	if err := upload.Check(); err != nil {
		return 0, err
	}
	stands, err := g.Begun(ctx, upload.Key)
	switch {
	case err != nil && !fault.Is(err, fault.NotFound):
		return 0, err
	case err == nil && stands.Size != upload.Size:
		return stands.Offset, blob.OtherSize(stands.Size)
	case stands.Offset != offset:
		return stands.Offset, blob.Elsewhere(stands.Offset)
	}
	// What came in before the request ended is kept all the same.
	lasting := context.WithoutCancel(ctx)
	failure := blob.Pieces(r, upload.Size-offset, func(data []byte) error {
		if err := g.add(lasting, upload, offset, data); err != nil {
			return err
		}
		offset += int64(len(data))
		return nil
	})
	if failure != nil || offset < upload.Size {
		return offset, failure
	}
	whole := &pieceReader{ctx: ctx, from: g, key: upload.Key}
	err = g.Put(ctx, upload.ID, upload.Size, whole)
	if fault.Is(err, fault.Invalid) && fault.Of(err).Code == "blob.size" { // the same upload, sent twice at once, was completed first
		_, err = g.file(ctx, upload.ID)
	}
	if err == nil || fault.Is(err, fault.Invalid) { // kept, or other content than announced
		err = errors.Join(err, g.forget(lasting, upload.Key))
	}
	return offset, err
}

func (g *GridFS) add(ctx context.Context, upload blob.Upload, offset int64, data []byte) error {
	ctx, cancel := context.WithTimeout(ctx, pieceTime)
	defer cancel()
	_, err := g.pieces.InsertOne(ctx, piece{
		ID: pieceID(upload.Key, offset), Key: upload.Key, Offset: offset, Length: int64(len(data)), Size: upload.Size, At: time.Now(), Data: data,
	})
	if mongo.IsDuplicateKeyError(err) {
		stands, err := g.Begun(ctx, upload.Key)
		if err != nil {
			return err
		}
		return blob.Elsewhere(stands.Offset)
	}
	return wrap(err)
}

// pieceTime bounds how long one piece may take to be kept.
const pieceTime = 30 * time.Second

func (g *GridFS) forget(ctx context.Context, key string) error {
	_, err := g.pieces.DeleteMany(ctx, ofUpload(key))
	return wrap(err)
}

// last gives the newest piece of an upload, without its data.
func (g *GridFS) last(ctx context.Context, key string) (piece, error) {
	var found piece
	err := g.pieces.FindOne(ctx, ofUpload(key), options.FindOne().
		SetSort(byID(-1)).SetProjection(bson.D{{Key: "data", Value: 0}})).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return found, blob.NotFound(key)
	}
	return found, wrap(err)
}

// Begun implements blob.Blob.
func (g *GridFS) Begun(ctx context.Context, key string) (blob.Progress, error) {
	if err := blob.CheckID(key); err != nil {
		return blob.Progress{}, err
	}
	last, err := g.last(ctx, key)
	return blob.Progress{Offset: last.Offset + last.Length, Size: last.Size}, err
}

// Abandon implements blob.Blob.
func (g *GridFS) Abandon(ctx context.Context, before time.Time) (int, error) {
	// An upload's first piece is its oldest.
	found, err := g.pieces.Find(ctx, bson.D{{Key: "offset", Value: int64(0)}, {Key: "at", Value: bson.D{{Key: "$lt", Value: before}}}},
		options.Find().SetProjection(bson.D{{Key: "data", Value: 0}}))
	if err != nil {
		return 0, wrap(err)
	}
	var begun []piece
	if err := found.All(ctx, &begun); err != nil {
		return 0, wrap(err)
	}
	abandoned := 0
	for _, first := range begun {
		last, err := g.last(ctx, first.Key)
		if fault.Is(err, fault.NotFound) || err == nil && !last.At.Before(before) {
			continue
		}
		if err = errors.Join(err, g.forget(ctx, first.Key)); err != nil {
			return abandoned, err
		}
		abandoned++
	}
	return abandoned, nil
}

// pieceReader reads the pieces of an upload one after another.
type pieceReader struct {
	ctx    context.Context
	from   *GridFS
	key    string
	offset int64 // of the next piece
	data   []byte
}

// Read implements io.Reader.
func (r *pieceReader) Read(into []byte) (int, error) {
	if len(r.data) == 0 {
		var next piece
		err := r.from.pieces.FindOne(r.ctx, byID(pieceID(r.key, r.offset))).Decode(&next)
		if errors.Is(err, mongo.ErrNoDocuments) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, wrap(err)
		}
		r.data, r.offset = next.Data, next.Offset+next.Length
	}
	n := copy(into, r.data)
	r.data = r.data[n:]
	return n, nil
}
