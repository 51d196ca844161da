package rest

import (
	"touchstone/api/measure"
	"touchstone/api/service"
)

// comparisonQuery, partsQuery and pilotQuery name the query parameters of views on two waves.
var (
	comparisonQuery = append([]string{"baseline", "followUp", "rows", "touchpoint", "method", "standardise"}, choiceQuery...)
	partsQuery      = append([]string{"baseline", "followUp", "indicator", "definition", "by", "method"}, choiceQuery...)
	pilotQuery      = append([]string{"baseline", "followUp", "test", "control", "rows", "touchpoint"}, choiceQuery...)
)

func (c *call) comparisonQuery() service.ComparisonQuery {
	return service.ComparisonQuery{
		Baseline: c.QueryParam("baseline"), FollowUp: c.QueryParam("followUp"), Touchpoint: c.QueryParam("touchpoint"), Method: c.QueryParam("method"),
		Rows: c.values("rows"), Standardise: c.QueryParam("standardise"), Choice: c.choice(),
	}
}

func (s *server) comparison(c *call) (*measure.Comparison, error) {
	return s.service.Comparison(c.Request().Context(), c.member, c.comparisonQuery())
}

func (s *server) comparisonParts(c *call) (*measure.Parts, error) {
	query := c.comparisonQuery()
	query.Touchpoint = ""
	return s.service.ComparisonParts(c.Request().Context(), c.member, service.PartsQuery{
		ComparisonQuery: query, Indicator: c.QueryParam("indicator"), Definition: c.QueryParam("definition"), By: c.QueryParam("by"),
	})
}

func (s *server) pilot(c *call) (*measure.Pilot, error) {
	return s.service.Pilot(c.Request().Context(), c.member, service.PilotQuery{
		ComparisonQuery: c.comparisonQuery(), Test: c.QueryParam("test"), Control: c.QueryParam("control"),
	})
}

func (s *server) choices(c *call) (service.Choices, error) {
	return s.service.Choices(c.Request().Context(), c.member, c.QueryParams()["wave"])
}
