package rest

import (
	"math"
	"strconv"

	"touchstone/api/fault"
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
var responseQuery = append([]string{"wave", "definition", "state", "indicator", "value", "from", "to", "absent", "touchpoint", "armsOf", "limit", "after"}, choiceQuery...)

func (s *server) responses(c *call) (service.ResponseList, error) {
	page, err := c.page()
	if err != nil {
		return service.ResponseList{}, err
	}
	behind, err := c.behind()
	if err != nil {
		return service.ResponseList{}, err
	}
	return s.service.Responses(c.Request().Context(), c.member, service.ResponseFilter{
		Wave: c.QueryParam("wave"), Definition: c.QueryParam("definition"),
		State: fieldwork.State(c.QueryParam("state")), Source: c.QueryParam("source"), Behind: behind,
	}, page)
}

// behind reads which number's responses are asked for.
func (c *call) behind() (service.Behind, error) {
	b := service.Behind{Indicator: c.QueryParam("indicator"), Absent: c.QueryParam("absent"), ArmsOf: c.QueryParam("armsOf"), Choice: c.choice("touchpoint")}
	problem := fault.New(fault.Invalid, "request.query", "The list cannot be asked like this.")
	number := func(name, text string) *float64 {
		x, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(x) || math.IsInf(x, 0) {
			problem.With(fault.Field{Path: name, Code: "type", Message: "Give a number."})
		}
		return &x
	}
	for _, text := range c.QueryParams()["value"] {
		b.Values = append(b.Values, *number("value", text))
	}
	for name, into := range map[string]**float64{"from": &b.From, "to": &b.To} {
		if text := c.QueryParam(name); text != "" {
			*into = number(name, text)
		}
	}
	if len(problem.Fields) > 0 {
		return b, problem
	}
	return b, nil
}

func (s *server) response(c *call) (service.ResponseDetail, error) {
	return s.service.Response(c.Request().Context(), c.member, c.Param("response"))
}
