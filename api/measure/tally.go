package measure

import (
	"crypto/sha256"
	"math"
	"sync"

	"touchstone/api/fieldwork"
)

// Contribution is what the tally keeps of one revision of a response.
type Contribution struct {
	ID         string // of the response
	Revision   int64  // of the stored document, from 1
	Project    string
	Wave       string
	Definition fieldwork.DefinitionRef
	Counted    bool // whether its state counts in comparisons
	Indicators map[string]fieldwork.IndicatorValue
	Weighted   bool // carries a survey weight other than 1
	Clustered  bool // belongs to a cluster
}

// ContributionOf reads a stored response; counted tells whether its state counts.
func ContributionOf(response *fieldwork.Response, revision int64, counted bool) Contribution {
	return Contribution{
		ID: response.ID, Revision: revision,
		Project: response.Project, Wave: response.Wave, Definition: response.Definition,
		Counted: counted, Indicators: response.Indicators,
		Weighted:  response.Weight != nil && *response.Weight != 1,
		Clustered: response.Cluster != "",
	}
}

// Tally counts, for every wave and definition version, the exact distribution of every
// indicator. It is a pure function of the newest revision of every response it was told of:
// revisions may arrive repeatedly and in any order. It is safe for concurrent use.
type Tally struct {
	mutex   sync.RWMutex
	held    map[identity]holding
	numbers map[groupKey]uint32
	groups  []*group // by number; 0 holds what is not counted and stays nil
	arena   arena
}

// identity is the response id cut to 128 bits of its SHA-256: equal length, no pointers.
type identity [16]byte

// holding is what is remembered of a response: 16 bytes and no pointers, because there may
// be millions. Group 0 is a response that is not counted or was removed.
type holding struct {
	revision uint32
	group    uint32
	at       place
}

type groupKey struct {
	project, wave, definition string
	version                   int
}

// NewTally makes an empty tally.
func NewTally() *Tally {
	return &Tally{held: map[identity]holding{}, numbers: map[groupKey]uint32{}, groups: []*group{nil}}
}

// Apply counts a revision of a response in place of the one held. Revisions not newer than
// the held one change nothing; it reports whether this one was newer.
func (t *Tally) Apply(c Contribution) bool {
	id, revision := identify(c.ID), clampRevision(c.Revision)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	old, known := t.held[id]
	if known && old.revision >= revision {
		return false
	}
	t.take(old)
	if !c.Counted {
		t.arena.free(old.at)
		t.held[id] = holding{revision: revision}
		return true
	}
	number := t.number(groupKey{c.Project, c.Wave, c.Definition.ID, c.Definition.Version})
	g := t.groups[number]
	entry := g.encode(c)
	g.count(entry, +1)
	t.held[id] = holding{revision, number, t.arena.replace(old.at, entry)}
	t.compact()
	return true
}

// Remove takes a response out because its document was deleted at that revision; older
// revisions that still arrive stay out.
func (t *Tally) Remove(id string, revision int64) bool {
	key, at := identify(id), clampRevision(revision)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	old, known := t.held[key]
	if known && (old.revision > at || old.revision == at && old.group == 0) {
		return false
	}
	t.take(old)
	t.arena.free(old.at)
	t.held[key] = holding{revision: at}
	t.compact()
	return true
}

// take uncounts what is held.
func (t *Tally) take(h holding) {
	if h.group != 0 {
		t.groups[h.group].count(t.arena.read(h.at), -1)
	}
}

func (t *Tally) number(key groupKey) uint32 {
	number, known := t.numbers[key]
	if !known {
		number = uint32(len(t.groups))
		t.numbers[key] = number
		t.groups = append(t.groups, &group{key: key, places: map[string]int{}})
	}
	return number
}

// compact rewrites the arena once more than half of it is waste.
func (t *Tally) compact() {
	if !t.arena.wasteful() {
		return
	}
	var fresh arena
	for id, h := range t.held {
		if h.group != 0 {
			h.at = fresh.replace(nowhere, t.arena.read(h.at))
			t.held[id] = h
		}
	}
	t.arena = fresh
}

func identify(id string) identity {
	digest := sha256.Sum256([]byte(id))
	return identity(digest[:16])
}

// clampRevision keeps revisions in 32 bits; four thousand million rewrites of one response
// do not happen.
func clampRevision(revision int64) uint32 {
	return uint32(min(max(revision, 0), math.MaxUint32))
}
