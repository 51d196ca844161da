package picture_test

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"touchstone/api/fault"
	"touchstone/api/picture"
)

var scenes [60]*image.RGBA

// scene gives one of a few pictures, painted once.
func scene(number int) *image.RGBA {
	if scenes[number] == nil {
		scenes[number] = painted(uint64(number))
	}
	return scenes[number]
}

// painted is something like a photo: a sloping light, things of all sizes, noise.
func painted(seed uint64) *image.RGBA {
	dice := rand.New(rand.NewPCG(seed, 7))
	canvas := image.NewRGBA(image.Rect(0, 0, 800, 600))
	slopeX, slopeY := dice.Float64()*80-40, dice.Float64()*80-40
	for y := range 600 {
		for x := range 800 {
			v := uint8(128 + slopeX*(float64(x)/400-1) + slopeY*(float64(y)/300-1))
			canvas.SetRGBA(x, y, color.RGBA{v, v, v, 255})
		}
	}
	for range 40 {
		w, h := 30+dice.IntN(220), 30+dice.IntN(220)
		x, y := dice.IntN(800)-w/2, dice.IntN(600)-h/2
		tint := color.RGBA{uint8(dice.IntN(256)), uint8(dice.IntN(256)), uint8(dice.IntN(256)), 255}
		draw.Draw(canvas, image.Rect(x, y, x+w, y+h), image.NewUniform(tint), image.Point{}, draw.Src)
	}
	for i := range canvas.Pix {
		if i%4 != 3 {
			canvas.Pix[i] = clamp(float64(canvas.Pix[i]) + float64(dice.IntN(21)-10))
		}
	}
	return canvas
}

func clamp(v float64) uint8 { return uint8(math.Min(255, math.Max(0, v))) }

// mapped gives a picture of the size whose pixels come from where f says.
func mapped(width, height int, f func(x, y int) color.Color) image.Image {
	canvas := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			canvas.Set(x, y, f(x, y))
		}
	}
	return canvas
}

func compressed(t *testing.T, given image.Image, quality int) image.Image {
	t.Helper()
	var content bytes.Buffer
	if err := jpeg.Encode(&content, given, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	read, err := picture.Read(bytes.NewReader(content.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestTheSamePictureIsRecognised(t *testing.T) {
	transformations := map[string]func(given *image.RGBA) image.Image{
		"recompressed badly": func(given *image.RGBA) image.Image { return compressed(t, given, 25) },
		"a third of the size": func(given *image.RGBA) image.Image {
			return mapped(267, 200, func(x, y int) color.Color { return given.At(x*800/267, y*600/200) })
		},
		"larger": func(given *image.RGBA) image.Image {
			return mapped(1280, 960, func(x, y int) color.Color { return given.At(x*800/1280, y*600/960) })
		},
		"trimmed by 2 %": func(given *image.RGBA) image.Image { return given.SubImage(image.Rect(8, 6, 792, 594)) },
		"brighter": func(given *image.RGBA) image.Image {
			return mapped(800, 600, func(x, y int) color.Color {
				p := given.RGBAAt(x, y)
				return color.RGBA{clamp(float64(p.R)*1.1 + 15), clamp(float64(p.G)*1.1 + 15), clamp(float64(p.B)*1.1 + 15), 255}
			})
		},
		"grey": func(given *image.RGBA) image.Image {
			grey := image.NewGray(given.Bounds())
			draw.Draw(grey, grey.Bounds(), given, image.Point{}, draw.Src)
			return grey
		},
		"small, grey and recompressed": func(given *image.RGBA) image.Image {
			return compressed(t, mapped(400, 300, func(x, y int) color.Color { return color.GrayModel.Convert(given.At(2*x, 2*y)) }), 40)
		},
	}
	for name, transform := range transformations {
		t.Run(name, func(t *testing.T) {
			recognised := 0
			for seed := range 20 {
				original, ok := picture.Of(scene(seed))
				changed, stillOK := picture.Of(transform(scene(seed)))
				if !ok || !stillOK {
					t.Errorf("scene %d has no fingerprint", seed)
				}
				if original.Distance(changed) <= picture.Alike {
					recognised++
				}
			}
			if recognised < 19 {
				t.Errorf("recognised %d of 20", recognised)
			}
		})
	}
}

func TestDifferentPicturesDiffer(t *testing.T) {
	var prints []picture.Fingerprint
	for seed := range scenes {
		print, ok := picture.Of(scene(seed))
		if !ok {
			t.Errorf("scene %d has no fingerprint", seed)
		}
		for other, before := range prints {
			if d := print.Distance(before); d <= picture.Alike {
				t.Errorf("scenes %d and %d differ by %d bits", other, seed, d)
			}
		}
		prints = append(prints, print)
	}
}

func TestFlatPicturesHaveNoFingerprint(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 1))
	for name, f := range map[string]func(x, y int) color.Color{
		"black":        func(x, y int) color.Color { return color.Black },
		"dark, noisy":  func(x, y int) color.Color { return color.Gray{uint8(10 + dice.IntN(12))} },
		"a wall":       func(x, y int) color.Color { return color.Gray{200} },
		"a sky":        func(x, y int) color.Color { return color.Gray{uint8(120 + y/6)} },
		"a side light": func(x, y int) color.Color { return color.Gray{uint8(40 + x/5)} },
	} {
		if print, ok := picture.Of(mapped(800, 600, f)); ok {
			t.Errorf("%s has the fingerprint %s", name, print)
		}
	}
	if _, ok := picture.Of(image.NewGray(image.Rect(0, 0, 0, 0))); ok {
		t.Error("a picture without pixels has a fingerprint")
	}
	if _, ok := picture.Of(image.NewGray(image.Rect(0, 0, 1, 1))); ok {
		t.Error("a picture of one pixel has a fingerprint")
	}
}

func TestFingerprintsAreWrittenAndRead(t *testing.T) {
	for _, given := range []picture.Fingerprint{0, 1, 0xabc, 1 << 63, ^picture.Fingerprint(0)} {
		read, err := picture.Parse(given.String())
		if err != nil || read != given || len(given.String()) != 16 {
			t.Errorf("%d is written %s and read %d, %v", given, given, read, err)
		}
	}
	for _, text := range []string{"", "0", "000000000000000g", "00000000000000000"} {
		if _, err := picture.Parse(text); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q is read as a fingerprint", text)
		}
	}
}

// claimed is the header of a PNG of that size, and nothing more.
func claimed(width, height uint32) []byte {
	chunk := append([]byte("IHDR"), binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, width), height)...)
	chunk = append(chunk, 8, 2, 0, 0, 0)
	content := append([]byte("\x89PNG\r\n\x1a\n"), 0, 0, 0, 13)
	content = append(content, chunk...)
	return binary.BigEndian.AppendUint32(content, crc32.ChecksumIEEE(chunk))
}

