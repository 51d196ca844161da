package fieldwork_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

// everyWay tells whether visits find their days, by trying every way.
func everyWay(visits []fieldwork.Days, perDay int, full map[string]int) bool {
	if len(visits) == 0 {
		return true
	}
	visit := visits[0]
	first, _ := time.Parse(time.DateOnly, visit.First)
	for day := first; day.Format(time.DateOnly) <= visit.Last; day = day.AddDate(0, 0, 1) {
		name := day.Format(time.DateOnly)
		weekday := (int(day.Weekday())+6)%7 + 1
		if full[name] == perDay || slices.Contains(visit.Excluded, name) || len(visit.Weekdays) > 0 && !slices.Contains(visit.Weekdays, weekday) {
			continue
		}
		full[name]++
		found := everyWay(visits[1:], perDay, full)
		full[name]--
		if found {
			return true
		}
	}
	return false
}

func TestADiarySaysWhatTryingEveryWaySays(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	day := func(n int) string { return fmt.Sprintf("2026-03-%02d", 9+n) } // 9 March 2026 is a Monday
	answers := map[bool]int{}
	for range 3_000 {
		perDay := 1 + random.IntN(2)
		diary := fieldwork.NewDiary(nil, perDay, day(0))
		var visits []fieldwork.Days
		for range 8 {
			first := random.IntN(4)
			days := fieldwork.Days{First: day(first), Last: day(first + random.IntN(3))}
			if random.IntN(3) == 0 {
				days.Weekdays = []int{1, 2, 4}
			}
			if random.IntN(3) == 0 {
				days.Excluded = []string{day(random.IntN(5))}
			}
			want := everyWay(append(slices.Clone(visits), days), perDay, map[string]int{})
			if got := diary.Fits(days); got != want {
				t.Fatalf("%+v beside %+v, %d a day: %v, want %v", days, visits, perDay, got, want)
			}
			answers[want]++
			if want {
				visits = append(visits, days)
				diary.Add(days)
			}
		}
	}
	if answers[true] < 1_000 || answers[false] < 1_000 {
		t.Errorf("the answers are %v; both should come often", answers)
	}
}

// BenchmarkDiary asks about a visit beside 5,000 that have three weeks, far too many.
func BenchmarkDiary(b *testing.B) {
	days := fieldwork.Days{First: "2026-03-09", Last: "2026-03-29"}
	diary := fieldwork.NewDiary(slices.Repeat([]fieldwork.Booking{{Days: days}}, 5_000), 2, "2026-03-09")
	for b.Loop() {
		if diary.Fits(days) {
			b.Fatal("there is no room")
		}
	}
}
