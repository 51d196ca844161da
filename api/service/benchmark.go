package service

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// BenchmarkQuery asks for the own locations beside competitors' in a wave. Of the choice brands
// narrow the competitors alone, locations and arms the own alone.
type BenchmarkQuery struct {
	Wave, Touchpoint string
	Rows             []string // words of measure.Roles in the plural
	Choice           Choice
}

// Benchmark puts the own locations beside those of every competitor brand. Locations of
// competitors without a brand count as a brand named "".
func (s *Service) Benchmark(ctx context.Context, member Member, query BenchmarkQuery) (*measure.Benchmark, error) {
	roles, err := rowRoles(query.Rows)
	if err != nil {
		return nil, err
	}
	a, err := s.analyse(ctx, member)
	if err != nil {
		return nil, err
	}
	wave, err := a.oneWave(ctx, query.Wave)
	if err != nil {
		return nil, err
	}
	board, err := s.filledBoard()
	if err != nil {
		return nil, err
	}
	own, theirs := map[string]bool{}, map[string]map[string]bool{}
	for _, location := range board.Locations(a.project.ID) {
		switch {
		case !location.Competitor:
			own[location.Code] = true
		case theirs[location.Brand] == nil:
			theirs[location.Brand] = map[string]bool{location.Code: true}
		default:
			theirs[location.Brand][location.Code] = true
		}
	}
	request := measure.BenchmarkRequest{Project: a.project, Touchpoints: a.touchpoints, Roles: roles, Touchpoint: query.Touchpoint, At: s.instant()}
	selection := measure.Selection{Roles: roles}
	if request.Own, err = a.side(ctx, wave, query.Choice.without("", "brand"), selection); err != nil {
		return nil, err
	}
	request.Own.Title = form.Text{"en": "own locations", "de": "eigene Standorte"}
	if request.Size, err = a.size(ctx, wave, query.Choice.without("", "brand"), own, request.Own); err != nil {
		return nil, err
	}
	competing := query.Choice.without(competitorsOnly, "brand", "location", "arm")
	wanted := slices.Sorted(maps.Keys(theirs))
	if brands := query.Choice.Filter["brand"]; len(brands) > 0 {
		if err := a.known(ctx, wave, brands); err != nil {
			return nil, err
		}
		wanted = slices.DeleteFunc(wanted, func(brand string) bool { return !slices.Contains(brands, brand) })
	}
	everything := map[string]bool{}
	for _, brand := range wanted {
		competitor, err := a.competitor(ctx, wave, competing, brand, theirs[brand], selection)
		if err != nil {
			return nil, err
		}
		request.Brands = append(request.Brands, competitor)
		maps.Copy(everything, theirs[brand])
	}
	sides := []measure.Side{request.Own}
	for _, brand := range request.Brands {
		sides = append(sides, brand.Side)
	}
	if len(request.Brands) > 1 {
		all, err := a.competitor(ctx, wave, competing, "", everything, selection)
		if err != nil {
			return nil, err
		}
		all.Side.Title = form.Text{"en": "all competitors", "de": "alle Mitbewerber"}
		request.All = &all
	}
	if request.Definitions, err = a.definitions(ctx, sides...); err != nil {
		return nil, err
	}
	if err := a.placeChosen(ctx, &request.Own, request.Definitions, roles, query.Choice.without("", "brand")); err != nil {
		return nil, err
	}
	for i := range request.Brands {
		if err := a.placeAt(ctx, &request.Brands[i], request.Definitions, roles, competing, theirs[request.Brands[i].Brand]); err != nil {
			return nil, err
		}
	}
	if request.All != nil {
		if err := a.placeAt(ctx, request.All, request.Definitions, roles, competing, everything); err != nil {
			return nil, err
		}
	}
	return measure.BenchmarkOf(request), nil
}

// known demands that brands are among those of the project.
func (a *analysis) known(ctx context.Context, wave fieldwork.Wave, brands []string) error {
	_, _, err := a.service.choose(ctx, a.project.ID, &wave, Choice{Filter: map[string][]string{"brand": brands}, Competitors: competitorsInclude})
	return err
}

// competitor reads the responses about some locations of competitors.
func (a *analysis) competitor(ctx context.Context, wave fieldwork.Wave, choice Choice, brand string, codes map[string]bool, selection measure.Selection) (measure.Competitor, error) {
	choice = choice.without(choice.Competitors)
	choice.Filter["location"] = slices.Sorted(maps.Keys(codes))
	side, err := a.side(ctx, wave, choice, selection)
	if err != nil {
		return measure.Competitor{}, err
	}
	title := cmp.Or(brand, "–")
	side.Title = form.Text{"en": title, "de": title}
	size, err := a.size(ctx, wave, choice, codes, side)
	return measure.Competitor{Brand: brand, Size: size, Side: side}, err
}

// placeAt is place for the responses about some locations of a competitor.
func (a *analysis) placeAt(ctx context.Context, competitor *measure.Competitor, definitions []*form.Definition, roles []string, choice Choice, codes map[string]bool) error {
	choice = choice.without(choice.Competitors)
	choice.Filter["location"] = slices.Sorted(maps.Keys(codes))
	return a.placeChosen(ctx, &competitor.Side, definitions, roles, choice)
}

// size counts the responses of a side and the locations of codes that the choice leaves.
func (a *analysis) size(ctx context.Context, wave fieldwork.Wave, choice Choice, codes map[string]bool, side measure.Side) (measure.BenchmarkSize, error) {
	size := measure.BenchmarkSize{Responses: side.Snapshot.Responses()}
	filter, _, err := a.service.choose(ctx, a.project.ID, &wave, choice)
	if err != nil {
		return size, err
	}
	measured := a.tally.Traits(a.project.ID, wave.Name)[measure.TraitLocation]
	chosen := filter[measure.TraitLocation]
	for code := range codes {
		if measured[code] > 0 && (chosen == nil || slices.Contains(chosen, code)) {
			size.Locations++
		}
	}
	return size, nil
}

// without gives the choice less some of its names, with that regard for competitors.
func (c Choice) without(competitors string, names ...string) Choice {
	filter := maps.Clone(c.Filter)
	if filter == nil {
		filter = map[string][]string{}
	}
	for _, name := range names {
		delete(filter, name)
	}
	return Choice{filter, competitors}
}
