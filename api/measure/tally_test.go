package measure_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/measure"
)

func number(x float64) fieldwork.IndicatorValue { return fieldwork.IndicatorValue{Value: &x} }

func absent(reason string) fieldwork.IndicatorValue { return fieldwork.IndicatorValue{Absent: reason} }

// contribution is a counted response to version 1 of "visit" in a wave.
func contribution(id string, revision int64, wave string, indicators map[string]fieldwork.IndicatorValue) measure.Contribution {
	return measure.Contribution{
		ID: id, Revision: revision, Project: "p", Wave: wave, Definition: fieldwork.DefinitionRef{ID: "visit", Version: 1},
		Counted: true, Indicators: indicators,
	}
}

func rating(x float64) map[string]fieldwork.IndicatorValue {
	return map[string]fieldwork.IndicatorValue{"rating": number(x)}
}

func TestTallyCountsTheNewestRevision(t *testing.T) {
	uncounted := contribution("a", 3, "w", rating(5))
	uncounted.Counted = false
	moved := contribution("a", 2, "other", rating(4))
	for _, c := range []struct {
		name      string
		feed      func(t *measure.Tally)
		responses int64
		values    string
	}{
		{"one response", func(t *measure.Tally) { t.Apply(contribution("a", 1, "w", rating(4))) }, 1, "[{4 1}]"},
		{"the same revision again", func(t *measure.Tally) {
			t.Apply(contribution("a", 1, "w", rating(4)))
			t.Apply(contribution("a", 1, "w", rating(4)))
		}, 1, "[{4 1}]"},
		{"a newer revision", func(t *measure.Tally) {
			t.Apply(contribution("a", 1, "w", rating(4)))
			t.Apply(contribution("a", 2, "w", rating(2)))
		}, 1, "[{2 1}]"},
		{"revisions in the wrong order", func(t *measure.Tally) {
			t.Apply(contribution("a", 2, "w", rating(2)))
			t.Apply(contribution("a", 1, "w", rating(4)))
		}, 1, "[{2 1}]"},
		{"no longer counted", func(t *measure.Tally) {
			t.Apply(contribution("a", 1, "w", rating(4)))
			t.Apply(uncounted)
		}, 0, "[]"},
		{"counted again", func(t *measure.Tally) {
			t.Apply(uncounted)
			t.Apply(contribution("a", 4, "w", rating(4)))
		}, 1, "[{4 1}]"},
		{"moved to another wave", func(t *measure.Tally) {
			t.Apply(contribution("a", 1, "w", rating(4)))
			t.Apply(moved)
		}, 0, "[]"},
		{"removed", func(t *measure.Tally) {
			t.Apply(contribution("a", 1, "w", rating(4)))
			t.Apply(contribution("b", 1, "w", rating(3)))
			t.Remove("a", 1)
		}, 1, "[{3 1}]"},
		{"an older revision after the removal", func(t *measure.Tally) {
			t.Remove("a", 2)
			t.Apply(contribution("a", 1, "w", rating(4)))
		}, 0, "[]"},
		{"a removal older than the revision", func(t *measure.Tally) {
			t.Apply(contribution("a", 3, "w", rating(4)))
			t.Remove("a", 2)
		}, 1, "[{4 1}]"},
		{"minus zero is zero", func(t *measure.Tally) {
			t.Apply(contribution("a", 1, "w", rating(math.Copysign(0, -1))))
			t.Apply(contribution("b", 1, "w", rating(0)))
		}, 2, "[{0 2}]"},
		{"what is not a number counts as missing", func(t *measure.Tally) {
			t.Apply(contribution("a", 1, "w", rating(math.NaN())))
			t.Apply(contribution("b", 1, "w", rating(math.Inf(1))))
		}, 2, "[]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			tally := measure.NewTally()
			c.feed(tally)
			snapshot := tally.Snapshot("p", "w")
			var responses int64
			values := "[]"
			for _, group := range snapshot.Groups {
				responses += group.Responses
				values = fmt.Sprint(group.Indicators["rating"].Values.Bins())
			}
			if responses != c.responses || values != c.values {
				t.Errorf("got %d responses with %s, want %d with %s", responses, values, c.responses, c.values)
			}
		})
	}
}

