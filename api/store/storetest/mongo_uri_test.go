package storetest_test

import (
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"touchstone/api/store/storetest"
)

func TestMongoURINamesAFreshDatabaseThatAnswers(t *testing.T) {
	first, second := storetest.MongoURI(t), storetest.MongoURI(t)
	if first == second {
		t.Fatalf("both calls name %s", first)
	}
	client, err := mongo.Connect(options.Client().ApplyURI(first))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Disconnect(t.Context()) }()
	if err := client.Database("admin").RunCommand(t.Context(), bson.D{{Key: "ping", Value: 1}}).Err(); err != nil {
		t.Fatal(err)
	}
}
