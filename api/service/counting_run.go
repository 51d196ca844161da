package service

import (
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// retryCounting is how long to wait after the store failed.
const retryCounting = time.Second

// Run keeps the tally until ctx ends, then interrupts the imports of this process. It begins
// with the checkpoint, if that fits, or by counting every response; a failing store is tried
// again; report is told of each failure.
func (s *Service) Run(ctx context.Context, report func(error)) {
	defer s.EndImports()
	recount := make(chan struct{}, 1)
	recount <- struct{}{}
	kept := s.recall(ctx, report)
	var running sync.WaitGroup
	watching := make(chan struct{})
	var once sync.Once
	running.Go(func() {
		select {
		case <-watching:
		case <-ctx.Done():
			return
		}
		s.recountWhenAsked(ctx, recount, kept, report)
	})
	running.Go(func() { s.keepCheckpoints(ctx, report) })
	keeping, missed := &s.counting.keeping, false
	for ctx.Err() == nil {
		err := s.store.Watch(ctx, append([]string{responses, projects, arrivals, definitions, tides}, boardCollections...), keeping.reached(), func(at store.Mark) {
			keeping.reach(at)
			once.Do(func() { close(watching) })
			if missed { // only now: what is counted from here on, changes follow
				missed = false
				askAgain(recount)
			}
		}, func(change store.Change, at store.Mark) error {
			if err := s.follow(ctx, change, recount); err != nil {
				return err
			}
			keeping.reach(at)
			if change.Collection == responses {
				keeping.changed(1)
			}
			return nil
		})
		if ctx.Err() != nil {
			break
		}
		if fault.Is(err, fault.Invalid) && fault.Of(err).Code == "store.mark" {
			// What happened since then is not to be had any more.
			s.counting.outdate()
			kept.forget()
			keeping.reach("")
			missed = true
			continue
		}
		if err != nil {
			report(err)
		}
		pause(ctx, retryCounting)
	}
	running.Wait()
	s.keepAtEnd(context.WithoutCancel(ctx), report)
}

// follow takes one change of the store.
func (s *Service) follow(ctx context.Context, change store.Change, recount chan<- struct{}) error {
	if err := s.board.follow(change); err != nil {
		return err
	}
	if err := s.likeness.follow(change); err != nil {
		return err
	}
	if err := s.schedule.follow(change); err != nil {
		return err
	}
	switch {
	case change.Collection == responses && change.Deleted:
		return s.uncount(ctx, change.ID)
	case change.Collection == responses && s.counting.own.remembers(change.ID, change.Revision):
		return nil
	case change.Collection == responses:
		return s.applyStored(ctx, change.ID, change.Body, change.Revision)
	case change.Collection == definitions && !change.Deleted:
		if s.counting.plans.published(change.ID) {
			s.counting.outdate()
			askAgain(recount)
		}
	case change.Collection == tides:
		s.counting.tide.rise(change.Revision)
	case change.Collection == projects && !change.Deleted:
		var project fieldwork.Project
		if err := json.Unmarshal(change.Body, &project); err != nil {
			return err
		}
		if s.learn(project) {
			askAgain(recount)
		}
	}
	return nil
}

// askAgain has everything counted anew.
func askAgain(recount chan<- struct{}) {
	select {
	case recount <- struct{}{}:
	default: // one is waiting already and will see this change too
	}
}

// outdate notes that the tally was filled by what no longer holds.
func (c *counting) outdate() {
	c.lock.Lock()
	c.dated = true
	c.lock.Unlock()
}

// learn notes which states count in a project, and reports whether that is news.
func (s *Service) learn(project fieldwork.Project) bool {
	c := &s.counting
	c.lock.Lock()
	defer c.lock.Unlock()
	if sameContent(c.counted[project.ID], project.CountedStates) {
		return false
	}
	c.counted[project.ID], c.dated = project.CountedStates, true
	return true
}

// recountWhenAsked counts everything anew whenever somebody asks; the first time a checkpoint
// that fits will do.
func (s *Service) recountWhenAsked(ctx context.Context, recount chan struct{}, kept *checkpoint, report func(error)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-recount:
		}
		err := s.fillBoard(ctx)
		if err == nil {
			err = s.fillLikeness(ctx)
		}
		if err == nil {
			if kept.fits() {
				err = s.resume(ctx, kept)
				kept.forget()
			} else {
				err = s.recount(ctx)
			}
		}
		if err == nil {
			if failed := s.foresee(ctx); failed != nil && ctx.Err() == nil {
				report(failed) // whoever asks will wait a little
			}
		}
		if err != nil && ctx.Err() == nil {
			report(err)
			pause(ctx, retryCounting)
			askAgain(recount)
		}
	}
}

