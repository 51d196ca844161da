package service

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// A checkpoint is a tally in a file, so that a start need not read every response. It counts
// for nothing unless all of this holds; else every response is counted anew:
//   - the file is whole (digest) and of this very build of the program;
//   - the store knows its token, which was written there after everything in the file: a store
//     that was put back to an earlier time does not have it;
//   - the store still tells every change since its mark, and those are applied before anybody
//     sees a number;
//   - in every project the same states count, and every definition is as it was.

// checkpointNotes is what stands beside the tally in a checkpoint.
type checkpointNotes struct {
	Build   string                       `json:"build"`
	Token   string                       `json:"token"`
	Mark    store.Mark                   `json:"mark"` // every change up to here is in the tally
	Counted map[string][]fieldwork.State `json:"counted"`
	Plans   map[string]string            `json:"plans"` // fingerprints, by definition
	Format  int                          `json:"format"`
	SavedAt fieldwork.Instant            `json:"savedAt"`
}

// checkpointing says where the checkpoint is and when the next one is due.
type checkpointing struct {
	path, build string // no path: there are none
	readOnly    bool   // none are written
	lock        sync.Mutex
	mark, kept  store.Mark // reached by the tally, and by the checkpoint
	changes     int64      // since the last one
	at          time.Time
	due         chan struct{}
}

const (
	checkpointChanges = 10_000          // worth a checkpoint before the end
	checkpointPause   = 5 * time.Minute // between two of them
	checkpointEnd     = time.Minute     // for the last one
)

func newCheckpointing(path, build string) checkpointing {
	return checkpointing{path: path, build: build, due: make(chan struct{}, 1)}
}

func (k *checkpointing) reached() store.Mark {
	k.lock.Lock()
	defer k.lock.Unlock()
	return k.mark
}

func (k *checkpointing) reach(mark store.Mark) {
	k.lock.Lock()
	k.mark = mark
	k.lock.Unlock()
}

// changed notes that so many responses were counted.
func (k *checkpointing) changed(n int64) {
	k.lock.Lock()
	defer k.lock.Unlock()
	if k.changes += n; k.changes >= checkpointChanges {
		select {
		case k.due <- struct{}{}:
		default: // it is known already
		}
	}
}

// keepCheckpoints writes one whenever it is due, until ctx ends.
func (s *Service) keepCheckpoints(ctx context.Context, report func(error)) {
	k := &s.counting.keeping
	if k.path == "" || k.readOnly {
		return
	}
	for {
		select {
		case <-ctx.Done():
			return
		case <-k.due:
		}
		k.lock.Lock()
		rest := checkpointPause - time.Since(k.at)
		k.lock.Unlock()
		if pause(ctx, rest); ctx.Err() != nil {
			return
		}
		if err := s.keepCheckpoint(ctx); err != nil && ctx.Err() == nil {
			report(err)
		}
	}
}

// keepAtEnd writes the checkpoint from which the next start goes on.
func (s *Service) keepAtEnd(ctx context.Context, report func(error)) {
	k := &s.counting.keeping
	if k.path == "" || k.readOnly || k.mark == k.kept {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, checkpointEnd)
	defer cancel()
	if err := s.keepCheckpoint(ctx); err != nil {
		report(err)
	}
}

// keepCheckpoint writes a checkpoint, unless what counts is changing right now.
func (s *Service) keepCheckpoint(ctx context.Context) error {
	c, k := &s.counting, &s.counting.keeping
	notes := checkpointNotes{Build: k.build, Token: newID(), Mark: k.reached(), Format: measure.CheckpointFormat, SavedAt: s.instant(), Plans: map[string]string{}}
	c.lock.RLock()
	tally, dated := c.tally, c.dated
	notes.Counted = maps.Clone(c.counted)
	c.lock.RUnlock()
	if tally == nil || dated || notes.Mark == "" {
		return nil
	}
	k.lock.Lock()
	k.changes, k.at = 0, time.Now()
	k.lock.Unlock()
	if err := os.MkdirAll(filepath.Dir(k.path), 0o700); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(k.path), filepath.Base(k.path)+".*.new")
	if err != nil {
		return fmt.Errorf("the checkpoint cannot be written: %w", err)
	}
	defer func() { _ = os.Remove(file.Name()) }() // gone under this name when all went well
	err = s.writeCheckpoint(ctx, file, tally, notes)
	err = errors.Join(err, file.Close())
	if err != nil {
		return fmt.Errorf("the checkpoint cannot be written: %w", err)
	}
	c.lock.RLock()
	same := c.tally == tally && !c.dated
	c.lock.RUnlock()
	if !same {
		return nil
	}
	if _, err := s.changeTide(ctx, func(t *tideMark) { t.Token = notes.Token }); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), k.path); err != nil {
		return fmt.Errorf("the checkpoint cannot be put in place: %w", err)
	}
	k.lock.Lock()
	k.kept = notes.Mark
	k.lock.Unlock()
	return nil
}

// digesting writes and takes the digest of what is written.
type digesting struct {
	to     io.Writer
	digest hash.Hash
}

func (d digesting) Write(data []byte) (int, error) {
	d.digest.Write(data)
	return d.to.Write(data)
}

