package service

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"touchstone/api/form"
	"touchstone/api/measure"
)

// choiceWords name what responses are chosen by, in sentences of reports.
var choiceWords = map[string]form.Text{
	"location": {"en": "location", "de": "Standort"}, "tag": {"en": "tag", "de": "Merkmal"}, "brand": {"en": "brand", "de": "Marke"},
	"arm": {"en": "arm", "de": "Gruppe"}, "language": {"en": "language", "de": "Sprache"}, "source": {"en": "source", "de": "Quelle"},
	"link": {"en": "link", "de": "Zugang"}, "group": {"en": "respondents", "de": "Befragte"}, "account": {"en": "account", "de": "Kundenkonto"},
}

// valueWords name values that no project has a title for.
var valueWords = map[string]form.Text{
	"customers": {"en": "customers", "de": "Kunden"}, "employees": {"en": "employees", "de": "Mitarbeitende"}, "shoppers": {"en": "mystery shoppers", "de": "Testkunden"},
	"visits": {"en": "account visits", "de": "Kundenbesuche"}, "assignment": {"en": "assignments", "de": "Aufträge"}, "import": {"en": "imports", "de": "Importe"},
	"": {"en": "none", "de": "keine"},
}

// languageWords name the languages that are most likely; others go by their code.
var languageWords = map[string]form.Text{
	"de": {"en": "German", "de": "Deutsch"}, "en": {"en": "English", "de": "Englisch"}, "fr": {"en": "French", "de": "Französisch"},
	"it": {"en": "Italian", "de": "Italienisch"}, "es": {"en": "Spanish", "de": "Spanisch"}, "pt": {"en": "Portuguese", "de": "Portugiesisch"},
}

// mostValuesTold is how many values of one property a report names.
const mostValuesTold = 5

// once names every value a single time, where it is first named.
func (c Choice) once() Choice {
	filter := map[string][]string{}
	for name, values := range c.Filter {
		named := map[string]bool{}
		for _, value := range values {
			if !named[value] {
				named[value] = true
				filter[name] = append(filter[name], value)
			}
		}
	}
	return Choice{filter, c.Competitors}
}

// chosenWords tells a choice in words: by what, and which values.
func (s *Service) chosenWords(ctx context.Context, member Member, waves []string, choice Choice) ([]form.Text, error) {
	said := []form.Text{}
	switch choice.Competitors {
	case competitorsInclude:
		said = append(said, form.Text{"en": "competitors too", "de": "auch Mitbewerber"})
	case competitorsOnly:
		said = append(said, form.Text{"en": "competitors only", "de": "nur Mitbewerber"})
	}
	if len(choice.Filter) == 0 {
		return said, nil
	}
	offered, err := s.Choices(ctx, member, waves)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(choice.Filter)) {
		values := choice.Filter[name]
		if len(values) == 0 {
			continue
		}
		trait := ChoiceTrait{}
		for _, one := range offered.Traits {
			if one.Name == name {
				trait = one
			}
		}
		words := form.Text{}
		for _, language := range []string{"en", "de"} {
			what := choiceWords[name].In(language, "en")
			if what == "" {
				what = cmp.Or(trait.Title.In(language, "en"), strings.TrimPrefix(name, measure.SegmentTrait("")))
			}
			titles := []string{}
			for _, value := range values[:min(len(values), mostValuesTold)] {
				titles = append(titles, trait.called(value, language))
			}
			words[language] = what + ": " + strings.Join(titles, ", ")
			if len(values) > mostValuesTold {
				words[language] += " …"
			}
		}
		said = append(said, words)
	}
	return said, nil
}

// called names a value of the property. The values of links are secrets, and never told.
func (t ChoiceTrait) called(value, language string) string {
	for _, one := range t.Values {
		if one.Value == value && len(one.Title) > 0 {
			return one.Title.In(language, "en")
		}
	}
	if t.Name == measure.TraitLink {
		return "…"
	}
	words, known := valueWords[value]
	if t.Name == measure.TraitLanguage && value != "" {
		words, known = languageWords[value]
	}
	if known {
		return words[language]
	}
	return value
}
