package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"

	"touchstone/api/fault"
	"touchstone/api/rest"
	"touchstone/api/service"
	"touchstone/frontend"
)

// Bounds of connections. Bodies have deadlines of their own, by their kind.
const (
	headerTime = 10 * time.Second
	idleTime   = 2 * time.Minute
	answerTime = 15 * time.Minute // to take a request and its answer, for the slowest phone
	maxHeader  = 32 << 10
	stopTime   = 20 * time.Second // for requests under way when the server is told to stop
	readyTime  = 2 * time.Second  // for the store to answer /readyz
)

// serve runs the server until ctx ends.
func serve(ctx context.Context, words []string, out io.Writer) (failure error) {
	set := flags("serve")
	read := configFlags(set)
	if err := parse(set, words, out); err != nil {
		return err
	}
	c, err := read()
	if err != nil {
		return &usageError{err.Error()}
	}
	log := newLog(c.Log)
	listener, err := listen(ctx, c.Addr)
	if err != nil {
		return err
	}
	o, err := open(ctx, c)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	defer func() { failure = errors.Join(failure, o.close()) }()

	pages, err := fs.Sub(frontend.Dist, "dist")
	if err != nil {
		return err
	}
	handler, err := rest.New(rest.Options{
		Service: o.service, Pages: pages, PublicURL: c.PublicURL, Version: version, Log: log,
		Proxies: c.Proxies, LinkRate: c.LinkRate, Tiles: rest.Tiles{URL: c.Tiles, Attribution: c.TilesAttribution}, Ready: func() error { return ready(ctx, o) },
	})
	if err != nil {
		return err
	}
	if err := greet(ctx, out, c, o); err != nil {
		return err
	}
	background, stopBackground := context.WithCancel(context.WithoutCancel(ctx))
	var running sync.WaitGroup
	running.Go(func() {
		o.service.Run(background, func(err error) { log.Error("counting failed; trying again", "cause", err.Error()) })
	})
	running.Go(func() {
		o.service.RunNotices(background, func(err error) { log.Error("notices could not be looked after; trying again", "cause", err.Error()) })
	})
	running.Go(func() {
		o.service.RunAlerts(background, func(err error) { log.Error("alerts could not be looked after; trying again", "cause", err.Error()) })
	})
	running.Go(func() { dropExpired(background, o, log) })
	running.Go(func() { sweep(background, o, log) })
	defer running.Wait()
	defer stopBackground()
	return serveUntil(ctx, listener, handler, log)
}

// listen takes the address before anything else, so that a second server on the same data
// says so before it touches them.
func listen(ctx context.Context, addr string) (net.Listener, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		_, port, _ := net.SplitHostPort(addr)
		return nil, fault.New(fault.Unavailable, "address.used",
			"Port %s is in use, perhaps by a Touchstone that runs already. Stop what uses it, or choose another: TOUCHSTONE_ADDR=127.0.0.1:PORT (or --addr).", port)
	}
	if err != nil {
		return nil, fault.Wrap(fault.Unavailable, "address.refused", err, "Cannot listen on %s; choose another address with TOUCHSTONE_ADDR (or --addr).", addr)
	}
	return listener, nil
}

func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: answerTime, IdleTimeout: idleTime, WriteTimeout: answerTime, MaxHeaderBytes: maxHeader,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping")
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime)
	defer cancel()
	if err := server.Shutdown(limited); err != nil {
		log.Warn("requests were cut off", "cause", err.Error())
		return server.Close()
	}
	return nil
}

func ready(ctx context.Context, o *opened) error {
	limited, cancel := context.WithTimeout(ctx, readyTime)
	defer cancel()
	if err := o.service.Ping(limited); err != nil {
		return fault.Wrap(fault.Unavailable, "store.unavailable", err, "The database does not answer.")
	}
	if !o.service.Counted() {
		return fault.New(fault.Unavailable, "comparison.counting", "The responses are still being counted.")
	}
	return nil
}

// greet prints where to go, for people.
func greet(ctx context.Context, out io.Writer, c config, o *opened) error {
	needed, err := o.service.NeedsSetup(ctx)
	if err != nil {
		return err
	}
	place := c.Data
	if c.MongoDBURI != "" {
		place = "MongoDB"
	}
	text := fmt.Sprintf("Touchstone %s\n  Address  %s\n  Data     %s\n", version, c.PublicURL, place)
	if needed {
		text += fmt.Sprintf("\n  Nobody has an account yet. Open this address once to make the first one:\n\n    %s/desk/setup#%s\n\n", c.PublicURL, o.service.SetupToken())
	} else {
		text += fmt.Sprintf("  Sign in  %s/desk/\n", c.PublicURL)
	}
	_, err = io.WriteString(out, text)
	return err
}

// dropExpired deletes sessions that have ended, now and every few hours.
func dropExpired(ctx context.Context, o *opened, log *slog.Logger) {
	ticker := time.NewTicker(6 * time.Hour)
	defer ticker.Stop()
	for {
		if err := o.service.DropExpiredSessions(ctx); err != nil && ctx.Err() == nil {
			log.Warn("expired sessions could not be deleted", "cause", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// sweep clears away files that nobody needs, now and every day.
func sweep(ctx context.Context, o *opened, log *slog.Logger) {
	ticker := time.NewTicker(24 * time.Hour)
	defer ticker.Stop()
	for {
		swept, err := o.service.Sweep(ctx)
		switch {
		case err != nil && ctx.Err() == nil:
			log.Warn("files nobody needs could not be cleared away", "cause", err.Error())
		case swept != service.Swept{}:
			log.Info("cleared away files nobody needs", "uploads", swept.Uploads, "files", swept.Files)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func newLog(form string) *slog.Logger {
	if form == "json" {
		return slog.New(slog.NewJSONHandler(os.Stderr, nil))
	}
	return slog.New(slog.NewTextHandler(os.Stderr, nil))
}
