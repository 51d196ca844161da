package measure_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"time"

	"touchstone/api/fieldwork"
	"touchstone/api/measure"
)

func saved(t testing.TB, tally *measure.Tally) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := tally.Save(&file); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// TestACheckpointAndWhatFollowedIsTheTally saves while responses change, loads, and tells the
// loaded tally again all that happened since saving began.
func TestACheckpointAndWhatFollowedIsTheTally(t *testing.T) {
	for seed := range uint64(12) {
		random := rand.New(rand.NewPCG(seed, 21))
		tally, newest := measure.NewTally(), map[string]measure.Contribution{}
		var since []measure.Contribution
		change := func() {
			id := fmt.Sprint("r", random.IntN(9_000))
			if random.IntN(2) == 0 {
				id = fmt.Sprintf("01930000-0000-7000-8000-%012x", random.IntN(9_000))
			}
			c := randomContribution(random, id, newest[id].Revision+1, 5)
			newest[id] = c
			since = append(since, c)
			tally.Apply(c)
		}
		for range 20_000 {
			change()
		}
		since = nil
		var writer sync.WaitGroup
		started := make(chan struct{})
		writer.Go(func() {
			close(started)
			for range 4_000 {
				change()
			}
		})
		<-started
		file := saved(t, tally)
		writer.Wait()
		loaded, err := measure.LoadTally(file)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 { // views of what is not up to date follow too
			loaded.Select(measure.Selection{Project: "p", Wave: "w1", By: "cluster", Across: "location"})
		}
		for _, c := range since {
			loaded.Apply(c)
		}
		recount := measure.NewTally()
		for _, c := range newest {
			recount.Apply(c)
		}
		for _, d := range loaded.Differences(recount) {
			t.Fatalf("seed %d: %s", seed, d)
		}
		if suspects := loaded.Suspects(recount, 5); len(suspects) > 0 || len(loaded.Unsound()) > 0 {
			t.Fatalf("seed %d: %v, %v", seed, suspects, loaded.Unsound())
		}
	}
}

// TestABrokenCheckpointIsRefused cuts and changes checkpoints: what is not refused holds at
// most other numbers, which the digest around it tells; nothing goes beyond its memory.
func TestABrokenCheckpointIsRefused(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	tally := measure.NewTally()
	for i := range 300 {
		tally.Apply(randomContribution(random, fmt.Sprint("r", i), 1, 4))
	}
	file := saved(t, tally)
	for range 200 {
		if _, err := measure.LoadTally(file[:random.IntN(len(file))]); err == nil {
			t.Fatal("a part of a checkpoint was taken for a whole one")
		}
		broken := bytes.Clone(file)
		broken[random.IntN(len(broken))] ^= byte(1 + random.IntN(255))
		if loaded, err := measure.LoadTally(broken); err == nil {
			loaded.Snapshot("p", "w1")
		}
	}
}

// BenchmarkCheckpoint1M saves and loads a million responses with 100 indicators, and tells how
// many a second are there again and what they take.
func BenchmarkCheckpoint1M(b *testing.B) {
	const responses = 1_000_000
	tally := measure.NewTally()
	before := heap()
	values := map[string]fieldwork.IndicatorValue{}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range responses {
		for j := range 100 {
			values[fmt.Sprint("i", j)] = number(float64(1 + random.IntN(5)))
			if j%10 == 0 {
				values[fmt.Sprint("touchpoint:", j)] = number(float64(random.IntN(61)) * 100 / 60)
			}
		}
		c := contribution(fmt.Sprintf("01930000-%04x-7000-8000-%012x", i>>16, i), 1, []string{"before", "after"}[i%2], values)
		c.Traits = map[string]string{"location": fmt.Sprint("l", i%500), "cluster": fmt.Sprint("l", i%500), "source": "link", "group": "customers"}
		tally.Apply(c)
	}
	held, started := heap()-before, time.Now()
	file := saved(b, tally)
	took := time.Since(started)
	b.ResetTimer()
	for b.Loop() {
		if _, err := measure.LoadTally(file); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(held)/1e6, "MB")
	b.ReportMetric(responses/took.Seconds(), "saved/s")
	b.ReportMetric(float64(len(file))/1e6, "MBfile")
	b.ReportMetric(float64(responses)*float64(b.N)/b.Elapsed().Seconds(), "loaded/s")
	runtime.KeepAlive(tally)
}

func heap() uint64 {
	var now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&now)
	return now.HeapAlloc
}
