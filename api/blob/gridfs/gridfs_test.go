package gridfs_test

import (
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/blob"
	"touchstone/api/blob/blobtest"
	"touchstone/api/blob/gridfs"
	"touchstone/api/fault"
	"touchstone/api/store/storetest"
)

func TestSuite(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Blob {
		g, err := gridfs.Open(t.Context(), storetest.MongoURI(t), "")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := g.Close(); err != nil {
				t.Error(err)
			}
		})
		return g
	})
}

func TestOpenSaysSoonThatNoServerAnswers(t *testing.T) {
	started := time.Now()
	_, err := gridfs.Open(t.Context(), "mongodb://127.0.0.1:1/", "")
	if !fault.Is(err, fault.Unavailable) || fault.Of(err).Code != "blob.unavailable" {
		t.Fatalf("got %v", err)
	}
	if took := time.Since(started); took > 8*time.Second {
		t.Fatalf("took %s", took)
	}
}

func TestOpenClearsAwayOldBrokenUploadsOnly(t *testing.T) {
	uri := storetest.MongoURI(t)
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Disconnect(t.Context()) }()
	database := client.Database("broken_" + bson.NewObjectID().Hex())
	defer func() { _ = database.Drop(t.Context()) }()
	uploads, chunks := database.Collection("attachments.uploads"), database.Collection("attachments.chunks")
	old, fresh := bson.NewObjectIDFromTimestamp(time.Now().Add(-48*time.Hour)), bson.NewObjectID()
	for _, upload := range []bson.ObjectID{old, fresh} {
		if _, err := uploads.InsertOne(t.Context(), bson.D{{Key: "_id", Value: upload}}); err != nil {
			t.Fatal(err)
		}
		if _, err := chunks.InsertOne(t.Context(), bson.D{{Key: "files_id", Value: upload}, {Key: "n", Value: 0}, {Key: "data", Value: []byte("half")}}); err != nil {
			t.Fatal(err)
		}
	}
	g, err := gridfs.Open(t.Context(), uri, database.Name())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = g.Close() }()
	for upload, want := range map[bson.ObjectID]int64{old: 0, fresh: 1} {
		if left, err := chunks.CountDocuments(t.Context(), bson.D{{Key: "files_id", Value: upload}}); err != nil || left != want {
			t.Errorf("%d chunks left, want %d (%v)", left, want, err)
		}
	}
}
