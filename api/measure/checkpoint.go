package measure

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"

	"touchstone/api/fieldwork"
)

// CheckpointFormat is the version of what Save writes and of every rule by which responses
// become columns: whoever changes one of them raises it, and older checkpoints are not read.
const CheckpointFormat = 1

// ErrCheckpoint says that data is not what Save wrote.
var ErrCheckpoint = errors.New("the checkpoint is broken")

// Fingerprint tells plans apart that let count different things; "" is that of Unplanned.
func (p *Plan) Fingerprint() string {
	if p.definition == nil {
		return ""
	}
	content, _ := json.Marshal(p.definition) // a definition always has a JSON form
	digest := sha256.Sum256(content)
	return hex.EncodeToString(digest[:])
}

// HeldDefinition is a version of a definition of which a tally counts responses.
type HeldDefinition struct {
	Project    string
	Definition fieldwork.DefinitionRef
}

// Held lists every version of which responses are, or were, counted.
func (t *Tally) Held() []HeldDefinition {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	var all []HeldDefinition
	for _, g := range t.groups[1:] {
		held := HeldDefinition{g.key.project, fieldwork.DefinitionRef{ID: g.key.definition, Version: g.key.version}}
		if !slices.Contains(all, held) {
			all = append(all, held)
		}
	}
	return all
}

// Counted is how many responses the tally counts.
func (t *Tally) Counted() int64 {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	n := 0
	for _, g := range t.groups[1:] {
		n += g.rows - len(g.free)
	}
	return int64(n)
}

// Save writes the counted responses, a part at a time, so that nobody who counts waits for
// long. Of a response that changes meanwhile the file may hold a mixture, under a revision
// that is older than what follows: who loads it has to apply again every change that was made
// since Save began. Responses that are not counted are not saved.
func (t *Tally) Save(to io.Writer) error {
	out := &saving{tally: t, to: bufio.NewWriterSize(to, 1<<20)}
	t.mutex.RLock()
	groups := slices.Clone(t.groups[1:])
	t.mutex.RUnlock()
	out.number(uint64(len(groups)))
	for _, g := range groups {
		out.group(g)
	}
	if err := out.flush(); err != nil {
		return err
	}
	return out.to.Flush()
}

// saving gathers a part of a checkpoint while the tally is held, and writes it after.
type saving struct {
	tally  *Tally
	to     *bufio.Writer
	part   []byte
	failed error
}

func (s *saving) number(n uint64) { s.part = binary.AppendUvarint(s.part, n) }

func (s *saving) text(text string) {
	s.number(uint64(len(text)))
	s.part = append(s.part, text...)
}

func (s *saving) flush() error {
	if s.failed == nil {
		_, s.failed = s.to.Write(s.part)
	}
	s.part = s.part[:0]
	return s.failed
}

// rowsAtOnce is how many responses are written while the tally is held.
const rowsAtOnce = 16 * blockRows

func (s *saving) group(g *group) {
	t := s.tally
	t.mutex.RLock()
	rows, columns := g.rows, slices.Clone(g.columns)
	s.text(g.key.project)
	s.text(g.key.wave)
	s.text(g.key.definition)
	s.number(uint64(g.key.version))
	s.number(uint64(rows))
	traits := map[string]*trait{}
	for name, trait := range g.traits {
		if trait.pairs == nil {
			traits[name] = trait
		}
	}
	weights := g.weights
	t.mutex.RUnlock()
	// The responses come first: what stands in their columns is then as new at least.
	for from := 0; from < rows && s.failed == nil; from += rowsAtOnce {
		t.mutex.RLock()
		for row := from; row < min(from+rowsAtOnce, rows); row++ {
			s.row(g, row)
		}
		t.mutex.RUnlock()
		_ = s.flush() // told at the end
	}
	s.number(uint64(len(columns)))
	for _, column := range columns {
		s.column(column)
	}
	s.number(uint64(len(traits)))
	for name, trait := range traits {
		s.text(name)
		s.trait(trait)
	}
	if weights == nil {
		s.number(0)
		return
	}
	s.number(1)
	s.column(weights)
}

// row writes the revision of a response and its id; revision 0 is a row that nobody has.
func (s *saving) row(g *group, row int) {
	id := g.ids[row]
	if g.live.at(row) == 0 {
		s.part = append(s.part, 0, 0, 0, 0)
		return
	}
	s.part = binary.LittleEndian.AppendUint32(s.part, s.tally.held[id].revision)
	s.part = append(s.part, id[:]...)
	if id.digested() {
		s.text(s.tally.names[id])
	}
}

func (s *saving) column(c *column) {
	s.tally.mutex.RLock()
	s.text(c.name)
	s.codes(&c.codes)
	s.number(uint64(len(c.values)))
	for _, value := range c.values {
		s.part = binary.LittleEndian.AppendUint64(s.part, math.Float64bits(value))
	}
	s.tally.mutex.RUnlock()
	_ = s.flush() // told at the end
}

func (s *saving) trait(t *trait) {
	s.tally.mutex.RLock()
	s.codes(&t.codes)
	s.number(uint64(len(t.labels)))
	for _, label := range t.labels {
		s.text(label)
	}
	s.tally.mutex.RUnlock()
	_ = s.flush() // told at the end
}

func (s *saving) codes(c *codes) {
	s.number(uint64(len(c.blocks)))
	for i := range c.blocks {
		s.part = append(s.part, c.blocks[i].width)
		s.part = append(s.part, c.blocks[i].bytes...)
	}
}
