package measure

import "encoding/binary"

// arena stores the entries of the tally in large chunks without pointers, so that a million
// of them cost the garbage collector nothing. An entry is its length followed by its bytes.
type arena struct {
	chunks [][]byte
	used   int // bytes handed out
	waste  int // bytes handed out and given back
}

// place is where an entry lies: chunk number and offset, plus one so that nowhere is zero.
type place uint64

const (
	nowhere   place = 0
	chunkSize       = 1 << 18
	// leastWaste keeps small tallies from being compacted over and over.
	leastWaste = 1 << 20
)

// read gives the entry without copying; it is valid until the arena changes.
func (a *arena) read(at place) []byte {
	chunk, offset := at.split()
	length, header := binary.Uvarint(a.chunks[chunk][offset:])
	start := offset + header
	return a.chunks[chunk][start : start+int(length)]
}

// replace stores the entry, over the old one where it fits exactly, and says where.
func (a *arena) replace(old place, entry []byte) place {
	if old != nowhere {
		if held := a.read(old); len(held) == len(entry) {
			copy(held, entry)
			return old
		}
		a.free(old)
	}
	needed := sizeOf(len(entry))
	last := len(a.chunks) - 1
	if last < 0 || cap(a.chunks[last])-len(a.chunks[last]) < needed {
		a.chunks = append(a.chunks, make([]byte, 0, max(chunkSize, needed)))
		last++
	}
	offset := len(a.chunks[last])
	chunk := binary.AppendUvarint(a.chunks[last], uint64(len(entry)))
	a.chunks[last] = append(chunk, entry...)
	a.used += needed
	return place(uint64(last)<<32|uint64(offset)) + 1
}

// free gives an entry back.
func (a *arena) free(at place) {
	if at != nowhere {
		a.waste += sizeOf(len(a.read(at)))
	}
}

func (a *arena) wasteful() bool { return a.waste > leastWaste && a.waste > a.used/2 }

func (p place) split() (chunk, offset int) {
	return int(uint64(p-1) >> 32), int(uint64(p-1) & 0xffffffff)
}

func sizeOf(length int) int {
	size := length + 1
	for rest := length >> 7; rest > 0; rest >>= 7 {
		size++
	}
	return size
}
