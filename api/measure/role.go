package measure

import "strings"

// Roles of columns, told by their names.
const (
	RoleIndicator = "indicator" // declared by a definition
	RoleComposite = "composite" // "touchpoint:<name>": all declared indicators of a touchpoint, rescaled
	RoleSection   = "section"   // "section:<name>": percent of the points possible in it
	RoleQuestion  = "question"  // "question:<name>": the same of one question
)

// Roles lists every role, in the order of tables.
var Roles = []string{RoleComposite, RoleIndicator, RoleSection, RoleQuestion}

// prefixes of the names of columns that no definition declares.
var prefixes = map[string]string{RoleComposite: "touchpoint:", RoleSection: "section:", RoleQuestion: "question:"}

// RoleOf gives the role of a column.
func RoleOf(column string) string {
	for role, prefix := range prefixes {
		if strings.HasPrefix(column, prefix) {
			return role
		}
	}
	return RoleIndicator
}

// CompositeColumn names the composite of a touchpoint.
func CompositeColumn(touchpoint string) string { return prefixes[RoleComposite] + touchpoint }

// SectionColumn names the percentage of a section.
func SectionColumn(section string) string { return prefixes[RoleSection] + section }

// QuestionColumn names the percentage of a question.
func QuestionColumn(question string) string { return prefixes[RoleQuestion] + question }

// SubjectOf gives what a column is about: the touchpoint, section or question after the
// prefix, or the indicator itself.
func SubjectOf(column string) string { return strings.TrimPrefix(column, prefixes[RoleOf(column)]) }
