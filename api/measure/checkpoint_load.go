package measure

import (
	"encoding/binary"
	"math"
)

// LoadTally reads what Save wrote; the tally keeps data, which nobody may change any more.
// Errors are ErrCheckpoint.
func LoadTally(data []byte) (*Tally, error) {
	in := &loading{tally: NewTally(), rest: data}
	groups := in.count(1)
	for range groups {
		in.group()
	}
	if in.broken || len(in.rest) > 0 {
		return nil, ErrCheckpoint
	}
	return in.tally, nil
}

// loading reads a checkpoint. Once it is found broken, nothing more is read.
type loading struct {
	tally  *Tally
	rest   []byte
	broken bool
}

func (l *loading) bytes(n int) []byte {
	if n < 0 || n > len(l.rest) || l.broken {
		l.broken = true
		return nil
	}
	read := l.rest[:n:n]
	l.rest = l.rest[n:]
	return read
}

func (l *loading) number() uint64 {
	n, size := binary.Uvarint(l.rest)
	if size <= 0 {
		l.broken = true
		return 0
	}
	l.rest = l.rest[size:]
	return n
}

// count reads how many things of at least so many bytes follow.
func (l *loading) count(least int) int {
	n := l.number()
	if l.broken || n > uint64(len(l.rest)/least) {
		l.broken = l.broken || n > 0
		return 0
	}
	return int(n)
}

func (l *loading) text() string { return string(l.bytes(l.count(1))) }

func (l *loading) group() {
	key := groupKey{project: l.text(), wave: l.text(), definition: l.text(), version: int(l.number())}
	rows := l.count(4)
	if _, known := l.tally.numbers[key]; known {
		l.broken = true
	}
	if l.broken {
		return
	}
	number := l.tally.number(key)
	g := l.tally.groups[number]
	g.ids, g.rows = make([]identity, rows), rows
	for row := range rows {
		l.row(g, number, row)
	}
	for range l.count(1) {
		column := l.column()
		if _, known := g.places[column.name]; known || l.broken {
			l.broken = true
			return
		}
		g.places[column.name] = len(g.columns)
		g.columns, g.scratch = append(g.columns, column), append(g.scratch, unlisted)
	}
	for range l.count(1) {
		name := l.text()
		g.traits[name] = l.trait(g)
	}
	if l.number() == 1 {
		g.weights = l.column()
	}
	for row := range rows {
		if g.live.at(row) == 0 {
			g.free = append(g.free, uint32(row))
		}
	}
}

// row takes a response in. One that changed while it was saved may be there twice: then the
// newer revision stays.
func (l *loading) row(g *group, number uint32, row int) {
	revision := l.bytes(4)
	if l.broken || binary.LittleEndian.Uint32(revision) == 0 {
		return
	}
	h := holding{binary.LittleEndian.Uint32(revision), number, uint32(row)}
	id := identity(l.identity())
	name := ""
	if id.digested() {
		name = l.text()
	}
	if old, known := l.tally.held[id]; known {
		if old.revision >= h.revision {
			return
		}
		l.tally.groups[old.group].live.set(int(old.row), 0)
		if old.group != number { // else it is seen as free below
			before := l.tally.groups[old.group]
			before.free = append(before.free, old.row)
			for _, trait := range before.traits {
				trait.leave(int(old.row))
			}
		}
	}
	g.ids[row] = id
	g.live.set(row, 1)
	l.tally.held[id] = h
	if name != "" {
		l.tally.names[id] = name
	}
}

func (l *loading) identity() [16]byte {
	var id [16]byte
	copy(id[:], l.bytes(len(id)))
	return id
}

func (l *loading) column() *column {
	c := newColumn(l.text())
	c.codes = l.codes()
	n := l.count(8)
	c.values = make([]float64, n)
	for i := range c.values {
		c.values[i] = math.Float64frombits(binary.LittleEndian.Uint64(l.bytes(8)))
		c.slots[c.values[i]] = uint32(i) + firstSlot
	}
	l.within(&c.codes, n+firstSlot)
	return c
}

func (l *loading) trait(g *group) *trait {
	t := newTrait()
	t.codes = l.codes()
	n := l.count(1)
	t.labels = make([]string, n)
	for i := range t.labels {
		t.labels[i] = l.text()
		t.numbers[t.labels[i]] = uint32(i)
	}
	if n == 0 || t.labels[0] != "" || len(t.numbers) != n {
		l.broken = true
	}
	l.within(&t.codes, n)
	if l.broken {
		return t
	}
	t.n = make([]int64, n)
	for row := range g.rows {
		if code := t.codes.at(row); code != 0 && g.live.at(row) != 0 {
			t.n[code]++
		}
	}
	return t
}

func (l *loading) codes() codes {
	c := codes{blocks: make([]block, l.count(1))}
	for i := range c.blocks {
		width := l.bytes(1)
		if l.broken {
			return codes{}
		}
		switch width[0] {
		case 0:
			continue
		case 1, 2, 4:
			c.blocks[i] = block{l.bytes(blockRows * int(width[0])), width[0]}
		default:
			l.broken = true
		}
	}
	return c
}

// within holds that every code stands for something.
func (l *loading) within(c *codes, codes int) {
	if l.broken {
		return
	}
	var unpacked [blockRows]uint32
	for i := range c.blocks {
		limit := uint32(min(codes, math.MaxUint32))
		if b := c.blocks[i]; b.width == 1 && codes > math.MaxUint8 || b.width == 2 && codes > math.MaxUint16 || !c.unpack(i, &unpacked) {
			continue
		}
		for _, code := range unpacked {
			l.broken = l.broken || code >= limit
		}
	}
}
