package blob

import (
	"errors"
	"io"

	"touchstone/api/fault"
)

// Upload is a file that arrives in pieces.
type Upload struct {
	// Key tells uploads apart, in the form of an id: those of different senders never touch
	// each other, even when their content is the same.
	Key  string
	ID   string // SHA-256 of the whole content in lower-case hexadecimal
	Size int64  // of the whole content, in bytes
}

// Check refuses an upload whose key or id is no SHA-256.
func (u Upload) Check() error {
	if err := CheckID(u.Key); err != nil {
		return err
	}
	return CheckID(u.ID)
}

// Progress is how far an upload has come.
type Progress struct {
	Offset int64 // bytes that are durable
	Size   int64 // bytes that were announced
}

// Piece is how much an engine takes at once from a reader that may break off.
const Piece = 255 << 10

// Pieces reads r to its end, but no further than left bytes, and hands it on in pieces. What
// was read before r failed is handed on too; the reader's error comes back as it is.
func Pieces(r io.Reader, left int64, keep func(piece []byte) error) error {
	buffer := make([]byte, min(Piece, max(left, 0)))
	var failure error
	for left > 0 && failure == nil {
		n, whole := 0, int(min(int64(len(buffer)), left))
		for n < whole && failure == nil {
			var read int
			read, failure = r.Read(buffer[n:whole])
			n += read
		}
		if n > 0 {
			if err := keep(buffer[:n]); err != nil {
				return err
			}
		}
		left -= int64(n)
	}
	if errors.Is(failure, io.EOF) {
		return nil
	}
	return failure
}

// Elsewhere is the fault of a piece that does not begin where the upload stands.
func Elsewhere(stands int64) error {
	return fault.New(fault.Conflict, "blob.offset", "The upload stands at byte %d; go on from there.", stands)
}

// OtherSize is the fault of a piece that announces another size than those before.
func OtherSize(announced int64) error {
	return fault.New(fault.Invalid, "blob.size", "The upload was begun as a file of %d bytes.", announced)
}
