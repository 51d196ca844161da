package picture

import (
	"image"
	"image/color"
	"math/bits"
	"strconv"

	"touchstone/api/fault"
)

// Fingerprint is 64 bits that change little when a picture is scaled, recompressed, made
// brighter or trimmed a little: the difference hash of N. Krawetz ("Kind of Like That",
// hackerfactor.com, 2013). The picture is averaged down to 9 x 8 grey cells; each bit tells
// whether a cell is brighter than its right neighbour, row by row from the upper left.
type Fingerprint uint64

// The grid of cells; one more column than bits in a row.
const (
	columns = 9
	rows    = 8
)

// sampled is how many pixels of a cell are looked at in each direction, at most.
const sampled = 24

// Alike is the most bits by which two fingerprints of the same picture differ. Of two
// unrelated pictures 64 bits agree this far once in 200 billion pairs, if bits were
// independent.
const Alike = 6

// telling is the least difference of brightness between neighbours, of 255, that says
// something about the picture rather than about noise, and how many of the 64 must show it.
const (
	telling     = 3
	fewTelling  = 24
	uniformBits = 6 // as many bits or fewer that differ from the rest: a mere gradient
)

// Of gives the fingerprint of a picture; not ok when the picture is too flat for one: black
// photos, walls and skies all look alike.
func Of(picture image.Image) (Fingerprint, bool) {
	cells := shrink(picture)
	var print Fingerprint
	clear := 0
	for y := range rows {
		for x := range columns - 1 {
			left, right := cells[y][x], cells[y][x+1]
			print <<= 1
			if left > right {
				print |= 1
			}
			if left-right >= telling || right-left >= telling {
				clear++
			}
		}
	}
	ones := bits.OnesCount64(uint64(print))
	return print, clear >= fewTelling && ones > uniformBits && ones < 64-uniformBits
}

// Distance is the number of bits by which two fingerprints differ, 0 to 64.
func (f Fingerprint) Distance(other Fingerprint) int { return bits.OnesCount64(uint64(f ^ other)) }

// String gives 16 hexadecimal digits.
func (f Fingerprint) String() string {
	digits := strconv.FormatUint(uint64(f), 16)
	return "0000000000000000"[len(digits):] + digits
}

// Parse reads what String gives.
func Parse(text string) (Fingerprint, error) {
	number, err := strconv.ParseUint(text, 16, 64)
	if err != nil || len(text) != 16 {
		return 0, fault.New(fault.Invalid, "picture.fingerprint", "%q is no fingerprint.", text)
	}
	return Fingerprint(number), nil
}

// shrink gives the mean brightness of each cell, 0 to 255.
func shrink(picture image.Image) (cells [rows][columns]float64) {
	bounds := picture.Bounds()
	grey := greyOf(picture)
	for y := range rows {
		top, bottom := edge(bounds.Min.Y, bounds.Dy(), y, rows), edge(bounds.Min.Y, bounds.Dy(), y+1, rows)
		for x := range columns {
			left, right := edge(bounds.Min.X, bounds.Dx(), x, columns), edge(bounds.Min.X, bounds.Dx(), x+1, columns)
			stepX, stepY := max(1, float64(right-left)/sampled), max(1, float64(bottom-top)/sampled)
			sum, count := 0.0, 0
			for v := float64(top); v < float64(bottom); v += stepY {
				for u := float64(left); u < float64(right); u += stepX {
					sum += grey(int(u), int(v))
					count++
				}
			}
			if count > 0 {
				cells[y][x] = sum / float64(count)
			}
		}
	}
	return cells
}

// edge gives where cell i of n begins.
func edge(from, length, i, n int) int { return from + length*i/n }

// greyOf gives the brightness of a pixel, 0 to 255; photos keep it as they are.
func greyOf(picture image.Image) func(x, y int) float64 {
	switch p := picture.(type) {
	case *image.YCbCr:
		return func(x, y int) float64 { return float64(p.Y[p.YOffset(x, y)]) }
	case *image.Gray:
		return func(x, y int) float64 { return float64(p.GrayAt(x, y).Y) }
	}
	return func(x, y int) float64 {
		return float64(color.Gray16Model.Convert(picture.At(x, y)).(color.Gray16).Y) / 257
	}
}
