package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the repository's root, seen from this package.
const root = ".."

// brackets lists, for every room below api, the rooms of ours and the libraries it may
// import. "*" is any library; the standard library is always allowed. Test files may also
// import the rooms in testBrackets.
var brackets = map[string]struct{ rooms, libraries []string }{
	"fault":             {},
	"form/expr":         {rooms: []string{"fault"}},
	"form":              {rooms: []string{"fault", "form/expr"}},
	"xlsform":           {rooms: []string{"fault", "form", "form/expr"}, libraries: []string{"github.com/xuri/excelize/v2"}},
	"spreadsheet":       {rooms: []string{"fault", "form"}, libraries: []string{"golang.org/x/text"}},
	"fieldwork":         {rooms: []string{"fault", "form"}},
	"picture":           {rooms: []string{"fault"}, libraries: []string{"golang.org/x/image"}},
	"export":            {rooms: []string{"form", "fieldwork", "measure"}, libraries: []string{"github.com/xuri/excelize/v2"}},
	"report":            {rooms: []string{"fault", "form", "fieldwork", "measure", "measure/stats", "export"}},
	"demo":              {rooms: []string{"fieldwork", "form"}, libraries: []string{"github.com/google/uuid"}},
	"measure/stats":     {libraries: []string{"gonum.org/v1/gonum"}},
	"measure":           {rooms: []string{"fault", "form", "fieldwork", "measure/stats"}},
	"auth":              {rooms: []string{"fault", "fieldwork"}, libraries: []string{"github.com/golang-jwt/jwt/v5", "golang.org/x/crypto"}},
	"store":             {rooms: []string{"fault"}, libraries: []string{"github.com/go-json-experiment/json"}},
	"store/storetest":   {rooms: []string{"fault", "store"}, libraries: []string{"*"}},
	"store/sqlite":      {rooms: []string{"fault", "store"}, libraries: []string{"modernc.org/sqlite"}},
	"store/mongo":       {rooms: []string{"fault", "store"}, libraries: []string{"go.mongodb.org/mongo-driver/v2", "github.com/go-json-experiment/json"}},
	"blob":              {rooms: []string{"fault"}},
	"blob/disk":         {rooms: []string{"fault", "blob"}},
	"blob/gridfs":       {rooms: []string{"fault", "blob"}, libraries: []string{"go.mongodb.org/mongo-driver/v2"}},
	"blob/blobtest":     {rooms: []string{"fault", "blob"}, libraries: []string{"*"}},
	"backup":            {rooms: []string{"fault", "store", "blob"}, libraries: []string{"github.com/google/uuid", "golang.org/x/sync"}},
	"notice":            {rooms: []string{"fault", "fieldwork"}, libraries: []string{"github.com/wneessen/go-mail", "github.com/golang-jwt/jwt/v5", "golang.org/x/text"}},
	"notice/noticetest": {rooms: []string{"fault", "notice"}, libraries: []string{"*"}},
	"service":           {rooms: []string{"export", "notice", "fault", "form", "xlsform", "spreadsheet", "fieldwork", "measure", "report", "auth", "store", "blob", "demo", "picture"}, libraries: []string{"github.com/google/uuid", "golang.org/x/sync", "github.com/gabriel-vasile/mimetype"}},
	"rest":              {rooms: []string{"export", "report", "notice", "service", "auth", "fault", "form", "xlsform", "fieldwork", "spreadsheet", "measure"}, libraries: []string{"github.com/labstack/echo/v4", "github.com/go-playground/validator/v10", "golang.org/x/time", "github.com/google/uuid", "rsc.io/qr"}},
	".":                 {rooms: []string{"*"}, libraries: []string{"*"}},
}

// mayBeLong lists the data tables and generated files that may exceed the size limit.
var mayBeLong = []string{}

const longest = 400

var bannedNames = regexp.MustCompile(`(?i)(^|[/_.-])(utils?|helpers?|common|base|managers?|models?|misc)([/_.-]|$)`)

func TestRoomsImportOnlyWhatTheirBracketAllows(t *testing.T) {
	for _, file := range sources(t, "api", ".go") {
		room := filepath.ToSlash(filepath.Dir(strings.TrimPrefix(file, "api/")))
		if room == "api" || !strings.Contains(strings.TrimPrefix(file, "api/"), "/") {
			room = "."
		}
		isTest := strings.HasSuffix(file, "_test.go")
		bracket, known := brackets[room]
		if !known {
			t.Errorf("%s: the room %q has no bracket; give it one here and in README's tree, or move the file", file, room)
			continue
		}
		if isTest {
			continue // tests use the public face of whatever they need to drive it
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for _, spec := range parsed.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			switch {
			case strings.HasPrefix(path, "touchstone/api/"):
				if to := strings.TrimPrefix(path, "touchstone/api/"); !allowed(bracket.rooms, to) {
					t.Errorf("%s: room %q must not import room %q", file, room, to)
				}
			case strings.HasPrefix(path, "touchstone/"): // surveys and frontend lend files
				if room != "." && room != "service" {
					t.Errorf("%s: only wiring and service may import %q", file, path)
				}
			case strings.Contains(strings.Split(path, "/")[0], "."):
				if !slices.ContainsFunc(bracket.libraries, func(l string) bool { return l == "*" || path == l || strings.HasPrefix(path, l+"/") }) {
					t.Errorf("%s: room %q must not import library %q", file, room, path)
				}
			}
		}
	}
}

