package measure

import (
	"slices"
	"strconv"
	"strings"

	"touchstone/api/fieldwork"
)

// shareKind is 1 or 0: whether the condition holds; whether the answer is (or, of several
// choices, contains) one of the values; with neither declared, whether it is the top value
// of the scale. A condition without a question it is of applies to every response.
var shareKind = kind{name: "share", family: shares, perInstance: true, value: shareValue, scale: fixedScale(0, 1)}

func shareValue(in *indication) fieldwork.IndicatorValue {
	i := in.indicator
	conditional := strings.TrimSpace(i.When) != ""
	if !conditional && len(i.Values) == 0 {
		return topValue(in, 1)
	}
	var answer any
	if i.Of != "" {
		var absent string
		if _, answer, absent = in.subject(); absent != "" {
			return absentFor(absent)
		}
	}
	counts := len(i.Values) > 0 && slices.ContainsFunc(words(answer), func(word string) bool { return slices.Contains(i.Values, word) })
	if conditional && !counts {
		holds, err := in.result.Holds(in.path, i.When)
		if err != nil {
			return absentFor(AbsentMissing)
		}
		counts = holds
	}
	if counts {
		return present(1)
	}
	return present(0)
}

// words gives an answer as the texts that Indicator.Values lists.
func words(answer any) []string {
	switch a := answer.(type) {
	case string:
		return []string{a}
	case []string:
		return a
	case float64:
		return []string{strconv.FormatFloat(a, 'f', -1, 64)}
	case bool:
		return []string{strconv.FormatBool(a)}
	default:
		return nil
	}
}
