package service

import (
	"context"
	"slices"

	"touchstone/api/export"
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
	Choice
}

// SuccessReport tells the comparison of two waves in sentences.
func (s *Service) SuccessReport(ctx context.Context, member Member, query ReportQuery) (*success.Report, error) {
	request, err := s.reportRequest(ctx, member, query)
	if err != nil {
		return nil, err
	}
	return success.Of(request), nil
}

// ReportSheets gives a success report and the numbers behind it as the sheets of a workbook,
// in German for "de" and English otherwise.
func (s *Service) ReportSheets(ctx context.Context, member Member, query ReportQuery, language string) ([]export.Table, error) {
	request, err := s.reportRequest(ctx, member, query)
	if err != nil {
		return nil, err
	}
	return success.Workbook(request, language), nil
}

// reportRequest gathers what a report is told from.
func (s *Service) reportRequest(ctx context.Context, member Member, query ReportQuery) (request success.Request, err error) {
	project := member.project
	query.Choice = query.Choice.once()
	request.Touchpoint, request.Languages = query.Touchpoint, project.Languages
	if request.Inventory, err = s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{project.ID}}); err != nil {
		return request, err
	}
	request.Comparison, err = s.Comparison(ctx, member, ComparisonQuery{Baseline: query.Baseline, FollowUp: query.FollowUp, Touchpoint: query.Touchpoint, Choice: query.Choice})
	if err != nil {
		return request, err
	}
	named := func(name string) bool { return name == query.Touchpoint }
	if query.Touchpoint != "" &&
		!slices.ContainsFunc(request.Inventory, func(t fieldwork.Touchpoint) bool { return named(t.Name) }) &&
		!slices.ContainsFunc(request.Comparison.Touchpoints, func(t measure.TouchpointTitle) bool { return named(t.Name) }) {
		return request, fault.New(fault.Invalid, "reference.unknown", "There is no touchpoint %q.", query.Touchpoint).With(
			fault.Field{Path: "touchpoint", Code: "unknown", Message: "Choose a touchpoint of the inventory."})
	}
	if request.Actions, err = s.actions.everything(ctx, store.Query{Index: "project", Equal: []any{project.ID}}); err != nil {
		return request, err
	}
	if request.Chosen, err = s.chosenWords(ctx, member, []string{query.Baseline, query.FollowUp}, query.Choice); err != nil {
		return request, err
	}
	request.Asked, request.Definitions, err = s.asked(ctx, request.Comparison, query)
	return request, err
}

// asked counts the responses behind a comparison, and the locations they came from: all of
// both waves, or those with a value at the touchpoint that is asked about. It also gives the
// titles of the definitions they answered.
func (s *Service) asked(ctx context.Context, comparison *measure.Comparison, query ReportQuery) (asked [2]success.Asked, titles map[string]form.Text, err error) {
	tally, err := s.counted()
	if err != nil {
		return asked, nil, err
	}
	titles = map[string]form.Text{} // of definitions, by id; the newest version's
	project := comparison.Project.ID
	filter, except, err := s.choose(ctx, project, &comparison.FollowUp, query.Choice)
	if err != nil {
		return asked, nil, err
	}
	fullest := fullestColumns(comparison.Rows)
	columns := []string{}
	for _, one := range fullest {
		columns = append(columns, one.column)
	}
	slices.Sort(columns)
	for side, wave := range []fieldwork.Wave{comparison.Baseline, comparison.FollowUp} {
		snapshot := tally.Select(measure.Selection{
			Project: project, Wave: wave.Name, Filter: filter, Except: except, By: measure.TraitLocation, Indicators: slices.Compact(columns),
		})
		locations, order := map[string]bool{}, []string{}
		for _, group := range snapshot.Groups {
			id := group.Definition.ID
			of, there := fullest[id]
			if query.Touchpoint != "" && (!there || of.levels[side].N == 0) {
				continue
			}
			if query.Touchpoint == "" {
				asked[side].Responses += group.Responses
			} else if !slices.Contains(order, id) {
				asked[side].Responses += of.levels[side].N
			}
			for _, part := range group.Indicators[of.column].By {
				locations[part.Value] = part.Value != ""
			}
			compiled, err := s.forms.get(ctx, project, group.Definition)
			if err != nil {
				return asked, nil, err
			}
			if !slices.Contains(order, id) {
				order = append(order, id)
			}
			titles[id] = compiled.definition.Title // versions come in their order
		}
		for _, id := range order {
			asked[side].Definitions = append(asked[side].Definitions, titles[id])
		}
		for _, named := range locations {
			if named {
				asked[side].Locations++
			}
		}
	}
	return asked, titles, nil
}

// fullColumn is the column of a definition that most of its responses have a value for.
type fullColumn struct {
	column string
	levels [2]measure.Level
}

// fullestColumns finds them by definition, also where several feed one composite.
func fullestColumns(rows []measure.Row) map[string]fullColumn {
	fullest := map[string]fullColumn{}
	note := func(id, column string, baseline, followUp measure.Level) {
		if known, there := fullest[id]; !there || baseline.N+followUp.N > known.levels[0].N+known.levels[1].N {
			fullest[id] = fullColumn{column, [2]measure.Level{baseline, followUp}}
		}
	}
	for _, row := range rows {
		for _, one := range row.Definitions {
			note(one.ID, row.Indicator, one.Baseline, one.FollowUp)
		}
		if row.Definition.ID != "" {
			note(row.Definition.ID, row.Indicator, row.Baseline, row.FollowUp)
		}
	}
	return fullest
}
