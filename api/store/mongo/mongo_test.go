package mongo_test

import (
	"testing"

	"touchstone/api/store"
	"touchstone/api/store/mongo"
	"touchstone/api/store/storetest"
)

func TestSuite(t *testing.T) {
	var lacks storetest.Lacks
	if !storetest.MongoIsReal() {
		lacks = storetest.Lacks{
			storetest.WinsRaces:       "the test server reads and writes in two steps",
			storetest.TellsDuplicates: "the test server answers with an internal error",
			storetest.NestedLists:     "the test server refuses them",
		}
	}
	storetest.Run(t, func(t *testing.T) storetest.Opener {
		uri := storetest.MongoURI(t)
		return func(t *testing.T, collections []store.Collection) (store.Store, error) {
			return mongo.Open(t.Context(), uri, "", collections)
		}
	}, lacks)
}
