package measure

import "encoding/binary"

// codes is a column of small numbers, one a row, zero where nothing was set. It is kept in
// blocks, each as wide as its largest number needs, so that a million rows of ratings take a
// megabyte and one odd value widens four thousand rows only.
type codes struct{ blocks []block }

// block holds blockRows numbers of 1, 2 or 4 bytes; nil is all zero.
type block struct {
	bytes []byte
	width uint8
}

const (
	blockBits = 12
	blockRows = 1 << blockBits
)

func (c *codes) at(row int) uint32 {
	if i := row >> blockBits; i < len(c.blocks) {
		return c.blocks[i].at(row & (blockRows - 1))
	}
	return 0
}

func (c *codes) set(row int, code uint32) {
	i := row >> blockBits
	if i >= len(c.blocks) {
		if code == 0 {
			return
		}
		c.blocks = append(c.blocks, make([]block, i+1-len(c.blocks))...)
	}
	c.blocks[i].set(row&(blockRows-1), code)
}

func (b *block) at(i int) uint32 {
	switch b.width {
	case 1:
		return uint32(b.bytes[i])
	case 2:
		return uint32(binary.LittleEndian.Uint16(b.bytes[2*i:]))
	case 4:
		return binary.LittleEndian.Uint32(b.bytes[4*i:])
	}
	return 0
}

func (b *block) set(i int, code uint32) {
	b.widen(code)
	switch b.width {
	case 1:
		b.bytes[i] = uint8(code)
	case 2:
		binary.LittleEndian.PutUint16(b.bytes[2*i:], uint16(code))
	case 4:
		binary.LittleEndian.PutUint32(b.bytes[4*i:], code)
	}
}

// widen makes room for a number as large as code.
func (b *block) widen(code uint32) {
	needed := uint8(4)
	switch {
	case code == 0:
		needed = b.width
	case code < 1<<8:
		needed = 1
	case code < 1<<16:
		needed = 2
	}
	if needed <= b.width {
		return
	}
	wider := block{make([]byte, blockRows*int(needed)), needed}
	if b.width > 0 {
		for i := range blockRows {
			if old := b.at(i); old != 0 {
				wider.set(i, old)
			}
		}
	}
	*b = wider
}

// unpack writes the numbers of a block of rows into out, which has blockRows places, and
// tells whether any is set.
func (c *codes) unpack(i int, out *[blockRows]uint32) bool {
	if i >= len(c.blocks) || c.blocks[i].width == 0 {
		return false
	}
	b := &c.blocks[i]
	switch b.width {
	case 1:
		for j, x := range b.bytes {
			out[j] = uint32(x)
		}
	case 2:
		for j := range out {
			out[j] = uint32(binary.LittleEndian.Uint16(b.bytes[2*j:]))
		}
	case 4:
		for j := range out {
			out[j] = binary.LittleEndian.Uint32(b.bytes[4*j:])
		}
	}
	return true
}
