package xlsform

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

var surveyOrder = []string{
	"type", "name", "label", "hint", "guidance_hint", "required", "required_message", "relevant", "constraint", "constraint_message", "calculation", "trigger", "default",
	"read_only", "appearance", "choice_filter", "parameters", "repeat_count", "media::image", "media::big-image", "media::audio", "media::video",
	"touchpoint", "points", "bonus", "critical", "weight",
}

func surveyGrid(d *form.Definition) *grid {
	g := &grid{sheet: "survey", language: d.DefaultLanguage, order: surveyOrder, keep: []string{"type", "name"}}
	g.addBody(d.Body)
	return g
}

func (g *grid) addBody(body []form.Question) {
	for i := range body {
		q := &body[i]
		g.addQuestion(q)
		if q.Type != "section" && q.Type != "repeat" {
			continue
		}
		g.addBody(q.Body)
		end := g.line()
		put(end, "type", map[string]string{"section": "end_group", "repeat": "end_repeat"}[q.Type])
		put(end, "name", q.Name)
	}
}

func (g *grid) addQuestion(q *form.Question) {
	row := g.line()
	put(row, "type", typeText(q))
	put(row, "name", q.Name)
	for name, text := range map[string]form.Text{"label": q.Label, "hint": q.Hint, "guidance_hint": q.Guidance, "required_message": q.RequiredMessage, "constraint_message": q.ConstraintMessage} {
		putText(row, name, text)
	}
	for name, text := range map[string]string{
		"relevant": q.Relevant, "constraint": q.Constraint, "calculation": q.Calculation, "default": defaultText(q), "appearance": q.Appearance,
		"choice_filter": q.ChoiceFilter, "repeat_count": q.Count, "touchpoint": q.Touchpoint, "critical": q.Critical,
		"required": conditionText(q.Required), "read_only": conditionText(q.ReadOnly),
	} {
		put(row, name, text)
	}
	putMedia(row, q.Media)
	var triggers, parameters, rules []string
	for _, name := range q.Trigger {
		triggers = append(triggers, "${"+name+"}")
	}
	put(row, "trigger", strings.Join(triggers, ", "))
	for _, name := range slices.Sorted(maps.Keys(q.Parameters)) {
		title := name
		if known, ok := parameterHeaders[name]; ok {
			title = known
		}
		parameters = append(parameters, title+"="+parameterText(q.Parameters[name]))
	}
	put(row, "parameters", strings.Join(parameters, " "))
	for _, rule := range q.Points {
		text := strconv.FormatFloat(rule.Points, 'f', -1, 64)
		if rule.When != "" {
			text += " when " + rule.When
		}
		rules = append(rules, text)
	}
	put(row, "points", strings.Join(rules, "\n"))
	for name, x := range map[string]float64{"bonus": q.Bonus, "weight": q.Weight} {
		if x != 0 {
			row[columnKey{name, ""}] = x
		}
	}
}

func putMedia(row map[columnKey]any, m form.Media) {
	for name, text := range map[string]form.Text{"media::image": m.Image, "media::big-image": m.BigImage, "media::audio": m.Audio, "media::video": m.Video} {
		putText(row, name, text)
	}
}

func typeText(q *form.Question) string {
	switch {
	case q.Type == "section":
		return "begin_group"
	case q.Type == "repeat":
		return "begin_repeat"
	case q.Choices != "":
		return q.Type + " " + q.Choices
	}
	return q.Type
}

func conditionText(c form.Condition) string {
	if c.Expression == "" && c.Always {
		return "yes"
	}
	return c.Expression
}

// defaultText writes a default as people do where that is read as the same again, else as JSON.
func defaultText(q *form.Question) string {
	if len(q.Default) == 0 {
		return ""
	}
	for _, text := range []string{expressionOf(q.Default), wordsOf(q.Default)} {
		if text == "" {
			continue
		}
		again := &item{question: form.Question{Type: q.Type}}
		t := &table{columns: []column{{key: "default"}}}
		(&reading{}).readDefault(line{t, row{cells: []cell{{text: text}}}}, again)
		if sameJSON(again.question.Default, q.Default) {
			return text
		}
	}
	return string(q.Default)
}

func expressionOf(raw json.RawMessage) string {
	var dynamic struct {
		Expression string `json:"expression"`
	}
	if json.Unmarshal(raw, &dynamic) != nil {
		return ""
	}
	return dynamic.Expression
}

// wordsOf writes an answer without the signs of JSON.
func wordsOf(raw json.RawMessage) string {
	var answer any
	if json.Unmarshal(raw, &answer) != nil {
		return ""
	}
	switch a := answer.(type) {
	case string:
		return a
	case float64:
		return printed(a)
	case []any:
		words := make([]string, 0, len(a))
		for _, member := range a {
			if p, ok := member.(map[string]any); ok {
				words = append(words, pointText(p)+";")
			} else if name, ok := member.(string); ok {
				words = append(words, name)
			}
		}
		return strings.TrimSuffix(strings.Join(words, " "), ";")
	case map[string]any:
		return pointText(a)
	}
	return ""
}

func pointText(p map[string]any) string {
	var words []string
	for _, key := range []string{"lat", "lon", "alt", "accuracy"} {
		x, ok := p[key].(float64)
		if !ok && key == "alt" && p["accuracy"] == nil || !ok && key == "accuracy" {
			break
		}
		words = append(words, printed(x))
	}
	return strings.Join(words, " ")
}

// sameJSON compares by content.
func sameJSON(a, b json.RawMessage) bool {
	var x, y any
	return json.Unmarshal(a, &x) == nil && json.Unmarshal(b, &y) == nil && jsonText(x) == jsonText(y)
}
