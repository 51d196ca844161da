package xlsform

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// place is a cell, a row (without column) or a sheet (row 0).
type place struct {
	sheet  string
	row    int
	column string
}

// origin is the row that a part of the definition was made of, with the headers of its
// columns by what they hold, such as "relevant" or "label/de".
type origin struct {
	sheet   string
	row     int
	headers map[string]string
}

func (o origin) place(part string) place { return place{o.sheet, o.row, o.headers[part]} }

// item is a question with where it came from.
type item struct {
	question form.Question
	origin   origin
	body     []*item
}

var pointerEscapes = strings.NewReplacer("~", "~0", "/", "~1")

// pointer makes a JSON pointer (RFC 6901) to a member by its name.
func pointer(path, name string) string { return path + "/" + pointerEscapes.Replace(name) }

// lay makes the body of questions and notes where each came from.
func (r *reading) lay(path string, items []*item) []form.Question {
	body := make([]form.Question, 0, len(items))
	for i, it := range items {
		here := path + "/" + strconv.Itoa(i)
		r.origins[here] = it.origin
		if len(it.body) > 0 {
			it.question.Body = r.lay(here+"/body", it.body)
		}
		body = append(body, it.question)
	}
	return body
}

// placeOf gives the cell of a part of the definition, or of the next larger part.
func (r *reading) placeOf(path string) place {
	for whole := path; ; {
		if from, ok := r.origins[whole]; ok {
			part := strings.TrimPrefix(path[len(whole):], "/")
			for part != "" && from.headers[part] == "" {
				part = part[:max(0, strings.LastIndexByte(part, '/'))]
			}
			return from.place(part)
		}
		i := strings.LastIndexByte(whole, '/')
		if i < 0 {
			return place{sheet: r.book.nameOf("survey")}
		}
		whole = whole[:i]
	}
}

var mentionedPath = regexp.MustCompile(`/body(?:/[0-9]+|/body)+`)

// withRows names rows of the sheet where a message of the check names parts of the definition.
func (r *reading) withRows(message string) string {
	return mentionedPath.ReplaceAllStringFunc(message, func(path string) string {
		at := r.placeOf(path)
		return fmt.Sprintf("row %d of the sheet %s", at.row, at.sheet)
	})
}
