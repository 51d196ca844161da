// Package blobtest is the suite that every engine for attachments must pass.
package blobtest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"touchstone/api/blob"
	"touchstone/api/fault"
)

// chunk is the size of GridFS chunks; sizes around it are worth a case.
const chunk = 255 << 10

// content gives bytes that look random and are the same for the same seed, and their id.
func content(seed uint64, size int) (data []byte, id string) {
	data = make([]byte, size)
	source := rand.New(rand.NewPCG(seed, 1))
	for i := range data {
		data[i] = byte(source.Uint32())
	}
	sum := sha256.Sum256(data)
	return data, hex.EncodeToString(sum[:])
}

func put(t *testing.T, in blob.Blob, seed uint64, size int) ([]byte, string) {
	t.Helper()
	data, id := content(seed, size)
	if err := in.Put(t.Context(), id, int64(size), bytes.NewReader(data)); err != nil {
		t.Fatalf("put: %v", err)
	}
	return data, id
}

func wants(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	var got *fault.Error
	if !errors.As(err, &got) || got.Kind != kind || got.Code != code {
		t.Fatalf("got error %v, want %s", err, code)
	}
}

func infoOf(t *testing.T, in blob.Blob, id string) blob.Info {
	t.Helper()
	file, info, err := in.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return info
}

func absent(t *testing.T, in blob.Blob, id string) {
	t.Helper()
	_, _, err := in.Open(t.Context(), id)
	wants(t, err, fault.NotFound, "blob.notFound")
	list, err := in.List(t.Context(), "", 10)
	if err != nil || len(list) != 0 {
		t.Fatalf("listed: %v, %v", list, err)
	}
}

// timeless leaves out when the files were put, which no test can know to the instant.
func timeless(list []blob.Info) []blob.Info {
	list = slices.Clone(list)
	for i := range list {
		list[i].PutAt = time.Time{}
	}
	return list
}

// Run runs the suite; open gives an empty place for attachments.
func Run(t *testing.T, open func(t *testing.T) blob.Blob) {
	t.Run("whole files", func(t *testing.T) { runWhole(t, open) })
	t.Run("uploads in pieces", func(t *testing.T) { runPieces(t, open) })
}

