package rest_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"touchstone/api/auth"
	"touchstone/api/blob"
	"touchstone/api/blob/disk"
	"touchstone/api/blob/gridfs"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/rest"
	"touchstone/api/service"
	"touchstone/api/store"
	"touchstone/api/store/mongo"
	"touchstone/api/store/sqlite"
	"touchstone/api/store/storetest"
)

// engines are those every scenario runs on.
var engines = []struct {
	name string
	open func(t testing.TB) (store.Store, blob.Blob)
	// winsRaces says that of two guarded writes at once exactly one succeeds.
	winsRaces func() bool
}{
	{"sqlite", openSQLite, func() bool { return true }},
	{"mongo", openMongo, storetest.MongoIsReal},
}

func openSQLite(t testing.TB) (store.Store, blob.Blob) {
	folder := t.TempDir()
	engine, err := sqlite.Open(t.Context(), filepath.Join(folder, "touchstone.db"), service.Collections())
	must(t, err)
	files, err := disk.Open(filepath.Join(folder, "files"))
	must(t, err)
	return engine, files
}

func openMongo(t testing.TB) (store.Store, blob.Blob) {
	uri := storetest.MongoURI(t)
	engine, err := mongo.Open(t.Context(), uri, "", service.Collections())
	must(t, err)
	files, err := gridfs.Open(t.Context(), uri, "")
	must(t, err)
	return engine, files
}

// pages stands in for a build of the front end.
var pages = fstest.MapFS{
	"answer.html":        {Data: []byte("<!doctype html><body><!--link--><script src=/assets/a.js></script>")},
	"desk.html":          {Data: []byte("<!doctype html>desk")},
	"field.html":         {Data: []byte("<!doctype html>field")},
	"report.html":        {Data: []byte("<!doctype html>report")},
	"assets/a-1.js":      {Data: []byte("plain")},
	"assets/a-1.js.br":   {Data: []byte("brotli")},
	"assets/a-1.js.gz":   {Data: []byte("gzipped")},
	"service-worker.js":  {Data: []byte("worker")},
	".gitkeep":           {Data: nil},
	"field.webmanifest":  {Data: []byte("{}")},
	"assets/a-1.css":     {Data: []byte("css")},
	"assets/a-1.css.gz":  {Data: []byte("gzipped css")},
	"assets/picture.png": {Data: []byte("png")},
}

// api is a running server with the people of the tests.
type api struct {
	base      string
	service   *service.Service
	winsRaces bool
	tokens    map[string]string // access token by person
	ids       map[string]string // person id by person
	clock     *clock
	projects  int
}

// clock is the server's; tests move it.
type clock struct {
	lock sync.Mutex
	gone time.Duration
}

func (c *clock) now() time.Time {
	c.lock.Lock()
	defer c.lock.Unlock()
	return time.Now().Add(c.gone)
}

func (c *clock) pass(span time.Duration) {
	c.lock.Lock()
	defer c.lock.Unlock()
	c.gone += span
}

const password = "correct horse battery"

// cast are the people of the tests; team are their roles in a scenario's project, strangers
// the only member of the project foreign to it.
var (
	cast      = []string{"administrator", "lead", "reviewer", "viewer", "shopper", "shopper2", "stranger"}
	team      = map[string]fieldwork.Role{"lead": fieldwork.Lead, "reviewer": fieldwork.Reviewer, "viewer": fieldwork.Viewer, "shopper": fieldwork.Shopper, "shopper2": fieldwork.Shopper}
	strangers = map[string]fieldwork.Role{"stranger": fieldwork.Lead}
)

