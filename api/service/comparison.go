package service

import (
	"context"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// ComparisonQuery asks for a comparison: two waves by name. Touchpoint, if not "", leaves only
// its rows; Method is one of measure.Methods in place of the rule's choice, "" for the rule.
type ComparisonQuery struct {
	Baseline, FollowUp, Touchpoint, Method string
}

// Comparison puts two waves of the project side by side, by the tally alone.
func (s *Service) Comparison(ctx context.Context, member Member, query ComparisonQuery) (*measure.Comparison, error) {
	problem := fault.New(fault.Invalid, "comparison.waves", "Name two waves, for example ?baseline=2014&followUp=2017.")
	for _, side := range [][2]string{{"baseline", query.Baseline}, {"followUp", query.FollowUp}} {
		if side[1] == "" {
			problem.With(fault.Field{Path: side[0], Code: "required", Message: "Give the name of a wave."})
		}
	}
	if len(problem.Fields) == 0 && query.Baseline == query.FollowUp {
		problem.With(fault.Field{Path: "followUp", Code: "differs", Message: "A wave cannot be compared with itself."})
	}
	if query.Method != "" && !slices.Contains(measure.Methods, query.Method) {
		problem.With(fault.Field{Path: "method", Code: "unknown", Message: "Choose " + strings.Join(measure.Methods, ", ") + ", or leave it out for the rule's choice."})
	}
	if len(problem.Fields) > 0 {
		return nil, problem
	}
	s.counting.lock.RLock()
	tally := s.counting.tally
	s.counting.lock.RUnlock()
	if tally == nil {
		return nil, notCounted()
	}
	project := member.project
	request := measure.ComparisonRequest{Project: project, Touchpoint: query.Touchpoint, Method: query.Method, At: s.instant()}
	for _, side := range []struct {
		to   *measure.Side
		name string
	}{{&request.Baseline, query.Baseline}, {&request.FollowUp, query.FollowUp}} {
		wave, err := s.wave(ctx, project.ID, side.name)
		if err != nil {
			return nil, err
		}
		*side.to = measure.Side{Wave: wave, Snapshot: tally.Select(measure.Selection{Project: project.ID, Wave: side.name, By: measure.TraitCluster})}
	}
	var err error
	if request.Definitions, err = s.countedDefinitions(ctx, project.ID, request.Baseline.Snapshot, request.FollowUp.Snapshot); err != nil {
		return nil, err
	}
	request.Touchpoints, err = s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{project.ID}})
	if err != nil {
		return nil, err
	}
	return measure.Compare(request), nil
}

// countedDefinitions gives every version that a snapshot counts, once.
func (s *Service) countedDefinitions(ctx context.Context, project string, snapshots ...measure.Snapshot) ([]*form.Definition, error) {
	seen := map[fieldwork.DefinitionRef]bool{}
	list := []*form.Definition{}
	for _, snapshot := range snapshots {
		for _, group := range snapshot.Groups {
			if seen[group.Definition] {
				continue
			}
			seen[group.Definition] = true
			compiled, err := s.forms.get(ctx, project, group.Definition)
			if err != nil {
				return nil, err
			}
			list = append(list, compiled.definition)
		}
	}
	return list, nil
}
