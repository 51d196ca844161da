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
	Groups  []Group // one per definition version with responses that the filter leaves, by id, then version
}

// Group is the counted responses to one version of a definition.
type Group struct {
	Definition fieldwork.DefinitionRef
	Responses  int64
	Weighted   int64 // of these, with a survey weight other than 1
	Clustered  int64 // of these, in a cluster
	Indicators map[string]Counts
}

// Absent counts responses that have no value.
type Absent struct{ Missing, NotApplicable, NotRelevant int64 }

func (a *Absent) add(other Absent) {
	a.Missing += other.Missing
	a.NotApplicable += other.NotApplicable
	a.NotRelevant += other.NotRelevant
}

// Counts is the distribution of one indicator and the responses that have no value.
type Counts struct {
	Values stats.Histogram
	Absent
	Weights []stats.WeightedBin // as Values; nil while every response weighs 1
	By      []Part              // by the trait asked for, by value; parts without values are left out
}

// Part is the distribution among the responses with one value of a trait.
type Part struct {
	Value   string
	Values  stats.Histogram
	Weights []stats.WeightedBin // nil while every response weighs 1
	Across  []Part              // of these, by the second trait asked for
	Absent
}

// Selection says what a snapshot is to show.
type Selection struct {
	Project, Wave string
	Definition    string // only responses to this definition, by id; "" is all
	Filter        Filter
	Except        Filter   // traits that must have none of the values given for them
	By            string   // trait to split every indicator by; "" for none
	Across        string   // trait to split each of those parts by in turn; "" for none
	Indicators    []string // only these columns; nil is all
	Roles         []string // of these, only columns of these roles; nil is all
}

// Snapshot reads one wave; a wave without responses has no groups.
func (t *Tally) Snapshot(project, wave string) Snapshot {
	return t.Select(Selection{Project: project, Wave: wave})
}

// Select reads what a selection names. What of it was never asked for before is counted
// first, column by column, so that nobody who writes waits for long; the numbers given are
// those of one moment all the same.
func (t *Tally) Select(selection Selection) Snapshot {
	selection.Filter, selection.Except = selection.Filter.sorted(), selection.Except.sorted()
	t.questions.Add(1)
	t.prepare(selection)
	t.mutex.RLock()
	if s, ready := t.read(selection); ready {
		t.mutex.RUnlock()
		return s
	}
	t.mutex.RUnlock()
	// Something new came between; what is missing now is little.
	t.mutex.Lock()
	defer t.mutex.Unlock()
	for _, g := range t.of(selection) {
		view := g.see(selection.Filter, selection.Except)
		for _, c := range g.chosen(selection) {
			if !view.counted(c, selection.crossed()) {
				view.read(g, c, selection.crossed())
			}
		}
	}
	s, _ := t.read(selection)
	return s
}

// of gives the groups of a wave.
func (t *Tally) of(s Selection) []*group {
	var groups []*group
	for _, g := range t.groups[1:] {
		if g.key.project == s.Project && g.key.wave == s.Wave && (s.Definition == "" || g.key.definition == s.Definition) {
			groups = append(groups, g)
		}
	}
	return groups
}

func (g *group) chosen(s Selection) []*column {
	columns := g.columns
	if s.Indicators != nil {
		columns = nil
		for _, name := range s.Indicators {
			if place, known := g.places[name]; known {
				columns = append(columns, g.columns[place])
			}
		}
	}
	if s.Roles == nil {
		return columns
	}
	var left []*column
	for _, c := range columns {
		if slices.Contains(s.Roles, RoleOf(c.name)) {
			left = append(left, c)
		}
	}
	return left
}

// prepare counts what a selection needs, a column at a time.
func (t *Tally) prepare(selection Selection) {
	for t.countOne(selection) {
	}
}

// countOne makes a view or counts a column that a selection lacks, and tells whether there
// was one.
func (t *Tally) countOne(selection Selection) bool {
	t.mutex.RLock()
	lacking, column := t.lacking(selection)
	t.mutex.RUnlock()
	if lacking == nil {
		return false
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	view := lacking.see(selection.Filter, selection.Except)
	if column != nil && !view.counted(column, selection.crossed()) {
		view.read(lacking, column, selection.crossed())
		t.ask(view, selection.crossed())
		t.bound()
	}
	return true
}

func (t *Tally) lacking(selection Selection) (*group, *column) {
	for _, g := range t.of(selection) {
		view := g.seen(selection.Filter, selection.Except)
		if view == nil {
			return g, nil
		}
		for _, c := range g.chosen(selection) {
			if !view.counted(c, selection.crossed()) {
				return g, c
			}
		}
	}
	return nil, nil
}

// read gives what is counted; not ready says that something of the selection is not.
func (t *Tally) read(selection Selection) (s Snapshot, ready bool) {
	s = Snapshot{Project: selection.Project, Wave: selection.Wave}
	for _, g := range t.of(selection) {
		view := g.seen(selection.Filter, selection.Except)
		if view == nil {
			return s, false
		}
		t.ask(view, selection.crossed())
		if view.responses == 0 {
			continue
		}
		group := Group{
			Definition: fieldwork.DefinitionRef{ID: g.key.definition, Version: g.key.version},
			Responses:  view.responses, Weighted: view.weighted, Clustered: view.clustered,
			Indicators: make(map[string]Counts, len(g.columns)),
		}
		for _, c := range g.chosen(selection) {
			if !view.counted(c, selection.crossed()) {
				return s, false
			}
			counts := view.counts[c]
			shown := counts.show(g, c)
			if shown.Values.N()+shown.Missing+shown.NotApplicable+shown.NotRelevant == 0 {
				continue
			}
			if selection.crossed() != "" {
				shown.By = counts.tables[selection.crossed()].parts(g, c)
			}
			group.Indicators[c.name] = shown
		}
		s.Groups = append(s.Groups, group)
	}
	slices.SortFunc(s.Groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.Definition.ID, b.Definition.ID), cmp.Compare(a.Definition.Version, b.Definition.Version))
	})
	return s, true
}

// Discrepancy is a count in which two tallies differ.
type Discrepancy struct {
	Project, Wave string
	Definition    fieldwork.DefinitionRef
	Indicator     string // "" for counts of the whole group
	What          string // "responses", "missing", "value 4", "location zh1", …
	Have, Want    int64
}

// String says where and by how much.
func (d Discrepancy) String() string {
	return fmt.Sprintf("%s %s, %s version %d, %s %s: have %d, want %d",
		d.Project, d.Wave, d.Definition.ID, d.Definition.Version, d.Indicator, d.What, d.Have, d.Want)
}
