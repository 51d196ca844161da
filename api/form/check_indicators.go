package form

import (
	"math"
	"slices"
	"time"

	"touchstone/api/form/expr"
)

// indicators checks what is compared between waves.
func (k *checker) indicators() {
	seen := map[string]bool{}
	for i := range k.definition.Indicators {
		indicator := &k.definition.Indicators[i]
		path := at("/indicators", i)
		if !nameForm.MatchString(indicator.Name) {
			k.found.wrong(join(path, "name"), "nameForm", "%q cannot be a name. %s", indicator.Name, nameRule)
		}
		if seen[indicator.Name] {
			k.found.wrong(join(path, "name"), "duplicate", "There are two indicators %q.", indicator.Name)
		}
		seen[indicator.Name] = true
		k.touchpoint(path, indicator.Touchpoint)
		if indicator.Better != "" {
			k.oneOf(join(path, "better"), indicator.Better, "higher", "lower")
		}
		k.indicatorNumbers(path, indicator)
		switch indicator.Kind {
		case "score":
			k.indicatorScore(path, indicator)
		case "mean", "nps", "csat", "ces":
			k.indicatorNumber(path, indicator)
		case "share":
			k.indicatorShare(path, indicator)
		case "duration":
			if _, ok := k.questionAt(indicator.Of); !ok && indicator.Of != "" && indicator.Of != reservedName {
				k.found.wrong(join(path, "of"), "name", "There is no question %q.", indicator.Of)
			}
		default:
			k.oneOf(join(path, "kind"), indicator.Kind, "score", "mean", "share", "nps", "csat", "ces", "duration")
		}
	}
}

func (k *checker) indicatorNumbers(path string, indicator *Indicator) {
	scale := indicator.Scale
	if scale != nil && (len(scale) != 2 || scale[0] >= scale[1]) {
		k.found.wrong(join(path, "scale"), "value", "A scale is its least and its greatest value, such as [1, 5].")
	}
	if goal := indicator.Goal; goal != nil && len(scale) == 2 && (*goal < scale[0] || *goal > scale[1]) {
		k.found.warn(join(path, "goal"), "value", "The goal lies outside the scale.")
	}
	if difference := indicator.RelevantDifference; difference != nil && *difference <= 0 {
		k.found.wrong(join(path, "relevantDifference"), "value", "The smallest difference that matters must be above 0.")
	}
	if weight := indicator.Weight; weight != nil && *weight < 0 {
		k.found.wrong(join(path, "weight"), "value", "A weight cannot be negative.")
	}
}

// indicatorScore is of the whole, a section or a question with points.
func (k *checker) indicatorScore(path string, indicator *Indicator) {
	earns := false
	if indicator.Of == "" || indicator.Of == reservedName {
		earns = k.earns(-1)
	} else {
		n, ok := k.questionAt(indicator.Of)
		if !ok {
			k.found.wrong(join(path, "of"), "name", "A score is of a section, a question or the %q; there is no %q.", reservedName, indicator.Of)
			return
		}
		earns = highest(n) > 0 || n.question.Type == "section" && k.earns(k.form.places[indicator.Of])
	}
	if !earns {
		k.found.warn(join(path, "of"), "nothingToEarn", "No question of %q has points to earn, so there is no score.", indicator.Of)
	}
}

// indicatorNumber is of a question that gives numbers, on a scale where the kind needs one.
func (k *checker) indicatorNumber(path string, indicator *Indicator) {
	n, ok := k.reads(join(path, "of"), indicator.Of)
	if !ok {
		return
	}
	choices := n.question.Type == "select_one" && slices.ContainsFunc(n.choices, hasNumber)
	if !choices && !n.kind.numeric && n.question.Type != "calculate" && n.question.Type != "hidden" {
		k.found.wrong(join(path, "of"), "type", "%q gives no numbers: it is a %s. Use a number question, or choices with a value.", indicator.Of, n.question.Type)
		return
	}
	if scale := n.question.Scale(); indicator.Kind == "nps" && n.question.Type == "range" && (scale.Start != 0 || scale.End != 10) {
		k.found.wrong(join(path, "of"), "scale", "NPS is asked from 0 to 10; %q goes from %v to %v.", indicator.Of, scale.Start, scale.End)
	}
	implied := choices || n.question.Type == "range" || indicator.Kind == "nps" || len(indicator.Scale) > 0
	switch {
	case implied:
	case indicator.Kind == "csat" || indicator.Kind == "share":
		k.found.wrong(join(path, "scale"), "scale", "Which values are the top ones depends on the scale; declare it, such as [1, 5].")
	case indicator.Touchpoint != "":
		k.found.warn(join(path, "scale"), "scale", "Without a scale, such as [0, 15], this cannot count towards the effectiveness of %q.", indicator.Touchpoint)
	}
}

func hasNumber(c *Choice) bool {
	return !c.NotApplicable && (c.Value != nil || !math.IsNaN(expr.Text(c.Name).Number(time.UTC)))
}

// indicatorShare is by a condition, by values, or of the top value of a scale.
func (k *checker) indicatorShare(path string, indicator *Indicator) {
	if indicator.When == "" && len(indicator.Values) == 0 {
		k.indicatorNumber(path, indicator)
		return
	}
	if indicator.Of == "" && len(indicator.Values) == 0 {
		return
	}
	n, ok := k.reads(join(path, "of"), indicator.Of)
	for i, value := range indicator.Values {
		if ok && n.kind.selects && !slices.ContainsFunc(n.choices, func(c *Choice) bool { return c.Name == value }) {
			k.found.wrong(at(join(path, "values"), i), "choice", "The list of %q has no choice %q.", indicator.Of, value)
		}
	}
}
