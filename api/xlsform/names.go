package xlsform

import (
	"cmp"
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"touchstone/api/form"
)

// reservedName means the whole score in definitions; forms are free to use it.
const reservedName = "total"

var (
	plainNameForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.-]*$`)
	xmlName       = regexp.MustCompile(`^[\p{L}_][\p{L}\p{M}\p{N}_.-]*$`) // what forms may use
	listForm      = regexp.MustCompile(`^[\p{L}\p{M}\p{N}_.-]+$`)
	reference     = regexp.MustCompile(`\$\{\s*([^}\s]+)\s*\}`)
)

// rename gives names that forms may have and definitions may not other ones: the reserved
// name, letters beyond ASCII, and one name in several groups, as long as nothing refers to
// it, since then nobody could tell which is meant.
func (r *reading) rename() {
	names := nameBook{taken: map[string]bool{}, referred: map[string]bool{}, made: map[string]string{}}
	r.walk(r.items, func(it *item) {
		names.taken[it.question.Name] = true
		names.refer(&it.question)
	})
	for _, list := range r.lists {
		for _, c := range list.choices {
			for _, words := range c.Label {
				names.referText(words)
			}
		}
	}
	r.renameWithin(&item{}, r.items, &names, map[string]*item{})
	if len(names.made) == 0 {
		return
	}
	r.walk(r.items, func(it *item) { names.correct(&it.question) })
	for _, list := range r.lists {
		for i := range list.choices {
			for tag, words := range list.choices[i].Label {
				list.choices[i].Label[tag] = names.corrected(words)
			}
		}
	}
}

// renameWithin goes through a group; seen holds in which group a name stood first.
func (r *reading) renameWithin(group *item, items []*item, names *nameBook, seen map[string]*item) {
	for _, it := range items {
		q := &it.question
		given, at := q.Name, it.origin.place("name")
		first, twice := seen[given]
		switch {
		case twice && first != group && !names.referred[given]:
			q.Name = names.free(group.question.Name + "_" + given)
			r.warn(at, "renamed", "The name %s is used in another group already; this question is called %s.", quoted(given), q.Name)
		case twice:
		case given == reservedName:
			q.Name = names.free(reservedName + "_value")
			names.made[given] = q.Name
			r.warn(at, "renamed", "The name %s means the whole score here; the question is called %s, also where ${%s} stood.", given, q.Name, given)
		case !plainNameForm.MatchString(given) && xmlName.MatchString(given):
			q.Name = names.free(cmp.Or(plainName(given), "row_"+strconv.Itoa(it.origin.row)))
			names.made[given] = q.Name
			r.warn(at, "renamed", "Names have no letters beyond a to z; %s is called %s, also where ${%s} stood.", quoted(given), q.Name, given)
		}
		if !twice {
			seen[given] = group
		}
		r.renameWithin(it, it.body, names, seen)
	}
}

// nameBook knows which names there are, which are referred to, and those made for others.
type nameBook struct {
	taken, referred map[string]bool
	made            map[string]string
}

// free gives the name, or one near it that is not taken.
func (n *nameBook) free(name string) string {
	for n.taken[name] {
		name += "_"
	}
	n.taken[name] = true
	return name
}

func (n *nameBook) refer(q *form.Question) {
	for _, name := range q.Trigger {
		n.referred[name] = true
	}
	if data, err := json.Marshal(q); err == nil {
		n.referText(string(data))
	}
}

func (n *nameBook) referText(text string) {
	for _, found := range reference.FindAllStringSubmatch(text, -1) {
		n.referred[found[1]] = true
	}
}

// correct replaces references in every text of a question.
func (n *nameBook) correct(q *form.Question) {
	for i, name := range q.Trigger {
		if made, ok := n.made[name]; ok {
			q.Trigger[i] = made
		}
	}
	for _, expression := range []*string{&q.Relevant, &q.Constraint, &q.Calculation, &q.Count, &q.Required.Expression, &q.ReadOnly.Expression} {
		*expression = n.correctedSteps(*expression)
	}
	data, err := json.Marshal(q)
	if err != nil || !strings.Contains(string(data), "${") {
		return
	}
	var made form.Question
	if json.Unmarshal([]byte(n.corrected(string(data))), &made) == nil {
		*q = made
	}
}

var pathWord = regexp.MustCompile(`'[^']*'|"[^"]*"|\$\{[^}]*\}|[\p{L}_][\p{L}\p{M}\p{N}_.:-]*\s*\(|[\p{L}_][\p{L}\p{M}\p{N}_.-]*`)

// correctedSteps replaces names that are steps of paths; beside data of lists, whose columns
// may have the same names, nothing.
func (n *nameBook) correctedSteps(expression string) string {
	if strings.Contains(expression, "instance(") {
		return expression
	}
	return pathWord.ReplaceAllStringFunc(expression, func(word string) string { return cmp.Or(n.made[word], word) })
}

func (n *nameBook) corrected(text string) string {
	return reference.ReplaceAllStringFunc(text, func(found string) string {
		if made, ok := n.made[reference.FindStringSubmatch(found)[1]]; ok {
			return "${" + made + "}"
		}
		return found
	})
}

// plainName writes a name in the letters that definitions allow; "" when none is left.
func plainName(name string) string {
	made := listName(umlauts.Replace(strings.ToLower(name)))
	if strings.Trim(made, "_.-") == "" {
		return ""
	}
	return made
}

// listOf gives the name of a list as definitions may have it.
func (r *reading) listOf(name string, at place) string {
	if plainNameForm.MatchString(name) || strings.HasPrefix(name, "${") || !listForm.MatchString(name) {
		return name
	}
	made := plainName(name)
	if made == "" {
		return name
	}
	if !slices.Contains(r.renamedLists, name) {
		r.renamedLists = append(r.renamedLists, name)
		r.warn(at, "renamed", "Names of lists begin with a letter or underscore and have no letters beyond a to z; the list %s is called %s.", quoted(name), made)
	}
	return made
}
