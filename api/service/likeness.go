package service

import (
	"bytes"
	"context"
	"encoding/json"
	"io"

	"touchstone/api/fieldwork"
	"touchstone/api/picture"
	"touchstone/api/store"
)

// likenessKeeping feeds the likeness of this process like the board is fed.
type likenessKeeping struct {
	likeness *fieldwork.Likeness
	// decoding holds a place for every picture being decoded, since each needs much memory.
	decoding chan struct{}
}

// decodedAtOnce is how many pictures are decoded at once.
const decodedAtOnce = 2

func newLikenessKeeping() *likenessKeeping {
	return &likenessKeeping{fieldwork.NewLikeness(), make(chan struct{}, decodedAtOnce)}
}

// wrote takes what a shelf has just written.
func (k *likenessKeeping) wrote(value any, revision int64) {
	switch value := value.(type) {
	case fieldwork.Response:
		if value.Assignment != "" {
			k.likeness.ApplyReport(value.Project, value.ID, value.Assignment, value.Answers, revision)
		}
	case arrival:
		k.likeness.ApplyFile(value.Project, value.Response, value.like())
	}
}

// resembled is the part of a stored response that can be like another.
type resembled struct {
	ID         string         `json:"id"`
	Project    string         `json:"project"`
	Assignment string         `json:"assignment"`
	Answers    map[string]any `json:"answers"`
}

// follow takes a document as the store tells of it.
func (k *likenessKeeping) follow(change store.Change) error {
	switch {
	case change.Collection == responses && change.Deleted:
		k.likeness.Remove(change.ID)
	case change.Deleted:
	case change.Collection == responses && bytes.Contains(change.Body, assignmentMember):
		var r resembled
		if err := json.Unmarshal(change.Body, &r); err != nil {
			return err
		}
		if r.Assignment != "" {
			k.likeness.ApplyReport(r.Project, r.ID, r.Assignment, r.Answers, change.Revision)
		}
	case change.Collection == arrivals:
		var file arrival
		if err := json.Unmarshal(change.Body, &file); err != nil {
			return err
		}
		k.wrote(file, change.Revision)
	}
	return nil
}

// fillLikeness takes every file that has arrived; the responses come with their count.
func (s *Service) fillLikeness(ctx context.Context) error {
	if s.board.filled.Load() { // and this with it
		return nil
	}
	for file, err := range s.arrivals.all(ctx, store.Query{}) {
		if err != nil {
			return err
		}
		s.likeness.wrote(file, 0)
	}
	return nil
}

// print gives the fingerprint of a picture as an arrival keeps it: "" for what is no picture
// that can be read, "flat" for one that has too little in it.
func (k *likenessKeeping) print(content io.ReadSeeker) (found string) {
	k.decoding <- struct{}{}
	defer func() {
		<-k.decoding
		if recover() != nil {
			found = "" // a file is never refused because a decoder stumbles over it
		}
	}()
	read, err := picture.Read(content)
	if err != nil {
		return "" // HEIC, or broken: no reason to refuse the file
	}
	print, ok := picture.Of(read)
	if !ok {
		return flatPicture
	}
	return print.String()
}

// flatPicture stands for the fingerprint of a picture that has too little in it.
const flatPicture = "flat"

// like gives the file as it is compared with others.
func (a arrival) like() fieldwork.LikeFile {
	print, err := picture.Parse(a.Print)
	return fieldwork.LikeFile{SHA256: a.SHA256, Print: uint64(print), Printed: err == nil}
}
