package service

import (
	"context"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	success "touchstone/api/report"
	"touchstone/api/store"
)

// ReportQuery asks for a success report of two waves by name; Touchpoint, if not "", for that
// of a touchpoint.
type ReportQuery struct {
	Baseline, FollowUp, Touchpoint string
}

// SuccessReport tells the comparison of two waves in sentences.
func (s *Service) SuccessReport(ctx context.Context, member Member, query ReportQuery) (*success.Report, error) {
	_, told, err := s.toldComparison(ctx, member, query)
	return told, err
}

// toldComparison gives a comparison together with its report.
func (s *Service) toldComparison(ctx context.Context, member Member, query ReportQuery) (*measure.Comparison, *success.Report, error) {
	project := member.project
	request := success.Request{Touchpoint: query.Touchpoint, Languages: project.Languages}
	var err error
	if request.Inventory, err = s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{project.ID}}); err != nil {
		return nil, nil, err
	}
	request.Comparison, err = s.Comparison(ctx, member, ComparisonQuery{Baseline: query.Baseline, FollowUp: query.FollowUp, Touchpoint: query.Touchpoint})
	if err != nil {
		return nil, nil, err
	}
	named := func(name string) bool { return name == query.Touchpoint }
	if query.Touchpoint != "" &&
		!slices.ContainsFunc(request.Inventory, func(t fieldwork.Touchpoint) bool { return named(t.Name) }) &&
		!slices.ContainsFunc(request.Comparison.Touchpoints, func(t measure.TouchpointTitle) bool { return named(t.Name) }) {
		return nil, nil, fault.New(fault.Invalid, "reference.unknown", "There is no touchpoint %q.", query.Touchpoint).With(
			fault.Field{Path: "touchpoint", Code: "unknown", Message: "Choose a touchpoint of the inventory."})
	}
	if request.Actions, err = s.actions.everything(ctx, store.Query{Index: "project", Equal: []any{project.ID}}); err != nil {
		return nil, nil, err
	}
	for i, wave := range []string{query.Baseline, query.FollowUp} {
		if request.Asked[i], err = s.asked(ctx, project.ID, wave, request.Comparison.Rows, query.Touchpoint != ""); err != nil {
			return nil, nil, err
		}
	}
	return request.Comparison, success.Of(request), nil
}

// asked counts the responses of a wave that rows can be about, and the locations they came
// from: of every definition, or only of those with rows.
func (s *Service) asked(ctx context.Context, project, wave string, rows []measure.Row, only bool) (success.Asked, error) {
	s.counting.lock.RLock()
	tally := s.counting.tally
	s.counting.lock.RUnlock()
	if tally == nil {
		return success.Asked{}, notCounted()
	}
	// The column with the most values of each definition tells the locations.
	fullest := map[string]measure.Row{}
	for _, row := range rows {
		if known, there := fullest[row.Definition.ID]; !there || row.Baseline.N+row.FollowUp.N > known.Baseline.N+known.FollowUp.N {
			fullest[row.Definition.ID] = row
		}
	}
	columns := []string{}
	for _, row := range fullest {
		columns = append(columns, row.Indicator)
	}
	slices.Sort(columns)
	snapshot := tally.Select(measure.Selection{Project: project, Wave: wave, By: measure.TraitLocation, Indicators: columns})
	asked, locations, titles := success.Asked{}, map[string]bool{}, map[string]form.Text{}
	for _, group := range snapshot.Groups {
		if _, there := fullest[group.Definition.ID]; only && !there {
			continue
		}
		asked.Responses += group.Responses
		for _, counts := range group.Indicators {
			for _, part := range counts.By {
				locations[part.Value] = part.Value != ""
			}
		}
		compiled, err := s.forms.get(ctx, project, group.Definition)
		if err != nil {
			return asked, err
		}
		if titles[group.Definition.ID] == nil {
			asked.Definitions = append(asked.Definitions, nil)
		}
		titles[group.Definition.ID] = compiled.definition.Title
		asked.Definitions[len(asked.Definitions)-1] = compiled.definition.Title // versions come in their order
	}
	for _, known := range locations {
		if known {
			asked.Locations++
		}
	}
	return asked, nil
}
