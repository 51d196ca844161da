package xlsform

import (
	"regexp"
	"slices"
	"strings"
)

// appearances are the words that change how a question looks, and those of XLSForm that ask
// for what happens here anyway.
var appearances = strings.Fields(`
	multiline numbers email url phone tel thousands-sep counter
	rating stars smileys nps slider picker vertical distress no-ticks
	columns columns-pack horizontal horizontal-compact compact quickcompact no-buttons quick
	minimal dropdown autocomplete likert list label list-nolabel table-list field-list
	month-year year no-calendar
	new new-front new-rear signature draw annotate
	placement-map maps`)

// sizedAppearance are words with a number: columns, and widths of a grid, which pages here
// choose by themselves.
var sizedAppearance = regexp.MustCompile(`^(?:columns|compact|quickcompact)-[0-9]+$|^w[0-9]+$`)

var searchCall = regexp.MustCompile(`search\s*\(\s*['"]?([^'",)]*)`)

// readAppearance takes the column over and tells what has no effect.
func (r *reading) readAppearance(l line) string {
	text := strings.Join(strings.Fields(l.word("appearance")), " ")
	_, at := l.cell("appearance")
	if file := searchCall.FindStringSubmatch(text); file != nil {
		r.wrong(at, "appearance", "search() is not supported; write select_one_from_file %s.csv as the type, and the condition as choice_filter.", strings.TrimSpace(file[1]))
		return ""
	}
	for _, prefix := range []string{"ex:", "printer:"} {
		if strings.HasPrefix(text, prefix) {
			r.warn(at, "noEffect", "Other apps cannot be opened from a questionnaire here; %s has no effect.", quoted(text))
			return text
		}
	}
	for word := range strings.FieldsSeq(text) {
		if !slices.Contains(appearances, word) && !sizedAppearance.MatchString(word) {
			r.warn(at, "noEffect", "The appearance %s has no effect here.", quoted(word))
		}
	}
	return text
}
