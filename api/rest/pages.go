package rest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"touchstone/api/fault"
)

// pages are the files of the built front end, as they go out.
type pages struct {
	files  fs.FS
	served map[string]page // by path without a slash at the start
	answer [2][]byte       // answer.html before and after the link's data; nil when not built
}

// page is one file with the variants a browser may accept instead.
type page struct {
	tag      string
	variants []string // "br", "gzip", in this order of preference, where the build made them
	ahead    string   // of a page: Link header with what it begins with, so that browsers fetch that before they read the page
}

// linkMarker stands in answer.html where the link's data go.
const linkMarker = "<!--link-->"

var encodings = []struct{ name, ending string }{{"br", ".br"}, {"gzip", ".gz"}}

func readPages(files fs.FS) (*pages, error) {
	p := &pages{files: files, served: map[string]page{}}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		ending := path.Ext(name)
		if err != nil || entry.IsDir() || ending == ".br" || ending == ".gz" || strings.HasPrefix(entry.Name(), ".") {
			return err
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		file := page{tag: hex.EncodeToString(sum[:12])}
		for _, encoding := range encodings {
			if _, err := fs.Stat(files, name+encoding.ending); err == nil {
				file.variants = append(file.variants, encoding.name)
			}
		}
		if ending == ".html" {
			file.ahead = aheadOf(content)
		}
		p.served[name] = file
		if name == "answer.html" {
			before, after, found := bytes.Cut(content, []byte(linkMarker))
			if !found {
				return fmt.Errorf("answer.html has no %s", linkMarker)
			}
			p.answer = [2][]byte{bytes.Clone(before), bytes.Clone(after)}
		}
		return nil
	})
	return p, err
}

var beginning = regexp.MustCompile(`<(script type="module"|link rel="stylesheet") crossorigin (?:src|href)="(/assets/[^"<>]+)">`)

// aheadOf lists the scripts and style sheets that a page's head names, as a Link header (RFC 8288).
func aheadOf(html []byte) string {
	var links []string
	for _, found := range beginning.FindAllSubmatch(html, -1) {
		what := "modulepreload"
		if bytes.HasPrefix(found[1], []byte("link")) {
			what = "preload; as=style"
		}
		links = append(links, fmt.Sprintf("<%s>; rel=%s; crossorigin", found[2], what))
	}
	return strings.Join(links, ", ")
}

// addPages adds everything that is not the API.
func (s *server) addPages(e *echo.Echo) {
	show := func(path string, handler echo.HandlerFunc) {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, handler)
	}
	show("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	show("/readyz", func(c echo.Context) error {
		if err := s.ready(); err != nil {
			return err
		}
		return c.String(http.StatusOK, "ready\n")
	})
	show("/", func(c echo.Context) error { return c.Redirect(http.StatusFound, "/desk/") })
	for _, name := range []string{"desk", "field"} {
		page := func(c echo.Context) error { return s.serve(c, name+".html") }
		show("/"+name, page)
		show("/"+name+"/*", page)
	}
	show("/a/:token", s.answerPage)
	show("/r/:token", func(c echo.Context) error { return s.serve(c, "report.html") })
	show("/*", func(c echo.Context) error { return s.serve(c, strings.TrimPrefix(c.Request().URL.Path, "/")) })
}

func notBuilt() error {
	return fault.New(fault.Unavailable, "pages.missing",
		"The pages are not part of this build. Build them with scripts/build (or: cd frontend && npm ci && npm run build), then build the server again.")
}

// serve sends a file of the build in the best encoding the browser accepts.
func (s *server) serve(c echo.Context, name string) error {
	if s.pages.answer[0] == nil && strings.HasSuffix(name, ".html") {
		return notBuilt()
	}
	file, ok := s.pages.served[name]
	if !ok {
		return echo.ErrNotFound
	}
	header := c.Response().Header()
	header.Set("Vary", "Accept-Encoding")
	header.Set("Cache-Control", "no-cache")
	if strings.HasPrefix(name, "assets/") {
		header.Set("Cache-Control", "public, max-age=31536000, immutable") // their names hold a digest
	}
	if name == "service-worker.js" {
		header.Set("Service-Worker-Allowed", "/")
	}
	if name == "report.html" { // its address is a secret
		header.Set("Cache-Control", "no-store")
		header.Set("X-Robots-Tag", notIndexed)
	}
	header.Set("Content-Type", mediaType(name))
	if file.ahead != "" {
		header.Set("Link", file.ahead)
	}
	header.Set("ETag", `"`+file.tag+`"`)
	stored := name
	for _, encoding := range encodings {
		if slices.Contains(file.variants, encoding.name) && accepts(c.Request().Header.Get("Accept-Encoding"), encoding.name) {
			stored = name + encoding.ending
			header.Set("Content-Encoding", encoding.name)
			header.Set("ETag", `"`+file.tag+"-"+encoding.name+`"`)
			break
		}
	}
	content, err := s.pages.files.Open(stored)
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	reader, ok := content.(io.ReadSeeker)
	if !ok {
		return fmt.Errorf("page %s cannot be read from any place", stored)
	}
	http.ServeContent(c.Response(), c.Request(), "", time.Time{}, reader)
	return nil
}

// mediaTypes are those the build makes; the operating system's table is not asked, so that
// every machine answers the same.
var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".webmanifest": "application/manifest+json", ".json": "application/json",
	".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8",
}

func mediaType(name string) string {
	if known, ok := mediaTypes[path.Ext(name)]; ok {
		return known
	}
	return "application/octet-stream"
}

// accepts reads an Accept-Encoding header; an encoding with q=0 is refused (RFC 9110, 12.5.3).
func accepts(header, encoding string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, parameters, err := mime.ParseMediaType(strings.TrimSpace(part))
		if err == nil && name == encoding {
			return strings.Trim(parameters["q"], "0.") != "" || parameters["q"] == ""
		}
	}
	return false
}

// answerPage sends the customer's page with what the link asks already inside, so that the
// first question needs no further request.
func (s *server) answerPage(c echo.Context) error {
	if s.pages.answer[0] == nil {
		return notBuilt()
	}
	if err := s.linkByAddress.take(network(c.RealIP())); err != nil {
		return err
	}
	status := http.StatusOK
	var page bytes.Buffer
	page.Write(s.pages.answer[0])
	questionnaire, err := s.service.Questionnaire(c.Request().Context(), c.Param("token"))
	switch f := fault.Of(err); {
	case err == nil:
		// Marshal writes <, > and & as \u00XX, so that no text can end the element.
		content, err := json.Marshal(questionnaire)
		if err != nil {
			return err
		}
		page.WriteString(`<script type="application/json" id="link">`)
		page.Write(content)
		page.WriteString("</script>")
	case f.Kind == fault.NotFound || f.Kind == fault.Forbidden || f.Kind == fault.Unavailable:
		status = statusOf(f) // the page asks again and says so in the customer's language
	default:
		return err
	}
	page.Write(s.pages.answer[1])
	header := c.Response().Header()
	header.Set("Cache-Control", "no-cache")
	if ahead := s.pages.served["answer.html"].ahead; ahead != "" {
		header.Set("Link", ahead)
	}
	return c.Blob(status, mediaTypes[".html"], page.Bytes())
}
