package form

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
)

// Kinds of a Change.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
	Moved   = "moved"
)

// What a Change may make incomparable between the versions.
const (
	BreaksType    = "type"    // answers are of another kind
	BreaksScale   = "scale"   // the same answer stands for another value
	BreaksWording = "wording" // the same question is asked in other words
)

// Change is one difference between two versions of a definition.
type Change struct {
	Kind   string          `json:"kind"`             // added, removed, changed or moved
	What   string          `json:"what"`             // question, section (repeats too), choice, indicator or setting
	Path   string          `json:"path"`             // JSON pointer in the newer version, of what was removed in the older
	Name   string          `json:"name"`             // of the question, choice or indicator; the key of a setting
	Keys   []string        `json:"keys,omitempty"`   // what changed, in alphabetical order
	Before json.RawMessage `json:"before,omitempty"` // the keys that changed, or all of what was removed
	After  json.RawMessage `json:"after,omitempty"`
	Breaks string          `json:"breaks"` // type, scale, wording or ""
}

// Diff lists what changed from one version to another: settings, choices, questions in the
// order of the newer version, indicators. Questions, choices and indicators are known by
// their names.
func Diff(from, to *Definition) []Change {
	d := &differ{changes: []Change{}}
	d.settings(from, to)
	d.choices(from, to)
	d.questions(from, to)
	d.indicators(from, to)
	return d.changes
}

type differ struct{ changes []Change }

func (d *differ) add(c Change) { d.changes = append(d.changes, c) }

// members gives the JSON members of a struct, but for those named.
func members(value any, without ...string) map[string]json.RawMessage {
	found := map[string]json.RawMessage{}
	data, err := json.Marshal(value)
	if err == nil {
		err = json.Unmarshal(data, &found)
	}
	if err != nil {
		panic("form: a part of a definition has no JSON form: " + err.Error()) // definitions come from JSON
	}
	for _, key := range without {
		delete(found, key)
	}
	return found
}

func raw(value map[string]json.RawMessage) json.RawMessage {
	data, err := json.Marshal(value)
	if err != nil {
		panic("form: members without a JSON form: " + err.Error()) // made of JSON
	}
	return data
}

// compare gives the keys in which two sets of members differ, and those of either.
func compare(before, after map[string]json.RawMessage) (keys []string, was, is map[string]json.RawMessage) {
	was, is = map[string]json.RawMessage{}, map[string]json.RawMessage{}
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, key := range slices.Sorted(maps.Keys(all)) {
		if bytes.Equal(before[key], after[key]) {
			continue
		}
		keys = append(keys, key)
		if value, there := before[key]; there {
			was[key] = value
		}
		if value, there := after[key]; there {
			is[key] = value
		}
	}
	return keys, was, is
}

func (d *differ) settings(from, to *Definition) {
	parts := []string{"id", "version", "body", "choices", "indicators"}
	before, after := members(from, parts...), members(to, parts...)
	keys, _, _ := compare(before, after)
	for _, key := range keys {
		change := Change{Kind: Changed, What: "setting", Path: join("", key), Name: key, Before: before[key], After: after[key]}
		switch {
		case change.Before == nil:
			change.Kind = Added
		case change.After == nil:
			change.Kind = Removed
		}
		if key == "scoring" {
			change.Breaks = BreaksScale
		}
		d.add(change)
	}
}

func (d *differ) choices(from, to *Definition) {
	lists := maps.Clone(from.Choices)
	if lists == nil {
		lists = map[string][]Choice{}
	}
	maps.Copy(lists, to.Choices)
	for _, list := range slices.Sorted(maps.Keys(lists)) {
		path := join("/choices", list)
		older := map[string]int{}
		for i, choice := range from.Choices[list] {
			older[choice.Name] = i
		}
		var order []int
		var stayed []Change
		for i := range to.Choices[list] {
			choice := &to.Choices[list][i]
			change := Change{What: "choice", Path: at(path, i), Name: choice.Name}
			was, there := older[choice.Name]
			delete(older, choice.Name)
			if !there {
				change.Kind, change.After, change.Breaks = Added, raw(members(choice)), BreaksScale
				d.add(change)
				continue
			}
			order, stayed = append(order, was), append(stayed, change)
			d.changed(change, members(&from.Choices[list][was]), members(choice), choiceBreak(&from.Choices[list][was], choice))
		}
		d.moved(stayed, order)
		for _, i := range slices.Sorted(maps.Values(older)) {
			choice := &from.Choices[list][i]
			d.add(Change{Kind: Removed, What: "choice", Path: at(path, i), Name: choice.Name, Before: raw(members(choice)), Breaks: BreaksScale})
		}
	}
}

// changed adds a change if anything differs.
func (d *differ) changed(change Change, before, after map[string]json.RawMessage, breaks string) {
	keys, was, is := compare(before, after)
	if len(keys) == 0 {
		return
	}
	change.Kind, change.Keys, change.Before, change.After, change.Breaks = Changed, keys, raw(was), raw(is), breaks
	d.add(change)
}

