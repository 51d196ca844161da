package fieldwork

import (
	"slices"
	"strings"

	"touchstone/api/fault"
)

// BoardQuery chooses assignments; what is empty leaves open. Several values of one member
// are alternatives.
type BoardQuery struct {
	Waves       []string
	Locations   []string // codes
	Accounts    []string // codes
	Tag         string   // of the location
	People      []string // ids; Nobody for assignments that nobody has
	Definitions []string // ids
	Arms        []string
	Stages      []Stage
	Risks       []Risk
	Overdue     bool
	Search      string // in titles, codes, names and addresses
	Sort        string // see BoardSorts; "-" in front turns it round
	After       string // cursor: the Next of the page before
	Limit       int    // 1 to 1000; 0 is 100
}

// Nobody stands for no person in a BoardQuery.
const Nobody = "nobody"

// boardFilter is a query made ready.
type boardFilter struct {
	BoardQuery
	board  *Board
	room   *boardRoom
	search string
	risks  riskSet
}

func (b *Board) filterOf(room *boardRoom, query BoardQuery) boardFilter {
	return boardFilter{query, b, room, strings.ToLower(strings.TrimSpace(query.Search)), setOf(query.Risks)}
}

func chosen(values []string, value string) bool {
	return len(values) == 0 || slices.Contains(values, value)
}

// place tells whether everything but wave, stage, risk and lateness fits.
func (f *boardFilter) place(entry *boardEntry) bool {
	job := &entry.job
	person := job.Person
	if person == "" {
		person = Nobody
	}
	if !chosen(f.Locations, job.Location) || !chosen(f.Accounts, job.Account) || !chosen(f.People, person) ||
		!chosen(f.Definitions, job.Definition.ID) || len(f.Arms) > 0 && !slices.Contains(f.Arms, f.room.armOf(entry)) {
		return false
	}
	if f.Tag == "" && f.search == "" {
		return true
	}
	place := f.room.placeOf(job.Location, job.Account)
	if f.Tag != "" && (place == nil || !slices.Contains(place.tags, f.Tag)) {
		return false
	}
	return f.search == "" || place != nil && strings.Contains(place.folded, f.search) || strings.Contains(f.board.people[job.Person].folded, f.search) ||
		strings.Contains(job.Wave, f.search) || strings.Contains(job.Definition.ID, f.search) || strings.HasPrefix(job.ID, f.search)
}

func (f *boardFilter) wave(entry *boardEntry) bool { return chosen(f.Waves, entry.job.Wave) }

func (f *boardFilter) stage(j judged) bool {
	return (len(f.Stages) == 0 || slices.Contains(f.Stages, j.entry.progress.stage)) && (!f.Overdue || j.overdue) && (f.risks == 0 || j.risks&f.risks != 0)
}

// Check refuses stages and risks that are none, and a sort that is none.
func (q *BoardQuery) Check() error {
	refused := fault.New(fault.Invalid, "request.query", "The board cannot be asked like this.")
	for _, stage := range q.Stages {
		if !slices.Contains(Stages, stage) {
			refused.With(fault.Field{Path: "stage", Code: "unknown", Message: string(stage) + " is no stage."})
		}
	}
	for _, risk := range q.Risks {
		if !slices.Contains(Risks, risk) {
			refused.With(fault.Field{Path: "risk", Code: "unknown", Message: string(risk) + " is no risk."})
		}
	}
	if len(refused.Fields) > 0 {
		return refused
	}
	_, err := orderOf(*q)
	return err
}
