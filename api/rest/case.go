package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

var caseQuery = append([]string{"state", "owner", "touchpoint", "alert", "response", "search"}, paged...)

func (s *server) cases(c *call) (service.CaseList, error) {
	page, err := c.page()
	if err != nil {
		return service.CaseList{}, err
	}
	return s.service.Cases(c.Request().Context(), c.member, fieldwork.CaseQuery{
		State: c.QueryParam("state"), Owner: c.QueryParam("owner"), Touchpoint: c.QueryParam("touchpoint"), Alert: c.QueryParam("alert"),
		Response: c.QueryParam("response"), Search: c.QueryParam("search"), Limit: page.Limit, After: page.After,
	})
}

func (s *server) caseOwners(c *call) (service.List[service.PersonName], error) {
	return s.service.CaseOwners(c.Request().Context(), c.member)
}

func (s *server) oneCase(c *call) (service.CaseDetail, error) {
	return s.service.Case(c.Request().Context(), c.member, c.Param("case"))
}

func (s *server) openCase(c *call, in fieldwork.NewCase) (service.CaseDetail, error) {
	return s.service.OpenCase(c.Request().Context(), c.member, in)
}

func (s *server) actOnCase(c *call, in fieldwork.CaseAct) (service.CaseDetail, error) {
	return s.service.ActOnCase(c.Request().Context(), c.member, c.Param("case"), in)
}
