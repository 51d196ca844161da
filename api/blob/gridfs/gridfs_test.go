package gridfs_test

import (
	"testing"
	"time"

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
