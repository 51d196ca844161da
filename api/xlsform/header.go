package xlsform

import (
	"strings"
)

// knownSheets lists the sheets that are read and what their columns may be called: the
// names of XLSForm and their older forms, each with the key that it stands for.
var knownSheets = map[string]map[string]string{
	"survey": merged(media, map[string]string{
		"type": "type", "command": "type", "name": "name", "tag": "name", "value": "name",
		"label": "label", "caption": "label", "hint": "hint", "guidance_hint": "guidance",
		"required": "required", "required_message": "requiredMessage", "requiredmsg": "requiredMessage", "jr:requiredmsg": "requiredMessage",
		"relevant": "relevant", "relevance": "relevant",
		"constraint": "constraint", "constraint_message": "constraintMessage", "constraining_message": "constraintMessage", "jr:constraintmsg": "constraintMessage", "constraintmsg": "constraintMessage",
		"calculation": "calculation", "calculate": "calculation", "trigger": "trigger", "default": "default",
		"read_only": "readOnly", "readonly": "readOnly", "appearance": "appearance", "choice_filter": "choiceFilter",
		"parameters": "parameters", "repeat_count": "count", "count": "count", "jr:count": "count",
		"rows": "rows", "accuracythreshold": "accuracy", "disabled": "disabled",
		"touchpoint": "touchpoint", "points": "points", "bonus": "bonus", "critical": "critical", "weight": "weight",
	}),
	"choices": merged(media, map[string]string{
		"list_name": "list", "list": "list", "name": "name", "label": "label", "caption": "label",
		"points": "points", "value": "value", "not_applicable": "notApplicable", "exclusive": "exclusive", "disabled": "disabled",
	}),
	"settings": {
		"form_title": "title", "title": "title", "set_form_title": "title", "form_id": "id", "id_string": "id", "set_form_id": "id",
		"version": "version", "default_language": "defaultLanguage", "style": "style", "allow_choice_duplicates": "duplicates",
		"kind": "kind", "pages": "pages", "description": "description", "thanks": "thanks",
		"weight": "weight", "cluster": "cluster", "segments": "segments",
	},
	"scoring": {"method": "method", "unanswered": "unanswered", "cap_bonus": "capBonus"},
	"indicators": {
		"name": "name", "title": "title", "kind": "kind", "of": "of", "values": "values", "when": "when", "touchpoint": "touchpoint", "better": "better",
		"scale": "scale", "unit": "unit", "goal": "goal", "relevant_difference": "relevantDifference", "weight": "weight",
	},
	"files":  {"name": "name", "sha256": "sha256", "type": "type", "size": "size"},
	"tables": {},
}

func init() {
	knownSheets["choices_and_columns"] = knownSheets["choices"]
	knownSheets["external_choices"] = knownSheets["choices"]
}

var media = map[string]string{
	"image": "media/image", "big_image": "media/bigImage", "audio": "media/audio", "video": "media/video",
}

func merged(parts ...map[string]string) map[string]string {
	all := map[string]string{}
	for _, part := range parts {
		for name, key := range part {
			all[name] = key
		}
	}
	return all
}

// translated lists the keys whose columns may carry a language.
var translated = map[string]bool{
	"label": true, "hint": true, "guidance": true, "requiredMessage": true, "constraintMessage": true, "title": true, "description": true, "thanks": true,
	"unit": true, "media/image": true, "media/bigImage": true, "media/audio": true, "media/video": true,
}

// column is a column of a table: what it holds and in which language.
type column struct {
	header   string // as written
	key      string // "" for one that is not known
	name     string // without language; of a column that is not known
	language string // as written, "" for none
	tag      string // of the language
}

// columnOfHeader reads a header such as "media::image::Deutsch (de)".
func columnOfHeader(header string, known map[string]string) column {
	header = tidy(header)
	c := column{header: header, name: header}
	parts := headerParts(header)
	key := headerKey(parts[0])
	if len(parts) > 1 {
		switch key { // names of XForms' own elements, as XLSForm lets them through
		case "media", "bind", "body", "control":
			key, parts = headerKey(parts[1]), parts[1:]
		}
		if key == "column" { // a further column of a choice list that is named like one of ours
			_, c.name, _ = strings.Cut(header, "::")
			c.name = strings.TrimSpace(c.name)
			return c
		}
	}
	c.key = known[key]
	if len(parts) > 1 {
		if !translated[c.key] {
			c.key = ""
			return c
		}
		c.language = strings.Join(parts[1:], " ")
	}
	return c
}

// headerParts divides at double colons, or at single ones where there are no double ones.
// The colon of a jr: name belongs to it.
func headerParts(header string) []string {
	separator := "::"
	if !strings.Contains(header, separator) {
		separator = ":"
	}
	var parts []string
	for part := range strings.SplitSeq(header, separator) {
		part = strings.TrimSpace(part)
		if n := len(parts); n > 0 && separator == ":" && strings.EqualFold(parts[n-1], "jr") {
			parts[n-1] += ":" + part
			continue
		}
		parts = append(parts, part)
	}
	return parts
}

// headerKey makes headers comparable: case, blanks, hyphens and underscores do not count.
func headerKey(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '_' || r == '-' || r == '\n' }), "_")
}
