package backup

import (
	"archive/tar"
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"touchstone/api/blob"
	"touchstone/api/fault"
	"touchstone/api/store"
)

// Target is where a backup is restored to.
type Target struct {
	Store       store.Store
	Files       blob.Blob
	Collections []string // that the store knows
	// Left lists collections whose documents are not restored: what only a running server means.
	Left []string
}

// atOnce is how many documents are written side by side, so that they share a commit.
const atOnce = 64

// longestLine bounds a document: more than a store takes.
const longestLine = 16 << 20

// Check reads an archive to its end and reports whether it is whole. Errors are faults: Invalid
// "backup.format" (no backup, or of a newer version) and "backup.damaged".
func Check(archive io.Reader) (Beginning, End, error) {
	return read(archive, func(string, io.Reader) error { return nil })
}

// Restore brings an archive into engines that hold nothing yet; Conflict "backup.notEmpty"
// otherwise. Documents begin again at revision 1. Who can should Check the archive first: what
// was written before damage showed stays.
func Restore(ctx context.Context, archive io.Reader, target Target, progress Progress) (Beginning, End, error) {
	if err := target.empty(ctx); err != nil {
		return Beginning{}, End{}, err
	}
	var done End
	return read(archive, func(name string, content io.Reader) error {
		folder, rest, _ := strings.Cut(name, "/")
		var err error
		switch folder {
		case "documents":
			err = target.documents(ctx, path.Dir(rest), content, &done)
		case "changes":
			err = target.changes(ctx, content, &done)
		case "files":
			err = target.file(ctx, rest, content, &done)
		}
		if err == nil && progress != nil {
			progress(done)
		}
		return err
	})
}

func (t Target) empty(ctx context.Context) error {
	for _, collection := range t.Collections {
		if slices.Contains(t.Left, collection) {
			continue
		}
		page, err := t.Store.Find(ctx, collection, store.Query{Limit: 1})
		if err != nil {
			return err
		}
		if len(page.Records) > 0 {
			return fault.New(fault.Conflict, "backup.notEmpty", "The database to restore into already has documents in %s. Restore into an empty one.", collection)
		}
	}
	return nil
}

// takes tells whether documents of a collection are restored.
func (t Target) takes(collection string) (bool, error) {
	if !slices.Contains(t.Collections, collection) {
		return false, fault.New(fault.Invalid, "backup.format", "The backup has a collection %q that this version does not know. Restore it with the version that wrote it, or a newer one.", collection)
	}
	return !slices.Contains(t.Left, collection), nil
}

func (t Target) documents(ctx context.Context, collection string, content io.Reader, done *End) error {
	wanted, err := t.takes(collection)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(atOnce)
	err = lines(content, func(l line) error {
		done.Documents++
		if wanted {
			group.Go(func() error {
				_, err := t.Store.Insert(ctx, collection, l.ID, l.Body)
				return err
			})
		}
		return ctx.Err()
	})
	// The first failure cancels the others; it says more than they do.
	if failed := group.Wait(); failed != nil {
		return failed
	}
	return err
}

// changes are applied one by one: a later one may be about the same document.
func (t Target) changes(ctx context.Context, content io.Reader, done *End) error {
	return lines(content, func(l line) error {
		wanted, err := t.takes(l.Collection)
		if err != nil {
			return err
		}
		done.Changes++
		if !wanted {
			return nil
		}
		record, err := t.Store.Get(ctx, l.Collection, l.ID)
		switch {
		case fault.Is(err, fault.NotFound) && l.Deleted:
			return nil
		case fault.Is(err, fault.NotFound):
			_, err = t.Store.Insert(ctx, l.Collection, l.ID, l.Body)
		case err != nil:
		case l.Deleted:
			err = t.Store.Delete(ctx, l.Collection, l.ID, record.Revision)
		default:
			record.Body = l.Body
			_, err = t.Store.Replace(ctx, l.Collection, record)
		}
		return err
	})
}

func (t Target) file(ctx context.Context, id string, content io.Reader, done *End) error {
	sized, ok := content.(*sizedReader)
	if !ok {
		return fault.New(fault.Invalid, "backup.damaged", "The file %s of the backup has no size.", id)
	}
	done.Files++
	done.FileBytes += sized.size
	return t.Files.Put(ctx, id, sized.size, content)
}

func lines(content io.Reader, each func(line) error) error {
	scanner := bufio.NewScanner(content)
	scanner.Buffer(make([]byte, 64<<10), longestLine)
	for scanner.Scan() {
		var l line
		if err := json.Unmarshal(scanner.Bytes(), &l); err != nil {
			return damaged(err)
		}
		if err := each(l); err != nil {
			return err
		}
	}
	return scanner.Err()
}

// sizedReader is an entry's content with its length.
type sizedReader struct {
	io.Reader
	size int64
}

// read walks through an archive, gives each entry between beginning and end to each, and
// compares what came with what the end says.
func read(archive io.Reader, each func(name string, content io.Reader) error) (Beginning, End, error) {
	var begin Beginning
	var end End
	entries, digest := tar.NewReader(archive), sha256.New()
	for {
		head, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return begin, end, fault.New(fault.Invalid, "backup.damaged", "The backup has no end: it was cut off or never finished.")
		}
		if err != nil {
			if begin.Format == 0 {
				return begin, end, noBackup(err)
			}
			return begin, end, damaged(err)
		}
		if begin.Format == 0 {
			if begin, err = beginning(head, entries, digest); err != nil {
				return begin, end, err
			}
			continue
		}
		if head.Name == endName {
			if err := json.NewDecoder(io.LimitReader(entries, 1<<20)).Decode(&end); err != nil {
				return begin, end, damaged(err)
			}
			if end.Digest != hex.EncodeToString(digest.Sum(nil)) {
				return begin, end, damaged(nil)
			}
			return begin, end, nil
		}
		sum := sha256.New()
		content := &sizedReader{io.TeeReader(entries, sum), head.Size}
		err = each(head.Name, content)
		if err == nil {
			_, err = io.Copy(io.Discard, content)
		}
		if errors.Is(err, io.ErrUnexpectedEOF) {
			return begin, end, damaged(err)
		}
		if err != nil {
			return begin, end, err
		}
		_, _ = fmt.Fprintf(digest, "%x %s\n", sum.Sum(nil), head.Name)
	}
}

func beginning(head *tar.Header, content io.Reader, digest io.Writer) (begin Beginning, err error) {
	if head.Name != beginName || head.Size > 1<<20 {
		return begin, noBackup(nil)
	}
	text, err := io.ReadAll(content)
	if err == nil {
		err = json.Unmarshal(text, &begin)
	}
	if err != nil || begin.Format < 1 {
		return Beginning{}, noBackup(err)
	}
	if begin.Format > Format {
		return begin, fault.New(fault.Invalid, "backup.format", "The backup was written by a newer version (%s). Restore it with that one.", begin.Version)
	}
	sum := sha256.Sum256(text)
	_, err = fmt.Fprintf(digest, "%x %s\n", sum, head.Name)
	return begin, err
}

func noBackup(cause error) error {
	return fault.Wrap(fault.Invalid, "backup.format", cause, "This is no backup of Touchstone.")
}

func damaged(cause error) error {
	return fault.Wrap(fault.Invalid, "backup.damaged", cause, "The backup is damaged: its content is not what was written.")
}
