package disk_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"touchstone/api/blob"
	"touchstone/api/blob/blobtest"
	"touchstone/api/blob/disk"
	"touchstone/api/fault"
)

func open(t *testing.T, folder string) *disk.Disk {
	t.Helper()
	d, err := disk.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSuite(t *testing.T) {
	blobtest.Run(t, func(t *testing.T) blob.Blob { return open(t, filepath.Join(t.TempDir(), "media")) })
}

func TestOpenClearsAwayOldIncompleteFilesOnly(t *testing.T) {
	folder := t.TempDir()
	open(t, folder)
	old, fresh := filepath.Join(folder, "incoming", "old"), filepath.Join(folder, "incoming", "fresh")
	for _, path := range []string{old, fresh} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	before := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(old, before, before); err != nil {
		t.Fatal(err)
	}
	open(t, folder)
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Errorf("the old one is still there: %v", err)
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Errorf("the fresh one is gone: %v", err)
	}
}

func TestOpenSaysThatTheFolderCannotBeMade(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := disk.Open(filepath.Join(file, "media"))
	if !fault.Is(err, fault.Unavailable) || fault.Of(err).Code != "blob.folder" {
		t.Fatalf("got %v", err)
	}
}

// Several may ask at once for the end of an upload whose last byte came before a crash.
func TestAnUploadCompletedManyTimesAtOnce(t *testing.T) {
	d := open(t, t.TempDir())
	for i := range 60 {
		content := strings.Repeat(strconv.Itoa(i), 100)
		sum := sha256.Sum256([]byte(content))
		id := hex.EncodeToString(sum[:])
		upload := blob.Upload{Key: id, ID: id, Size: int64(len(content))}
		if _, err := d.Append(t.Context(), upload, 0, strings.NewReader(content[:len(content)-1])); err != nil {
			t.Fatal(err)
		}
		outcomes := make(chan error, 8)
		for range cap(outcomes) {
			go func() {
				offset := upload.Size - 1
				at, err := d.Append(t.Context(), upload, offset, strings.NewReader(content[offset:]))
				if fault.Is(err, fault.Conflict) && at == upload.Size {
					_, err = d.Append(t.Context(), upload, at, strings.NewReader(""))
				}
				if fault.Is(err, fault.Conflict) {
					err = nil // it was complete before
				}
				outcomes <- err
			}()
		}
		for range cap(outcomes) {
			if err := <-outcomes; err != nil {
				t.Errorf("%v", err)
			}
		}
	}
}
