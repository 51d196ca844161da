package spreadsheet

import (
	"fmt"
	"slices"
	"strings"
)

// near names up to three of the candidates that look like the name, as part of a sentence.
func near(name string, candidates []string) string {
	type scored struct {
		name     string
		distance int
	}
	var close []scored
	for _, candidate := range candidates {
		if len(candidate) > 200 {
			continue
		}
		d := distance(plain(name), plain(candidate))
		if d <= max(2, len(name)/3) {
			close = append(close, scored{candidate, d})
		}
	}
	if len(close) == 0 {
		return ""
	}
	slices.SortFunc(close, func(a, b scored) int {
		if a.distance != b.distance {
			return a.distance - b.distance
		}
		return strings.Compare(a.name, b.name)
	})
	names := make([]string, 0, 3)
	for _, s := range close[:min(3, len(close))] {
		names = append(names, fmt.Sprintf("%q", s.name))
	}
	return " (near: " + strings.Join(names, ", ") + ")"
}

// distance is the number of characters to insert, remove or exchange (Levenshtein).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	row := make([]int, len(to)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range from {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range to {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(to)]
}
