package fieldwork

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"touchstone/api/form"
)

// MediaKind is what a question of a media type takes.
type MediaKind string

// The kinds; each has the name of its question type.
const (
	Image MediaKind = "image"
	Audio MediaKind = "audio"
	Video MediaKind = "video"
	File  MediaKind = "file"
)

// MediaKinds lists all kinds.
var MediaKinds = []MediaKind{Image, Audio, Video, File}

// ProofFile is what the places of a report take that answer no question (NotPossibleFiles,
// ExpenseFiles): photos and PDF. No question has this kind.
const ProofFile MediaKind = "proof"

// AnyType is how a file is handed out whose type no browser should act on.
const AnyType = "application/octet-stream"

// mediaTypes lists, for the types a file may look like, as what a question of the kind takes it.
// Recorders write sound into the containers of films, which look like films from outside.
var mediaTypes = map[MediaKind]map[string]string{
	Image: {
		"image/jpeg": "image/jpeg", "image/png": "image/png", "image/webp": "image/webp", "image/heic": "image/heic", "image/heif": "image/heif",
	},
	Audio: {
		"audio/mpeg": "audio/mpeg", "audio/wav": "audio/wav", "audio/ogg": "audio/ogg", "application/ogg": "audio/ogg", "audio/flac": "audio/flac",
		"audio/aac": "audio/aac", "audio/amr": "audio/amr", "audio/mp4": "audio/mp4", "audio/x-m4a": "audio/mp4",
		"video/mp4": "audio/mp4", "video/webm": "audio/webm", "video/3gpp": "audio/3gpp", "video/3gpp2": "audio/3gpp2",
	},
	Video: {
		"video/mp4": "video/mp4", "video/webm": "video/webm", "video/quicktime": "video/quicktime", "video/x-m4v": "video/mp4",
		"video/3gpp": "video/3gpp", "video/3gpp2": "video/3gpp2", "video/ogg": "video/ogg",
	},
	ProofFile: {
		"image/jpeg": "image/jpeg", "image/png": "image/png", "image/webp": "image/webp", "image/heic": "image/heic", "image/heif": "image/heif",
		"application/pdf": "application/pdf",
	},
	// Any other file is taken too, as AnyType.
	File: {
		"application/pdf": "application/pdf", "text/csv": "text/csv", "text/plain": "text/plain", "application/zip": "application/zip",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document":   "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		"application/vnd.openxmlformats-officedocument.presentationml.presentation": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	},
}

// mostMegabytes bounds a file of the kind, in units of 1,048,576 bytes.
var mostMegabytes = map[MediaKind]int64{Image: 20, Audio: 50, Video: 200, File: 50, ProofFile: 20}

// Most is the largest size of a file of the kind, in bytes.
func (k MediaKind) Most() int64 { return mostMegabytes[k] << 20 }

// LargestFile is the largest size of any file, in bytes.
const LargestFile = 200 << 20

// Takes gives the type under which a file that looks like looks is kept for a question of the
// kind; not ok when the question does not take it.
func (k MediaKind) Takes(looks string) (kept string, ok bool) {
	looks, _, _ = strings.Cut(looks, ";")
	for _, kind := range []MediaKind{k, Image, Video, Audio} {
		if k != File && kind != k {
			break
		}
		if kept, ok = mediaTypes[kind][looks]; ok {
			return kept, true
		}
	}
	return AnyType, k == File
}

// Shown tells whether a browser may show a file of the type in its place; all others are
// only ever saved.
func Shown(mediaType string) bool {
	kind, _, _ := strings.Cut(mediaType, "/")
	return mediaTypes[MediaKind(kind)] != nil && mediaType != "image/svg+xml"
}

// MediaOf gives the kind of the question that a path such as people[2].photo leads to; not ok
// when the definition has no such question, or one of another type.
func MediaOf(definition *form.Definition, path string) (MediaKind, bool) {
	question, known := definition.Question(QuestionName(path))
	if !known {
		return "", false
	}
	kind := MediaKind(question.Type)
	return kind, slices.Contains(MediaKinds, kind)
}

// FileKind gives the kind of file that a place in a report takes. Where nothing is known of
// what it should be any file is taken, since a report is not refused.
func FileKind(definition *form.Definition, path string) MediaKind {
	if path == NotPossibleFiles || path == ExpenseFiles {
		return ProofFile
	}
	if kind, known := MediaOf(definition, path); known {
		return kind
	}
	return File
}

// QuestionName gives the name of the question that a path such as people[2].photo leads to;
// of an instance, such as people[2], that of its repeat.
func QuestionName(path string) string {
	if strings.HasSuffix(path, "]") {
		path = path[:max(strings.LastIndexByte(path, '['), 0)]
	}
	return strings.TrimPrefix(path[strings.LastIndexByte(path, ']')+1:], ".")
}

// MediaAsked lists the kinds a definition asks for.
func MediaAsked(definition *form.Definition) []MediaKind {
	var kinds []MediaKind
	for _, question := range definition.All() {
		if kind := MediaKind(question.Type); slices.Contains(MediaKinds, kind) && !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return kinds
}

// MediaAnswers lists the files that answers hold, with the paths of their questions. An
// answer without a digest is none.
func MediaAnswers(definition *form.Definition, answers map[string]any) []Announcement {
	return mediaAnswers(definition, answers, "")
}

func mediaAnswers(definition *form.Definition, answers map[string]any, inside string) []Announcement {
	var found []Announcement
	for _, name := range slices.Sorted(maps.Keys(answers)) {
		path := inside + name
		switch answer := answers[name].(type) {
		case []any:
			for i, instance := range answer {
				if members, ok := instance.(map[string]any); ok {
					found = append(found, mediaAnswers(definition, members, fmt.Sprintf("%s[%d].", path, i+1))...)
				}
			}
		case map[string]any:
			if _, isMedia := MediaOf(definition, path); !isMedia {
				continue
			}
			announced := Announcement{Question: path}
			announced.ID, _ = answer["sha256"].(string)
			announced.Name, _ = answer["name"].(string)
			announced.Type, _ = answer["type"].(string)
			size, _ := answer["size"].(float64)
			announced.Size = int64(size)
			if IsDigest(announced.ID) {
				found = append(found, announced)
			}
		}
	}
	return found
}
