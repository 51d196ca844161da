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
		reference.counts = Counts{}
		return reference, false
	}
	pooled = versions[0] // newest first
	counts := []Counts{pooled.counts}
	for _, d := range versions[1:] {
		if !d.comparable(pooled) {
			mixed = true
			continue
		}
		counts = append(counts, d.counts)
	}
	if len(counts) > 1 {
		pooled.counts = added(counts)
	}
	return pooled, mixed
}

// added adds distributions up, part by part.
func added(all []Counts) Counts {
	var sum Counts
	var values []stats.Histogram
	var weights [][]stats.WeightedBin
	parts := map[string][]Part{}
	for _, c := range all {
		sum.Missing += c.Missing
		sum.NotApplicable += c.NotApplicable
		sum.NotRelevant += c.NotRelevant
		values, weights = append(values, c.Values), append(weights, c.Weights)
		for _, part := range c.By {
			parts[part.Value] = append(parts[part.Value], part)
		}
	}
	sum.Values, sum.Weights = addedValues(values), addedWeights(values, weights)
	for _, value := range slices.Sorted(maps.Keys(parts)) {
		values, weights = nil, nil
		for _, part := range parts[value] {
			values, weights = append(values, part.Values), append(weights, part.Weights)
		}
		sum.By = append(sum.By, Part{Value: value, Values: addedValues(values), Weights: addedWeights(values, weights)})
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