func runWhole(t *testing.T, open func(t *testing.T) blob.Blob) {
	t.Run("says when a file was put, and put again", func(t *testing.T) {
		in := open(t)
		before := time.Now().Add(-2 * time.Second) // file systems keep whole milliseconds, some whole seconds
		_, id := put(t, in, 12, 10)
		first := infoOf(t, in, id).PutAt
		if first.Before(before) || first.After(time.Now().Add(2*time.Second)) {
			t.Fatalf("put at %v, now is %v", first, time.Now())
		}
		time.Sleep(20 * time.Millisecond)
		put(t, in, 12, 10)
		list, err := in.List(t.Context(), "", 10)
		if err != nil || len(list) != 1 || !list[0].PutAt.After(first) {
			t.Fatalf("put again later than %v: %v, %v", first, list, err)
		}
	})
	t.Run("gives back what was put", func(t *testing.T) {
		in := open(t)
		for seed, size := range []int{0, 1, 1000, chunk - 1, chunk, chunk + 1, 3*chunk + 7} {
			data, id := put(t, in, uint64(seed), size)
			file, info, err := in.Open(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(file)
			if err != nil || !bytes.Equal(got, data) {
				t.Fatalf("size %d: other content, %v", size, err)
			}
			if info.ID != id || info.Size != int64(size) {
				t.Fatalf("info %+v", info)
			}
			if err := file.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
	t.Run("reads as a reader should, from any place", func(t *testing.T) {
		in := open(t)
		data, id := put(t, in, 1, chunk+100)
		file, _, err := in.Open(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }()
		if err := iotest.TestReader(file, data); err != nil {
			t.Fatal(err)
		}
	})
	t.Run("serves ranges", func(t *testing.T) {
		in := open(t)
		data, id := put(t, in, 2, 2*chunk)
		file, _, err := in.Open(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }()
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		request.Header.Set("Range", "bytes=261110-261129")
		answer := httptest.NewRecorder()
		http.ServeContent(answer, request, "x.bin", time.Time{}, file)
		if answer.Code != http.StatusPartialContent || !bytes.Equal(answer.Body.Bytes(), data[261110:261130]) {
			t.Fatalf("status %d, %d bytes", answer.Code, answer.Body.Len())
		}
	})
	t.Run("refuses other content under an id that is there", func(t *testing.T) {
		in := open(t)
		data, id := put(t, in, 9, 1000)
		other, _ := content(10, 1000)
		wants(t, in.Put(t.Context(), id, 1000, bytes.NewReader(other)), fault.Invalid, "blob.digest")
		file, _, err := in.Open(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }()
		if got, err := io.ReadAll(file); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("the content that was there is lost: %v", err)
		}
	})
	t.Run("takes the same content again, also at once", func(t *testing.T) {
		in := open(t)
		data, id := content(3, chunk+5)
		errs := make([]error, 8)
		var group sync.WaitGroup
		for i := range errs {
			group.Go(func() { errs[i] = in.Put(t.Context(), id, int64(len(data)), bytes.NewReader(data)) })
		}
		group.Wait()
		if err := errors.Join(errs...); err != nil {
			t.Fatal(err)
		}
		put(t, in, 3, chunk+5)
		list, err := in.List(t.Context(), "", 10)
		if err != nil || !slices.Equal(timeless(list), []blob.Info{{ID: id, Size: chunk + 5}}) {
			t.Fatalf("listed %v, %v", list, err)
		}
	})
	t.Run("refuses what is not as announced and keeps nothing of it", func(t *testing.T) {
		in := open(t)
		data, id := content(4, chunk+50)
		size := int64(len(data))
		broken := errors.New("the line broke")
		cut := io.MultiReader(bytes.NewReader(data[:chunk+1]), iotest.ErrReader(broken))
		_, other := content(5, chunk+50)
		wants(t, in.Put(t.Context(), other, size, bytes.NewReader(data)), fault.Invalid, "blob.digest")
		wants(t, in.Put(t.Context(), id, size+1, bytes.NewReader(data)), fault.Invalid, "blob.size")
		wants(t, in.Put(t.Context(), id, size-1, bytes.NewReader(data)), fault.Invalid, "blob.size")
		wants(t, in.Put(t.Context(), id, 0, bytes.NewReader(data)), fault.Invalid, "blob.size")
		if err := in.Put(t.Context(), id, size, cut); !errors.Is(err, broken) {
			t.Fatalf("got %v, want the reader's error", err)
		}
		absent(t, in, id)
		absent(t, in, other)
		put(t, in, 4, chunk+50)
	})
	t.Run("refuses ids that are none", func(t *testing.T) {
		in := open(t)
		_, id := content(6, 10)
		for _, wrong := range []string{"", "x", "../../etc/passwd", id[:63], id + "0", strings.ToUpper(id[:63]) + "F", strings.Repeat("/", 64)} {
			wants(t, in.Put(t.Context(), wrong, 0, strings.NewReader("")), fault.Invalid, "blob.id")
			_, _, err := in.Open(t.Context(), wrong)
			wants(t, err, fault.Invalid, "blob.id")
			wants(t, in.Delete(t.Context(), wrong), fault.Invalid, "blob.id")
		}
	})
	t.Run("deletes, and forgives deleting again", func(t *testing.T) {
		in := open(t)
		_, id := put(t, in, 7, chunk+1)
		for range 2 {
			if err := in.Delete(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
		absent(t, in, id)
		put(t, in, 7, chunk+1)
	})
	t.Run("lists in order, page by page", func(t *testing.T) {
		in := open(t)
		var want []blob.Info
		for seed := range uint64(25) {
			_, id := put(t, in, 100+seed, int(seed))
			want = append(want, blob.Info{ID: id, Size: int64(seed)})
		}
		slices.SortFunc(want, func(a, b blob.Info) int { return strings.Compare(a.ID, b.ID) })
		var got []blob.Info
		for after := ""; ; {
			page, err := in.List(t.Context(), after, 10)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, timeless(page)...)
			if len(page) < 10 {
				break
			}
			after = page[9].ID
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v\nwant %v", got, want)
		}
	})
	t.Run("stops when the request ends", func(t *testing.T) {
		in := open(t)
		data, id := content(8, 2*chunk)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := in.Put(ctx, id, int64(len(data)), bytes.NewReader(data))
		wants(t, err, fault.Unavailable, "blob.unavailable")
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v", err)
		}
		absent(t, in, id)
	})
}
