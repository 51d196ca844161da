package fieldwork_test

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
)

func sha(n int) string { return fmt.Sprintf("%064x", n) }

func file(n int, print uint64) fieldwork.LikeFile {
	return fieldwork.LikeFile{SHA256: sha(n), Print: print, Printed: true}
}

const longText = "The staff was friendly, though we waited for ten minutes at the till."

// remembered holds report one of assignment A with a photo and a text, two of B, and one of
// another project.
func remembered() *fieldwork.Likeness {
	l := fieldwork.NewLikeness()
	answers := map[string]any{"story": longText, "a": 1.0, "b": 2.0, "c": "x", "people": []any{map[string]any{"remark": strings.ToUpper(longText)}}}
	l.ApplyReport("p", "one", "A", answers, 1)
	l.ApplyFile("p", "one", file(1, 0xff00))
	l.ApplyReport("p", "two", "B", map[string]any{"story": "something else"}, 1)
	l.ApplyReport("q", "three", "C", answers, 1)
	l.ApplyFile("q", "three", file(3, 0xff00))
	return l
}

func TestPhotosAlike(t *testing.T) {
	for _, c := range []struct {
		name       string
		assignment string
		given      fieldwork.LikeFile
		want       string // other report, its file, bits
	}{
		{"the very same file", "B", fieldwork.LikeFile{SHA256: sha(1)}, "one 1 0"},
		{"the same picture", "B", file(7, 0xff00), "one 1 0"},
		{"six bits off", "B", file(7, 0xff3f), "one 1 6"},
		{"seven bits off", "B", file(7, 0xff7f), ""},
		{"without a fingerprint", "B", fieldwork.LikeFile{SHA256: sha(7), Print: 0xff00}, ""},
		{"of the same assignment", "A", file(7, 0xff00), ""},
		{"no digest", "B", fieldwork.LikeFile{SHA256: "x", Print: 0xff00, Printed: true}, ""},
	} {
		got := ""
		for _, match := range remembered().PhotosLike("p", "two", c.assignment, []fieldwork.LikeFile{c.given}) {
			got += fmt.Sprintf("%s %s %d", match.Response, strings.TrimLeft(match.Other, "0"), match.Bits)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	l := remembered()
	l.ApplyFile("p", "later", file(9, 0xf00000000000)) // its report is not here
	if matches := l.PhotosLike("p", "two", "B", []fieldwork.LikeFile{file(7, 0xf00000000000)}); len(matches) > 0 {
		t.Errorf("a file without its report matched: %v", matches)
	}
	l.ApplyReport("p", "later", "D", nil, 1)
	if matches := l.PhotosLike("p", "two", "B", []fieldwork.LikeFile{file(7, 0xf00000000000)}); len(matches) != 1 {
		t.Errorf("when the report has come: %v", matches)
	}
	for range 3 {
		l.ApplyFile("p", "later", file(9, 0xf00000000000))
	}
	l.ApplyFile("p", "later", file(10, 0xf00000000001))
	if matches := l.PhotosLike("p", "two", "B", []fieldwork.LikeFile{file(7, 0xf00000000000)}); len(matches) != 1 || matches[0].Bits != 0 {
		t.Errorf("not only the nearest of a report: %v", matches)
	}
	l.Remove("later")
	if matches := l.PhotosLike("p", "two", "B", []fieldwork.LikeFile{file(7, 0xf00000000000)}); len(matches) > 0 {
		t.Errorf("after the report is gone: %v", matches)
	}
}

func TestTextsAlike(t *testing.T) {
	for _, c := range []struct{ name, assignment, text, want string }{
		{"word for word", "B", longText, "one"},
		{"other case, blanks and points", "B", "the STAFF was friendly — though we  waited for ten minutes at the till", "one"},
		{"another word", "B", strings.Replace(longText, "ten", "two", 1), ""},
		{"too short to mean anything", "B", "something else", ""},
		{"of the same assignment", "A", longText, ""},
	} {
		matches := remembered().TextsLike("p", "new", c.assignment, map[string]any{"note": c.text})
		got := ""
		if len(matches) > 0 {
			got = matches[0].Response
		}
		if got != c.want || len(matches) > 1 || got != "" && matches[0].Question != "note" {
			t.Errorf("%s: %v, want %q", c.name, matches, c.want)
		}
	}
	l := remembered()
	l.ApplyReport("p", "one", "A", map[string]any{"story": "mended"}, 2)
	l.ApplyReport("p", "one", "A", map[string]any{"story": longText}, 1) // late
	if matches := l.TextsLike("p", "new", "B", map[string]any{"note": longText}); len(matches) > 0 {
		t.Errorf("a text of an earlier revision is found: %v", matches)
	}
}

func TestSameAnswers(t *testing.T) {
	answers := map[string]any{"a": 1.0, "b": 2.0, "c": "x", "d": true, "people": []any{map[string]any{"who": "Ada"}}, "photo": map[string]any{"sha256": sha(1)}}
	l := fieldwork.NewLikeness()
	l.ApplyReport("p", "one", "A", answers, 1)
	again := map[string]any{"people": []any{map[string]any{"who": "Ada"}}, "d": true, "c": "x", "b": 2.0, "a": 1.0, "photo": map[string]any{"sha256": sha(2)}}
	if got := l.SameAnswers("p", "two", "B", again); got != "one" {
		t.Errorf("the same but for the photo: %q", got)
	}
	// What no two visits share says nothing.
	again["begun"], again["in"], again["day"], again["place"] = "2026-03-01T10:00:00.000+01:00", "10:00", "2026-03-01", map[string]any{"lat": 1.0, "lon": 2.0}
	if got := l.SameAnswers("p", "two", "B", again); got != "one" {
		t.Errorf("the same on another day at another place: %q", got)
	}
	again["a"] = 2.0
	if got := l.SameAnswers("p", "two", "B", again); got != "" {
		t.Errorf("another answer: %q", got)
	}
	few := map[string]any{"a": 1.0, "b": 2.0, "c": "x", "d": true}
	l.ApplyReport("p", "short", "C", few, 1)
	if got := l.SameAnswers("p", "two", "B", few); got != "" {
		t.Errorf("four answers alike: %q", got)
	}
	if got := l.SameAnswers("nowhere", "two", "B", answers); got != "" {
		t.Errorf("in another project: %q", got)
	}
}
