package service

import (
	"context"

	"touchstone/api/measure"
)

// PrioritiesQuery asks for importance and performance in a wave; see measure.PrioritiesRequest.
// Importance "" is derived, Of "" is ratings.
type PrioritiesQuery struct {
	Wave, Definition, Outcome, Importance, Of string
	Without                                   []string
	Choice                                    Choice
}

// Priorities says what drives an outcome, or is stated to matter, and how it does.
func (s *Service) Priorities(ctx context.Context, member Member, query PrioritiesQuery) (*measure.Priorities, error) {
	switch query.Importance {
	case "":
		query.Importance = measure.ImportanceDerived
	case measure.ImportanceDerived, measure.ImportanceStated:
	default:
		return nil, unfitParameter("importance", "Choose derived or stated.")
	}
	switch query.Of {
	case "":
		query.Of = measure.PrioritiesRatings
	case measure.PrioritiesRatings, measure.PrioritiesTouchpoints:
	default:
		return nil, unfitParameter("of", "Choose ratings or touchpoints.")
	}
	a, err := s.analyse(ctx, member)
	if err != nil {
		return nil, err
	}
	wave, err := a.oneWave(ctx, query.Wave)
	if err != nil {
		return nil, err
	}
	side, err := a.side(ctx, wave, query.Choice, measure.Selection{Roles: []string{measure.RoleComposite, measure.RoleIndicator}})
	if err != nil {
		return nil, err
	}
	definitions, err := a.definitions(ctx, side)
	if err != nil {
		return nil, err
	}
	filter, except, err := s.choose(ctx, a.project.ID, &wave, query.Choice)
	if err != nil {
		return nil, err
	}
	priorities, unknown := measure.PrioritiesOf(measure.PrioritiesRequest{
		Project: a.project, Side: side, Definitions: definitions, Touchpoints: a.touchpoints, Definition: query.Definition, Outcome: query.Outcome,
		Importance: query.Importance, Of: query.Of, Without: query.Without, At: s.instant(),
		Joint: func(definition string, columns []string) []measure.DefinitionJoint {
			return a.tally.Joint(measure.Selection{
				Project: a.project.ID, Wave: wave.Name, Definition: definition, Filter: filter, Except: except, Indicators: columns,
			})
		},
	})
	if unknown != "" {
		return nil, unfitParameter(unknown, "The wave has no counted response with it.")
	}
	return priorities, nil
}
