package store

import (
	"bytes"
	"errors"
	"io"
	"math"
	"math/big"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"touchstone/api/fault"
)

// The bounds of a document.
const (
	MaxBody  = 12 << 20 // bytes of JSON text
	MaxDepth = 64       // objects and arrays inside each other
	MaxID    = 200      // bytes
)

// InstantLayout is the one form of an Instant, for time.Format in UTC.
const InstantLayout = "2006-01-02T15:04:05.000Z"

// Keys are the values of a document at its schema's paths, in their order: string, int64,
// float64 or bool by kind, or nil where there is no value of that kind.
type Keys []any

// CheckID refuses an id that is no name for a document.
func CheckID(id string) error {
	if id == "" || len(id) > MaxID || !utf8.ValidString(id) || strings.ContainsRune(id, 0) {
		return documentFault(nil, "The id of a document has 1 to %d bytes of UTF-8.", MaxID)
	}
	return nil
}

// Keys checks that body is a document within the bounds and extracts its keys.
func (s *Schema) Keys(body []byte) (Keys, error) {
	if len(body) > MaxBody {
		return nil, documentFault(nil, "The document has %d bytes; at most %d are allowed.", len(body), MaxBody)
	}
	walk := walker{decoder: jsontext.NewDecoder(bytes.NewBuffer(body)), keys: make(Keys, len(s.Paths)), paths: s.Paths}
	if walk.decoder.PeekKind() != '{' {
		_, err := walk.decoder.ReadToken()
		return nil, documentFault(err, "A document must be one JSON object.")
	}
	err := walk.value(s.root)
	if err == nil {
		if _, end := walk.decoder.ReadToken(); !errors.Is(end, io.EOF) {
			return nil, documentFault(end, "A document must be one JSON object and nothing after it.")
		}
		return walk.keys, nil
	}
	if fault.Is(err, fault.Invalid) {
		return nil, err
	}
	return nil, documentFault(err, "The document is not well-formed JSON: %s.", strings.TrimPrefix(err.Error(), "jsontext: "))
}

func documentFault(cause error, message string, args ...any) error {
	return fault.Wrap(fault.Invalid, "store.document", cause, message, args...)
}

// walker reads a document once, checking it and keeping the values at indexed paths.
type walker struct {
	decoder *jsontext.Decoder
	keys    Keys
	paths   []Path
}

// value reads the next value; at is its place in the tree of indexed paths, or nil.
func (w *walker) value(at *branch) error {
	token, err := w.decoder.ReadToken()
	if err != nil {
		return err
	}
	switch kind := token.Kind(); kind {
	case '{', '[':
		if w.decoder.StackDepth() > MaxDepth {
			return documentFault(nil, "The document is nested more than %d levels deep.", MaxDepth)
		}
		return w.inside(kind == '{', at)
	case '0':
		// Only text this long or with an exponent can leave the range of a float.
		text := token.String()
		if at == nil || at.position < 0 || w.paths[at.position].Kind != Number {
			if len(text) < 300 && !strings.ContainsAny(text, "eE") {
				return nil
			}
		}
		number, err := ParseNumber(text)
		if err != nil {
			return err
		}
		w.keep(at, Number, number)
	case '"':
		if at == nil || at.position < 0 {
			return nil
		}
		text := token.String()
		w.keep(at, String, text)
		if IsInstant(text) {
			w.keep(at, Instant, text)
		}
	case 't', 'f':
		w.keep(at, Bool, kind == 't')
	}
	return nil
}

// inside reads the members of an object or the items of an array up to its end.
func (w *walker) inside(object bool, at *branch) error {
	for {
		switch w.decoder.PeekKind() {
		case '}', ']':
			_, err := w.decoder.ReadToken()
			return err
		}
		var child *branch
		if object {
			name, err := w.decoder.ReadToken()
			if err != nil {
				return err
			}
			if at != nil && at.children != nil {
				child = at.children[name.String()]
			}
		}
		if err := w.value(child); err != nil {
			return err
		}
	}
}

func (w *walker) keep(at *branch, kind Kind, value any) {
	if at != nil && at.position >= 0 && w.paths[at.position].Kind == kind {
		w.keys[at.position] = value
	}
}

// IsInstant reports whether text is an instant in the one allowed form.
func IsInstant(text string) bool {
	if len(text) != len(InstantLayout) || text[10] != 'T' || text[19] != '.' {
		return false
	}
	instant, err := time.Parse(InstantLayout, text)
	return err == nil && instant.Format(InstantLayout) == text
}

// ParseNumber gives the value of a JSON number: int64 if it is a whole number of 64 bits
// (however written), else the nearest float64. Numbers beyond its range are refused.
func ParseNumber(text string) (any, error) {
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil {
		return whole, nil
	}
	number, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, documentFault(err, "The number %.40s is out of range.", text)
	}
	if math.Trunc(number) != number || math.Abs(number) > 1<<63 {
		return number, nil
	}
	if math.Abs(number) < 1<<53 {
		return int64(number), nil
	}
	if exact, ok := new(big.Rat).SetString(text); ok && exact.IsInt() && exact.Num().IsInt64() {
		return exact.Num().Int64(), nil
	}
	return number, nil
}
