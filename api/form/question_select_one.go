package form

import "slices"

// selectOneType takes the name of one choice.
var selectOneType = questionType{
	accepts: acceptsText,
	check: func(answer any, _ *Question, offered []*Choice) string {
		if !slices.ContainsFunc(offered, func(c *Choice) bool { return c.Name == answer.(string) }) {
			return CodeChoice
		}
		return ""
	},
	value: textValue, read: readText, selects: true,
	parameters: []string{"randomize", "seed"},
}
