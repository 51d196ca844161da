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

// BoardRow is a line of the board.
type BoardRow struct {
	Assignment BoardJob     `json:"assignment"`
	Title      string       `json:"title"` // of the location or account
	Person     string       `json:"person,omitempty"`
	DeclinedBy string       `json:"declinedBy,omitempty"` // name of who declined last
	Stage      Stage        `json:"stage"`
	Overdue    bool         `json:"overdue"`
	Risks      []Risk       `json:"risks"`
	Response   *BoardReport `json:"response,omitempty"`
}

// BoardReport is the newest report as the board shows it.
type BoardReport struct {
	ID       string   `json:"id"`
	State    State    `json:"state"`
	Score    *float64 `json:"score,omitempty"` // percent
	Flags    []string `json:"flags"`           // codes
	Grade    int      `json:"grade,omitempty"`
	Deadline string   `json:"deadline,omitempty"`
}

// BoardCounts holds a number for every stage, and for overdue and atRisk.
type BoardCounts map[string]int

func newCounts() BoardCounts {
	counts := BoardCounts{"overdue": 0, "atRisk": 0}
	for _, stage := range Stages {
		counts[string(stage)] = 0
	}
	return counts
}

// BoardPage is one page of the board.
type BoardPage struct {
	Items []BoardRow `json:"items"`
	Next  string     `json:"next,omitempty"`
	Total int        `json:"total"` // everything the query chooses
	// Counts are those of everything chosen by the other filters: the stages as if none were
	// chosen, overdue and atRisk as if neither were asked for.
	Counts BoardCounts `json:"counts"`
	// Waves tell the progress of each wave, whatever stage, wave or risk is chosen.
	Waves []WaveProgress `json:"waves"`
}

// judged is an entry with what depends on the day.
type judged struct {
	entry   *boardEntry
	stage   Stage
	overdue bool
	risks   []Risk
}

// Page gives a page of a project's board as it stands on a day; Invalid "request.query" for
// a sort or a cursor that is none.
func (b *Board) Page(project string, query BoardQuery, today string) (BoardPage, error) {
	page := BoardPage{Items: []BoardRow{}, Counts: newCounts(), Waves: []WaveProgress{}}
	order, err := orderOf(query)
	if err != nil {
		return page, err
	}
	b.lock.RLock()
	defer b.lock.RUnlock()
	room := b.rooms[project]
	if room == nil {
		return page, nil
	}
	limit := query.Limit
	if limit == 0 {
		limit = 100
	}
	filter, days := b.filterOf(room, query), horizonOf(today)
	waves := waveCounter{room: room, found: map[string]*WaveProgress{}}
	best := firstFew{most: limit + 1, order: order, board: b, room: room}
	for _, entry := range room.jobs {
		if !filter.place(entry) {
			continue
		}
		j := room.judge(entry, days)
		waves.add(j)
		if !filter.wave(entry) {
			continue
		}
		stageFits := len(query.Stages) == 0 || slices.Contains(query.Stages, j.stage)
		lateFits := !query.Overdue || j.overdue
		riskFits := len(query.Risks) == 0 || slices.ContainsFunc(j.risks, func(r Risk) bool { return slices.Contains(query.Risks, r) })
		if lateFits && riskFits {
			page.Counts[string(j.stage)]++
		}
		if stageFits && j.overdue {
			page.Counts["overdue"]++
		}
		if stageFits && len(j.risks) > 0 {
			page.Counts["atRisk"]++
		}
		if stageFits && lateFits && riskFits {
			page.Total++
			best.offer(j)
		}
	}
	page.Waves = waves.list()
	chosen := best.list()
	if len(chosen) > limit {
		chosen = chosen[:limit]
		page.Next = order.cursor(chosen[limit-1])
	}
	for _, c := range chosen {
		page.Items = append(page.Items, b.row(room, c.judged))
	}
	return page, nil
}

// IDs gives the ids of everything a query chooses, in the order of ids.
func (b *Board) IDs(project string, query BoardQuery, today string) []string {
	ids := []string{}
	for _, row := range b.Rows(project, query, today) {
		ids = append(ids, row.Assignment.ID)
	}
	slices.Sort(ids)
	return ids
}

// Rows gives everything a query chooses, in its order; its cursor and limit are ignored, and
// a sort that is none is the usual one.
func (b *Board) Rows(project string, query BoardQuery, today string) []BoardRow {
	query.After = ""
	order, err := orderOf(query)
	if err != nil {
		query.Sort = ""
		order, _ = orderOf(query) // the usual order is always one
	}
	b.lock.RLock()
	defer b.lock.RUnlock()
	rows := []BoardRow{}
	room := b.rooms[project]
	if room == nil {
		return rows
	}
	filter, days := b.filterOf(room, query), horizonOf(today)
	all := firstFew{most: len(room.jobs) + 1, order: order, board: b, room: room}
	for _, entry := range room.jobs {
		if j := room.judge(entry, days); filter.place(entry) && filter.wave(entry) && filter.stage(j) {
			all.offer(j)
		}
	}
	for _, c := range all.list() {
		rows = append(rows, b.row(room, c.judged))
	}
	return rows
}

// judge decides what depends on the day. Days an assignment leaves open are the wave's.
func (r *boardRoom) judge(entry *boardEntry, days horizon) judged {
	p := r.progress(entry)
	return judged{entry: entry, stage: p.stage, overdue: p.overdue(days.today), risks: p.risks(days)}
}

func (r *boardRoom) progress(entry *boardEntry) progress {
	job := &entry.job
	p := progress{stage: entry.stage(), firstDay: job.FirstDay, lastDay: job.LastDay, submitBy: job.SubmitBy, person: job.Person, declined: job.declinedBy != ""}
	if wave := r.waves[job.Wave]; wave != nil {
		if p.firstDay == "" {
			p.firstDay = wave.FirstDay
		}
		if p.lastDay == "" {
			p.lastDay = wave.LastDay
		}
	}
	if entry.newest != nil {
		p.deadline = entry.newest.Deadline
	}
	return p
}

func (b *Board) row(room *boardRoom, j judged) BoardRow {
	entry := j.entry
	row := BoardRow{
		Assignment: entry.job, Title: room.titleOf(entry.job.Location, entry.job.Account), Person: b.people[entry.job.Person].name,
		DeclinedBy: b.people[entry.job.declinedBy].name, Stage: j.stage, Overdue: j.overdue, Risks: j.risks,
	}
	if row.Risks == nil {
		row.Risks = []Risk{}
	}
	if report := entry.newest; report != nil {
		row.Response = &BoardReport{report.ID, report.State, report.Score, report.Flags, report.Grade, report.Deadline}
		if row.Response.Flags == nil {
			row.Response.Flags = []string{}
		}
	}
	return row
}

// boardFilter is a query made ready.
type boardFilter struct {
	BoardQuery
	board  *Board
	room   *boardRoom
	search string
}

func (b *Board) filterOf(room *boardRoom, query BoardQuery) boardFilter {
	return boardFilter{query, b, room, strings.ToLower(strings.TrimSpace(query.Search))}
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
		!chosen(f.Definitions, job.Definition.ID) || !chosen(f.Arms, job.Arm) {
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
	return (len(f.Stages) == 0 || slices.Contains(f.Stages, j.stage)) && (!f.Overdue || j.overdue) &&
		(len(f.Risks) == 0 || slices.ContainsFunc(j.risks, func(r Risk) bool { return slices.Contains(f.Risks, r) }))
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
