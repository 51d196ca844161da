package xlsform

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
	"touchstone/api/form/expr"
)

// computed recognises an expression where a default may also be plain words: it reads an
// answer or calls a function.
func computed(text string) bool {
	if strings.Contains(text, "${") || strings.HasPrefix(text, "../") || strings.HasPrefix(text, "current()") {
		return true
	}
	for _, found := range functionCall.FindAllStringSubmatch(text, -1) {
		if slices.Contains(expr.Functions(), found[1]) {
			return true
		}
	}
	return false
}

var functionCall = regexp.MustCompile(`(?:^|[^\p{L}\p{N}_.:-])([a-z][a-z0-9:-]*)\(`)

// readDefault reads the column default: an answer as people write it, an expression, or JSON.
func (r *reading) readDefault(l line, it *item) {
	c, at := l.cell("default")
	text := strings.TrimSpace(lineBreaks.Replace(c.text))
	q := &it.question
	switch {
	case text == "":
		return
	case strings.ContainsAny(text[:1], `{["`) && json.Valid([]byte(text)):
		q.Default = json.RawMessage(text)
		return
	}
	answer, ok := plainAnswer(q, tidy(text), text, c.kind)
	if ok && !computed(text) {
		q.Default = json.RawMessage(jsonText(answer))
		return
	}
	if strings.Contains(text, "${last-saved#") {
		r.wrong(at, "lastSaved", "Answers of the response before (last-saved) are not available here; leave this out.")
	}
	q.Default = json.RawMessage(jsonText(map[string]string{"expression": expressionText(text)}))
}

// plainAnswer reads an answer of the question's type; false where it can only be an expression.
func plainAnswer(q *form.Question, text, asWritten string, kind cellKind) (any, bool) {
	switch q.Type {
	case "integer", "decimal", "range":
		x, ok := number(cell{text: text})
		return x, ok
	case "select_multiple", "rank":
		return strings.Fields(strings.ReplaceAll(text, ",", " ")), true
	case "date":
		if serial, err := strconv.ParseFloat(text, 64); err == nil && kind == numberCell {
			moment, ok := momentText(float64(int(serial)), false)
			return moment, ok
		}
		if day, _, found := strings.Cut(text, "T"); found && kind == momentCell {
			return day, true
		}
		return text, true
	case "dateTime", "time":
		if kind == momentCell && q.Type == "dateTime" && !strings.Contains(text, "T") {
			return text + "T00:00:00", true
		}
		return text, true
	case "geopoint":
		return point(text)
	case "geotrace", "geoshape":
		var points []any
		for part := range strings.SplitSeq(strings.TrimRight(text, "; "), ";") {
			p, ok := point(part)
			if !ok {
				return nil, false
			}
			points = append(points, p)
		}
		if n := len(points); q.Type == "geoshape" && n > 3 && jsonText(points[0]) == jsonText(points[n-1]) {
			points = points[:n-1] // XLSForm closes shapes by repeating the first point
		}
		return points, true
	case "acknowledge":
		return "OK", true
	}
	return asWritten, true
}

// point reads "lat lon alt accuracy", the last two at will; zeros there mean unknown.
func point(text string) (any, bool) {
	fields := strings.Fields(text)
	if len(fields) < 2 || len(fields) > 4 {
		return nil, false
	}
	p := map[string]float64{}
	for i, field := range fields {
		x, err := strconv.ParseFloat(field, 64)
		if err != nil {
			return nil, false
		}
		if i < 2 || x != 0 {
			p[[]string{"lat", "lon", "alt", "accuracy"}[i]] = x
		}
	}
	return p, true
}
