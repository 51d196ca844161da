package measure

import (
	"cmp"
	"fmt"
	"slices"

	"touchstone/api/fieldwork"
)

// Differences compares a tally with a recount from scratch; none means both are equal: every
// count of every view that was ever asked for, whole and by trait.
func (t *Tally) Differences(recount *Tally) []Discrepancy {
	have, want := t.tallied(), recount.tallied()
	var all []Discrepancy
	for place, n := range have {
		if n != want[place] {
			all = append(all, place.discrepancy(n, want[place]))
		}
	}
	for place, n := range want {
		if _, known := have[place]; !known {
			all = append(all, place.discrepancy(0, n))
		}
	}
	slices.SortFunc(all, func(a, b Discrepancy) int { return cmp.Compare(a.String(), b.String()) })
	return all
}

type talliedPlace struct {
	group     groupKey
	indicator string
	what      string
}

func (p talliedPlace) discrepancy(have, want int64) Discrepancy {
	return Discrepancy{
		p.group.project, p.group.wave, fieldwork.DefinitionRef{ID: p.group.definition, Version: p.group.version},
		p.indicator, p.what, have, want,
	}
}

// tallied lists every count that is not zero, as the rows have it. A view that was counted
// before must say the same; where it does not, its count is listed too, as that of the view.
func (t *Tally) tallied() map[talliedPlace]int64 {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	all := map[talliedPlace]int64{}
	for _, g := range t.groups[1:] {
		fresh := g.recounted(nil, nil, false)
		for what, n := range fresh {
			all[talliedPlace{g.key, what.indicator, what.what}] = n
		}
		for _, v := range g.views {
			rows := g.recounted(v.filter, v.except, true)
			kept := v.listed(g)
			for what, n := range kept {
				if rows[what] != n {
					all[talliedPlace{g.key, what.indicator, fmt.Sprintf("%s in the view %v without %v", what.what, v.filter, v.except)}] = n
				}
			}
		}
	}
	return all
}

// recounted counts a group's rows that two filters leave, from nothing; with traits crossed
// as far as anybody asked for them, if wanted.
func (g *group) recounted(filter, except Filter, crossed bool) map[talliedPlace]int64 {
	again := &group{key: g.key, rows: g.rows, live: g.live, columns: g.columns, traits: g.traits, weights: g.weights}
	v := again.see(filter, except)
	for _, c := range g.columns {
		v.read(again, c, "")
		for name, trait := range g.traits {
			if trait.pairs == nil || crossed {
				v.read(again, c, name)
			}
		}
	}
	return v.listed(again)
}

// listed gives the counts of a view that are not zero, by what they count.
func (v *view) listed(g *group) map[talliedPlace]int64 {
	all := map[talliedPlace]int64{}
	put := func(indicator, what string, n int64) {
		if n != 0 {
			all[talliedPlace{indicator: indicator, what: what}] = n
		}
	}
	put("", "responses", v.responses)
	put("", "weighted", v.weighted)
	put("", "clustered", v.clustered)
	word := func(c *column, code int) string {
		if code < firstSlot {
			return [...]string{"unlisted", "missing", "not applicable", "not relevant"}[code]
		}
		return fmt.Sprintf("value %v", c.values[code-firstSlot])
	}
	for _, j := range v.joints {
		if j.upto == everyRow && !j.broken && !slices.Equal(j.sums, j.recounted(g, v).sums) {
			put("", fmt.Sprintf("sums of products of %v", j.names), 1)
		}
	}
	for c, counts := range v.counts {
		for code, n := range counts.codes {
			put(c.name, word(c, code), n)
		}
		for _, bin := range counts.pairs.bins(g, c) {
			put(c.name, fmt.Sprintf("value %v, weight %v, squares %v", bin.Value, bin.Weight, bin.Squares), bin.Count)
		}
		for name, table := range counts.tables {
			for label := range table.cells {
				value := ""
				if trait := g.traits[name]; trait != nil {
					value = trait.labels[label]
				}
				where := fmt.Sprintf(", %s %s", name, value)
				for code, n := range table.cells[label].low {
					put(c.name, word(c, code)+where, int64(n))
				}
				for code, n := range table.cells[label].high {
					put(c.name, word(c, int(code))+where, int64(n))
				}
			}
		}
	}
	return all
}
