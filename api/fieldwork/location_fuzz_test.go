package fieldwork_test

import (
	"testing"

	"touchstone/api/fieldwork"
)

// Whatever stands in a cell, it is read or refused, and what is read can be written and read
// again.
func FuzzLocationCells(f *testing.F) {
	for _, seed := range []string{"Mo-Fr 09:00-18:30; Sa 9-16", "47.3769, 8.5417", "1.5.2026", "ja", "a; b,c", "=1+1", "\xff", "24/7", "200"} {
		f.Add(seed, seed)
	}
	members := append([]string{"position"}, fieldwork.LocationMembers...)
	f.Fuzz(func(t *testing.T, first, second string) {
		for _, member := range members {
			columns := []fieldwork.LocationColumn{{Name: "c", Member: "code"}, {Name: "t", Member: "title"}, {Name: "x", Member: member}, {Name: "y", Member: "address"}}
			cells := fieldwork.LocationCells(columns, []string{"a1", "T", first, second})
			if member == "code" || member == "title" {
				cells[member] = first
			}
			location, problems := fieldwork.FillLocation(fieldwork.Location{Project: "p"}, columns, cells)
			if len(problems) > 0 {
				continue
			}
			if err := location.Check(); err != nil {
				t.Fatalf("%s %q was taken: %v", member, first, err)
			}
			hours := fieldwork.FormatOpeningHours(location.OpeningHours)
			again, err := fieldwork.ParseOpeningHours(hours)
			if err != nil || fieldwork.FormatOpeningHours(again) != hours {
				t.Fatalf("opening hours %q of %q do not come back: %v", hours, first, err)
			}
		}
	})
}
