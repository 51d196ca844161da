// Package picture reads photos with bounded effort and gives each a fingerprint by which the
// same picture is recognised after it was scaled, recompressed, brightened or trimmed.
package picture

import (
	"image"
	_ "image/jpeg" // a format of phones
	_ "image/png"  // of screenshots
	"io"

	_ "golang.org/x/image/webp" // of messengers

	"touchstone/api/fault"
)

// Bounds of what is decoded; a small file can claim to be a huge picture.
const (
	mostPixels = 50_000_000
	mostSide   = 50_000
)

// Read decodes a JPEG, PNG or WebP. Invalid "picture.format" for anything else, HEIC among
// it, and for what is broken; TooLarge "picture.size" beyond 50 million pixels, which is
// found out before they are decoded.
func Read(content io.ReadSeeker) (image.Image, error) {
	header, _, err := image.DecodeConfig(content)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "picture.format", err, "This is no JPEG, PNG or WebP.")
	}
	if header.Width > mostSide || header.Height > mostSide || header.Width*header.Height > mostPixels {
		return nil, fault.New(fault.TooLarge, "picture.size", "The picture has %d x %d pixels.", header.Width, header.Height)
	}
	if _, err := content.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	picture, _, err := image.Decode(content)
	if err != nil {
		return nil, fault.Wrap(fault.Invalid, "picture.format", err, "The picture is broken.")
	}
	return picture, nil
}
