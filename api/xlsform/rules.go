package xlsform

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"touchstone/api/form"
)

var ruleStart = regexp.MustCompile(`^(-?[0-9]+(?:\.[0-9]+)?)(?:\s+when\s+(.*))?$`)

// pointRules reads the rules of points, one a line: "5 when . <= 3", or only "0" for all
// other answers. What begins otherwise goes on with the condition of the line before.
func (r *reading) pointRules(l line) []form.PointRule {
	c, at := l.cell("points")
	text := strings.TrimSpace(lineBreaks.Replace(c.text))
	if text == "" {
		return nil
	}
	var rules []form.PointRule
	for part := range strings.SplitSeq(text, "\n") {
		found := ruleStart.FindStringSubmatch(strings.TrimSpace(part))
		switch {
		case found != nil:
			points, _ := number(cell{text: found[1]})
			rules = append(rules, form.PointRule{Points: points, When: expressionText(found[2])})
		case len(rules) > 0 && rules[len(rules)-1].When != "":
			rules[len(rules)-1].When += "\n" + expressionText(part)
		default:
			r.wrong(at, "points", "%s is no rule of points. Write one a line, such as “5 when . <= 3”, and last only the points for all other answers.", quoted(part))
			return nil
		}
	}
	return rules
}

// readScoring reads the sheet scoring, whose presence alone turns to the standard rules.
func (r *reading) readScoring(t *table) {
	if len(t.columns) == 0 {
		return
	}
	r.columns(t)
	s := &form.Scoring{}
	r.definition.Scoring = s
	r.origins["/scoring"] = origin{sheet: t.name, row: t.header}
	for l := range t.lines {
		r.origins["/scoring"] = l.origin()
		s.Method, s.Unanswered = l.word("method"), l.word("unanswered")
		if l.word("capBonus") != "" {
			capped := r.flag(l, "capBonus")
			s.CapBonus = &capped
		}
		return
	}
}

// readIndicators reads the sheet indicators.
func (r *reading) readIndicators(t *table) {
	r.columns(t)
	for l := range t.lines {
		when, _ := l.cell("when")
		r.origins["/indicators/"+strconv.Itoa(len(r.definition.Indicators))] = l.origin()
		r.definition.Indicators = append(r.definition.Indicators, form.Indicator{
			Name: l.word("name"), Title: l.text("title"), Kind: l.word("kind"), Of: l.word("of"), Touchpoint: l.word("touchpoint"), Better: l.word("better"),
			Values: words(l.word("values")), When: expressionText(when.text), Scale: r.scale(l), Unit: l.text("unit"),
			Goal: r.figure(l, "goal"), RelevantDifference: r.figure(l, "relevantDifference"), Weight: r.figure(l, "weight"),
		})
	}
}

// scale reads "0 15" or "0 to 15".
func (r *reading) scale(l line) []float64 {
	c, at := l.cell("scale")
	var scale []float64
	for field := range strings.FieldsSeq(strings.NewReplacer(" to ", " ", " bis ", " ", ";", " ", "…", " ", "..", " ").Replace(tidy(c.text))) {
		x, ok := number(cell{text: field})
		if !ok {
			r.wrong(at, "value", "%s is no scale; write its least and its greatest value, such as “0 15”.", quoted(c.text))
			return nil
		}
		scale = append(scale, x)
	}
	return scale
}

// words reads values divided by blanks, or a JSON list where values have blanks themselves.
func words(text string) []string {
	var list []string
	if strings.HasPrefix(text, "[") && json.Unmarshal([]byte(text), &list) == nil {
		return list
	}
	return strings.Fields(text)
}
