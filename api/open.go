package main

import (
	"context"
	"errors"
	"path/filepath"

	"touchstone/api/service"
	"touchstone/api/store"
	"touchstone/api/store/sqlite"
)

// opened is a service on its store; close releases both.
type opened struct {
	service *service.Service
	store   store.Store
}

// open opens the engine the configuration names, and the service on it.
func open(ctx context.Context, c config) (*opened, error) {
	engine, err := openStore(ctx, c)
	if err != nil {
		return nil, err
	}
	s, err := service.New(ctx, service.Options{Store: engine, Secret: c.Secret, PublicURL: c.PublicURL})
	if err != nil {
		return nil, errors.Join(err, engine.Close())
	}
	return &opened{s, engine}, nil
}

func openStore(ctx context.Context, c config) (store.Store, error) {
	return sqlite.Open(ctx, filepath.Join(c.Data, "touchstone.db"), service.Collections())
}
