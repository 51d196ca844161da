package rest

import (
	"encoding/json"
	"net/http"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// openAPI answers with the OpenAPI 3.1 document, made once from the table of routes and the
// Go types of its endpoints, so that it cannot say anything else than what is served.
func (s *server) openAPI(c *call) error {
	return c.JSONBlob(http.StatusOK, s.document())
}

func (s *server) documentOf(routes []route) func() []byte {
	return sync.OnceValue(func() []byte {
		d := describer{schemas: map[string]any{}}
		paths := map[string]map[string]any{}
		for _, r := range routes {
			path := parameter.ReplaceAllString(r.path, "{$1}")
			if paths[path] == nil {
				paths[path] = map[string]any{}
			}
			paths[path][strings.ToLower(r.method)] = d.operation(r)
		}
		document, err := json.MarshalIndent(object{
			"openapi":           "3.1.0",
			"jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
			"info": object{
				"title": "Touchstone", "version": s.version,
				"description": "Measures customer touchpoints. Failures are problems after RFC 9457. Lists give items and, unless it is the last page, next, to be handed back as the query parameter after.",
			},
			"servers": []any{object{"url": prefix}},
			"paths":   paths,
			"components": object{
				"schemas":         d.schemas,
				"securitySchemes": object{"accessToken": object{"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
			},
		}, "", " ")
		if err != nil {
			panic(err) // made of maps, texts and numbers only
		}
		return document
	})
}

type object = map[string]any

var parameter = regexp.MustCompile(`:(\w+)`)

// describer collects the schemas that operations refer to.
type describer struct {
	schemas map[string]any
}

func (d *describer) operation(r route) object {
	operation := object{"summary": r.summary, "operationId": operationID(r), "x-permission": string(r.permission)}
	parameters := []any{}
	for _, match := range parameter.FindAllStringSubmatch(r.path, -1) {
		parameters = append(parameters, object{"name": match[1], "in": "path", "required": true, "schema": object{"type": "string"}})
	}
	for _, name := range r.query {
		schema := object{"type": "string"}
		if name == "limit" {
			schema = object{"type": "integer", "minimum": 1, "maximum": 1000}
		}
		parameters = append(parameters, object{"name": name, "in": "query", "schema": schema})
	}
	for _, name := range r.headers {
		schema := object{"type": "string"}
		if strings.HasPrefix(name, "Upload-") {
			schema = object{"type": "integer", "minimum": 0}
		}
		parameters = append(parameters, object{"name": name, "in": "header", "required": strings.HasPrefix(name, "Upload-"), "schema": schema})
	}
	if len(parameters) > 0 {
		operation["parameters"] = parameters
	}
	switch {
	case r.accepts != "":
		operation["requestBody"] = object{"required": true, "content": object{r.accepts: object{"schema": object{}}}}
	case r.in != nil:
		operation["requestBody"] = object{"required": true, "content": object{echo.MIMEApplicationJSON: object{"schema": d.schema(r.in)}}}
	}
	success := object{"description": http.StatusText(r.endpoint.status)}
	switch {
	case r.out != nil:
		success["content"] = object{echo.MIMEApplicationJSON: object{"schema": d.schema(r.out)}}
	case r.produces != "":
		success["content"] = object{r.produces: object{"schema": object{}}}
	}
	failure := object{"description": "Problem", "content": object{"application/problem+json": object{"schema": d.schema(reflect.TypeFor[problem]())}}}
	operation["responses"] = object{strconv.Itoa(r.endpoint.status): success, "default": failure}
	if r.permission == auth.Public {
		operation["security"] = []any{}
	} else {
		operation["security"] = []any{object{"accessToken": []any{}}}
	}
	return operation
}

func operationID(r route) string {
	words := strings.FieldsFunc(r.path, func(c rune) bool { return strings.ContainsRune("/:.", c) })
	id := strings.ToLower(r.method)
	for _, word := range words {
		id += strings.ToUpper(word[:1]) + word[1:]
	}
	return id
}

// written are the schemas of types with a JSON form of their own.
var written = map[reflect.Type]object{
	reflect.TypeFor[fieldwork.Instant](): {"type": "string", "format": "date-time"},
	reflect.TypeFor[form.Condition]():    {"type": []any{"boolean", "string"}},
	reflect.TypeFor[json.RawMessage]():   {},
	reflect.TypeFor[fault.Kind]():        {"type": "integer"},
	reflect.TypeFor[time.Duration]():     {"type": "integer"},
}

// schema gives the JSON Schema (2020-12) of a type; named structs become components.
func (d *describer) schema(t reflect.Type) object {
	if fixed, ok := written[t]; ok {
		return fixed
	}
	switch t.Kind() {
	case reflect.Pointer:
		return d.schema(t.Elem())
	case reflect.String:
		return object{"type": "string"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint16, reflect.Uint32:
		return object{"type": "integer"}
	case reflect.Float32, reflect.Float64:
		return object{"type": "number"}
	case reflect.Slice:
		return object{"type": "array", "items": d.schema(t.Elem())}
	case reflect.Array:
		return object{"type": "array", "items": d.schema(t.Elem()), "minItems": t.Len(), "maxItems": t.Len()}
	case reflect.Map:
		return object{"type": "object", "additionalProperties": d.schema(t.Elem())}
	case reflect.Struct:
		return d.component(t)
	}
	return object{} // any
}

func (d *describer) component(t reflect.Type) object {
	if t.Name() == "" {
		return d.members(t)
	}
	name := componentName(t)
	if _, known := d.schemas[name]; !known {
		d.schemas[name] = object{} // ends recursion
		d.schemas[name] = d.members(t)
	}
	return object{"$ref": "#/components/schemas/" + name}
}

// generic finds the type argument of a generic type in its name.
var generic = regexp.MustCompile(`^(\w+)\[(?:.*[./])?(\w+)\]$`)

func componentName(t reflect.Type) string {
	name := t.Name()
	if match := generic.FindStringSubmatch(name); match != nil {
		name = match[2] + match[1]
	}
	room := t.PkgPath()[strings.LastIndex(t.PkgPath(), "/")+1:]
	return room + "." + name
}

func (d *describer) members(t reflect.Type) object {
	properties, required := object{}, []string{}
	for name, field := range membersOf(t) {
		schema := d.schema(field.Type)
		optional := strings.Contains(field.Tag.Get("json"), ",omit") // omitempty or omitzero
		if nullable(field.Type) && !optional {
			schema = object{"anyOf": []any{schema, object{"type": "null"}}}
		}
		properties[name] = schema
		if !optional {
			required = append(required, name)
		}
	}
	slices.Sort(required)
	schema := object{"type": "object", "properties": properties}
	if len(required) > 0 {
		schema["required"] = required
	}
	return schema
}

func nullable(t reflect.Type) bool { return t.Kind() == reflect.Pointer || t.Kind() == reflect.Map }