func allowed(list []string, room string) bool {
	return slices.Contains(list, "*") || slices.Contains(list, room)
}

// frontBrackets lists which folders of frontend/src may be imported from which.
var frontBrackets = map[string][]string{
	"lib/engine":     {},
	"lib/ui":         {},
	"lib/controls":   {"lib/engine", "lib/ui"},
	"lib/client":     {"lib/engine"},
	"lib/offline":    {"lib/client", "lib/engine"},
	"routes/session": {"lib/ui", "lib/client"},
	"routes/answer":  {"lib/engine", "lib/ui", "lib/controls", "lib/client", "lib/offline"},
	"routes/field":   {"lib/engine", "lib/ui", "lib/controls", "lib/client", "lib/offline", "routes/session"},
	"routes/desk":    {"lib/engine", "lib/ui", "lib/controls", "lib/client", "lib/offline", "routes/session", "routes/report"},
	"routes/report":  {"lib/ui", "lib/client"},
}

var importLine = regexp.MustCompile(`(?m)(?:^|\s)(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|^\s*import\s*['"]([^'"]+)['"]`)

func TestFrontEndRoomsImportOnlyWhatTheirBracketAllows(t *testing.T) {
	for _, file := range slices.Concat(sources(t, "frontend/src", ".ts"), sources(t, "frontend/src", ".svelte")) {
		if strings.HasSuffix(file, ".test.ts") {
			continue
		}
		inside := strings.TrimPrefix(file, "frontend/src/")
		from := frontRoom(inside)
		if from == "" {
			continue // entries and the service worker wire rooms together
		}
		content, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range importLine.FindAllStringSubmatch(string(content), -1) {
			target := match[1] + match[2] + match[3]
			if from == "lib/engine" && !strings.HasPrefix(target, ".") && !strings.HasPrefix(target, "@noble/hashes/") {
				t.Errorf("%s: the engine imports nothing but itself and digests, not %q", file, target)
			}
			var to string
			switch {
			case strings.HasPrefix(target, "."):
				to = frontRoom(filepath.ToSlash(filepath.Join(filepath.Dir(inside), target)))
			case strings.HasPrefix(target, "$lib/"):
				to = frontRoom("lib/" + strings.TrimPrefix(target, "$lib/"))
			default:
				continue
			}
			if to != "" && to != from && !slices.Contains(frontBrackets[from], to) {
				t.Errorf("%s: %s must not import %s (%q)", file, from, to, target)
			}
		}
	}
}

func frontRoom(path string) string {
	for room := range frontBrackets {
		if path == room || strings.HasPrefix(path, room+"/") {
			return room
		}
	}
	return ""
}

func TestFilesStaySmallAndNamesSaySomething(t *testing.T) {
	for _, folder := range []string{"api", "frontend", "surveys", "scripts", "deploy"} {
		for _, ending := range []string{".go", ".ts", ".svelte", ".css", ".js", ".mjs", ".sh"} {
			for _, file := range sources(t, folder, ending) {
				if bannedNames.MatchString(file) {
					t.Errorf("%s: the name says nothing; name it after the noun or the act", file)
				}
				content, err := os.ReadFile(filepath.Join(root, file))
				if err != nil {
					t.Fatal(err)
				}
				if lines := strings.Count(string(content), "\n"); lines > longest && !slices.Contains(mayBeLong, file) {
					t.Errorf("%s: %d lines; above %d a file has more than one subject: divide it", file, lines, longest)
				}
			}
		}
	}
}

func TestEveryPackageOpensWithAParagraph(t *testing.T) {
	documented := map[string]bool{}
	for _, file := range sources(t, "api", ".go") {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ParseComments|parser.PackageClauseOnly)
		if err != nil {
			t.Fatal(err)
		}
		folder := filepath.Dir(file)
		documented[folder] = documented[folder] || parsed.Doc.Text() != ""
	}
	for folder, ok := range documented {
		if !ok {
			t.Errorf("%s: no package comment", folder)
		}
	}
}

// sources lists the files below a folder with an ending, as slash paths from the root,
// without installed and built ones.
func sources(t *testing.T, folder, ending string) []string {
	t.Helper()
	var files []string
	start := filepath.Join(root, folder)
	err := filepath.WalkDir(start, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			if os.IsNotExist(err) && path == start {
				return fs.SkipAll
			}
			return err
		}
		if entry.IsDir() && slices.Contains([]string{"node_modules", "dist", "testdata"}, entry.Name()) {
			return fs.SkipDir
		}
		if !entry.IsDir() && strings.HasSuffix(path, ending) {
			relative, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			files = append(files, filepath.ToSlash(relative))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
