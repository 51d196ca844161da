package xlsform

import (
	"strconv"
	"strings"

	"touchstone/api/form"
)

// truth reads yes and no; known is false for anything else.
func truth(c cell) (value, known bool) {
	switch strings.ToLower(tidy(c.text)) {
	case "yes", "true", "true()", "ja", "x":
		return true, true
	case "no", "false", "false()", "nein", "":
		return false, true
	}
	if c.kind == numberCell && (c.text == "1" || c.text == "0") {
		return c.text == "1", true
	}
	return false, false
}

// condition reads yes, no or an expression.
func condition(c cell) form.Condition {
	if value, known := truth(c); known {
		return form.Condition{Always: value}
	}
	return form.Condition{Expression: expressionText(c.text)}
}

// logical reads an expression in whose place XLSForm also allows yes and no.
func logical(c cell) string {
	text := tidy(c.text)
	switch strings.ToLower(text) {
	case "yes", "true":
		return "true()"
	case "no", "false":
		return "false()"
	}
	return expressionText(c.text)
}

// number reads a number; a comma may stand for the point.
func number(c cell) (float64, bool) {
	text := tidy(c.text)
	if strings.Count(text, ",") == 1 && !strings.Contains(text, ".") {
		text = strings.Replace(text, ",", ".", 1)
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x-x != 0 {
		return 0, false
	}
	return x, true
}

// flag reads a cell that says yes or no.
func (r *reading) flag(l line, key string) bool {
	c, at := l.cell(key)
	value, known := truth(c)
	if !known {
		r.wrong(at, "value", "%s is neither yes nor no.", quoted(c.text))
	}
	return value
}

// figure reads a number, nil for a blank cell.
func (r *reading) figure(l line, key string) *float64 {
	c, at := l.cell(key)
	if tidy(c.text) == "" {
		return nil
	}
	x, ok := number(c)
	if !ok {
		r.wrong(at, "type", "%s is not a number.", quoted(c.text))
		return nil
	}
	return &x
}

// media reads the four kinds of files.
func (l line) media() form.Media {
	var m form.Media
	for _, kind := range []struct {
		key  string
		text *form.Text
	}{{"image", &m.Image}, {"bigImage", &m.BigImage}, {"audio", &m.Audio}, {"video", &m.Video}} {
		text := l.text("media/" + kind.key)
		for tag, name := range text {
			for _, scheme := range []string{"jr://images/", "jr://audio/", "jr://video/", "jr://file/"} {
				name = strings.TrimPrefix(name, scheme)
			}
			text[tag] = name
		}
		*kind.text = text
	}
	return m
}
