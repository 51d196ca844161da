package rest

import (
	"touchstone/api/measure"
)

func (s *server) comparison(c *call) (*measure.Comparison, error) {
	return s.service.Comparison(c.Request().Context(), c.member, c.QueryParam("baseline"), c.QueryParam("followUp"), c.QueryParam("touchpoint"))
}
