package xlsform

import (
	"regexp"
	"strings"
)

// filterWord finds, in a choice filter, what is skipped (texts, answers, functions) and, as
// the group, bare words.
var filterWord = regexp.MustCompile(`'[^']*'|"[^"]*"|\$\{[^}]*\}|[A-Za-z_][A-Za-z0-9_.:-]*\s*\(|[./@][\p{L}\p{M}0-9_.-]*|([\p{L}_][\p{L}\p{M}0-9_.-]*)`)

// quoteValues puts quotation marks around bare words that are no columns of the list but
// values in them: "pastel=yes" can only mean the text 'yes'. It gives the words.
func quoteValues(filter string, list *choiceList) (string, []string) {
	var quotedWords []string
	var out strings.Builder
	end := 0
	for _, at := range filterWord.FindAllStringSubmatchIndex(filter, -1) {
		if at[2] < 0 {
			continue
		}
		if word := filter[at[2]:at[3]]; !list.columns()[word] && list.values[word] {
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
	list := r.lists[q.Choices]
	if q.ChoiceFilter == "" || list == nil {
		return
	}
	filter, words := quoteValues(q.ChoiceFilter, list)
	for _, word := range words {
		r.warn(it.origin.place("choiceFilter"), "quotes",
			"%s is no column of the list %s; it was taken as the text '%s'. Put it in quotation marks.", quoted(word), quoted(q.Choices), word)
	}
	q.ChoiceFilter = filter
}

// columns gives the words that mean something in a filter over the list; with them it
// collects the values.
func (l *choiceList) columns() map[string]bool {
	if l.known == nil {
		l.known = map[string]bool{"name": true, "label": true, "and": true, "or": true, "div": true, "mod": true}
		l.values = map[string]bool{}
		for _, c := range l.choices {
			for name, value := range c.Columns {
				l.known[name], l.values[value] = true, true
			}
		}
	}
	return l.known
}
