package form

import (
	"iter"
	"regexp"
	"strings"
)

// pipe is where a text shows an earlier answer: ${name}.
var pipe = regexp.MustCompile(`\$\{[ \t\r\n]*([A-Za-z_][A-Za-z0-9_.-]*)[ \t\r\n]*\}`)

// piped replaces every ${name} by what value gives for the name.
func piped(text string, value func(name string) string) string {
	if !strings.Contains(text, "${") {
		return text
	}
	return pipe.ReplaceAllStringFunc(text, func(found string) string {
		return value(pipe.FindStringSubmatch(found)[1])
	})
}

// pipedNames yields the names that the languages of a text pipe in, with the language.
func pipedNames(text Text) iter.Seq2[string, string] {
	return func(yield func(language, name string) bool) {
		for language, words := range text {
			if !strings.Contains(words, "${") {
				continue
			}
			for _, match := range pipe.FindAllStringSubmatch(words, -1) {
				if !yield(language, match[1]) {
					return
				}
			}
		}
	}
}
