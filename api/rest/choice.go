package rest

import (
	"strings"

	"touchstone/api/measure"
	"touchstone/api/service"
)

// choiceQuery names the query parameters that narrow the responses of a view; each may come
// repeatedly, and segments come besides as segment.<question>.
var choiceQuery = append([]string{"competitors"}, service.ChoiceNames...)

// choice reads which responses a view is asked about; besides names further parameters that
// belong to the choice there.
func (c *call) choice(besides ...string) service.Choice {
	choice := service.Choice{Filter: map[string][]string{}, Competitors: c.QueryParam("competitors")}
	query := c.QueryParams()
	for _, name := range append(besides, service.ChoiceNames...) {
		if values, given := query[name]; given {
			choice.Filter[name] = values
		}
	}
	for name, values := range query {
		if strings.HasPrefix(name, measure.SegmentTrait("")) {
			choice.Filter[name] = values
		}
	}
	return choice
}
