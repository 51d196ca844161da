package rest

import (
	"touchstone/api/fault"
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

// payQuery names the query parameters of the pay list; state takes several values.
var payQuery = []string{"from", "to", "state", "person"}

func (s *server) pay(c *call) (service.PayList, error) {
	query, err := payQueryOf(c)
	if err != nil {
		return service.PayList{}, err
	}
	return s.service.Pay(c.Request().Context(), c.member, query)
}

func (s *server) payCSV(c *call) error  { return s.payTable(c, csvTable) }
func (s *server) payXLSX(c *call) error { return s.payTable(c, xlsxTable) }

func (s *server) payTable(c *call, format tableFormat) error {
	query, err := payQueryOf(c)
	if err != nil {
		return err
	}
	table, err := s.service.PayTable(c.Request().Context(), c.member, query)
	if err != nil {
		return err
	}
	return format.send(c, c.member.Project().ID+"-pay", table)
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
