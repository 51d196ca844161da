// Package rest is the outer face: HTTP in, HTTP out. A handler binds and checks the shape of
// a request, names its actor, calls one method of the service and renders what it gives.
// Which requests exist, and what permission each asks, is the table in routes.go; which
// failure becomes which status is known to errors.go alone.
package rest

import (
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"touchstone/api/service"
)

// Options is what the outer face is made of.
type Options struct {
	Service   *service.Service
	Pages     fs.FS  // the built front end
	PublicURL string // https:// makes cookies Secure
	Version   string
	Log       *slog.Logger
	Proxies   []*net.IPNet // reverse proxies, besides loopback, whose X-Forwarded-For is believed
	LinkRate  int          // requests a minute from one address to public links; 0 is no limit
	Ready     func() error // nil when everything is ready to serve
	Tiles     Tiles        // of the desk's maps
}

// server holds what handlers share.
type server struct {
	service *service.Service
	pages   *pages
	secure  bool   // reached by https
	host    string // of the public address
	version string
	log     *slog.Logger
	ready   func() error

	document func() []byte // OpenAPI

	tiles      *Tiles // nil for none
	deskPolicy string // Content-Security-Policy of the desk's pages

	signInByAddress, signInByAccount, refreshByAddress, linkByAddress, filesByLink, megabytesByAddress *limit
}

// New gives the handler of every request.
func New(options Options) (http.Handler, error) {
	pages, err := readPages(options.Pages)
	if err != nil {
		return nil, err
	}
	s := &server{
		service: options.Service, pages: pages, version: options.Version, log: options.Log, ready: options.Ready,
		secure:           strings.HasPrefix(options.PublicURL, "https://"),
		host:             hostOf(options.PublicURL),
		signInByAddress:  newLimit(30, time.Minute),
		signInByAccount:  newLimit(10, time.Minute),
		refreshByAddress: newLimit(120, time.Minute),
		linkByAddress:    newLimit(options.LinkRate, time.Minute),
		filesByLink:      newLimit(10*options.LinkRate, time.Minute),

		megabytesByAddress: newLimit(megabytesPerRequest*options.LinkRate, time.Hour),
	}
	if err := s.useTiles(options.Tiles); err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.renderError
	trust := []echo.TrustOption{echo.TrustLoopback(true), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range options.Proxies {
		trust = append(trust, echo.TrustIPRange(network))
	}
	e.IPExtractor = echo.ExtractIPFromXFFHeader(trust...)
	e.Use(s.requestID, s.logRequest, s.recoverPanic, s.headers,
		middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 1024, Skipper: alreadyCompressed}))
	table := s.routes()
	s.document = s.documentOf(table)
	own := map[string]bool{} // what HEAD asks of its own
	ended := endings{}
	for _, r := range table {
		if r.method == http.MethodHead {
			own[r.path] = true
		}
		ended.keep(r, s.handle(r))
	}
	for _, r := range table {
		if ending.MatchString(r.path) {
			continue
		}
		handler := ended.before(r, s.handle(r))
		e.Add(r.method, prefix+r.path, handler)
		if r.method == http.MethodGet && !own[r.path] {
			e.Add(http.MethodHead, prefix+r.path, handler) // RFC 9110, 9.3.2; net/http leaves the body out
		}
	}
	s.addPages(e)
	return e, nil
}

// megabytesPerRequest is how much anonymous senders of files may send in an hour from one
// address, for each request a minute that they may make: with 600 requests it is 4,800 MB.
const megabytesPerRequest = 8

// prefix is where the API lives.
const prefix = "/api/v1"
