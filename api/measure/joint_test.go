package measure_test

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"touchstone/api/measure"
)

// TestJointsAreWhatTheResponsesHold holds joints against sums of exact fractions, while
// responses change, values grow and shrink, and columns appear.
func TestJointsAreWhatTheResponsesHold(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	tally, now := measure.NewTally(), map[string]measure.Contribution{}
	columns := []string{"indicator0", "indicator2", "late"}
	for round := range 12 {
		for range 200 {
			id := fmt.Sprint("r", random.IntN(1_500))
			c := randomContribution(random, id, now[id].Revision+1, 3)
			if round > 5 && random.IntN(3) > 0 {
				c.Indicators["late"] = number(random.ExpFloat64() * math.Pow(10, float64(random.IntN(round))))
			}
			if round == 9 { // what was large is gone
				c.Indicators["late"] = number(0.1)
			}
			now[id] = c
			tally.Apply(c)
		}
		for _, names := range [][]string{columns[:2], columns, {"indicator1"}, {"never"}} {
			for _, selection := range []measure.Selection{
				{Project: "p", Wave: "w1", Indicators: names},
				{Project: "p", Wave: "w1", Indicators: names, Except: measure.Filter{"location": {"l1"}}},
			} {
				for _, joint := range tally.Joint(selection) {
					jointByHand(t, now, selection, joint)
				}
			}
		}
		recount := measure.NewTally()
		for _, c := range now {
			recount.Apply(c)
		}
		// No digit depends on the history.
		if had, want := fmt.Sprint(tally.Joint(measure.Selection{Project: "p", Wave: "w2", Indicators: columns})), fmt.Sprint(recount.Joint(measure.Selection{Project: "p", Wave: "w2", Indicators: columns})); had != want {
			t.Fatalf("round %d:\n got %s\nwant %s", round, had, want)
		}
		for _, d := range tally.Differences(recount) {
			t.Fatal(d)
		}
	}
}

func jointByHand(t *testing.T, now map[string]measure.Contribution, s measure.Selection, joint measure.DefinitionJoint) {
	t.Helper()
	p, n := len(s.Indicators), int64(0)
	sums := make([]*big.Rat, p+1)
	products := make([]*big.Rat, p*p)
	for _, list := range [][]*big.Rat{sums, products} {
		for i := range list {
			list[i] = new(big.Rat)
		}
	}
rows:
	for _, c := range now {
		if !selected(c, s) || c.Definition != joint.Definition {
			continue
		}
		w := big.NewRat(1, 1)
		if c.Weight != nil {
			w.SetFloat64(*c.Weight)
		}
		x := make([]*big.Rat, p)
		for i, name := range s.Indicators {
			value := c.Indicators[name]
			if value.Value == nil {
				continue rows
			}
			x[i] = new(big.Rat).SetFloat64(*value.Value)
		}
		n++
		sums[p].Add(sums[p], w)
		for i := range x {
			weighted := new(big.Rat).Mul(w, x[i])
			sums[i].Add(sums[i], weighted)
			for k := range x {
				products[i*p+k].Add(products[i*p+k], new(big.Rat).Mul(weighted, x[k]))
			}
		}
	}
	if joint.N != n {
		t.Fatalf("%v: n is %d, want %d", s, joint.N, n)
	}
	if n == 0 {
		return
	}
	near := func(what string, got float64, want *big.Rat, size float64) {
		exact, _ := want.Float64()
		if !(math.Abs(got-exact) <= 1e-12*math.Max(math.Abs(exact), size)) {
			t.Errorf("%v: %s is %v, want %v", s, what, got, exact)
		}
	}
	near("weight", joint.Weight, sums[p], 0)
	for i := range p {
		near(fmt.Sprint("mean ", i), joint.Means[i], new(big.Rat).Quo(sums[i], sums[p]), 1e-3)
		for k := range p {
			want := new(big.Rat).Sub(products[i*p+k], new(big.Rat).Quo(new(big.Rat).Mul(sums[i], sums[k]), sums[p]))
			size, _ := products[i*p+i].Float64()
			other, _ := products[k*p+k].Float64()
			near(fmt.Sprint("product ", i, k), joint.Products[i][k], want, math.Sqrt(size*other))
		}
	}
	if !slices.IsSorted([]float64{joint.Low[0], joint.Means[0], joint.High[0]}) {
		t.Errorf("%v: %v does not lie from %v to %v", s, joint.Means, joint.Low, joint.High)
	}
}
