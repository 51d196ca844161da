package measure

import (
	"cmp"
	"maps"
	"slices"

	"touchstone/api/measure/stats"
)

// pool adds the counts of versions up whose values mean the same number as those of the
// newest, and tells whether others had to be left out. Without versions it is the reference
// without counts.
func pool(reference declared, versions []declared) (pooled declared, mixed bool) {
	if len(versions) == 0 {
		reference.counts, reference.strata = Counts{}, Counts{}
		return reference, false
	}
	pooled = versions[0] // newest first
	counts, strata := []Counts{pooled.counts}, []Counts{pooled.strata}
	for _, d := range versions[1:] {
		if !d.comparable(pooled) {
			mixed = true
			continue
		}
		counts, strata = append(counts, d.counts), append(strata, d.strata)
	}
	if len(counts) > 1 {
		pooled.counts, pooled.strata = added(counts), added(strata)
	}
	return pooled, mixed
}

// added adds distributions up, part by part.
func added(all []Counts) Counts {
	var sum Counts
	var values []stats.Histogram
	var weights [][]stats.WeightedBin
	var parts [][]Part
	for _, c := range all {
		sum.add(c.Absent)
		values, weights, parts = append(values, c.Values), append(weights, c.Weights), append(parts, c.By)
	}
	sum.Values, sum.Weights, sum.By = addedValues(values), addedWeights(values, weights), addedParts(parts)
	return sum
}

// addedParts adds parts of one value up, those within them too; nil while there are none.
func addedParts(all [][]Part) []Part {
	parts := map[string][]Part{}
	for _, list := range all {
		for _, part := range list {
			parts[part.Value] = append(parts[part.Value], part)
		}
	}
	var sum []Part
	for _, value := range slices.Sorted(maps.Keys(parts)) {
		same := parts[value]
		if len(same) == 1 {
			sum = append(sum, same[0])
			continue
		}
		var values []stats.Histogram
		var weights [][]stats.WeightedBin
		var across [][]Part
		var absent Absent
		for _, part := range same {
			absent.add(part.Absent)
			values, weights, across = append(values, part.Values), append(weights, part.Weights), append(across, part.Across)
		}
		sum = append(sum, Part{Value: value, Values: addedValues(values), Weights: addedWeights(values, weights), Across: addedParts(across), Absent: absent})
	}
	return sum
}

func addedValues(all []stats.Histogram) stats.Histogram {
	var bins []stats.Bin
	for _, h := range all {
		bins = append(bins, h.Bins()...)
	}
	return stats.NewHistogram(bins)
}

// addedWeights is nil while none of the distributions has weights.
func addedWeights(values []stats.Histogram, weights [][]stats.WeightedBin) []stats.WeightedBin {
	if !slices.ContainsFunc(weights, func(w []stats.WeightedBin) bool { return w != nil }) {
		return nil
	}
	var bins []stats.WeightedBin
	for i := range values {
		bins = append(bins, weightsOf(values[i], weights[i])...)
	}
	slices.SortFunc(bins, func(a, b stats.WeightedBin) int { return cmp.Compare(a.Value, b.Value) })
	var joined []stats.WeightedBin
	for _, bin := range bins {
		if last := len(joined) - 1; last >= 0 && joined[last].Value == bin.Value {
			joined[last].Count += bin.Count
			joined[last].Weight += bin.Weight
			joined[last].Squares += bin.Squares
			continue
		}
		joined = append(joined, bin)
	}
	return joined
}