// usualWaves is of how many of a project's waves the usual numbers are worked out ahead.
const usualWaves = 4

// foresee works out what nearly everybody asks first, so that the first to ask after a start
// need not wait for it.
func (s *Service) foresee(ctx context.Context) error {
	tally, err := s.counted()
	if err != nil {
		return err
	}
	for project, err := range s.projects.all(ctx, store.Query{}) {
		if err != nil {
			return err
		}
		filter, except, err := s.choose(ctx, project.ID, nil, Choice{})
		if err != nil {
			return err
		}
		waves, err := s.waves.everything(ctx, store.Query{Index: "project", Equal: []any{project.ID}})
		if err != nil {
			return err
		}
		for _, wave := range waves[max(0, len(waves)-usualWaves):] {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			tally.Select(measure.Selection{
				Project: project.ID, Wave: wave.Name, Filter: filter, Except: except, By: measure.TraitCluster,
				Roles: []string{measure.RoleComposite, measure.RoleIndicator},
			})
		}
	}
	return nil
}

// recount fills a new tally, and the board when it is not, by one pass over all responses and
// puts it in place.
func (s *Service) recount(ctx context.Context) error {
	if err := s.fillBoard(ctx); err != nil {
		return err
	}
	c := &s.counting
	c.passing.Lock()
	defer c.passing.Unlock()
	if err := s.learnAll(ctx); err != nil {
		return err
	}
	c.lock.Lock()
	was := c.dated
	c.dated = false
	c.lock.Unlock()
	next, err := s.refilled(ctx, func(change store.Change) error {
		return errors.Join(s.board.follow(change), s.likeness.follow(change))
	})
	if err != nil {
		c.lock.Lock()
		c.dated = c.dated || was
		c.lock.Unlock()
		return err
	}
	s.board.filled.Store(true)
	c.recalled = false
	c.lock.Lock()
	c.tally, c.filling = next, nil
	c.lock.Unlock()
	c.keeping.changed(next.Counted())
	return nil
}

// refilled fills a new tally by one pass over all responses, each of which beside is told of
// too. When it returns without an error, changes still go to that tally as the filling one.
func (s *Service) refilled(ctx context.Context, beside func(store.Change) error) (*measure.Tally, error) {
	c := &s.counting
	next := measure.NewTally()
	c.lock.Lock()
	c.filling = next
	c.lock.Unlock()
	err := s.pass(ctx, beside)
	if err != nil {
		c.lock.Lock()
		c.filling = nil
		c.lock.Unlock()
	}
	return next, err
}

// learnAll notes of every project which states count.
func (s *Service) learnAll(ctx context.Context) error {
	for project, err := range s.projects.all(ctx, store.Query{}) {
		if err != nil {
			return err
		}
		s.learn(project)
	}
	return nil
}

// pass applies every stored response, and tells beside of each: pages are read while those
// before are counted on every core.
func (s *Service) pass(ctx context.Context, beside func(store.Change) error) error {
	group, ctx := errgroup.WithContext(ctx)
	pages := make(chan []store.Record, 1)
	group.Go(func() error {
		defer close(pages)
		query := store.Query{Limit: 1000}
		for {
			page, err := s.store.Find(ctx, responses, query)
			if err != nil {
				return err
			}
			select {
			case pages <- page.Records:
			case <-ctx.Done():
				return ctx.Err()
			}
			if query.After = page.Next; page.Next == "" {
				return nil
			}
		}
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for records := range pages {
				for _, record := range records {
					if err := s.applyStored(ctx, record.ID, record.Body, record.Revision); err != nil {
						return err
					}
					if err := beside(store.Change{Collection: responses, ID: record.ID, Revision: record.Revision, Body: record.Body}); err != nil {
						return err
					}
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// CountOnce fills the tally without following changes, for a command that ends soon.
func (s *Service) CountOnce(ctx context.Context) error { return s.recount(ctx) }

func pause(ctx context.Context, span time.Duration) {
	timer := time.NewTimer(span)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

func notCounted() error {
	busy := fault.New(fault.Unavailable, "comparison.counting", "The responses are still being counted; try again in a moment.")
	busy.RetryAfter = time.Second
	return busy
}
