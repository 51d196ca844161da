package fieldwork

import (
	"maps"
	"slices"
	"strings"
	"sync"
)

// Board keeps a summary of every assignment with its newest report in memory, so that the
// desk's lists need no scan of the store. It is a pure function of the documents applied:
// each may come more than once and in any order, older revisions change nothing. Safe for
// concurrent use.
type Board struct {
	lock   sync.RWMutex
	rooms  map[string]*boardRoom // by project
	people map[string]boardPerson
}

// boardRoom is the board of one project.
type boardRoom struct {
	jobs       map[string]*boardEntry    // by assignment id
	reports    map[string]*boardReport   // by response id
	reportsFor map[string][]*boardReport // by assignment id
	byPerson   map[string]map[string]*boardEntry
	byLocation map[string]map[string]*boardEntry
	places     map[string]*boardPlace // by location code
	accounts   map[string]*boardPlace // by account code
	waves      map[string]*boardWave
}

// boardEntry is one assignment.
type boardEntry struct {
	job      BoardJob
	revision int64
	newest   *ReportBrief // nil for none
}

type boardReport struct {
	brief    ReportBrief
	revision int64
}

// boardPlace is what rows show of a location or an account.
type boardPlace struct {
	code, title, folded string
	tags                []string
	position            *Position
	competitor          bool
	location            *Location // nil for an account
	revision            int64
}

type boardWave struct {
	Wave
	revision int64
}

type boardPerson struct {
	name, folded string
	revision     int64
}

// NewBoard gives an empty board.
func NewBoard() *Board {
	return &Board{rooms: map[string]*boardRoom{}, people: map[string]boardPerson{}}
}

func (b *Board) room(project string) *boardRoom {
	room := b.rooms[project]
	if room == nil {
		room = &boardRoom{
			jobs: map[string]*boardEntry{}, reports: map[string]*boardReport{}, reportsFor: map[string][]*boardReport{},
			byPerson: map[string]map[string]*boardEntry{}, byLocation: map[string]map[string]*boardEntry{},
			places: map[string]*boardPlace{}, accounts: map[string]*boardPlace{}, waves: map[string]*boardWave{},
		}
		b.rooms[same(project)] = room
	}
	return room
}

// ApplyJob takes an assignment as it is in a revision.
func (b *Board) ApplyJob(job BoardJob, revision int64) {
	b.lock.Lock()
	defer b.lock.Unlock()
	room := b.room(job.Project)
	entry := room.jobs[job.ID]
	if entry == nil {
		entry = &boardEntry{}
		room.jobs[job.ID] = entry
	}
	if entry.revision >= revision {
		return
	}
	leave(room.byPerson, entry.job.Person, job.ID)
	leave(room.byLocation, entry.job.Location, job.ID)
	entry.job, entry.revision, entry.newest = job, revision, newestOf(room.reportsFor[job.ID])
	enter(room.byPerson, job.Person, entry)
	enter(room.byLocation, job.Location, entry)
}

func enter(index map[string]map[string]*boardEntry, key string, entry *boardEntry) {
	if key == "" {
		return
	}
	if index[key] == nil {
		index[key] = map[string]*boardEntry{}
	}
	index[key][entry.job.ID] = entry
}

func leave(index map[string]map[string]*boardEntry, key, id string) {
	delete(index[key], id)
	if len(index[key]) == 0 {
		delete(index, key)
	}
}

// ApplyReport takes a response for an assignment as it is in a revision.
func (b *Board) ApplyReport(brief ReportBrief, revision int64) {
	b.lock.Lock()
	defer b.lock.Unlock()
	room := b.room(brief.Project)
	report := room.reports[brief.ID]
	if report == nil {
		report = &boardReport{}
		room.reports[brief.ID] = report
		room.reportsFor[brief.Assignment] = append(room.reportsFor[brief.Assignment], report)
	}
	if report.revision >= revision {
		return
	}
	report.brief, report.revision = brief, revision
	room.refresh(brief.Assignment)
}

// refresh finds the newest report of an assignment anew.
func (r *boardRoom) refresh(assignment string) {
	if entry := r.jobs[assignment]; entry != nil {
		entry.newest = newestOf(r.reportsFor[assignment])
	}
}

// newestOf gives the report that arrived last; the id decides between two of one moment.
func newestOf(reports []*boardReport) *ReportBrief {
	var newest *ReportBrief
	for _, report := range reports {
		brief := &report.brief
		if newest == nil || brief.ReceivedAt.After(newest.ReceivedAt.Time) || brief.ReceivedAt.Equal(newest.ReceivedAt.Time) && brief.ID > newest.ID {
			newest = brief
		}
	}
	return newest
}

// Remove forgets the assignment or the response with that id, in whatever project.
func (b *Board) Remove(id string) {
	b.lock.Lock()
	defer b.lock.Unlock()
	for _, room := range b.rooms {
		if entry := room.jobs[id]; entry != nil {
			leave(room.byPerson, entry.job.Person, id)
			leave(room.byLocation, entry.job.Location, id)
			delete(room.jobs, id)
		}
		if report := room.reports[id]; report != nil {
			assignment := report.brief.Assignment
			delete(room.reports, id)
			rest := slices.DeleteFunc(room.reportsFor[assignment], func(r *boardReport) bool { return r == report })
			room.reportsFor[assignment] = rest
			if len(rest) == 0 {
				delete(room.reportsFor, assignment)
			}
			room.refresh(assignment)
		}
	}
}

