package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"touchstone/api/blob"
	"touchstone/api/blob/disk"
	"touchstone/api/blob/gridfs"
	"touchstone/api/fault"
	"touchstone/api/service"
	"touchstone/api/store"
	"touchstone/api/store/mongo"
	"touchstone/api/store/sqlite"
)

// opened is a service on its store and its files.
type opened struct {
	service *service.Service
	store   store.Store
	files   blob.Blob
}

// openEngines opens the engines the configuration names, without a service.
func openEngines(ctx context.Context, c config) (*opened, error) {
	o := &opened{}
	var err error
	if c.MongoDBURI != "" {
		err = o.openMongo(ctx, c)
	} else {
		err = o.openEmbedded(ctx, c)
	}
	if err != nil {
		return nil, errors.Join(err, o.close())
	}
	return o, nil
}

// open opens the engines the configuration names, and the service on them.
func open(ctx context.Context, c config) (*opened, error) {
	o, err := openEngines(ctx, c)
	if err == nil {
		o.service, err = service.New(ctx, service.Options{Checkpoint: c.checkpoint(), Build: build(), Store: o.store, Blobs: o.files, Secret: c.Secret, PublicURL: c.PublicURL, MostBytes: c.ResponseBytes, Mail: c.Mail, PushNetworks: c.PushNetworks, WebhookNetworks: c.WebhookNetworks})
	}
	if err != nil {
		if o != nil {
			err = errors.Join(err, o.close())
		}
		return nil, err
	}
	return o, nil
}

// checkpoint is where the embedded engine's tally is kept between two runs.
func (c config) checkpoint() string {
	if c.MongoDBURI != "" {
		return ""
	}
	return filepath.Join(c.Data, "tally.checkpoint")
}

// build tells this program from one that was built anew, which may count differently.
func build() string {
	path, err := os.Executable()
	if err != nil {
		return version
	}
	file, err := os.Stat(path)
	if err != nil {
		return version
	}
	return fmt.Sprint(version, " ", file.Size(), " ", file.ModTime().UTC().Format(time.RFC3339Nano))
}

func (o *opened) openEmbedded(ctx context.Context, c config) error {
	path := filepath.Join(c.Data, "touchstone.db")
	engine, err := sqlite.Open(ctx, path, service.Collections())
	if err != nil {
		f := fault.Of(err)
		return fault.Wrap(f.Kind, f.Code, f.Cause, "Cannot open %s: %s", path, f.Message)
	}
	o.store = engine
	files, err := disk.Open(filepath.Join(c.Data, "attachments"))
	if err != nil {
		return err
	}
	o.files = files
	return nil
}

func (o *opened) openMongo(ctx context.Context, c config) error {
	engine, err := mongo.Open(ctx, c.MongoDBURI, c.MongoDBDatabase, service.Collections())
	if err != nil {
		return err
	}
	o.store = engine
	files, err := gridfs.Open(ctx, c.MongoDBURI, c.MongoDBDatabase)
	if err != nil {
		return err
	}
	o.files = files
	return nil
}

// close waits for writes under way and releases what was opened.
func (o *opened) close() error {
	var failures []error
	if o.store != nil {
		failures = append(failures, o.store.Close())
	}
	if files, ok := o.files.(io.Closer); ok {
		failures = append(failures, files.Close())
	}
	return errors.Join(failures...)
}
