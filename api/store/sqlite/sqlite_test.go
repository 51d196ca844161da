package sqlite_test

import (
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"touchstone/api/fault"
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

func path(t *testing.T) string {
	t.Helper()
	return filepath.Join(t.TempDir(), "touchstone.db")
}

func TestOpenRefuses(t *testing.T) {
	execute := func(t *testing.T, path string, statements ...string) {
		t.Helper()
		database, err := sql.Open("sqlite", "file:"+path)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = database.Close() }()
		for _, statement := range statements {
			if _, err := database.Exec(statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	cases := []struct {
		name    string
		prepare func(t *testing.T) string
		kind    fault.Kind
		code    string
	}{
		{"a folder that cannot be made", func(t *testing.T) string {
			file := filepath.Join(t.TempDir(), "file")
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			return filepath.Join(file, "data", "touchstone.db")
		}, fault.Unavailable, "store.folder"},
		{"a path that is a folder", func(t *testing.T) string { return t.TempDir() }, fault.Unavailable, "store.folder"},
		{"a file that is no database", func(t *testing.T) string {
			at := path(t)
			if err := os.WriteFile(at, []byte(strings.Repeat("no database. ", 500)), 0o600); err != nil {
				t.Fatal(err)
			}
			return at
		}, fault.Invalid, "store.foreign"},
		{"a database of another program", func(t *testing.T) string {
			at := path(t)
			execute(t, at, "CREATE TABLE notes (x)")
			return at
		}, fault.Invalid, "store.foreign"},
		{"data of a newer version", func(t *testing.T) string {
			at := path(t)
			engine, err := sqlite.Open(t.Context(), at, nil)
			if err != nil {
				t.Fatal(err)
			}
			if err := engine.Close(); err != nil {
				t.Fatal(err)
			}
			execute(t, at, "PRAGMA user_version = 2")
			return at
		}, fault.Invalid, "store.version"},
	}
	for _, one := range cases {
		t.Run(one.name, func(t *testing.T) {
			_, err := sqlite.Open(t.Context(), one.prepare(t), nil)
			var got *fault.Error
			if !errors.As(err, &got) || got.Kind != one.kind || got.Code != one.code {
				t.Fatalf("got %v, want %s", err, one.code)
			}
		})
	}
}

func TestOpenMakesFolderAndFileForTheOwnerOnly(t *testing.T) {
	at := filepath.Join(t.TempDir(), "data", "touchstone.db")
	engine, err := sqlite.Open(t.Context(), at, []store.Collection{responses})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = engine.Close() }()
	if _, err := engine.Insert(t.Context(), responses.Name, "a", []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{filepath.Dir(at), at, at + "-wal", at + "-shm"} {
		info, err := os.Stat(name)
		if err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
}

// A process that holds the write lock for long makes writes fail, in time and without harm.
func TestWritesBehindALongTransactionOfAnotherProcess(t *testing.T) {
	at := path(t)
	engine, err := sqlite.Open(t.Context(), at, []store.Collection{responses})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = engine.Close() }()
	other, err := sql.Open("sqlite", "file:"+at+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	lock, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	_, err = engine.Insert(t.Context(), responses.Name, "a", []byte(`{}`))
	if !fault.Is(err, fault.Unavailable) {
		t.Fatalf("got %v", err)
	}
	if _, err := engine.Find(t.Context(), responses.Name, store.Query{}); err != nil {
		t.Fatalf("reading beside it: %v", err)
	}
	if err := lock.Rollback(); err != nil {
		t.Fatal(err)
	}
	if _, err = engine.Insert(t.Context(), responses.Name, "a", []byte(`{}`)); err != nil {
		t.Fatal(err)
	}
}