func TestReading(t *testing.T) {
	var small bytes.Buffer
	if err := png.Encode(&small, scene(1)); err != nil {
		t.Fatal(err)
	}
	webp, err := base64.StdEncoding.DecodeString("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		given []byte
		want  string // code of the fault
	}{
		{"a PNG", small.Bytes(), ""},
		{"a WebP", webp, ""},
		{"half a PNG", small.Bytes()[:small.Len()/2], "picture.format"},
		{"nothing", nil, "picture.format"},
		{"a text", []byte("hello"), "picture.format"},
		{"a HEIC", []byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "picture.format"},
		{"a huge PNG of 33 bytes", claimed(60_000, 60_000), "picture.size"},
		{"a long thin PNG", claimed(1_000_000, 1), "picture.size"},
		{"more pixels than a number holds", claimed(1<<31-1, 1<<31-1), "picture."},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := picture.Read(bytes.NewReader(c.given))
			got := ""
			if err != nil {
				got = fault.Of(err).Code
			}
			if got != c.want && (c.want == "" || !strings.HasPrefix(got, c.want)) {
				t.Errorf("code %q, want %q: %v", got, c.want, err)
			}
		})
	}
}

// BenchmarkLooking measures a search among a million fingerprints, one after the other.
func BenchmarkLooking(b *testing.B) {
	dice := rand.New(rand.NewPCG(1, 2))
	all := make([]picture.Fingerprint, 1_000_000)
	for i := range all {
		all[i] = picture.Fingerprint(dice.Uint64())
	}
	for b.Loop() {
		wanted, found := picture.Fingerprint(dice.Uint64()), 0
		for _, print := range all {
			if print.Distance(wanted) <= picture.Alike {
				found++
			}
		}
		if found > 2 {
			b.Fatal("random fingerprints are alike")
		}
	}
}

func BenchmarkPhoto(b *testing.B) {
	photo := mapped(4000, 3000, func(x, y int) color.Color { return color.Gray{uint8(x ^ y)} })
	var content bytes.Buffer
	if err := jpeg.Encode(&content, photo, nil); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		read, err := picture.Read(bytes.NewReader(content.Bytes()))
		if err != nil {
			b.Fatal(err)
		}
		picture.Of(read)
	}
}

// FuzzRead feeds broken pictures; whatever is read has a fingerprint or is flat, and nothing
// crashes.
func FuzzRead(f *testing.F) {
	tiny := image.NewRGBA(image.Rect(0, 0, 9, 8))
	for i := range tiny.Pix {
		tiny.Pix[i] = uint8(i * 37)
	}
	var asPNG, asJPEG bytes.Buffer
	if png.Encode(&asPNG, tiny) != nil || jpeg.Encode(&asJPEG, tiny, nil) != nil {
		f.Fatal("the seeds cannot be written")
	}
	webp, _ := base64.StdEncoding.DecodeString("UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAgA0JaQAA3AA/vuUAAA=")
	for _, seed := range [][]byte{asPNG.Bytes(), asJPEG.Bytes(), webp, claimed(60_000, 60_000)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		read, err := picture.Read(bytes.NewReader(content))
		if err == nil {
			picture.Of(read)
		} else if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) {
			t.Errorf("an odd fault: %v", err)
		}
	})
}
