package service

import (
	"context"
	"maps"

	"touchstone/api/fault"
	"touchstone/api/measure"
)

// PilotQuery asks for a pilot: two arms of the follow-up wave, whose locations are compared in
// both waves. A choice of arms beside is not regarded.
type PilotQuery struct {
	ComparisonQuery
	Test, Control string
}

// Pilot compares how the test arm changed with how the control arm did.
func (s *Service) Pilot(ctx context.Context, member Member, query PilotQuery) (*measure.Pilot, error) {
	query.Method, query.Standardise = "", ""
	asked, err := s.pair(ctx, member, query.ComparisonQuery)
	if err != nil {
		return nil, err
	}
	places, err := s.placesOf(member.project.ID, &asked.request.FollowUp.Wave)
	if err != nil {
		return nil, err
	}
	problem := fault.New(fault.Invalid, "pilot.arms", "Name two arms of the follow-up wave, for example ?test=test&control=control.")
	for _, arm := range [][2]string{{"test", query.Test}, {"control", query.Control}} {
		switch {
		case arm[1] == "":
			problem.With(fault.Field{Path: arm[0], Code: "required", Message: "Give the name of an arm."})
		case places.properties["arm"][arm[1]] == nil:
			problem.With(fault.Field{Path: arm[0], Code: "unknown", Message: "The follow-up wave has no arm of this name."})
		}
	}
	if len(problem.Fields) == 0 && query.Test == query.Control {
		problem.With(fault.Field{Path: "control", Code: "differs", Message: "An arm cannot be compared with itself."})
	}
	if len(problem.Fields) > 0 {
		return nil, problem
	}
	request := measure.PilotRequest{Test: asked.request, Control: asked.request}
	var snapshots []measure.Snapshot
	for _, arm := range []struct {
		name string
		to   *measure.ComparisonRequest
		told *measure.PilotArm
	}{{query.Test, &request.Test, &request.Arms.Test}, {query.Control, &request.Control, &request.Arms.Control}} {
		choice := Choice{Filter: maps.Clone(query.Filter), Competitors: query.Competitors}
		if choice.Filter == nil {
			choice.Filter = map[string][]string{}
		}
		choice.Filter["arm"] = []string{arm.name}
		if asked.filter, asked.except, err = s.choose(ctx, member.project.ID, &asked.request.FollowUp.Wave, choice); err != nil {
			return nil, err
		}
		*arm.told = measure.PilotArm{Name: arm.name, Locations: len(asked.filter[measure.TraitLocation])}
		for _, known := range asked.request.FollowUp.Wave.Arms {
			if known.Name == arm.name {
				arm.told.Title = known.Title
			}
		}
		for _, side := range []*measure.Side{&arm.to.Baseline, &arm.to.FollowUp} {
			selection := asked.selection(side.Wave.Name)
			selection.By = measure.TraitCluster
			side.Snapshot = asked.tally.Select(selection)
			snapshots = append(snapshots, side.Snapshot)
		}
	}
	if request.Test.Definitions, err = s.countedDefinitions(ctx, member.project.ID, snapshots...); err != nil {
		return nil, err
	}
	request.Control.Definitions = request.Test.Definitions
	return measure.PilotOf(request), nil
}
