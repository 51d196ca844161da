package xlsform

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"path"
	"slices"
	"strings"

	"touchstone/api/form"
)

// hasNoFolders tells whether a name is that of a file alone.
func hasNoFolders(name string) bool { return name != "" && path.Base(name) == name }

// mediaFiles looks for the files of a question or choice.
func (r *reading) mediaFiles(m form.Media, from origin) {
	for key, text := range map[string]form.Text{"image": m.Image, "bigImage": m.BigImage, "audio": m.Audio, "video": m.Video} {
		for tag, name := range text {
			_, listed := r.definition.Files[name]
			if slices.ContainsFunc(r.companions, func(c Companion) bool { return c.Name == name }) {
				continue
			}
			if r.source.Media != nil && hasNoFolders(name) {
				if file, found := r.source.Media(name); found {
					r.companions = append(r.companions, Companion{Name: name, File: file})
					continue
				}
			}
			if !listed {
				r.warn(from.place("media/"+key+"/"+tag), "file", "The file %s did not come along with the form; people will not see it.", quoted(name))
			}
		}
	}
}

// listMedia puts the files that came along into the definition.
func (r *reading) listMedia() {
	slices.SortFunc(r.companions, func(a, b Companion) int { return strings.Compare(a.Name, b.Name) })
	for _, c := range r.companions {
		if r.definition.Files == nil {
			r.definition.Files = map[string]form.File{}
		}
		r.definition.Files[c.Name] = c.File
	}
}

// mediaTypes are told by their ending, since contents tell some of them badly.
var mediaTypes = map[string]string{
	".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp", ".svg": "image/svg+xml",
	".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".ogg": "audio/ogg", ".oga": "audio/ogg", ".wav": "audio/wav", ".aac": "audio/aac",
	".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime", ".3gp": "video/3gpp",
}

// Describe reads a file to its end and gives its digest, type and size.
func Describe(name string, in io.Reader) (form.File, error) {
	const sniffed = 512
	first := make([]byte, sniffed)
	n, err := io.ReadFull(in, first)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return form.File{}, err
	}
	digest := sha256.New()
	_, _ = digest.Write(first[:n]) // digests take everything
	rest, err := io.Copy(digest, in)
	file := form.File{SHA256: hex.EncodeToString(digest.Sum(nil)), Type: mediaTypes[strings.ToLower(path.Ext(name))], Size: int64(n) + rest}
	if file.Type == "" {
		file.Type, _, _ = strings.Cut(http.DetectContentType(first[:n]), ";")
	}
	return file, err
}
