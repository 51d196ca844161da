package service

import (
	"context"
	"sync"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
)

// plans keeps what each published version lets count. Versions never change, so that only
// those that were not to be had may turn up later.
type plans struct {
	lock    sync.RWMutex
	known   map[string]*measure.Plan
	unknown map[string]bool // asked for and not there
}

// plan gives what a version lets count of its responses, measure.Unplanned for one that the
// project does not have.
func (s *Service) plan(ctx context.Context, project string, ref fieldwork.DefinitionRef) (*measure.Plan, error) {
	p, id := &s.counting.plans, definitionID(project, ref)
	p.lock.RLock()
	plan, known := p.known[id]
	p.lock.RUnlock()
	if known {
		return plan, nil
	}
	// Noted before the look, so that a version published meanwhile is not missed.
	p.note(id, nil)
	published, _, err := s.definitions.get(ctx, id)
	switch {
	case fault.Is(err, fault.NotFound):
		p.note(id, measure.Unplanned)
		return measure.Unplanned, nil
	case err != nil:
		return measure.Unplanned, err
	}
	plan = measure.PlanOf(published.Definition)
	p.note(id, plan)
	return plan, nil
}

// note keeps what was found of a version; nil says that it is being looked for.
func (p *plans) note(id string, plan *measure.Plan) {
	p.lock.Lock()
	defer p.lock.Unlock()
	switch {
	case plan == nil:
		p.unknown[id] = true
	case plan != measure.Unplanned:
		p.known[id] = plan
		delete(p.unknown, id)
	case p.unknown[id]: // else it was published between
		p.known[id] = plan
	}
}

func newPlans() plans { return plans{known: map[string]*measure.Plan{}, unknown: map[string]bool{}} }

// published tells that a version is there now, and whether responses were counted without it.
func (p *plans) published(id string) (missed bool) {
	p.lock.Lock()
	defer p.lock.Unlock()
	missed = p.unknown[id]
	if missed {
		delete(p.known, id)
		delete(p.unknown, id)
	}
	return missed
}
