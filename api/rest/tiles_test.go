package rest_test

import (
	"strings"
	"testing"

	"touchstone/api/rest"
)

func TestTilesWidenTheDeskByTheirOriginOnly(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, func(o *rest.Options) {
		o.Tiles = rest.Tiles{URL: "https://{s}.tiles.example.com:8443/{z}/{x}/{y}.png", Attribution: "Example"}
	})
	a.hire(t)
	for path, want := range map[string]bool{"/": true, "/desk/": true, "/desk/x/map": true, "/desk.html": true, "/field.html": false, "/field/": false, "/a/none": false, "/deskx": false} {
		policy := a.send(t, "GET", path, "", nil).header.Get("Content-Security-Policy")
		if got := strings.Contains(policy, "img-src 'self' https://*.tiles.example.com:8443 blob: data:;"); got != want {
			t.Errorf("%s: %s", path, policy)
		}
	}
	a.play(t, "the desk is told", step{as: "viewer", do: "GET /me", want: 200, has: has{"tiles.attribution": "Example", "person.name": "viewer"}}, nil)
}

func TestTileOrigins(t *testing.T) {
	for given, want := range map[string]string{
		"https://tiles.example.com/{z}/{x}/{y}{r}.png": "https://tiles.example.com",
		"http://localhost:9700/{z}/{x}/{y}":            "http://localhost:9700",
		"https://{s}.example.com/{z}/{x}/{y}.png":      "https://*.example.com",
		"https://tiles.example.com/{z}/{x}.png":        "",
		"//tiles.example.com/{z}/{x}/{y}":              "",
		"https://a.example;script-src/{z}/{x}/{y}":     "",
		"javascript:alert(1)//{z}/{x}/{y}":             "",
		"https://{z}{x}{y}.example.com; default-src *": "",
	} {
		got, err := rest.TileOrigin(given)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v; want %q", given, got, err, want)
		}
	}
}
