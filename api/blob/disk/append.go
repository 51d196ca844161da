package disk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash/fnv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"touchstone/api/blob"
	"touchstone/api/fault"
)

// An upload is one file, in 256 subfolders like whole files, named by its key and the size
// that was announced: the file's length is how far the upload has come.

func (d *Disk) home(key string) string { return filepath.Join(d.folder, pieces, key[:2]) }

func (d *Disk) lock(key string) *sync.Mutex {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(key)) // never fails
	return &d.locks[hash.Sum32()%uint32(len(d.locks))]
}

// Append implements blob.Blob.
func (d *Disk) Append(ctx context.Context, upload blob.Upload, offset int64, r io.Reader) (int64, error) {
	if err := upload.Check(); err != nil {
		return 0, err
	}
	stands, err := d.Begun(ctx, upload.Key)
	switch {
	case err != nil && !fault.Is(err, fault.NotFound):
		return 0, err
	case err == nil && stands.Size != upload.Size:
		return stands.Offset, blob.OtherSize(stands.Size)
	case stands.Offset != offset:
		return stands.Offset, blob.Elsewhere(stands.Offset)
	}
	if err := os.Mkdir(d.home(upload.Key), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return 0, blob.Unavailable(err)
	}
	path := filepath.Join(d.home(upload.Key), upload.Key+"-"+strconv.FormatInt(upload.Size, 10))
	how := os.O_RDWR
	if offset == 0 {
		how |= os.O_CREATE
	}
	file, err := os.OpenFile(path, how, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return d.completed(upload, offset)
	}
	if err != nil {
		return 0, blob.Unavailable(err)
	}
	failure := blob.Pieces(r, upload.Size-offset, func(piece []byte) error {
		if err := d.add(upload.Key, file, offset, piece); err != nil {
			return err
		}
		offset += int64(len(piece))
		return nil
	})
	failure = errors.Join(failure, wrap(errors.Join(file.Sync(), syncFolder(d.home(upload.Key)))))
	if failure == nil && offset == upload.Size {
		failure = d.complete(file, path, upload)
	}
	if err := file.Close(); err != nil {
		failure = errors.Join(failure, blob.Unavailable(err))
	}
	return offset, failure
}

// completed answers for an upload that another sender has just ended.
func (d *Disk) completed(upload blob.Upload, offset int64) (int64, error) {
	if _, err := os.Stat(d.path(upload.ID)); err != nil || offset < upload.Size {
		return 0, blob.Elsewhere(0)
	}
	return offset, wrap(d.touch(upload.ID))
}

// add writes a piece where the file ends, unless another sender got there first.
func (d *Disk) add(key string, file *os.File, offset int64, piece []byte) error {
	lock := d.lock(key)
	lock.Lock()
	defer lock.Unlock()
	info, err := file.Stat()
	if err != nil {
		return blob.Unavailable(err)
	}
	if info.Size() != offset {
		return blob.Elsewhere(info.Size())
	}
	if _, err := file.WriteAt(piece, offset); err != nil {
		return blob.Unavailable(errors.Join(err, file.Truncate(offset)))
	}
	return nil
}

// complete checks the whole and gives it its name.
func (d *Disk) complete(file *os.File, path string, upload blob.Upload) error {
	digest := sha256.New()
	if _, err := io.Copy(digest, io.NewSectionReader(file, 0, upload.Size)); err != nil {
		return blob.Unavailable(err)
	}
	if hex.EncodeToString(digest.Sum(nil)) != upload.ID {
		return errors.Join(blob.OtherContent(), remove(path))
	}
	err := d.publish(path, upload.ID)
	if errors.Is(err, fs.ErrNotExist) { // the same upload, sent twice at once, was completed first
		if _, there := os.Stat(d.path(upload.ID)); there == nil {
			err = nil
		}
	}
	if err == nil {
		err = d.touch(upload.ID)
	}
	return wrap(err)
}

// Begun implements blob.Blob.
func (d *Disk) Begun(_ context.Context, key string) (blob.Progress, error) {
	if err := blob.CheckID(key); err != nil {
		return blob.Progress{}, err
	}
	files, err := os.ReadDir(d.home(key))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return blob.Progress{}, blob.Unavailable(err)
	}
	for _, file := range files {
		size, ours := strings.CutPrefix(file.Name(), key+"-")
		if !ours {
			continue
		}
		info, err := file.Info()
		if errors.Is(err, fs.ErrNotExist) { // complete since
			break
		}
		if err != nil {
			return blob.Progress{}, blob.Unavailable(err)
		}
		announced, err := strconv.ParseInt(size, 10, 64)
		return blob.Progress{Offset: info.Size(), Size: announced}, wrap(err)
	}
	return blob.Progress{}, blob.NotFound(key)
}

// Abandon implements blob.Blob.
func (d *Disk) Abandon(ctx context.Context, before time.Time) (int, error) {
	abandoned := 0
	err := filepath.WalkDir(filepath.Join(d.folder, pieces), func(path string, entry fs.DirEntry, err error) error {
		if err = errors.Join(err, ctx.Err()); err != nil || entry.IsDir() {
			return err
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && info.ModTime().Before(before) {
			abandoned++
			err = os.Remove(path)
		}
		return err
	})
	return abandoned, wrap(err)
}
