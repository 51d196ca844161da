package measure

import (
	"bytes"
	"cmp"
	"container/heap"
	"encoding/hex"
	"slices"
)

// Wanted says which of the selected responses are meant: those with one of Values in a
// column, those from From to To (both included, nil is open), or those that have no value for
// the reason Absent. With none of these it is every one with a value, and with Column "" every
// one at all. Selection's By, Across, Indicators and Roles mean nothing here.
type Wanted struct {
	Column   string
	Values   []float64
	From, To *float64
	Absent   string
	After    string // id: only those that come after it
	Limit    int    // 0 is 100
}

// Members are the responses behind a number, the newest id first.
type Members struct {
	IDs   []string
	Next  string // for After; "" when these are the last
	Total int64  // of all that are meant, whatever After and Limit
}

const usualLimit = 100

// Members lists the responses behind a number.
func (t *Tally) Members(selection Selection, wanted Wanted) Members {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	newest := &newestFirst{tally: t, most: cmp.Or(max(wanted.Limit, 0), usualLimit) + 1}
	after := identify(wanted.After)
	var total int64
	for _, g := range t.of(selection) {
		g.members(selection, wanted, func(row int) {
			total++
			if id := g.ids[row]; wanted.After == "" || t.compareNames(id, after, wanted.After) < 0 {
				newest.offer(id)
			}
		})
	}
	slices.SortFunc(newest.ids, func(a, b identity) int { return t.compareIDs(b, a) })
	found := Members{IDs: make([]string, 0, len(newest.ids)), Total: total}
	for _, id := range newest.ids {
		found.IDs = append(found.IDs, t.nameOf(id))
	}
	if len(found.IDs) == newest.most {
		found.IDs = found.IDs[:newest.most-1]
		found.Next = found.IDs[len(found.IDs)-1]
	}
	return found
}

// members calls each for every row that is meant, the newest mostly first.
func (g *group) members(selection Selection, wanted Wanted, each func(row int)) {
	var column *column
	if wanted.Column != "" {
		place, known := g.places[wanted.Column]
		if !known {
			return
		}
		column = g.columns[place]
	}
	meant := column.meant(wanted)
	sieves := sievesOf(selection.Filter, selection.Except)
	var live, codes [blockRows]uint32
	for i := blocksOf(g.rows) - 1; i >= 0; i-- {
		if !g.live.unpack(i, &live) || column != nil && !column.codes.unpack(i, &codes) {
			continue
		}
	rows:
		for j := blockRows - 1; j >= 0; j-- {
			if live[j] == 0 || column != nil && !meant[codes[j]] {
				continue
			}
			row := i<<blockBits + j
			for s := range sieves {
				if !sieves[s].pass(g, row) {
					continue rows
				}
			}
			each(row)
		}
	}
}

// meant tells of every code of a column whether it is meant; nil for no column.
func (c *column) meant(wanted Wanted) []bool {
	if c == nil {
		return nil
	}
	meant := make([]bool, firstSlot+len(c.values))
	if wanted.Absent != "" {
		if reason, known := reasons[wanted.Absent]; known {
			meant[reason] = true
		}
		return meant
	}
	for slot, value := range c.values {
		meant[firstSlot+slot] = (len(wanted.Values) == 0 || slices.Contains(wanted.Values, value)) &&
			(wanted.From == nil || value >= *wanted.From) && (wanted.To == nil || value <= *wanted.To)
	}
	return meant
}

// newestFirst keeps the largest ids offered, the smallest of them on top.
type newestFirst struct {
	tally *Tally
	most  int
	ids   []identity
}

func (n *newestFirst) Len() int           { return len(n.ids) }
func (n *newestFirst) Less(i, j int) bool { return n.tally.compareIDs(n.ids[i], n.ids[j]) < 0 }
func (n *newestFirst) Swap(i, j int)      { n.ids[i], n.ids[j] = n.ids[j], n.ids[i] }
func (n *newestFirst) Push(id any)        { n.ids = append(n.ids, id.(identity)) }
func (n *newestFirst) Pop() any {
	last := n.ids[len(n.ids)-1]
	n.ids = n.ids[:len(n.ids)-1]
	return last
}

func (n *newestFirst) offer(id identity) {
	switch {
	case len(n.ids) < n.most:
		heap.Push(n, id)
	case n.tally.compareIDs(id, n.ids[0]) > 0:
		n.ids[0] = id
		heap.Fix(n, 0)
	}
}

// identity is a response id in 16 bytes, without pointers because there may be millions: a
// UUID as it is, any other id by its digest, which is marked as a version that UUIDs do not
// have and whose name the tally keeps.
type identity [16]byte

const digestVersion = 0xf0

func (id identity) digested() bool { return id[6]&0xf0 == digestVersion }

// uuid reads a UUID in the one form in which it is written here.
func uuid(id string) (read identity, is bool) {
	if len(id) != 36 || id[8] != '-' || id[13] != '-' || id[18] != '-' || id[23] != '-' {
		return read, false
	}
	at := 0
	for i := 0; i < len(id); {
		if id[i] == '-' {
			i++
			continue
		}
		high, low := digit(id[i]), digit(id[i+1])
		if high > 15 || low > 15 {
			return read, false
		}
		read[at] = high<<4 | low
		at, i = at+1, i+2
	}
	return read, !read.digested()
}

// digit is the value of a hexadecimal digit in lower case, above 15 for anything else.
func digit(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10
	}
	return 16
}

func (t *Tally) nameOf(id identity) string {
	if id.digested() {
		return t.names[id]
	}
	var text [36]byte
	at := 0
	for i, part := range [][]byte{id[:4], id[4:6], id[6:8], id[8:10], id[10:]} {
		if i > 0 {
			text[at] = '-'
			at++
		}
		at += hex.Encode(text[at:], part)
	}
	return string(text[:])
}

// compareIDs compares ids as the texts they stand for.
func (t *Tally) compareIDs(a, b identity) int {
	if a.digested() || b.digested() {
		return cmp.Compare(t.nameOf(a), t.nameOf(b))
	}
	return bytes.Compare(a[:], b[:]) // the dashes are at the same places
}

// compareNames compares an id with one that the tally may not know.
func (t *Tally) compareNames(a, b identity, name string) int {
	if a.digested() || b.digested() {
		return cmp.Compare(t.nameOf(a), name)
	}
	return bytes.Compare(a[:], b[:])
}
