package service

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
)

// counting keeps the tally of every response in the store: filled by one pass, then fed by
// the store's changes, those of other processes included. While a new pass runs (at the
// start, and when a project changes which states count) changes go to both tallies.
type counting struct {
	lock    sync.RWMutex
	tally   *measure.Tally // nil until the first pass is done
	filling *measure.Tally // nil unless a pass runs
	counted map[string][]fieldwork.State
	dated   bool           // what counts has changed since the tally was filled
	erased  map[string]int // how often a response was deleted since the start, by id
	passing sync.Mutex     // held while a pass runs
	// recalled says that the tally began with a checkpoint; written while passing is held.
	recalled bool
	tide     tide
	keeping  checkpointing

	plans plans
	own   generations
}

// generations remember what this process has written and counted until the store's changes
// tell of it, so that the same response is not read and counted twice. What they have
// forgotten, or never heard of in time, is counted again, which changes nothing.
type generations struct {
	lock          sync.Mutex
	newest, older map[string]int64 // revision by id
}

// generation is how many writes a generation remembers.
const generation = 5_000

func (g *generations) remember(id string, revision int64) {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.newest == nil || len(g.newest) >= generation {
		g.newest, g.older = map[string]int64{}, g.newest
	}
	g.newest[id] = revision
}

// remembers tells whether this very revision was counted when it was written.
func (g *generations) remembers(id string, revision int64) bool {
	g.lock.Lock()
	defer g.lock.Unlock()
	written, known := g.newest[id]
	if !known {
		written, known = g.older[id]
	}
	return known && written == revision
}

// Counted reports whether the tally is built.
func (s *Service) Counted() bool {
	s.counting.lock.RLock()
	defer s.counting.lock.RUnlock()
	return s.counting.tally != nil
}

// tallied is the part of a stored response that counts.
type tallied struct {
	ID         string                              `json:"id"`
	Project    string                              `json:"project"`
	Wave       string                              `json:"wave"`
	Definition fieldwork.DefinitionRef             `json:"definition"`
	State      fieldwork.State                     `json:"state"`
	Indicators map[string]fieldwork.IndicatorValue `json:"indicators"`
	Score      json.RawMessage                     `json:"score"`
	Weight     *float64                            `json:"weight"`
	Cluster    string                              `json:"cluster"`
	Location   string                              `json:"location"`
	Language   string                              `json:"language"`
	Source     string                              `json:"source"`
	Touchpoint string                              `json:"touchpoint"`
	Link       string                              `json:"link"`
	Group      string                              `json:"group"`
	Account    string                              `json:"account"`
	Segments   map[string]string                   `json:"segments"`
	Answers    json.RawMessage                     `json:"answers"`
}

// response gives it as measure.Plan.Contribution reads it.
func (t *tallied) response(plan *measure.Plan) (*fieldwork.Response, error) {
	response := &fieldwork.Response{
		ID: t.ID, Project: t.Project, Wave: t.Wave, Definition: t.Definition, State: t.State,
		Indicators: t.Indicators, Score: t.Score, Weight: t.Weight, Cluster: t.Cluster, Location: t.Location, Language: t.Language, Source: t.Source,
		Touchpoint: t.Touchpoint, Link: t.Link, Group: t.Group, Account: t.Account, Segments: t.Segments,
	}
	if t.Segments != nil || !plan.Segmented() || len(t.Answers) == 0 {
		return response, nil
	}
	return response, json.Unmarshal(t.Answers, &response.Answers)
}

// count adds a response this process has just written, so that the next comparison has it.
// Where that fails, the store's changes bring it later.
func (s *Service) count(ctx context.Context, response fieldwork.Response, revision int64) {
	plan, err := s.plan(context.WithoutCancel(ctx), response.Project, response.Definition)
	if err != nil {
		return
	}
	if s.apply(plan, &response, revision, 0) {
		s.counting.own.remember(response.ID, revision)
	}
}

// apply counts a response as read from the store when it had been deleted so many times; it
// reports false, and does nothing, where it has been deleted once more meanwhile.
func (s *Service) apply(plan *measure.Plan, response *fieldwork.Response, revision int64, erased int) bool {
	c := &s.counting
	c.lock.RLock()
	defer c.lock.RUnlock()
	if c.erased[response.ID] != erased {
		return false
	}
	project := fieldwork.Project{CountedStates: c.counted[response.Project]}
	contribution := plan.Contribution(response, revision, project.Counts(response.State))
	for _, tally := range []*measure.Tally{c.tally, c.filling} {
		if tally != nil {
			tally.Apply(contribution)
		}
	}
	return true
}

// applyStored counts a response as the store tells of it.
func (s *Service) applyStored(ctx context.Context, id string, body json.RawMessage, revision int64) error {
	erased := 0
	for {
		var t tallied
		if err := t.read(body); err != nil {
			return fmt.Errorf("the stored response %s: %w", id, err)
		}
		plan, err := s.plan(ctx, t.Project, t.Definition)
		if err != nil {
			return err
		}
		response, err := t.response(plan)
		if err != nil {
			return fmt.Errorf("the stored response %s: %w", id, err)
		}
		if s.apply(plan, response, revision, erased) {
			return nil
		}
		// A response that was deleted may have been told of late, or be there anew: only the
		// store knows.
		s.counting.lock.RLock()
		erased = s.counting.erased[id]
		s.counting.lock.RUnlock()
		record, err := s.store.Get(ctx, responses, id)
		if fault.Is(err, fault.NotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		body, revision = record.Body, record.Revision
	}
}

// uncount takes a deleted response out, unless it is there anew.
func (s *Service) uncount(ctx context.Context, id string) error {
	c := &s.counting
	c.lock.Lock()
	c.erased[id]++
	for _, tally := range []*measure.Tally{c.tally, c.filling} {
		if tally != nil {
			tally.Remove(id, 0)
		}
	}
	c.lock.Unlock()
	record, err := s.store.Get(ctx, responses, id)
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.applyStored(ctx, id, record.Body, record.Revision)
}
