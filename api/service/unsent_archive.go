package service

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// mostEntries bounds the entries of an archive that are looked at.
const mostEntries = 50_000

// archive is a ZIP file on disk whose entries are found by name. Names are compared, never
// used as paths.
type archive struct {
	entries map[string]func() (io.ReadCloser, error)
	whole   bool // the directory at its end is there
}

// openArchive reads the directory of a ZIP file, or, when the file was cut off, finds the
// entries that came before. Of entries with the same name the first counts.
func openArchive(file *os.File, size int64) archive {
	found := archive{entries: map[string]func() (io.ReadCloser, error){}}
	if reader, err := zip.NewReader(file, size); err == nil {
		found.whole = true
		for i, entry := range reader.File {
			if i >= mostEntries {
				found.whole = false
				break
			}
			found.add(entry.Name, entry.Open)
		}
		return found
	}
	found.scan(file, size)
	return found
}

func (a *archive) add(name string, open func() (io.ReadCloser, error)) {
	if _, known := a.entries[name]; !known {
		a.entries[name] = open
	}
}

// open gives the content of an entry; os.ErrNotExist when there is none of that name.
func (a *archive) open(name string) (io.ReadCloser, error) {
	if open, known := a.entries[name]; known {
		return open()
	}
	return nil, os.ErrNotExist
}

// Layout of a local file header (PKWARE APPNOTE 6.3.10, 4.3.7) and of a data descriptor (4.3.9).
const (
	localHeader     = 30
	localSignature  = "PK\x03\x04"
	descriptorStart = "PK\x07\x08"
	descriptorSize  = 12 // without its signature
	flagEncrypted   = 1
	flagDescriptor  = 8
	unknownSize     = 0xffffffff
)

// scan goes from one local header to the next until one is broken.
func (a *archive) scan(file *os.File, size int64) {
	at := int64(0)
	for range mostEntries {
		head := make([]byte, localHeader)
		if _, err := file.ReadAt(head, at); err != nil || string(head[:4]) != localSignature {
			return
		}
		flags, method := binary.LittleEndian.Uint16(head[6:]), binary.LittleEndian.Uint16(head[8:])
		packed := int64(binary.LittleEndian.Uint32(head[18:]))
		name := make([]byte, binary.LittleEndian.Uint16(head[26:]))
		extra := int64(binary.LittleEndian.Uint16(head[28:]))
		if _, err := file.ReadAt(name, at+localHeader); err != nil {
			return
		}
		from := at + localHeader + int64(len(name)) + extra
		open := opener(file, from, size-from, method)
		if flags&flagEncrypted != 0 || packed == unknownSize || from > size || open == nil {
			return
		}
		if flags&flagDescriptor != 0 && packed == 0 {
			var ok bool
			if packed, ok = packedSize(file, from, size-from, method); !ok {
				a.add(string(name), open)
				return
			}
			at = from + packed + descriptorLength(file, from+packed)
		} else {
			open = opener(file, from, min(packed, size-from), method)
			at = from + packed
		}
		a.add(string(name), open)
	}
}

// opener gives what reads an entry of at most so many packed bytes; nil for a method that
// is not known.
func opener(file io.ReaderAt, from, most int64, method uint16) func() (io.ReadCloser, error) {
	section := func() io.Reader { return io.NewSectionReader(file, from, most) }
	switch method {
	case zip.Store:
		return func() (io.ReadCloser, error) { return io.NopCloser(section()), nil }
	case zip.Deflate:
		return func() (io.ReadCloser, error) { return flate.NewReader(bufio.NewReader(section())), nil }
	}
	return nil
}

// packedSize finds where a deflated entry ends whose header does not say it; not ok when it
// was cut off, or is not deflated.
func packedSize(file io.ReaderAt, from, most int64, method uint16) (int64, bool) {
	if method != zip.Deflate {
		return 0, false
	}
	counted := &countedBytes{from: bufio.NewReader(io.NewSectionReader(file, from, most))}
	_, err := io.Copy(io.Discard, io.LimitReader(flate.NewReader(counted), mostUnsentBytes))
	return counted.n, err == nil
}

// countedBytes counts what is taken; being a ByteReader, it is never read ahead of need.
type countedBytes struct {
	from *bufio.Reader
	n    int64
}

func (c *countedBytes) Read(p []byte) (int, error) {
	n, err := c.from.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *countedBytes) ReadByte() (byte, error) {
	b, err := c.from.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

func descriptorLength(file io.ReaderAt, at int64) int64 {
	signature := make([]byte, len(descriptorStart))
	if _, err := file.ReadAt(signature, at); err == nil && bytes.Equal(signature, []byte(descriptorStart)) {
		return descriptorSize + int64(len(descriptorStart))
	}
	return descriptorSize
}

// spool writes an upload to a file of its own that vanishes with the returned function.
func spool(content io.Reader) (file *os.File, size int64, done func(), err error) {
	file, err = os.CreateTemp("", "touchstone-unsent-*")
	if err != nil {
		return nil, 0, nil, err
	}
	done = func() { _ = errors.Join(file.Close(), os.Remove(file.Name())) }
	if size, err = io.Copy(file, content); err != nil {
		done()
		return nil, 0, nil, err
	}
	return file, size, done, nil
}

// mediaName is where the archive holds a file.
func mediaName(digest string) string { return "media/" + digest }
