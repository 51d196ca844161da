package gridfs

import (
	"context"
	"errors"
	"fmt"
	"io"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"touchstone/api/blob"
)

// reader reads a file chunk by chunk, from any place.
type reader struct {
	ctx    context.Context
	chunks *mongo.Collection
	file   file
	offset int64
	number int64 // of the chunk in data; -1 is none
	data   []byte
}

var errClosed = errors.New("the attachment has been closed")

// Read implements io.Reader.
func (r *reader) Read(into []byte) (int, error) {
	switch {
	case r.chunks == nil:
		return 0, errClosed
	case len(into) == 0:
		return 0, nil
	case r.offset >= r.file.Length:
		return 0, io.EOF
	}
	if err := r.load(r.offset / r.file.ChunkSize); err != nil {
		return 0, err
	}
	n := copy(into, r.data[r.offset%r.file.ChunkSize:])
	r.offset += int64(n)
	return n, nil
}

func (r *reader) load(number int64) error {
	if number == r.number {
		return nil
	}
	var chunk struct {
		Data []byte `bson:"data"`
	}
	err := r.chunks.FindOne(r.ctx, bson.D{{Key: "files_id", Value: r.file.Upload}, {Key: "n", Value: number}}).Decode(&chunk)
	if errors.Is(err, mongo.ErrNoDocuments) { // deleted meanwhile
		return blob.NotFound(r.file.Name)
	}
	if err != nil {
		return wrap(err)
	}
	if want := min(r.file.ChunkSize, r.file.Length-number*r.file.ChunkSize); int64(len(chunk.Data)) != want {
		return fmt.Errorf("chunk %d of attachment %s has %d bytes, not %d", number, r.file.Name, len(chunk.Data), want)
	}
	r.number, r.data = number, chunk.Data
	return nil
}

// Seek implements io.Seeker.
func (r *reader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += r.offset
	case io.SeekEnd:
		offset += r.file.Length
	}
	if offset < 0 {
		return 0, fmt.Errorf("seek to %d", offset)
	}
	r.offset = offset
	return offset, nil
}

// Close implements io.Closer.
func (r *reader) Close() error {
	if r.chunks == nil {
		return errClosed
	}
	r.chunks, r.data = nil, nil
	return nil
}
