package fieldwork

import (
	"cmp"
	"fmt"
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

	progress progress // as job, newest report and wave have it
	place    int      // of its stage in Stages
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
	key      string // in the order of waves
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
	entry.job, entry.revision = job, revision
	room.refresh(job.ID)
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

// refresh finds the newest report of an assignment anew, and how far the assignment is.
func (r *boardRoom) refresh(assignment string) {
	if entry := r.jobs[assignment]; entry != nil {
		entry.newest = newestOf(r.reportsFor[assignment])
		r.advance(entry)
	}
}

// advance finds out how far an assignment is. Days that it leaves open are the wave's.
func (r *boardRoom) advance(entry *boardEntry) {
	job := &entry.job
	var reported State
	if entry.newest != nil {
		reported = entry.newest.State
	}
	p := progress{
		stage: stageOf(job.State, job.checkedInAt != nil, reported), firstDay: job.FirstDay, lastDay: job.LastDay,
		alone: job.Person == "", declined: job.declinedBy != "",
	}
	if wave := r.waves[job.Wave]; wave != nil {
		p.firstDay, p.lastDay = cmp.Or(p.firstDay, wave.FirstDay), cmp.Or(p.lastDay, wave.LastDay)
	}
	p.due = cmp.Or(job.SubmitBy, p.lastDay)
	if p.stage == StageReturned {
		p.due = entry.newest.Deadline
	}
	entry.progress, entry.place = p, slices.Index(Stages, p.stage)
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
		waves[w.Name] = &boardWave{*w, revision, fmt.Sprintf("%012d %s", w.Order+1_000_000, w.Name)}
		for _, entry := range b.room(w.Project).jobs {
			if entry.job.Wave == w.Name {
				b.room(w.Project).advance(entry)
			}
		}
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
