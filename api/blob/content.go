package blob

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"

	"touchstone/api/fault"
)

// CheckID refuses an id that is no SHA-256 in lower-case hexadecimal.
func CheckID(id string) error {
	if data, err := hex.DecodeString(id); err != nil || len(data) != sha256.Size || id != strings.ToLower(id) {
		return fault.Wrap(fault.Invalid, "blob.id", err, "The id of a file is the SHA-256 of its content in lower-case hexadecimal.")
	}
	return nil
}

// Copy writes the content to an engine's file and checks size and digest on the way. It
// stops one byte after size. Errors of either side come back as they are.
func Copy(to io.Writer, id string, size int64, from io.Reader) error {
	digest := sha256.New()
	written, err := io.Copy(io.MultiWriter(to, digest), io.LimitReader(from, size+1))
	if err != nil {
		return err
	}
	if written != size {
		return fault.New(fault.Invalid, "blob.size", "The file does not have the %d bytes that were announced.", size)
	}
	if hex.EncodeToString(digest.Sum(nil)) != id {
		return OtherContent()
	}
	return nil
}

// OtherContent is the fault of content that its id does not belong to.
func OtherContent() error {
	return fault.New(fault.Invalid, "blob.digest", "The content of the file is not what its id says.")
}

// NotFound is the fault of content that is not there.
func NotFound(id string) error {
	return fault.New(fault.NotFound, "blob.notFound", "There is no file %s.", id)
}

// Unavailable is the fault of an engine that cannot serve now.
func Unavailable(cause error) error {
	return fault.Wrap(fault.Unavailable, "blob.unavailable", cause, "The files cannot be read or written now.")
}
