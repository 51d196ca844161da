package notice

import (
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"touchstone/api/fieldwork"
)

// findingText says what an alert found, as part of a sentence.
func findingText(tongue string, l labels, f *fieldwork.Finding) string {
	switch f.Kind {
	case fieldwork.AlertDetractor:
		return l.detractor
	case fieldwork.AlertCritical:
		questions := make([]string, len(f.Questions))
		for i, title := range f.Questions {
			quotes := [...]string{"“", "”"}
			if tongue == "de" {
				quotes = [...]string{"«", "»"}
			}
			questions[i] = quotes[0] + oneLine(title.In(tongue, "en")) + quotes[1]
		}
		return fmt.Sprintf(l.critical, strings.Join(questions, ", "))
	}
	if f.Value == nil || f.Threshold == nil {
		return ""
	}
	title := oneLine(f.Title.In(tongue, "en"))
	if title == "" {
		title = l.score
	}
	words := l.above
	if *f.Value < *f.Threshold {
		words = l.below
	}
	value, threshold := "", ""
	// With as many digits as tell one from the other.
	for digits := 1; value == threshold && digits <= 9; digits++ {
		value, threshold = amount(tongue, f.Of, *f.Value, digits), amount(tongue, f.Of, *f.Threshold, digits)
	}
	return fmt.Sprintf(words, title, value, threshold)
}

// amount writes a value of a kind of indicator: shares in percent, durations in seconds.
func amount(tongue, kind string, value float64, digits int) string {
	tag := language.English
	if tongue == "de" {
		tag = language.German
	}
	unit := ""
	switch kind {
	case "share", "csat":
		value, unit = value*100, " %"
	case "duration":
		unit = " s"
	}
	return message.NewPrinter(tag).Sprint(number.Decimal(value, number.MaxFractionDigits(digits))) + unit
}
