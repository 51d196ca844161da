package measure

import (
	"maps"
	"slices"
	"sync/atomic"
)

// What is counted for one question is kept for the next, as far as it does not take too much:
// what was not asked for longest goes first, and is counted again should somebody ask.
const (
	viewBytes = 96 << 20
	// lately is how many of the last questions keep what they asked for in any case.
	lately = 16
)

// use is what a view keeps for questions by one trait, or by none.
type use struct {
	bytes int64 // about
	asked atomic.Int64
}

// kept notes that a column takes so much in a view, by a trait unless that is "".
func (v *view) kept(by string, bytes int64) {
	if v.uses == nil {
		v.uses = map[string]*use{}
	}
	if v.uses[by] == nil {
		v.uses[by] = &use{}
	}
	v.uses[by].bytes += bytes
}

// ask notes that somebody asked for a view, by a trait unless that is "".
func (t *Tally) ask(v *view, by string) {
	now := t.questions.Load()
	for _, name := range []string{"", by} {
		if use := v.uses[name]; use != nil {
			use.asked.Store(now)
		}
	}
}

// bound drops what was not asked for longest until the rest is small enough.
func (t *Tally) bound() {
	type kept struct {
		group *group
		view  *view
		by    string
		use   *use
	}
	var all []kept
	total := int64(0)
	for _, g := range t.groups[1:] {
		for _, v := range g.views {
			for by, use := range v.uses {
				total += use.bytes
				all = append(all, kept{g, v, by, use})
			}
		}
	}
	if total <= viewBytes {
		return
	}
	slices.SortFunc(all, func(a, b kept) int { return int(a.use.asked.Load() - b.use.asked.Load()) })
	for _, one := range all {
		if total <= viewBytes || one.use.asked.Load() > t.questions.Load()-lately {
			return
		}
		if one.by != "" {
			total -= one.use.bytes
			delete(one.view.uses, one.by)
			for _, counts := range one.view.counts {
				delete(counts.tables, one.by)
			}
			continue
		}
		for use := range maps.Values(one.view.uses) {
			total -= use.bytes
		}
		one.view.uses = nil
		one.group.views = slices.DeleteFunc(one.group.views, func(v *view) bool { return v == one.view })
	}
}

// bytes is about what a table takes, with the parts that are made of it.
func (t *table) bytes() int64 {
	const perCell, perEntry, perPart, perBin = 40, 48, 136, 16
	total := int64(len(t.cells)) * perCell
	for i := range t.cells {
		cell := &t.cells[i]
		values := len(cell.high)
		for _, n := range cell.low {
			if n != 0 {
				values++
			}
		}
		total += int64(4*cap(cell.low) + perEntry*(len(cell.high)+len(cell.pairs)) + perBin*values)
		if values > 0 {
			total += perPart
		}
	}
	return total
}
