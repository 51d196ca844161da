package sqlite_test

import (
	"path/filepath"
	"testing"

	"touchstone/api/store"
	"touchstone/api/store/sqlite"
	"touchstone/api/store/storetest"
)

func TestSuite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Opener {
		path := filepath.Join(t.TempDir(), "data", "touchstone.db")
		return func(t *testing.T, collections []store.Collection) (store.Store, error) {
			return sqlite.Open(t.Context(), path, collections)
		}
	}, nil)
}
