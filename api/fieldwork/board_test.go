package fieldwork_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"touchstone/api/fieldwork"
)

// document is something the board is told of.
type document struct {
	apply func(*fieldwork.Board)
}

// invented gives the documents of a project: each in several revisions of which the last
// counts, and the assignments and newest responses as they are in the end.
func invented(roll *rand.Rand, locations, jobs, reports int) (documents []document, last []fieldwork.Assignment, newest map[string]*fieldwork.Response) {
	for i := range locations {
		l := fieldwork.Location{Project: "p", Code: fmt.Sprintf("l%04d", i), Title: fmt.Sprintf("Place %d", i), Tags: []string{[]string{"north", "south"}[i%2]}}
		documents = append(documents, document{func(b *fieldwork.Board) { b.ApplyLocation(&l, 1) }})
	}
	for i := range 3 {
		w := fieldwork.Wave{Project: "p", Name: fmt.Sprintf("w%d", i), Order: i, FirstDay: "2026-05-01", LastDay: "2026-05-31", Targets: []fieldwork.Target{{Definition: "visit", Count: 2}}}
		documents = append(documents, document{func(b *fieldwork.Board) { b.ApplyWave(&w, 1) }})
	}
	for i := range 20 {
		person := fieldwork.Person{ID: fmt.Sprintf("s%d", i), Name: fmt.Sprintf("Shopper %d", i)}
		documents = append(documents, document{func(b *fieldwork.Board) { b.ApplyPerson(&person, 1) }})
	}
	open := []fieldwork.AssignmentState{fieldwork.AssignmentPlanned, fieldwork.AssignmentOffered, fieldwork.AssignmentAccepted, fieldwork.AssignmentCancelled}
	for i := range jobs {
		a := fieldwork.Assignment{ID: fmt.Sprintf("a%06d", i), Project: "p", Definition: visit}
		for revision := range 1 + roll.IntN(3) {
			a.Wave, a.Location = fmt.Sprintf("w%d", roll.IntN(3)), fmt.Sprintf("l%04d", roll.IntN(locations))
			a.Person, a.State = fmt.Sprintf("s%d", roll.IntN(20)), open[roll.IntN(4)]
			if a.State == fieldwork.AssignmentPlanned {
				a.Person = ""
			}
			a.FirstDay = fmt.Sprintf("2026-05-%02d", 1+roll.IntN(20))
			a.LastDay = fmt.Sprintf("2026-05-%02d", 20+roll.IntN(11))
			job := fieldwork.JobOf(&a)
			documents = append(documents, document{func(b *fieldwork.Board) { b.ApplyJob(job, int64(revision+1)) }})
		}
		last = append(last, a)
	}
	newest = map[string]*fieldwork.Response{}
	for i := range reports {
		r := fieldwork.Response{ID: fmt.Sprintf("r%06d", i), Project: "p", Assignment: last[roll.IntN(len(last))].ID, ReceivedAt: fieldwork.At(time.Unix(1_770_000_000+int64(i/2), 0))}
		for revision := range 1 + roll.IntN(3) {
			r.State, r.Deadline = states[roll.IntN(len(states))], "2026-05-20"
			brief := fieldwork.BriefOf(&r, nil)
			documents = append(documents, document{func(b *fieldwork.Board) { b.ApplyReport(brief, int64(revision+1)) }})
		}
		before := newest[r.Assignment]
		if before == nil || !r.ReceivedAt.Before(before.ReceivedAt.Time) {
			newest[r.Assignment] = &r
		}
	}
	return documents, last, newest
}

const may = "2026-05-22"

