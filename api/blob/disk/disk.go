// Package disk keeps attachments in a folder: one file each, in 256 subfolders named by the
// first two digits of the id. A file appears under its name only when it is complete and on
// disk, so a crash leaves no half of one.
package disk

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"touchstone/api/blob"
	"touchstone/api/fault"
)

const (
	incoming = "incoming" // the subfolder of files that are not complete yet
	pieces   = "pieces"   // the subfolder of uploads that go on another time
	// abandoned is the age after which an incomplete file is one that nobody writes any more.
	abandoned = 24 * time.Hour
)

// Disk is a folder of attachments. It implements blob.Blob; several processes may use it.
type Disk struct {
	folder string
	locks  [64]sync.Mutex // of uploads, by their keys; each is held for one piece only
}

var _ blob.Blob = (*Disk)(nil)

// Open makes the folder if it is missing, readable for the owner only, and clears away
// incomplete files of crashed processes. Fault: Unavailable "blob.folder" if it cannot be
// made or written.
func Open(folder string) (*Disk, error) {
	d := &Disk{folder: folder}
	for _, inside := range []string{incoming, pieces} {
		if err := os.MkdirAll(filepath.Join(folder, inside), 0o700); err != nil {
			return nil, fault.Wrap(fault.Unavailable, "blob.folder", err, "The folder %s for attachments cannot be made.", folder)
		}
	}
	probe, err := os.CreateTemp(filepath.Join(folder, incoming), "probe-*")
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, "blob.folder", err, "The folder %s for attachments cannot be written.", folder)
	}
	if err := errors.Join(probe.Close(), os.Remove(probe.Name()), d.clear()); err != nil {
		return nil, blob.Unavailable(err)
	}
	return d, nil
}

func (d *Disk) clear() error {
	entries, err := os.ReadDir(filepath.Join(d.folder, incoming))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) || (err == nil && time.Since(info.ModTime()) < abandoned) {
			continue
		}
		if err := errors.Join(err, os.Remove(filepath.Join(d.folder, incoming, entry.Name()))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func (d *Disk) path(id string) string { return filepath.Join(d.folder, id[:2], id) }

// Put implements blob.Blob.
func (d *Disk) Put(ctx context.Context, id string, size int64, r io.Reader) error {
	if err := blob.CheckID(id); err != nil {
		return err
	}
	if info, err := os.Stat(d.path(id)); err == nil && info.Size() == size {
		if err := blob.Copy(io.Discard, id, size, r); err != nil {
			return err
		}
		return wrap(errors.Join(d.touch(id), d.settle(id))) // whoever put it there may not have come that far
	}
	file, err := os.CreateTemp(filepath.Join(d.folder, incoming), id+"-*")
	if err != nil {
		return blob.Unavailable(err)
	}
	err = blob.Copy(writer{ctx, file}, id, size, r)
	if err == nil {
		err = wrap(file.Sync())
	}
	if err = errors.Join(err, wrap(file.Close())); err == nil {
		err = wrap(d.publish(file.Name(), id))
	}
	if err != nil {
		return errors.Join(err, remove(file.Name()))
	}
	return nil
}

// publish gives a complete file its name, durably.
func (d *Disk) publish(from, id string) error {
	if err := os.Mkdir(filepath.Dir(d.path(id)), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := os.Rename(from, d.path(id)); err != nil {
		return err
	}
	return d.settle(id)
}

// touch notes that content was put again.
func (d *Disk) touch(id string) error {
	now := time.Now()
	return os.Chtimes(d.path(id), now, now)
}

// settle brings the names that lead to a file to disk.
func (d *Disk) settle(id string) error {
	return errors.Join(syncFolder(filepath.Dir(d.path(id))), syncFolder(d.folder))
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// writer makes faults of the disk's errors and stops when the request ends.
type writer struct {
	ctx  context.Context
	file *os.File
}

func (w writer) Write(data []byte) (int, error) {
	if err := w.ctx.Err(); err != nil {
		return 0, blob.Unavailable(err)
	}
	n, err := w.file.Write(data)
	return n, wrap(err)
}

func wrap(err error) error {
	if err == nil {
		return nil
	}
	return blob.Unavailable(err)
}

func remove(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return blob.Unavailable(err)
	}
	return nil
}

// Open implements blob.Blob.
func (d *Disk) Open(_ context.Context, id string) (io.ReadSeekCloser, blob.Info, error) {
	if err := blob.CheckID(id); err != nil {
		return nil, blob.Info{}, err
	}
	file, err := os.Open(d.path(id))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, blob.Info{}, blob.NotFound(id)
	}
	if err != nil {
		return nil, blob.Info{}, blob.Unavailable(err)
	}
	info, err := file.Stat()
	if err != nil {
		return nil, blob.Info{}, blob.Unavailable(errors.Join(err, file.Close()))
	}
	return file, blob.Info{ID: id, Size: info.Size(), PutAt: info.ModTime()}, nil
}

// Delete implements blob.Blob.
func (d *Disk) Delete(_ context.Context, id string) error {
	if err := blob.CheckID(id); err != nil {
		return err
	}
	return remove(d.path(id))
}

// List implements blob.Blob.
func (d *Disk) List(ctx context.Context, after string, limit int) ([]blob.Info, error) {
	found := []blob.Info{}
	homes, err := os.ReadDir(d.folder)
	if err != nil {
		return nil, blob.Unavailable(err)
	}
	for _, home := range homes {
		if len(home.Name()) != 2 || (len(after) >= 2 && home.Name() < after[:2]) {
			continue
		}
		files, err := os.ReadDir(filepath.Join(d.folder, home.Name()))
		if err = errors.Join(err, ctx.Err()); err != nil {
			return nil, blob.Unavailable(err)
		}
		for _, file := range files {
			if len(found) == limit {
				return found, nil
			}
			info, err := file.Info()
			if errors.Is(err, fs.ErrNotExist) || file.Name() <= after || blob.CheckID(file.Name()) != nil {
				continue
			}
			if err != nil {
				return nil, blob.Unavailable(err)
			}
			found = append(found, blob.Info{ID: file.Name(), Size: info.Size(), PutAt: info.ModTime()})
		}
	}
	return found, nil
}
