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

// analysis is what every answer about effectiveness is worked out from: the tally at one
// moment and the inventory.
type analysis struct {
	service     *Service
	project     fieldwork.Project
	tally       *measure.Tally
	touchpoints []fieldwork.Touchpoint
}

// analyse begins an answer; Unavailable while the responses are still being counted.
func (s *Service) analyse(ctx context.Context, member Member) (*analysis, error) {
	tally, err := s.counted()
	if err != nil {
		return nil, err
	}
	touchpoints, err := s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{member.project.ID}})
	return &analysis{s, member.project, tally, touchpoints}, err
}

// everyWave gives the waves of the project in their order.
func (a *analysis) everyWave(ctx context.Context) ([]fieldwork.Wave, error) {
	return a.service.waves.everything(ctx, store.Query{Index: "project", Equal: []any{a.project.ID}})
}

// oneWave gives the wave of that name; Invalid when none is named.
func (a *analysis) oneWave(ctx context.Context, name string) (fieldwork.Wave, error) {
	if name == "" {
		return fieldwork.Wave{}, missingParameter("wave", "Give the name of a wave.")
	}
	return a.service.wave(ctx, a.project.ID, name)
}

// side reads the responses of a wave that a choice leaves, as the selection wants them.
func (a *analysis) side(ctx context.Context, wave fieldwork.Wave, choice Choice, selection measure.Selection) (measure.Side, error) {
	return a.sideOf(ctx, wave, wave, choice, selection)
}

// sideOf is side with the arms of another wave.
func (a *analysis) sideOf(ctx context.Context, wave, divided fieldwork.Wave, choice Choice, selection measure.Selection) (measure.Side, error) {
	filter, except, err := a.service.choose(ctx, a.project.ID, &divided, choice)
	if err != nil {
		return measure.Side{}, err
	}
	selection.Project, selection.Wave, selection.Filter, selection.Except = a.project.ID, wave.Name, filter, except
	if selection.By == "" {
		selection.By = measure.TraitCluster
	}
	return measure.Side{Wave: wave, Snapshot: a.tally.Select(selection)}, nil
}

// everySide reads every wave of the project. Arms of the choice are those of the newest wave
// that has any.
func (a *analysis) everySide(ctx context.Context, choice Choice, roles ...string) ([]measure.Side, []*form.Definition, error) {
	waves, err := a.everyWave(ctx)
	if err != nil {
		return nil, nil, err
	}
	var divided fieldwork.Wave
	for _, wave := range waves {
		if len(wave.Arms) > 0 {
			divided = wave
		}
	}
	filter, except, err := a.service.choose(ctx, a.project.ID, &divided, choice)
	if err != nil {
		return nil, nil, err
	}
	sides := make([]measure.Side, len(waves))
	for i, wave := range waves {
		sides[i] = measure.Side{Wave: wave, Snapshot: a.tally.Select(measure.Selection{
			Project: a.project.ID, Wave: wave.Name, Filter: filter, Except: except, By: measure.TraitCluster, Roles: roles,
		})}
	}
	definitions, err := a.definitions(ctx, sides...)
	if err != nil {
		return nil, nil, err
	}
	for i := range sides {
		a.place(&sides[i], definitions, roles, filter, except)
	}
	return sides, definitions, nil
}

// place splits what belongs to no touchpoint by itself by the touchpoints that responses are
// about, where any of them says.
func (a *analysis) place(side *measure.Side, definitions []*form.Definition, roles []string, filter, except measure.Filter) {
	var columns []string
	for _, definition := range definitions {
		columns = append(columns, measure.Unplaced(definition, roles)...)
	}
	if len(columns) == 0 {
		return
	}
	if _, said := a.tally.Traits(a.project.ID, side.Wave.Name)[measure.TraitTouchpoint]; !said {
		return
	}
	side.Touchpoints = a.tally.Select(measure.Selection{
		Project: a.project.ID, Wave: side.Wave.Name, Filter: filter, Except: except, Indicators: columns, By: measure.TraitTouchpoint, Across: measure.TraitCluster,
	})
}

// placeChosen is place for the responses of a choice.
func (a *analysis) placeChosen(ctx context.Context, side *measure.Side, definitions []*form.Definition, roles []string, choice Choice) error {
	filter, except, err := a.service.choose(ctx, a.project.ID, &side.Wave, choice)
	if err == nil {
		a.place(side, definitions, roles, filter, except)
	}
	return err
}

// definitions gives every version that the sides count.
func (a *analysis) definitions(ctx context.Context, sides ...measure.Side) ([]*form.Definition, error) {
	snapshots := make([]measure.Snapshot, len(sides))
	for i, side := range sides {
		snapshots[i] = side.Snapshot
	}
	return a.service.countedDefinitions(ctx, a.project.ID, snapshots...)
}

func missingParameter(name, message string) error {
	return fault.New(fault.Invalid, "view.query", "Something is missing in the address.").With(fault.Field{Path: name, Code: "required", Message: message})
}

func unfitParameter(name, message string) error {
	return fault.New(fault.Invalid, "view.query", "Something in the address does not fit.").With(fault.Field{Path: name, Code: "unknown", Message: message})
}

// rowRoles reads which rows are wanted, in the plural (composites, indicators, sections,
// questions); none are composites and indicators.
func rowRoles(words []string) ([]string, error) {
	if len(words) == 0 {
		return []string{measure.RoleComposite, measure.RoleIndicator}, nil
	}
	roles := []string{}
	for _, word := range words {
		role := strings.TrimSuffix(word, "s")
		if !slices.Contains(measure.Roles, role) || role == word {
			return nil, unfitParameter("rows", "Choose among composites, indicators, sections and questions.")
		}
		roles = append(roles, role)
	}
	return roles, nil
}
