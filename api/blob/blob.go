// Package blob is the port to the place where attachments lie: whole files, named by the
// SHA-256 of their content, written once and never changed. Engines keep them in a folder
// or in GridFS; both pass the suite in blobtest.
package blob

import (
	"context"
	"io"
	"time"
)

// Info describes a stored file.
type Info struct {
	ID   string // SHA-256 of the content in lower-case hexadecimal
	Size int64  // bytes
	// PutAt is when the content was put, or last put again.
	PutAt time.Time
}

// Blob is what an engine implements. Errors are faults: NotFound "blob.notFound", Invalid
// "blob.digest" (content and id differ), "blob.size" (content and size differ) and
// "blob.id" (no SHA-256), Unavailable "blob.unavailable" (not reachable, disk full).
// Errors of the reader given to Put come back as they are.
type Blob interface {
	// Put keeps the content of r, exactly size bytes whose SHA-256 is id. It is durable
	// when Put returns. Content that is there already is success, but only for whoever sends
	// it too: knowing its id must not be enough to pass it off as one's own. It counts as put
	// now.
	Put(ctx context.Context, id string, size int64, r io.Reader) error
	// Append adds the content of r, which begins at offset, to an upload, and begins the upload
	// if it is new. It reads no further than the announced size. What was read before r failed
	// stays, and is durable when Append returns. With the last byte the whole is checked and
	// kept as by Put, and the upload forgotten; so is one that turns out to be other content
	// ("blob.digest"). It gives how far the upload has come. Further faults: Conflict
	// "blob.offset" when the upload stands elsewhere (nothing is changed then), Invalid
	// "blob.size" when it was begun with another size.
	Append(ctx context.Context, upload Upload, offset int64, r io.Reader) (int64, error)
	// Begun tells how far the upload of that key has come; NotFound "blob.notFound" when it was
	// not begun, or is complete.
	Begun(ctx context.Context, key string) (Progress, error)
	// Abandon forgets the uploads whose last piece came before the moment, and says how many.
	Abandon(ctx context.Context, before time.Time) (int, error)
	// Open gives the content; the caller closes it.
	Open(ctx context.Context, id string) (io.ReadSeekCloser, Info, error)
	// Delete removes the content; content that is not there is no mistake.
	Delete(ctx context.Context, id string) error
	// List gives up to limit files in the order of their ids, those after the id after.
	List(ctx context.Context, after string, limit int) ([]Info, error)
}
