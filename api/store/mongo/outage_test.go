package mongo_test

import (
	"encoding/json"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"touchstone/api/fault"
	"touchstone/api/store"
	"touchstone/api/store/mongo"
	"touchstone/api/store/storetest"
)

var things = []store.Collection{{Name: "things", Indexes: []store.Index{
	{Name: "byAt", Paths: []store.Path{{Name: "place.at", Kind: store.Instant}, {Name: "rank", Kind: store.Number}}},
	{Name: "byCode", Unique: true, Paths: []store.Path{{Name: "code", Kind: store.String}}},
}}}

// patience is more than any of these tests needs, and less than a request may hang.
const patience = 8 * time.Second

// cable passes connections on to a server until it is cut.
type cable struct {
	to       string
	address  string
	mutex    sync.Mutex
	listener net.Listener
	lines    []net.Conn
}

func (c *cable) plug(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", c.address)
	if err != nil {
		t.Fatal(err)
	}
	c.listener, c.address = listener, listener.Addr().String()
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", c.to)
			if err != nil {
				_ = near.Close()
				continue
			}
			c.mutex.Lock()
			c.lines = append(c.lines, near, far)
			c.mutex.Unlock()
			go func() { _, _ = io.Copy(far, near); _ = far.Close() }()
			go func() { _, _ = io.Copy(near, far); _ = near.Close() }()
		}
	}()
}

func (c *cable) cut() {
	_ = c.listener.Close()
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, line := range c.lines {
		_ = line.Close()
	}
	c.lines = nil
}

func TestOpenSaysSoonThatNoServerAnswers(t *testing.T) {
	started := time.Now()
	_, err := mongo.Open(t.Context(), "mongodb://127.0.0.1:1/", "", things)
	if !fault.Is(err, fault.Unavailable) || fault.Of(err).Code != "store.unavailable" {
		t.Fatalf("got %v", err)
	}
	if took := time.Since(started); took > patience {
		t.Fatalf("took %s", took)
	}
}

func TestOpenRefusesAMalformedURI(t *testing.T) {
	for _, uri := range []string{"", "localhost:27017", "http://localhost/", "mongodb://", "mongodb://h:x/"} {
		if _, err := mongo.Open(t.Context(), uri, "", things); !fault.Is(err, fault.Invalid) || fault.Of(err).Code != "store.uri" {
			t.Errorf("%q: got %v", uri, err)
		}
	}
}

func TestAnOutagePassesWithoutRestart(t *testing.T) {
	uri, err := url.Parse(storetest.MongoURI(t))
	if err != nil {
		t.Fatal(err)
	}
	line := &cable{to: uri.Host, address: "127.0.0.1:0"}
	line.plug(t)
	defer line.cut()
	uri.Host = line.address
	query := uri.Query()
	query.Set("directConnection", "true") // a replica set would name its members past the cable
	uri.RawQuery = query.Encode()

	engine, err := mongo.Open(t.Context(), uri.String(), "", things)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = engine.Close() }()
	if _, err := engine.Insert(t.Context(), "things", "before", json.RawMessage(`{}`)); err != nil {
		t.Fatal(err)
	}
	told, ready := make(chan string, 10), make(chan struct{})
	go func() {
		_ = engine.Watch(t.Context(), []string{"things"}, "", func(store.Mark) { close(ready) }, func(change store.Change, _ store.Mark) error {
			told <- change.ID
			return nil
		})
	}()
	<-ready

	line.cut()
	started := time.Now()
	_, inserted := engine.Insert(t.Context(), "things", "during", json.RawMessage(`{}`))
	_, got := engine.Get(t.Context(), "things", "before")
	for verb, err := range map[string]error{"Insert": inserted, "Get": got, "Ping": engine.Ping(t.Context())} {
		if !fault.Is(err, fault.Unavailable) || fault.Of(err).Code != "store.unavailable" {
			t.Errorf("%s: got %v", verb, err)
		}
	}
	if took := time.Since(started); took > 3*patience {
		t.Errorf("three operations took %s", took)
	}

	line.plug(t)
	for deadline := time.Now().Add(patience); ; {
		if _, err = engine.Insert(t.Context(), "things", "after", json.RawMessage(`{}`)); err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("it does not recover: %v", err)
		}
	}
	// A look that was under way when the line was cut runs into its own limit first.
	for deadline := time.After(2 * patience); ; {
		select {
		case id := <-told:
			if id == "after" {
				return
			}
		case <-deadline:
			t.Fatal("the watch does not recover")
		}
	}
}
