package measure

import (
	"maps"
	"slices"
	"sync/atomic"

	"touchstone/api/measure/stats"
)

// Filter leaves the responses whose traits have one of the values given for them; nil is all.
type Filter map[string][]string

func (f Filter) equal(other Filter) bool { return maps.EqualFunc(f, other, slices.Equal) }

// sorted is the filter in the one form in which it is kept.
func (f Filter) sorted() Filter {
	same := make(Filter, len(f))
	for name, values := range f {
		same[name] = slices.Compact(slices.Sorted(slices.Values(values)))
	}
	return same
}

// mostViews is how many views of one group follow its changes; the one not asked for longest
// goes first.
const mostViews = 32

// view counts the rows of a group that a filter leaves.
type view struct {
	filter    Filter // traits that have one of these values
	except    Filter // traits that have none of these
	sieves    []sieve
	rows      codes // 1 for a row that is left
	responses int64
	weighted  int64
	clustered int64
	counts    map[*column]*counts
	joints    []*joint        // the last ones made last
	uses      map[string]*use // by trait, "" for the view as a whole
}

// sieve is a filter's part about one trait, by the trait's codes as far as they were asked for.
type sieve struct {
	name   string
	named  map[string]bool
	except bool // the values named are those that do not pass
	passes []bool
}

// counts is the distribution of one column in a view, whole and by traits.
type counts struct {
	codes  []int64 // by code
	pairs  pairs   // of a group with weights
	tables map[string]*table
	frozen atomic.Pointer[Counts] // what a snapshot shows, without parts; nil after a change
}

// table crosses a column with a trait.
type table struct {
	name   string                 // of the trait
	cells  []cell                 // by the trait's code
	frozen atomic.Pointer[[]Part] // nil after a change
}

// cell counts codes of a column; the first few, which are nearly all there are, in a list.
type cell struct {
	low   []int32
	high  map[uint32]int32
	pairs pairs
}

// pairs counts a column's codes together with the codes of the weights.
type pairs map[[2]uint32]int32

func (p *pairs) count(code, weight uint32, step int32) {
	if *p == nil {
		*p = pairs{}
	}
	key := [2]uint32{code, weight}
	if (*p)[key] += step; (*p)[key] == 0 {
		delete(*p, key)
	}
}

const lowCodes = 64

func (c *cell) count(code uint32, step int32) {
	if code >= lowCodes {
		if c.high == nil {
			c.high = map[uint32]int32{}
		}
		if c.high[code] += step; c.high[code] == 0 {
			delete(c.high, code)
		}
		return
	}
	if int(code) >= len(c.low) {
		c.low = append(c.low, make([]int32, int(code)+1-len(c.low))...)
	}
	c.low[code] += step
}

// seen gives the group's view of two filters, nil when it does not exist yet.
func (g *group) seen(filter, except Filter) *view {
	i := slices.IndexFunc(g.views, func(v *view) bool { return v.filter.equal(filter) && v.except.equal(except) })
	if i < 0 {
		return nil
	}
	return g.views[i]
}

// see makes the group's view of two filters, or moves it to those asked for last.
func (g *group) see(filter, except Filter) *view {
	if found := g.seen(filter, except); found != nil {
		g.views = append(slices.DeleteFunc(g.views, func(v *view) bool { return v == found }), found)
		return found
	}
	v := &view{filter: filter, except: except, sieves: sievesOf(filter, except), counts: map[*column]*counts{}}
	var live [blockRows]uint32
	for i := range blocksOf(g.rows) {
		if !g.live.unpack(i, &live) {
			continue
		}
		for j := range live {
			if live[j] != 0 {
				v.add(g, i<<blockBits+j, +1)
			}
		}
	}
	v.kept("", int64(g.rows))
	if len(g.views) >= mostViews {
		g.views = slices.Delete(g.views, 0, 1)
	}
	g.views = append(g.views, v)
	return v
}

func sievesOf(filter, except Filter) []sieve {
	var sieves []sieve
	for i, part := range []Filter{filter, except} {
		for name, values := range part {
			one := sieve{name: name, named: make(map[string]bool, len(values)), except: i == 1}
			for _, value := range values {
				one.named[value] = true
			}
			sieves = append(sieves, one)
		}
	}
	return sieves
}

func blocksOf(rows int) int { return (rows + blockRows - 1) >> blockBits }

// add takes a row into the numbers that concern no column (step +1) or out of them (-1), and
// tells whether the filter leaves it at all.
func (v *view) add(g *group, row int, step int64) bool {
	for i := range v.sieves {
		if !v.sieves[i].pass(g, row) {
			return false
		}
	}
	v.rows.set(row, uint32(max(step, 0)))
	v.responses += step
	if g.weights != nil && g.weights.codes.at(row) != unlisted {
		v.weighted += step
	}
	if trait := g.traits[TraitCluster]; trait != nil && trait.codes.at(row) != 0 {
		v.clustered += step
	}
	return true
}

