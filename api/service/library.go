package service

import (
	"io/fs"
	"iter"
	"strings"

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
