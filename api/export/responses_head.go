package export

import (
	"strconv"

	"touchstone/api/fieldwork"
)

// Head reads what decides whether a response belongs into a table from the JSON text of its
// document: project, wave, definition, source and state.
func Head(document []byte) fieldwork.Response {
	var r fieldwork.Response
	for top := membersOf(document, whole(document)); ; {
		name, value, ok := top.next()
		if !ok {
			return r
		}
		switch string(name) {
		case "project":
			r.Project = string(textOf(document, value))
		case "wave":
			r.Wave = string(textOf(document, value))
		case "definition":
			version := valueAt(document, value, "version")
			r.Definition.ID = string(textOf(document, valueAt(document, value, "id")))
			r.Definition.Version, _ = strconv.Atoi(string(document[version.from:version.to])) // as stored, a whole number
		case "source":
			r.Source = string(textOf(document, value))
		case "state":
			r.State = fieldwork.State(textOf(document, value))
		}
	}
}
