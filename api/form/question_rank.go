package form

// rankType takes the names of all choices offered, the first being the most preferred.
var rankType = questionType{
	accepts: selectMultipleType.accepts,
	check: func(answer any, _ *Question, offered []*Choice) string {
		names := answer.([]string)
		open := make(map[string]bool, len(offered))
		for _, choice := range offered {
			open[choice.Name] = true
		}
		if len(names) != len(open) {
			return CodeChoice
		}
		for _, name := range names {
			if !open[name] {
				return CodeChoice
			}
			delete(open, name) // so that the same name twice is wrong
		}
		return ""
	},
	value: selectMultipleType.value, read: selectMultipleType.read,
	selects:    true,
	parameters: []string{"randomize", "seed"},
}
