package rest_test

import (
	"io"
	"net"
	"net/url"
	"strings"
	"sync"
	"testing"

	"touchstone/api/blob/gridfs"
	"touchstone/api/service"
	"touchstone/api/store/mongo"
	"touchstone/api/store/storetest"
)

// cable carries connections to a server until it is pulled, and again when plugged in.
type cable struct {
	address, server string

	lock     sync.Mutex
	listener net.Listener
	open     map[net.Conn]bool
}

func layCable(t *testing.T, server string) *cable {
	t.Helper()
	c := &cable{address: "127.0.0.1:0", server: server, open: map[net.Conn]bool{}}
	c.plugIn(t)
	t.Cleanup(c.pull)
	return c
}

func (c *cable) plugIn(t *testing.T) {
	t.Helper()
	listener, err := net.Listen("tcp", c.address)
	must(t, err)
	c.lock.Lock()
	defer c.lock.Unlock()
	c.listener, c.address = listener, listener.Addr().String()
	go func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", c.server)
			if err != nil {
				_ = near.Close()
				continue
			}
			c.lock.Lock()
			c.open[near], c.open[far] = true, true
			c.lock.Unlock()
			go func() { _, _ = io.Copy(near, far); _ = near.Close() }()
			go func() { _, _ = io.Copy(far, near); _ = far.Close() }()
		}
	}()
}

func (c *cable) pull() {
	c.lock.Lock()
	defer c.lock.Unlock()
	_ = c.listener.Close()
	for conn := range c.open {
		_ = conn.Close()
	}
	clear(c.open)
}

// While the database is away every request is told to try again; nothing needs a restart
// when it is back, and what other processes wrote meanwhile is counted.
func TestTheDatabaseGoesAwayAndComesBack(t *testing.T) {
	address, err := url.Parse(storetest.MongoURI(t))
	must(t, err)
	c := layCable(t, address.Host)
	address.Host = c.address
	query := address.Query()
	query.Set("directConnection", "true")
	address.RawQuery = query.Encode()
	engine, err := mongo.Open(t.Context(), address.String(), "", service.Collections())
	must(t, err)
	files, err := gridfs.Open(t.Context(), address.String(), "")
	must(t, err)
	t.Cleanup(func() { _ = files.Close() })
	a := start(t, engine, files, nil)
	a.hire(t)
	kept := map[string]string{"p": a.project(t, team), "n": "001"}
	for _, s := range openLink(t) {
		a.play(t, "open a link", s, kept)
	}
	expect := func(s step) { t.Helper(); a.play(t, s.note, s, kept) }

	c.pull()
	expect(step{note: "answer during the outage", do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9}`), want: 503, has: has{"code": "store.unavailable"}})
	got := a.send(t, "GET", "/api/v1/projects/"+kept["p"]+"/waves", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
	if got.status != 503 || got.header.Get("Retry-After") == "" {
		t.Errorf("during the outage: status %d, Retry-After %q", got.status, got.header.Get("Retry-After"))
	}
	if strings.Contains(string(got.body), "127.0.0.1") {
		t.Errorf("the answer names the database: %s", got.body)
	}
	expectStatus(t, a.send(t, "GET", "/healthz", "", nil), 200)
	page := a.send(t, "GET", "/a/"+kept["link"], "", nil)
	if page.status != 503 || !strings.Contains(string(page.body), "<!doctype html>") || strings.Contains(string(page.body), `id="link"`) {
		t.Errorf("the customer's page during the outage: status %d\n%s", page.status, page.body)
	}

	c.plugIn(t)
	eventually(t, "it answers again", func() bool {
		return a.send(t, "GET", "/api/v1/links/"+kept["link"], "", nil).status == 200
	})
	expect(step{note: "the same answer again", do: "POST /links/{link}/responses", body: answer("{n}1", `{"recommend":9}`), want: 201})
	expect(step{note: "counted", as: "lead", do: "GET /p/comparison?baseline=w1&followUp=w2", want: 200, has: has{"rows.0.baseline.n": 1}})

	// Another process writes while this one's changes had been cut off.
	other, err := mongo.Open(t.Context(), address.String(), "", service.Collections())
	must(t, err)
	second := start(t, other, files, nil)
	second.tokens, second.ids = a.tokens, a.ids
	second.play(t, "answer at another process", step{do: "POST /links/{link}/responses", body: answer("{n}2", `{"recommend":2}`), want: 201}, kept)
	eventually(t, "the other's answer is counted", func() bool {
		got := a.send(t, "GET", "/api/v1/projects/"+kept["p"]+"/comparison?baseline=w1&followUp=w2", "", map[string]string{"Authorization": "Bearer " + a.tokens["lead"]})
		n, _ := at(got.json(t), "rows.0.baseline.n")
		return n == 2.0
	})
}
