package fieldwork_test

import (
	"fmt"
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

// BenchmarkQueue measures the first page of the review queue among 20,000 assignments and
// 5,000 reports.
func BenchmarkQueue(b *testing.B) {
	board := fieldwork.NewBoard()
	for n := range 20_000 {
		location := fmt.Sprintf("l%03d", n%500)
		if n < 500 {
			board.ApplyLocation(&fieldwork.Location{Project: "p", Code: location, Title: "Location " + location}, 1)
		}
		assignment := fieldwork.Assignment{ID: fmt.Sprint("a", n), Project: "p", Location: location, Person: fmt.Sprint("s", n%200)}
		board.ApplyJob(fieldwork.JobOf(&assignment), 1)
		if n%4 == 0 {
			r := fieldwork.Response{ID: fmt.Sprint("r", n), Project: "p", Assignment: assignment.ID, Location: location, State: fieldwork.States()[n/4%6],
				Flags: []fieldwork.Flag{{Code: "tooFast"}}, ReceivedAt: fieldwork.At(time.UnixMilli(int64(n) * 60_000))}
			board.ApplyReport(fieldwork.BriefOf(&r, nil), 1)
		}
	}
	for name, query := range map[string]fieldwork.QueueQuery{
		"what waits": {Limit: 50}, "a search": {Limit: 50, Search: "location l1"}, "all states": {Limit: 50, States: fieldwork.States()},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if page, err := board.Queue("p", query); err != nil || len(page.IDs) != 50 {
					b.Fatal(len(page.IDs), err)
				}
			}
		})
	}
}
