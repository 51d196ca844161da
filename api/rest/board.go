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

func (s *server) assignmentsCSV(c *call) error {
	query, err := boardQueryOf(c)
	if err != nil {
		return err
	}
	table, err := s.service.BoardTable(c.Request().Context(), c.member, query)
	if err != nil {
		return err
	}
	return csvTable.send(c, c.member.Project().ID+"-assignments", table)
}

func boardQueryOf(c *call) (fieldwork.BoardQuery, error) {
	page, err := c.page()
	if err != nil {
		return fieldwork.BoardQuery{}, err
	}
	given := map[string]string{}
	for _, name := range boardFilter {
		given[name] = c.QueryParam(name)
	}
	query, err := boardQueryFrom(given)
	query.After, query.Limit = page.After, page.Limit
	return query, err
}

// boardQueryFrom reads what chooses assignments, by the names of boardFilter.
func boardQueryFrom(given map[string]string) (fieldwork.BoardQuery, error) {
	values := func(name string) []string {
		if given[name] == "" {
			return nil
		}
		return strings.Split(given[name], ",")
	}
	query := fieldwork.BoardQuery{
		Waves: values("wave"), Locations: values("location"), Accounts: values("account"), Tag: given["tag"], People: values("person"),
		Definitions: values("definition"), Arms: values("arm"), Search: given["search"], Sort: given["sort"],
	}
	for _, stage := range values("stage") {
		query.Stages = append(query.Stages, fieldwork.Stage(stage))
	}
	for _, risk := range values("risk") {
		query.Risks = append(query.Risks, fieldwork.Risk(risk))
	}
	switch given["overdue"] {
	case "", "false":
	case "true":
		query.Overdue = true
	default:
		return query, fault.New(fault.Invalid, "request.query", "The board cannot be asked like this.").With(
			fault.Field{Path: "overdue", Code: "format", Message: "Use true or false."})
	}
	return query, nil
}
