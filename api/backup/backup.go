// Package backup writes everything a store and its files hold into one stream, while others
// go on writing, and brings such a stream into empty engines of either kind.
//
// The stream is a tar archive that common tools can list and read. It begins with
// backup.json, holds documents as lines of JSON ("documents/<collection>/<number>.ndjson"),
// then what changed meanwhile in its order ("changes/<number>.ndjson"), then the files
// ("files/<SHA-256>"), and ends with end.json, which has the SHA-256 of every entry before
// it. An archive without a fitting end is not restored.
package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"touchstone/api/blob"
	"touchstone/api/fault"
	"touchstone/api/store"
)

// Format is the version of the archive. Readers refuse a newer one.
const Format = 1

const (
	beginName = "backup.json"
	endName   = "end.json"
	mostBatch = 4 << 20 // bytes of documents in an entry
	pageSize  = 200
)

// Source is what a backup reads.
type Source struct {
	Store       store.Store
	Files       blob.Blob
	Collections []string // in the order in which they are written; what refers to others first
	Marks       string   // one of them that takes a document which marks the moment of the backup
	Version     string   // of the product
	Now         func() time.Time
}

// Beginning is the first entry of an archive.
type Beginning struct {
	Format      int       `json:"format"`
	Version     string    `json:"version"` // of the product that wrote it
	CreatedAt   time.Time `json:"createdAt"`
	Collections []string  `json:"collections"`
}

// End is the last entry of an archive.
type End struct {
	Documents int64 `json:"documents"` // written in the first pass
	Changes   int64 `json:"changes"`   // that came meanwhile
	Files     int64 `json:"files"`
	FileBytes int64 `json:"fileBytes"`
	// Digest is the SHA-256, in hexadecimal, over the SHA-256 of every entry before, each as
	// "digest name\n".
	Digest string `json:"digest"`
}

// line is one document or change in an entry.
type line struct {
	Collection string          `json:"collection,omitempty"` // of changes
	ID         string          `json:"id"`
	Deleted    bool            `json:"deleted,omitempty"`
	Body       json.RawMessage `json:"body,omitempty"`
}

// Progress is told after every entry; nil is nobody.
type Progress func(End)

// Write streams a backup to out. The documents are those of one moment shortly before it
// ends: a first pass over every collection, then all changes since the beginning, up to a mark
// that is set when the pass is done. Every file that they name is there, since files are put
// before documents name them and are listed last.
func Write(ctx context.Context, source Source, out io.Writer, progress Progress) (End, error) {
	w := &writer{archive: tar.NewWriter(out), digest: sha256.New(), at: source.Now().UTC(), progress: progress}
	mark, err := present(ctx, source)
	if err != nil {
		return w.end, err
	}
	begin, err := json.Marshal(Beginning{Format: Format, Version: source.Version, CreatedAt: w.at, Collections: source.Collections})
	if err != nil {
		return w.end, err
	}
	if err := w.add(beginName, begin); err != nil {
		return w.end, err
	}
	for _, collection := range source.Collections {
		if err := w.documents(ctx, source.Store, collection); err != nil {
			return w.end, err
		}
	}
	if err := w.changes(ctx, source, mark); err != nil {
		return w.end, err
	}
	if err := w.files(ctx, source.Files); err != nil {
		return w.end, err
	}
	w.end.Digest = hex.EncodeToString(w.digest.Sum(nil))
	end, err := json.Marshal(w.end)
	if err != nil {
		return w.end, err
	}
	if err := w.add(endName, end); err != nil {
		return w.end, err
	}
	return w.end, w.archive.Close()
}

// present gives the mark from which changes follow.
func present(ctx context.Context, source Source) (mark store.Mark, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	known := false
	err = source.Store.Watch(ctx, source.Collections, "", func(at store.Mark) {
		mark, known = at, true
		stop()
	}, func(store.Change, store.Mark) error { return nil })
	if err == nil && !known {
		err = fault.Wrap(fault.Unavailable, "store.unavailable", ctx.Err(), "The database could not be watched.")
	}
	return mark, err
}

type writer struct {
	archive  *tar.Writer
	digest   hash.Hash
	at       time.Time
	batch    bytes.Buffer
	end      End
	progress Progress
}

