package fieldwork

import (
	"cmp"
	"slices"
	"strings"

	"touchstone/api/form"
)

// WaveProgress is how far a wave has come.
type WaveProgress struct {
	Wave   string      `json:"wave"`
	Title  form.Text   `json:"title"`
	Counts BoardCounts `json:"counts"`
	Target int         `json:"target"` // reports wanted in all, 0 for no targets
	Done   int         `json:"done"`   // assignments whose report is in or approved

	order int
	tally boardTally
}

// waveCounter counts assignments by wave.
type waveCounter struct {
	room  *boardRoom
	found map[string]*WaveProgress
}

func (c *waveCounter) add(j judged) {
	name := j.entry.job.Wave
	if name == "" {
		return // a visit of an account
	}
	progress := c.found[name]
	if progress == nil {
		progress = &WaveProgress{Wave: name}
		if wave := c.room.waves[name]; wave != nil {
			progress.Title, progress.order = wave.Title, wave.Order
			for _, target := range c.room.targets(&wave.Wave, wave.targetIndex()) {
				progress.Target += target.Count
			}
		}
		c.found[name] = progress
	}
	progress.tally.add(j)
	if j.entry.progress.stage.Done() {
		progress.Done++
	}
}

func (c *waveCounter) list() []WaveProgress {
	list := make([]WaveProgress, 0, len(c.found))
	for _, progress := range c.found {
		progress.Counts = progress.tally.counts()
		list = append(list, *progress)
	}
	slices.SortFunc(list, func(a, b WaveProgress) int { return cmp.Or(a.order-b.order, strings.Compare(a.Wave, b.Wave)) })
	return list
}

// LocationProgress is how far a wave has come at one location.
type LocationProgress struct {
	Wave       string      `json:"wave"`
	Location   string      `json:"location"`
	Title      string      `json:"title"`
	Position   *Position   `json:"position,omitempty"`
	Competitor bool        `json:"competitor,omitempty"`
	Tags       []string    `json:"tags,omitempty"`
	Arm        string      `json:"arm,omitempty"`
	Target     int         `json:"target"`
	Planned    int         `json:"planned"` // assignments that are not cancelled
	Done       int         `json:"done"`
	Counts     BoardCounts `json:"counts"`
	LastDay    string      `json:"lastDay,omitempty"` // of the newest report, in the project's time zone

	tally boardTally
}

// TargetProgress is how far one target of a wave has come.
type TargetProgress struct {
	Wave string `json:"wave"`
	Target
	Planned int `json:"planned"`
	Done    int `json:"done"`
}

// BoardSummary is the board by wave and location.
type BoardSummary struct {
	Items   []LocationProgress `json:"items"`
	Targets []TargetProgress   `json:"targets"`
}

// targets spells out the targets of a wave: those for each location become one for every
// location that falls under them.
func (r *boardRoom) targets(wave *Wave, index targetIndex) []Target {
	var spelled []Target
	for _, target := range wave.Targets {
		if target.Location != "" || target.Tag != "" {
			spelled = append(spelled, target)
			continue
		}
		for _, place := range r.places {
			if index.of(target.Definition, place.location) == target {
				own := target
				own.Location = place.code
				spelled = append(spelled, own)
			}
		}
	}
	return spelled
}

// Summary gives the board by wave and location, of one wave or of all; zone gives days of
// reports.
func (b *Board) Summary(project, wave, today string, day func(Instant) string) BoardSummary {
	summary := BoardSummary{Items: []LocationProgress{}, Targets: []TargetProgress{}}
	b.lock.RLock()
	defer b.lock.RUnlock()
	room := b.rooms[project]
	if room == nil {
		return summary
	}
	type cell struct{ wave, location string }
	found, newest := map[cell]*LocationProgress{}, map[cell]Instant{}
	at := func(c cell) *LocationProgress {
		if found[c] == nil {
			progress := &LocationProgress{Wave: c.wave, Location: c.location, Title: room.titleOf(c.location, "")}
			if place := room.places[c.location]; place != nil {
				progress.Position, progress.Competitor, progress.Tags = place.position, place.competitor, place.tags
				if wave := room.waves[c.wave]; wave != nil {
					progress.Arm = wave.ArmOf(place.location)
				}
			}
			found[c] = progress
		}
		return found[c]
	}
	goals, indices := map[string][]*TargetProgress{}, map[string]targetIndex{}
	for name, kept := range room.waves {
		if wave != "" && name != wave {
			continue
		}
		indices[name] = kept.targetIndex()
		for _, target := range room.targets(&kept.Wave, indices[name]) {
			goals[name] = append(goals[name], &TargetProgress{Wave: name, Target: target})
			if target.Location != "" {
				at(cell{name, target.Location}).Target += target.Count
			}
		}
	}
	byKey := map[string]*TargetProgress{}
	for _, list := range goals {
		for _, goal := range list {
			byKey[goal.key()] = goal
		}
	}
	days := horizonOf(today)
	for _, entry := range room.jobs {
		if entry.job.Location == "" || wave != "" && entry.job.Wave != wave {
			continue
		}
		j, stage := judge(entry, days), entry.progress.stage
		c := cell{entry.job.Wave, entry.job.Location}
		progress := at(c)
		progress.tally.add(j)
		goal := room.goalOf(byKey, indices[entry.job.Wave], entry)
		if stage != StageCancelled && stage != StageRejected {
			progress.Planned++
			if goal != nil {
				goal.Planned++
			}
		}
		if stage.Done() {
			progress.Done++
			if goal != nil {
				goal.Done++
			}
		}
		if entry.newest != nil && entry.newest.SubmittedAt.After(newest[c].Time) {
			newest[c] = entry.newest.SubmittedAt
		}
	}
	for c, progress := range found {
		progress.Counts = progress.tally.counts()
		if at, visited := newest[c]; visited {
			progress.LastDay = day(at)
		}
		summary.Items = append(summary.Items, *progress)
	}
	for _, list := range goals {
		for _, goal := range list {
			summary.Targets = append(summary.Targets, *goal)
		}
	}
	summary.sort(room)
	return summary
}

func (t *TargetProgress) key() string {
	return t.Wave + "\n" + t.Definition + "\n" + t.Location + "\n" + t.Tag
}

// goalOf gives the target that an assignment counts towards, nil for none.
func (r *boardRoom) goalOf(goals map[string]*TargetProgress, index targetIndex, entry *boardEntry) *TargetProgress {
	place := r.places[entry.job.Location]
	if place == nil || len(index) == 0 {
		return nil
	}
	target := index.of(entry.job.Definition.ID, place.location)
	if target.Tag == "" {
		target.Location = place.code
	}
	return goals[(&TargetProgress{Wave: entry.job.Wave, Target: target}).key()]
}

func (s *BoardSummary) sort(room *boardRoom) {
	order := func(name string) int {
		if wave := room.waves[name]; wave != nil {
			return wave.Order
		}
		return 0
	}
	slices.SortFunc(s.Items, func(a, b LocationProgress) int {
		return cmp.Or(order(a.Wave)-order(b.Wave), strings.Compare(a.Wave, b.Wave), strings.Compare(a.Location, b.Location))
	})
	slices.SortFunc(s.Targets, func(a, b TargetProgress) int {
		return cmp.Or(order(a.Wave)-order(b.Wave), strings.Compare(a.key(), b.key()))
	})
}
