package fieldwork

import (
	"encoding/hex"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

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

// SameAnswers gives another assignment's report with the same answers, "" for none. Files,
// positions and times do not count as answers here, nor do reports of fewer than five answers.
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
