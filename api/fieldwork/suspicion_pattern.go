package fieldwork

import (
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"touchstone/api/form"
)

// Bounds of the rule about ratings that are all the same.
const (
	fewRatings = 6 // on one scale
	fewSteps   = 3 // a scale has at least; yes and no are no scale
)

// ratings are the answers on one scale.
type ratings struct {
	count int
	value any
	equal bool
	best  any // the value that earns most; nil where nobody said which that is
}

// straightLining tells of at least six ratings on one scale that are all the same: select_one
// of one choice list with three or more steps, or ranges of the same ends. Where it is known
// which value is the best, that one is no suspicion: a good place earns it throughout, and
// punishing praise would bias what is measured.
func straightLining(f *Facts) []Flag {
	if f.Definition == nil || !f.possible() {
		return nil
	}
	scales := map[string]*ratings{}
	var order []string
	eachInOrder(f.Definition, f.Response.Answers, func(question *form.Question, answer any) {
		scale, best, ok := scaleOf(f.Definition, question, answer)
		if !ok {
			return
		}
		seen := scales[scale]
		if seen == nil {
			seen = &ratings{value: answer, equal: true, best: best}
			scales[scale] = seen
			order = append(order, scale)
		}
		seen.count++
		seen.equal = seen.equal && answer == seen.value
	})
	var flags []Flag
	for _, scale := range order {
		seen := scales[scale]
		if seen.count >= fewRatings && seen.equal && (seen.best == nil || seen.best != seen.value) {
			flags = append(flags, Flag{Code: "straightLining", Message: fmt.Sprintf("All %d ratings on one scale are the same.", seen.count), Value: seen.value})
		}
	}
	return flags
}

// eachInOrder calls f with every answered question in the order of the definition.
func eachInOrder(definition *form.Definition, answers map[string]any, f func(*form.Question, any)) {
	found := map[string][]any{}
	eachAnswer(answers, "", func(path string, answer any) {
		found[QuestionName(path)] = append(found[QuestionName(path)], answer)
	})
	for _, question := range definition.All() {
		for _, answer := range found[question.Name] {
			f(question, answer)
		}
	}
}

// scaleOf names the scale of a rating and gives its best value; not ok when the answer is no
// rating, or says that the question does not apply.
func scaleOf(definition *form.Definition, question *form.Question, answer any) (scale string, best any, ok bool) {
	switch question.Type {
	case "range":
		scale := question.Scale()
		_, isNumber := answer.(float64)
		steps := math.Abs(scale.End-scale.Start)/scale.Step + 1
		return fmt.Sprintf("range %g %g %g", scale.Start, scale.End, scale.Step), math.Max(scale.Start, scale.End), isNumber && steps >= fewSteps
	case "select_one":
		if _, isName := answer.(string); !isName {
			return "", nil, false
		}
		steps, most := 0, math.Inf(-1)
		for _, choice := range definition.Choices[question.Choices] {
			if choice.NotApplicable && choice.Name == answer {
				return "", nil, false
			}
			if choice.NotApplicable {
				continue
			}
			steps++
			if choice.Points != nil && *choice.Points > most {
				most, best = *choice.Points, choice.Name
			}
		}
		return "list " + question.Choices, best, steps >= fewSteps
	}
	return "", nil, false
}

// Bounds of the rule about reports with the same answers.
const (
	fewTelling   = 5  // answers that tell visits apart
	tellingWords = 25 // letters and digits of a text that does so alone
)

// duplicateResponse tells of a report with the same answers as another assignment's. Two good
// visits are alike in everything that was at its best, which is no suspicion: there must be
// five other answers, or a text, that two visits would hardly share.
func duplicateResponse(f *Facts) []Flag {
	if f.Duplicate == "" || !f.possible() || f.Definition != nil && !tellsApart(f) {
		return nil
	}
	return []Flag{{Code: "duplicateResponse", Message: "Another report has the same answers.", Value: map[string]any{"response": f.Duplicate}}}
}

// tellsApart tells whether a report holds enough that another visit would not.
func tellsApart(f *Facts) bool {
	telling, written := 0, false
	eachInOrder(f.Definition, f.Response.Answers, func(question *form.Question, answer any) {
		switch question.Type {
		case "select_one", "range":
			if _, best, _ := scaleOf(f.Definition, question, answer); best != answer && !doesNotApply(f.Definition, question, answer) {
				telling++
			}
		case "text":
			telling++
			text, _ := answer.(string)
			written = written || utf8.RuneCountInString(plainText(text)) >= tellingWords
		case "integer", "decimal", "select_multiple", "rank", "barcode":
			telling++
		}
	})
	return written || telling >= fewTelling
}

// doesNotApply tells whether an answer is the choice that says so.
func doesNotApply(definition *form.Definition, question *form.Question, answer any) bool {
	return slices.ContainsFunc(definition.Choices[question.Choices], func(c form.Choice) bool { return c.NotApplicable && c.Name == answer })
}
