// Package gridfs keeps attachments in MongoDB, in the GridFS bucket "attachments". A file's
// name is its id; its _id belongs to the upload, so that two uploads of the same content
// never meet and either one will do.
package gridfs

import (
	"context"
	"errors"
	"io"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
	"go.mongodb.org/mongo-driver/v2/x/mongo/driver/connstring"

	"touchstone/api/blob"
	"touchstone/api/fault"
)

const (
	bucketName      = "attachments"
	defaultDatabase = "touchstone"
	selectTimeout   = 3 * time.Second
	// abandoned is the age after which an upload that never ended is cleared away.
	abandoned = 24 * time.Hour
)

// GridFS is a bucket of attachments. It implements blob.Blob; several processes may use it.
type GridFS struct {
	client   *mongo.Client
	database *mongo.Database
	files    *mongo.Collection
	chunks   *mongo.Collection
	uploads  *mongo.Collection // what was begun: its chunks are garbage if it never ended
	pieces   *mongo.Collection // of uploads that go on another time
}

var _ blob.Blob = (*GridFS)(nil)

// Open connects to the deployment that uri names. The database is the given one, else the
// one in the path of uri, else "touchstone". Faults: Invalid "blob.uri"; Unavailable
// "blob.unavailable" within five seconds if no server answers.
func Open(ctx context.Context, uri, database string) (*GridFS, error) {
	parsed, err := connstring.ParseAndValidate(uri)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "blob.uri", err, "The MongoDB connection string is malformed: %s.", err)
	}
	if database == "" {
		database = parsed.Database
	}
	if database == "" {
		database = defaultDatabase
	}
	journal := true
	client, err := mongo.Connect(options.Client().ApplyURI(uri).SetAppName("touchstone").
		SetServerSelectionTimeout(selectTimeout).SetConnectTimeout(selectTimeout).SetReadPreference(readpref.Primary()).
		SetWriteConcern(&writeconcern.WriteConcern{W: "majority", Journal: &journal}))
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "blob.uri", err, "The MongoDB connection string cannot be used: %s.", err)
	}
	g := &GridFS{client: client, database: client.Database(database)}
	g.files, g.chunks = g.bucket().GetFilesCollection(), g.bucket().GetChunksCollection()
	g.uploads = g.database.Collection(bucketName + ".uploads")
	g.pieces = g.database.Collection(bucketName + ".pieces")
	if err := g.clear(ctx); err != nil {
		return nil, errors.Join(blob.Unavailable(err), g.Close())
	}
	return g, nil
}

// bucket gives a bucket for one operation: the driver's must not be shared between goroutines.
func (g *GridFS) bucket() *mongo.GridFSBucket {
	return g.database.GridFSBucket(options.GridFSBucket().SetName(bucketName))
}

// Close releases the connection.
func (g *GridFS) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), selectTimeout)
	defer cancel()
	return g.client.Disconnect(ctx)
}

// clear removes the chunks of uploads that broke off.
func (g *GridFS) clear(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, selectTimeout+time.Second)
	defer cancel()
	found, err := g.uploads.Find(ctx, bson.D{{Key: "_id", Value: bson.D{{Key: "$lt", Value: bson.NewObjectIDFromTimestamp(time.Now().Add(-abandoned))}}}})
	if err != nil {
		return err
	}
	var broken []struct {
		ID bson.ObjectID `bson:"_id"`
	}
	if err := found.All(ctx, &broken); err != nil {
		return err
	}
	for _, upload := range broken {
		if err := g.settle(ctx, upload.ID); err != nil {
			return err
		}
	}
	return nil
}

// settle takes an upload off the list, with its chunks if no file came of it.
func (g *GridFS) settle(ctx context.Context, upload bson.ObjectID) error {
	err := g.files.FindOne(ctx, byID(upload)).Err()
	if errors.Is(err, mongo.ErrNoDocuments) {
		_, err = g.chunks.DeleteMany(ctx, bson.D{{Key: "files_id", Value: upload}})
	}
	if err == nil {
		_, err = g.uploads.DeleteOne(ctx, byID(upload))
	}
	return err
}

func byID(id any) bson.D { return bson.D{{Key: "_id", Value: id}} }

