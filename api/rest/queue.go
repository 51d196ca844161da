package rest

import (
	"strings"

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
