package form

import (
	"regexp"
)

var criticalForm = regexp.MustCompile(`^(section|total|cap:(100|[0-9]{1,2}))$`)

// scoring checks points, critical questions and weights, and warns where nothing can be earned.
func (k *checker) scoring() {
	d := k.definition
	if s := d.Scoring; s != nil {
		if s.Method != "" {
			k.oneOf("/scoring/method", s.Method, "points", "weightedSections")
		}
		if s.Unanswered != "" {
			k.oneOf("/scoring/unanswered", s.Unanswered, "omit", "count")
		}
		if !k.earns(-1) {
			k.found.warn("/scoring", "nothingToEarn", "There is scoring, but no question has points to earn.")
		}
	}
	for i := range k.form.nodes {
		n := &k.form.nodes[i]
		q := n.question
		if q.Weight < 0 {
			k.found.wrong(join(n.path, "weight"), "value", "A weight cannot be negative.")
		}
		if q.Type == "section" || q.Type == "repeat" {
			if q.Weight > 0 && !k.earns(i) {
				k.found.warn(join(n.path, "weight"), "nothingToEarn", "The section %q has a weight, but nothing to earn.", q.Name)
			}
			continue
		}
		k.points(n)
	}
}

func (k *checker) points(n *node) {
	q := n.question
	if q.Critical != "" && !criticalForm.MatchString(q.Critical) {
		k.found.wrong(join(n.path, "critical"), "value", "%q is none of section, total and cap:N with N from 0 to 100.", q.Critical)
	} else if q.Critical == "section" && !k.inSection(n) {
		k.found.wrong(join(n.path, "critical"), "value", "%q stands in no section that it could set to zero.", q.Name)
	}
	if q.Critical != "" && highest(n) <= 0 {
		k.found.warn(join(n.path, "critical"), "nothingToEarn", "%q is critical, but has nothing to earn.", q.Name)
	}
	if q.Bonus < 0 {
		k.found.wrong(join(n.path, "bonus"), "value", "A bonus cannot be negative; use negative points.")
	}
	for i, rule := range q.Points {
		if rule.When == "" && i < len(q.Points)-1 {
			k.found.warn(at(join(n.path, "points"), i+1), "unreachable", "The rule before holds for all other answers, so this one is never looked at.")
			break
		}
	}
}

// inSection tells whether a section lies somewhere around a question.
func (k *checker) inSection(n *node) bool {
	for n.section >= 0 {
		if n = &k.form.nodes[n.section]; n.question.Type == "section" {
			return true
		}
	}
	return false
}

// earns tells whether anything below a section (-1: anywhere) has points to earn.
func (k *checker) earns(section int) bool {
	for i := range k.form.nodes {
		if n := &k.form.nodes[i]; k.below(n, section) && highest(n) > 0 {
			return true
		}
	}
	return false
}

func (k *checker) below(n *node, section int) bool {
	for section >= 0 && n.section != section {
		if n.section < 0 {
			return false
		}
		n = &k.form.nodes[n.section]
	}
	return true
}

// highest gives the most points that an answer can earn, without bonus.
func highest(n *node) float64 {
	if len(n.question.Points) > 0 {
		most := 0.0
		for _, rule := range n.question.Points {
			most = max(most, rule.Points)
		}
		return most
	}
	best, sum := 0.0, 0.0
	for _, choice := range n.choices {
		if choice.Points != nil && !choice.NotApplicable && *choice.Points > 0 {
			best = max(best, *choice.Points)
			sum += *choice.Points
		}
	}
	if n.question.Type == "select_multiple" {
		return sum
	}
	return best
}
