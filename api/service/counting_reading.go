package service

import (
	"bytes"
	"encoding/json"
	"strconv"

	"touchstone/api/fieldwork"
)

// read takes what counts out of a stored response. Most of a response does not count, and
// there may be millions, so what is not wanted is passed over rather than decoded. The store
// checked the document when it was written; what looks odd all the same goes the usual way.
func (t *tallied) read(body []byte) error {
	if t.scan(body) {
		return nil
	}
	*t = tallied{}
	return json.Unmarshal(body, t)
}

// scan reads a document of the usual form and tells whether it was one.
func (t *tallied) scan(body []byte) bool {
	members := walk(body)
	for members.next() {
		value, fine := members.value, true
		switch string(members.name) {
		case "id":
			t.ID, fine = plainText(value)
		case "project":
			t.Project, fine = plainText(value)
		case "wave":
			t.Wave, fine = plainText(value)
		case "definition":
			fine = json.Unmarshal(value, &t.Definition) == nil
		case "state":
			var state string
			state, fine = plainText(value)
			t.State = fieldwork.State(state)
		case "indicators":
			fine = t.scanIndicators(value)
		case "score":
			t.Score = value
		case "weight":
			fine = json.Unmarshal(value, &t.Weight) == nil
		case "cluster":
			t.Cluster, fine = plainText(value)
		case "location":
			t.Location, fine = plainText(value)
		case "language":
			t.Language, fine = plainText(value)
		case "source":
			t.Source, fine = plainText(value)
		case "touchpoint":
			t.Touchpoint, fine = plainText(value)
		case "link":
			t.Link, fine = plainText(value)
		case "group":
			t.Group, fine = plainText(value)
		case "account":
			t.Account, fine = plainText(value)
		case "segments":
			fine = json.Unmarshal(value, &t.Segments) == nil
		case "answers":
			t.Answers = value
		}
		if !fine {
			return false
		}
	}
	return members.done
}

func (t *tallied) scanIndicators(object []byte) bool {
	t.Indicators = make(map[string]fieldwork.IndicatorValue, 16)
	members := walk(object)
	for members.next() {
		var one fieldwork.IndicatorValue
		parts := walk(members.value)
		for parts.next() {
			fine := true
			switch string(parts.name) {
			case "value":
				x, err := strconv.ParseFloat(string(parts.value), 64)
				one.Value, fine = &x, err == nil
			case "absent":
				one.Absent, fine = plainText(parts.value)
			}
			if !fine {
				return false
			}
		}
		if !parts.done {
			return false
		}
		t.Indicators[string(members.name)] = one
	}
	return members.done
}

// plainText is the content of a string without escapes.
func plainText(value []byte) (string, bool) {
	if len(value) < 2 || value[0] != '"' || bytes.IndexByte(value, '\\') >= 0 {
		return "", false
	}
	return string(value[1 : len(value)-1]), true
}

// walker goes over the members of a JSON object.
type walker struct {
	rest        []byte
	name, value []byte // of the member reached; the name has no escapes
	done        bool   // the end was reached, and all was as it should be
}

func walk(object []byte) walker {
	rest := trimmed(object)
	if len(rest) == 0 || rest[0] != '{' {
		return walker{}
	}
	w := walker{rest: trimmed(rest[1:])}
	if len(w.rest) > 0 && w.rest[0] == '}' {
		w.rest, w.done = nil, true
	}
	return w
}

// trimmed is text from its first byte that is no white space.
func trimmed(text []byte) []byte {
	for len(text) > 0 && blank(text[0]) {
		text = text[1:]
	}
	return text
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// next goes to the next member and tells whether there is one.
func (w *walker) next() bool {
	size := passed(w.rest)
	if size == 0 || w.rest[0] != '"' || bytes.IndexByte(w.rest[:size], '\\') >= 0 {
		return false
	}
	w.name, w.rest = w.rest[1:size-1], trimmed(w.rest[size:])
	if len(w.rest) == 0 || w.rest[0] != ':' {
		return false
	}
	w.rest = trimmed(w.rest[1:])
	if size = passed(w.rest); size == 0 {
		return false
	}
	w.value, w.rest = w.rest[:size:size], trimmed(w.rest[size:])
	switch {
	case len(w.rest) == 0:
		return false
	case w.rest[0] == '}':
		w.rest, w.done = nil, true
	case w.rest[0] == ',':
		w.rest = trimmed(w.rest[1:])
	default:
		return false
	}
	return true
}

// passed is how many bytes the value takes with which text begins; 0 when it does not end.
func passed(text []byte) int {
	if len(text) == 0 {
		return 0
	}
	switch text[0] {
	case '"':
		return passedString(text)
	case '{', '[':
		for depth, i := 0, 0; i < len(text); i++ {
			switch text[i] {
			case '"':
				size := passedString(text[i:])
				if size == 0 {
					return 0
				}
				i += size - 1
			case '{', '[':
				depth++
			case '}', ']':
				if depth--; depth == 0 {
					return i + 1
				}
			}
		}
		return 0
	}
	for i, c := range text {
		if c == ',' || c == '}' || c == ']' || blank(c) {
			return i
		}
	}
	return 0
}

func passedString(text []byte) int {
	for i := 1; i < len(text); i++ {
		end := bytes.IndexByte(text[i:], '"')
		if end < 0 {
			return 0
		}
		i += end
		escapes := 0
		for text[i-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return i + 1
		}
	}
	return 0
}
