package rest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"reflect"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"
	"github.com/labstack/echo/v4"

	"touchstone/api/fault"
)

// Bounds of a JSON body and of the time a client may take to send it.
const (
	maxJSON  = 1 << 20
	jsonTime = 60 * time.Second
)

var shapes = newValidator()

func newValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string { return memberName(field) })
	return v
}

// decode reads a JSON body strictly into target: broken JSON is told by line and column,
// wrong types and unknown members by their path, all at once. It may have so many bytes.
func decode(c *call, target any, most int64) error {
	data, err := body(c, most)
	if err != nil {
		return err
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(target); err != nil {
		return misfit(data, target, err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return brokenJSON(data, decoder.InputOffset(), "there is something after the end of the JSON")
	}
	return checkShape(target)
}

// bodyWithin gives the client a span to send its body. While the body is refused unread the
// span bounds how long the connection waits for its end.
func bodyWithin(c echo.Context, span time.Duration) {
	_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Now().Add(span)) // unsupported only in tests of handlers alone
}

// bodyArrived ends the span once the body was read whole, since a deadline that passes later
// would cancel a request that takes long to answer.
func bodyArrived(c echo.Context) {
	_ = http.NewResponseController(c.Response()).SetReadDeadline(time.Time{})
}

// body reads a JSON body of at most so many bytes whole.
func body(c *call, most int64) ([]byte, error) {
	request := c.Request()
	if mediaType, _, _ := mime.ParseMediaType(request.Header.Get("Content-Type")); mediaType != "application/json" {
		return nil, fault.New(fault.Invalid, "request.mediaType", "Send JSON, with Content-Type: application/json.")
	}
	data, err := io.ReadAll(http.MaxBytesReader(c.Response(), request.Body, most))
	if err != nil {
		return nil, err
	}
	bodyArrived(c)
	if !utf8.Valid(data) {
		return nil, fault.New(fault.Invalid, "request.json", "The request is not valid UTF-8.")
	}
	return data, nil
}

func brokenJSON(data []byte, offset int64, reason string) error {
	before := data[:min(max(offset, 0), int64(len(data)))]
	line := bytes.Count(before, []byte{'\n'}) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return fault.New(fault.Invalid, "request.json", "The request is not valid JSON: line %d, column %d: %s.", line, column, reason)
}

// misfit explains why data did not fit target.
func misfit(data []byte, target any, err error) error {
	var syntax *json.SyntaxError
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return fault.New(fault.Invalid, "request.json", "The request has no body; send JSON.")
	case errors.As(err, &syntax):
		return brokenJSON(data, syntax.Offset, strings.TrimPrefix(syntax.Error(), "json: "))
	case errors.Is(err, io.ErrUnexpectedEOF):
		return brokenJSON(data, int64(len(data)), "it ends in the middle")
	}
	var fields []fault.Field
	compare(reflect.TypeOf(target).Elem(), data, "", &fields)
	if len(fields) == 0 {
		return fault.New(fault.Invalid, "request.shape", "The request does not have the shape expected here: %s.", strings.TrimPrefix(err.Error(), "json: "))
	}
	return fault.New(fault.Invalid, "request.shape", "The request does not have the shape expected here: %s: %s", fields[0].Path, fields[0].Message).With(fields...)
}

