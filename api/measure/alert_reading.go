package measure

import (
	"encoding/json"
	"maps"
	"slices"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// ReadingOf gives what a response says, for alerts: its score, every indicator, section and
// question with points, the composites of its touchpoints, and the critical questions that
// failed.
func ReadingOf(definition *form.Definition, response *fieldwork.Response) fieldwork.Reading {
	var reading fieldwork.Reading
	var score Score
	if len(response.Score) > 0 && json.Unmarshal(response.Score, &score) == nil {
		reading.Score = score.Total.Percent
	}
	percents := map[string]*float64{}
	for _, section := range score.Sections {
		percents[section.Name] = section.Percent
	}
	for _, question := range score.Questions {
		rules := score.Rules
		percents[question.Name], _ = rules.percent(question.Earned+question.Bonus, question.Possible)
		if !question.Failed {
			continue
		}
		touchpoint, _ := touchpointIn(definition.Body, question.Name, "")
		failed := fieldwork.ReadColumn{Name: question.Name, Touchpoint: touchpoint, Title: form.Text{definition.DefaultLanguage: question.Name}}
		if asked, known := definition.Question(question.Name); known && len(asked.Label) > 0 {
			failed.Title = asked.Label
		}
		reading.Failed = append(reading.Failed, failed)
	}
	for _, indicator := range Columns(definition) {
		column := fieldwork.ReadColumn{Name: indicator.Name, Kind: indicator.Kind, Touchpoint: touchpointOf(definition, &indicator), Title: titleOf(definition, &indicator)}
		if value, declared := response.Indicators[indicator.Name]; declared {
			column.Value = value.Value
		} else if RoleOf(indicator.Name) != RoleIndicator {
			column.Value = percents[indicator.Of]
		}
		reading.Columns = append(reading.Columns, column)
	}
	composites := Composites(definition, response.Indicators, response.Touchpoint)
	for _, touchpoint := range slices.Sorted(maps.Keys(composites)) {
		value := composites[touchpoint]
		column := CompositeColumn(touchpoint)
		reading.Columns = append(reading.Columns, fieldwork.ReadColumn{Name: column.Name, Kind: column.Kind, Touchpoint: touchpoint, Value: &value})
	}
	return reading
}