func (s *sieve) pass(g *group, row int) bool {
	trait := g.traits[s.name]
	if trait == nil {
		return s.named[""] != s.except
	}
	code := int(trait.codes.at(row))
	for known := len(s.passes); known <= code; known++ {
		s.passes = append(s.passes, s.named[trait.labels[known]] != s.except)
	}
	return s.passes[code]
}

// count adds a row (step +1) or takes it away (-1).
func (v *view) count(g *group, row int, step int64) {
	if !v.add(g, row, step) {
		return
	}
	for _, joint := range v.joints {
		if row < joint.upto {
			joint.count(row, step)
		}
	}
	for column, counts := range v.counts {
		code := column.codes.at(row)
		if code == unlisted {
			continue
		}
		counts.room(code)
		counts.codes[code] += step
		counts.frozen.Store(nil)
		if g.weights != nil {
			counts.pairs.count(code, g.weights.codes.at(row), int32(step))
		}
		for name, table := range counts.tables {
			label := uint32(0)
			if trait := g.traits[name]; trait != nil {
				label = trait.codes.at(row)
			}
			cell := table.at(label)
			cell.count(code, int32(step))
			if g.weights != nil {
				cell.pairs.count(code, g.weights.codes.at(row), int32(step))
			}
			table.frozen.Store(nil)
		}
	}
}

func (c *counts) room(code uint32) {
	if int(code) >= len(c.codes) {
		c.codes = append(c.codes, make([]int64, int(code)+1-len(c.codes))...)
	}
}

func (t *table) at(label uint32) *cell {
	if int(label) >= len(t.cells) {
		t.cells = append(t.cells, make([]cell, int(label)+1-len(t.cells))...)
	}
	return &t.cells[label]
}

// counted tells whether a column is counted in the view, and by the trait unless that is "".
func (v *view) counted(c *column, by string) bool {
	counts := v.counts[c]
	return counts != nil && (by == "" || counts.tables[by] != nil)
}

// read counts a column of the view, by a trait too unless that is "": one walk over the rows.
func (v *view) read(g *group, c *column, by string) {
	found := &counts{codes: make([]int64, len(c.values)+firstSlot), tables: map[string]*table{}}
	if old := v.counts[c]; old != nil {
		found.tables = old.tables
	}
	var crossed *table
	var trait *trait
	if by != "" {
		crossed, trait = &table{name: by}, g.trait(by)
		found.tables[by] = crossed
		labels := 1
		if trait != nil {
			labels = len(trait.labels)
		}
		crossed.at(uint32(labels - 1))
	}
	var rows, codes, labels, weights [blockRows]uint32
	for i := range blocksOf(g.rows) {
		if !v.rows.unpack(i, &rows) || !c.codes.unpack(i, &codes) {
			continue
		}
		if crossed != nil && (trait == nil || !trait.codes.unpack(i, &labels)) {
			clear(labels[:])
		}
		if g.weights != nil && !g.weights.codes.unpack(i, &weights) {
			clear(weights[:])
		}
		for j, code := range codes {
			if rows[j] == 0 || code == unlisted {
				continue
			}
			found.codes[code]++
			if crossed != nil {
				crossed.cells[labels[j]].count(code, 1)
			}
			if g.weights == nil {
				continue
			}
			found.pairs.count(code, weights[j], 1)
			if crossed != nil {
				crossed.cells[labels[j]].pairs.count(code, weights[j], 1)
			}
		}
	}
	if v.counts[c] == nil {
		v.kept("", int64(24*len(found.codes)))
	}
	if crossed != nil {
		v.kept(by, crossed.bytes())
	}
	v.counts[c] = found
}

// show gives what a snapshot says of a column, worked out once between changes.
func (c *counts) show(g *group, column *column) Counts {
	if frozen := c.frozen.Load(); frozen != nil {
		return *frozen
	}
	bins := make([]stats.Bin, 0, len(column.values))
	for i := firstSlot; i < len(c.codes); i++ {
		bins = append(bins, stats.Bin{Value: column.values[i-firstSlot], Count: c.codes[i]})
	}
	shown := Counts{
		Values: stats.NewHistogram(bins), Weights: c.pairs.bins(g, column),
		Absent: Absent{Missing: c.absent(missing), NotApplicable: c.absent(notApplicable), NotRelevant: c.absent(notRelevant)},
	}
	c.frozen.Store(&shown)
	return shown
}

func (c *counts) absent(code uint32) int64 {
	if int(code) >= len(c.codes) {
		return 0
	}
	return c.codes[code]
}
