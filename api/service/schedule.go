package service

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/store"
)

// schedule says what the next run of notices has to look at.
type schedule struct {
	lock    sync.Mutex
	changed map[string]bool // ids of assignments that changed, or whose report did
	wake    chan struct{}
}

// How often notices are looked after.
const (
	noticeRhythm = time.Minute
	noticePause  = 2 * time.Second // after a change, so that what belongs together comes together
	noticeRound  = time.Hour       // between two looks at everything, for what the calendar causes
	leaseSpan    = 2 * time.Minute
	recentDays   = 60 // visits that ended longer ago are not looked at
)

func newSchedule() *schedule {
	return &schedule{changed: map[string]bool{}, wake: make(chan struct{}, 1)}
}

func (s *schedule) note(assignment string) {
	if assignment == "" {
		return
	}
	s.lock.Lock()
	s.changed[assignment] = true
	s.lock.Unlock()
	s.nudge()
}

// nudge lets the next run begin soon.
func (s *schedule) nudge() {
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already
	}
}

func (s *schedule) take() []string {
	s.lock.Lock()
	defer s.lock.Unlock()
	ids := make([]string, 0, len(s.changed))
	for id := range s.changed {
		ids = append(ids, id)
	}
	clear(s.changed)
	return ids
}

// lease is the right to do a work, held by one process at a time.
type lease struct {
	Holder string            `json:"holder"`
	Until  fieldwork.Instant `json:"until"`
}

// Works that one process does at a time.
const (
	noticeWork = "notices" // making and sending notices
	alertWork  = "alerts"  // raising alarms
)

// alertLeaseSpan is shorter than the usual one: what a process that dies leaves behind is urgent.
const alertLeaseSpan = 15 * time.Second

func leaseSpanOf(work string) time.Duration {
	if work == alertWork {
		return alertLeaseSpan
	}
	return leaseSpan
}

// errLeased says that another process does the work.
var errLeased = errors.New("another process does this work")

// hold takes or renews the lease of a work for holder; errLeased when another process has it.
func (s *Service) hold(ctx context.Context, work, holder string) error {
	now := s.now()
	body, err := json.Marshal(lease{holder, fieldwork.At(now.Add(leaseSpanOf(work)))})
	if err != nil {
		return err
	}
	record, err := s.store.Get(ctx, settings, work)
	if fault.Is(err, fault.NotFound) {
		_, err = s.store.Insert(ctx, settings, work, body)
	} else if err == nil {
		var kept lease
		if err := json.Unmarshal(record.Body, &kept); err != nil {
			return err
		}
		if kept.Holder != holder && now.Before(kept.Until.Time) {
			return errLeased
		}
		record.Body = body
		_, err = s.store.Replace(ctx, settings, record)
	}
	if fault.Is(err, fault.Conflict) {
		return errLeased
	}
	return err
}

// release gives the lease back before its time, so that another process need not wait for it.
func (s *Service) release(ctx context.Context, work, holder string) error {
	record, err := s.store.Get(ctx, settings, work)
	var kept lease
	if err == nil {
		err = json.Unmarshal(record.Body, &kept)
	}
	if err != nil || kept.Holder != holder {
		return ignoreAbsent(err)
	}
	if record.Body, err = json.Marshal(lease{holder, s.instant()}); err != nil {
		return err
	}
	_, err = s.store.Replace(ctx, settings, record)
	if fault.Is(err, fault.Conflict) {
		return nil // it has gone to another process already
	}
	return err
}

