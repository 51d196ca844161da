package measure

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"touchstone/api/fieldwork"
)

// Suspect is a response of which two tallies hold something different at one moment: while
// both are still told of changes, the one may just be ahead.
type Suspect struct {
	id   identity
	Name string // its id
	Difference
}

// Difference says what differs; of a response that one of them does not count, its revision
// there is 0.
type Difference struct {
	Place      string // project, wave and definition
	Column     string // "" for the response as a whole
	Have, Want string
}

// Suspects compares every response of two tallies, some at a time, so that nobody who counts
// waits for long; most bounds how many are listed.
func (t *Tally) Suspects(recount *Tally, most int) []Suspect {
	var found []Suspect
	for _, side := range []struct{ walked, other *Tally }{{recount, t}, {t, recount}} {
		for number := 1; ; number++ {
			side.walked.mutex.RLock()
			known := number < len(side.walked.groups)
			side.walked.mutex.RUnlock()
			if !known {
				break
			}
			for from, rows := 0, 1; from < rows && len(found) < most; from += blockRows {
				rows = t.holding(recount, func() int {
					g := side.walked.groups[number]
					for row := from; row < min(from+blockRows, g.rows); row++ {
						if g.live.at(row) == 0 {
							continue
						}
						if difference, differs := t.differs(recount, g.ids[row]); differs && len(found) < most && !slices.ContainsFunc(found, func(s Suspect) bool { return s.id == g.ids[row] }) {
							found = append(found, Suspect{g.ids[row], side.walked.nameOf(g.ids[row]), difference})
						}
					}
					return g.rows
				})
			}
		}
	}
	return found
}

// Again compares what was suspect once more and gives what still differs.
func (t *Tally) Again(recount *Tally, suspects []Suspect) []Suspect {
	var left []Suspect
	t.holding(recount, func() int {
		for _, suspect := range suspects {
			if difference, differs := t.differs(recount, suspect.id); differs {
				left = append(left, Suspect{suspect.id, suspect.Name, difference})
			}
		}
		return 0
	})
	return left
}

// holding calls look while neither tally changes.
func (t *Tally) holding(other *Tally, look func() int) int {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	other.mutex.RLock()
	defer other.mutex.RUnlock()
	return look()
}

// differs compares what two tallies hold of a response.
func (t *Tally) differs(recount *Tally, id identity) (Difference, bool) {
	have, want := t.held[id], recount.held[id]
	switch {
	case have.group == 0 && want.group == 0:
		return Difference{}, false
	case have.group == 0:
		return Difference{Place: recount.groups[want.group].key.String(), Have: "revision 0", Want: fmt.Sprint("revision ", want.revision)}, true
	case want.group == 0:
		return Difference{Place: t.groups[have.group].key.String(), Have: fmt.Sprint("revision ", have.revision), Want: "revision 0"}, true
	}
	mine, other := t.groups[have.group], recount.groups[want.group]
	switch {
	case mine.key != other.key:
		return Difference{Place: mine.key.String(), Have: "here", Want: other.key.String()}, true
	case have.revision != want.revision:
		return Difference{mine.key.String(), "", fmt.Sprint("revision ", have.revision), fmt.Sprint("revision ", want.revision)}, true
	}
	if column, a, b := mine.rowDiffers(int(have.row), other, int(want.row)); a != b {
		return Difference{mine.key.String(), column, a, b}, true
	}
	return Difference{}, false
}

func (k groupKey) String() string {
	return fmt.Sprintf("%s %s, %s version %d", k.project, k.wave, k.definition, k.version)
}

// rowDiffers gives the first thing in which two rows differ; equal texts say that nothing does.
func (g *group) rowDiffers(row int, other *group, otherRow int) (what, have, want string) {
	for i, column := range g.columns {
		code, counterpart := column.codes.at(row), other.counterpart(i, column.name)
		if counterpart == nil {
			if code != unlisted {
				return column.name, column.word(code), "nothing"
			}
			continue
		}
		if otherCode := counterpart.codes.at(otherRow); !column.same(code, counterpart, otherCode) {
			return column.name, column.word(code), counterpart.word(otherCode)
		}
	}
	for _, column := range other.columns {
		if _, known := g.places[column.name]; !known && column.codes.at(otherRow) != unlisted {
			return column.name, "nothing", column.word(column.codes.at(otherRow))
		}
	}
	if a, b := g.weightAt(row), other.weightAt(otherRow); a != b {
		return "weight", fmt.Sprint(a), fmt.Sprint(b)
	}
	for name := range g.traits {
		if a, b := g.labelAt(name, row), other.labelAt(name, otherRow); a != b {
			return name, fmt.Sprintf("%q", a), fmt.Sprintf("%q", b)
		}
	}
	for name := range other.traits {
		if a, b := g.labelAt(name, row), other.labelAt(name, otherRow); a != b {
			return name, fmt.Sprintf("%q", a), fmt.Sprintf("%q", b)
		}
	}
	return "", "", ""
}

