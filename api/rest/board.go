package rest

import (
	"strings"

	"touchstone/api/fault"
	"touchstone/api/fieldwork"
)

// boardFilter names the query parameters that choose assignments; those that a comma can
// divide take several values.
var boardFilter = []string{"wave", "location", "account", "tag", "person", "definition", "arm", "stage", "risk", "overdue", "search", "sort"}

var boardQuery = append(boardFilter[:len(boardFilter):len(boardFilter)], paged...)

func (s *server) board(c *call) (fieldwork.BoardPage, error) {
	query, err := boardQueryOf(c)
	if err != nil {
		return fieldwork.BoardPage{}, err
	}
	return s.service.Board(c.Request().Context(), c.member, query)
}

func (s *server) boardSummary(c *call) (fieldwork.BoardSummary, error) {
	return s.service.BoardSummary(c.Request().Context(), c.member, c.QueryParam("wave"))
}

func boardQueryOf(c *call) (fieldwork.BoardQuery, error) {
	page, err := c.page()
	if err != nil {
		return fieldwork.BoardQuery{}, err
	}
	query := fieldwork.BoardQuery{
		Waves: values(c, "wave"), Locations: values(c, "location"), Accounts: values(c, "account"), Tag: c.QueryParam("tag"), People: values(c, "person"),
		Definitions: values(c, "definition"), Arms: values(c, "arm"), Search: c.QueryParam("search"), Sort: c.QueryParam("sort"), After: page.After, Limit: page.Limit,
	}
	for _, stage := range values(c, "stage") {
		query.Stages = append(query.Stages, fieldwork.Stage(stage))
	}
	for _, risk := range values(c, "risk") {
		query.Risks = append(query.Risks, fieldwork.Risk(risk))
	}
	switch c.QueryParam("overdue") {
	case "", "false":
	case "true":
		query.Overdue = true
	default:
		return query, fault.New(fault.Invalid, "request.query", "The board cannot be asked like this.").With(
			fault.Field{Path: "overdue", Code: "format", Message: "Use true or false."})
	}
	return query, nil
}

// values reads a query parameter whose values are divided by commas.
func values(c *call, name string) []string {
	if c.QueryParam(name) == "" {
		return nil
	}
	return strings.Split(c.QueryParam(name), ",")
}
