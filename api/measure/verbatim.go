package measure

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// Verbatim is what somebody wrote about a touchpoint.
type Verbatim struct {
	Question string    `json:"question"` // its path, such as people[1].remark
	Label    form.Text `json:"label"`
	Text     string    `json:"text"`
}

// VerbatimQuestions are the questions of a version in which people write about a touchpoint.
type VerbatimQuestions struct {
	body  []form.Question
	known map[string]bool
	names []string
}

// contactAppearances are those of text fields that hold addresses and numbers, not remarks.
var contactAppearances = []string{"numbers", "email", "url", "phone"}

// VerbatimQuestionsOf finds the text questions that lie where the touchpoint is asked about:
// that name it, lie in a section that names it, or in one that an indicator of it is of. Of a
// response whose link names the touchpoint (whole) it is every text question. Those that hold
// the cluster, the weight, a segment or an address are none.
func VerbatimQuestionsOf(definition *form.Definition, touchpoint string, whole bool) VerbatimQuestions {
	v := VerbatimQuestions{body: definition.Body, known: map[string]bool{}}
	named := map[string]string{}
	for i := range definition.Indicators {
		indicator := &definition.Indicators[i]
		if indicator.Touchpoint != "" && named[indicator.Of] == "" {
			named[indicator.Of] = indicator.Touchpoint
		}
	}
	besides := append([]string{definition.Cluster, definition.Weight}, definition.Segments...)
	var walk func(body []form.Question, around, top string)
	walk = func(body []form.Question, around, top string) {
		for i := range body {
			q := &body[i]
			here, outermost := cmp.Or(q.Touchpoint, named[q.Name], around), top
			if q.Type == "repeat" {
				outermost = cmp.Or(top, q.Name)
			}
			walk(q.Body, here, outermost)
			if q.Type != "text" || !whole && here != touchpoint || slices.Contains(besides, q.Name) || holdsContact(q) {
				continue
			}
			v.known[q.Name] = true
			if name := cmp.Or(top, q.Name); !slices.Contains(v.names, name) {
				v.names = append(v.names, name)
			}
		}
	}
	walk(definition.Body, "", "")
	return v
}

func holdsContact(q *form.Question) bool {
	return slices.ContainsFunc(strings.Fields(q.Appearance), func(word string) bool { return slices.Contains(contactAppearances, word) })
}

// Names lists the members of the answers that may hold such texts: the questions themselves,
// or the repeats around them.
func (v *VerbatimQuestions) Names() []string { return v.names }

// In gives what answers say to the questions, in their order.
func (v *VerbatimQuestions) In(answers map[string]any) []Verbatim {
	var list []Verbatim
	v.gather(v.body, answers, "", &list)
	return list
}

func (v *VerbatimQuestions) gather(body []form.Question, answers map[string]any, path string, list *[]Verbatim) {
	for i := range body {
		q := &body[i]
		switch q.Type {
		case "section":
			v.gather(q.Body, answers, path, list)
		case "repeat":
			instances, _ := answers[q.Name].([]any)
			for n, instance := range instances {
				if members, ok := instance.(map[string]any); ok {
					v.gather(q.Body, members, path+q.Name+"["+strconv.Itoa(n)+"].", list)
				}
			}
		default:
			if text, _ := answers[q.Name].(string); v.known[q.Name] && strings.TrimSpace(text) != "" {
				*list = append(*list, Verbatim{path + q.Name, q.Label, text})
			}
		}
	}
}
