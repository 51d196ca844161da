// Command mongo-test-server speaks the MongoDB protocol on loopback, for tests on machines
// without a MongoDB. It is FerretDB over SQLite in a folder that is deleted when it ends.
//
//	mongo-test-server [-port N]
//
// It prints one line, its connection string, once it accepts connections, and ends when its
// standard input closes, so that it never outlives the test process that started it.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"os"
	"os/signal"
	"syscall"

	"github.com/FerretDB/FerretDB/ferretdb"
)

func main() {
	port := flag.Int("port", 0, "loopback port to listen on; 0 takes a free one")
	flag.Parse()
	if err := serve(*port); err != nil {
		fmt.Fprintln(os.Stderr, "mongo-test-server:", err)
		os.Exit(1)
	}
}

func serve(port int) error {
	folder, err := os.MkdirTemp("", "touchstone-mongo-test-*")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()

	server, err := ferretdb.New(&ferretdb.Config{
		Listener: ferretdb.ListenerConfig{TCP: fmt.Sprintf("127.0.0.1:%d", port)},
		Logger:   slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})),
		Handler:  "sqlite",
		// Tests need no durability; without it they take a tenth of the time.
		SQLiteURL: (&url.URL{Scheme: "file", Opaque: folder + "/", RawQuery: "_pragma=synchronous(off)"}).String(),
	})
	if err != nil {
		return err
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		stop()
	}()
	ended := make(chan error, 1)
	go func() { ended <- server.Run(ctx) }()
	fmt.Println(server.MongoDBURI())
	return <-ended
}
