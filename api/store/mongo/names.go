package mongo

import "strings"

// Members of the engine, which no member of a document can have: names in front of which
// stands an underscore are escaped at the top.
const (
	fieldID       = "_id"
	fieldRevision = "_rev"
	fieldAt       = "_at"
)

// aside marks the name of a value that is not of the kind of its indexed path.
const aside = "%"

var escapes = strings.NewReplacer("%", "%25", ".", "%2E", "\x00", "%00")

var unescapes = strings.NewReplacer("%25", "%", "%2E", ".", "%00", "\x00", "%24", "$", "%5F", "_")

// escape gives the stored name of a member.
func escape(name string, top bool) string {
	if name == "" {
		return aside // ends in a bare percent sign, which unescape takes away
	}
	front := ""
	switch {
	case name[0] == '$':
		front, name = "%24", name[1:]
	case name[0] == '_' && top:
		front, name = "%5F", name[1:]
	}
	if strings.ContainsAny(name, "%.\x00") {
		name = escapes.Replace(name)
	}
	return front + name
}

// unescape gives the name of a stored member.
func unescape(name string) string {
	if !strings.Contains(name, "%") {
		return name
	}
	return unescapes.Replace(strings.TrimSuffix(name, aside))
}
