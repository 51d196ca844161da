package xlsform

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// richText collects the runs of a text, without the phonetic ones.
type richText struct {
	words           strings.Builder
	inside, reading bool
}

func (t *richText) see(token xml.Token) {
	switch e := token.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "t":
			t.inside = true
		case "rPh":
			t.reading = true
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "t":
			t.inside = false
		case "rPh":
			t.reading = false
		}
	case xml.CharData:
		if t.inside && !t.reading {
			t.words.Write(e)
		}
	}
}

func (t *richText) take() string {
	text := unescaped(t.words.String())
	t.words.Reset()
	return text
}

// unescaped resolves _x000D_ and the like (ECMA-376 part 1, 22.9.2.19).
func unescaped(text string) string {
	const form = len("_x000D_")
	start := strings.Index(text, "_x")
	if start < 0 {
		return text
	}
	var out strings.Builder
	for i := 0; i < len(text); {
		if i+form <= len(text) && text[i] == '_' && text[i+1] == 'x' && text[i+form-1] == '_' {
			if code, err := strconv.ParseUint(text[i+2:i+form-1], 16, 16); err == nil {
				out.WriteRune(rune(code))
				i += form
				continue
			}
		}
		out.WriteByte(text[i])
		i++
	}
	return out.String()
}
