package rest_test

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"touchstone/api/rest"
)

func TestPages(t *testing.T) {
	kept, files := openSQLite(t)
	a := start(t, kept, files, nil)
	for _, c := range []struct {
		name, path, accept string
		status             int
		body               string
		header             map[string]string
	}{
		{"the front door", "/", "", 302, "", map[string]string{"Location": "/desk/"}},
		{"a page of the desk", "/desk/projects/x", "", 200, "<!doctype html>desk", map[string]string{"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache"}},
		{"the shoppers' page", "/field/", "", 200, "<!doctype html>field", nil},
		{"an asset, plain", "/assets/a-1.js", "", 200, "plain", map[string]string{"Content-Encoding": "", "Vary": "Accept-Encoding", "Cache-Control": "public, max-age=31536000, immutable"}},
		{"an asset, brotli first", "/assets/a-1.js", "gzip, br;q=0.9", 200, "brotli", map[string]string{"Content-Encoding": "br", "Content-Type": "text/javascript; charset=utf-8"}},
		{"an asset, brotli refused", "/assets/a-1.js", "gzip, br;q=0", 200, "gzipped", map[string]string{"Content-Encoding": "gzip"}},
		{"an asset without brotli", "/assets/a-1.css", "br, gzip", 200, "gzipped css", map[string]string{"Content-Encoding": "gzip"}},
		{"the service worker", "/service-worker.js", "", 200, "worker", map[string]string{"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}},
		{"a manifest", "/field.webmanifest", "", 200, "{}", map[string]string{"Content-Type": "application/manifest+json"}},
		{"nothing there", "/assets/none.js", "", 404, "", nil},
		{"not a page", "/.gitkeep", "", 404, "", nil},
		{"out of the folder", "/assets/..%2f..%2fgo.mod", "", 404, "", nil},
		{"alive", "/healthz", "", 200, "ok\n", nil},
		{"ready", "/readyz", "", 200, "ready\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			header := map[string]string{}
			if c.accept != "" {
				header["Accept-Encoding"] = c.accept
			}
			got := a.send(t, "GET", c.path, "", header)
			if got.status != c.status || c.body != "" && string(got.body) != c.body {
				t.Fatalf("status %d, body %q; want %d, %q", got.status, got.body, c.status, c.body)
			}
			for name, want := range c.header {
				if got.header.Get(name) != want {
					t.Errorf("%s is %q, want %q", name, got.header.Get(name), want)
				}
			}
			if policy := got.header.Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'self'") || strings.Contains(policy, "unsafe") {
				t.Errorf("Content-Security-Policy is %q", policy)
			}
		})
	}
	if got := a.send(t, "HEAD", "/desk/", "", nil); got.status != 200 || len(got.body) > 0 {
		t.Errorf("HEAD: status %d, body %q", got.status, got.body)
	}
	tag := a.send(t, "GET", "/assets/a-1.js", "", nil).header.Get("ETag")
	if got := a.send(t, "GET", "/assets/a-1.js", "", map[string]string{"If-None-Match": tag}); got.status != 304 {
		t.Errorf("with its tag: status %d, want 304", got.status)
	}
}

func TestTheCustomersPageCarriesItsQuestions(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		kept := map[string]string{"p": a.project(t, team)}
		steps := openLink(t)
		steps[0].body = strings.Replace(steps[0].body, "Would you recommend us?", "</script><script>alert(1)</script><!-- & \\u2028", 1)
		for _, s := range steps {
			a.play(t, "open a link", s, kept)
		}
		got := a.send(t, "GET", "/a/"+kept["link"], "", nil)
		page := string(got.body)
		_, rest, found := strings.Cut(page, `<script type="application/json" id="link">`)
		data, after, closed := strings.Cut(rest, "</script>")
		if got.status != 200 || !found || !closed || after != "<script src=/assets/a.js></script>" {
			t.Fatalf("status %d\n%s", got.status, page)
		}
		if strings.ContainsAny(data, "<>&") {
			t.Errorf("the data could end their element: %s", data)
		}
		if want := string(a.send(t, "GET", "/api/v1/links/"+kept["link"], "", nil).body); strings.TrimSpace(want) != data {
			t.Errorf("the page says\n%s\nthe API says\n%s", data, want)
		}
	})
}

func TestPagesNameTheirBeginningInTheHeader(t *testing.T) {
	built := maps.Clone(pages)
	head := `<head><script type="module" crossorigin src="/assets/a-1.js"></script><link rel="stylesheet" crossorigin href="/assets/a-1.css"></head>`
	built["desk.html"] = &fstest.MapFile{Data: []byte("<!doctype html>" + head)}
	built["answer.html"] = &fstest.MapFile{Data: []byte("<!doctype html>" + head + "<!--link-->")}
	kept, files := openSQLite(t)
	a := start(t, kept, files, func(o *rest.Options) { o.Pages = built })
	want := "</assets/a-1.js>; rel=modulepreload; crossorigin, </assets/a-1.css>; rel=preload; as=style; crossorigin"
	for path, want := range map[string]string{"/desk/": want, "/a/token": want, "/field/": "", "/assets/a-1.js": ""} {
		if got := a.send(t, "GET", path, "", nil).header.Get("Link"); got != want {
			t.Errorf("%s: Link %q, want %q", path, got, want)
		}
	}
}

func TestWithoutABuildOfTheFrontEndAPageSaysSo(t *testing.T) {
	kept, files := openSQLite(t)
	a := start(t, kept, files, func(o *rest.Options) { o.Pages = fstest.MapFS{".gitkeep": {}} })
	for _, path := range []string{"/desk/", "/a/token", "/field/"} {
		got := a.send(t, "GET", path, "", nil)
		if got.status != 503 || !strings.Contains(string(got.body), "scripts/build") {
			t.Errorf("%s: status %d, %q", path, got.status, got.body)
		}
	}
}
