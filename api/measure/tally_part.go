package measure

import (
	"cmp"
	"slices"
	"strings"

	"touchstone/api/measure/stats"
)

// bins sums weights up by value; in the order of values and weights, so that the same
// responses give the same digits whatever their history.
func (p pairs) bins(g *group, column *column) []stats.WeightedBin {
	if len(p) == 0 {
		return nil
	}
	type pair struct {
		value, weight float64
		n             float64
	}
	list := make([]pair, 0, len(p))
	for key, n := range p {
		if key[0] < firstSlot {
			continue
		}
		one := pair{column.values[key[0]-firstSlot], 1, float64(n)}
		if key[1] != unlisted {
			one.weight = g.weights.values[key[1]-firstSlot]
		}
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b pair) int { return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.weight, b.weight)) })
	var bins []stats.WeightedBin
	for _, one := range list {
		if last := len(bins) - 1; last < 0 || bins[last].Value != one.value {
			bins = append(bins, stats.WeightedBin{Value: one.value})
		}
		bin := &bins[len(bins)-1]
		bin.Count += int64(one.n)
		bin.Weight += one.n * one.weight
		bin.Squares += one.n * one.weight * one.weight
	}
	return bins
}

// parts gives the cells with values, by label; of two traits crossed, those of the second
// within those of the first.
func (t *table) parts(g *group, c *column) []Part {
	if frozen := t.frozen.Load(); frozen != nil {
		return *frozen
	}
	trait := g.traits[t.name]
	var parts []Part
	if trait != nil && trait.pairs != nil {
		parts = t.nested(g, c, trait)
	} else {
		parts = make([]Part, 0, len(t.cells))
		for code := range t.cells {
			part := Part{Values: t.cells[code].histogram(c), Absent: t.cells[code].absent()}
			if part.Values.N() == 0 {
				continue
			}
			part.Weights = t.cells[code].pairs.bins(g, c)
			if trait != nil {
				part.Value = trait.labels[code]
			}
			parts = append(parts, part)
		}
	}
	slices.SortFunc(parts, byValue)
	t.frozen.Store(&parts)
	return parts
}

func byValue(a, b Part) int { return cmp.Compare(a.Value, b.Value) }

// nested gives the parts of two traits crossed, not in order.
func (t *table) nested(g *group, c *column, crossing *trait) []Part {
	var parts []Part
	var weights []pairs // of each part
	places, absent := map[uint32]int{}, map[uint32]Absent{}
	for code := range t.cells {
		cell, pair := &t.cells[code], crossing.pairs[code]
		within := Part{Values: cell.histogram(c), Absent: cell.absent()}
		sum := absent[pair[0]]
		sum.add(within.Absent)
		absent[pair[0]] = sum
		if within.Values.N() == 0 {
			continue
		}
		within.Value, within.Weights = g.label(crossing.of[1], pair[1]), cell.pairs.bins(g, c)
		place, known := places[pair[0]]
		if !known {
			place = len(parts)
			places[pair[0]] = place
			parts, weights = append(parts, Part{Value: g.label(crossing.of[0], pair[0])}), append(weights, nil)
		}
		parts[place].Across = append(parts[place].Across, within)
		for key, n := range cell.pairs {
			weights[place].count(key[0], key[1], n)
		}
	}
	for code, place := range places {
		parts[place].Absent = absent[code]
	}
	for i := range parts {
		values := make([]stats.Histogram, len(parts[i].Across))
		for j, within := range parts[i].Across {
			values[j] = within.Values
		}
		parts[i].Values, parts[i].Weights = addedValues(values), weights[i].bins(g, c)
		slices.SortFunc(parts[i].Across, byValue)
	}
	return parts
}

// absent counts the responses of a cell that have no value.
func (c *cell) absent() Absent {
	var n [firstSlot]int64
	for code := range min(len(c.low), firstSlot) {
		n[code] = int64(c.low[code])
	}
	return Absent{Missing: n[missing], NotApplicable: n[notApplicable], NotRelevant: n[notRelevant]}
}

// histogram gives the distribution in one cell.
func (c *cell) histogram(column *column) stats.Histogram {
	bins := make([]stats.Bin, 0, len(c.low)+len(c.high))
	for i := firstSlot; i < len(c.low); i++ {
		bins = append(bins, stats.Bin{Value: column.values[i-firstSlot], Count: int64(c.low[i])})
	}
	for code, n := range c.high {
		bins = append(bins, stats.Bin{Value: column.values[code-firstSlot], Count: int64(n)})
	}
	return stats.NewHistogram(bins)
}

// crossSign stands between the names of two traits that are crossed.
const crossSign = "\x00"

// crossed names the trait that a selection splits by, two as one.
func (s Selection) crossed() string {
	switch {
	case s.By == "" || s.Across == "":
		return cmp.Or(s.By, s.Across)
	default:
		return s.By + crossSign + s.Across
	}
}

// trait gives a trait of the group, nil where no response has it; two crossed ones are made
// when they are first asked for.
func (g *group) trait(name string) *trait {
	first, second, crosses := strings.Cut(name, crossSign)
	if found := g.traits[name]; found != nil || !crosses {
		return found
	}
	made := newTrait()
	made.of, made.pairs, made.places = [2]string{first, second}, [][2]uint32{{}}, map[[2]uint32]uint32{{}: 0}
	for row := range g.rows {
		g.cross(made, row)
	}
	g.traits[name] = made
	return made
}

// cross gives a row its code of two traits crossed.
func (g *group) cross(crossing *trait, row int) {
	pair := [2]uint32{}
	for i, name := range crossing.of {
		if trait := g.traits[name]; trait != nil {
			pair[i] = trait.codes.at(row)
		}
	}
	code, known := crossing.places[pair]
	if !known {
		code = uint32(len(crossing.pairs))
		crossing.places[pair] = code
		crossing.pairs = append(crossing.pairs, pair)
		crossing.labels = append(crossing.labels, g.label(crossing.of[0], pair[0])+crossSign+g.label(crossing.of[1], pair[1]))
	}
	crossing.codes.set(row, code)
}

// label gives the value that a code of a trait stands for.
func (g *group) label(name string, code uint32) string {
	if trait := g.traits[name]; trait != nil {
		return trait.labels[code]
	}
	return ""
}
