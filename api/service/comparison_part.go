package service

import (
	"context"
	"slices"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// PartsQuery asks for one column by parts of the responses. Definition is an id, or "" where
// only one has the column and for composites, which combine; By is one of ChoiceNames but
// arm, or "segment.<question>".
type PartsQuery struct {
	ComparisonQuery
	Indicator, Definition, By string
}

// ComparisonParts compares a column within every part of two waves.
func (s *Service) ComparisonParts(ctx context.Context, member Member, query PartsQuery) (*measure.Parts, error) {
	asked, err := s.pair(ctx, member, query.ComparisonQuery)
	if err != nil {
		return nil, err
	}
	project := member.project.ID
	problem := fault.New(fault.Invalid, "comparison.parts", "Name what is compared and by what, for example ?indicator=nps&by=location.")
	if query.Indicator == "" {
		problem.With(fault.Field{Path: "indicator", Code: "required", Message: "Give the name of an indicator, or of another column such as touchpoint:counter."})
	}
	trait, merged := s.partsBy(query.By)
	if trait == "" || merged == nil && !s.splits(ctx, project, trait) {
		problem.With(fault.Field{Path: "by", Code: "unknown", Message: "The parts are those of location, tag, brand, language, source, link, group, account or segment.<question>."})
	}
	if len(problem.Fields) > 0 {
		return nil, problem
	}
	request := measure.PartsRequest{ComparisonRequest: asked.request, By: query.By}
	request.Column, request.Touchpoint = query.Indicator, ""
	for _, side := range []*measure.Side{&request.Baseline, &request.FollowUp} {
		selection := asked.selection(side.Wave.Name)
		selection.Definition, selection.Roles, selection.Indicators, selection.By = query.Definition, nil, []string{query.Indicator}, measure.TraitCluster
		side.Snapshot = asked.tally.Select(selection)
		selection.By, selection.Across = trait, measure.TraitCluster
		if trait == measure.TraitCluster {
			selection.Across = ""
		}
		side.Strata = asked.tally.Select(selection)
	}
	if request.Definitions, err = s.countedDefinitions(ctx, project, request.Baseline.Snapshot, request.FollowUp.Snapshot); err != nil {
		return nil, err
	}
	if merged != nil {
		request.Merge = merged(s.board.board.Locations(project))
	}
	if measure.RoleOf(query.Indicator) != measure.RoleComposite && query.Definition == "" && having(request.Definitions, query.Indicator) > 1 {
		return nil, problem.With(fault.Field{Path: "definition", Code: "required", Message: "Several definitions have this indicator; name one."})
	}
	parts, found := measure.CompareParts(request)
	if !found {
		return nil, fault.New(fault.NotFound, "indicator.unknown", "No response of these waves has the indicator %q.", query.Indicator)
	}
	return parts, s.titleParts(ctx, project, &asked.request.FollowUp.Wave, request.Definitions, parts)
}

// partsBy gives the trait behind the parts, and for properties of locations how a location
// belongs to them; "" for what nothing can be split by.
func (s *Service) partsBy(by string) (trait string, merged func([]*fieldwork.Location) func(string) []string) {
	switch by {
	case "tag":
		return measure.TraitLocation, func(locations []*fieldwork.Location) func(string) []string {
			return byLocation(locations, func(l *fieldwork.Location) []string { return l.Tags })
		}
	case "brand":
		return measure.TraitLocation, func(locations []*fieldwork.Location) func(string) []string {
			return byLocation(locations, func(l *fieldwork.Location) []string { return []string{l.Brand} })
		}
	}
	return by, nil
}

// byLocation gives what a location of some code belongs to.
func byLocation(locations []*fieldwork.Location, of func(*fieldwork.Location) []string) func(string) []string {
	known := map[string][]string{}
	for _, location := range locations {
		known[location.Code] = of(location)
	}
	return func(code string) []string { return known[code] }
}

// having counts the definitions that have a column.
func having(definitions []*form.Definition, column string) int {
	ids := map[string]bool{}
	for _, definition := range definitions {
		if slices.ContainsFunc(measure.Columns(definition), func(i form.Indicator) bool { return i.Name == column }) {
			ids[definition.ID] = true
		}
	}
	return len(ids)
}

// titleParts says what the parts are called.
func (s *Service) titleParts(ctx context.Context, project string, wave *fieldwork.Wave, definitions []*form.Definition, parts *measure.Parts) error {
	titles, err := s.choiceTitles(ctx, project, definitions, wave)
	if err != nil {
		return err
	}
	for i := range parts.Rows {
		parts.Rows[i].Part.Title = titles(parts.By, parts.Rows[i].Part.Value)
	}
	return nil
}
