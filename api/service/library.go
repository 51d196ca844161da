package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/gabriel-vasile/mimetype"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/surveys"
)

// libraryFiles gives the shipped definitions by id, in the order of their ids.
func libraryFiles() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		const folder, ending = "library/", ".json"
		names, err := fs.Glob(surveys.Library, folder+"*"+ending)
		if err != nil {
			panic(err) // the pattern is constant
		}
		for _, name := range names {
			data, err := surveys.Library.ReadFile(name)
			if err != nil {
				panic(err) // it is inside this very program
			}
			if !yield(strings.TrimSuffix(strings.TrimPrefix(name, folder), ending), data) {
				return
			}
		}
	}
}

// shippedMedia gives the pictures, sounds and films of the shipped definitions by SHA-256.
var shippedMedia = sync.OnceValue(func() map[string][]byte {
	const folder = "library/files"
	names, err := fs.ReadDir(surveys.Library, folder)
	if err != nil {
		panic(err) // it is inside this very program
	}
	media := map[string][]byte{}
	for _, name := range names {
		data, err := surveys.Library.ReadFile(folder + "/" + name.Name())
		if err != nil {
			panic(err)
		}
		digest := sha256.Sum256(data)
		media[hex.EncodeToString(digest[:])] = data
	}
	return media
})

// shippedFile opens a file of the library, for definitions that are only looked at yet.
func shippedFile(digest string) (AttachmentFile, error) {
	data, shipped := shippedMedia()[digest]
	if !shipped {
		return AttachmentFile{}, noFile()
	}
	kept, _ := shownAs(mimetype.Detect(data).String(), "")
	return AttachmentFile{fieldwork.Attachment{ID: digest, Type: kept, Size: int64(len(data)), Present: true}, unclosable{bytes.NewReader(data)}}, nil
}

// unclosable is a reader of what lies in memory.
type unclosable struct{ *bytes.Reader }

func (unclosable) Close() error { return nil }

// takeShippedMedia gives the project the files of a shipped definition, so that a version stays
// whole when a later release ships others.
func (s *Service) takeShippedMedia(ctx context.Context, member Member, definition *form.Definition) error {
	for _, name := range slices.Sorted(maps.Keys(definition.Files)) {
		file := definition.Files[name]
		data, shipped := shippedMedia()[file.SHA256]
		if !shipped {
			continue
		}
		_, _, err := s.files.get(ctx, fileID(member.project.ID, file.SHA256))
		if fault.Is(err, fault.NotFound) {
			err = s.AddDefinitionFile(ctx, member, file.SHA256, file.Type, int64(len(data)), bytes.NewReader(data))
		}
		if err != nil {
			return err
		}
	}
	return nil
}
