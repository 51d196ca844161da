package measure_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/measure"
)

// TestMembersAreTheResponsesBehindANumber holds every way to ask, page by page, against the
// responses themselves, while they change.
func TestMembersAreTheResponsesBehindANumber(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	tally, now := measure.NewTally(), map[string]measure.Contribution{}
	low, high := 1.0, 3.0
	for round := range 6 {
		for range 400 {
			n := random.IntN(900)
			id := fmt.Sprintf("01930000-0000-7000-8000-%012x", n*7919)
			if n%5 == 0 {
				id = fmt.Sprint("Row ", n) // no UUID
			}
			c := randomContribution(random, id, now[id].Revision+1, 3)
			if random.IntN(10) == 0 {
				c.Counted = false
			}
			now[id] = c
			tally.Apply(c)
		}
		for name, wanted := range map[string]measure.Wanted{
			"every response": {},
			"any value":      {Column: "indicator1"},
			"values":         {Column: "indicator1", Values: []float64{2, 4}},
			"range":          {Column: "indicator1", From: &low, To: &high},
			"open range":     {Column: "indicator1", From: &high},
			"absent":         {Column: "indicator2", Absent: "notApplicable"},
			"no such column": {Column: "indicator9"},
			"no such reason": {Column: "indicator2", Absent: "lost"},
		} {
			for _, selection := range []measure.Selection{
				{Project: "p", Wave: "w1"},
				{Project: "p", Wave: "w1", Definition: "d", Filter: measure.Filter{"location": {"l0", "l2"}}},
				{Project: "p", Wave: "w1", Except: measure.Filter{"location": {"l0", "l2"}, "cluster": {"c1"}}},
				{Project: "p", Wave: "w1", Definition: "another"},
			} {
				want := membersByHand(now, selection, wanted)
				var got []string
				page := wanted
				page.Limit = 1 + random.IntN(60)
				for {
					members := tally.Members(selection, page)
					if members.Total != int64(len(want)) {
						t.Fatalf("round %d, %s: total %d, want %d", round, name, members.Total, len(want))
					}
					got = append(got, members.IDs...)
					if members.Next == "" {
						break
					}
					page.After = members.Next
				}
				if !slices.Equal(got, want) {
					t.Fatalf("round %d, %s:\n got %v\nwant %v", round, name, got, want)
				}
			}
		}
	}
}

func membersByHand(now map[string]measure.Contribution, s measure.Selection, w measure.Wanted) []string {
	ids := []string{}
	for id, c := range now {
		if selected(c, s) && (w.Column == "" || meant(c.Indicators, w)) {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	slices.Reverse(ids)
	return ids
}

func selected(c measure.Contribution, s measure.Selection) bool {
	fits := c.Counted && c.Wave == s.Wave && (s.Definition == "" || s.Definition == c.Definition.ID)
	for trait, values := range s.Filter {
		fits = fits && slices.Contains(values, c.Traits[trait])
	}
	for trait, values := range s.Except {
		fits = fits && !slices.Contains(values, c.Traits[trait])
	}
	return fits
}

func meant(indicators map[string]fieldwork.IndicatorValue, w measure.Wanted) bool {
	value, listed := indicators[w.Column]
	if !listed || w.Absent != "" {
		return listed && value.Absent == w.Absent
	}
	return value.Value != nil && (len(w.Values) == 0 || slices.Contains(w.Values, *value.Value)) &&
		(w.From == nil || *value.Value >= *w.From) && (w.To == nil || *value.Value <= *w.To)
}
