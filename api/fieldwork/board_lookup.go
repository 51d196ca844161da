package fieldwork

import (
	"maps"
	"slices"
)

// BoardItem is an assignment on the board with its stage and newest report, nil for none.
type BoardItem struct {
	Job    BoardJob
	Stage  Stage
	Report *ReportBrief
}

func (e *boardEntry) item() BoardItem {
	item := BoardItem{Job: e.job, Stage: e.progress.stage}
	if e.newest != nil {
		report := *e.newest
		item.Report = &report
	}
	return item
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

// armOf gives the arm an assignment belongs to now; arms may have been drawn up after it.
func (r *boardRoom) armOf(entry *boardEntry) string {
	wave, place := r.waves[entry.job.Wave], r.places[entry.job.Location]
	if wave == nil || place == nil {
		return entry.job.Arm
	}
	return wave.ArmOf(place.location)
}

// Locations gives the locations of a project by code. They are only lent.
func (b *Board) Locations(project string) []*Location {
	b.lock.RLock()
	defer b.lock.RUnlock()
	room := b.rooms[project]
	if room == nil {
		return nil
	}
	list := make([]*Location, 0, len(room.places))
	for _, code := range slices.Sorted(maps.Keys(room.places)) {
		list = append(list, room.places[code].location)
	}
	return list
}

// AccountTitle gives the title of an account, "" while it is not known.
func (b *Board) AccountTitle(project, code string) string {
	b.lock.RLock()
	defer b.lock.RUnlock()
	if room := b.rooms[project]; room != nil && room.accounts[code] != nil {
		return room.accounts[code].title
	}
	return ""
}