// file is a document of the bucket's files.
type file struct {
	Upload    bson.ObjectID `bson:"_id"`
	Name      string        `bson:"filename"`
	Length    int64         `bson:"length"`
	ChunkSize int64         `bson:"chunkSize"`
	PutAt     time.Time     `bson:"uploadDate"`
}

func (g *GridFS) file(ctx context.Context, id string) (file, error) {
	var found file
	err := g.files.FindOne(ctx, bson.D{{Key: "filename", Value: id}}, options.FindOne().SetSort(byID(1))).Decode(&found)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return found, blob.NotFound(id)
	}
	return found, wrap(err)
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return blob.Unavailable(err)
}

// writer makes faults of the upload's errors.
type writer struct{ io.Writer }

func (w writer) Write(data []byte) (int, error) {
	n, err := w.Writer.Write(data)
	return n, wrap(err)
}

// Put implements blob.Blob.
func (g *GridFS) Put(ctx context.Context, id string, size int64, r io.Reader) error {
	if err := blob.CheckID(id); err != nil {
		return err
	}
	if there, err := g.file(ctx, id); err == nil && there.Length == size {
		if err := blob.Copy(io.Discard, id, size, r); err != nil {
			return err
		}
		_, err := g.files.UpdateOne(ctx, byID(there.Upload), bson.D{{Key: "$set", Value: bson.D{{Key: "uploadDate", Value: time.Now()}}}})
		return wrap(err)
	} else if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	upload := bson.NewObjectID()
	if _, err := g.uploads.InsertOne(ctx, byID(upload)); err != nil {
		return wrap(err)
	}
	err := g.upload(ctx, upload, id, size, r)
	// The list is settled even when the request has ended; what fails here, clear repeats.
	rest, cancel := context.WithTimeout(context.WithoutCancel(ctx), selectTimeout)
	defer cancel()
	_ = g.settle(rest, upload)
	return err
}

func (g *GridFS) upload(ctx context.Context, upload bson.ObjectID, id string, size int64, r io.Reader) error {
	stream, err := g.bucket().OpenUploadStreamWithID(ctx, upload, id)
	if err != nil {
		return wrap(err)
	}
	if err := blob.Copy(writer{stream}, id, size, r); err != nil {
		_ = stream.Abort() // settle removes the chunks if this cannot
		return err
	}
	return wrap(stream.Close())
}

// Open implements blob.Blob.
func (g *GridFS) Open(ctx context.Context, id string) (io.ReadSeekCloser, blob.Info, error) {
	if err := blob.CheckID(id); err != nil {
		return nil, blob.Info{}, err
	}
	found, err := g.file(ctx, id)
	if err != nil {
		return nil, blob.Info{}, err
	}
	return &reader{ctx: ctx, chunks: g.chunks, file: found, number: -1}, blob.Info{ID: id, Size: found.Length, PutAt: found.PutAt}, nil
}

// Delete implements blob.Blob.
func (g *GridFS) Delete(ctx context.Context, id string) error {
	if err := blob.CheckID(id); err != nil {
		return err
	}
	for {
		found, err := g.file(ctx, id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := g.bucket().Delete(ctx, found.Upload); err != nil && !errors.Is(err, mongo.ErrFileNotFound) {
			return wrap(err)
		}
	}
}

// List implements blob.Blob.
func (g *GridFS) List(ctx context.Context, after string, limit int) ([]blob.Info, error) {
	found, err := g.files.Find(ctx, bson.D{{Key: "filename", Value: bson.D{{Key: "$gt", Value: after}}}},
		options.Find().SetSort(bson.D{{Key: "filename", Value: 1}}))
	if err != nil {
		return nil, wrap(err)
	}
	defer func() { _ = found.Close(context.WithoutCancel(ctx)) }()
	list := []blob.Info{}
	for len(list) < limit && found.Next(ctx) {
		var one file
		if err := found.Decode(&one); err != nil {
			return nil, wrap(err)
		}
		if len(list) == 0 || list[len(list)-1].ID != one.Name { // the same content may lie there twice
			list = append(list, blob.Info{ID: one.Name, Size: one.Length, PutAt: one.PutAt})
		}
	}
	return list, wrap(found.Err())
}
