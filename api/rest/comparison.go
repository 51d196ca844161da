package rest

import (
	"touchstone/api/measure"
	"touchstone/api/service"
)

// comparisonQuery names the query parameters of views on two waves.
var comparisonQuery = append([]string{"baseline", "followUp", "rows", "touchpoint", "method", "standardise"}, choiceQuery...)

func (c *call) comparisonQuery() service.ComparisonQuery {
	return service.ComparisonQuery{
		Baseline: c.QueryParam("baseline"), FollowUp: c.QueryParam("followUp"), Touchpoint: c.QueryParam("touchpoint"), Method: c.QueryParam("method"),
		Rows: c.values("rows"), Standardise: c.QueryParam("standardise"), Choice: c.choice(),
	}
}

func (s *server) comparison(c *call) (*measure.Comparison, error) {
	return s.service.Comparison(c.Request().Context(), c.member, c.comparisonQuery())
}

func (s *server) choices(c *call) (service.Choices, error) {
	return s.service.Choices(c.Request().Context(), c.member, c.QueryParams()["wave"])
}
