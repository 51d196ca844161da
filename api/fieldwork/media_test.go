package fieldwork_test

import (
	"fmt"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

func TestQuestionName(t *testing.T) {
	for path, want := range map[string]string{
		"age": "age", "a.b": "a.b", "people[2].age": "age", "people[2].visits[1].note": "note", "people[2].a.b": "a.b",
		"people[2]": "people", "people[2].visits[10]": "visits", "": "", "]": "", "[": "[",
	} {
		if got := fieldwork.QuestionName(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}

func TestWhatKindsOfMediaTake(t *testing.T) {
	for _, c := range []struct {
		kind  fieldwork.MediaKind
		looks string
		want  string // "" is refused
	}{
		{fieldwork.Image, "image/jpeg", "image/jpeg"}, {fieldwork.Image, "image/heic", "image/heic"}, {fieldwork.Image, "image/svg+xml", ""},
		{fieldwork.Image, "image/gif", ""}, {fieldwork.Image, "text/html", ""}, {fieldwork.Image, "application/pdf", ""}, {fieldwork.Image, "", ""},
		{fieldwork.Audio, "audio/mpeg", "audio/mpeg"}, {fieldwork.Audio, "video/webm", "audio/webm"}, {fieldwork.Audio, "video/mp4", "audio/mp4"},
		{fieldwork.Audio, "audio/x-m4a", "audio/mp4"}, {fieldwork.Audio, "application/ogg", "audio/ogg"}, {fieldwork.Audio, "image/png", ""},
		{fieldwork.Video, "video/webm", "video/webm"}, {fieldwork.Video, "video/quicktime", "video/quicktime"}, {fieldwork.Video, "video/3gpp", "video/3gpp"}, {fieldwork.Video, "audio/mpeg", ""},
		{fieldwork.File, "application/pdf", "application/pdf"}, {fieldwork.File, "text/csv; charset=utf-8", "text/csv"}, {fieldwork.File, "text/html; charset=utf-8", fieldwork.AnyType},
		{fieldwork.File, "image/svg+xml", fieldwork.AnyType}, {fieldwork.File, "image/png", "image/png"}, {fieldwork.File, "video/mp4", "video/mp4"}, {fieldwork.File, "anything/else", fieldwork.AnyType},
	} {
		got, taken := c.kind.Takes(c.looks)
		if taken != (c.want != "") || taken && got != c.want {
			t.Errorf("%s takes %q as %q, %v; want %q", c.kind, c.looks, got, taken, c.want)
		}
	}
}

func TestWhatIsShown(t *testing.T) {
	for mediaType, want := range map[string]bool{
		"image/png": true, "audio/webm": true, "video/mp4": true, "image/svg+xml": false, "text/html": false, "application/pdf": false, "text/csv": false, fieldwork.AnyType: false, "": false,
	} {
		if fieldwork.Shown(mediaType) != want {
			t.Errorf("%q shown: %v", mediaType, !want)
		}
	}
}

func TestMediaAnswers(t *testing.T) {
	definition := &form.Definition{Body: []form.Question{
		{Type: "image", Name: "front"}, {Type: "text", Name: "note"}, {Type: "geopoint", Name: "place"},
		{Type: "repeat", Name: "people", Body: []form.Question{
			{Type: "audio", Name: "voice"}, {Type: "repeat", Name: "visits", Body: []form.Question{{Type: "file", Name: "paper"}}},
		}},
	}}
	digest := func(n int) string { return fmt.Sprintf("%064x", n) }
	media := func(n int) map[string]any {
		return map[string]any{"id": "x", "name": fmt.Sprint(n), "type": "t", "size": 5.0, "sha256": digest(n)}
	}
	got := fieldwork.MediaAnswers(definition, map[string]any{
		"front": media(1), "note": "text", "place": map[string]any{"lat": 1.0, "lon": 2.0, "sha256": digest(9)},
		"people": []any{map[string]any{"voice": media(2)}, map[string]any{"visits": []any{map[string]any{"paper": media(3)}, map[string]any{"paper": map[string]any{"sha256": "no digest"}}}}, "no instance"},
	})
	want := []fieldwork.Announcement{
		{ID: digest(1), Question: "front", Name: "1", Type: "t", Size: 5},
		{ID: digest(2), Question: "people[1].voice", Name: "2", Type: "t", Size: 5},
		{ID: digest(3), Question: "people[2].visits[1].paper", Name: "3", Type: "t", Size: 5},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v\nwant %v", got, want)
	}
	if kinds := fmt.Sprint(fieldwork.MediaAsked(definition)); kinds != "[image audio file]" {
		t.Errorf("asked: %s", kinds)
	}
}
