package fieldwork

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
)

// Differences lists the paths at which two sets of answers differ, in order. Instances of
// repeats are compared by their number.
func Differences(before, after map[string]any) []string {
	var paths []string
	differences(before, after, "", &paths)
	slices.SortFunc(paths, inOrder)
	return paths
}

func differences(before, after map[string]any, inside string, paths *[]string) {
	names := map[string]bool{}
	for name := range before {
		names[name] = true
	}
	for name := range after {
		names[name] = true
	}
	for name := range names {
		path := inside + name
		was, is := before[name], after[name]
		old, repeated := instances(was)
		now, repeats := instances(is)
		if !repeated && !repeats {
			if !sameAnswer(was, is) {
				*paths = append(*paths, path)
			}
			continue
		}
		for i := range max(len(old), len(now)) {
			var a, b map[string]any
			if i < len(old) {
				a = old[i]
			}
			if i < len(now) {
				b = now[i]
			}
			differences(a, b, fmt.Sprintf("%s[%d].", path, i+1), paths)
		}
	}
}

// instances gives the instances of a repeat; not ok for any other answer.
func instances(answer any) ([]map[string]any, bool) {
	items, ok := answer.([]any)
	if !ok || len(items) == 0 {
		return nil, false
	}
	list := make([]map[string]any, len(items))
	for i, item := range items {
		if list[i], ok = item.(map[string]any); !ok {
			return nil, false
		}
	}
	return list, true
}

// sameAnswer compares two answers as JSON has them, whichever Go types hold them.
func sameAnswer(a, b any) bool {
	if reflect.DeepEqual(a, b) {
		return true
	}
	left, errLeft := json.Marshal(a)
	right, errRight := json.Marshal(b)
	return errLeft == nil && errRight == nil && string(left) == string(right)
}
