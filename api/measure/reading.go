package measure

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// reading is an evaluated response as scoring and indicators look at it.
type reading struct {
	definition *form.Definition
	result     *form.Result
	broken     map[string]bool // paths of questions whose answer breaks a rule of its own
	required   map[string]bool // paths of questions that had to be answered and were not
}

func newReading(d *form.Definition, result *form.Result) *reading {
	r := &reading{definition: d, result: result, broken: map[string]bool{}, required: map[string]bool{}}
	for _, v := range result.Violations {
		switch v.Code {
		case form.CodeRequired:
			r.required[v.Question] = true
		case form.CodeType, form.CodeChoice, form.CodeRange, form.CodeConstraint:
			r.broken[v.Question] = true
		}
	}
	return r
}

// answer gives the answer at a path of the question, or the reason for having none.
func (r *reading) answer(q *form.Question, path string) (answer any, absent string) {
	if !r.result.Relevant[path] {
		return nil, AbsentNotRelevant
	}
	answer, answered := r.result.Answer(path)
	if !answered {
		return nil, AbsentMissing
	}
	for _, choice := range r.chosen(q, answer) {
		if choice.NotApplicable {
			return nil, AbsentNotApplicable
		}
	}
	return answer, ""
}

// chosen gives the entries of the choice list that a select's answer names.
func (r *reading) chosen(q *form.Question, answer any) []*form.Choice {
	var names []string
	switch a := answer.(type) {
	case string:
		names = []string{a}
	case []string:
		names = a
	}
	var chosen []*form.Choice
	if q.Choices != "" {
		list := r.definition.Choices[q.Choices]
		for i := range list {
			if slices.Contains(names, list[i].Name) {
				chosen = append(chosen, &list[i])
			}
		}
	}
	return chosen
}

// rate gives the points of the question at a path by the rules; not scored means that it can never earn or lose any.
func (r *reading) rate(q *form.Question, path string, rules Rules) (score QuestionScore, scored bool, err error) {
	possible, own := r.possible(q)
	if !own && q.Bonus == 0 {
		return QuestionScore{}, false, nil
	}
	score = QuestionScore{Name: q.Name, Critical: q.Critical, Possible: possible}
	answer, absent := r.answer(q, path)
	if absent != "" {
		score.NotApplicable, score.NotRelevant, score.Unanswered = absent == AbsentNotApplicable, absent == AbsentNotRelevant, absent == AbsentMissing
		// Only what was left out freely is omitted; a required answer that is owed counts.
		if rules.Unanswered == unansweredOmit && !(score.Unanswered && r.required[path]) {
			score.Possible = 0
		}
		return score, true, nil
	}
	if score.Earned, err = r.earned(q, path, answer); err != nil {
		return score, true, err
	}
	if score.Earned > 0 || !own {
		score.Bonus = q.Bonus
	}
	score.Failed = q.Critical != "" && (score.Earned < 0 || score.Earned == 0 && possible > 0)
	return score, true, nil
}

// rateInstances sums the points of a question over the instances of its repeats. Without
// instances nothing was asked, so nothing is possible.
func (r *reading) rateInstances(q *form.Question, _ string, rules Rules) (sum QuestionScore, scored bool, err error) {
	if _, own := r.possible(q); !own && q.Bonus == 0 {
		return QuestionScore{}, false, nil
	}
	paths := r.result.Paths(q.Name)
	sum = QuestionScore{Name: q.Name, Critical: q.Critical, Instances: len(paths)}
	answered := false
	for _, path := range paths {
		one, _, err := r.rate(q, path, rules)
		if err != nil {
			return sum, true, err
		}
		sum.Earned, sum.Possible, sum.Bonus = tidy(sum.Earned+one.Earned), tidy(sum.Possible+one.Possible), tidy(sum.Bonus+one.Bonus)
		sum.Failed = sum.Failed || one.Failed
		sum.Unanswered = sum.Unanswered || one.Unanswered
		sum.NotApplicable = sum.NotApplicable || one.NotApplicable
		answered = answered || !one.Unanswered && !one.NotApplicable && !one.NotRelevant
	}
	sum.Unanswered = sum.Unanswered && !answered
	sum.NotApplicable = sum.NotApplicable && !answered && !sum.Unanswered
	sum.NotRelevant = !answered && !sum.Unanswered && !sum.NotApplicable
	return sum, true, nil
}

// possible is the most points an answer can earn, and whether the question has points of its own.
func (r *reading) possible(q *form.Question) (most float64, own bool) {
	if len(q.Points) > 0 {
		for _, rule := range q.Points {
			most = math.Max(most, rule.Points)
		}
		return most, true
	}
	if q.Choices == "" || !form.IsSelect(q.Type) {
		return 0, false
	}
	for _, choice := range r.definition.Choices[q.Choices] {
		if choice.Points == nil || choice.NotApplicable {
			continue
		}
		own = true
		if q.Type == "select_multiple" {
			most = tidy(most + math.Max(0, *choice.Points))
		} else {
			most = math.Max(most, *choice.Points)
		}
	}
	return most, own
}

// earned is the points of an answer: the first rule that holds, else the choices' points.
func (r *reading) earned(q *form.Question, path string, answer any) (float64, error) {
	for _, rule := range q.Points {
		holds := strings.TrimSpace(rule.When) == ""
		if !holds {
			var err error
			if holds, err = r.result.Holds(path, rule.When); err != nil {
				return 0, err
			}
		}
		if holds {
			return rule.Points, nil
		}
	}
	if len(q.Points) > 0 {
		return 0, nil
	}
	earned := 0.0
	for _, choice := range r.chosen(q, answer) {
		if choice.Points != nil {
			earned = tidy(earned + *choice.Points)
		}
	}
	return earned, nil
}

// number reads an answer as a number: numbers as they are, a choice by its value or its name.
func (r *reading) number(q *form.Question, answer any) (float64, bool) {
	switch a := answer.(type) {
	case float64:
		return a, true
	case string:
		for _, choice := range r.chosen(q, answer) {
			return choiceValue(choice)
		}
		x, err := strconv.ParseFloat(a, 64)
		return x, err == nil && finite(x) != nil
	}
	return 0, false
}

// choiceValue is the number a choice stands for: its value, else its name read as a number.
func choiceValue(choice *form.Choice) (float64, bool) {
	if choice.Value != nil {
		return *choice.Value, true
	}
	x, err := strconv.ParseFloat(choice.Name, 64)
	return x, err == nil && finite(x) != nil
}

// capOf reads "cap:N".
func capOf(critical string) (limit float64, caps bool) {
	text, caps := strings.CutPrefix(critical, criticalCap)
	if !caps {
		return 0, false
	}
	limit, err := strconv.ParseFloat(text, 64)
	return limit, err == nil && limit >= 0 && limit <= 100
}
