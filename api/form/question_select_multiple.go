package form

import (
	"strings"
	"time"

	"touchstone/api/form/expr"
)

// selectMultipleType takes a list of names of different choices.
var selectMultipleType = questionType{
	accepts: func(answer any) (any, bool) {
		switch list := answer.(type) {
		case []string:
			return list, true
		case []any:
			names := make([]string, len(list))
			for i, member := range list {
				name, ok := member.(string)
				if !ok {
					return nil, false
				}
				names[i] = name
			}
			return names, true
		default:
			return nil, false
		}
	},
	check: func(answer any, _ *Question, offered []*Choice) string {
		names := answer.([]string)
		if len(names) > len(offered) {
			return CodeChoice
		}
		open := make(map[string]*Choice, len(offered))
		for _, choice := range offered {
			open[choice.Name] = choice
		}
		for _, name := range names {
			choice, ok := open[name]
			if !ok || choice.Exclusive && len(names) > 1 {
				return CodeChoice
			}
			delete(open, name) // so that the same name twice is wrong
		}
		return ""
	},
	value: func(answer any) expr.Value {
		names, _ := answer.([]string)
		return expr.Names(names)
	},
	read: func(v expr.Value, _ *time.Location) any {
		if v.Kind() == expr.List {
			return v.Members()
		}
		return strings.Fields(v.String())
	},
	selects:    true,
	parameters: []string{"randomize", "seed"},
}