// ApplyLocation takes a location as it is in a revision.
func (b *Board) ApplyLocation(l *Location, revision int64) {
	kept := *l
	b.lock.Lock()
	defer b.lock.Unlock()
	setPlace(b.room(l.Project).places, &boardPlace{
		code: l.Code, title: l.Title, folded: strings.ToLower(l.Title + " " + l.Code + " " + l.Address), tags: l.Tags, position: l.Position,
		competitor: l.Competitor, location: &kept, revision: revision,
	})
}

// ApplyAccount takes an account as it is in a revision.
func (b *Board) ApplyAccount(a *Account, revision int64) {
	b.lock.Lock()
	defer b.lock.Unlock()
	setPlace(b.room(a.Project).accounts, &boardPlace{
		code: a.Code, title: a.Title, folded: strings.ToLower(a.Title + " " + a.Code + " " + a.Address), position: a.Position, revision: revision,
	})
}

func setPlace(places map[string]*boardPlace, place *boardPlace) {
	if known := places[place.code]; known == nil || known.revision < place.revision {
		places[place.code] = place
	}
}

// ApplyWave takes a wave as it is in a revision.
func (b *Board) ApplyWave(w *Wave, revision int64) {
	b.lock.Lock()
	defer b.lock.Unlock()
	waves := b.room(w.Project).waves
	if known := waves[w.Name]; known == nil || known.revision < revision {
		waves[w.Name] = &boardWave{*w, revision}
	}
}

// ApplyPerson takes the name of a person as it is in a revision.
func (b *Board) ApplyPerson(p *Person, revision int64) {
	b.lock.Lock()
	defer b.lock.Unlock()
	if b.people[p.ID].revision < revision {
		b.people[p.ID] = boardPerson{p.Name, strings.ToLower(p.Name), revision}
	}
}

// BoardItem is an assignment on the board with its stage and newest report, nil for none.
type BoardItem struct {
	Job    BoardJob
	Stage  Stage
	Report *ReportBrief
}

func (e *boardEntry) item() BoardItem {
	item := BoardItem{Job: e.job, Stage: e.stage()}
	if e.newest != nil {
		report := *e.newest
		item.Report = &report
	}
	return item
}

func (e *boardEntry) stage() Stage {
	var reported State
	if e.newest != nil {
		reported = e.newest.State
	}
	return stageOf(e.job.State, e.job.checkedInAt != nil, reported)
}

func itemsOf(entries map[string]*boardEntry) []BoardItem {
	items := make([]BoardItem, 0, len(entries))
	for _, id := range slices.Sorted(maps.Keys(entries)) {
		items = append(items, entries[id].item())
	}
	return items
}

// OfPerson gives a person's assignments in a project.
func (b *Board) OfPerson(project, person string) []BoardItem {
	b.lock.RLock()
	defer b.lock.RUnlock()
	if room := b.rooms[project]; room != nil {
		return itemsOf(room.byPerson[person])
	}
	return []BoardItem{}
}

// OfLocation gives the assignments of a location.
func (b *Board) OfLocation(project, location string) []BoardItem {
	b.lock.RLock()
	defer b.lock.RUnlock()
	if room := b.rooms[project]; room != nil {
		return itemsOf(room.byLocation[location])
	}
	return []BoardItem{}
}

// Has tells whether an assignment is on the board of a project.
func (b *Board) Has(project, assignment string) bool {
	b.lock.RLock()
	defer b.lock.RUnlock()
	room := b.rooms[project]
	return room != nil && room.jobs[assignment] != nil
}

// Bookings gives what people have in a project, as of a day; day gives that of an instant.
func (b *Board) Bookings(project, today string, day func(Instant) string) []Booking {
	b.lock.RLock()
	defer b.lock.RUnlock()
	bookings := []Booking{}
	room := b.rooms[project]
	if room == nil {
		return bookings
	}
	for _, entry := range room.jobs {
		job := &entry.job
		if job.Person == "" {
			continue
		}
		visited := ""
		switch {
		case entry.newest != nil:
			visited = day(entry.newest.Begun)
		case job.checkedInAt != nil:
			visited = day(*job.checkedInAt)
		}
		wave := &Wave{}
		if kept := room.waves[job.Wave]; kept != nil {
			wave = &kept.Wave
		}
		booked := Assignment{
			ID: job.ID, Project: job.Project, Location: job.Location, Person: job.Person, FirstDay: job.FirstDay, LastDay: job.LastDay,
			Weekdays: job.weekdays, ExcludedDays: job.excluded, State: job.State,
		}
		if booking, ok := BookingOf(&booked, wave, visited, today); ok {
			bookings = append(bookings, booking)
		}
	}
	return bookings
}

// Reports calls each with every report of a project and the titles of its place and person,
// in no order, until it returns false. The brief is only lent.
func (b *Board) Reports(project string, each func(report *ReportBrief, place, person string) bool) {
	b.lock.RLock()
	defer b.lock.RUnlock()
	room := b.rooms[project]
	if room == nil {
		return
	}
	for _, report := range room.reports {
		if !each(&report.brief, room.titleOf(report.brief.Location, ""), b.people[report.brief.Person].name) {
			return
		}
	}
}

// titleOf gives the title of a location or account; its code while that is not known.
func (r *boardRoom) titleOf(location, account string) string {
	if place := r.placeOf(location, account); place != nil {
		return place.title
	}
	if location == "" {
		return account
	}
	return location
}

func (r *boardRoom) placeOf(location, account string) *boardPlace {
	if location == "" {
		return r.accounts[account]
	}
	return r.places[location]
}
