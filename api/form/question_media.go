package form

import (
	"math"
	"slices"
	"strings"

	"touchstone/api/form/expr"
)

// The types of media take {id, name, type, size, sha256} of a file; its bytes travel separately.
var (
	imageType = mediaType("image/", "maxPixels", "keepPosition", "maxSize")
	audioType = mediaType("audio/", "quality", "maxSeconds", "maxSize")
	videoType = mediaType("video/", "maxSeconds", "maxSize")
	fileType  = mediaType("", "maxSize", "accept")
)

// mediaType takes files whose media type begins with the prefix.
func mediaType(prefix string, parameters ...string) questionType {
	return questionType{
		accepts: func(answer any) (any, bool) {
			media, ok := answer.(map[string]any)
			if !ok {
				return nil, false
			}
			for _, part := range []string{"id", "name", "type", "sha256"} {
				if _, isText := media[part].(string); !isText {
					return nil, false
				}
			}
			_, hasSize := acceptsNumber(media["size"])
			return media, hasSize && digestForm.MatchString(media["sha256"].(string)) && strings.HasPrefix(media["type"].(string), prefix)
		},
		check: func(answer any, q *Question, _ []*Choice) string {
			media := answer.(map[string]any)
			number, _ := acceptsNumber(media["size"])
			size, _ := number.(float64)
			switch accepted, _ := q.Parameters["accept"].(string); {
			case size < 0 || size > q.LargestSize():
				return CodeRange
			case !fileAccepted(accepted, media["name"].(string), media["type"].(string)):
				return CodeType
			default:
				return ""
			}
		},
		value: func(answer any) expr.Value {
			media, _ := answer.(map[string]any)
			name, _ := media["name"].(string)
			return expr.Text(name)
		},
		parameters: parameters,
	}
}

// LargestSize is the parameter maxSize of a question of media, in bytes; infinite without one.
// A MB has 1,048,576 bytes, as operating systems and the limits of the server count.
func (q *Question) LargestSize() float64 {
	if megabytes := q.number("maxSize", 0); megabytes > 0 {
		return megabytes * (1 << 20)
	}
	return math.Inf(1)
}

// fileAccepted reads a list such as ".pdf, image/*, text/csv", as the accept attribute of HTML
// has it: a file passes whose name ends so or whose media type is among them; all pass an empty list.
func fileAccepted(list, name, mediaType string) bool {
	words := strings.FieldsFunc(strings.ToLower(list), func(r rune) bool { return r == ',' || r == ' ' })
	kind, _, _ := strings.Cut(strings.ToLower(mediaType), ";")
	kind = strings.TrimSpace(kind)
	name = strings.ToLower(name)
	return len(words) == 0 || slices.ContainsFunc(words, func(word string) bool {
		family, all := strings.CutSuffix(word, "*")
		return word == kind || word == "*/*" || all && strings.HasPrefix(kind, family) || word[0] == '.' && strings.HasSuffix(name, word)
	})
}
