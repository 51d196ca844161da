package export

import (
	"bytes"
	"encoding/json"
	"slices"
)

// scalar writes a text, number or truth; anything else is nothing.
func (l *ResponseLines) scalar(at span) {
	if isNull(l.text, at) {
		l.line.nothing()
		return
	}
	switch l.text[at.from] {
	case '"':
		l.line.text(textOf(l.text, at))
	case '{', '[':
		l.line.nothing()
	default:
		l.line.number(l.text[at.from:at.to])
	}
}

// indicator writes the value of an indicator; one that is absent is nothing.
func (l *ResponseLines) indicator(at span) { l.scalar(valueAt(l.text, at, "value")) }

// codes writes the codes of a response's flags, each once.
func (l *ResponseLines) codes(at span) {
	var codes [][]byte
	for list := itemsOf(l.text, at); ; {
		item, ok := list.item()
		if !ok {
			break
		}
		code := textOf(l.text, valueAt(l.text, item, "code"))
		if !slices.ContainsFunc(codes, func(known []byte) bool { return bytes.Equal(known, code) }) {
			codes = append(codes, code)
		}
	}
	l.line.text(bytes.Join(codes, []byte{' '}))
}

// answer writes an answer as the data of an XLSForm have it: several choices separated by
// blanks, a place as latitude, longitude, altitude and accuracy, a file by its name. What has
// no such form, above all a repeat, is its JSON.
func (l *ResponseLines) answer(at span) {
	switch l.text[at.from] {
	case '[':
		if words, ok := l.words(at); ok {
			l.line.text(words)
			return
		}
	case '{':
		if place, ok := l.place(at); ok {
			l.line.text(place)
			return
		}
		if name := valueAt(l.text, at, "name"); !isNull(l.text, name) && !isNull(l.text, valueAt(l.text, at, "sha256")) {
			l.line.text(textOf(l.text, name))
			return
		}
	default:
		l.scalar(at)
		return
	}
	l.line.text(l.shown(at))
}

// words joins a list of texts by blanks, if it is one.
func (l *ResponseLines) words(at span) ([]byte, bool) {
	var words []byte
	for items := itemsOf(l.text, at); ; {
		item, ok := items.item()
		switch {
		case !ok:
			return words, true
		case l.text[item.from] != '"':
			return nil, false
		case len(words) > 0:
			words = append(words, ' ')
		}
		words = append(words, textOf(l.text, item)...)
	}
}

// place gives a geopoint as the numbers it has, separated by blanks.
func (l *ResponseLines) place(at span) ([]byte, bool) {
	number := func(name string) []byte {
		value := valueAt(l.text, at, name)
		if isNull(l.text, value) {
			return nil
		}
		return l.text[value.from:value.to]
	}
	lat, lon, alt, accuracy := number("lat"), number("lon"), number("alt"), number("accuracy")
	if lat == nil || lon == nil {
		return nil, false
	}
	numbers := [][]byte{lat, lon}
	if alt == nil && accuracy != nil {
		alt = []byte("0")
	}
	for _, further := range [][]byte{alt, accuracy} {
		if further != nil {
			numbers = append(numbers, further)
		}
	}
	return bytes.Join(numbers, []byte{' '}), true
}

// shown gives the JSON of an answer without the questions that are hidden, members in the
// order of their names.
func (l *ResponseLines) shown(at span) []byte {
	text := l.text[at.from:at.to]
	var answer any
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if decoder.Decode(&answer) != nil {
		return nil
	}
	l.strip(answer)
	var shown bytes.Buffer
	encoder := json.NewEncoder(&shown)
	encoder.SetEscapeHTML(false)
	if encoder.Encode(answer) != nil {
		return nil
	}
	return bytes.TrimSuffix(shown.Bytes(), []byte{'\n'})
}

// strip takes the hidden questions out of the instances of repeats.
func (l *ResponseLines) strip(answer any) {
	instances, _ := answer.([]any)
	for _, instance := range instances {
		members, _ := instance.(map[string]any)
		for name, value := range members {
			if l.hidden[name] {
				delete(members, name)
			} else {
				l.strip(value)
			}
		}
	}
}
