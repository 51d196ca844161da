package rest

import "touchstone/api/service"

// verbatimQuery names the query parameters of what people wrote.
var verbatimQuery = append([]string{"wave", "search", "limit", "after"}, choiceQuery...)

func (s *server) verbatims(c *call) (service.List[service.Verbatim], error) {
	page, err := c.page()
	if err != nil {
		return service.List[service.Verbatim]{}, err
	}
	return s.service.Verbatims(c.Request().Context(), c.member, service.VerbatimQuery{
		Touchpoint: c.Param("touchpoint"), Wave: c.QueryParam("wave"), Search: c.QueryParam("search"), Choice: c.choice(),
	}, page)
}
