package xlsform

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// parameter is one of "start=0 end=10", divided by blanks, commas or semicolons; values with
// such signs stand in quotation marks.
var parameter = regexp.MustCompile(`([A-Za-z][A-Za-z0-9_-]*)\s*=\s*("(?:[^"\\]|\\.)*"|[^\s,;]*)`)

// parameterNames gives the names of XLSForm where definitions have others.
var parameterNames = map[string]string{
	"max-pixels": "maxPixels", "keep-position": "keepPosition", "max-seconds": "maxSeconds", "max-size": "maxSize", "capture-accuracy": "accuracy",
}

// parameterHeaders is the way back.
var parameterHeaders = func() map[string]string {
	back := map[string]string{}
	for header, name := range parameterNames {
		back[name] = header
	}
	return back
}()

func (r *reading) readParameters(l line, it *item) {
	q := &it.question
	c, at := l.cell("parameters")
	text := curly.Replace(tidy(c.text))
	set := func(name string, value any) {
		if q.Parameters == nil {
			q.Parameters = map[string]any{}
		}
		q.Parameters[name] = value
	}
	for _, found := range parameter.FindAllStringSubmatch(text, -1) {
		name, value := found[1], parameterValue(found[2])
		if known, ok := parameterNames[strings.ToLower(name)]; ok {
			name = known
		}
		switch {
		case name == "allow-mock-accuracy":
		case name == "warning-accuracy":
			r.warn(at, "noEffect", "The parameter %s has no effect; capture-accuracy says how exact a position must be.", quoted(name))
		case name == "quality" && value == "external":
			r.warn(at, "noEffect", "Recordings are made in the page itself, not by another app.")
		default:
			set(name, value)
		}
	}
	if rest := strings.Trim(parameter.ReplaceAllString(text, ""), " ,;\n"); rest != "" {
		r.wrong(at, "value", "%s is no parameter; write name=value, divided by blanks, such as “start=0 end=10”.", quoted(rest))
	}
	for key, name := range map[string]string{"rows": "rows", "accuracy": "accuracy"} {
		if x := r.figure(l, key); x != nil {
			set(name, *x)
		}
	}
}

var curly = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`)

// parameterValue reads a number, true, false, a text in quotation marks, or a bare text.
func parameterValue(text string) any {
	if strings.HasPrefix(text, `"`) {
		var plain string
		if json.Unmarshal([]byte(text), &plain) == nil {
			return plain
		}
		return strings.Trim(text, `"`)
	}
	switch text {
	case "true":
		return true
	case "false":
		return false
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil && x-x == 0 && plainNumber.MatchString(text) {
		return x
	}
	return text
}

var plainNumber = regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)

// parameterText is the way back.
func parameterText(value any) string {
	switch v := value.(type) {
	case float64:
		return printed(v)
	case bool:
		return strconv.FormatBool(v)
	case string:
		if _, same := parameterValue(v).(string); same && v != "" && !strings.ContainsAny(v, " \t\n,;\"\\") {
			return v
		}
		return jsonText(v)
	}
	return jsonText(value)
}

// jsonText writes JSON without escaping signs that only web pages mind.
func jsonText(value any) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return ""
	}
	return strings.TrimSuffix(out.String(), "\n")
}
