package rest

import (
	"touchstone/api/fieldwork"
	"touchstone/api/service"
)

func (s *server) actions(c *call) (service.List[service.ActionFace], error) {
	return s.service.Actions(c.Request().Context(), c.member)
}

func (s *server) putAction(c *call, in fieldwork.Action) (service.ActionFace, error) {
	if err := named(c, "action", &in.ID); err != nil {
		return service.ActionFace{}, err
	}
	return s.service.PutAction(c.Request().Context(), c.member, in)
}

func (s *server) dropAction(c *call) error {
	return s.service.DropAction(c.Request().Context(), c.member, c.Param("action"))
}
