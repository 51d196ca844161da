package fieldwork

import (
	"encoding/json"
	"hash/fnv"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// textsByPath gives the hashes of the longer texts among answers.
func textsByPath(answers map[string]any) map[string]uint64 {
	texts := map[string]uint64{}
	eachAnswer(answers, "", func(path string, answer any) {
		text, _ := answer.(string)
		if plain := plainText(text); utf8.RuneCountInString(plain) >= likeText {
			texts[path] = hashOf(plain)
		}
	})
	return texts
}

func textsOf(answers map[string]any) []uint64 {
	return slices.Sorted(maps.Values(textsByPath(answers)))
}

// plainText gives the letters and digits of a text in lower case, words apart by one blank.
func plainText(text string) string {
	var plain strings.Builder
	apart := false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			apart = plain.Len() > 0
			continue
		}
		if apart {
			plain.WriteByte(' ')
			apart = false
		}
		plain.WriteRune(unicode.ToLower(r))
	}
	return plain.String()
}

// ofTheMoment matches dates, times and moments, which differ between any two visits.
var ofTheMoment = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2}|\d{2}:\d{2})([T:+Z.\-\d]*)$`)

// answersHash gives a hash of answers, 0 for fewer than five of them. Files, positions and
// times are left out: whoever copies a report has others of them, and be it because the phone
// notes when it was begun.
func answersHash(answers map[string]any) uint64 {
	count := 0
	whole := fnv.New64a()
	eachAnswer(answers, "", func(path string, answer any) {
		text, _ := answer.(string)
		if _, placed := answer.(map[string]any); placed || ofTheMoment.MatchString(text) {
			return
		}
		content, err := json.Marshal([]any{path, answer})
		if err != nil {
			return // answers come from JSON
		}
		count++
		_, _ = whole.Write(content)
	})
	if count < likeAnswers {
		return 0
	}
	return whole.Sum64()
}

func hashOf(text string) uint64 {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(text))
	return hash.Sum64()
}
