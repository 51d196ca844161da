package measure

import (
	"encoding/json"
	"slices"
	"strings"

	"touchstone/api/fieldwork"
	"touchstone/api/form"
)

// Roles of columns: what a definition declares as an indicator, and what is counted beside.
const (
	RoleIndicator = "indicator"
	RoleComposite = "composite" // of a touchpoint, 0 to 100
	RoleSection   = "section"   // percent of the points possible
	RoleQuestion  = "question"  // likewise
)

// How the names of columns that nobody declares begin; names of indicators have no colon.
const (
	compositePrefix = "touchpoint:"
	sectionPrefix   = "section:"
	questionPrefix  = "question:"
)

// RoleOf tells the role of a column by its name.
func RoleOf(column string) string {
	switch {
	case strings.HasPrefix(column, compositePrefix):
		return RoleComposite
	case strings.HasPrefix(column, sectionPrefix):
		return RoleSection
	case strings.HasPrefix(column, questionPrefix):
		return RoleQuestion
	}
	return RoleIndicator
}

// CompositeName names the column of a touchpoint's composite.
func CompositeName(touchpoint string) string { return compositePrefix + touchpoint }

// CompositeTouchpoint gives the touchpoint of a column named by CompositeName.
func CompositeTouchpoint(column string) (touchpoint string, is bool) {
	return strings.CutPrefix(column, compositePrefix)
}

// Columns lists what is counted of every response to a definition, as indicators: those it
// declares, then every section and question that can earn points, in its order. Composites
// are not among them, since their touchpoint may be that of a link; see CompositeColumn.
func Columns(definition *form.Definition) []form.Indicator {
	columns := slices.Clone(definition.Indicators)
	var visit func(body []form.Question)
	visit = func(body []form.Question) {
		for i := range body {
			q := &body[i]
			switch {
			case q.Type == "section" && earnsWithin(definition, q.Body):
				columns = append(columns, automatic(definition, sectionPrefix, q))
			case len(q.Body) == 0 && earns(definition, q):
				columns = append(columns, automatic(definition, questionPrefix, q))
			}
			visit(q.Body)
		}
	}
	visit(definition.Body)
	return columns
}

func earnsWithin(definition *form.Definition, body []form.Question) bool {
	return slices.ContainsFunc(body, func(q form.Question) bool {
		return len(q.Body) == 0 && earns(definition, &q) || earnsWithin(definition, q.Body)
	})
}

// automatic is the share of points of a section or question as an indicator.
func automatic(definition *form.Definition, prefix string, q *form.Question) form.Indicator {
	touchpoint, _ := touchpointIn(definition.Body, q.Name, "")
	return form.Indicator{
		Name: prefix + q.Name, Kind: "score", Of: q.Name, Title: q.Label,
		Scale: []float64{0, 100}, Better: higher, Touchpoint: touchpoint,
	}
}

// automaticValues reads the columns that nobody declares from a stored score.
func (p *Plan) automaticValues(values []columnValue, stored json.RawMessage) []columnValue {
	if len(p.automatic) == 0 {
		return values
	}
	var score Score
	in := indication{score: &score}
	if len(stored) == 0 || json.Unmarshal(stored, &score) != nil {
		in.score = nil
	}
	for i := range p.automatic {
		in.indicator = &p.automatic[i]
		values = append(values, columnValue{in.indicator.Name, scoreValue(&in)})
	}
	return values
}

// columnValue is what a response has in a column.
type columnValue struct {
	column string
	value  fieldwork.IndicatorValue
}
