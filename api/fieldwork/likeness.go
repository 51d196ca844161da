package fieldwork

import (
	"encoding/hex"
	"encoding/json"
	"hash/fnv"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
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

// PhotosLike gives the files of other assignments' reports that are the same as one of these
// or look like it, for each other report the nearest, at most 20 for a file.
func (l *Likeness) PhotosLike(project, response, assignment string, files []LikeFile) []PhotoMatch {
	l.lock.RLock()
	defer l.lock.RUnlock()
	room := l.rooms[project]
	if room == nil {
		return nil
	}
	var matches []PhotoMatch
	for _, file := range files {
		digest, ok := digestBytes(file.SHA256)
		if !ok {
			continue
		}
		first, nearest := leading(digest), map[string]PhotoMatch{}
		for at, print := range room.prints {
			distance := bits.OnesCount64(print ^ file.Print)
			exact := room.digests[at] == first
			if !exact && distance > alikeBits {
				continue
			}
			other := room.files[at]
			exact = exact && other.sha256 == digest
			if exact {
				distance = 0
			} else if !file.Printed || !other.printed || distance > alikeBits {
				continue
			}
			kept := room.traces[other.response]
			if kept == nil || other.response == response || kept.assignment == assignment {
				continue
			}
			if known, told := nearest[other.response]; !told || distance < known.Bits {
				nearest[other.response] = PhotoMatch{file.SHA256, other.response, hex.EncodeToString(other.sha256[:]), distance}
			}
		}
		found := slices.SortedFunc(maps.Values(nearest), func(a, b PhotoMatch) int {
			if a.Bits != b.Bits {
				return a.Bits - b.Bits
			}
			return strings.Compare(a.Response, b.Response)
		})
		matches = append(matches, found[:min(len(found), mostMatches)]...)
	}
	return matches
}

// TextsLike gives the longer texts among the answers that another assignment's report has
// too, whatever their case, blanks and punctuation; one match for a question.
func (l *Likeness) TextsLike(project, response, assignment string, answers map[string]any) []TextMatch {
	texts := textsByPath(answers)
	l.lock.RLock()
	defer l.lock.RUnlock()
	room := l.rooms[project]
	if room == nil {
		return nil
	}
	var matches []TextMatch
	for _, path := range slices.SortedFunc(maps.Keys(texts), inOrder) {
		if other := room.other(room.byText[texts[path]], response, assignment); other != "" && len(matches) < mostMatches {
			matches = append(matches, TextMatch{path, other})
		}
	}
	return matches
}

// SameAnswers gives another assignment's report with the same answers, "" for none. Files do
// not count as answers here, nor do reports of fewer than five answers.
func (l *Likeness) SameAnswers(project, response, assignment string, answers map[string]any) string {
	whole := answersHash(answers)
	l.lock.RLock()
	defer l.lock.RUnlock()
	room := l.rooms[project]
	if room == nil || whole == 0 {
		return ""
	}
	return room.other(room.byAnswers[whole], response, assignment)
}

// other gives the first of reports that is another assignment's.
func (r *likenessRoom) other(reports []string, response, assignment string) string {
	for _, id := range reports {
		if id != response && r.traces[id].assignment != assignment {
			return id
		}
	}
	return ""
}

// textsByPath gives the hashes of the longer texts among answers.
func textsByPath(answers map[string]any) map[string]uint64 {
	texts := map[string]uint64{}
	eachAnswer(answers, "", func(path string, answer any) {
		text, _ := answer.(string)
		if plain := plainText(text); utf8.RuneCountInString(plain) >= likeText {
			texts[path] = hashOf(plain)
		}
	})
	return texts
}

func textsOf(answers map[string]any) []uint64 {
	return slices.Sorted(maps.Values(textsByPath(answers)))
}

// plainText gives the letters and digits of a text in lower case, words apart by one blank.
func plainText(text string) string {
	var plain strings.Builder
	apart := false
	for _, r := range text {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			apart = plain.Len() > 0
			continue
		}
		if apart {
			plain.WriteByte(' ')
			apart = false
		}
		plain.WriteRune(unicode.ToLower(r))
	}
	return plain.String()
}

// answersHash gives a hash of answers without files, 0 for fewer than five of them.
func answersHash(answers map[string]any) uint64 {
	count := 0
	whole := fnv.New64a()
	eachAnswer(answers, "", func(path string, answer any) {
		if members, ok := answer.(map[string]any); ok && members["sha256"] != nil {
			return
		}
		content, err := json.Marshal([]any{path, answer})
		if err != nil {
			return // answers come from JSON
		}
		count++
		_, _ = whole.Write(content)
	})
	if count < likeAnswers {
		return 0
	}
	return whole.Sum64()
}

func hashOf(text string) uint64 {
	hash := fnv.New64a()
	_, _ = hash.Write([]byte(text))
	return hash.Sum64()
}
