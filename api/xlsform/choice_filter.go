package xlsform

import (
	"regexp"
	"slices"
	"strings"

	"touchstone/api/form"
)

// filterWord finds, in a choice filter, what is skipped (texts, answers, functions) and, as
// the group, bare words.
var filterWord = regexp.MustCompile(`'[^']*'|"[^"]*"|\$\{[^}]*\}|[A-Za-z_][A-Za-z0-9_.:-]*\s*\(|[./@][A-Za-z0-9_.-]*|([A-Za-z_][A-Za-z0-9_.-]*)`)

// quoteValues puts quotation marks around bare words that are no columns of the list but
// values in them: "pastel=yes" can only mean the text 'yes'. It gives the words.
func quoteValues(filter string, list []form.Choice) (string, []string) {
	isColumn := func(word string) bool {
		return slices.Contains([]string{"name", "label", "and", "or", "div", "mod"}, word) ||
			slices.ContainsFunc(list, func(c form.Choice) bool { _, ok := c.Columns[word]; return ok })
	}
	isValue := func(word string) bool {
		return slices.ContainsFunc(list, func(c form.Choice) bool {
			for _, value := range c.Columns {
				if value == word {
					return true
				}
			}
			return false
		})
	}
	var quotedWords []string
	var out strings.Builder
	end := 0
	for _, at := range filterWord.FindAllStringSubmatchIndex(filter, -1) {
		if at[2] < 0 {
			continue
		}
		if word := filter[at[2]:at[3]]; !isColumn(word) && isValue(word) {
			out.WriteString(filter[end:at[2]] + "'" + word + "'")
			end = at[3]
			quotedWords = append(quotedWords, word)
		}
	}
	return out.String() + filter[end:], quotedWords
}

// repairFilter reports what quoteValues did.
func (r *reading) repairFilter(it *item) {
	q := &it.question
	if q.ChoiceFilter == "" {
		return
	}
	filter, words := quoteValues(q.ChoiceFilter, r.definition.Choices[q.Choices])
	for _, word := range words {
		r.warn(place{it.line.sheet, it.line.row, it.headers["choiceFilter"]}, "quotes",
			"%s is no column of the list %s; it was taken as the text '%s'. Put it in quotation marks.", quoted(word), quoted(q.Choices), word)
	}
	q.ChoiceFilter = filter
}