// start serves on a free port of loopback until the test ends.
func start(t testing.TB, engine store.Store, files blob.Blob, change func(*rest.Options), bounds ...func(*service.Options)) *api {
	t.Helper()
	a := &api{tokens: map[string]string{}, ids: map[string]string{}, clock: &clock{}}
	var err error
	made := service.Options{Store: engine, Blobs: files, Now: a.clock.now, HashCost: auth.Cost{Memory: 64, Passes: 1}, PublicURL: "http://touchstone.test"}
	for _, bound := range bounds {
		bound(&made)
	}
	a.service, err = service.New(t.Context(), made)
	must(t, err)
	options := rest.Options{Service: a.service, Pages: pages, PublicURL: "http://touchstone.test", Version: "test", Log: slog.New(slog.DiscardHandler), Ready: func() error {
		if !a.service.Counted() {
			return fault.New(fault.Unavailable, "comparison.counting", "counting")
		}
		return nil
	}}
	if change != nil {
		change(&options)
	}
	handler, err := rest.New(options)
	must(t, err)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	a.base = "http://" + listener.Addr().String()
	server := &http.Server{Handler: handler}
	go func() { _ = server.Serve(listener) }()
	background, stop := context.WithCancel(context.Background())
	counted := make(chan struct{})
	go func() {
		defer close(counted)
		a.service.Run(background, func(err error) { t.Log("counting:", err) })
	}()
	t.Cleanup(func() {
		_ = server.Close()
		stop()
		<-counted
		must(t, engine.Close())
	})
	eventually(t, "the tally is built", a.service.Counted)
	return a
}

// hire opens the accounts of the cast and signs them in.
func (a *api) hire(t testing.TB) {
	t.Helper()
	for _, name := range cast {
		person, _, err := a.service.AddPerson(t.Context(), service.NewPerson{Name: name, Email: name + "@example.org", Password: password}, name == "administrator", "", "")
		must(t, err)
		session, err := a.service.SignIn(t.Context(), name+"@example.org", password)
		must(t, err)
		a.tokens[name], a.ids[name] = session.AccessToken, person.ID
	}
}

// again signs everybody in once more.
func (a *api) again(t testing.TB) {
	t.Helper()
	for _, name := range cast {
		session, err := a.service.SignIn(t.Context(), name+"@example.org", password)
		must(t, err)
		a.tokens[name] = session.AccessToken
	}
}

// project makes a new project with its members.
func (a *api) project(t testing.TB, members map[string]fieldwork.Role) string {
	t.Helper()
	a.projects++
	id := fmt.Sprintf("project-%d", a.projects)
	_, err := a.service.AddProject(t.Context(), fieldwork.Project{ID: id, Title: "Project", TimeZone: "Europe/Zurich", Languages: []string{"en", "de"}})
	must(t, err)
	for name, role := range members {
		_, _, err := a.service.AddPerson(t.Context(), service.NewPerson{Email: name + "@example.org"}, false, id, role)
		must(t, err)
	}
	return id
}

// member gives the lead of a project to the service directly.
func (a *api) member(t testing.TB, project string) service.Member {
	t.Helper()
	member, err := a.service.Admit(t.Context(), service.Operator(), project, auth.Write)
	must(t, err)
	return member
}

// reply is what came back for a request.
type reply struct {
	status int
	header http.Header
	body   []byte
}

func (r reply) json(t testing.TB) any {
	t.Helper()
	var value any
	if err := json.Unmarshal(r.body, &value); err != nil {
		t.Fatalf("the answer is not JSON: %v\n%s", err, r.body)
	}
	return value
}

// send makes one request; path begins with a slash, below /api/v1 unless it is a page.
func (a *api) send(t testing.TB, method, path, body string, header map[string]string) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, a.base+path, strings.NewReader(body))
	must(t, err)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	answer, err := client.Do(request)
	must(t, err)
	defer func() { _ = answer.Body.Close() }()
	content, err := io.ReadAll(answer.Body)
	must(t, err)
	return reply{answer.StatusCode, answer.Header, content}
}

// client follows no redirects and keeps answers as they are sent.
var client = &http.Client{
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 32},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	Timeout:       time.Minute,
}

// onEveryEngine runs a test on a server per engine, with the cast hired.
func onEveryEngine(t *testing.T, test func(t *testing.T, a *api)) {
	for _, engine := range engines {
		t.Run(engine.name, func(t *testing.T) {
			kept, files := engine.open(t)
			a := start(t, kept, files, nil)
			a.winsRaces = engine.winsRaces()
			a.hire(t)
			test(t, a)
		})
	}
}

func eventually(t testing.TB, what string, holds func() bool) {
	t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if holds() {
			return
		}
	}
	t.Fatalf("not within ten seconds: %s", what)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