// add writes an entry whose content is at hand.
func (w *writer) add(name string, content []byte) error {
	return w.entry(name, int64(len(content)), bytes.NewReader(content))
}

func (w *writer) entry(name string, size int64, content io.Reader) error {
	head := &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: size, ModTime: w.at, Format: tar.FormatPAX}
	if err := w.archive.WriteHeader(head); err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(io.MultiWriter(w.archive, sum), content); err != nil {
		return err
	}
	_, _ = fmt.Fprintf(w.digest, "%x %s\n", sum.Sum(nil), name)
	if w.progress != nil {
		w.progress(w.end)
	}
	return nil
}

// put adds a line to the batch, which becomes an entry when it is large enough.
func (w *writer) put(l line, name func() string) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	w.batch.Write(text)
	w.batch.WriteByte('\n')
	if w.batch.Len() >= mostBatch {
		return w.flush(name)
	}
	return nil
}

func (w *writer) flush(name func() string) error {
	if w.batch.Len() == 0 {
		return nil
	}
	defer w.batch.Reset()
	return w.add(name(), w.batch.Bytes())
}

// numbered names the entries of a folder.
func numbered(folder string) func() string {
	number := 0
	return func() string {
		number++
		return fmt.Sprintf("%s/%06d.ndjson", folder, number)
	}
}

func (w *writer) documents(ctx context.Context, from store.Store, collection string) error {
	name := numbered("documents/" + collection)
	query := store.Query{Limit: pageSize}
	for {
		page, err := from.Find(ctx, collection, query)
		if err != nil {
			return err
		}
		for _, record := range page.Records {
			if strings.HasPrefix(record.ID, markPrefix) {
				continue // of a backup that was killed, or of another under way
			}
			w.end.Documents++
			if err := w.put(line{ID: record.ID, Body: record.Body}, name); err != nil {
				return err
			}
		}
		if page.Next == "" {
			return w.flush(name)
		}
		query.After = page.Next
	}
}

// markPrefix begins the id of the document that marks the moment of a backup.
const markPrefix = "backup/"

// changes writes what was written since mark, up to a document of its own that says where to
// end; the document is taken away again.
func (w *writer) changes(ctx context.Context, source Source, mark store.Mark) error {
	own, err := source.Store.Insert(ctx, source.Marks, markPrefix+uuid.NewString(), json.RawMessage(`{}`))
	if err != nil {
		return err
	}
	name := numbered("changes")
	watching, stop := context.WithCancel(ctx)
	defer stop()
	reached := false
	err = source.Store.Watch(watching, source.Collections, mark, func(store.Mark) {}, func(change store.Change, _ store.Mark) error {
		switch {
		case reached:
			return nil
		case change.Collection == source.Marks && change.ID == own.ID:
			reached = true
			stop()
			return nil
		case strings.HasPrefix(change.ID, markPrefix):
			return nil
		}
		w.end.Changes++
		return w.put(line{Collection: change.Collection, ID: change.ID, Deleted: change.Deleted, Body: change.Body}, name)
	})
	// The mark is taken away also when somebody stopped the backup.
	if gone := source.Store.Delete(context.WithoutCancel(ctx), source.Marks, own.ID, own.Revision); err == nil {
		err = gone
	}
	if err == nil && !reached {
		err = fault.Wrap(fault.Unavailable, "store.unavailable", ctx.Err(), "The database could not be watched to the end.")
	}
	if err != nil {
		return err
	}
	return w.flush(name)
}

func (w *writer) files(ctx context.Context, from blob.Blob) error {
	after := ""
	for {
		list, err := from.List(ctx, after, pageSize)
		if err != nil || len(list) == 0 {
			return err
		}
		for _, file := range list {
			after = file.ID
			if err := w.file(ctx, from, file); err != nil {
				return err
			}
		}
	}
}

// file writes one file; one that was deleted since it was listed is left out.
func (w *writer) file(ctx context.Context, from blob.Blob, file blob.Info) error {
	content, info, err := from.Open(ctx, file.ID)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	w.end.Files++
	w.end.FileBytes += info.Size
	return w.entry("files/"+file.ID, info.Size, content)
}
