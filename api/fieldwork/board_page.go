package fieldwork

import "slices"

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

// BoardCounts counts assignments by stage, and those overdue and at risk.
type BoardCounts struct {
	Planned    int `json:"planned"`
	Offered    int `json:"offered"`
	Accepted   int `json:"accepted"`
	InProgress int `json:"inProgress"`
	Submitted  int `json:"submitted"`
	Returned   int `json:"returned"`
	Approved   int `json:"approved"`
	Rejected   int `json:"rejected"`
	Cancelled  int `json:"cancelled"`
	Overdue    int `json:"overdue"`
	AtRisk     int `json:"atRisk"`
}

// boardTally counts assignments on the way to BoardCounts.
type boardTally struct {
	stages          [9]int // by place in Stages
	overdue, atRisk int
}

func (t *boardTally) add(j judged) {
	t.stages[j.entry.place]++
	if j.overdue {
		t.overdue++
	}
	if j.risks != 0 {
		t.atRisk++
	}
}

func (t *boardTally) counts() BoardCounts {
	n := t.stages // in the order of Stages
	return BoardCounts{n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8], t.overdue, t.atRisk}
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
	overdue bool
	risks   riskSet
}

// Page gives a page of a project's board as it stands on a day; Invalid "request.query" for
// a sort or a cursor that is none.
func (b *Board) Page(project string, query BoardQuery, today string) (BoardPage, error) {
	page := BoardPage{Items: []BoardRow{}, Waves: []WaveProgress{}}
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
	var tally boardTally
	for _, entry := range room.jobs {
		if !filter.place(entry) {
			continue
		}
		j := judge(entry, days)
		waves.add(j)
		if !filter.wave(entry) {
			continue
		}
		stageFits := len(query.Stages) == 0 || slices.Contains(query.Stages, entry.progress.stage)
		lateFits, riskFits := !query.Overdue || j.overdue, filter.risks == 0 || j.risks&filter.risks != 0
		if lateFits && riskFits {
			tally.stages[entry.place]++
		}
		if stageFits && j.overdue {
			tally.overdue++
		}
		if stageFits && j.risks != 0 {
			tally.atRisk++
		}
		if stageFits && lateFits && riskFits {
			page.Total++
			best.offer(j)
		}
	}
	page.Counts, page.Waves = tally.counts(), waves.list()
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
		if j := judge(entry, days); filter.place(entry) && filter.wave(entry) && filter.stage(j) {
			all.offer(j)
		}
	}
	for _, c := range all.list() {
		rows = append(rows, b.row(room, c.judged))
	}
	return rows
}

// judge decides what depends on the day.
func judge(entry *boardEntry, days horizon) judged {
	return judged{entry: entry, overdue: entry.progress.overdue(days.today), risks: entry.progress.risks(days)}
}

func (b *Board) row(room *boardRoom, j judged) BoardRow {
	entry := j.entry
	row := BoardRow{
		Assignment: entry.job, Title: room.titleOf(entry.job.Location, entry.job.Account), Person: b.people[entry.job.Person].name,
		DeclinedBy: b.people[entry.job.declinedBy].name, Stage: entry.progress.stage, Overdue: j.overdue, Risks: j.risks.list(),
	}
	row.Assignment.Arm = room.armOf(entry)
	if report := entry.newest; report != nil {
		row.Response = &BoardReport{report.ID, report.State, report.Score, report.Flags, report.Grade, report.Deadline}
		if row.Response.Flags == nil {
			row.Response.Flags = []string{}
		}
	}
	return row
}