// compare adds a field for every place where data does not fit the type.
func compare(t reflect.Type, data json.RawMessage, path string, fields *[]fault.Field) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	wrong := func(want string) {
		*fields = append(*fields, fault.Field{Path: path, Code: "type", Message: fmt.Sprintf("Expected %s, found %s.", want, kindOf(data))})
	}
	if data = bytes.TrimSpace(data); bytes.Equal(data, []byte("null")) {
		return
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		if err := json.Unmarshal(data, reflect.New(t).Interface()); err != nil {
			*fields = append(*fields, fault.Field{Path: path, Code: "format", Message: fault.Of(err).Message})
		}
		return
	}
	switch t.Kind() {
	case reflect.Struct:
		var members map[string]json.RawMessage
		if json.Unmarshal(data, &members) != nil {
			wrong("an object")
			return
		}
		known := membersOf(t)
		for name, value := range members {
			if field, ok := known[name]; ok {
				compare(field.Type, value, join(path, name), fields)
			} else {
				*fields = append(*fields, fault.Field{Path: join(path, name), Code: "unknown", Message: "This member is not known here."})
			}
		}
	case reflect.Slice, reflect.Array:
		var elements []json.RawMessage
		if json.Unmarshal(data, &elements) != nil {
			wrong("an array")
		}
		for i, element := range elements {
			compare(t.Elem(), element, fmt.Sprintf("%s[%d]", path, i), fields)
		}
	case reflect.Map:
		var members map[string]json.RawMessage
		if json.Unmarshal(data, &members) != nil {
			wrong("an object")
		}
		for name, value := range members {
			compare(t.Elem(), value, join(path, name), fields)
		}
	case reflect.Interface:
		var value any
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		if decoder.Decode(&value) == nil {
			compareAny(value, path, fields)
		}
	default:
		if json.Unmarshal(data, reflect.New(t).Interface()) != nil {
			wrong(expectation(t.Kind()))
		}
	}
}

// compareAny is compare for what may be anything: only numbers beyond what a float64 holds do
// not fit.
func compareAny(value any, path string, fields *[]fault.Field) {
	switch value := value.(type) {
	case map[string]any:
		for name, member := range value {
			compareAny(member, join(path, name), fields)
		}
	case []any:
		for i, element := range value {
			compareAny(element, fmt.Sprintf("%s[%d]", path, i), fields)
		}
	case json.Number:
		if _, err := value.Float64(); err != nil {
			*fields = append(*fields, fault.Field{Path: path, Code: "range", Message: "The number " + value.String() + " is too large."})
		}
	}
}

func expectation(kind reflect.Kind) string {
	switch kind {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Float32, reflect.Float64:
		return "a number"
	}
	return "a whole number"
}

func kindOf(data json.RawMessage) string {
	switch {
	case data[0] == '{':
		return "an object"
	case data[0] == '[':
		return "an array"
	case data[0] == '"':
		return "a text"
	case data[0] == 't' || data[0] == 'f':
		return string(data)
	}
	return "the number " + string(data)
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

// membersOf gives the JSON members of a struct, those of embedded structs included.
func membersOf(t reflect.Type) map[string]reflect.StructField {
	members := map[string]reflect.StructField{}
	for _, field := range reflect.VisibleFields(t) {
		if name := memberName(field); name != "" && !field.Anonymous {
			members[name] = field
		}
	}
	return members
}

// memberName gives the JSON name of a field, "" when it has none.
func memberName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	if name == "-" || !field.IsExported() {
		return ""
	}
	if name == "" {
		return field.Name
	}
	return name
}

// checkShape runs the rules in the validate tags of a request's struct.
func checkShape(target any) error {
	if reflect.TypeOf(target).Elem().Kind() != reflect.Struct {
		return nil
	}
	var broken validator.ValidationErrors
	if err := shapes.Struct(target); !errors.As(err, &broken) {
		return err
	}
	var fields []fault.Field
	for _, b := range broken {
		_, path, _ := strings.Cut(b.Namespace(), ".")
		message := map[string]string{
			"required": "This is required.",
			"max":      "This is too long; at most " + b.Param() + ".",
			"min":      "This is too short; at least " + b.Param() + ".",
			"oneof":    "Use one of: " + b.Param() + ".",
		}[b.Tag()]
		fields = append(fields, fault.Field{Path: path, Code: b.Tag(), Message: message})
	}
	return fault.New(fault.Invalid, "request.shape", "The request does not have the shape expected here: %s: %s", fields[0].Path, fields[0].Message).With(fields...)
}