func TestTallyCountsReasonsAndTraits(t *testing.T) {
	tally := measure.NewTally()
	for i, reason := range []string{"missing", "notApplicable", "notApplicable", "notRelevant", "notRelevant", "notRelevant", "a word of tomorrow"} {
		c := contribution(fmt.Sprint(i), 1, "w", map[string]fieldwork.IndicatorValue{"rating": absent(reason)})
		if i == 0 {
			c.Weight = new(float64)
		}
		if i < 2 {
			c.Traits = map[string]string{measure.TraitCluster: "run"}
		}
		tally.Apply(c)
	}
	group := tally.Snapshot("p", "w").Groups[0]
	got := fmt.Sprint(group.Responses, group.Weighted, group.Clustered, group.Indicators["rating"].Missing, group.Indicators["rating"].NotApplicable, group.Indicators["rating"].NotRelevant)
	if want := "7 1 2 2 2 3"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// history is a random story of responses: every write ever committed, and what is left.
func history(random *rand.Rand, responses int) (writes []func(*measure.Tally), recount *measure.Tally) {
	recount = measure.NewTally()
	for i := range responses {
		id := fmt.Sprintf("response-%d", i)
		revisions := 1 + random.IntN(5)
		for revision := 1; revision <= revisions; revision++ {
			c := randomContribution(random, id, int64(revision), 6)
			writes = append(writes, func(t *measure.Tally) { t.Apply(c) })
			if revision < revisions {
				continue
			}
			if random.IntN(8) == 0 {
				writes = append(writes, func(t *measure.Tally) { t.Remove(id, c.Revision) })
			} else {
				recount.Apply(c)
			}
		}
	}
	return writes, recount
}

func randomContribution(random *rand.Rand, id string, revision int64, indicators int) measure.Contribution {
	values := map[string]fieldwork.IndicatorValue{}
	for i := range indicators {
		switch name := fmt.Sprintf("indicator%d", i); random.IntN(8) {
		case 0: // not listed
		case 1:
			values[name] = absent([]string{"missing", "notApplicable", "notRelevant"}[random.IntN(3)])
		case 2:
			values[name] = number(random.NormFloat64())
		default:
			values[name] = number(float64(random.IntN(5)))
		}
	}
	traits := map[string]string{measure.TraitLocation: fmt.Sprint("l", random.IntN(4))}
	if random.IntN(3) == 0 {
		traits[measure.TraitCluster] = fmt.Sprint("c", random.IntN(9))
	}
	var weight *float64
	if random.IntN(2) == 0 {
		weight = new(float64)
		*weight = float64(1+random.IntN(8)) / 4
	}
	return measure.Contribution{
		ID: id, Revision: revision, Project: "p", Wave: fmt.Sprint("w", random.IntN(3)),
		Definition: fieldwork.DefinitionRef{ID: "d", Version: 1 + random.IntN(2)},
		Counted:    random.IntN(6) > 0, Indicators: values, Weight: weight, Traits: traits,
	}
}

func TestTallyForgetsNoHistory(t *testing.T) {
	for seed := range uint64(40) {
		random := rand.New(rand.NewPCG(seed, 1))
		writes, recount := history(random, 200)
		// At least once and in any order: some twice, all shuffled, from several goroutines.
		for range len(writes) / 3 {
			writes = append(writes, writes[random.IntN(len(writes))])
		}
		random.Shuffle(len(writes), func(i, j int) { writes[i], writes[j] = writes[j], writes[i] })
		tally := measure.NewTally()
		var group sync.WaitGroup
		for worker := range 4 {
			group.Go(func() {
				for i := worker; i < len(writes); i += 4 {
					writes[i](tally)
					if i%50 == 0 {
						tally.Snapshot("p", "w1")
						tally.Select(measure.Selection{Project: "p", Wave: "w2", Filter: measure.Filter{"location": {"l1", "l3"}}, By: "cluster"})
					}
				}
			})
		}
		group.Wait()
		for _, d := range tally.Differences(recount) {
			t.Errorf("seed %d: %s", seed, d)
		}
	}
}

func TestTallyTakesEverNewValues(t *testing.T) {
	tally, recount := measure.NewTally(), measure.NewTally()
	random := rand.New(rand.NewPCG(7, 7))
	// Ever new decimals make ever wider columns.
	for revision := int64(1); revision <= 30; revision++ {
		for i := range 1000 {
			c := randomContribution(random, fmt.Sprint(i), revision, 40)
			tally.Apply(c)
			if revision == 30 {
				recount.Apply(c)
			}
		}
	}
	for _, d := range tally.Differences(recount) {
		t.Error(d)
	}
}

func TestSnapshotsSeeEveryChange(t *testing.T) {
	tally := measure.NewTally()
	tally.Apply(contribution("a", 1, "w", rating(4)))
	first := tally.Snapshot("p", "w")
	tally.Apply(contribution("b", 1, "w", rating(4)))
	second := tally.Snapshot("p", "w")
	tally.Remove("a", 1)
	third := tally.Snapshot("p", "w")
	var got []int64
	for _, snapshot := range []measure.Snapshot{first, second, third} {
		got = append(got, snapshot.Groups[0].Indicators["rating"].Values.N())
	}
	if fmt.Sprint(got) != "[1 2 1]" {
		t.Errorf("got %v", got)
	}
}

func TestTallyTakesManyIndicators(t *testing.T) {
	tally := measure.NewTally()
	for revision := int64(1); revision <= 3; revision++ {
		values := map[string]fieldwork.IndicatorValue{}
		for i := range 2_000 * revision {
			values[fmt.Sprint("i", i)] = number(float64(revision))
		}
		tally.Apply(contribution("a", revision, "w", values))
	}
	group := tally.Snapshot("p", "w").Groups[0]
	if len(group.Indicators) != 6_000 || fmt.Sprint(group.Indicators["i5999"].Values.Bins(), group.Indicators["i0"].Values.Bins()) != "[{3 1}] [{3 1}]" {
		t.Errorf("%d indicators", len(group.Indicators))
	}
}

func TestContributionOfAResponse(t *testing.T) {
	one, two := 1.0, 2.0
	for _, c := range []struct {
		name  string
		given fieldwork.Response
		want  string // weighted, clustered
	}{
		{"plain", fieldwork.Response{}, "false false"},
		{"weight 1", fieldwork.Response{Weight: &one}, "false false"},
		{"weighted", fieldwork.Response{Weight: &two}, "true false"},
		{"clustered", fieldwork.Response{Cluster: "run 7"}, "false true"},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.given.ID, c.given.Project, c.given.Wave, c.given.Definition = "a", "p", "w", fieldwork.DefinitionRef{ID: "d", Version: 3}
			c.given.Indicators = rating(4)
			tally := measure.NewTally()
			tally.Apply(measure.ContributionOf(&c.given, 1, true))
			group := tally.Snapshot("p", "w").Groups[0]
			if got := fmt.Sprint(group.Weighted == 1, group.Clustered == 1); got != c.want || group.Definition.Version != 3 || group.Indicators["rating"].Values.N() != 1 {
				t.Errorf("got %s %+v", got, group)
			}
		})
	}
}

func TestDifferencesAreFound(t *testing.T) {
	one, other := measure.NewTally(), measure.NewTally()
	one.Apply(contribution("a", 1, "w", rating(4)))
	one.Apply(contribution("b", 1, "w", rating(4)))
	other.Apply(contribution("a", 1, "w", rating(4)))
	other.Apply(contribution("b", 1, "w", rating(5)))
	differences := fmt.Sprint(one.Differences(other))
	want := "[p w, visit version 1, rating value 4: have 2, want 1 p w, visit version 1, rating value 5: have 0, want 1]"
	if differences != want {
		t.Errorf("got %s", differences)
	}
}
