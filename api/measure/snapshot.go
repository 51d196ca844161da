package measure

import (
	"cmp"
	"fmt"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/measure/stats"
)

// Snapshot is what a tally holds of one wave at one moment.
type Snapshot struct {
	Project string
	Wave    string
	Groups  []Group // one per definition version with counted responses, by id, then version
}

// Group is the counted responses to one version of a definition.
type Group struct {
	Definition fieldwork.DefinitionRef
	Responses  int64
	Weighted   int64 // of these, with a survey weight other than 1
	Clustered  int64 // of these, in a cluster
	Indicators map[string]Counts
}

// Counts is the distribution of one indicator and the responses that have no value.
type Counts struct {
	Values                              stats.Histogram
	Missing, NotApplicable, NotRelevant int64
}

// Snapshot reads one wave; a wave without responses has no groups.
func (t *Tally) Snapshot(project, wave string) Snapshot {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	s := Snapshot{Project: project, Wave: wave}
	for _, g := range t.groups {
		if g != nil && g.key.project == project && g.key.wave == wave && g.responses > 0 {
			s.Groups = append(s.Groups, g.snapshot())
		}
	}
	slices.SortFunc(s.Groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.Definition.ID, b.Definition.ID), cmp.Compare(a.Definition.Version, b.Definition.Version))
	})
	return s
}

func (g *group) snapshot() Group {
	s := Group{
		Definition: fieldwork.DefinitionRef{ID: g.key.definition, Version: g.key.version},
		Responses:  g.responses, Weighted: g.weighted, Clustered: g.clustered,
		Indicators: make(map[string]Counts, len(g.columns)),
	}
	for _, c := range g.columns {
		counts := Counts{c.histogram(), c.absent[missing], c.absent[notApplicable], c.absent[notRelevant]}
		if counts.Values.N()+counts.Missing+counts.NotApplicable+counts.NotRelevant > 0 {
			s.Indicators[c.name] = counts
		}
	}
	return s
}

// Discrepancy is a count in which two tallies differ.
type Discrepancy struct {
	Project, Wave string
	Definition    fieldwork.DefinitionRef
	Indicator     string // "" for counts of the whole group
	What          string // "responses", "missing", "value 4", …
	Have, Want    int64
}

// String says where and by how much.
func (d Discrepancy) String() string {
	return fmt.Sprintf("%s %s, %s version %d, %s %s: have %d, want %d",
		d.Project, d.Wave, d.Definition.ID, d.Definition.Version, d.Indicator, d.What, d.Have, d.Want)
}

// Differences compares a tally with a recount from scratch; none means both are equal.
func (t *Tally) Differences(recount *Tally) []Discrepancy {
	have, want := t.counts(), recount.counts()
	var all []Discrepancy
	for place, n := range have {
		if n != want[place] {
			all = append(all, place.discrepancy(n, want[place]))
		}
	}
	for place, n := range want {
		if _, known := have[place]; !known && n != 0 {
			all = append(all, place.discrepancy(0, n))
		}
	}
	slices.SortFunc(all, func(a, b Discrepancy) int { return cmp.Compare(a.String(), b.String()) })
	return all
}

type counted struct {
	group     groupKey
	indicator string
	what      string
}

func (c counted) discrepancy(have, want int64) Discrepancy {
	return Discrepancy{
		c.group.project, c.group.wave, fieldwork.DefinitionRef{ID: c.group.definition, Version: c.group.version},
		c.indicator, c.what, have, want,
	}
}

// counts lists every count that is not zero.
func (t *Tally) counts() map[counted]int64 {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	all := map[counted]int64{}
	for _, g := range t.groups[1:] {
		put := func(indicator, what string, n int64) {
			if n != 0 {
				all[counted{g.key, indicator, what}] = n
			}
		}
		put("", "responses", g.responses)
		put("", "weighted", g.weighted)
		put("", "clustered", g.clustered)
		for _, c := range g.columns {
			put(c.name, "missing", c.absent[missing])
			put(c.name, "not applicable", c.absent[notApplicable])
			put(c.name, "not relevant", c.absent[notRelevant])
			for i, n := range c.counts {
				put(c.name, fmt.Sprintf("value %v", c.values[i]), n)
			}
		}
	}
	return all
}
