package fieldwork

import (
	"slices"
	"time"
)

// Diary knows on which days somebody's visits can be, at most so many a day, so that many
// further visits can be asked about one after the other.
type Diary struct {
	perDay int
	today  string
	visits [][]int       // the days each may be on, as days since 1970
	on     map[int][]int // visits by the day they are on for now
}

// NewDiary makes the diary of a person on a day with what they have; perDay is from 1.
func NewDiary(bookings []Booking, perDay int, today string) *Diary {
	d := &Diary{perDay: perDay, today: today, on: map[int][]int{}}
	for _, booking := range bookings {
		d.Add(booking.Days)
	}
	return d
}

// Add enters a visit. One without a last day stands in nobody's way, since it can be made
// after all others; one that went by neither.
func (d *Diary) Add(days Days) {
	if days.Last == "" || days.Last < d.today {
		return
	}
	d.visits = append(d.visits, d.numbers(days))
	d.place(len(d.visits)-1, map[int]bool{})
}

// Fits tells whether one more visit finds its day beside the others, each of which may move
// within its days.
func (d *Diary) Fits(days Days) bool {
	if days.Last == "" {
		return true
	}
	next := d.numbers(days)
	seen := map[int]bool{}
	for len(next) > 0 {
		day := next[len(next)-1]
		next = next[:len(next)-1]
		if seen[day] {
			continue
		}
		seen[day] = true
		if len(d.on[day]) < d.perDay {
			return true
		}
		for _, visit := range d.on[day] {
			next = append(next, d.visits[visit]...)
		}
	}
	return false
}

// place finds a day for a visit and moves others for it where that is needed: a matching of
// visits to days by augmenting paths (H. W. Kuhn, 1955).
func (d *Diary) place(visit int, seen map[int]bool) bool {
	for _, day := range d.visits[visit] {
		if seen[day] {
			continue
		}
		seen[day] = true
		if len(d.on[day]) < d.perDay {
			d.on[day] = append(d.on[day], visit)
			return true
		}
		for i, other := range d.on[day] {
			if d.place(other, seen) {
				d.on[day][i] = visit
				return true
			}
		}
	}
	return false
}

// numbers lists the days from today on, counted from 1970-01-01, a Thursday.
func (d *Diary) numbers(days Days) []int {
	first, last := dayNumber(max(days.First, d.today)), dayNumber(days.Last)
	excluded := make([]int, len(days.Excluded))
	for i, day := range days.Excluded {
		excluded[i] = dayNumber(day)
	}
	var list []int
	for day := first; day <= min(last, first+mostDaysAhead); day++ {
		if (len(days.Weekdays) == 0 || slices.Contains(days.Weekdays, (day+3)%7+1)) && !slices.Contains(excluded, day) {
			list = append(list, day)
		}
	}
	return list
}

// dayNumber counts the days from 1970-01-01; a day that is none is before all.
func dayNumber(day string) int {
	at, err := time.Parse(dayFormat, day)
	if err != nil {
		return -1
	}
	return int(at.Unix() / (24 * 60 * 60))
}
