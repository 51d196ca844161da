package measure_test

import (
	"fmt"
	"strings"
	"testing"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
	"touchstone/api/measure"
)

// reply is a counted response of the tests; what is left out is version 1 of "visit", wave "w".
type reply struct {
	definition, wave, location, cluster, group string
	version                                    int
	weight                                     float64
	values                                     map[string]float64
}

// survey is a tally with the definitions it counts.
type survey struct {
	tally       *measure.Tally
	definitions []*form.Definition
	n           int
}

func surveyOf(definitions ...*form.Definition) *survey {
	return &survey{tally: measure.NewTally(), definitions: definitions}
}

func (s *survey) add(replies ...reply) *survey {
	for _, r := range replies {
		s.n++
		response := fieldwork.Response{
			ID: fmt.Sprintf("r%05d", s.n), Project: "p", Wave: "w", Location: r.location, Cluster: r.cluster, Group: r.group,
			Definition: fieldwork.DefinitionRef{ID: "visit", Version: 1}, Indicators: map[string]fieldwork.IndicatorValue{},
		}
		if r.wave != "" {
			response.Wave = r.wave
		}
		if r.definition != "" {
			response.Definition.ID = r.definition
		}
		if r.version != 0 {
			response.Definition.Version = r.version
		}
		if r.weight != 0 {
			response.Weight = &r.weight
		}
		for name, value := range r.values {
			response.Indicators[name] = number(value)
		}
		for _, definition := range s.definitions {
			if definition.ID == response.Definition.ID && definition.Version == response.Definition.Version {
				s.tally.Apply(measure.PlanOf(definition).Contribution(&response, 1, true))
			}
		}
	}
	return s
}

// side reads a wave as a selection wants it.
func (s *survey) side(wave string, selection measure.Selection) measure.Side {
	selection.Project, selection.Wave = "p", wave
	if selection.By == "" {
		selection.By = measure.TraitCluster
	}
	return measure.Side{Wave: fieldwork.Wave{Name: wave, Title: form.Text{"en": wave}}, Snapshot: s.tally.Select(selection)}
}

// repeat gives n replies, made by their number.
func repeat(n int, make func(i int) reply) []reply {
	list := []reply{}
	for i := range n {
		list = append(list, make(i))
	}
	return list
}

func scored(x float64) map[string]float64 { return map[string]float64{"it": x} }

func estimate(t *testing.T, level *measure.Level) float64 {
	t.Helper()
	if level == nil || level.Estimate == nil {
		t.Fatal("there is no level")
	}
	return *level.Estimate
}

func about(t *testing.T, what string, got *float64, want float64) {
	t.Helper()
	if got == nil || *got < want-1e-9*(1+want*want) || *got > want+1e-9*(1+want*want) {
		t.Errorf("%s is %v, want %v", what, shownNumber(got), want)
	}
}

func shownNumber(x *float64) any {
	if x == nil {
		return "nothing"
	}
	return *x
}

// noteCodes lists the codes of notes.
func noteCodes(notes []measure.Note) string {
	var codes []string
	for _, note := range notes {
		codes = append(codes, note.Code)
	}
	return strings.Join(codes, " ")
}

func formatted(x float64) string { return fmt.Sprintf("%.4f", x) }
