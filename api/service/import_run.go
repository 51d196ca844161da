package service

import (
	"context"
	"errors"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/spreadsheet"
)

// importWriters is how many rows are under way at once: enough for the store to carry many
// in one commit.
const importWriters = 64

// importPulse is how often a running import is written down.
const importPulse = time.Second

// importing holds the imports that run in this process.
type importing struct {
	lock    sync.Mutex
	life    context.Context // of imports, which outlive the requests that ask for them
	end     context.CancelFunc
	running sync.WaitGroup
}

// begin runs work beyond the request that asked for it.
func (i *importing) begin(work func(context.Context)) {
	i.lock.Lock()
	defer i.lock.Unlock()
	if i.life == nil {
		i.life, i.end = context.WithCancel(context.Background())
	}
	life := i.life
	i.running.Go(func() { work(life) })
}

// EndImports interrupts the imports of this process and waits until they are written down.
// Running them again continues them.
func (s *Service) EndImports() {
	i := &s.importing
	i.lock.Lock()
	if i.life == nil {
		i.life, i.end = context.WithCancel(context.Background())
	}
	i.end()
	i.lock.Unlock()
	i.running.Wait()
}

// tallyOfRun is what the writers of one run share.
type tallyOfRun struct {
	lock sync.Mutex
	Import
	findings findings
}

func (t *tallyOfRun) note(outcome importOutcome, problems []spreadsheet.Problem) {
	t.lock.Lock()
	defer t.lock.Unlock()
	t.Read++
	switch outcome {
	case rowAdded:
		t.Added++
	case rowAlready:
		t.Already++
	case rowDiffers:
		t.Differing++
	case rowLeft:
		t.Left++
	}
	for _, problem := range problems {
		t.findings.add(problem)
	}
}

func (t *tallyOfRun) now(s *Service) Import {
	t.lock.Lock()
	defer t.lock.Unlock()
	i := t.Import
	i.UpdatedAt = s.instant()
	i.ImportFindings = t.findings.report()
	return i
}

// run reads the file row by row, writes the responses with many at once, and writes the
// import down every importPulse and at its end.
func (s *Service) run(ctx context.Context, p *preparedImport, progress func(Import)) (Import, error) {
	t := &tallyOfRun{Import: p.Import, findings: newFindings(p.sheet.Header)}
	for _, problem := range p.binding.Problems {
		t.findings.add(problem)
	}
	if progress == nil {
		progress = func(Import) {}
	}
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		ticker := time.NewTicker(importPulse)
		defer ticker.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticker.C:
				now := t.now(s)
				progress(now)
				_ = s.writeDown(ctx, now) // the end is written in any case, and tells of a failure
			}
		}
	}()
	failure := s.rows(ctx, p, t)
	close(stop)
	<-stopped

	final := t.now(s)
	final.State = ImportDone
	switch {
	case failure == nil:
	case ctx.Err() != nil || errors.Is(failure, context.Canceled):
		final.State, final.Message = ImportInterrupted, "The import was interrupted; run it again to continue."
	default:
		final.State, final.Message = ImportFailed, fault.Of(failure).Message
	}
	final.FinishedAt = &final.UpdatedAt
	progress(final)
	if err := s.writeDown(context.WithoutCancel(ctx), final); failure == nil {
		failure = err
	}
	return final, failure
}

func (s *Service) writeDown(ctx context.Context, now Import) error {
	_, _, err := s.imports.change(ctx, now.ID, func(kept *Import) error {
		*kept = now
		return nil
	})
	return err
}

// rows brings in every row; the first failure of the store ends it.
func (s *Service) rows(ctx context.Context, p *preparedImport, t *tallyOfRun) error {
	rows := make(chan spreadsheet.Row, importWriters)
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error {
		defer close(rows)
		for row := range p.binding.Rows() {
			select {
			case rows <- row:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for range importWriters {
		group.Go(func() error {
			for row := range rows {
				outcome, err := s.bringIn(ctx, p, &row)
				if err != nil {
					return err
				}
				t.note(outcome, row.Problems)
			}
			return nil
		})
	}
	return group.Wait()
}

// importOutcome is what became of a row.
type importOutcome int

const (
	rowAdded importOutcome = iota
	rowAlready
	rowDiffers
	rowLeft
)

// bringIn makes the response of a row and writes it, unless it is there.
func (s *Service) bringIn(ctx context.Context, p *preparedImport, row *spreadsheet.Row) (importOutcome, error) {
	if row.Left {
		return rowLeft, nil
	}
	response, err := s.responseOf(p, row)
	if err != nil {
		return rowLeft, err
	}
	if p.again {
		if outcome, err := s.meet(ctx, response, row); !fault.Is(err, fault.NotFound) {
			return outcome, err
		}
	}
	revision, err := s.responses.insert(ctx, response.ID, response)
	if err == nil {
		s.count(ctx, response, revision)
		return rowAdded, nil
	}
	if !fault.Is(err, fault.Conflict) {
		return rowLeft, err
	}
	return s.meet(ctx, response, row)
}

// meet looks at the response that is there already under the id of a row.
func (s *Service) meet(ctx context.Context, response fieldwork.Response, row *spreadsheet.Row) (importOutcome, error) {
	kept, _, err := s.responses.get(ctx, response.ID)
	if err != nil {
		return rowLeft, err
	}
	if kept.Repeats(response.Digest) == nil {
		return rowAlready, nil
	}
	row.Problems = append(row.Problems, spreadsheet.Problem{Line: row.Line, Code: problemDiffers,
		Message: "The row was imported before with other content; the response stays as it is."})
	return rowDiffers, nil
}
