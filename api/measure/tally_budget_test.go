package measure_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/measure"
)

// TestWhatIsForgottenIsCountedAgain asks for more than is kept, again and again, while
// responses change: whoever asks always gets what the responses hold.
func TestWhatIsForgottenIsCountedAgain(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	tally, recount := measure.NewTally(), measure.NewTally()
	newest := map[string]measure.Contribution{}
	change := func(n int) {
		c := contribution(fmt.Sprint("r", n), newest[fmt.Sprint("r", n)].Revision+1, "w", map[string]fieldwork.IndicatorValue{})
		c.Traits = map[string]string{"cluster": fmt.Sprint("c", n), "location": fmt.Sprint("l", n%7)}
		for i := range 20 {
			c.Indicators[fmt.Sprint("i", i)] = number(float64(random.IntN(80)))
		}
		newest[c.ID] = c
		tally.Apply(c)
	}
	for n := range 3_000 {
		change(n)
	}
	ask := func(tally *measure.Tally, i int) measure.Snapshot {
		return tally.Select(measure.Selection{
			Project: "p", Wave: "w", Except: measure.Filter{"location": {fmt.Sprint("l", i%7), "l0"}}, By: "cluster", Across: []string{"", "location", "language"}[i/7%3],
		})
	}
	for i := range 21 { // 7 filters, each split in 3 ways: some 20 MB each
		ask(tally, i)
		change(random.IntN(3_000))
	}
	for _, c := range newest {
		recount.Apply(c)
	}
	for _, i := range []int{0, 20} {
		if fmt.Sprint(shown(ask(tally, i), "cluster")) != fmt.Sprint(shown(ask(recount, i), "cluster")) {
			t.Errorf("question %d has another answer than at first", i)
		}
	}
	if suspects := tally.Suspects(recount, 10); len(suspects) > 0 {
		t.Error(suspects)
	}
}
