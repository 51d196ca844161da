package fieldwork

import (
	"cmp"
	"time"
)

// AccountVisits is what the board knows of the visits of one account.
type AccountVisits struct {
	LastVisit string    // day; "" for none that counts, see VisitDay
	Planned   *BoardJob // the open one that begins first; nil for none
}

// AccountVisits gives the visits of every account of a project that has any, by its code.
// Zone is the project's.
func (b *Board) AccountVisits(project string, zone *time.Location) map[string]AccountVisits {
	b.lock.RLock()
	defer b.lock.RUnlock()
	visits := map[string]AccountVisits{}
	room := b.rooms[project]
	if room == nil {
		return visits
	}
	for _, entry := range room.jobs {
		if entry.job.Account == "" {
			continue
		}
		kept := visits[entry.job.Account]
		switch {
		case entry.newest != nil:
			brief := entry.newest
			if day, counts := visitDay(brief.State, brief.NotPossible, brief.Begun, brief.ReceivedAt, zone); counts {
				kept.LastVisit = max(kept.LastVisit, day)
			}
		case entry.job.State != AssignmentCancelled && (kept.Planned == nil || beginsBefore(entry.job, *kept.Planned)):
			job := entry.job
			kept.Planned = &job
		}
		visits[entry.job.Account] = kept
	}
	return visits
}

// beginsBefore is the order of open visits; equal days go by id, so that it is total.
func beginsBefore(a, b BoardJob) bool {
	return cmp.Or(cmp.Compare(a.FirstDay, b.FirstDay), cmp.Compare(a.ID, b.ID)) < 0
}
