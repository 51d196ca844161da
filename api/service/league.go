package service

import (
	"context"

	"touchstone/api/measure"
)

// LeagueQuery asks for the locations of a wave by one column. Baseline, if not "", is the wave
// that changes are against.
type LeagueQuery struct {
	Wave, Baseline, Indicator, Definition string
	Choice                                Choice
}

// League ranks the locations of a wave.
func (s *Service) League(ctx context.Context, member Member, query LeagueQuery) (*measure.League, error) {
	if query.Indicator == "" {
		return nil, missingParameter("indicator", "Give the name of an indicator.")
	}
	if query.Baseline != "" && query.Baseline == query.Wave {
		return nil, unfitParameter("baseline", "A wave cannot be compared with itself.")
	}
	a, err := s.analyse(ctx, member)
	if err != nil {
		return nil, err
	}
	board, err := s.filledBoard()
	if err != nil {
		return nil, err
	}
	wave, err := a.oneWave(ctx, query.Wave)
	if err != nil {
		return nil, err
	}
	selection := measure.Selection{
		Definition: query.Definition, Indicators: []string{query.Indicator}, By: measure.TraitLocation, Across: measure.TraitCluster,
	}
	request := measure.LeagueRequest{
		Project: a.project, Touchpoints: a.touchpoints, Column: query.Indicator, Definition: query.Definition, Locations: board.Locations(a.project.ID), At: s.instant(),
	}
	if request.Side, err = a.side(ctx, wave, query.Choice, selection); err != nil {
		return nil, err
	}
	sides := []measure.Side{request.Side}
	if query.Baseline != "" {
		before, err := a.oneWave(ctx, query.Baseline)
		if err != nil {
			return nil, err
		}
		baseline, err := a.sideOf(ctx, before, wave, query.Choice, selection)
		if err != nil {
			return nil, err
		}
		request.Baseline, sides = &baseline, append(sides, baseline)
	}
	if request.Definitions, err = a.definitions(ctx, sides...); err != nil {
		return nil, err
	}
	league, found := measure.LeagueOf(request)
	if !found {
		return nil, unmeasured(query.Indicator, query.Wave)
	}
	return league, nil
}
