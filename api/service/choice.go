package service

import (
	"context"
	"maps"
	"slices"
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// Choice says which responses numbers are made of. Filter holds values by the names of
// ChoiceNames, of "touchpoint" where a view allows it, and of "segment.<question>": one of the
// values of each. Locations of competitors are left out unless Competitors says otherwise.
type Choice struct {
	Filter      map[string][]string
	Competitors string // "", include or only
}

// ChoiceNames are the properties of responses that every view can be narrowed by, besides
// segments. Tags, brands and arms are those of the responses' locations.
var ChoiceNames = []string{"location", "tag", "brand", "arm", "language", "source", "link", "group", "account"}

// Words of Choice.Competitors.
const (
	competitorsInclude = "include"
	competitorsOnly    = "only"
)

// choose turns a choice into what the tally can leave and leave out; arms are those of the
// wave. What it names must exist: Invalid "choice.unknown" with the fields otherwise.
func (s *Service) choose(ctx context.Context, project string, wave *fieldwork.Wave, choice Choice) (filter, except measure.Filter, err error) {
	problem := fault.New(fault.Invalid, "choice.unknown", "This choice of responses names something that does not exist.")
	unknown := func(name, value, message string) {
		problem.With(fault.Field{Path: name, Code: "unknown", Message: "“" + value + "” " + message})
	}
	places, err := s.placesOf(project, wave)
	if err != nil {
		return nil, nil, err
	}
	filter = measure.Filter{}
	wanted := map[string][]string{}
	for _, name := range slices.Sorted(maps.Keys(choice.Filter)) {
		values := choice.Filter[name]
		switch _, isSegment := measure.SegmentOf(name); {
		case len(values) == 0:
		case places.properties[name] != nil:
			for _, value := range values {
				if places.properties[name][value] == nil {
					unknown(name, value, "is none of the project's locations, tags, brands or arms.")
				}
			}
			wanted[name] = values
		case isSegment && !s.segmented(ctx, project, name):
			unknown(name, strings.TrimPrefix(name, measure.SegmentTrait("")), "is no question by which responses of this project can be split.")
		case isSegment || slices.Contains(ChoiceNames, name) || name == measure.TraitTouchpoint:
			filter[name] = values
		default:
			unknown(name, name, "is nothing responses can be chosen by.")
		}
	}
	if !slices.Contains([]string{"", competitorsInclude, competitorsOnly}, choice.Competitors) {
		unknown("competitors", choice.Competitors, "is neither include nor only.")
	}
	if len(problem.Fields) > 0 {
		return nil, nil, problem
	}
	switch {
	case len(wanted) > 0 || choice.Competitors == competitorsOnly:
		filter[measure.TraitLocation] = places.having(wanted, choice.Competitors)
	case choice.Competitors == "" && len(places.competitors) > 0:
		except = measure.Filter{measure.TraitLocation: places.competitors}
	}
	if len(filter) == 0 {
		filter = nil
	}
	return filter, except, nil
}

// places is what locations are told apart by: for every property and value the codes that
// have it.
type places struct {
	properties  map[string]map[string]map[string]bool
	codes       []string
	competitors []string
}

// placesOf looks at the project's locations, which are kept in memory. A value "" stands for
// responses without a location, for locations without a brand, and for those in no arm.
func (s *Service) placesOf(project string, wave *fieldwork.Wave) (places, error) {
	board, err := s.filledBoard()
	if err != nil {
		return places{}, err
	}
	p := places{properties: map[string]map[string]map[string]bool{"location": {"": {"": true}}, "tag": {}, "brand": {}, "arm": {}}}
	add := func(name, value, code string) {
		if p.properties[name][value] == nil {
			p.properties[name][value] = map[string]bool{}
		}
		p.properties[name][value][code] = true
	}
	if wave != nil {
		for _, arm := range wave.Arms {
			p.properties["arm"][arm.Name] = map[string]bool{}
		}
	}
	for _, location := range board.Locations(project) {
		p.codes = append(p.codes, location.Code)
		add("location", location.Code, location.Code)
		add("brand", location.Brand, location.Code)
		for _, tag := range location.Tags {
			add("tag", tag, location.Code)
		}
		if wave != nil {
			add("arm", wave.ArmOf(location), location.Code)
		}
		if location.Competitor {
			p.competitors = append(p.competitors, location.Code)
		}
	}
	return p, nil
}

// having gives the codes of the locations with one of the values of every property wanted.
func (p *places) having(wanted map[string][]string, competitors string) []string {
	codes := []string{}
	for _, code := range append([]string{""}, p.codes...) {
		competitor := slices.Contains(p.competitors, code)
		fits := competitors == competitorsInclude || competitor == (competitors == competitorsOnly)
		for name, values := range wanted {
			fits = fits && slices.ContainsFunc(values, func(value string) bool { return p.properties[name][value][code] })
		}
		if fits {
			codes = append(codes, code)
		}
	}
	return codes
}

// segmented tells whether responses of the project can be split by the trait: any that counts
// has it, or else some version of a definition declares it, whose responses may be gone or yet
// to come.
func (s *Service) segmented(ctx context.Context, project, trait string) bool {
	tally, err := s.counted()
	if err != nil {
		return true // who asks for numbers learns of it
	}
	if _, known := tally.Traits(project)[trait]; known {
		return true
	}
	question, _ := measure.SegmentOf(trait)
	for published, err := range s.definitions.all(ctx, store.Query{Index: "project", Equal: []any{project}}) {
		if err != nil || slices.Contains(published.Definition.Segments, question) {
			return true // what cannot be looked up is not called unknown
		}
	}
	return false
}

// counted gives the tally; Unavailable "comparison.counting" until it is there.
func (s *Service) counted() (*measure.Tally, error) {
	s.counting.lock.RLock()
	defer s.counting.lock.RUnlock()
	if s.counting.tally == nil {
		return nil, notCounted()
	}
	return s.counting.tally, nil
}
