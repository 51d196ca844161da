package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// answered is what a customer's page gets back; flags are none of its concern.
type answered struct {
	ID       string   `json:"id"`
	Complete bool     `json:"complete"`
	Missing  []string `json:"missing"` // digests of announced files that have not arrived
}

func (s *server) answer(c *call, in fieldwork.Submission) (answered, error) {
	receipt, err := s.service.Answer(c.Request().Context(), c.Param("token"), in)
	c.repeated(receipt.New)
	return answered{receipt.ID, receipt.Complete, receipt.Missing}, err
}

// maxReport bounds a shopper's report, in bytes of JSON; repeats make them long.
const maxReport = 5 << 20

func (s *server) submit(c *call, in fieldwork.Submission) (service.Receipt, error) {
	receipt, err := s.service.Submit(c.Request().Context(), c.member, in)
	c.repeated(receipt.New)
	return receipt, err
}

// responseQuery names the query parameters.
var responseQuery = []string{"wave", "definition", "state", "source", "limit", "after"}

func (s *server) responses(c *call) (service.List[service.ResponseSummary], error) {
	page, err := c.page()
	if err != nil {
		return service.List[service.ResponseSummary]{}, err
	}
	return s.service.Responses(c.Request().Context(), c.member, service.ResponseFilter{
		Wave: c.QueryParam("wave"), Definition: c.QueryParam("definition"),
		State: fieldwork.State(c.QueryParam("state")), Source: c.QueryParam("source"),
	}, page)
}

func (s *server) response(c *call) (service.ResponseDetail, error) {
	return s.service.Response(c.Request().Context(), c.member, c.Param("response"))
}
