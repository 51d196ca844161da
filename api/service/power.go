package service

import (
	"context"

	"touchstone/api/fault"
	"touchstone/api/measure"
)

// PlanningQuery asks what a planned wave can tell; see measure.PlanningRequest. Power 0 is 0.8.
type PlanningQuery struct {
	Wave, Indicator, Definition    string
	Difference, Power, PerLocation float64
	Responses, Locations           int64
	Choice                         Choice
}

// Planning plans a measurement from one wave's values.
func (s *Service) Planning(ctx context.Context, member Member, query PlanningQuery) (*measure.Planning, error) {
	if query.Indicator == "" {
		return nil, missingParameter("indicator", "Give the name of an indicator.")
	}
	if query.Power == 0 {
		query.Power = measure.Power
	}
	a, err := s.analyse(ctx, member)
	if err != nil {
		return nil, err
	}
	wave, err := a.oneWave(ctx, query.Wave)
	if err != nil {
		return nil, err
	}
	side, err := a.side(ctx, wave, query.Choice, measure.Selection{Definition: query.Definition, Indicators: []string{query.Indicator}})
	if err != nil {
		return nil, err
	}
	definitions, err := a.definitions(ctx, side)
	if err != nil {
		return nil, err
	}
	planning, found := measure.PlanOfMeasurement(measure.PlanningRequest{
		Project: a.project, Side: side, Definitions: definitions, Touchpoints: a.touchpoints, Column: query.Indicator, Definition: query.Definition,
		Difference: query.Difference, Power: query.Power, Responses: query.Responses, Locations: query.Locations, PerLocation: query.PerLocation, At: s.instant(),
	})
	if !found {
		return nil, unmeasured(query.Indicator, query.Wave)
	}
	return planning, nil
}

// unmeasured says that no counted response of the wave has the column.
func unmeasured(column, wave string) error {
	return fault.New(fault.NotFound, "indicator.unknown", "No counted response of wave %q has %q.", wave, column)
}
