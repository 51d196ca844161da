package form

import (
	"regexp"
)

var (
	slugForm     = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,62}$`)
	nameForm     = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]{0,99}$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$`)
)

const (
	nameRule = "Names begin with a letter or an underscore, go on with letters, digits, hyphens, underscores and dots, and have at most 100 characters."
	slugRule = "Use lower-case letters, digits, hyphens and underscores, at most 63."
)

// header checks what stands beside the body.
func (k *checker) header() {
	d := k.definition
	if !slugForm.MatchString(d.ID) {
		k.found.wrong("/id", "slug", "%q cannot be an id. %s", d.ID, slugRule)
	}
	if d.Version < 1 {
		k.found.wrong("/version", "version", "Versions count from 1.")
	}
	k.oneOf("/kind", d.Kind, "mystery", "customer", "employee", "visit", "quiz")
	if d.Pages != "" {
		k.oneOf("/pages", d.Pages, "question", "section", "all")
	}
	if !languageForm.MatchString(d.DefaultLanguage) {
		k.found.wrong("/defaultLanguage", "language", "%q is no language tag such as en or de-CH.", d.DefaultLanguage)
	}
	if len(d.Title) == 0 {
		k.found.wrong("/title", "missing", "A definition needs a title.")
	}
	if len(d.Body) == 0 {
		k.found.wrong("/body", "missing", "A definition needs at least one question.")
	}
	if d.Weight != "" {
		if n, ok := k.reads("/weight", d.Weight); ok && !n.kind.numeric && n.question.Type != "calculate" && n.question.Type != "hidden" {
			k.found.wrong("/weight", "type", "The weight must be a number; %q is a %s.", d.Weight, n.question.Type)
		}
	}
	if d.Weight != "" {
		k.once("/weight", d.Weight)
	}
	if d.Cluster != "" {
		k.reads("/cluster", d.Cluster)
		k.once("/cluster", d.Cluster)
	}
	for i, name := range d.Segments {
		k.reads(at("/segments", i), name)
		k.once(at("/segments", i), name)
	}
}

// once demands a question with one answer in a response.
func (k *checker) once(path, name string) {
	if n, ok := k.questionAt(name); ok && n.scope.depth > 0 {
		k.found.wrong(path, "repeat", "%q lies in a repeat, so a response may have many answers to it; use a calculation outside.", name)
	}
}

// reads demands a question with an answer.
func (k *checker) reads(path, name string) (*node, bool) {
	n, ok := k.questionAt(name)
	if !ok || n.kind.value == nil {
		k.found.wrong(path, "name", "There is no question %q that holds an answer.", name)
		return nil, false
	}
	return n, true
}

func (k *checker) touchpoint(path, name string) {
	if name != "" && !slugForm.MatchString(name) {
		k.found.wrong(join(path, "touchpoint"), "slug", "%q cannot be a touchpoint. %s", name, slugRule)
	}
}