// counterpart finds a column by name, most likely at the same place.
func (g *group) counterpart(place int, name string) *column {
	if place < len(g.columns) && g.columns[place].name == name {
		return g.columns[place]
	}
	if place, known := g.places[name]; known {
		return g.columns[place]
	}
	return nil
}

// same tells whether two codes stand for the same.
func (c *column) same(code uint32, other *column, otherCode uint32) bool {
	if code < firstSlot || otherCode < firstSlot {
		return code == otherCode
	}
	return c.values[code-firstSlot] == other.values[otherCode-firstSlot]
}

func (c *column) word(code uint32) string {
	if code < firstSlot {
		return [...]string{"nothing", AbsentMissing, AbsentNotApplicable, AbsentNotRelevant}[code]
	}
	return fmt.Sprint(c.values[code-firstSlot])
}

func (g *group) weightAt(row int) float64 {
	if g.weights == nil {
		return 1
	}
	return g.weights.value(g.weights.codes.at(row))
}

// labelAt gives a trait of a row; of two traits crossed, which are only kept where somebody
// asked, nothing.
func (g *group) labelAt(name string, row int) string {
	trait := g.traits[name]
	if trait == nil || trait.pairs != nil {
		return ""
	}
	return trait.labels[trait.codes.at(row)]
}

// Unsound counts everything that was ever asked for anew from the tally's own columns, a
// column at a time, and lists what differs from the count that follows changes.
func (t *Tally) Unsound() []Discrepancy {
	var all []Discrepancy
	t.mutex.RLock()
	groups := slices.Clone(t.groups[1:])
	t.mutex.RUnlock()
	for _, g := range groups {
		t.mutex.RLock()
		views := slices.Clone(g.views)
		t.mutex.RUnlock()
		for _, v := range views {
			all = append(all, t.unsoundView(g, v)...)
		}
	}
	slices.SortFunc(all, func(a, b Discrepancy) int { return cmp.Compare(a.String(), b.String()) })
	return all
}

func (t *Tally) unsoundView(g *group, v *view) []Discrepancy {
	t.mutex.RLock()
	columns := slices.Collect(maps.Keys(v.counts))
	found := v.unsoundRows(g)
	t.mutex.RUnlock()
	for _, column := range columns {
		t.mutex.RLock()
		found = append(found, v.unsoundColumn(g, column)...)
		t.mutex.RUnlock()
	}
	return found
}

// unsoundRows holds which rows are in the view, and its sums, against the filters.
func (v *view) unsoundRows(g *group) []Discrepancy {
	if !slices.Contains(g.views, v) {
		return nil // given up meanwhile
	}
	again := &view{sieves: sievesOf(v.filter, v.except)}
	for row := range g.rows {
		if g.live.at(row) != 0 {
			again.add(g, row, +1)
		}
	}
	return differing(g.key, fmt.Sprintf("in the view %v without %v", v.filter, v.except), v.listedSums(g), again.listedSums(g))
}

func (v *view) listedSums(g *group) map[talliedPlace]int64 {
	sums := map[talliedPlace]int64{{what: "responses"}: v.responses, {what: "weighted"}: v.weighted, {what: "clustered"}: v.clustered}
	for row := range g.rows {
		sums[talliedPlace{what: "rows"}] += int64(v.rows.at(row)) * (int64(row)%1_000_003 + 1)
	}
	return sums
}

func (v *view) unsoundColumn(g *group, c *column) []Discrepancy {
	kept := v.counts[c]
	if kept == nil || !slices.Contains(g.views, v) {
		return nil
	}
	again := &view{filter: v.filter, except: v.except, rows: v.rows, counts: map[*column]*counts{}}
	again.read(g, c, "")
	for name := range kept.tables {
		again.read(g, c, name)
	}
	alone := &view{counts: map[*column]*counts{c: kept}}
	return differing(g.key, fmt.Sprintf(" in the view %v without %v", v.filter, v.except), alone.listed(g), again.listed(g))
}

// differing lists where two counts differ.
func differing(key groupKey, where string, have, want map[talliedPlace]int64) []Discrepancy {
	var all []Discrepancy
	ref := fieldwork.DefinitionRef{ID: key.definition, Version: key.version}
	for place, n := range have {
		if n != want[place] {
			all = append(all, Discrepancy{key.project, key.wave, ref, place.indicator, place.what + where, n, want[place]})
		}
	}
	for place, n := range want {
		if _, known := have[place]; !known && n != 0 {
			all = append(all, Discrepancy{key.project, key.wave, ref, place.indicator, place.what + where, 0, n})
		}
	}
	return all
}
