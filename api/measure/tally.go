package measure

import (
	"crypto/sha256"
	"math"
	"sync"
	"sync/atomic"

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
	Weight     *float64 // survey weight; nil is 1
	// Traits are what results may be split and filtered by, and cluster by: a value each, ""
	// for none. Their names are the constants Trait… and SegmentTrait.
	Traits map[string]string
	beside []columnValue // composites and what sections and questions scored
}

// ContributionOf reads a stored response without its definition; counted tells whether its
// state counts.
func ContributionOf(response *fieldwork.Response, revision int64, counted bool) Contribution {
	return Unplanned.Contribution(response, revision, counted)
}

// Contribution reads a stored response: what it says itself, and what the plan's definition
// lets count beside. counted tells whether its state counts.
func (p *Plan) Contribution(response *fieldwork.Response, revision int64, counted bool) Contribution {
	c := Contribution{
		ID: response.ID, Revision: revision,
		Project: response.Project, Wave: response.Wave, Definition: response.Definition,
		Counted: counted, Indicators: response.Indicators, Weight: response.Weight,
	}
	if !counted {
		return c
	}
	c.Traits = p.traitsOf(response)
	c.beside = p.compositeValues(nil, response.Indicators, response.Touchpoint)
	c.beside = p.automaticValues(c.beside, response.Score)
	return c
}

// Tally counts, for every wave and definition version, the exact distribution of every
// indicator, whole and by any trait. It keeps the responses themselves as columns of small
// numbers and counts a view of them when it is first asked for; from then on the view follows
// every change. It is a pure function of the newest revision of every response it was told
// of: revisions may arrive repeatedly and in any order. It is safe for concurrent use.
type Tally struct {
	mutex   sync.RWMutex
	held    map[identity]holding
	names   map[identity]string // of counted responses whose id is no UUID
	numbers map[groupKey]uint32
	groups  []*group // by number; 0 holds what is not counted and stays nil
	// questions counts what was asked, so that what was asked for longest ago can go.
	questions atomic.Int64
}

// holding is what is remembered of a response: 12 bytes and no pointers, because there may
// be millions. Group 0 is a response that is not counted or was removed.
type holding struct {
	revision uint32
	group    uint32
	row      uint32
}

type groupKey struct {
	project, wave, definition string
	version                   int
}

// NewTally makes an empty tally.
func NewTally() *Tally {
	return &Tally{held: map[identity]holding{}, names: map[identity]string{}, numbers: map[groupKey]uint32{}, groups: []*group{nil}}
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
	t.take(id, old)
	if !c.Counted {
		t.held[id] = holding{revision: revision}
		return true
	}
	number := t.number(groupKey{c.Project, c.Wave, c.Definition.ID, c.Definition.Version})
	t.held[id] = holding{revision, number, t.groups[number].put(id, c)}
	if id.digested() {
		t.names[id] = c.ID
	}
	return true
}

// Remove takes a response out because its document was deleted at that revision; older
// revisions that still arrive stay out. Revision 0 says that nobody knows which it was: then
// all that is known of the response is forgotten, and any revision counts anew.
func (t *Tally) Remove(id string, revision int64) bool {
	key, at := identify(id), clampRevision(revision)
	t.mutex.Lock()
	defer t.mutex.Unlock()
	old, known := t.held[key]
	if at == 0 {
		t.take(key, old)
		delete(t.held, key)
		return known
	}
	if known && (old.revision > at || old.revision == at && old.group == 0) {
		return false
	}
	t.take(key, old)
	t.held[key] = holding{revision: at}
	return true
}

// take uncounts what is held.
func (t *Tally) take(id identity, h holding) {
	if h.group != 0 {
		t.groups[h.group].drop(int(h.row))
		if id.digested() {
			delete(t.names, id)
		}
	}
}

func (t *Tally) number(key groupKey) uint32 {
	number, known := t.numbers[key]
	if !known {
		number = uint32(len(t.groups))
		t.numbers[key] = number
		t.groups = append(t.groups, newGroup(key))
	}
	return number
}

func identify(id string) identity {
	if read, is := uuid(id); is {
		return read
	}
	digest := sha256.Sum256([]byte(id))
	digest[6] |= digestVersion
	return identity(digest[:16])
}

// clampRevision keeps revisions in 32 bits; four thousand million rewrites of one response
// do not happen.
func clampRevision(revision int64) uint32 {
	return uint32(min(max(revision, 0), math.MaxUint32))
}