// In whatever order and however often documents come, the board shows what a count from
// scratch shows.
func TestTheBoardIsAFunctionOfTheDocuments(t *testing.T) {
	roll := rand.New(rand.NewPCG(7, 7))
	for range 40 {
		documents, jobs, newest := invented(roll, 5, 60, 30)
		again := documents[:len(documents)/3]
		documents = append(slices.Clone(documents), again...)
		roll.Shuffle(len(documents), func(i, j int) { documents[i], documents[j] = documents[j], documents[i] })
		board := fieldwork.NewBoard()
		for _, d := range documents {
			d.apply(board)
		}
		counts, done := map[string]map[string]int{}, map[string]int{}
		for _, job := range jobs {
			stage := fieldwork.StageOf(&job, newest[job.ID])
			cell := job.Wave + " " + job.Location
			if counts[cell] == nil {
				counts[cell] = map[string]int{}
			}
			counts[cell][string(stage)]++
			if stage.Done() {
				done[cell]++
			}
		}
		for _, item := range board.Summary("p", "", may, func(fieldwork.Instant) string { return "" }).Items {
			cell := item.Wave + " " + item.Location
			for _, stage := range fieldwork.Stages {
				if got := countOf(t, item.Counts, stage); got != counts[cell][string(stage)] {
					t.Fatalf("%s: %d %s, want %d", cell, got, stage, counts[cell][string(stage)])
				}
			}
			if item.Done != done[cell] || item.Target != 2 {
				t.Fatalf("%s: done %d of %d, want %d of 2", cell, item.Done, item.Target, done[cell])
			}
		}
		everyPage(t, board)
	}
}

// countOf gives the count of a stage by the name it has in JSON.
func countOf(t *testing.T, counts fieldwork.BoardCounts, stage fieldwork.Stage) int {
	t.Helper()
	var named map[string]int
	if err := json.Unmarshal([]byte(text(t, counts)), &named); err != nil {
		t.Fatal(err)
	}
	count, known := named[string(stage)]
	if !known {
		t.Fatalf("no count of %s", stage)
	}
	return count
}

// everyPage asks for the board in pages in every order and expects each assignment once, in
// order, the same as at once.
func everyPage(t *testing.T, board *fieldwork.Board) {
	t.Helper()
	for _, sort := range fieldwork.BoardSorts {
		for _, turn := range []string{"", "-"} {
			whole, err := board.Page("p", fieldwork.BoardQuery{Sort: turn + sort, Limit: 1000}, may)
			if err != nil {
				t.Fatal(err)
			}
			var pages []fieldwork.BoardRow
			query := fieldwork.BoardQuery{Sort: turn + sort, Limit: 7}
			for {
				page, err := board.Page("p", query, may)
				if err != nil {
					t.Fatal(err)
				}
				pages = append(pages, page.Items...)
				if query.After = page.Next; page.Next == "" {
					break
				}
			}
			if left, right := text(t, whole.Items), text(t, pages); left != right || len(pages) != whole.Total {
				t.Fatalf("sorted by %s%s: pages differ from the whole", turn, sort)
			}
		}
	}
}

