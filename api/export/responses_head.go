package export

import (
	"encoding/json"
	"slices"
	"strconv"

	"touchstone/api/fieldwork"
)

// Head reads from the JSON text of a stored response what decides whether it belongs into a
// table: where it is from, its state and its segments; its answers too if they are asked for.
func Head(document []byte, answers bool) fieldwork.Response {
	var r fieldwork.Response
	for top := membersOf(document, whole(document)); ; {
		name, value, ok := top.next()
		if !ok {
			return r
		}
		text := func(of span) string { return string(textOf(document, of)) }
		switch string(name) {
		case "project":
			r.Project = text(value)
		case "wave":
			r.Wave = text(value)
		case "definition":
			version := valueAt(document, value, "version")
			r.Definition.ID = text(valueAt(document, value, "id"))
			r.Definition.Version, _ = strconv.Atoi(string(document[version.from:version.to])) // as stored, a whole number
		case "state":
			r.State = fieldwork.State(text(value))
		case "source":
			r.Source = text(value)
		case "link":
			r.Link = text(value)
		case "location":
			r.Location = text(value)
		case "touchpoint":
			r.Touchpoint = text(value)
		case "language":
			r.Language = text(value)
		case "group":
			r.Group = text(value)
		case "account":
			r.Account = text(value)
		case "segments":
			_ = json.Unmarshal(document[value.from:value.to], &r.Segments) // as stored, texts by name
		case "answers":
			if answers {
				_ = json.Unmarshal(document[value.from:value.to], &r.Answers) // as stored, an object
			}
		}
	}
}

// Answers tells whether a stored response has an answer with one of the names, which may be
// that of a repeat.
func Answers(document []byte, names []string) bool {
	if len(names) == 0 {
		return false
	}
	for answers := membersOf(document, valueAt(document, whole(document), "answers")); ; {
		name, value, ok := answers.next()
		if !ok {
			return false
		}
		if !isNull(document, value) && slices.Contains(names, string(name)) {
			return true
		}
	}
}
