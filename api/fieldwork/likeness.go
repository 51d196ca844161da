package fieldwork

import (
	"encoding/hex"
	"slices"
	"sync"
)

// Likeness remembers what reports of a project look like: fingerprints of their photos,
// digests of their files, their longer texts and their answers as a whole, so that what was
// used twice is found without a look at the store. Applying a document again changes
// nothing. Safe for concurrent use.
type Likeness struct {
	lock  sync.RWMutex
	rooms map[string]*likenessRoom // by project
}

// likenessRoom holds one project. Photos lie in parallel slices, searched from end to end:
// a million take a millisecond.
type likenessRoom struct {
	traces    map[string]*trace // by response id
	byText    map[uint64][]string
	byAnswers map[uint64][]string

	prints  []uint64 // fingerprints; those of files without one are never alike
	digests []uint64 // the first 8 bytes of SHA-256
	files   []likeFile
	at      map[string][]int // places in files by response
}

// trace is what is kept of a report.
type trace struct {
	assignment string
	revision   int64
	texts      []uint64
	answers    uint64 // 0 for too few
}

type likeFile struct {
	response string
	sha256   [32]byte
	printed  bool // it has a fingerprint
}

// LikeFile is a file of a response.
type LikeFile struct {
	SHA256  string
	Print   uint64
	Printed bool // Print is known, and the picture is not too flat for it
}

// Bounds of what is compared.
const (
	alikeBits   = 6  // by which fingerprints of one picture differ, at most
	likeText    = 40 // characters a text has at least to be no coincidence
	likeAnswers = 5  // answers a report has at least to be no coincidence
	mostMatches = 20 // are told
)

// NewLikeness gives an empty memory.
func NewLikeness() *Likeness { return &Likeness{rooms: map[string]*likenessRoom{}} }

func (l *Likeness) room(project string) *likenessRoom {
	room := l.rooms[project]
	if room == nil {
		room = &likenessRoom{traces: map[string]*trace{}, byText: map[uint64][]string{}, byAnswers: map[uint64][]string{}, at: map[string][]int{}}
		l.rooms[project] = room
	}
	return room
}

// ApplyReport takes the answers of a report as they are in a revision.
func (l *Likeness) ApplyReport(project, response, assignment string, answers map[string]any, revision int64) {
	texts, whole := textsOf(answers), answersHash(answers)
	l.lock.Lock()
	defer l.lock.Unlock()
	room := l.room(project)
	if known := room.traces[response]; known != nil {
		if known.revision >= revision {
			return
		}
		room.forget(response, known)
	}
	kept := &trace{assignment: assignment, revision: revision, answers: whole}
	for _, hash := range texts {
		if !slices.Contains(kept.texts, hash) {
			kept.texts = append(kept.texts, hash)
			room.byText[hash] = append(room.byText[hash], response)
		}
	}
	if whole != 0 {
		room.byAnswers[whole] = append(room.byAnswers[whole], response)
	}
	room.traces[response] = kept
}

func (r *likenessRoom) forget(response string, known *trace) {
	drop := func(index map[uint64][]string, hash uint64) {
		index[hash] = slices.DeleteFunc(index[hash], func(id string) bool { return id == response })
		if len(index[hash]) == 0 {
			delete(index, hash)
		}
	}
	for _, hash := range known.texts {
		drop(r.byText, hash)
	}
	if known.answers != 0 {
		drop(r.byAnswers, known.answers)
	}
	delete(r.traces, response)
}

// Remove forgets a report, in whatever project. Its files are no longer found either.
func (l *Likeness) Remove(response string) {
	l.lock.Lock()
	defer l.lock.Unlock()
	for _, room := range l.rooms {
		if known := room.traces[response]; known != nil {
			room.forget(response, known)
		}
	}
}

// ApplyFile takes a file that arrived for a response, which may be here or follow.
func (l *Likeness) ApplyFile(project, response string, file LikeFile) {
	digest, ok := digestBytes(file.SHA256)
	if !ok {
		return
	}
	l.lock.Lock()
	defer l.lock.Unlock()
	room := l.room(project)
	for _, at := range room.at[response] {
		if room.files[at].sha256 == digest {
			room.prints[at], room.files[at].printed = file.Print, file.Printed
			return
		}
	}
	room.at[response] = append(room.at[response], len(room.files))
	room.files = append(room.files, likeFile{response, digest, file.Printed})
	room.prints = append(room.prints, file.Print)
	room.digests = append(room.digests, leading(digest))
}

func digestBytes(text string) (digest [32]byte, ok bool) {
	n, err := hex.Decode(digest[:], []byte(text[:min(len(text), 64)]))
	return digest, err == nil && n == 32
}

func leading(digest [32]byte) uint64 {
	var first uint64
	for _, b := range digest[:8] {
		first = first<<8 | uint64(b)
	}
	return first
}
