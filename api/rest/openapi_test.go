package rest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// openAPI is the document the server hands out, with its schemas ready to check answers.
type openAPI struct {
	paths   map[string]map[string]operation
	compile *jsonschema.Compiler
	lock    sync.Mutex
	schemas map[string]*jsonschema.Schema
}

type operation struct {
	Parameters []struct {
		Name     string `json:"name"`
		In       string `json:"in"`
		Required bool   `json:"required"`
	} `json:"parameters"`
	Permission  string `json:"x-permission"`
	OperationID string `json:"operationId"`
	Responses   map[string]struct {
		Content map[string]any `json:"content"`
	} `json:"responses"`
}

const documentURL = "http://touchstone.test/openapi.json"

var (
	documents     sync.Mutex
	readDocuments = map[string]*openAPI{}
)

func (a *api) document(t testing.TB) *openAPI {
	t.Helper()
	documents.Lock()
	defer documents.Unlock()
	if known := readDocuments[a.base]; known != nil {
		return known
	}
	got := a.send(t, "GET", "/api/v1/openapi.json", "", nil)
	var content struct {
		Paths map[string]map[string]operation `json:"paths"`
	}
	must(t, json.Unmarshal(got.body, &content))
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(got.body))
	must(t, err)
	d := &openAPI{paths: content.Paths, compile: jsonschema.NewCompiler(), schemas: map[string]*jsonschema.Schema{}}
	d.compile.DefaultDraft(jsonschema.Draft2020)
	must(t, d.compile.AddResource(documentURL, parsed))
	readDocuments[a.base] = d
	return d
}

// conforms checks a JSON answer against the schema the document gives for it.
func (a *api) conforms(t *testing.T, where, method, path string, got reply) {
	t.Helper()
	mediaType, _, _ := strings.Cut(got.header.Get("Content-Type"), ";")
	if method == "HEAD" || !strings.HasPrefix(path, "/api/v1/") || !strings.HasSuffix(mediaType, "json") {
		return
	}
	document := a.document(t)
	name, operation, ok := document.find(method, path)
	if !ok {
		if got.status < 400 {
			t.Errorf("%s\nthe OpenAPI document has no %s %s", where, method, path)
		}
		return
	}
	status := fmt.Sprint(got.status)
	if _, known := operation.Responses[status]; !known {
		status = "default"
	}
	if got.status == 200 && status == "default" {
		status = "201" // a repeat answers like the first time
	}
	pointer := "/paths/" + strings.ReplaceAll(name, "/", "~1") + "/" + strings.ToLower(method) + "/responses/" + status + "/content/" + strings.ReplaceAll(mediaType, "/", "~1") + "/schema"
	schema := document.schema(t, pointer)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(got.body))
	must(t, err)
	if err := schema.Validate(value); err != nil {
		t.Errorf("%s\nthe answer is not what the OpenAPI document says: %v\n%s", where, err, got.body)
	}
}

func (d *openAPI) schema(t *testing.T, pointer string) *jsonschema.Schema {
	t.Helper()
	d.lock.Lock()
	defer d.lock.Unlock()
	if d.schemas[pointer] == nil {
		schema, err := d.compile.Compile(documentURL + "#" + escapeFragment(pointer))
		must(t, err)
		d.schemas[pointer] = schema
	}
	return d.schemas[pointer]
}

func escapeFragment(pointer string) string {
	return strings.NewReplacer("{", "%7B", "}", "%7D").Replace(pointer)
}

var braces = regexp.MustCompile(`\\\{\w+\\\}`)

// find gives the operation of a request.
func (d *openAPI) find(method, path string) (string, operation, bool) {
	path, _, _ = strings.Cut(strings.TrimPrefix(path, "/api/v1"), "?")
	best := ""
	for name := range d.paths {
		pattern := regexp.MustCompile("^" + braces.ReplaceAllString(regexp.QuoteMeta(name), `[^/]+`) + "$")
		if pattern.MatchString(path) && (best == "" || strings.Count(name, "{") < strings.Count(best, "{")) {
			best = name
		}
	}
	found, ok := d.paths[best][strings.ToLower(method)]
	return best, found, ok
}

func TestTheDocumentIsOpenAPI31AndNamesEveryOperationOnce(t *testing.T) {
	onEveryEngine(t, func(t *testing.T, a *api) {
		var head struct {
			OpenAPI string `json:"openapi"`
		}
		must(t, json.Unmarshal(a.send(t, "GET", "/api/v1/openapi.json", "", nil).body, &head))
		if head.OpenAPI != "3.1.0" {
			t.Errorf("openapi is %q, want 3.1.0", head.OpenAPI)
		}
		seen := map[string]string{}
		for path, operations := range a.document(t).paths {
			for method, operation := range operations {
				where := method + " " + path
				if other := seen[operation.OperationID]; other != "" {
					t.Errorf("%s and %s have the same operationId %s", where, other, operation.OperationID)
				}
				seen[operation.OperationID] = where
				if operation.Permission == "" || len(operation.Responses) < 2 {
					t.Errorf("%s lacks its permission or its answers", where)
				}
				for status, answer := range operation.Responses {
					for mediaType := range answer.Content {
						if strings.HasSuffix(mediaType, "json") {
							a.document(t).schema(t, "/paths/"+strings.ReplaceAll(path, "/", "~1")+"/"+method+"/responses/"+status+"/content/"+strings.ReplaceAll(mediaType, "/", "~1")+"/schema")
						}
					}
				}
			}
		}
		if len(seen) < 40 {
			t.Errorf("the document has %d operations, want those of the whole table", len(seen))
		}
	})
}

func TestTheDocumentNamesTheHeadersThatMeanSomething(t *testing.T) {
	engine, files := openSQLite(t)
	a := start(t, engine, files, nil)
	for path, want := range map[string]string{
		"patch /links/{token}/responses/{response}/attachments/{sha256}":      "Upload-Offset! Upload-Length!",
		"patch /projects/{project}/responses/{response}/attachments/{sha256}": "Upload-Offset! Upload-Length!",
		"put /projects/{project}/definitions/{definition}/draft":              "If-Match",
		"put /projects/{project}/waves/{name}":                                "",
	} {
		method, name, _ := strings.Cut(path, " ")
		var found []string
		for _, parameter := range a.document(t).paths[name][method].Parameters {
			if parameter.In == "header" {
				found = append(found, parameter.Name+map[bool]string{true: "!"}[parameter.Required])
			}
		}
		if got := strings.Join(found, " "); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}
