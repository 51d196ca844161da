package blobtest

import (
	"bytes"
	"errors"
	"io"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"touchstone/api/blob"
	"touchstone/api/fault"
)

// upload makes an upload of content by a sender.
func upload(seed uint64, size int, sender uint64) (data []byte, u blob.Upload) {
	data, id := content(seed, size)
	_, key := content(1_000_000+sender, 8)
	return data, blob.Upload{Key: key, ID: id, Size: int64(size)}
}

// stands demands how far an upload has come.
func stands(t *testing.T, in blob.Blob, u blob.Upload, want int64) {
	t.Helper()
	got, err := in.Begun(t.Context(), u.Key)
	if err != nil || got != (blob.Progress{Offset: want, Size: u.Size}) {
		t.Fatalf("stands at %+v, %v; want %d of %d", got, err, want, u.Size)
	}
}

// add appends data[from:to].
func add(t *testing.T, in blob.Blob, u blob.Upload, data []byte, from, to int) {
	t.Helper()
	got, err := in.Append(t.Context(), u, int64(from), bytes.NewReader(data[from:to]))
	if err != nil || got != int64(to) {
		t.Fatalf("append from %d: stands at %d, %v; want %d", from, got, err, to)
	}
}

// whole demands that the content is there and the upload is not.
func whole(t *testing.T, in blob.Blob, u blob.Upload, data []byte) {
	t.Helper()
	file, info, err := in.Open(t.Context(), u.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	if got, err := io.ReadAll(file); err != nil || !bytes.Equal(got, data) || info.Size != u.Size {
		t.Fatalf("other content, %v, %+v", err, info)
	}
	_, err = in.Begun(t.Context(), u.Key)
	wants(t, err, fault.NotFound, "blob.notFound")
}

func runPieces(t *testing.T, open func(t *testing.T) blob.Blob) {
	t.Run("become the whole, whatever their sizes", func(t *testing.T) {
		in := open(t)
		for i, cuts := range [][]int{{0, 10}, {0, 1, 10}, {0, chunk, 2*chunk + 3}, {0, 5, 3*chunk + 1, 3*chunk + 2}, {0, 0}} {
			data, u := upload(uint64(20+i), cuts[len(cuts)-1], uint64(i))
			_, err := in.Begun(t.Context(), u.Key)
			wants(t, err, fault.NotFound, "blob.notFound")
			for n := 1; n < len(cuts); n++ {
				add(t, in, u, data, cuts[n-1], cuts[n])
				if n < len(cuts)-1 {
					stands(t, in, u, int64(cuts[n]))
				}
			}
			whole(t, in, u, data)
		}
	})
	t.Run("keep what came before the line broke", func(t *testing.T) {
		in := open(t)
		data, u := upload(30, 3*chunk, 1)
		broken := errors.New("the line broke")
		for _, cut := range [][2]int{{0, chunk + 77}, {chunk + 77, chunk + 78}, {chunk + 78, 2*chunk + 9}} {
			got, err := in.Append(t.Context(), u, int64(cut[0]), io.MultiReader(bytes.NewReader(data[cut[0]:cut[1]]), iotest.ErrReader(broken)))
			if !errors.Is(err, broken) || got != int64(cut[1]) {
				t.Fatalf("stands at %d, %v; want %d and the reader's error", got, err, cut[1])
			}
			stands(t, in, u, int64(cut[1]))
		}
		absent(t, in, u.ID)
		add(t, in, u, data, 2*chunk+9, 3*chunk)
		whole(t, in, u, data)
	})
	t.Run("must begin where the upload stands", func(t *testing.T) {
		in := open(t)
		data, u := upload(31, 1000, 1)
		_, err := in.Append(t.Context(), u, 10, bytes.NewReader(data[10:]))
		wants(t, err, fault.Conflict, "blob.offset")
		add(t, in, u, data, 0, 400)
		for _, offset := range []int64{0, 399, 401, 1000, -1} {
			got, err := in.Append(t.Context(), u, offset, bytes.NewReader(data[400:]))
			wants(t, err, fault.Conflict, "blob.offset")
			if got != 400 {
				t.Fatalf("stands at %d", got)
			}
		}
		stands(t, in, u, 400)
		other := u
		other.Size = 999
		_, err = in.Append(t.Context(), other, 400, bytes.NewReader(data[400:]))
		wants(t, err, fault.Invalid, "blob.size")
		add(t, in, u, data, 400, 1000)
		whole(t, in, u, data)
	})
	t.Run("go no further than the announced size", func(t *testing.T) {
		in := open(t)
		data, u := upload(32, 100, 1)
		got, err := in.Append(t.Context(), u, 0, io.MultiReader(bytes.NewReader(data), iotest.ErrReader(errors.New("read too far"))))
		if err != nil || got != 100 {
			t.Fatalf("stands at %d, %v", got, err)
		}
		whole(t, in, u, data)
	})
	t.Run("that make up other content leave nothing", func(t *testing.T) {
		in := open(t)
		data, u := upload(33, chunk+5, 1)
		add(t, in, u, data, 0, 100)
		wrong := append([]byte{^data[100]}, data[101:]...)
		_, err := in.Append(t.Context(), u, 100, bytes.NewReader(wrong))
		wants(t, err, fault.Invalid, "blob.digest")
		absent(t, in, u.ID)
		_, err = in.Begun(t.Context(), u.Key)
		wants(t, err, fault.NotFound, "blob.notFound")
		add(t, in, u, data, 0, chunk+5)
		whole(t, in, u, data)
	})
	t.Run("of two senders never meet", func(t *testing.T) {
		in := open(t)
		data, u := upload(34, 2*chunk, 1)
		_, v := upload(34, 2*chunk, 2)
		add(t, in, u, data, 0, chunk)
		add(t, in, v, data, 0, 7)
		stands(t, in, u, chunk)
		add(t, in, v, data, 7, 2*chunk)
		whole(t, in, v, data)
		stands(t, in, u, chunk)
		add(t, in, u, data, chunk, 2*chunk)
		whole(t, in, u, data)
	})
	t.Run("sent twice at once make one whole", func(t *testing.T) {
		in := open(t)
		data, u := upload(35, 4*chunk, 1)
		var senders sync.WaitGroup
		for range 4 {
			senders.Go(func() {
				for range 1000 {
					at, err := in.Begun(t.Context(), u.Key)
					if fault.Is(err, fault.NotFound) {
						if _, _, err := in.Open(t.Context(), u.ID); err == nil {
							return // complete
						}
					}
					_, err = in.Append(t.Context(), u, at.Offset, bytes.NewReader(data[at.Offset:]))
					if err == nil {
						return
					}
					if !fault.Is(err, fault.Conflict) {
						t.Error(err)
						return
					}
				}
				t.Error("never done")
			})
		}
		senders.Wait()
		file, _, err := in.Open(t.Context(), u.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }()
		if got, err := io.ReadAll(file); err != nil || !bytes.Equal(got, data) {
			t.Fatalf("other content, %v", err)
		}
	})
	t.Run("are forgotten when nobody goes on with them", func(t *testing.T) {
		in := open(t)
		data, u := upload(36, 1000, 1)
		_, v := upload(36, 1000, 2)
		add(t, in, u, data, 0, 10)
		if n, err := in.Abandon(t.Context(), time.Now().Add(-time.Hour)); n != 0 || err != nil {
			t.Fatalf("abandoned %d, %v", n, err)
		}
		stands(t, in, u, 10)
		add(t, in, v, data, 0, 1000)
		if n, err := in.Abandon(t.Context(), time.Now().Add(time.Minute)); n != 1 || err != nil {
			t.Fatalf("abandoned %d, %v", n, err)
		}
		_, err := in.Begun(t.Context(), u.Key)
		wants(t, err, fault.NotFound, "blob.notFound")
		whole(t, in, v, data)
		add(t, in, u, data, 0, 1000)
		whole(t, in, u, data)
	})
	t.Run("refuse keys and ids that are none", func(t *testing.T) {
		in := open(t)
		_, u := upload(37, 10, 1)
		for _, wrong := range []blob.Upload{{Key: "../x", ID: u.ID, Size: 1}, {Key: u.Key, ID: "../x", Size: 1}} {
			_, err := in.Append(t.Context(), wrong, 0, bytes.NewReader(nil))
			wants(t, err, fault.Invalid, "blob.id")
		}
		_, err := in.Begun(t.Context(), "../x")
		wants(t, err, fault.Invalid, "blob.id")
	})
}