func (s *Service) writeCheckpoint(ctx context.Context, file *os.File, tally *measure.Tally, notes checkpointNotes) error {
	out := digesting{file, sha256.New()}
	if err := tally.Save(out); err != nil {
		return err
	}
	for _, held := range tally.Held() {
		plan, err := s.plan(ctx, held.Project, held.Definition)
		if err != nil {
			return err
		}
		notes.Plans[definitionID(held.Project, held.Definition)] = plan.Fingerprint()
	}
	text, err := json.Marshal(notes)
	if err != nil {
		return err
	}
	if _, err := out.Write(binary.LittleEndian.AppendUint64(text, uint64(len(text)))); err != nil {
		return err
	}
	if _, err := file.Write(out.digest.Sum(nil)); err != nil {
		return err
	}
	return file.Sync()
}

// checkpoint is one that was read and fits so far; a nil one does not.
type checkpoint struct {
	tally *measure.Tally
	notes checkpointNotes
	once  sync.Once
	gone  chan struct{} // closed when it does not fit any more, or is not needed
}

func (k *checkpoint) fits() bool {
	if k == nil {
		return false
	}
	select {
	case <-k.gone:
		return false
	default:
		return true
	}
}

func (k *checkpoint) forget() {
	if k != nil {
		k.once.Do(func() { close(k.gone) })
	}
}

// errNoCheckpoint says why a checkpoint does not count.
type errNoCheckpoint struct{ reason string }

func (e errNoCheckpoint) Error() string { return "no checkpoint: " + e.reason }

// readCheckpoint reads the file and holds it against the store.
func (s *Service) readCheckpoint(ctx context.Context) (*checkpoint, error) {
	k := &s.counting.keeping
	data, err := os.ReadFile(k.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errNoCheckpoint{"there is none"}
	}
	if err != nil {
		return nil, err
	}
	tally, notes, err := openCheckpoint(data)
	if err != nil {
		return nil, err
	}
	if notes.Build != k.build || notes.Format != measure.CheckpointFormat || notes.Mark == "" {
		return nil, errNoCheckpoint{"another build of the program wrote it"}
	}
	_, kept, err := s.readTide(ctx)
	if fault.Is(err, fault.NotFound) || err == nil && (kept.Token != notes.Token || kept.Token == "") {
		return nil, errNoCheckpoint{"the store does not know it"}
	}
	if err != nil {
		return nil, err
	}
	found := &checkpoint{notes: notes, gone: make(chan struct{})}
	if found.tally, err = measure.LoadTally(tally); err != nil {
		return nil, err
	}
	for project, err := range s.projects.all(ctx, store.Query{}) {
		if err != nil {
			return nil, err
		}
		if states, known := notes.Counted[project.ID]; known && !slices.Equal(states, project.CountedStates) {
			return nil, errNoCheckpoint{"other states count now"}
		}
	}
	for _, held := range found.tally.Held() {
		plan, err := s.plan(ctx, held.Project, held.Definition)
		if err != nil {
			return nil, err
		}
		if print, known := notes.Plans[definitionID(held.Project, held.Definition)]; !known || print != plan.Fingerprint() {
			return nil, errNoCheckpoint{"a definition has changed"}
		}
	}
	return found, nil
}

// openCheckpoint takes a checkpoint apart once its digest holds.
func openCheckpoint(data []byte) (tally []byte, notes checkpointNotes, err error) {
	broken := errNoCheckpoint{"the file is broken"}
	content := len(data) - sha256.Size
	if content < 8 {
		return nil, notes, broken
	}
	if digest := sha256.Sum256(data[:content]); !bytes.Equal(digest[:], data[content:]) {
		return nil, notes, broken
	}
	size := binary.LittleEndian.Uint64(data[content-8 : content])
	if size > uint64(content-8) {
		return nil, notes, broken
	}
	start := content - 8 - int(size)
	if err := json.Unmarshal(data[start:content-8], &notes); err != nil {
		return nil, notes, broken
	}
	return data[:start:start], notes, nil
}

// recall gives the checkpoint, nil when there is none that fits, and lets changes go to it.
func (s *Service) recall(ctx context.Context, report func(error)) *checkpoint {
	c := &s.counting
	if c.keeping.path == "" {
		return nil
	}
	kept, err := s.readCheckpoint(ctx)
	if err == nil {
		err = s.learnAll(ctx)
	}
	if err != nil {
		if !errors.As(err, &errNoCheckpoint{}) && ctx.Err() == nil {
			report(err)
		}
		return nil
	}
	c.lock.Lock()
	c.filling, c.dated = kept.tally, false
	c.lock.Unlock()
	c.keeping.reach(kept.notes.Mark)
	return kept
}

// resume puts the checkpoint's tally in place once it has every change made since, and the
// reports on the board, which a pass over all responses would have brought.
func (s *Service) resume(ctx context.Context, kept *checkpoint) error {
	c := &s.counting
	c.passing.Lock()
	defer c.passing.Unlock()
	query := store.Query{Index: "assignment", Limit: 1000}
	for {
		page, err := s.store.Find(ctx, responses, query)
		if err != nil {
			return err
		}
		for _, record := range page.Records {
			change := store.Change{Collection: responses, ID: record.ID, Revision: record.Revision, Body: record.Body}
			if err := errors.Join(s.board.follow(change), s.likeness.follow(change)); err != nil {
				return err
			}
		}
		if query.After = page.Next; page.Next == "" {
			break
		}
	}
	revision, err := s.changeTide(ctx, func(t *tideMark) { t.Turn++ })
	if err != nil {
		return err
	}
	if err := c.tide.wait(ctx, revision, kept.gone); err != nil {
		return err
	}
	s.board.filled.Store(true)
	c.recalled = true
	c.lock.Lock()
	c.tally, c.filling = kept.tally, nil
	c.lock.Unlock()
	c.keeping.lock.Lock()
	c.keeping.at = time.Now()
	c.keeping.lock.Unlock()
	return nil
}