func text(t *testing.T, value any) string {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Each filter chooses what a look at every row chooses, and the counts are those of the
// other filters.
func TestTheBoardFilters(t *testing.T) {
	documents, _, _ := invented(rand.New(rand.NewPCG(9, 1)), 8, 300, 120)
	board := fieldwork.NewBoard()
	for _, d := range documents {
		d.apply(board)
	}
	all := board.Rows("p", fieldwork.BoardQuery{}, may)
	for _, c := range []struct {
		name  string
		query fieldwork.BoardQuery
		fits  func(fieldwork.BoardRow) bool
	}{
		{"wave", fieldwork.BoardQuery{Waves: []string{"w1", "w2"}}, func(r fieldwork.BoardRow) bool { return r.Assignment.Wave != "w0" }},
		{"location", fieldwork.BoardQuery{Locations: []string{"l0003"}}, func(r fieldwork.BoardRow) bool { return r.Assignment.Location == "l0003" }},
		{"tag", fieldwork.BoardQuery{Tag: "south"}, func(r fieldwork.BoardRow) bool { return strings.ContainsAny(r.Assignment.Location[4:], "1357") }},
		{"person", fieldwork.BoardQuery{People: []string{"s3"}}, func(r fieldwork.BoardRow) bool { return r.Assignment.Person == "s3" }},
		{"nobody", fieldwork.BoardQuery{People: []string{fieldwork.Nobody}}, func(r fieldwork.BoardRow) bool { return r.Assignment.Person == "" }},
		{"stage", fieldwork.BoardQuery{Stages: []fieldwork.Stage{fieldwork.StageApproved, fieldwork.StageReturned}}, func(r fieldwork.BoardRow) bool { return r.Stage == "approved" || r.Stage == "returned" }},
		{"risk", fieldwork.BoardQuery{Risks: []fieldwork.Risk{fieldwork.RiskNotAccepted}}, func(r fieldwork.BoardRow) bool { return slices.Contains(r.Risks, fieldwork.RiskNotAccepted) }},
		{"overdue", fieldwork.BoardQuery{Overdue: true}, func(r fieldwork.BoardRow) bool { return r.Overdue }},
		{"search", fieldwork.BoardQuery{Search: " PLACE 5 "}, func(r fieldwork.BoardRow) bool { return r.Title == "Place 5" }},
		{"search a name", fieldwork.BoardQuery{Search: "shopper 1"}, func(r fieldwork.BoardRow) bool { return strings.HasPrefix(r.Person, "Shopper 1") }},
		{"several", fieldwork.BoardQuery{Waves: []string{"w1"}, Tag: "north", Overdue: true}, func(r fieldwork.BoardRow) bool {
			return r.Assignment.Wave == "w1" && strings.ContainsAny(r.Assignment.Location[4:], "0246") && r.Overdue
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			want := slices.DeleteFunc(slices.Clone(all), func(r fieldwork.BoardRow) bool { return !c.fits(r) })
			c.query.Limit = 1000
			page, err := board.Page("p", c.query, may)
			if err != nil || len(want) == 0 || len(want) == len(all) {
				t.Fatalf("%d of %d, %v", len(want), len(all), err)
			}
			if text(t, page.Items) != text(t, want) || page.Total != len(want) {
				t.Errorf("%d rows, total %d, want %d", len(page.Items), page.Total, len(want))
			}
			open := c.query
			open.Stages = nil
			counts := map[string]int{}
			for _, row := range board.Rows("p", open, may) {
				counts[string(row.Stage)]++
			}
			for _, stage := range fieldwork.Stages {
				if got := countOf(t, page.Counts, stage); got != counts[string(stage)] {
					t.Errorf("%d %s, want %d", got, stage, counts[string(stage)])
				}
			}
		})
	}
}

func TestWhatIsRemovedLeavesTheBoard(t *testing.T) {
	documents, jobs, newest := invented(rand.New(rand.NewPCG(3, 3)), 2, 10, 20)
	board := fieldwork.NewBoard()
	for _, d := range documents {
		d.apply(board)
	}
	var reported string
	for id := range newest {
		reported = max(reported, id)
	}
	for range 20 {
		for _, row := range board.Rows("p", fieldwork.BoardQuery{}, may) {
			if row.Assignment.ID == reported && row.Response != nil {
				board.Remove(row.Response.ID)
			}
		}
	}
	gone := jobs[0].ID
	if gone == reported {
		gone = jobs[1].ID
	}
	board.Remove(gone)
	rows := board.Rows("p", fieldwork.BoardQuery{}, may)
	if len(rows) != 9 || board.Has("p", gone) {
		t.Errorf("%d rows", len(rows))
	}
	for _, row := range rows {
		if row.Assignment.ID == reported && row.Response != nil {
			t.Error("a removed response is still shown")
		}
	}
}

func BenchmarkBoard(b *testing.B) {
	documents, _, _ := invented(rand.New(rand.NewPCG(1, 1)), 500, 20_000, 5_000)
	board := fieldwork.NewBoard()
	for _, d := range documents {
		d.apply(board)
	}
	for _, query := range []fieldwork.BoardQuery{{}, {Sort: "location"}, {Sort: "-createdAt"}, {Stages: []fieldwork.Stage{fieldwork.StageOffered}, Overdue: true}, {Search: "place 77"}} {
		b.Run(fmt.Sprintf("page %s%s%v%s", query.Sort, query.Search, query.Stages, query.After), func(b *testing.B) {
			for b.Loop() {
				if _, err := board.Page("p", query, may); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("summary", func(b *testing.B) {
		for b.Loop() {
			board.Summary("p", "w1", may, func(fieldwork.Instant) string { return may })
		}
	})
}
