package xlsform

import (
	"strconv"
	"strings"

	"touchstone/api/form"
)

// item is a question with where it came from.
type item struct {
	question form.Question
	line     place             // its row
	headers  map[string]string // of its parts, such as "relevant" or "label/de"
	body     []*item
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// lay makes the body of questions and notes where each of their parts stands.
func (r *reading) lay(path string, items []*item) []form.Question {
	body := make([]form.Question, 0, len(items))
	for i, it := range items {
		here := path + "/" + strconv.Itoa(i)
		r.note(here, it.line, it.headers)
		if len(it.body) > 0 {
			it.question.Body = r.lay(here+"/body", it.body)
		}
		body = append(body, it.question)
	}
	return body
}

func (r *reading) note(path string, at place, headers map[string]string) {
	r.places[path] = at
	for part, header := range headers {
		r.places[path+"/"+part] = place{at.sheet, at.row, header}
	}
}
