package measure

import (
	"cmp"
	"maps"
	"slices"

	"touchstone/api/fieldwork"
)

// Definitions lists the versions with counted responses in some waves of a project, or in any
// if none is named, by id, newest version first.
func (t *Tally) Definitions(project string, waves ...string) []fieldwork.DefinitionRef {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	refs := map[fieldwork.DefinitionRef]bool{}
	for _, g := range t.within(project, waves) {
		refs[fieldwork.DefinitionRef{ID: g.key.definition, Version: g.key.version}] = true
	}
	return slices.SortedFunc(maps.Keys(refs), func(a, b fieldwork.DefinitionRef) int {
		return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(b.Version, a.Version))
	})
}

// within gives the groups with responses of some waves, or of all.
func (t *Tally) within(project string, waves []string) []*group {
	var groups []*group
	for _, g := range t.groups[1:] {
		if g.key.project == project && g.rows > len(g.free) && (len(waves) == 0 || slices.Contains(waves, g.key.wave)) {
			groups = append(groups, g)
		}
	}
	return groups
}

// Traits counts the responses of some waves, or of all if none is named, by every trait they
// have and its values, "" for those without one.
func (t *Tally) Traits(project string, waves ...string) map[string]map[string]int64 {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	found := map[string]map[string]int64{}
	total := int64(0)
	for _, g := range t.within(project, waves) {
		total += int64(g.rows - len(g.free))
		for name, trait := range g.traits {
			if trait.pairs != nil {
				continue
			}
			if found[name] == nil {
				found[name] = map[string]int64{}
			}
			for code, n := range trait.n {
				if n > 0 {
					found[name][trait.labels[code]] += n
				}
			}
		}
	}
	for name, values := range found {
		rest := total
		for _, n := range values {
			rest -= n
		}
		if rest > 0 {
			values[""] = rest
		}
		if len(values) == 1 && rest > 0 {
			delete(found, name) // nobody has it
		}
	}
	return found
}

// enter gives a row its value of the trait.
func (t *trait) enter(row int, label string) {
	code := t.number(label)
	t.codes.set(row, code)
	if code == 0 {
		return
	}
	if int(code) >= len(t.n) {
		t.n = append(t.n, make([]int64, int(code)+1-len(t.n))...)
	}
	t.n[code]++
}

// leave takes a row out of the count; its code stays.
func (t *trait) leave(row int) {
	if code := t.codes.at(row); code != 0 && t.pairs == nil {
		t.n[code]--
	}
}
