package rest

import (
	"touchstone/api/measure"
	"touchstone/api/service"
)

func (s *server) comparison(c *call) (*measure.Comparison, error) {
	return s.service.Comparison(c.Request().Context(), c.member, service.ComparisonQuery{
		Baseline: c.QueryParam("baseline"), FollowUp: c.QueryParam("followUp"), Touchpoint: c.QueryParam("touchpoint"), Method: c.QueryParam("method"),
	})
}
