package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"touchstone/api/backup"
	"touchstone/api/service"
)

// collectionNames lists every collection, those first whose documents refer to others.
func collectionNames() []string {
	var names []string
	for _, collection := range service.Collections() {
		names = append(names, collection.Name)
	}
	slices.Reverse(names)
	return names
}

// withEngines parses the flags, opens the engines without a service, and closes them after work.
func withEngines(ctx context.Context, set *flag.FlagSet, words []string, out io.Writer, work func(*opened) error) (failure error) {
	read := configFlags(set)
	if err := parse(set, words, out); err != nil {
		return err
	}
	c, err := read()
	if err != nil {
		return &usageError{err.Error()}
	}
	if set.NArg() != 1 {
		return &usageError{"say which file: " + set.Name() + " [flags] FILE, or - for the standard streams (flags before the file)"}
	}
	o, err := openEngines(ctx, c)
	if err != nil {
		return err
	}
	defer func() { failure = errors.Join(failure, o.close()) }()
	return work(o)
}

// writeBackup writes a backup into a file that appears under its name when it is whole, or to
// the standard output. The file holds secrets and personal data: only its owner may read it.
func writeBackup(ctx context.Context, words []string, out io.Writer) error {
	set := flags("backup")
	return withEngines(ctx, set, words, out, func(o *opened) error {
		source := backup.Source{
			Store: o.store, Files: o.files, Collections: collectionNames(), Marks: service.MarksCollection,
			Version: version, Now: time.Now,
		}
		name := set.Arg(0)
		if name == "-" {
			_, err := backup.Write(ctx, source, out, nil)
			return err
		}
		begun := time.Now()
		end, err := writeWhole(name, func(file io.Writer) (backup.End, error) {
			return backup.Write(ctx, source, file, nil)
		})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "%s: %d documents, %d changes made meanwhile, %d files of %d bytes in %s.\n",
			name, end.Documents, end.Changes, end.Files, end.FileBytes, time.Since(begun).Round(time.Millisecond))
		return err
	})
}

// writeWhole writes beside the file and gives it its name when all of it is on the disk.
func writeWhole(name string, write func(io.Writer) (backup.End, error)) (end backup.End, err error) {
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+"-*")
	if err != nil {
		return end, err
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone already when all went well
	end, err = write(file)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return end, err
	}
	return end, os.Rename(file.Name(), name)
}

// restoreBackup brings a backup into an empty database. A file is read to its end and checked
// before anything is written. Sessions stay out: everybody signs in again.
func restoreBackup(ctx context.Context, words []string, out io.Writer) error {
	set := flags("restore")
	return withEngines(ctx, set, words, out, func(o *opened) error {
		target := backup.Target{Store: o.store, Files: o.files, Collections: collectionNames(), Left: []string{service.SessionsCollection, service.TidesCollection}}
		var archive io.Reader = os.Stdin
		if name := set.Arg(0); name != "-" {
			file, err := os.Open(name)
			if err != nil {
				return err
			}
			defer func() { _ = file.Close() }()
			if _, _, err := backup.Check(file); err != nil {
				return err
			}
			if _, err := file.Seek(0, io.SeekStart); err != nil {
				return err
			}
			archive = file
		}
		begun := time.Now()
		begin, end, err := backup.Restore(ctx, archive, target, nil)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(out, "Restored the backup of %s: %d documents, %d changes, %d files of %d bytes in %s.\n",
			begin.CreatedAt.Format(time.RFC3339), end.Documents, end.Changes, end.Files, end.FileBytes, time.Since(begun).Round(time.Millisecond))
		return err
	})
}
