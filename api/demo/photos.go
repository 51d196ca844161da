package demo

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"touchstone/api/fieldwork"
)

// Photo is a drawn picture that stands for the photo of a shopper.
type Photo struct {
	Kind    string // receipt, queue or shelf
	ID      string // SHA-256 of Content
	Content []byte // PNG
}

const photoWidth, photoHeight = 480, 640

// photos draws one picture of each kind.
func photos() []Photo {
	paper, ink, wall := color.Gray{250}, color.Gray{90}, color.RGBA{214, 222, 226, 255}
	warm, cool := color.RGBA{196, 120, 74, 255}, color.RGBA{58, 110, 128, 255}
	draws := []struct {
		kind string
		draw func(fill func(x, y, w, h int, c color.Color))
	}{
		{"receipt", func(fill func(x, y, w, h int, c color.Color)) {
			fill(110, 40, 260, 560, paper)
			for line := range 14 {
				fill(140, 90+line*34, 90+(line*37)%70, 8, ink)
				fill(300, 90+line*34, 40, 8, ink)
			}
		}},
		{"queue", func(fill func(x, y, w, h int, c color.Color)) {
			for person := range 5 {
				fill(50+person*80, 250+person*12, 50, 60, warm)
				fill(40+person*80, 310+person*12, 70, 230, cool)
			}
			fill(0, 560, photoWidth, 80, ink)
		}},
		{"shelf", func(fill func(x, y, w, h int, c color.Color)) {
			for row := range 4 {
				fill(40, 170+row*130, 400, 12, ink)
				for item := range 6 {
					if (row*6+item)%5 != 3 {
						fill(55+item*64, 90+row*130, 44, 80, []color.Color{warm, cool, paper}[(row+item)%3])
					}
				}
			}
		}},
	}
	list := make([]Photo, len(draws))
	for i, d := range draws {
		canvas := image.NewRGBA(image.Rect(0, 0, photoWidth, photoHeight))
		fill := func(x, y, w, h int, c color.Color) {
			draw.Draw(canvas, image.Rect(x, y, x+w, y+h), image.NewUniform(c), image.Point{}, draw.Src)
		}
		fill(0, 0, photoWidth, photoHeight, wall)
		d.draw(fill)
		var content bytes.Buffer
		if err := png.Encode(&content, canvas); err != nil {
			panic(err) // writing to memory does not fail
		}
		sum := sha256.Sum256(content.Bytes())
		list[i] = Photo{Kind: d.kind, ID: hex.EncodeToString(sum[:]), Content: content.Bytes()}
	}
	return list
}

func (d *Data) photo(kind string) Photo {
	for _, photo := range d.Photos {
		if photo.Kind == kind {
			return photo
		}
	}
	panic("demo: no photo of the kind " + kind)
}

// answer gives the answer of an image question.
func (p Photo) answer() map[string]any {
	return map[string]any{"id": p.ID, "name": p.Kind + ".png", "type": "image/png", "size": float64(len(p.Content)), "sha256": p.ID}
}

func (p Photo) announcement(question string) fieldwork.Announcement {
	return fieldwork.Announcement{ID: p.ID, Question: question, Name: p.Kind + ".png", Type: "image/png", Size: int64(len(p.Content))}
}
