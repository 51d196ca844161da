package mongo_test

import (
	"encoding/json"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/fault"
	"touchstone/api/store/mongo"
	"touchstone/api/store/storetest"
)

// byHand connects as people do.
func byHand(t *testing.T, uri string) *driver.Database {
	t.Helper()
	client, err := driver.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Disconnect(t.Context()) })
	return client.Database("by_name_" + bson.NewObjectID().Hex())
}

func TestDocumentsAreStoredSoThatPeopleCanQueryThem(t *testing.T) {
	uri := storetest.MongoURI(t)
	database := byHand(t, uri)
	engine, err := mongo.Open(t.Context(), uri, database.Name(), things)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = database.Drop(t.Context()) }()
	defer func() { _ = engine.Close() }()
	body := `{"code":"x","place":{"at":"2026-05-01T10:00:00.123Z","name":"Bern"},"rank":7.0,"share":0.5,"whole":3,"ok":true,"none":null,
		"list":[1,{"a":"b"}],"a.b":{"$c":1},"_id":"own","%":2,"":3,"plain":"2026-05-01T10:00:00.123Z"}`
	if _, err := engine.Insert(t.Context(), "things", "one", json.RawMessage(body)); err != nil {
		t.Fatal(err)
	}
	if _, err := engine.Insert(t.Context(), "things", "odd", json.RawMessage(`{"code":5,"place":[{"at":"x"}],"rank":null}`)); err != nil {
		t.Fatal(err)
	}
	at := bson.NewDateTimeFromTime(time.Date(2026, 5, 1, 10, 0, 0, 123e6, time.UTC))
	cases := []struct {
		name   string
		filter bson.D
		want   string
	}{
		{"by an instant as a date", bson.D{{Key: "place.at", Value: at}}, "one"},
		{"by a range of dates", bson.D{{Key: "place.at", Value: bson.D{{Key: "$gt", Value: at - 1}}}}, "one"},
		{"by a member inside", bson.D{{Key: "place.name", Value: "Bern"}}, "one"},
		{"whole numbers are 64-bit integers", bson.D{{Key: "rank", Value: bson.D{{Key: "$type", Value: "long"}}}}, "one"},
		{"other numbers are doubles", bson.D{{Key: "share", Value: bson.D{{Key: "$type", Value: "double"}}}}, "one"},
		{"an instant without an index is a text", bson.D{{Key: "plain", Value: "2026-05-01T10:00:00.123Z"}}, "one"},
		{"by an item of a list", bson.D{{Key: "list", Value: 1}}, "one"},
		{"by escaped names", bson.D{{Key: "a%2Eb.%24c", Value: 1}, {Key: "%5Fid", Value: "own"}, {Key: "%25", Value: 2}, {Key: "%", Value: 3}}, "one"},
		{"by the revision", bson.D{{Key: "_rev", Value: 1}, {Key: "_id", Value: "one"}}, "one"},
		{"a value of another kind stands aside", bson.D{{Key: "code%", Value: 5}, {Key: "code", Value: bson.D{{Key: "$exists", Value: false}}}, {Key: "rank%", Value: nil}}, "odd"},
	}
	for _, one := range cases {
		t.Run(one.name, func(t *testing.T) {
			var found struct {
				ID string `bson:"_id"`
			}
			if err := database.Collection("things").FindOne(t.Context(), one.filter).Decode(&found); err != nil || found.ID != one.want {
				t.Fatalf("found %q, %v", found.ID, err)
			}
		})
	}
}

func TestOpenRefusesDataOfANewerVersion(t *testing.T) {
	uri := storetest.MongoURI(t)
	database := byHand(t, uri)
	defer func() { _ = database.Drop(t.Context()) }()
	newer := bson.D{{Key: "_id", Value: "things"}, {Key: "version", Value: 2}}
	if _, err := database.Collection("_touchstone").InsertOne(t.Context(), newer); err != nil {
		t.Fatal(err)
	}
	if _, err := mongo.Open(t.Context(), uri, database.Name(), things); !fault.Is(err, fault.Invalid) || fault.Of(err).Code != "store.version" {
		t.Fatalf("got %v", err)
	}
}

func TestDocumentsThatPeopleChangedByHandAreRead(t *testing.T) {
	uri := storetest.MongoURI(t)
	database := byHand(t, uri)
	engine, err := mongo.Open(t.Context(), uri, database.Name(), things)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = database.Drop(t.Context()) }()
	defer func() { _ = engine.Close() }()
	if _, err := engine.Insert(t.Context(), "things", "one", json.RawMessage(`{"v":1}`)); err != nil {
		t.Fatal(err)
	}
	hand := database.Collection("things")
	if _, err := hand.UpdateByID(t.Context(), "one", bson.D{{Key: "$set", Value: bson.D{{Key: "v", Value: int32(2)}, {Key: "w", Value: 3.0}}}}); err != nil {
		t.Fatal(err)
	}
	record, err := engine.Get(t.Context(), "things", "one")
	if err != nil || string(record.Body) != `{"v":2,"w":3}` {
		t.Fatalf("got %s, %v", record.Body, err)
	}
	if _, err := hand.UpdateByID(t.Context(), "one", bson.D{{Key: "$set", Value: bson.D{{Key: "v", Value: bson.NewObjectID()}}}}); err != nil {
		t.Fatal(err)
	}
	if _, err := engine.Get(t.Context(), "things", "one"); err == nil {
		t.Fatal("a value that JSON cannot hold was taken for one")
	}
}