// moved adds those that left the order of the others: all but a longest rising run of the
// places they had before.
func (d *differ) moved(stayed []Change, places []int) {
	best, previous := make([]int, len(places)), make([]int, len(places))
	last := -1
	for i := range places {
		best[i], previous[i] = 1, -1
		for j := range i {
			if places[j] < places[i] && best[j] >= best[i] {
				best[i], previous[i] = best[j]+1, j
			}
		}
		if last < 0 || best[i] > best[last] {
			last = i
		}
	}
	kept := map[int]bool{}
	for ; last >= 0; last = previous[last] {
		kept[last] = true
	}
	for i, change := range stayed {
		if !kept[i] {
			change.Kind = Moved
			d.add(change)
		}
	}
}

// Reworded tells whether a text says something else in a language that both have; a new
// translation is none.
func Reworded(before, after Text) bool {
	for language, words := range before {
		if now, there := after[language]; there && strings.TrimSpace(now) != strings.TrimSpace(words) {
			return true
		}
	}
	return false
}

func choiceBreak(before, after *Choice) string {
	switch {
	case !reflect.DeepEqual(before.Points, after.Points), !reflect.DeepEqual(before.Value, after.Value), before.NotApplicable != after.NotApplicable:
		return BreaksScale
	case Reworded(before.Label, after.Label):
		return BreaksWording
	}
	return ""
}

// spot is where a question stands.
type spot struct {
	question *Question
	parent   string // name of the section or repeat around it
	repeats  string // names of the repeats around it
	place    int    // within the body
	path     string
}

func spots(d *Definition) (byName map[string]spot, order []string) {
	byName = map[string]spot{}
	var visit func(body []Question, path, parent, repeats string)
	visit = func(body []Question, path, parent, repeats string) {
		for i := range body {
			q, here := &body[i], at(path, i)
			if _, twice := byName[q.Name]; twice { // drafts may have it
				continue
			}
			byName[q.Name] = spot{q, parent, repeats, i, here}
			order = append(order, q.Name)
			inside := repeats
			if q.Type == "repeat" {
				inside += "/" + q.Name
			}
			visit(q.Body, join(here, "body"), q.Name, inside)
		}
	}
	visit(d.Body, "/body", "", "")
	return byName, order
}

func (d *differ) questions(from, to *Definition) {
	older, olderOrder := spots(from)
	newer, newerOrder := spots(to)
	siblings, places := map[string][]Change{}, map[string][]int{}
	for _, name := range newerOrder {
		is := newer[name]
		change := Change{What: whatOf(is.question), Path: is.path, Name: name}
		was, there := older[name]
		if !there {
			change.Kind, change.After = Added, raw(members(is.question, "body"))
			d.add(change)
			continue
		}
		d.changed(change, members(was.question, "body"), members(is.question, "body"), questionBreak(was.question, is.question))
		if was.parent == is.parent {
			siblings[is.parent] = append(siblings[is.parent], change)
			places[is.parent] = append(places[is.parent], was.place)
			continue
		}
		change.Kind = Moved
		change.Before, change.After = quoted(was.parent), quoted(is.parent)
		if was.repeats != is.repeats {
			change.Breaks = BreaksType
		}
		d.add(change)
	}
	for _, parent := range slices.Sorted(maps.Keys(siblings)) {
		d.moved(siblings[parent], places[parent])
	}
	for _, name := range olderOrder {
		if was := older[name]; newer[name].question == nil {
			d.add(Change{Kind: Removed, What: whatOf(was.question), Path: was.path, Name: name, Before: raw(members(was.question, "body")), Breaks: BreaksType})
		}
	}
}

func quoted(name string) json.RawMessage {
	data, _ := json.Marshal(name) // strings always have a JSON form
	return data
}

func whatOf(q *Question) string {
	if q.Type == "section" || q.Type == "repeat" {
		return "section"
	}
	return "question"
}

func questionBreak(before, after *Question) string {
	switch {
	case before.Type != after.Type:
		return BreaksType
	case before.Choices != after.Choices, before.Type == "range" && before.Scale() != after.Scale(),
		!reflect.DeepEqual(before.Points, after.Points), before.Bonus != after.Bonus, before.Critical != after.Critical, before.Weight != after.Weight:
		return BreaksScale
	case Reworded(before.Label, after.Label):
		return BreaksWording
	}
	return ""
}

func (d *differ) indicators(from, to *Definition) {
	older := map[string]*Indicator{}
	for i := range from.Indicators {
		older[from.Indicators[i].Name] = &from.Indicators[i]
	}
	for i := range to.Indicators {
		is := &to.Indicators[i]
		change := Change{What: "indicator", Path: at("/indicators", i), Name: is.Name}
		was := older[is.Name]
		delete(older, is.Name)
		if was == nil {
			change.Kind, change.After = Added, raw(members(is))
			d.add(change)
			continue
		}
		breaks := ""
		if was.Kind != is.Kind || was.Of != is.Of || was.When != is.When || !slices.Equal(was.Values, is.Values) || !slices.Equal(was.Scale, is.Scale) {
			breaks = BreaksScale
		}
		d.changed(change, members(was), members(is), breaks)
	}
	for i := range from.Indicators {
		if is := &from.Indicators[i]; older[is.Name] == is {
			d.add(Change{Kind: Removed, What: "indicator", Path: at("/indicators", i), Name: is.Name, Before: raw(members(is)), Breaks: BreaksScale})
		}
	}
}
