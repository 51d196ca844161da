package report

import (
	"math"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// A report is told in these languages, each with its own way of writing numbers.
const (
	english = "en"
	german  = "de"
)

var languages = []string{english, german}

// marks are what a language writes between thousands and before decimals, as CLDR has them
// for English and German.
var marks = map[string][2]string{english: {",", "."}, german: {".", ","}}

// hard is the space that keeps a number and its unit on one line.
const hard = "\u00a0"

// figure writes a number with so many decimals. What rounds to zero has no sign.
func figure(x float64, decimals int, language string) string {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return "–"
	}
	digits := strconv.FormatFloat(math.Abs(x), 'f', decimals, 64)
	whole, part, _ := strings.Cut(digits, ".")
	var text strings.Builder
	if x < 0 && strings.Trim(digits, "0.") != "" {
		text.WriteString("−")
	}
	for i, digit := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			text.WriteString(marks[language][0])
		}
		text.WriteRune(digit)
	}
	if part != "" {
		text.WriteString(marks[language][1] + part)
	}
	return text.String()
}

// signed writes a difference with its sign.
func signed(x float64, decimals int, language string) string {
	text := figure(x, decimals, language)
	if x > 0 && strings.ContainsAny(text, "123456789") {
		return "+" + text
	}
	return text
}

// percent writes a number of hundredths, as each language sets the sign.
func percent(x float64, decimals int, language string) string {
	if language == german {
		return figure(x, decimals, language) + hard + "%"
	}
	return figure(x, decimals, language) + "%"
}

// count writes a whole number.
func count(n int64, language string) string { return figure(float64(n), 0, language) }

// counted writes a whole number with its noun.
func counted(n int64, language, one, many string) string {
	if n == 1 {
		return count(n, language) + hard + one
	}
	return count(n, language) + hard + many
}

// both makes a text of what a function says in each language.
func both(say func(language string) string) form.Text {
	text := form.Text{}
	for _, language := range languages {
		text[language] = say(language)
	}
	return text
}

// in chooses between two languages' words.
func in(language, en, de string) string {
	if language == german {
		return de
	}
	return en
}

// list joins words as a sentence does.
func list(words []string, language string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + in(language, " and ", " und ") + words[last]
}

// quoted marks the name of something, so that no sentence depends on its grammar.
func quoted(name, language string) string { return in(language, "“"+name+"”", "«"+name+"»") }