// RunNotices makes and sends notices until ctx ends: at the start, every minute, and soon
// after something has changed, of which Run tells. Of several processes on one store one does
// it. report is told of each failure.
func (s *Service) RunNotices(ctx context.Context, report func(error)) {
	holder := newID()
	defer func() {
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), noticePause)
		defer cancel()
		if err := s.release(ending, noticeWork, holder); err != nil {
			report(err)
		}
	}()
	ticker := time.NewTicker(noticeRhythm)
	defer ticker.Stop()
	var round time.Time // when everything was looked at last
	for ctx.Err() == nil {
		every := round.IsZero() || s.now().Sub(round) >= noticeRound
		switch err := s.runNotices(ctx, holder, every); {
		case err == nil && every:
			round = s.now()
		case errors.Is(err, errLeased):
			round = time.Time{} // what changed meanwhile was for the other process; look at everything when it ends
		case err != nil && ctx.Err() == nil:
			round = time.Time{}
			report(err)
		}
		select {
		case <-ctx.Done():
		case <-ticker.C:
		case <-s.schedule.wake:
			pause(ctx, noticePause)
		}
	}
}

// follow notes what changes, also what other processes write.
func (s *schedule) follow(change store.Change) error {
	switch {
	case change.Deleted:
	case change.Collection == assignments:
		s.note(change.ID)
	case change.Collection == responses && bytes.Contains(change.Body, assignmentMember):
		var response struct {
			Assignment string `json:"assignment"`
		}
		if err := json.Unmarshal(change.Body, &response); err != nil {
			return err
		}
		s.note(response.Assignment)
	}
	return nil
}

// TellDue makes and sends all notices once, for a process of its own.
func (s *Service) TellDue(ctx context.Context) error {
	holder := newID()
	err := s.runNotices(ctx, holder, true)
	if errors.Is(err, errLeased) {
		return nil
	}
	return errors.Join(err, s.release(ctx, noticeWork, holder))
}

// runNotices makes what is due, of everything or of what changed, then sends.
func (s *Service) runNotices(ctx context.Context, holder string, every bool) error {
	changed := s.schedule.take()
	if err := s.hold(ctx, noticeWork, holder); err != nil {
		return err
	}
	teller := s.newTeller()
	tell := teller.tellEverything
	if !every {
		tell = func(ctx context.Context) error { return teller.tellChanged(ctx, changed) }
	}
	if err := tell(ctx); err != nil {
		for _, id := range changed {
			s.schedule.note(id) // for the next run
		}
		return err
	}
	return s.send(ctx, holder, func(ctx context.Context) error { return s.hold(ctx, noticeWork, holder) })
}

// tellEverything goes through all assignments whose time is near, and all accounts.
func (t *teller) tellEverything(ctx context.Context) error {
	for project, err := range t.service.projects.all(ctx, store.Query{}) {
		if err != nil {
			return err
		}
		t.rooms[project.ID] = project
		since := fieldwork.DayOf(t.service.now().AddDate(0, 0, -recentDays), zoneOf(project))
		var part []fieldwork.Assignment
		for a, err := range t.service.assignments.all(ctx, store.Query{Index: "project", Equal: []any{project.ID}}) {
			if err != nil {
				return err
			}
			if last := max(a.LastDay, a.SubmitBy); last != "" && last < since {
				continue
			}
			if part = append(part, a); len(part) == 100 {
				if err := t.tellAll(ctx, part); err != nil {
					return err
				}
				part = part[:0]
			}
		}
		if err := t.tellAll(ctx, part); err != nil {
			return err
		}
		if err := t.tellVisits(ctx, project); err != nil {
			return err
		}
	}
	return nil
}

func (t *teller) tellChanged(ctx context.Context, ids []string) error {
	var part []fieldwork.Assignment
	for _, id := range ids {
		a, _, err := t.service.assignments.get(ctx, id)
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return err
		}
		part = append(part, a)
	}
	return t.tellAll(ctx, part)
}

func (t *teller) tellAll(ctx context.Context, part []fieldwork.Assignment) error {
	done, err := t.service.responsesFor(ctx, part)
	if err != nil {
		return err
	}
	for _, a := range part {
		var newest *fieldwork.Response
		if response, ok := done[a.ID]; ok {
			newest = &response
		}
		// What an assignment names may be gone; that is no reason to tell nobody else.
		if err := ignoreAbsent(t.tellOf(ctx, a, newest)); err != nil {
			return err
		}
	}
	return nil
}
