package service

import (
	"context"
	"slices"

	"touchstone/api/auth"
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// Effectiveness gives the overview of touchpoints and waves; against is one of
// measure.AgainstBaseline (also for "") and measure.AgainstPrevious.
func (s *Service) Effectiveness(ctx context.Context, member Member, against string, choice Choice) (*measure.Effectiveness, error) {
	switch against {
	case "":
		against = measure.AgainstBaseline
	case measure.AgainstBaseline, measure.AgainstPrevious:
	default:
		return nil, unfitParameter("against", "Choose baseline or previous.")
	}
	a, err := s.analyse(ctx, member)
	if err != nil {
		return nil, err
	}
	sides, definitions, err := a.everySide(ctx, choice, measure.RoleComposite)
	if err != nil {
		return nil, err
	}
	return measure.Overview(measure.EffectivenessRequest{
		Project: a.project, Waves: sides, Against: against, Definitions: definitions, Touchpoints: a.touchpoints, At: s.instant(),
	}), nil
}

// Trend follows a touchpoint over all waves; NotFound when neither the inventory nor a counted
// definition knows it.
func (s *Service) Trend(ctx context.Context, member Member, name string, choice Choice) (*measure.Trend, error) {
	a, err := s.analyse(ctx, member)
	if err != nil {
		return nil, err
	}
	touchpoint := fieldwork.Touchpoint{Name: name, Project: a.project.ID, Title: form.Text{"en": name, "de": name}}
	at := slices.IndexFunc(a.touchpoints, func(t fieldwork.Touchpoint) bool { return t.Name == name })
	if at >= 0 {
		touchpoint = a.touchpoints[at]
	}
	if !auth.Review.Allows(&member.person, a.project.ID) {
		touchpoint.Owner = ""
	}
	sides, definitions, err := a.everySide(ctx, choice, measure.Roles...)
	if err != nil {
		return nil, err
	}
	actions, err := s.actionsOn(ctx, a.project.ID, name)
	if err != nil {
		return nil, err
	}
	trend := measure.TrendOf(measure.TrendRequest{
		Project: a.project, Touchpoint: touchpoint, Waves: sides, Definitions: definitions, Touchpoints: a.touchpoints, Actions: actions, At: s.instant(),
	})
	if at < 0 && trend.Composite == nil && len(trend.Indicators)+len(trend.Parts) == 0 {
		return nil, fault.New(fault.NotFound, "touchpoint.unknown", "There is no touchpoint %q here.", name)
	}
	return trend, nil
}

// actionsOn gives the actions on a touchpoint, the earliest first.
func (s *Service) actionsOn(ctx context.Context, project, touchpoint string) ([]measure.TrendAction, error) {
	list := []measure.TrendAction{}
	for action, err := range s.actions.all(ctx, store.Query{Index: "project", Equal: []any{project}}) {
		if err != nil {
			return nil, err
		}
		if slices.Contains(action.Touchpoints, touchpoint) {
			list = append(list, measure.TrendAction{ID: action.ID, Title: action.Title, State: string(action.State), FirstDay: action.FirstDay, LastDay: action.LastDay})
		}
	}
	slices.SortStableFunc(list, func(x, y measure.TrendAction) int { return compareDays(x.FirstDay, y.FirstDay) })
	return list, nil
}

// compareDays orders days; one that is open comes last.
func compareDays(a, b string) int {
	switch {
	case a == b:
		return 0
	case a == "" || b != "" && a > b:
		return 1
	}
	return -1
}
