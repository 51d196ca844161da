package measure_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/api/measure"
	"touchstone/api/measure/stats"
)

// TestSelectionsAreWhatTheResponsesHold holds every way to ask against a count by hand, while
// responses change between the questions.
func TestSelectionsAreWhatTheResponsesHold(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 3))
	tally, now := measure.NewTally(), map[string]measure.Contribution{}
	for round := range 12 {
		for range 300 {
			id := fmt.Sprint("r", random.IntN(2_000))
			c := randomContribution(random, id, now[id].Revision+1, 4)
			now[id] = c
			if random.IntN(10) == 0 {
				c.Counted = false
				now[id] = c
				tally.Remove(id, c.Revision)
				continue
			}
			tally.Apply(c)
		}
		for _, selection := range []measure.Selection{
			{},
			{By: "cluster"},
			{By: "location", Indicators: []string{"indicator1", "unheard of"}},
			{Filter: measure.Filter{"location": {"l0", "l2"}}},
			{Filter: measure.Filter{"location": {"l3"}, "cluster": {"", "c4"}}, By: "location"},
			{Filter: measure.Filter{"weather": {"rain"}}, By: "cluster"},
			{Filter: measure.Filter{"weather": {""}}, By: "weather"},
		} {
			selection.Project, selection.Wave = "p", "w1"
			got, want := fmt.Sprint(shown(tally.Select(selection), selection.By)), fmt.Sprint(byHand(now, selection))
			if got != want {
				t.Fatalf("round %d, %+v:\n got %s\nwant %s", round, selection, got, want)
			}
		}
	}
}

// shown lists what a snapshot says, by definition version, indicator and part.
func shown(s measure.Snapshot, by string) []string {
	var list []string
	for _, group := range s.Groups {
		list = append(list, fmt.Sprintf("version %d: %d", group.Definition.Version, group.Responses))
		for name, counts := range group.Indicators {
			list = append(list, fmt.Sprint(group.Definition.Version, name, counts.Missing, counts.NotApplicable, counts.NotRelevant, counts.Values.Bins(), counts.Weights))
			for _, part := range counts.By {
				list = append(list, fmt.Sprint(group.Definition.Version, name, by, part.Value, part.Values.Bins(), part.Weights))
			}
		}
	}
	slices.Sort(list)
	return list
}

func byHand(now map[string]measure.Contribution, s measure.Selection) []string {
	type place struct {
		version    int
		name, part string
	}
	responses, absents, values := map[int]int{}, map[place][3]int{}, map[place][]stats.Bin{}
	weights := map[place]map[float64]stats.WeightedBin{}
	weigh := func(p place, value float64, weight *float64) {
		if weights[p] == nil {
			weights[p] = map[float64]stats.WeightedBin{}
		}
		w := 1.0
		if weight != nil {
			w = *weight
		}
		bin := weights[p][value]
		weights[p][value] = stats.WeightedBin{Value: value, Count: bin.Count + 1, Weight: bin.Weight + w, Squares: bin.Squares + w*w}
	}
	weighed := func(p place) []stats.WeightedBin {
		return slices.SortedFunc(maps.Values(weights[p]), func(a, b stats.WeightedBin) int { return cmp.Compare(a.Value, b.Value) })
	}
	for _, c := range now {
		fits := c.Counted && c.Wave == s.Wave
		for trait, allowed := range s.Filter {
			fits = fits && slices.Contains(allowed, c.Traits[trait])
		}
		if !fits {
			continue
		}
		responses[c.Definition.Version]++
		for name, value := range c.Indicators {
			if s.Indicators != nil && !slices.Contains(s.Indicators, name) {
				continue
			}
			whole := place{c.Definition.Version, name, ""}
			counts := absents[whole]
			if value.Value == nil {
				counts[slices.Index([]string{"missing", "notApplicable", "notRelevant"}, value.Absent)]++
			} else {
				values[whole] = append(values[whole], stats.Bin{Value: *value.Value, Count: 1})
				weigh(whole, *value.Value, c.Weight)
				if s.By != "" {
					part := place{c.Definition.Version, name, "part " + c.Traits[s.By]}
					values[part] = append(values[part], stats.Bin{Value: *value.Value, Count: 1})
					weigh(part, *value.Value, c.Weight)
				}
			}
			absents[whole] = counts
		}
	}
	var list []string
	for version, n := range responses {
		list = append(list, fmt.Sprintf("version %d: %d", version, n))
	}
	for p, counts := range absents {
		list = append(list, fmt.Sprint(p.version, p.name, counts[0], counts[1], counts[2], stats.NewHistogram(values[p]).Bins(), weighed(p)))
	}
	for p, bins := range values {
		if p.part != "" {
			list = append(list, fmt.Sprint(p.version, p.name, s.By, p.part[len("part "):], stats.NewHistogram(bins).Bins(), weighed(p)))
		}
	}
	slices.SortFunc(list, cmp.Compare)
	return list
}
