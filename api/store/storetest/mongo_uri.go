package storetest

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// The variables that say where the MongoDB of the tests is.
const (
	realServer = "TOUCHSTONE_TEST_MONGODB"        // connection string of a real server
	testServer = "TOUCHSTONE_TEST_MONGODB_SERVER" // path of the built scripts/mongo-test-server
)

// MongoURI gives the connection string of a MongoDB with a new, empty database named in its
// path; on a real server the database is dropped when the test ends. Without any MongoDB the
// test fails and says what to run.
func MongoURI(t testing.TB) string {
	t.Helper()
	server, err := mongoServer()
	if err != nil {
		t.Fatal(err)
	}
	uri, err := url.Parse(server)
	if err != nil {
		t.Fatalf("%s is no connection string: %v", realServer, err)
	}
	database := "touchstone_test_" + strings.ReplaceAll(uuid.NewString(), "-", "")[:20]
	query := uri.Query()
	if uri.User != nil && query.Get("authSource") == "" {
		source := strings.TrimPrefix(uri.Path, "/")
		if source == "" {
			source = "admin"
		}
		query.Set("authSource", source)
	}
	uri.Path, uri.RawQuery = "/"+database, query.Encode()
	t.Cleanup(func() { drop(t, uri.String(), database) })
	return uri.String()
}

// MongoIsReal reports whether the tests run on a real MongoDB.
func MongoIsReal() bool { return os.Getenv(realServer) != "" }

func drop(t testing.TB, uri, database string) {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	client, err := mongo.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Errorf("drop %s: %v", database, err)
		return
	}
	defer func() { _ = client.Disconnect(ctx) }()
	if err := client.Database(database).Drop(ctx); err != nil {
		t.Errorf("drop %s: %v", database, err)
	}
}

// mongoServer gives the server of this test process, started at the first call.
var mongoServer = sync.OnceValues(func() (string, error) {
	if uri := os.Getenv(realServer); uri != "" {
		return uri, nil
	}
	path := os.Getenv(testServer)
	if path == "" {
		return "", fmt.Errorf("this test needs a MongoDB: set %s to the connection string of one, or build the test server "+
			"(cd scripts/mongo-test-server && go build -o ../../bin/ .) and set %s to its absolute path; scripts/test does this by itself", realServer, testServer)
	}
	return start(path)
})

// lifeline is the standard input of the test server, which ends when it closes: at the
// latest with this process, however that ends. A variable keeps it from being collected.
//
//lint:ignore U1000 holding it is its use
var lifeline io.Closer

func start(path string) (string, error) {
	command := exec.Command(path)
	input, err := command.StdinPipe()
	if err != nil {
		return "", err
	}
	lifeline = input
	output, err := command.StdoutPipe()
	if err != nil {
		return "", err
	}
	if err := command.Start(); err != nil {
		return "", fmt.Errorf("start the test server named by %s: %w", testServer, err)
	}
	lines := bufio.NewScanner(output)
	if !lines.Scan() {
		return "", fmt.Errorf("the test server %s ended without an address: %w", path, command.Wait())
	}
	return lines.Text(), nil
}
