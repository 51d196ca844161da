package export

import (
	"bytes"
	"encoding/json"
)

// span is a part of a document's text: the places of its first byte and of the one after it.
// The empty one is nothing.
type span struct{ from, to int32 }

// members goes through an object in the text of a document without decoding what nobody asks
// for: most of a stored response is history that no table shows. The text is well-formed, as
// everything in the store is; of any other it may give nonsense, but never reads beyond it.
type members struct {
	text []byte
	at   int
}

// membersOf begins with the object at a span; anything else has no members.
func membersOf(text []byte, at span) members { return within(text, at, '{') }

// itemsOf begins with the list at a span; anything else has no items.
func itemsOf(text []byte, at span) members { return within(text, at, '[') }

func within(text []byte, at span, sign byte) members {
	m := members{text[:at.to], int(at.to)}
	if start := skipBlank(m.text, int(at.from)); start < len(m.text) && m.text[start] == sign {
		m.at = start + 1
	}
	return m
}

// whole is the span of a whole document; store.MaxBody leaves room for many times its length.
func whole(text []byte) span { return span{0, int32(len(text))} }

// next gives the name of a member as it stands between its quotes, and where its value is.
func (m *members) next() (name []byte, value span, ok bool) {
	name, at, ok := m.name()
	if ok {
		value, ok = m.take(at)
	}
	return name, value, ok
}

// name gives the name of the next member and the place where its value begins, which take or
// enter then goes past.
func (m *members) name() (name []byte, at int, ok bool) {
	begin := m.skip(m.at, ',')
	if begin >= len(m.text) || m.text[begin] != '"' {
		return nil, 0, false
	}
	end := endOfString(m.text, begin)
	return m.text[begin+1 : max(end-1, begin+1)], m.skip(end, ':'), true
}

// enter gives the members of an object that begins at a place; when all of them were gone
// through, leave goes past it. That reads the object once where take would do it before.
func (m *members) enter(at int) (inside members, ok bool) {
	if at >= len(m.text) || m.text[at] != '{' {
		return members{}, false
	}
	return members{m.text, at + 1}, true
}

func (m *members) leave(inside members) { m.at = min(inside.skip(inside.at, ',')+1, len(m.text)) }

// expect is next where the name is known beforehand: it gives nothing, and stays where it is,
// when another member follows.
func (m *members) expect(name string) (value span, ok bool) {
	at := m.skip(m.at, ',') + 1
	end := at + len(name)
	if end >= len(m.text) || m.text[end] != '"' || m.text[at-1] != '"' || string(m.text[at:end]) != name {
		return span{}, false
	}
	return m.take(m.skip(end+1, ':'))
}

// item gives where the next item of a list is.
func (m *members) item() (value span, ok bool) { return m.take(m.skip(m.at, ',')) }

// skip gives the next place that is neither blank nor the sign.
func (m *members) skip(at int, sign byte) int {
	if at = skipBlank(m.text, at); at < len(m.text) && m.text[at] == sign {
		return skipBlank(m.text, at+1)
	}
	return at
}

func (m *members) take(at int) (span, bool) {
	end := endOfValue(m.text, at)
	if end <= at {
		return span{}, false
	}
	m.at = end
	return span{int32(at), int32(end)}, true
}

func skipBlank(text []byte, at int) int {
	for at < len(text) && text[at] <= ' ' {
		at++
	}
	return at
}

// endOfValue gives the place after the value that begins at a place, that place itself when
// there is none.
func endOfValue(text []byte, at int) int {
	if at >= len(text) {
		return at
	}
	switch text[at] {
	case '"':
		return endOfString(text, at)
	case '{', '[':
		return endOfNested(text, at)
	}
	for at < len(text) && text[at] > ' ' && text[at] != ',' && text[at] != '}' && text[at] != ']' {
		at++
	}
	return at
}

// endOfString gives the place after the string whose quote is at a place. Names and answers
// are short: a plain loop finds their end sooner than a search would.
func endOfString(text []byte, at int) int {
	for at++; at < len(text); at++ {
		switch text[at] {
		case '"':
			return at + 1
		case '\\':
			at++
		}
	}
	return len(text)
}

func endOfNested(text []byte, at int) int {
	for depth := 0; at < len(text); at++ {
		switch text[at] {
		case '"':
			at = endOfString(text, at) - 1
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return at + 1
			}
		}
	}
	return at
}

// at gives where the value at a way of names is, nothing when there is none.
func valueAt(text []byte, from span, way ...string) span {
	for _, name := range way {
		m := membersOf(text, from)
		value, ok := m.expect(name)
		for !ok {
			var found []byte
			if found, value, ok = m.next(); !ok {
				return span{}
			}
			ok = string(found) == name
		}
		from = value
	}
	return from
}

// textOf gives what a string says, nothing for other values.
func textOf(text []byte, at span) []byte {
	if at.to-at.from < 2 || text[at.from] != '"' {
		return nil
	}
	if inside := text[at.from+1 : at.to-1]; bytes.IndexByte(inside, '\\') < 0 {
		return inside
	}
	return unescaped(text[at.from:at.to])
}

func unescaped(value []byte) []byte {
	var said string
	if json.Unmarshal(value, &said) != nil {
		return value[1 : len(value)-1]
	}
	return []byte(said)
}

// isNull tells whether nothing is said: no value, or null.
func isNull(text []byte, at span) bool { return at.to == at.from || text[at.from] == 'n' }
