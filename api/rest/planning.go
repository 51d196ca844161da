package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) planVisits(c *call, in service.PlanOrder) (service.Planned, error) {
	return s.service.PlanVisits(c.Request().Context(), c.member, in)
}

// bulk is an act on the assignments named, or on all that the filter chooses; the filter has
// the members of the board's query.
type bulk struct {
	fieldwork.Bulk
	IDs    []string    `json:"ids,omitempty" validate:"max=20000"`
	Filter *bulkFilter `json:"filter,omitempty"`
	Event  string      `json:"event" validate:"required"`
}

type bulkFilter struct {
	Wave       string `json:"wave,omitempty"`
	Location   string `json:"location,omitempty"`
	Account    string `json:"account,omitempty"`
	Tag        string `json:"tag,omitempty"`
	Person     string `json:"person,omitempty"`
	Definition string `json:"definition,omitempty"`
	Arm        string `json:"arm,omitempty"`
	Stage      string `json:"stage,omitempty"`
	Risk       string `json:"risk,omitempty"`
	Overdue    string `json:"overdue,omitempty"`
	Search     string `json:"search,omitempty"`
}

func (s *server) changeAssignments(c *call, in bulk) (service.BulkDone, error) {
	order := service.BulkOrder{Bulk: in.Bulk, IDs: in.IDs, Event: in.Event}
	if f := in.Filter; f != nil {
		query, err := boardQueryFrom(map[string]string{
			"wave": f.Wave, "location": f.Location, "account": f.Account, "tag": f.Tag, "person": f.Person, "definition": f.Definition,
			"arm": f.Arm, "stage": f.Stage, "risk": f.Risk, "overdue": f.Overdue, "search": f.Search,
		})
		if err != nil {
			return service.BulkDone{}, err
		}
		order.Filter = &query
	}
	return s.service.ChangeMany(c.Request().Context(), c.member, order)
}
