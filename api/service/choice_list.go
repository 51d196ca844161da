package service

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
	"touchstone/api/store"
)

// Choices lists by what the responses of some waves can be chosen and split.
type Choices struct {
	Traits []ChoiceTrait `json:"traits"`
}

// ChoiceTrait is one property of responses with the values that occur. N counts responses,
// those of competitors' locations included.
type ChoiceTrait struct {
	Name     string        `json:"name"`               // of the query parameter
	Title    form.Text     `json:"title,omitempty"`    // of a segment: its question
	Question string        `json:"question,omitempty"` // of a segment
	Values   []ChoiceValue `json:"values"`
}

// ChoiceValue is a value of a property; "" is having none.
type ChoiceValue struct {
	Value      string    `json:"value"`
	Title      form.Text `json:"title,omitempty"`
	Competitor bool      `json:"competitor,omitempty"` // a location or brand of somebody else
	N          int64     `json:"n"`
}

// mostChoices bounds the values listed of one property; those with most responses stay.
const mostChoices = 1000

// Choices gives what can be chosen among the responses of some waves, of all if none is
// named. Arms are those of the last wave named.
func (s *Service) Choices(ctx context.Context, member Member, waves []string) (Choices, error) {
	tally, err := s.counted()
	if err != nil {
		return Choices{}, err
	}
	project := member.project.ID
	var last *fieldwork.Wave
	for _, name := range waves {
		wave, err := s.wave(ctx, project, name)
		if err != nil {
			return Choices{}, err
		}
		last = &wave
	}
	places, err := s.placesOf(project, last)
	if err != nil {
		return Choices{}, err
	}
	definitions, err := s.publishedOf(ctx, project, tally.Definitions(project, waves...))
	if err != nil {
		return Choices{}, err
	}
	titles, err := s.choiceTitles(ctx, project, definitions, last)
	if err != nil {
		return Choices{}, err
	}
	counts := tally.Traits(project, waves...)
	places.count(counts)
	choices := Choices{Traits: []ChoiceTrait{}}
	add := func(trait ChoiceTrait) {
		for value, n := range counts[trait.Name] {
			trait.Values = append(trait.Values, ChoiceValue{Value: value, Title: titles(trait.Name, value), Competitor: places.foreign(trait.Name, value), N: n})
		}
		if len(trait.Values) == 0 || len(trait.Values) == 1 && trait.Values[0].Value == "" {
			return
		}
		slices.SortFunc(trait.Values, func(a, b ChoiceValue) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
		trait.Values = trait.Values[:min(len(trait.Values), mostChoices)]
		slices.SortStableFunc(trait.Values, func(a, b ChoiceValue) int { return cmp.Compare(a.Value, b.Value) })
		choices.Traits = append(choices.Traits, trait)
	}
	for _, name := range append(slices.Clone(ChoiceNames), measure.TraitTouchpoint) {
		add(ChoiceTrait{Name: name, Values: []ChoiceValue{}})
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		if question, isSegment := measure.SegmentOf(name); isSegment {
			add(ChoiceTrait{Name: name, Title: labelOf(definitions, question), Question: question, Values: []ChoiceValue{}})
		}
	}
	return choices, nil
}

// count derives how many responses tags, brands and arms have from those of locations.
func (p *places) count(counts map[string]map[string]int64) {
	for name, values := range p.properties {
		if name == measure.TraitLocation {
			continue
		}
		for value, codes := range values {
			n := int64(0)
			for code := range codes {
				n += counts[measure.TraitLocation][code]
			}
			if n == 0 {
				continue
			}
			if counts[name] == nil {
				counts[name] = map[string]int64{}
			}
			counts[name][value] = n
		}
	}
}

// foreign tells whether every location behind a location or brand is a competitor's.
func (p *places) foreign(name, value string) bool {
	codes := p.properties[name][value]
	if name != "location" && name != "brand" || len(codes) == 0 {
		return false
	}
	for code := range codes {
		if !slices.Contains(p.competitors, code) {
			return false
		}
	}
	return true
}

// choiceTitles gives what values are called, nil where the value speaks for itself.
func (s *Service) choiceTitles(ctx context.Context, project string, definitions []*form.Definition, wave *fieldwork.Wave) (func(name, value string) form.Text, error) {
	titles := map[string]map[string]form.Text{"location": {}, "link": {}, measure.TraitTouchpoint: {}, "arm": {}}
	plain := func(title string) form.Text { return form.Text{"en": title, "de": title} }
	for _, location := range s.board.board.Locations(project) {
		titles["location"][location.Code] = plain(location.Title)
	}
	touchpoints, err := s.touchpoints.everything(ctx, store.Query{Index: "project", Equal: []any{project}})
	if err != nil {
		return nil, err
	}
	for _, touchpoint := range touchpoints {
		titles[measure.TraitTouchpoint][touchpoint.Name] = touchpoint.Title
	}
	links, err := s.links.everything(ctx, store.Query{Index: "project", Equal: []any{project}})
	if err != nil {
		return nil, err
	}
	for _, link := range links {
		titles["link"][link.ID] = plain(link.Title)
	}
	if wave != nil {
		for _, arm := range wave.Arms {
			titles["arm"][arm.Name] = arm.Title
		}
	}
	return func(name, value string) form.Text {
		question, isSegment := measure.SegmentOf(name)
		switch {
		case value == "":
			return nil
		case isSegment:
			return chosenLabel(definitions, question, value)
		case name == measure.TraitAccount:
			if title := s.board.board.AccountTitle(project, value); title != "" {
				return plain(title)
			}
		}
		return titles[name][value]
	}, nil
}

// labelOf is the newest label of a question.
func labelOf(definitions []*form.Definition, question string) form.Text {
	for _, definition := range definitions {
		if q, known := definition.Question(question); known && len(q.Label) > 0 {
			return q.Label
		}
	}
	return nil
}

// chosenLabel is what the choices behind a segment's value are called, joined where there are
// several.
func chosenLabel(definitions []*form.Definition, question, value string) form.Text {
	for _, definition := range definitions {
		q, known := definition.Question(question)
		if !known || q.Choices == "" {
			continue
		}
		joined := form.Text{}
		names := strings.Fields(value)
		for _, name := range names {
			at := slices.IndexFunc(definition.Choices[q.Choices], func(c form.Choice) bool { return c.Name == name })
			if at < 0 {
				break
			}
			for language, words := range definition.Choices[q.Choices][at].Label {
				joined[language] = strings.TrimPrefix(joined[language]+", "+words, ", ")
			}
		}
		if len(joined) > 0 {
			return joined
		}
	}
	return nil
}
