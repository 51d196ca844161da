package rest

import (
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// queueQuery names the query parameters of the review queue; those but search and appealed
// take several values, divided by commas.
var queueQuery = append([]string{"wave", "location", "definition", "person", "flag", "state", "appealed", "search"}, paged...)

func (s *server) queue(c *call) (service.Queue, error) {
	page, err := c.page()
	if err != nil {
		return service.Queue{}, err
	}
	query := fieldwork.QueueQuery{
		Waves: c.values("wave"), Locations: c.values("location"), Definitions: c.values("definition"), People: c.values("person"),
		Flags: c.values("flag"), Appealed: c.QueryParam("appealed") == "true", Search: c.QueryParam("search"), After: page.After, Limit: page.Limit,
	}
	for _, state := range c.values("state") {
		query.States = append(query.States, fieldwork.State(state))
	}
	return s.service.Queue(c.Request().Context(), c.member, query)
}

// values reads a query parameter with several values; none gives nil.
func (c *call) values(name string) []string {
	if c.QueryParam(name) == "" {
		return nil
	}
	return strings.Split(c.QueryParam(name), ",")
}

var payQuery = []string{"from", "to", "state", "person"}

func (s *server) pay(c *call) (service.PayList, error) {
	query, err := payQueryOf(c)
	if err != nil {
		return service.PayList{}, err
	}
	return s.service.Pay(c.Request().Context(), c.member, query)
}

func payQueryOf(c *call) (fieldwork.PayQuery, error) {
	query := fieldwork.PayQuery{From: c.QueryParam("from"), To: c.QueryParam("to"), Person: c.QueryParam("person")}
	refused := fault.New(fault.Invalid, "request.query", "The list cannot be asked like this.")
	for name, day := range map[string]string{"from": query.From, "to": query.To} {
		if day != "" && !fieldwork.IsDay(day) {
			refused.With(fault.Field{Path: name, Code: "format", Message: "Give a day such as 2026-05-01."})
		}
	}
	for _, state := range c.values("state") {
		query.States = append(query.States, fieldwork.PayState(state))
		if !fieldwork.IsPayState(fieldwork.PayState(state)) {
			refused.With(fault.Field{Path: "state", Code: "unknown", Message: "The state is new, pending or paid."})
		}
	}
	if len(refused.Fields) > 0 {
		return query, refused
	}
	return query, nil
}

func (s *server) markPaid(c *call, in service.PayOrder) (service.PayMarked, error) {
	return s.service.MarkPaid(c.Request().Context(), c.member, in)
}
