package form

import (
	"strings"

	"touchstone/api/form/expr"
)

// imageType takes {id, name, type, size, sha256} of an image; its bytes travel separately.
var imageType = questionType{
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
		return media, hasSize && strings.HasPrefix(media["type"].(string), "image/")
	},
	value: func(answer any) expr.Value {
		media, _ := answer.(map[string]any)
		name, _ := media["name"].(string)
		return expr.Text(name)
	},
	parameters: []string{"maxPixels", "keepPosition"},
}
